// The network: inputs, hidden layers and output as columns of pictures, weights as lines between.
const LAYERS_AT_MOST = 6;
const NEURONS_AT_MOST = 8;

class NetworkView {
  constructor(player, look) {
    Object.assign(this, { player, look, shape: "", units: [], links: [] });
    this.lines = document.createElementNS(SVG, "svg");
    this.lines.setAttribute("aria-hidden", "true");
    this.columns = make("div", { class: "pg-columns" });
    this.count = make("span");
    this.words = make("div", { class: "pg-words" });
    this.element = make(
      "div",
      { class: "pg-network", role: "group", "aria-label": "Network" },
      make(
        "div",
        { class: "pg-depth" },
        button(
          "Remove a hidden layer",
          "−",
          () => this.resize(this.hidden.slice(0, -1)),
          "pg-small",
        ),
        this.count,
        button("Add a hidden layer", "+", () => this.resize([...this.hidden, 2]), "pg-small"),
      ),
      make("div", { class: "pg-stage" }, this.lines, this.columns),
      this.words,
    );
    this.observer = new ResizeObserver(() => this.placeLinks());
    this.observer.observe(this.columns);
  }

  close() {
    this.observer.disconnect();
  }

  resize(hidden) {
    if (hidden.length <= LAYERS_AT_MOST) this.player.change({ hidden });
  }

  show(frame) {
    this.frame = frame;
    const { hidden, features } = frame.state;
    this.hidden = hidden;
    const shape = JSON.stringify([hidden, features]);
    if (shape !== this.shape) this.build(frame);
    this.shape = shape;
    this.units.forEach((column, layer) =>
      column.forEach(({ canvas }, unit) => paintMap(canvas, frame.maps[layer][unit], frame.grid)),
    );
    this.paintLinks(frame);
  }

  // Keeps the focus where it was: the pressed button or neuron is made anew.
  build(frame) {
    const focused =
      this.element.contains(document.activeElement) &&
      document.activeElement.getAttribute("aria-label");
    const { hidden } = frame.state;
    this.count.textContent = `${hidden.length} hidden layer${hidden.length === 1 ? "" : "s"}`;
    this.units = frame.maps.map((column, layer) =>
      column.map((_, unit) => (layer ? this.makeNeuron(layer, unit) : this.makeInput(frame, unit))),
    );
    this.columns.replaceChildren(
      ...this.units.map((units, layer) => this.makeColumn(units, layer)),
    );
    this.makeLinks(frame);
    this.placeLinks();
    const again = focused && this.element.querySelector(`[aria-label="${CSS.escape(focused)}"]`);
    if (again) again.focus({ preventScroll: true });
  }

  makeColumn(units, layer) {
    const last = this.units.length - 1;
    const size = this.hidden[layer - 1];
    const head =
      layer === 0
        ? "Inputs"
        : layer === last
          ? "Output"
          : make(
              "span",
              {},
              button(
                `Remove a neuron from layer ${layer}`,
                "−",
                () => this.change(layer, -1),
                "pg-small",
              ),
              ` ${size} `,
              button(
                `Add a neuron to layer ${layer}`,
                "+",
                () => this.change(layer, 1),
                "pg-small",
              ),
            );
    return make(
      "div",
      { class: "pg-column" },
      make("div", { class: "pg-head" }, head),
      make("div", { class: "pg-units" }, ...units.map(({ element }) => element)),
    );
  }

  change(layer, by) {
    const hidden = [...this.hidden];
    hidden[layer - 1] = Math.max(1, Math.min(NEURONS_AT_MOST, hidden[layer - 1] + by));
    this.resize(hidden);
  }

  makeInput(frame, unit) {
    const name = frame.features[unit];
    const used = frame.state.features.includes(name);
    const canvas = make("canvas");
    const toggle = () => {
      const chosen = frame.features.filter(
        (other) => (other === name) !== frame.state.features.includes(other),
      );
      if (chosen.length) this.player.change({ features: chosen });
    };
    const square = make(
      "button",
      {
        type: "button",
        class: "pg-unit",
        "aria-label": `Input ${name}`,
        "aria-pressed": String(used),
        onclick: toggle,
        ...this.watch(0, unit),
      },
      canvas,
    );
    return {
      canvas,
      square,
      element: make("div", { class: "pg-input" }, make("span", {}, name), square),
    };
  }

  makeNeuron(layer, unit) {
    const last = layer === this.hidden.length + 1;
    const label = last ? "Output neuron" : `Layer ${layer}, neuron ${unit + 1}`;
    const canvas = make("canvas");
    const square = make(
      "button",
      {
        type: "button",
        class: "pg-unit",
        "aria-label": label,
        "aria-pressed": "false",
        onclick: () => this.look.pin(layer, unit),
        ...this.watch(layer, unit),
      },
      canvas,
    );
    return { canvas, square, element: square };
  }

  watch(layer, unit) {
    const over = () => this.look.over(layer, unit);
    const out = () => this.look.over(null);
    return { onfocus: over, onmouseenter: over, onblur: out, onmouseleave: out };
  }

  markPinned(pinned) {
    this.units
      .slice(1)
      .forEach((column, i) =>
        column.forEach(({ square }, unit) =>
          square.setAttribute(
            "aria-pressed",
            String(!!pinned && pinned[0] === i + 1 && pinned[1] === unit),
          ),
        ),
      );
  }

  nameOf(layer, unit) {
    return this.units[layer][unit].square.getAttribute("aria-label");
  }

  // A neuron in words: its bias and its weights.
  explain(layer, unit) {
    const { state, weights, biases } = this.frame;
    if (layer === 0) return this.words.replaceChildren(this.nameOf(layer, unit));
    const below = layer === 1 ? state.features : weights[layer - 1].map((_, i) => `n${i + 1}`);
    const parts = weights[layer - 1].map((row, i) => `${below[i]} ${round(row[unit])}`);
    const bias = round(biases[layer - 1][unit]);
    this.words.replaceChildren(
      make("b", {}, this.nameOf(layer, unit)),
      `: bias ${bias}; weights ${parts.join(", ")}`,
    );
  }

  makeLinks(frame) {
    const used = frame.state.features.map((name) => frame.features.indexOf(name));
    this.links = frame.weights.flatMap((matrix, layer) =>
      matrix.flatMap((row, i) =>
        row.map((_, unit) => ({
          layer,
          i,
          unit,
          from: this.units[layer][layer ? i : used[i]].square,
          to: this.units[layer + 1][unit].square,
          path: document.createElementNS(SVG, "path"),
        })),
      ),
    );
    this.lines.replaceChildren(...this.links.map(({ path }) => path));
  }

  placeLinks() {
    const origin = this.lines.getBoundingClientRect();
    for (const { from, to, path } of this.links) {
      const a = from.getBoundingClientRect();
      const b = to.getBoundingClientRect();
      const [x0, y0] = [a.right - origin.left, a.top + a.height / 2 - origin.top];
      const [x1, y1] = [b.left - origin.left, b.top + b.height / 2 - origin.top];
      const middle = (x0 + x1) / 2;
      path.setAttribute("d", `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`);
    }
  }

  // Width tells size; a broken line is a negative weight, for eyes that cannot tell the colours.
  paintLinks({ weights }) {
    for (const { layer, i, unit, path } of this.links) {
      const weight = weights[layer][i][unit];
      path.setAttribute("stroke", weightColour(weight));
      path.setAttribute("stroke-width", (0.5 + Math.min(6, 2 * Math.abs(weight))).toFixed(2));
      path.setAttribute("stroke-dasharray", weight < 0 ? "7 3" : "none");
    }
  }
}
