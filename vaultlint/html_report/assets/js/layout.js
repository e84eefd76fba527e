// Places nodes by forces: in a worker for the whole graph, at once for a neighbourhood.

const MOST_REFINED = 10000; // nodes: more stay where Python has put them

// What the worker runs, after the library.
function refineInWorker() {
  onmessage = ({ data: { x, y, radii, starts, ends, isStill } }) => {
    const nodes = Array.from(x, (_, at) => ({ x: x[at], y: y[at], homeX: x[at], homeY: y[at] }));
    const links = Array.from(starts, (start, at) => ({ source: start, target: ends[at] }));
    const isLarge = nodes.length > 2500;
    const simulation = d3
      .forceSimulation(nodes)
      .stop()
      .alpha(0.9)
      .alphaDecay(isLarge ? 0.035 : 0.02)
      .velocityDecay(0.45)
      .force("links", d3.forceLink(links).distance(30))
      .force("charge", d3.forceManyBody().strength(isLarge ? -28 : -55).theta(isLarge ? 1.2 : 0.9).distanceMax(isLarge ? 260 : 500))
      .force("x", d3.forceX((node) => node.homeX).strength(0.045))
      .force("y", d3.forceY((node) => node.homeY).strength(0.045))
      .force("apart", d3.forceCollide((_, at) => radii[at] + 2).iterations(1));
    let sent = 0;
    const send = () => {
      sent = Date.now();
      postMessage({ x: Float32Array.from(nodes, (node) => node.x), y: Float32Array.from(nodes, (node) => node.y) });
    };
    while (simulation.alpha() > 0.02) {
      simulation.tick();
      if (!isStill && Date.now() - sent > 40) send();
    }
    send();
    postMessage({ isDone: true });
  };
}

function refine(drawing, onmove, ondone) {
  const source = `${document.getElementById("library").textContent}\n(${refineInWorker})();`;
  let worker;
  try {
    worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  } catch {
    return ondone(); // a browser that allows no worker: nodes stay where they are
  }
  worker.onmessage = ({ data: { x, y, isDone } }) => {
    if (isDone) {
      worker.terminate();
      return ondone();
    }
    drawing.x.set(x);
    drawing.y.set(y);
    onmove();
  };
  worker.onerror = () => ondone();
  const { x, y, radii, starts, ends } = drawing;
  worker.postMessage({ x, y, radii, starts, ends, isStill: prefersStill() });
}

// Place the nodes around one, and draw them until they rest; returns what stops it.
function settleAround(drawing, steps, onmove) {
  const nodes = Array.from(drawing.x, (x, at) => ({ x, y: drawing.y[at] }));
  const centre = nodes[drawing.centre];
  [centre.fx, centre.fy] = [0, 0];
  const links = Array.from(drawing.starts, (start, at) => ({ source: start, target: drawing.ends[at] }));
  const crowd = Math.min(1, 40 / nodes.length) ** 0.3;
  const simulation = d3
    .forceSimulation(nodes)
    .stop()
    .alphaDecay(0.03)
    .force("links", d3.forceLink(links).distance((link) => (link.source === centre || link.target === centre ? 105 : 70) * crowd).strength(0.25))
    .force("charge", d3.forceManyBody().strength(-330 * crowd))
    .force("x", d3.forceX(0).strength(0.035))
    .force("y", d3.forceY(0).strength(0.065))
    .force("apart", d3.forceCollide((_, at) => drawing.radii[at] + 9).iterations(2));
  const move = () => {
    nodes.forEach((node, at) => ([drawing.x[at], drawing.y[at]] = [node.x, node.y]));
    onmove();
  };
  if (prefersStill()) {
    simulation.tick(250);
    move();
    return () => {};
  }
  simulation.tick(60);
  move();
  simulation.on("tick", move).restart();
  return () => simulation.stop();
}
