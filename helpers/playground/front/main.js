// Puts the parts together and shows each frame that comes.

// What a screen reader says after a step or a pause; while playing it would never stop.
const summary = ({ state, loss, testLoss, accuracy }) =>
  `Epoch ${state.epoch}: training loss ${round(loss, 3)}, test loss ${round(testLoss, 3)}, ` +
  `${Math.round(100 * accuracy)} % of the training points right.`;

function render({ model, el }) {
  const root = make("div", {
    class: "pg-root",
    role: "group",
    "aria-label": "Neural network playground",
  });
  const status = make("div", { class: "pg-status", role: "status" });
  let frame = null;
  let hovered = null;
  let pinned = null;

  const report = ({ note }) => {
    if (note !== undefined && note !== status.textContent) status.textContent = note;
    root.dataset.playing = player.playing;
    bar.showPlaying();
  };
  const lookAtUnit = () => {
    const [layer, unit] = hovered || pinned || [frame.maps.length - 1, 0];
    output.show(frame, layer, unit, network.nameOf(layer, unit));
    network.explain(layer, unit);
  };
  const draw = (newest) => {
    const reshaped =
      frame && JSON.stringify(newest.state.hidden) !== JSON.stringify(frame.state.hidden);
    frame = newest;
    if (reshaped) hovered = pinned = null;
    [bar, learning, shape, data, network].forEach((part) => part.show(frame));
    network.markPinned(pinned);
    lookAtUnit();
    if (!player.playing) status.textContent = summary(frame);
    root.dataset.epoch = frame.state.epoch;
    root.dataset.rate = player.rate.toFixed(1);
  };
  const look = {
    over: (layer, unit) => {
      hovered = layer === null ? null : [layer, unit];
      if (frame) lookAtUnit();
    },
    pin: (layer, unit) => {
      pinned = pinned && pinned[0] === layer && pinned[1] === unit ? null : [layer, unit];
      network.markPinned(pinned);
    },
  };

  const player = new Player(model, draw, report);
  const learning = makeFields(player, LEARNING_FIELDS);
  const shape = makeFields(player, NETWORK_FIELDS);
  const bar = makeBar(player, learning);
  const data = makeData(player);
  const network = new NetworkView(player, look);
  const output = new OutputView();
  root.append(
    bar.element,
    make(
      "div",
      { class: "pg-settings", role: "group", "aria-label": "Data and network" },
      ...data.elements,
      ...shape.elements,
    ),
    make("div", { class: "pg-main" }, network.element, output.element),
    status,
  );
  el.append(root);
  const { content, buffers } = model.get("_snapshot");
  draw(readFrame(content, buffers));
  player.ask();
  return () => [player, network, output].forEach((part) => part.close());
}

export default { render };
