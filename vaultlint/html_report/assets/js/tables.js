// Tables with filters, sorting and pages: only the rows of one page are in the document.

const PAGE = 100;
const MOST_FOLDERS = 300;

class PagedTable {
  // `columns` give the keys to sort by, by the name in `data-sort`; `row` makes the cells of an item.
  constructor(name, items, columns, row, nouns) {
    this.table = document.getElementById(`${name}-table`);
    this.status = document.getElementById(`${name}-count`);
    this.nav = document.getElementById(`${name}-pages`);
    Object.assign(this, { items, columns, row, nouns, found: items, page: 0, sorted: null, isDescending: false });
    for (const head of this.table.querySelectorAll("th[data-sort]")) {
      const label = head.textContent;
      head.replaceChildren(el("button", { type: "button", onclick: () => this.sortBy(head.dataset.sort) }, label));
    }
    this.previous = button("Previous", () => this.turn(-1));
    this.next = button("Next", () => this.turn(1));
    this.where = el("span", {});
    this.nav.replaceChildren(this.previous, this.where, this.next);
  }

  filter(isFound) {
    this.found = this.items.filter(isFound);
    this.page = 0;
    this.order();
  }

  sortBy(name) {
    this.isDescending = this.sorted === name ? !this.isDescending : this.columns[name].isDescending ?? false;
    this.sorted = name;
    this.page = 0;
    this.order();
  }

  order() {
    if (this.sorted) {
      const { key } = this.columns[this.sorted];
      const sign = this.isDescending ? -1 : 1;
      const keyed = this.found.map((item, at) => [key(item), at, item]);
      keyed.sort(([one, first], [other, second]) => sign * (one < other ? -1 : one > other ? 1 : 0) || first - second);
      this.found = keyed.map(([, , item]) => item);
    }
    this.show();
  }

  turn(step) {
    this.page += step;
    this.show();
    this.table.scrollIntoView({ block: "start", behavior: "instant" });
  }

  show() {
    const start = this.page * PAGE;
    const body = this.table.tBodies[0];
    body.replaceChildren(...this.found.slice(start, start + PAGE).map(this.row));
    for (const head of this.table.querySelectorAll("th[data-sort]")) {
      const isSorted = head.dataset.sort === this.sorted;
      set(head, { "aria-sort": isSorted ? (this.isDescending ? "descending" : "ascending") : null });
    }
    const [all, found] = [this.items.length, this.found.length];
    const total = counted(all, ...this.nouns);
    this.status.textContent = found === all ? `${total}.` : `${found.toLocaleString("en")} of ${total}.`;
    const pages = Math.ceil(found / PAGE);
    this.nav.hidden = pages < 2;
    this.where.textContent = `Page ${this.page + 1} of ${pages}`;
    this.previous.disabled = this.page === 0;
    this.next.disabled = this.page >= pages - 1;
  }
}

function folderOptions(nodes) {
  const own = new Int32Array(data.paths.folders.length);
  for (const node of nodes) own[folderOf[node]]++;
  const counts = new Map(); // with the folders in them
  own.forEach((count, number) => {
    let folder = count ? data.paths.folders[number] : "";
    for (; folder; folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0))) {
      counts.set(folder, (counts.get(folder) ?? 0) + count);
    }
  });
  const largest = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_FOLDERS);
  const sorted = largest.sort(([one], [other]) => (one < other ? -1 : 1));
  const options = sorted.map(([folder, count]) => [folder, `${shown(folder)} (${count.toLocaleString("en")})`]);
  return [["", "all folders"], ...(own.some((count, number) => count && !data.paths.folders[number]) && sorted.length ? [["/", "(root)"]] : []), ...options];
}

function isInFolder(node, folder) {
  if (folder === "/") return !folderName(node); // the root alone
  return !folder || folderName(node) === folder || folderName(node).startsWith(`${folder}/`);
}

function makeProblemTable() {
  const columns = {
    severity: { key: (problem) => problem.severity, isDescending: true },
    path: { key: (problem) => pathOf(problem.node) },
    message: { key: (problem) => problem.message },
    rule: { key: (problem) => problem.rule },
  };
  const row = (problem) =>
    el(
      "tr",
      {},
      el("td", {}, severityLabel(problem.severity)),
      el("td", {}, noteLink(problem.node), el("span", { class: "at" }, `:${problem.line}:${problem.column}`)),
      el("td", {}, ...problemText(problem)),
      el("td", {}, el("code", {}, problem.rule)),
      el("td", { class: "open" }, ...openLinks(problem.node, problem.line, problem.column)),
    );
  const table = new PagedTable("problem", problems, columns, row, ["problem"]);
  const texts = new Map();
  const textOf = (problem) => {
    if (!texts.has(problem)) {
      const parts = [pathOf(problem.node), problem.message, problem.rule, ...(problem.text ?? [])];
      texts.set(problem, parts.join("\n").toLowerCase());
    }
    return texts.get(problem);
  };
  const tally = (key) => {
    const counts = new Map();
    for (const problem of problems) counts.set(key(problem), (counts.get(key(problem)) ?? 0) + 1);
    return [...counts].sort((one, other) => other[1] - one[1]);
  };
  const controls = {
    text: el("input", { type: "search", placeholder: "text", oninput: later(changed) }),
    rule: select([["", "all rules"], ...tally((each) => each.rule).map(([rule, count]) => [rule, `${rule} (${count})`])], changed),
    severity: select([["", "all"], ["error", "errors"], ["warning", "warnings"], ["info", "infos"]], changed),
    folder: select(folderOptions(problems.map((each) => each.node)), changed),
    fix: select([["", "all"], ["fix", "with a fix"], ["safe", "with a safe fix"], ["none", "without"]], changed),
    cause: select([["", "all"], ...data.causes.map((message, at) => [String(at + 1), shown(message).slice(0, 80)])], changed),
  };
  const form = document.getElementById("problem-filters");
  const labels = { text: "Text", rule: "Rule", severity: "Severity", folder: "Folder", fix: "Fix", cause: "Cause" };
  form.append(...Object.entries(controls).map(([name, control]) => field(labels[name], control)), button("Clear", clear));
  form.addEventListener("submit", (event) => event.preventDefault());

  function changed() {
    const chosen = Object.entries(controls).filter(([, control]) => control.value);
    replaceAddress(`#problems${chosen.length ? "?" : ""}${new URLSearchParams(chosen.map(([name, control]) => [name, control.value]))}`);
    apply();
  }

  function clear() {
    for (const control of Object.values(controls)) control.value = "";
    changed();
  }

  function apply() {
    const wanted = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value]));
    const text = wanted.text.toLowerCase();
    const rank = SEVERITIES.indexOf(wanted.severity);
    table.filter(
      (problem) =>
        (!wanted.rule || problem.rule === wanted.rule) &&
        (rank < 0 || problem.severity === rank) &&
        isInFolder(problem.node, wanted.folder) &&
        (!wanted.cause || problem.cause === Number(wanted.cause)) &&
        (!wanted.fix || (wanted.fix === "none" ? !problem.fix : problem.fix && (wanted.fix === "fix" || problem.fix[1]))) &&
        (!text || textOf(problem).includes(text)),
    );
  }

  return {
    open(query) {
      for (const [name, control] of Object.entries(controls)) {
        const value = query.get(name) ?? "";
        if (control.tagName === "SELECT" && value && ![...control.options].some((option) => option.value === value)) {
          control.append(el("option", { value }, shown(value)));
        }
        control.value = value;
      }
      apply();
    },
  };
}

function makeNoteTable() {
  const columns = {
    path: { key: pathOf },
    in: { key: (node) => sources[node].length, isDescending: true },
    out: { key: (node) => targets[node].length, isDescending: true },
    problems: { key: problemCount, isDescending: true },
  };
  const row = (node) => {
    const numbers = [sources[node].length, targets[node].length, problemCount(node)];
    const cells = numbers.map((number) => el("td", { class: "number" }, number.toLocaleString("en")));
    return el("tr", {}, el("th", { scope: "row" }, noteLink(node)), ...cells);
  };
  const nodes = [];
  for (let node = 0; node < COUNT; node++) if (isDocument(node)) nodes.push(node);
  nodes.sort((one, other) => problemCount(other) - problemCount(one) || sources[other].length - sources[one].length || one - other);
  const table = new PagedTable("note", nodes, columns, row, ["note"]);
  const text = el("input", { type: "search", placeholder: "name", oninput: later(apply) });
  const folder = select(folderOptions(nodes), apply);
  const which = select([["", "all notes"], ["problems", "with problems"], ["orphans", "nothing links here"], ["ends", "linking to nothing"]], apply);
  const form = document.getElementById("note-filters");
  form.append(field("Name", text), field("Folder", folder), field("Which", which));
  form.addEventListener("submit", (event) => event.preventDefault());

  function apply() {
    const wanted = text.value.toLowerCase();
    const tests = { problems: problemCount, orphans: (node) => !sources[node].length, ends: (node) => !targets[node].length };
    const isWanted = tests[which.value] ?? (() => true);
    table.filter((node) => isInFolder(node, folder.value) && isWanted(node) && pathOf(node).toLowerCase().includes(wanted));
  }

  return { open: () => table.show() };
}
