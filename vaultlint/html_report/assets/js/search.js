// The search box: names of notes, files and missing notes, found as you type.

const MOST_FOUND = 12;

function makeSearch(place) {
  const input = el("input", {
    type: "search", placeholder: "Search notes", "aria-label": "Search notes", role: "combobox", autocomplete: "off",
    "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list", oninput: find, onkeydown: press,
    onblur: () => setTimeout(() => document.activeElement === input || close(), 150), onfocus: find,
  });
  const list = el("ul", { id: "search-list", role: "listbox", "aria-label": "Found notes", hidden: true });
  place.append(input, list);
  let lowered = null;
  let chosen = -1;
  let found = [];

  function find() {
    lowered ??= names.slice(0, COUNT).map((_, node) => [pathOf(node).toLowerCase(), names[node].toLowerCase()]);
    const wanted = input.value.trim().toLowerCase();
    if (!wanted) return close();
    const scored = [];
    lowered.forEach(([path, name], node) => {
      const at = name.indexOf(wanted);
      if (at >= 0) scored.push([at ? 1 : 0, node]);
      else if (path.includes(wanted)) scored.push([2, node]);
    });
    scored.sort(([one, first], [other, second]) => one - other || degree(second) - degree(first) || first - second);
    found = scored.slice(0, MOST_FOUND).map(([, node]) => node);
    chosen = found.length ? 0 : -1;
    show(scored.length);
  }

  function show(total) {
    const items = found.map((node, at) =>
      el(
        "li",
        { role: "option", id: `found-${at}`, "aria-selected": String(at === chosen), onmousedown: () => go(node) },
        el("span", {}, labelOf(node)),
        el("span", { class: "detail" }, kindOf(node) === "d" ? "missing" : shown(folderName(node))),
      ),
    );
    if (!total) items.push(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "none" }, "Nothing has this name."));
    list.replaceChildren(...items);
    list.hidden = false;
    set(input, { "aria-expanded": "true", "aria-activedescendant": chosen < 0 ? null : `found-${chosen}` });
  }

  function press(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!found.length) return;
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      show(found.length);
    } else if (event.key === "Enter" && chosen >= 0) go(found[chosen]);
    else if (event.key === "Escape") {
      close();
      input.blur();
    } else return;
    event.preventDefault();
  }

  function go(node) {
    location.hash = addressOf(node);
    input.value = "";
    input.blur();
    close();
  }

  function close() {
    list.hidden = true;
    [found, chosen] = [[], -1];
    set(input, { "aria-expanded": "false", "aria-activedescendant": null });
  }

  return input;
}
