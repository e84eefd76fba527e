// The data of the page, unpacked: notes and other files are numbers from 0, as are problems.

const data = JSON.parse(document.getElementById("data").textContent);
const names = data.paths.name;
const folderOf = data.paths.folder;
const COUNT = data.kinds.length; // paths of problems that are no node of the graph come after these
const SEVERITIES = ["info", "warning", "error"];
const NONE = new Int32Array(0);

// As Python escapes them: characters that end a line or change the direction of text.
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const ESCAPES = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function shown(text) {
  return text.replace(CONTROL, (found) => {
    const code = found.charCodeAt(0);
    return ESCAPES[found] ?? (code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`);
  });
}

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

// Lists of ascending numbers, packed as lengths and steps.
function unpackLists(text) {
  const packed = bytes(text);
  const lists = [];
  let at = 0;
  const next = () => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++];
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  };
  while (at < packed.length) {
    const length = next();
    const list = length ? new Int32Array(length) : NONE;
    for (let index = 0, last = 0; index < length; index++) last = list[index] = last + next();
    lists.push(list);
  }
  return lists;
}

const targets = unpackLists(data.targets); // by node: the nodes that it links to
const tagged = unpackLists(data.tagged); // by node: its tags
const components = unpackLists(data.components).map((list) => list[0] - 1);
const sources = reversed(targets); // by node: the nodes that link to it

function reversed(lists) {
  const counts = new Int32Array(COUNT);
  for (const list of lists) for (const end of list) counts[end]++;
  const found = Array.from(counts, (count) => (count ? new Int32Array(count) : NONE));
  const filled = new Int32Array(COUNT);
  lists.forEach((list, start) => list.forEach((end) => (found[end][filled[end]++] = start)));
  return found;
}

function points() {
  const packed = new DataView(bytes(data.points).buffer);
  const found = new Float32Array(packed.byteLength / 2);
  for (let at = 0; at < found.length; at++) found[at] = packed.getInt16(2 * at, true) * data.factor;
  return found;
}

const folderName = (node) => data.paths.folders[folderOf[node]];
const kindOf = (node) => data.kinds[node] ?? "a";
const isDocument = (node) => kindOf(node) === "n" || kindOf(node) === "c";
const stateOf = (node) => data.states[node] ?? "-";
const degree = (node) => (node < COUNT ? targets[node].length + sources[node].length : 0);

function pathOf(node) {
  const folder = folderName(node);
  return folder ? `${folder}/${names[node]}` : names[node];
}

function labelOf(node) {
  return shown(kindOf(node) === "n" ? names[node].replace(/\.md$/i, "") : names[node]);
}

let numbers = null;
function nodeAt(path) {
  numbers ??= new Map(names.map((_, node) => [pathOf(node), node]));
  return numbers.get(path);
}

// A problem is a list: rule, severity, path, line, column, message, cause, line's text, fix, suggestions.
const problems = data.problems.map((row) => ({
  rule: data.rules[row[0]][0],
  severity: row[1],
  node: row[2],
  line: row[3],
  column: row[4],
  message: data.messages[row[5]],
  cause: row[6] ?? 0,
  text: row[7] || null,
  fix: row[8] || null,
  suggestions: row[9] || [],
}));

const problemsOf = new Map(); // by node
const worst = new Int8Array(names.length).fill(-1); // by node: the highest severity of its problems
for (const problem of problems) {
  if (!problemsOf.has(problem.node)) problemsOf.set(problem.node, []);
  problemsOf.get(problem.node).push(problem);
  worst[problem.node] = Math.max(worst[problem.node], problem.severity);
}
const problemCount = (node) => problemsOf.get(node)?.length ?? 0;

function addressOf(node) {
  return `#note=${encodeURIComponent(pathOf(node)).replaceAll("%2F", "/")}`;
}

function obsidianAddress(node) {
  return `obsidian://open?vault=${encodeURIComponent(data.vault)}&file=${encodeURIComponent(pathOf(node))}`;
}

function editorAddress(node, line, column) {
  const path = encodeURIComponent(pathOf(node)).replaceAll("%2F", "/");
  return `vscode://file${data.editor}/${path}:${line}:${column}`;
}

function counted(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? singular : plural}`;
}
