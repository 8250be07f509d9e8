// Colours and pictures. picture.py uses the same colours.
const ORANGE = [240, 149, 58];
const PAPER = [247, 247, 245];
const BLUE = [63, 143, 210];
const DARK_ORANGE = "#a8480a";
const DARK_BLUE = "#0b4f8f";

const css = (rgb) => `rgb(${rgb.join(",")})`;
const weightColour = (weight) => css(weight >= 0 ? BLUE : ORANGE);

// One packed pixel for each of the 256 values of a signed byte.
const PIXELS = new Uint32Array(256);
for (let value = -128; value < 128; value++) {
  const end = value < 0 ? ORANGE : BLUE;
  const share = Math.min(1, Math.abs(value) / 127);
  const [r, g, b] = PAPER.map((paper, i) => Math.round(paper + share * (end[i] - paper)));
  PIXELS[value & 255] = (255 << 24) | (b << 16) | (g << 8) | r;
}

// Paints a square map of signed bytes, one byte a pixel; the style sheet scales the canvas.
function paintMap(canvas, bytes, side) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const image = new ImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < bytes.length; i++) pixels[i] = PIXELS[bytes[i] & 255];
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Blue discs are class 1, orange squares class 0: the shape tells what the colour tells.
function paintPoints(canvas, points, labels, extent) {
  const scale = window.devicePixelRatio || 1;
  const size = Math.max(1, Math.round(canvas.clientWidth * scale));
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, size, size);
  context.lineWidth = 0.8 * scale;
  context.strokeStyle = "white";
  const radius = Math.max(1.6, size / scale / 90) * scale;
  labels.forEach((label, i) => {
    const x = ((points[2 * i] + extent) / (2 * extent)) * size;
    const y = ((extent - points[2 * i + 1]) / (2 * extent)) * size;
    context.beginPath();
    if (label) context.arc(x, y, radius, 0, 2 * Math.PI);
    else context.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
    context.fillStyle = label ? DARK_BLUE : DARK_ORANGE;
    context.fill();
    context.stroke();
  });
}
