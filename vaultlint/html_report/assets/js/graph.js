// The whole graph: colours, filters and the card of the selected note.

const HUES = ["#4e79c7", "#d9772b", "#3f9b5f", "#8e63b8", "#b8860b", "#2a9d9d", "#c2557e", "#7a8f2a", "#8a6b52"];
const MOST_TAGS = 200;
const MOST_UNFILTERED = 1500; // nodes: of more, missing notes and attachments are not shown at first

const COLOURINGS = {
  problems: {
    label: "Problems",
    looks: () => [
      { label: "errors", colour: colour("error"), shape: "error" },
      { label: "warnings", colour: colour("warning"), shape: "warning" },
      { label: "infos", colour: colour("info"), shape: "circle" },
      { label: "no problem", colour: colour("node"), shape: "circle" },
    ],
    look: (node) => 2 - worst[node],
  },
  folder: { label: "Folder", looks: () => ranked(topFolders()), look: (node) => rankIn(topFolders(), topFolder(node)) },
  tag: { label: "Tag", looks: () => ranked(topTags()), look: tagLook },
  component: {
    label: "Connected group",
    looks: () => [
      { label: "the largest group", colour: colour("info"), shape: "circle" },
      { label: "islands", colour: "#d9772b", shape: "square" },
      { label: "linked to no note", colour: colour("ghost"), shape: "error" },
      { label: "other files", colour: colour("node-soft"), shape: "small" },
    ],
    look: (node) => (components[node] < 0 ? 3 : components[node] === 0 ? 0 : sizes()[components[node]] > 1 ? 1 : 2),
  },
  state: {
    label: "Publish state",
    looks: () => [
      { label: "published", colour: colour("added"), shape: "circle" },
      { label: "not published", colour: colour("ghost"), shape: "square" },
      { label: "not known", colour: colour("node-soft"), shape: "circle" },
    ],
    look: (node) => ({ p: 0, u: 1 })[stateOf(node)] ?? 2,
  },
};

const sizes = once(() => {
  const found = [];
  for (const component of components) if (component >= 0) found[component] = (found[component] ?? 0) + 1;
  return found;
});

const topFolder = (node) => folderName(node).split("/")[0];
const topFolders = once(() => mostFrequent(function* () {
  for (let node = 0; node < COUNT; node++) if (kindOf(node) !== "d") yield topFolder(node);
}));
const topTags = once(() => mostFrequent(function* () {
  for (const list of tagged) for (const tag of list) yield data.tags[tag];
}));

function mostFrequent(values) {
  const counts = new Map();
  for (const value of values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).map(([value]) => value);
}

function ranked(names) {
  const looks = names.slice(0, HUES.length).map((name, at) => ({ label: shown(name) || "(root)", colour: HUES[at], shape: "circle" }));
  return [...looks, { label: names.length > HUES.length ? "others" : "none", colour: colour("node-soft"), shape: "circle" }];
}

function rankIn(names, name) {
  const at = names.indexOf(name);
  return at < 0 || at >= HUES.length ? Math.min(names.length, HUES.length) : at;
}

function tagLook(node) {
  let best = Math.min(topTags().length, HUES.length);
  for (const tag of tagged[node]) best = Math.min(best, rankIn(topTags(), data.tags[tag]));
  return best;
}

const nodeRadius = (node) => Math.min(3.2 + 1.15 * Math.sqrt(degree(node)), 18);

// Set the looks of a drawing: those of a colouring for notes, and others by their shape for what is no note.
function colourDrawing(drawing, name) {
  const { looks, look } = COLOURINGS[name];
  const found = looks();
  const ghost = { label: "missing", colour: colour("ghost"), shape: "ring" };
  const attachment = { label: "attachments", colour: colour("node-soft"), shape: "small" };
  drawing.palette = [...found, ghost, attachment];
  drawing.looks = Array.from(drawing.ids, (node) => {
    const kind = kindOf(node);
    if (kind === "d") return found.length;
    return kind === "a" && worst[node] < 0 ? found.length + 1 : look(node);
  });
  drawing.recolour = () => {
    colourDrawing(drawing, name);
    drawing.draw();
  };
}

function legendOf(drawing) {
  const counts = new Array(drawing.palette.length).fill(0);
  drawing.looks.forEach((look, at) => (counts[look] += drawing.visible[at]));
  const entries = drawing.palette.map((look, at) => [look, counts[at]]).filter(([, count]) => count);
  return entries.map(([look, count]) => el("li", {}, icon(look.shape, look.colour), look.label, " ", el("span", { class: "detail number" }, count.toLocaleString("en"))));
}

function makeGraph(section) {
  const drawing = new GraphCanvas("Graph of the links. Arrow keys move from note to note, Enter opens one, Escape lets go.", {
    open: (node) => (location.hash = addressOf(node)),
    select: showCard,
  });
  const card = el("aside", { class: "node-card", hidden: true, "aria-label": "Selected note" });
  const legend = el("ul", { class: "graph-legend", "aria-label": "Legend" });
  const count = el("p", { class: "count", role: "status" });
  const colouring = select(
    Object.entries(COLOURINGS).filter(([name]) => (name !== "state" || data.states) && (name !== "tag" || data.tags.length)).map(([name, { label }]) => [name, label]),
    recolour,
  );
  const text = el("input", { type: "search", placeholder: "name", oninput: later(filter) });
  const folder = select(folderOptions(Array.from({ length: COUNT }, (_, node) => node).filter((node) => kindOf(node) !== "d")), filter);
  const tag = select([["", "all tags"], ...topTags().slice(0, MOST_TAGS).map((name) => [name, `#${shown(name)}`])], filter);
  const checks = {
    problems: checkbox("With problems", filter),
    ghosts: checkbox("Missing notes", filter, COUNT < MOST_UNFILTERED),
    files: checkbox("Attachments", filter, COUNT < MOST_UNFILTERED),
    lonely: checkbox("Unlinked", filter, true),
  };
  const isChecked = (name) => checks[name].firstChild.checked;
  const form = el(
    "form",
    { class: "filters", role: "search", "aria-label": "Filter the graph", onsubmit: (event) => event.preventDefault() },
    field("Colour by", colouring), field("Name", text), field("Folder", folder), data.tags.length ? field("Tag", tag) : null,
    ...Object.values(checks),
  );
  const tools = el(
    "div",
    { class: "tools" },
    button("+", () => drawing.zoomBy(1.5), { "aria-label": "Zoom in" }),
    button("\u2212", () => drawing.zoomBy(1 / 1.5), { "aria-label": "Zoom out" }),
    button("Fit", () => drawing.fit(true), { "aria-label": "Show the whole graph" }),
  );
  const table = el("a", { href: "#notes" }, "The same as a table");
  section.append(
    el("h1", { id: "graph-title" }, "Graph"), form,
    el("div", { class: "stage" }, drawing.canvas, drawing.status, tools, legend, card),
    el("div", { class: "below" }, count, table),
  );

  let isTouched = false;

  function load() {
    const [starts, ends] = [[], []];
    targets.forEach((list, start) => list.forEach((end) => (starts.push(start), ends.push(end))));
    const ids = Int32Array.from({ length: COUNT }, (_, node) => node);
    const packed = points();
    drawing.show({
      ids,
      starts: Int32Array.from(starts),
      ends: Int32Array.from(ends),
      x: Float32Array.from(ids, (node) => packed[2 * node]),
      y: Float32Array.from(ids, (node) => packed[2 * node + 1]),
      radii: Float32Array.from(ids, nodeRadius),
    });
    recolour();
    filter();
    drawing.resize();
    if (COUNT <= MOST_REFINED) {
      drawing.canvas.addEventListener("pointerdown", () => (isTouched = true));
      drawing.canvas.addEventListener("wheel", () => (isTouched = true), { passive: true });
      const move = () => {
        drawing.moved();
        if (!isTouched) drawing.fit();
      };
      refine(drawing, move, () => set(drawing.canvas, { "data-settled": "" }));
    }
  }

  function recolour() {
    colourDrawing(drawing, colouring.value);
    legend.replaceChildren(...legendOf(drawing));
    drawing.draw();
  }

  function filter() {
    const wanted = text.value.toLowerCase();
    const tagNumber = tag.value ? data.tags.indexOf(tag.value) : -1;
    let found = 0;
    for (let node = 0; node < COUNT; node++) {
      const kind = kindOf(node);
      drawing.visible[node] =
        (kind !== "d" || isChecked("ghosts")) &&
        (kind !== "a" || isChecked("files")) &&
        (degree(node) || isChecked("lonely")) &&
        (!isChecked("problems") || worst[node] >= 0 || kind === "d") &&
        isInFolder(node, folder.value) &&
        (tagNumber < 0 || tagged[node].includes(tagNumber)) &&
        (!wanted || pathOf(node).toLowerCase().includes(wanted));
      found += drawing.visible[node];
    }
    count.textContent = `${found.toLocaleString("en")} of ${counted(COUNT, "node")} shown.`;
    legend.replaceChildren(...legendOf(drawing));
    drawing.near = null;
    drawing.moved();
    if (!isTouched) drawing.fit();
  }

  function showCard(node) {
    card.hidden = node === null;
    if (node === null) return;
    card.replaceChildren(
      el("h3", {}, labelOf(node)),
      el("p", { class: "detail" }, shown(folderName(node))),
      el("p", {}, `${KIND_NAMES[kindOf(node)]}, linked from ${sources[node].length}, links to ${targets[node].length}`),
      problemCount(node) ? el("p", {}, severityLabel(worst[node]), ` ${counted(problemCount(node), "problem")}`) : "",
      el("p", {}, el("a", { href: addressOf(node) }, "Show its neighbourhood")),
    );
  }

  let isLoaded = false;
  return {
    open() {
      if (!isLoaded) load();
      isLoaded = true;
      drawing.resize();
    },
    drawing,
  };
}
