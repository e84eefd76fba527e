// Many edges at once, as how many of them pass each pixel: a canvas takes ten times as long for thousands of long lines.

const MOST_PIXELS = 3e7; // so many are counted; of more, only every second edge, or third, ...

const DARKEST = 0.5; // the opacity of a pixel that many edges pass, so that nodes stand out

function paintDensity(context, drawing) {
  const { clientWidth: width, clientHeight: height } = drawing.canvas;
  const { counts, total } = countPixels(drawing, width, height);
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  context.fillStyle = colour("edge");
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
  // The more edges there are for the room, the fainter each is.
  const alpha = Math.max(0.015, Math.min(0.22, (0.12 * width * height) / (total + 1)));
  const shades = Uint32Array.from({ length: 256 }, (_, count) => {
    const shade = Math.round(255 * DARKEST * (1 - (1 - alpha) ** count));
    return ((shade << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
  counts.forEach((count, at) => count && (pixels[at] = shades[Math.min(count, 255)]));
  const layer = document.createElement("canvas");
  [layer.width, layer.height] = [width, height];
  layer.getContext("2d").putImageData(image, 0, 0);
  context.drawImage(layer, 0, 0, width, height);
}

function countPixels(drawing, width, height) {
  const { starts, ends, visible, x, y, transform } = drawing;
  const { k, x: left, y: top } = transform;
  const counts = new Uint16Array(width * height);
  const lines = [];
  let total = 0;
  for (let edge = 0; edge < starts.length; edge++) {
    const [start, end] = [starts[edge], ends[edge]];
    if (!visible[start] || !visible[end]) continue;
    const line = clipped(x[start] * k + left, y[start] * k + top, x[end] * k + left, y[end] * k + top, width - 1, height - 1);
    if (!line) continue;
    total += Math.max(Math.abs(line[2] - line[0]), Math.abs(line[3] - line[1]));
    lines.push(line);
  }
  const every = Math.ceil(total / MOST_PIXELS) || 1;
  for (let at = 0; at < lines.length; at += every) {
    let [x1, y1, x2, y2] = lines[at];
    const steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1), 1);
    const [dx, dy] = [(x2 - x1) / steps, (y2 - y1) / steps];
    for (let step = 0; step <= steps; step++, x1 += dx, y1 += dy) counts[(y1 | 0) * width + (x1 | 0)] += every;
  }
  return { counts, total };
}

// The part of a line that is in a rectangle from 0, 0 (Liang and Barsky); null for none.
function clipped(x1, y1, x2, y2, right, bottom) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [from, to] = [0, 1];
  for (const [step, room] of [[-dx, x1], [dx, right - x1], [-dy, y1], [dy, bottom - y1]]) {
    if (step === 0 && room < 0) return null;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  return from < to ? [x1 + from * dx, y1 + from * dy, x1 + to * dx, y1 + to * dy] : null;
}
