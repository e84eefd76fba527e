// One note with its neighbourhood: what links here, what it links to, and its problems.

const MOST_NEIGHBOURS = 200;
const MOST_LISTED = 200;

// The nodes within some steps of one, the most important first, at most `MOST_NEIGHBOURS`.
function neighbourhood(centre, steps) {
  const found = [centre];
  const seen = new Set(found);
  let edge = [centre];
  for (let step = 0; step < steps && found.length < MOST_NEIGHBOURS; step++) {
    const next = new Set();
    for (const node of edge) {
      for (const list of [targets[node], sources[node]]) for (const other of list) if (!seen.has(other)) next.add(other);
    }
    edge = [...next].sort((one, other) => importance(other) - importance(one) || one - other).slice(0, MOST_NEIGHBOURS - found.length);
    for (const node of edge) seen.add(node);
    found.push(...edge);
  }
  return found;
}

function importance(node) {
  return degree(node) + 10 * (worst[node] + 1);
}

function makeNoteView(section) {
  const drawing = new GraphCanvas("Neighbourhood. Arrow keys move from note to note, Enter goes to one.", {
    open: (node) => (location.hash = addressOf(node)),
    opensAtOnce: true,
  });
  let stop = () => {};
  let steps = 1;
  let current = -1;

  function open(node) {
    current = node;
    const [incoming, outgoing] = [[...sources[node] ?? NONE], [...targets[node] ?? NONE]];
    const missing = outgoing.filter((each) => kindOf(each) === "d");
    const existing = outgoing.filter((each) => kindOf(each) !== "d");
    const legend = el("ul", { class: "graph-legend", "aria-label": "Legend" });
    const choices = [1, 2].map((number) =>
      button(counted(number, "step"), () => {
        steps = number;
        open(current);
      }, { "aria-pressed": String(number === steps) }),
    );
    const stage = node < COUNT && el("div", { class: "stage local" }, drawing.canvas, drawing.status, el("div", { class: "tools" }, ...choices, button("Fit", () => drawing.fit(true), { "aria-label": "Show the whole neighbourhood" })), legend);
    section.replaceChildren(
      heading(node),
      el(
        "div",
        { class: "note-grid" },
        el("div", {}, stage, problemList(node)),
        el(
          "div",
          { class: "links" },
          linkList("Linked from", incoming, kindOf(node) === "n" ? "No note links here: only search finds it." : "Nothing links here."),
          kindOf(node) === "d" ? null : linkList("Links to", existing, "It links to nothing that exists."),
          missing.length ? linkList("Links to what is missing", missing) : null,
        ),
      ),
    );
    stop();
    if (node < COUNT) draw(node, legend);
  }

  function heading(node) {
    const kind = kindOf(node);
    const facts = [KIND_NAMES[kind] === "missing" ? "does not exist" : KIND_NAMES[kind]];
    if (stateOf(node) === "p") facts.push("published");
    if (stateOf(node) === "u") facts.push("not published");
    if (components[node] > 0) facts.push(sizes()[components[node]] > 1 ? "on an island" : "linked with no other note");
    const tags = [...(tagged[node] ?? NONE)].map((tag) => el("span", { class: "tag" }, `#${shown(data.tags[tag])}`));
    return el(
      "div",
      { class: "note-head" },
      el("p", { class: "folder" }, shown(folderName(node)) || "(root)"),
      el("h1", { id: "note-title", tabindex: "-1" }, labelOf(node)),
      el("p", { class: "facts" }, facts.join(", "), ...tags.slice(0, 20).flatMap((tag) => [" ", tag]), kind === "d" ? null : el("span", { class: "open" }, " Open in ", ...openLinks(node))),
    );
  }

  function problemList(node) {
    const found = problemsOf.get(node) ?? [];
    if (kindOf(node) === "d") return null;
    const items = found.slice(0, MOST_LISTED).map((problem) =>
      el("li", {}, el("p", {}, severityLabel(problem.severity), " ", el("code", {}, problem.rule), el("span", { class: "at" }, ` line ${problem.line}`)), el("div", {}, ...problemText(problem))),
    );
    const title = found.length ? counted(found.length, "problem") : "No problems";
    return el("section", { class: "note-problems" }, el("h2", {}, title), el("ul", { class: "plain" }, ...items));
  }

  function linkList(title, nodes, none = "") {
    const sorted = nodes.sort((one, other) => degree(other) - degree(one) || one - other);
    const list = el("ul", { class: "plain" });
    const fill = (count) => list.replaceChildren(...sorted.slice(0, count).map((node) => el("li", {}, worst[node] >= 0 ? icon(SEVERITIES[worst[node]], colour(SEVERITIES[worst[node]])) : null, noteLink(node))));
    fill(MOST_LISTED);
    const more = nodes.length > MOST_LISTED && button(`Show all ${nodes.length.toLocaleString("en")}`, () => (fill(nodes.length), more.remove()));
    return el("section", { class: "card" }, el("h2", {}, title, el("span", { class: "number" }, nodes.length.toLocaleString("en"))), nodes.length ? list : el("p", { class: "none" }, none), more);
  }

  function draw(node, legend) {
    const members = neighbourhood(node, steps);
    const numbered = new Map(members.map((member, at) => [member, at]));
    const [starts, ends] = [[], []];
    for (const member of members) {
      for (const end of targets[member]) if (numbered.has(end)) (starts.push(numbered.get(member)), ends.push(numbered.get(end)));
    }
    const turn = Math.PI * (3 - Math.sqrt(5));
    const distance = (at) => (at ? 40 + 12 * Math.sqrt(at) : 0);
    drawing.show({
      ids: Int32Array.from(members),
      starts: Int32Array.from(starts),
      ends: Int32Array.from(ends),
      x: Float32Array.from(members, (_, at) => distance(at) * Math.cos(at * turn)),
      y: Float32Array.from(members, (_, at) => distance(at) * Math.sin(at * turn)),
      radii: Float32Array.from(members, (member, at) => (at ? Math.min(4.5 + 0.8 * Math.sqrt(degree(member)), 13) : 13)),
      centre: 0,
    });
    colourDrawing(drawing, "problems");
    legend.replaceChildren(...legendOf(drawing));
    const all = new Set([...sources[node], ...targets[node]]).size;
    if (all >= MOST_NEIGHBOURS) legend.append(el("li", { class: "detail" }, `${MOST_NEIGHBOURS - 1} of ${all.toLocaleString("en")} neighbours`));
    drawing.isFitted = false;
    let isTouched = false;
    drawing.canvas.onpointerdown = drawing.canvas.onwheel = () => (isTouched = true);
    stop = settleAround(drawing, steps, () => {
      drawing.moved();
      if (!isTouched) drawing.fit();
    });
    drawing.resize();
  }

  return { open, close: () => stop(), drawing };
}
