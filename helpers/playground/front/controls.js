// The bar of buttons, the choice of data, and the other settings.
const numbers = (values) => values.map((value) => [value, String(value)]);

function makeBar(player, fields) {
  const reset = button("Reset to epoch 0", [icon("reset"), "Reset"], () =>
    player.change({ epoch: 0 }),
  );
  const play = button(
    "Play",
    [icon("play"), "Play"],
    () => player.play(!player.playing),
    "pg-play",
  );
  const step = button("Step: train for one picture", [icon("step"), "Step"], () => player.step());
  const epoch = make("output", { class: "pg-epoch", "aria-label": "Epoch" }, "0");
  const seed = make("input", {
    type: "number",
    min: 0,
    step: 1,
    "aria-label": "Seed",
    title: "Another seed draws other first weights",
    onchange: () => player.change({ seed: Math.max(0, Math.round(Number(seed.value))) }),
  });
  const element = make(
    "div",
    { class: "pg-bar", role: "group", "aria-label": "Training" },
    play,
    step,
    reset,
    make("span", { class: "pg-field" }, make("span", {}, "Epoch"), epoch),
    make("label", { class: "pg-field" }, make("span", {}, "Seed"), seed),
    ...fields.elements,
  );
  const showPlaying = () => {
    const word = player.playing ? "Pause" : "Play";
    if (play.title === word) return;
    play.replaceChildren(icon(word.toLowerCase()), word);
    play.setAttribute("aria-label", word);
    play.title = word;
  };
  const show = ({ state }) => {
    epoch.textContent = state.epoch.toLocaleString("en");
    if (document.activeElement !== seed) seed.value = state.seed;
  };
  return { element, show, showPlaying };
}

// Drop-downs for settings: `rows` are [key of the state, label, options].
function makeFields(player, rows) {
  const fields = rows.map(([key, label, options]) => [
    key,
    dropdown(label, options, (value) => player.change({ [key]: value })),
  ]);
  return {
    elements: fields.map(([, field]) => field.element),
    show: ({ state }) => fields.forEach(([key, field]) => field.show(state[key])),
  };
}

const PENALTIES = numbers([0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]);
const LEARNING_FIELDS = [
  ["speed", "Epochs per picture", numbers([1, 2, 5, 10, 25, 50])],
  [
    "learning_rate",
    "Learning rate",
    numbers([0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]),
  ],
  ["batch_size", "Batch size", numbers([1, 2, 5, 10, 20, 30, 50, 100, 250])],
];
const NETWORK_FIELDS = [
  [
    "activation",
    "Activation",
    [
      ["tanh", "tanh"],
      ["relu", "ReLU"],
      ["leaky_relu", "leaky ReLU"],
      ["sigmoid", "sigmoid"],
      ["linear", "linear"],
    ],
  ],
  ["l1", "L1 penalty", PENALTIES],
  ["l2", "L2 penalty", PENALTIES],
];

function makeData(player) {
  const names = { circle: "Circle", xor: "XOR", gauss: "Gauss", spiral: "Spiral" };
  const group = freshId("data");
  const radios = Object.entries(names).map(([value, text]) => {
    const radio = make("input", {
      type: "radio",
      name: group,
      value,
      onchange: () => player.change({ data: value }),
    });
    return { radio, label: make("label", { class: "pg-radio" }, radio, text) };
  });
  const level = make("output");
  const noise = make("input", {
    type: "range",
    min: 0,
    max: 50,
    step: 5,
    "aria-label": "Noise",
    oninput: () => (level.textContent = `${noise.value} %`),
    onchange: () => player.change({ noise: noise.value / 100 }),
  });
  const element = make(
    "fieldset",
    { class: "pg-data" },
    make("legend", {}, "Data"),
    make("div", {}, ...radios.map(({ label }) => label)),
  );
  const noiseField = make("label", { class: "pg-field" }, make("span", {}, "Noise ", level), noise);
  const show = ({ state }) => {
    radios.forEach(({ radio }) => (radio.checked = radio.value === state.data));
    if (document.activeElement === noise) return; // it may be on its way to another value
    noise.value = Math.round(100 * state.noise);
    level.textContent = `${noise.value} %`;
  };
  return { elements: [element, noiseField], show };
}
