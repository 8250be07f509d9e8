// The decision region with the data on it, and the two loss curves.
class OutputView {
  constructor() {
    this.title = make("b");
    this.region = make("canvas", { class: "pg-region" });
    this.points = make("canvas", { class: "pg-points" });
    this.plot = make("div", { class: "pg-plot", role: "img" }, this.region, this.points);
    this.curves = document.createElementNS(SVG, "svg");
    this.curves.setAttribute("viewBox", "0 0 100 30");
    this.curves.setAttribute("preserveAspectRatio", "none");
    this.curves.setAttribute("aria-hidden", "true");
    this.paths = ["pg-train", "pg-test"].map((name) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      this.curves.append(path);
      return path;
    });
    this.values = ["training", "test"].map(() => make("b"));
    this.right = make("span");
    this.element = make(
      "div",
      { class: "pg-output", role: "group", "aria-label": "Output" },
      make("div", { class: "pg-title" }, this.title, this.right),
      this.plot,
      make(
        "div",
        { class: "pg-legend" },
        make("span", { style: `color:${DARK_ORANGE}` }, "■"),
        "class 0",
        make("i", { "aria-hidden": "true" }),
        "class 1",
        make("span", { style: `color:${DARK_BLUE}` }, "●"),
      ),
      make(
        "div",
        { class: "pg-losses" },
        make("span", { class: "pg-train" }, "Training loss ", this.values[0]),
        make("span", { class: "pg-test" }, "Test loss ", this.values[1]),
      ),
      this.curves,
    );
    this.observer = new ResizeObserver(() => this.frame && this.showPoints(this.frame));
    this.observer.observe(this.plot);
  }

  close() {
    this.observer.disconnect();
  }

  show(frame, layer, unit, name) {
    this.title.textContent = name;
    this.frame = frame;
    paintMap(this.region, frame.maps[layer][unit], frame.grid);
    this.showPoints(frame);
    this.values[0].textContent = round(frame.loss, 3);
    this.values[1].textContent = round(frame.testLoss, 3);
    this.right.textContent = `${Math.round(100 * frame.accuracy)} % right`;
    this.plot.setAttribute(
      "aria-label",
      `${name}. Training loss ${round(frame.loss, 3)}, ` + `test loss ${round(frame.testLoss, 3)}.`,
    );
    this.showCurves([frame.losses, frame.testLosses]);
  }

  // Painting the points is slow and seldom needed: only for other data or another size.
  showPoints({ state, points, labels, extent }) {
    const key = JSON.stringify([
      state.data,
      state.noise,
      state.points,
      state.data_seed,
      this.points.clientWidth,
      window.devicePixelRatio,
    ]);
    if (key !== this.pointsKey) paintPoints(this.points, points, labels, extent);
    this.pointsKey = key;
  }

  showCurves(curves) {
    const top = Math.max(
      0.1,
      ...curves.map((losses) => losses.reduce((a, b) => Math.max(a, b), 0)),
    );
    curves.forEach((losses, i) => {
      const step = 100 / Math.max(1, losses.length - 1);
      const points = Array.from(
        losses,
        (loss, k) => `${(k * step).toFixed(2)} ${(29.5 - 29 * (loss / top)).toFixed(2)}`,
      );
      this.paths[i].setAttribute("d", points.length ? `M${points.join("L")}` : "");
    });
  }
}
