// Elements of the page. What comes from the vault is only ever set as text or as the value of an attribute.

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === false || value === null || value === undefined) element.removeAttribute(key);
    else element.setAttribute(key, value === true ? "" : value);
  }
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  error: "M6 0 12 6 6 12 0 6Z",
  warning: "M6 .8 12 11.2H0Z",
  info: "M6 1a5 5 0 1 1 0 10A5 5 0 1 1 6 1Z",
  circle: "M6 1a5 5 0 1 1 0 10A5 5 0 1 1 6 1Z",
  square: "M1.5 1.5h9v9h-9Z",
  small: "M3 3h6v6H3Z",
  ring: "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 1 1 0-11Zm0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7Z",
};

function icon(shape, colour) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${shape}`);
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[shape]);
  if (colour) path.style.fill = colour;
  svg.append(path);
  return svg;
}

function severityLabel(severity) {
  const word = SEVERITIES[severity];
  return el("span", { class: `severity ${word}` }, icon(word), word);
}

function noteLink(node, withFolder = true) {
  const folder = withFolder && folderName(node);
  const attributes = { class: kindOf(node) === "d" ? "note missing" : "note", href: addressOf(node) };
  return el("a", attributes, folder && el("span", { class: "folder" }, `${shown(folder)}/`), shown(names[node]));
}

function problemText(problem) {
  const parts = [shown(problem.message)];
  if (problem.text) {
    const [before, marked, after] = problem.text;
    parts.push(el("code", { class: "line" }, before, el("mark", {}, marked), after));
  }
  if (problem.fix) parts.push(fixText(problem.fix));
  problem.suggestions.forEach((text, at) =>
    parts.push(el("span", { class: "suggestion" }, `${at ? "or" : "perhaps"}: ${text}`)),
  );
  return parts;
}

function fixText([message, isSafe, edits, more]) {
  const lines = edits.map(([path, line, before, removed, added, after]) =>
    el(
      "code",
      { class: "line" },
      path && el("span", { class: "folder" }, `${shown(path)}:${line} `),
      before,
      removed && el("del", {}, removed),
      added && el("ins", {}, added),
      after,
    ),
  );
  const rest = more > 0 && el("span", { class: "detail" }, `and ${counted(more, "more edit")}`);
  return el("details", { class: "fix" }, el("summary", {}, `Fix${isSafe ? "" : " (unsafe)"}: ${shown(message)}`), ...lines, rest);
}

function openLinks(node, line, column) {
  const what = `${shown(pathOf(node))}${line ? `, line ${line}` : ""}`;
  const links = [el("a", { href: obsidianAddress(node), "aria-label": `Open ${what} in Obsidian` }, "Obsidian")];
  if (data.editor) {
    const address = editorAddress(node, line ?? 1, column ?? 1);
    links.push(" ", el("a", { href: address, "aria-label": `Open ${what} in VS Code` }, "VS Code"));
  }
  return links;
}

function field(label, control) {
  return el("label", {}, label, control);
}

function select(options, onchange) {
  const list = options.map(([value, text]) => el("option", { value }, text));
  return el("select", { onchange }, ...list);
}

function checkbox(label, onchange, checked = false) {
  return el("label", { class: "check" }, el("input", { type: "checkbox", onchange, checked }), label);
}

function button(label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "plain-button", onclick, ...attributes }, label);
}

function later(action, wait = 120) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

const prefersStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const once = (make) => {
  let made;
  return () => (made ??= make());
};
