// Small makers of labelled elements.
const SVG = "http://www.w3.org/2000/svg";
let ids = 0;
const freshId = (prefix) => `${prefix}-${Date.now().toString(36)}-${ids++}`;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  // JupyterLab takes Enter, Space and the arrows for itself, unless the focused element says this.
  if (["button", "input", "select"].includes(tag)) element.dataset.lmSuppressShortcuts = "true";
  element.append(...children);
  return element;
}

function button(label, content, onclick, kind = "") {
  return make(
    "button",
    { type: "button", class: `pg-button ${kind}`, "aria-label": label, title: label, onclick },
    ...[content].flat(),
  );
}

// Drawn rather than typed: not every machine has a font with these signs.
const ICONS = {
  play: "M3 1v14l11-7z",
  pause: "M3 1h4v14H3zM9 1h4v14H9z",
  step: "M2 1v14l8-7zM11 1h3v14h-3z",
  reset: "M8 3a5.5 5.5 0 1 1-5.3 4M8 0v6L3.5 3z",
};

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `pg-icon pg-icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  svg.firstChild.setAttribute("d", ICONS[name]);
  return svg;
}

// A drop-down; `options` are [value, text] pairs. `show(value)` adds a value that is not offered.
function dropdown(label, options, onpick) {
  const select = make("select", {
    "aria-label": label,
    onchange: () => onpick(JSON.parse(select.value)),
  });
  const offer = (value, text) =>
    select.append(make("option", { value: JSON.stringify(value) }, text));
  options.forEach(([value, text]) => offer(value, text));
  const show = (value) => {
    const key = JSON.stringify(value);
    if (![...select.options].some((option) => option.value === key)) offer(value, String(value));
    select.value = key;
  };
  return { element: make("label", { class: "pg-field" }, make("span", {}, label), select), show };
}

const round = (value, digits = 2) => value.toFixed(digits).replace("-", "−");
