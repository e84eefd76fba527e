// Shows one section at a time, the one that the fragment of the address names.

const section = (name) => document.getElementById(name);
const input = makeSearch(section("search"));
const views = {
  problems: once(makeProblemTable),
  notes: once(makeNoteTable),
  graph: once(() => makeGraph(section("graph"))),
  note: once(() => makeNoteView(section("note"))),
};
const SECTIONS = ["overview", "problems", "graph", "notes", "note"];

function replaceAddress(hash) {
  try {
    history.replaceState(null, "", hash);
  } catch {
    // a browser that forbids it for files
  }
}

let close = () => {};

function route() {
  const hash = location.hash.slice(1);
  const [name, query = ""] = hash.startsWith("note=") ? ["note", hash.slice(5)] : hash.split(/\?(.*)/s);
  const path = name === "note" ? decoded(query) : "";
  const node = name === "note" ? nodeAt(path) : undefined;
  const shownSection = name === "note" ? (node === undefined ? "overview" : "note") : SECTIONS.includes(name) ? name : "overview";
  close();
  for (const each of SECTIONS) section(each).classList.toggle("current", each === shownSection);
  for (const link of document.querySelectorAll(".top nav a")) {
    set(link, { "aria-current": link.getAttribute("href") === `#${shownSection}` ? "page" : null });
  }
  const view = views[shownSection]?.();
  view?.open(shownSection === "note" ? node : new URLSearchParams(query));
  close = view?.close ?? (() => {});
  const title = { overview: data.vault, problems: "Problems", graph: "Graph", notes: "Notes", note: node === undefined ? "" : labelOf(node) };
  document.title = `${title[shownSection]} - vaultlint report`;
  scrollTo(0, 0);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

for (const link of document.querySelectorAll("[data-severity], [data-rule], [data-folder], [data-cause]")) {
  link.href = `#problems?${new URLSearchParams({ ...link.dataset })}`;
}

const help = el(
  "dialog",
  { id: "keys", "aria-label": "Keys" },
  el("h2", {}, "Keys"),
  el(
    "dl",
    { class: "keys" },
    ...[
      ["/", "search notes"], ["1 2 3 4", "overview, problems, graph, notes"], ["arrows", "in a graph: go to the next note in that direction"],
      ["Enter", "open the selected note"], ["Escape", "let go of it, or close the search"], ["+ - 0", "in a graph: zoom, show all"], ["Backspace", "go back"], ["?", "these keys"],
    ].flatMap(([keys, what]) => [el("dt", {}, ...keys.split(" ").map((key) => el("kbd", {}, key))), el("dd", {}, what)]),
  ),
  el("form", { method: "dialog" }, el("button", { class: "plain-button" }, "Close")),
);
document.body.append(help);

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") input.focus();
  else if (event.key === "?") help.showModal();
  else if ("1234".includes(event.key)) location.hash = `#${SECTIONS[Number(event.key) - 1]}`;
  else if (event.key === "Backspace") history.back();
  else return;
  event.preventDefault();
});

addEventListener("hashchange", route);
route();
document.documentElement.classList.add("ready");
