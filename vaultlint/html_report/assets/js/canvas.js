// A graph on a canvas, with zoom, selection and keys. Nodes of the drawing are numbered anew; `ids` gives their nodes.

const FULL = 2 * Math.PI;
const HEAVY = 6000; // nodes and edges: with more, the last picture is moved while one zooms
const MANY_EDGES = 3000;
const PIECE = 100; // shapes that are painted at once

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

class GraphCanvas {
  constructor(label, handlers) {
    this.handlers = handlers; // open(id), select(id or null)
    this.canvas = el("canvas", { tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-label": label });
    this.status = el("p", { class: "unseen", role: "status" });
    this.context = this.canvas.getContext("2d");
    this.base = document.createElement("canvas"); // all but the selection and labels
    this.transform = this.painted = d3.zoomIdentity;
    this.selected = this.hovered = -1;
    this.clear();
    this.zoom = d3
      .zoom()
      .scaleExtent([0.02, 12])
      .on("zoom", (event) => {
        this.transform = event.transform;
        this.inMotion = Boolean(event.sourceEvent);
        this.draw();
        this.settle();
      });
    this.settle = later(() => {
      this.inMotion = false;
      this.draw();
    }, 140);
    d3.select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    this.canvas.addEventListener("pointermove", (event) => this.hover(this.at(event)));
    this.canvas.addEventListener("pointerleave", () => this.hover(-1));
    this.canvas.addEventListener("click", (event) => this.clicked(this.at(event)));
    this.canvas.addEventListener("dblclick", (event) => this.opened(this.at(event)));
    this.canvas.addEventListener("keydown", (event) => this.pressed(event));
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour?.());
  }

  clear() {
    this.ids = this.starts = this.ends = NONE;
    this.x = this.y = this.radii = new Float32Array(0);
    this.visible = new Uint8Array(0);
    this.looks = []; // by node: the number of its look in `palette`
    this.palette = []; // of {colour, shape}
    this.order = []; // nodes, most important first, for labels
    this.centre = -1;
    this.tree = null;
    this.hasBase = false;
  }

  // `starts` and `ends` are the ends of the edges; `radii` are in the units of `x` and `y`.
  show({ ids, starts, ends, x, y, radii, centre = -1 }) {
    this.clear();
    this.selected = this.hovered = -1;
    Object.assign(this, { ids, starts, ends, x, y, radii, centre });
    this.visible = new Uint8Array(ids.length).fill(1);
    this.order = Array.from(ids, (_, at) => at).sort((one, other) => radii[other] - radii[one] || one - other);
    if (centre >= 0) this.order = [centre, ...this.order.filter((at) => at !== centre)];
    this.near = null;
  }

  moved() {
    this.tree = null;
    this.draw();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = devicePixelRatio || 1;
    if (!clientWidth || !clientHeight) return;
    this.canvas.width = clientWidth * ratio;
    this.canvas.height = clientHeight * ratio;
    if (!this.isFitted) this.fit();
    this.draw();
  }

  fit(animated = false) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !this.ids.length) return;
    const [left, right] = this.extent(this.x);
    const [top, bottom] = this.extent(this.y);
    if (!(right >= left)) return;
    const margin = this.centre >= 0 ? 70 : 34;
    const scale = Math.min((width - 2 * margin) / (right - left || 1), (height - margin) / (bottom - top || 1), 2.2);
    const place = d3.zoomIdentity.translate(width / 2, height / 2).scale(scale).translate(-(left + right) / 2, -(top + bottom) / 2);
    this.isFitted = true;
    this.go(place, animated);
  }

  // The extent of what is shown, without the few nodes that are farthest out if they are far from all others.
  extent(values) {
    const found = values.filter((_, at) => this.visible[at]).sort();
    const last = found.length - 1;
    const spare = found.length > 400 ? Math.floor(found.length / 200) : 0;
    const isFar = found[last - spare] - found[spare] < 0.75 * (found[last] - found[0]);
    const margin = this.centre >= 0 ? 14 : 10;
    return isFar ? [found[spare] - margin, found[last - spare] + margin] : [found[0] - margin, found[last] + margin];
  }

  go(place, animated) {
    const canvas = d3.select(this.canvas);
    if (animated && !prefersStill()) canvas.transition().duration(350).call(this.zoom.transform, place);
    else canvas.call(this.zoom.transform, place);
  }

  zoomBy(factor) {
    const canvas = d3.select(this.canvas);
    if (prefersStill()) canvas.call(this.zoom.scaleBy, factor);
    else canvas.transition().duration(200).call(this.zoom.scaleBy, factor);
  }

  goTo(at) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.max(this.transform.k, 1.2);
    this.go(d3.zoomIdentity.translate(width / 2, height / 2).scale(scale).translate(-this.x[at], -this.y[at]), true);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = this.transform.invert([event.clientX - box.left, event.clientY - box.top]);
    this.tree ??= d3
      .quadtree()
      .x((at) => this.x[at])
      .y((at) => this.y[at])
      .addAll(this.order.filter((at) => this.visible[at]));
    const found = this.tree.find(x, y, 24 / this.transform.k + 12);
    if (found === undefined) return -1;
    const reach = Math.max(this.radii[found], 0) + 9 / this.transform.k;
    return Math.hypot(this.x[found] - x, this.y[found] - y) <= reach ? found : -1;
  }

  hover(at) {
    if (at === this.hovered) return;
    this.hovered = at;
    this.canvas.style.cursor = at < 0 ? "grab" : "pointer";
    this.near = null;
    this.draw(false);
  }

  clicked(at) {
    this.choose(at);
    if (at >= 0 && this.handlers.opensAtOnce) this.opened(at);
  }

  opened(at) {
    if (at >= 0) this.handlers.open(this.ids[at]);
  }

  choose(at) {
    this.selected = at;
    this.near = null;
    this.status.textContent = at < 0 ? "" : describe(this.ids[at]);
    this.handlers.select?.(at < 0 ? null : this.ids[at]);
    this.draw(false);
  }

  pressed(event) {
    const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key in directions) this.step(...directions[event.key]);
    else if (event.key === "Enter" && this.selected >= 0) this.opened(this.selected);
    else if (event.key === "Escape" && this.selected >= 0) this.choose(-1);
    else if (event.key === "+" || event.key === "=") this.zoomBy(1.4);
    else if (event.key === "-") this.zoomBy(1 / 1.4);
    else if (event.key === "0") this.fit(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Select the nearest node in a direction.
  step(dx, dy) {
    const from = this.selected >= 0 ? this.selected : this.centre;
    if (from < 0) return this.reveal(this.order.find((at) => this.visible[at]) ?? -1);
    let best = -1;
    let least = Infinity;
    for (let at = 0; at < this.ids.length; at++) {
      const along = (this.x[at] - this.x[from]) * dx + (this.y[at] - this.y[from]) * dy;
      if (at === from || !this.visible[at] || along <= 0) continue;
      const across = Math.abs((this.x[at] - this.x[from]) * dy) + Math.abs((this.y[at] - this.y[from]) * dx);
      const cost = along + 2 * across;
      if (cost < least) [best, least] = [at, cost];
    }
    if (best >= 0) this.reveal(best);
  }

  reveal(at) {
    if (at < 0) return;
    this.choose(at);
    const [x, y] = this.transform.apply([this.x[at], this.y[at]]);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) this.goTo(at);
  }

  neighbours() {
    const focus = this.hovered >= 0 ? this.hovered : this.selected;
    if (focus < 0) return null;
    if (this.near?.focus === focus) return this.near;
    const found = new Set([focus]);
    const edges = [];
    for (let edge = 0; edge < this.starts.length; edge++) {
      const [start, end] = [this.starts[edge], this.ends[edge]];
      if ((start === focus || end === focus) && this.visible[start] && this.visible[end]) {
        found.add(start).add(end);
        edges.push(edge);
      }
    }
    this.near = { focus, found, edges };
    return this.near;
  }

  // Draw anew; what is below the selection is only painted again if it `has` changed.
  draw(has = true) {
    this.isStale ||= has;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.paint();
    });
  }

  paint() {
    const { context, transform, base } = this;
    const ratio = devicePixelRatio || 1;
    const { width, height } = this.canvas;
    const isHeavy = this.starts.length + this.ids.length > HEAVY;
    if (this.isStale && !(isHeavy && this.inMotion && this.hasBase)) this.paintBase();
    const near = this.neighbours();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.globalAlpha = near ? 0.28 : 1;
    // While a large graph moves, its last picture moves.
    const scale = transform.k / this.painted.k;
    const [dx, dy] = [transform.x - this.painted.x * scale, transform.y - this.painted.y * scale];
    context.setTransform(scale, 0, 0, scale, dx * ratio, dy * ratio);
    context.drawImage(base, 0, 0);
    context.globalAlpha = 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (near) {
      this.paintEdges(context, near.edges, "accent", near.edges.length > 300 ? 0.35 : 0.8, 1.6);
      this.paintNodes(context, [...near.found]);
    }
    this.paintRings();
    this.paintLabels(near, width / ratio, height / ratio);
  }

  paintBase() {
    const { base, canvas, starts } = this;
    const ratio = devicePixelRatio || 1;
    if (base.width !== canvas.width || base.height !== canvas.height) [base.width, base.height] = [canvas.width, canvas.height];
    const context = base.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.painted = this.transform;
    this.hasBase = true;
    this.isStale = false;
    const isLocal = this.centre >= 0;
    const alpha = isLocal ? 0.45 : Math.max(0.012, Math.min(0.34, 7 / Math.sqrt(starts.length + 1)));
    if (starts.length > MANY_EDGES) paintDensity(context, this);
    else this.paintEdges(context, null, "edge", alpha, isLocal ? 1.1 : 0.8);
    this.paintNodes(context, this.order);
  }

  // Paint some edges, by default all, in pieces: a path of thousands of lines takes long to fill.
  paintEdges(context, edges, name, alpha, width) {
    const { x, y, starts, ends, visible, transform } = this;
    const { clientWidth: right, clientHeight: bottom } = this.canvas;
    const { k, x: left, y: top } = transform;
    context.strokeStyle = context.fillStyle = colour(name);
    context.globalAlpha = alpha;
    context.lineWidth = width * Math.max(0.9, Math.min(1.5, k ** 0.3));
    const count = edges ? edges.length : starts.length;
    let pending = 0;
    context.beginPath();
    for (let index = 0; index < count; index++) {
      const edge = edges ? edges[index] : index;
      const [start, end] = [starts[edge], ends[edge]];
      if (!visible[start] || !visible[end]) continue;
      const [x1, y1, x2, y2] = [x[start] * k + left, y[start] * k + top, x[end] * k + left, y[end] * k + top];
      if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > right && x2 > right) || (y1 > bottom && y2 > bottom)) continue;
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      if (++pending % PIECE === 0) {
        context.stroke();
        context.beginPath();
      }
    }
    context.stroke();
    if (this.centre >= 0) for (let index = 0; index < count; index++) this.paintArrow(context, edges ? edges[index] : index);
    context.globalAlpha = 1;
  }

  paintArrow(context, edge) {
    const { k } = this.transform;
    const [start, end] = [this.starts[edge], this.ends[edge]];
    const [x1, y1] = this.transform.apply([this.x[start], this.y[start]]);
    const [x2, y2] = this.transform.apply([this.x[end], this.y[end]]);
    const length = Math.hypot(x2 - x1, y2 - y1);
    const gap = this.radii[end] * k + 3;
    const size = Math.min(9, 6 * k + 3);
    if (length < gap + size) return;
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [tipX, tipY] = [x2 - dx * gap, y2 - dy * gap];
    context.beginPath();
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - dx * size - dy * size * 0.42, tipY - dy * size + dx * size * 0.42);
    context.lineTo(tipX - dx * size + dy * size * 0.42, tipY - dy * size - dx * size * 0.42);
    context.fill();
  }

  // Paint nodes, the last ones first: the most important are on top.
  paintNodes(context, nodes) {
    const groups = this.palette.map(() => []);
    for (let index = nodes.length - 1; index >= 0; index--) {
      const at = nodes[index];
      if (this.visible[at] && this.isInView(at)) groups[this.looks[at]].push(at);
    }
    this.palette.forEach((look, number) => this.paintGroup(context, look, groups[number]));
  }

  paintRings() {
    const { context } = this;
    for (const at of new Set([this.centre, this.selected, this.hovered])) {
      if (at < 0 || !this.visible[at]) continue;
      const [x, y] = this.transform.apply([this.x[at], this.y[at]]);
      context.strokeStyle = colour("accent");
      context.lineWidth = 2.2;
      context.beginPath();
      context.arc(x, y, this.radius(at) + 4.5, 0, FULL);
      context.stroke();
    }
  }

  // The radius of a node in pixels.
  radius(at) {
    return Math.max(this.radii[at] * this.transform.k, 1.1);
  }

  isInView(at) {
    const { k, x, y } = this.transform;
    const [left, top] = [this.x[at] * k + x, this.y[at] * k + y];
    return left > -40 && top > -40 && left < this.canvas.clientWidth + 40 && top < this.canvas.clientHeight + 40;
  }

  paintGroup(context, look, members) {
    const { k, x: left, y: top } = this.transform;
    const isTiny = k < 0.45;
    const isRing = look.shape === "ring" && !isTiny;
    const outline = colour("card");
    context.fillStyle = isRing ? outline : look.colour;
    context.strokeStyle = isRing ? look.colour : outline;
    context.lineWidth = isRing ? 1.5 : 1;
    context.setLineDash(isRing ? [3, 2.4] : []);
    let pending = 0;
    const paint = () => {
      context.fill();
      if (!isTiny) context.stroke();
      context.beginPath();
    };
    context.beginPath();
    for (const at of members) {
      const [x, y, radius] = [this.x[at] * k + left, this.y[at] * k + top, this.radius(at)];
      if (radius < 2) context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
      else {
        tracePath(context, look.shape, x, y, radius);
        if (++pending % PIECE === 0) paint();
      }
    }
    paint();
    context.setLineDash([]);
  }

  // Labels of the most important nodes that do not cover each other.
  paintLabels(near, width, height) {
    const { context, transform } = this;
    const taken = [];
    const first = near ? [near.focus, ...near.found] : [];
    const most = this.centre >= 0 ? 70 : Math.min(70, 16 + 24 * transform.k);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    if (this.inMotion && this.ids.length > HEAVY) return;
    let drawn = 0;
    const seen = new Set();
    for (const at of near ? [...first, ...this.order.slice(0, this.centre >= 0 ? 0 : 400)] : this.order) {
      if (drawn >= most) break;
      if (seen.has(at) || !this.visible[at] || !this.isInView(at)) continue;
      seen.add(at);
      const isNear = near?.found.has(at);
      if (near && !isNear) break;
      const radius = this.radius(at);
      const [x, y] = transform.apply([this.x[at], this.y[at]]);
      const isMain = at === near?.focus || at === this.centre;
      context.font = `${isMain ? 650 : 450} ${isMain ? 13 : 11.5}px system-ui, sans-serif`;
      const label = shortened(labelOf(this.ids[at]), isMain ? 60 : 30);
      const half = context.measureText(label).width / 2 + 3;
      const place = { left: x - half, right: x + half, top: y + radius + 3, bottom: y + radius + 18 };
      const isCovered = taken.some((other) => place.left < other.right && place.right > other.left && place.top < other.bottom && place.bottom > other.top);
      if ((isCovered && !isMain) || x < -half || x > width + half || y > height) continue;
      taken.push(place);
      drawn++;
      context.lineWidth = 3.5;
      context.strokeStyle = colour("card");
      context.globalAlpha = 0.85;
      context.strokeText(label, x, place.top);
      context.globalAlpha = 1;
      context.fillStyle = kindOf(this.ids[at]) === "d" ? colour("ghost") : colour("ink");
      context.fillText(label, x, place.top);
    }
  }
}

function tracePath(context, shape, x, y, radius) {
  if (shape === "error") {
    const r = radius * 1.25;
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
  } else if (shape === "warning") {
    const r = radius * 1.3;
    context.moveTo(x, y - r);
    context.lineTo(x + r * 0.95, y + r * 0.7);
    context.lineTo(x - r * 0.95, y + r * 0.7);
    context.closePath();
  } else if (shape === "square" || shape === "small") {
    const r = shape === "small" ? radius * 0.7 : radius * 0.9;
    context.rect(x - r, y - r, 2 * r, 2 * r);
  } else {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, FULL);
  }
}

function shortened(text, most) {
  const characters = [...text.slice(0, 4 * most)];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}\u2026` : text;
}

const KIND_NAMES = { n: "note", c: "canvas", a: "attachment", d: "missing" };

function describe(node) {
  const parts = [`${labelOf(node)}, ${KIND_NAMES[kindOf(node)]}`];
  parts.push(`linked from ${sources[node].length}, links to ${targets[node].length}`);
  if (problemCount(node)) parts.push(counted(problemCount(node), "problem"));
  return parts.join("; ");
}
