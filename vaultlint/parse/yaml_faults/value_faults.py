"""Faults in a value of YAML: in its quotes or brackets, or because it needs quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vaultlint.parse import yaml_core
from vaultlint.parse.yaml_core import YamlError
from vaultlint.parse.yaml_faults.property_lines import Fault, PropertyLines
from vaultlint.parse.yaml_faults.proposals import code, proposal, quote

_MAX_LIST = 1000  # characters of a list that are read item by item
_NO_ESCAPE = re.compile(
    r"(?:[^\\]|\\(?:[0abtnvfre \"/\\N_LP\t\r\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))*+(\\.)", re.DOTALL
)
WIKILINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_ITEM = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*+\"[^,]*|'(?:[^']|'')*+'[^,]*|\[\[[^\[\]]*\]\][^,]*|[^,]+?|)\s*(?:,|\Z)")
_AROUND = "\"'],;"
_TOKEN = re.compile(
    r"\s*(\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'|\[\[[^\[\]]*\]\])(?:\s*[,;]\s*|(?=[\s\"'\[])|\Z)", re.DOTALL
)
_LISTS = re.compile(r"(?:\[(?!\[)[^\[\]]*\]\s*(?:,\s*|\Z)){2,}")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)


def faults_of_value(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Yield the faults that the value on a line may have, with the block corrected."""
    line = prop.lines[number]
    last = line
    in_brackets = line.value[:1] in {"[", "{"} and bool(_missing_brackets(line.value))
    is_text = line.value.startswith("[[") and not line.name and not line.dashes
    for below in prop.lines[number + 1 :]:
        if len(below.indent) < len(line.indent) + (not is_text):
            break
        if (below.name or below.dashes) and not in_brackets:
            break
        last = below
    start = line.value_at
    if line.dashes and not line.name and (tokens := read_tokens(prop.block[start : last.end])):
        between = f"\n{line.indent}{line.dashes}"
        message = "several values in one list item: write each in quotes, as an item of its own"
        yield Fault(message, start, last.end, prop.replace(start, last.end, between.join(tokens)))
        return
    ends = [last.end, line.end] + [line.end - 1] * line.value.endswith(",")  # an item of a list in brackets
    for end in dict.fromkeys(ends):
        for fault in _value_faults(line.name, prop.block[start:end]):
            corrected = prop.replace(start, end, fault.corrected)
            yield Fault(fault.message, start + fault.start, start + fault.end, corrected, is_certain=fault.is_certain)


def _value_faults(name: str, value: str) -> Iterator[Fault]:
    """Yield the faults that a value may have, with the value corrected."""
    yield from _link_faults(value)
    if value[:1] in {'"', "'"}:
        yield from _quote_faults(value)
    if value[:1] in {"[", "{"}:
        yield from _bracket_faults(name, value)
    for shape, cause, correct in _FAULTS_BY_PATTERN:
        if found := shape.fullmatch(value):
            new = correct(value)
            yield Fault(cause.format(code(found[1]) if shape.groups else "") + proposal(new), 0, len(value), new)


def read_tokens(value: str) -> list[str]:
    """The quoted texts and links of a value that is nothing but several of them, each in quotes."""
    tokens, at = [], 0
    while at < len(value):
        found = _TOKEN.match(value, at)
        if found is None:
            return []
        tokens.append(found[1])
        at = found.end()
    return [quoted(token) for token in tokens] if len(tokens) > 1 else []


def quoted(token: str) -> str:
    """Return a quoted text or a link in the quotes that messages propose."""
    if token[0] == "[":
        return quote(token)
    if token[0] == "'":
        return quote(token[1:-1].replace("''", "'"))
    return token


def _link_faults(value: str) -> Iterator[Fault]:
    """A link with a bracket too few or something around it, and several values side by side."""
    if tokens := read_tokens(value):
        what = "links" if all("[[" in token for token in tokens) else "quoted values"
        new = f"[{', '.join(tokens)}]"
        needs = (
            "need quotes and a list" if "[" in (value[0], value.rstrip(",; ")[-1:].replace("]", "[")) else "need a list"
        )
        yield Fault(f"several {what} {needs}{proposal(new)}", 0, len(value), new)
    body = re.sub(r"\A-[ \t]+", "", value).lstrip("\"'")
    inner = body.lstrip("[")
    name, bracket, after = inner.partition("]")
    name, around = (name, bracket + after) if bracket else (name.rstrip(_AROUND), "")
    opening, closing = len(body) - len(inner), around.count("]")
    if not name or max(opening, closing) < 2 or around.strip(_AROUND) or re.search(r"[\[\"\n]", name):
        return
    if opening > 3 or value[1:].removesuffix(value[0]) == f"[[{name}]]":
        return
    new = quote(f"[[{name.strip()}]]")
    if opening < 2:
        cause = "the link has no opening `[[`"
    elif closing < 2:
        cause = "the link is not closed"
    else:
        cause = "a link needs quotes" if body == value and around == "]]" else "stray characters around the link"
    yield Fault(cause + proposal(new), 0, len(value), new)


def _escape_faults(quoted_text: str, rest: str) -> Iterator[Fault]:
    """The first escape that double quotes do not have."""
    wrong = _NO_ESCAPE.match(quoted_text)
    if wrong is None:
        return
    inner = quoted_text[1:-1]
    if wrong[1] == r"\|":
        new = '"' + inner.replace(r"\|", "|") + '"'
    else:
        new = quote(inner.replace(r"\"", '"').replace(r"\'", "'"))
    start, end = wrong.span(1)
    if digits := re.compile(r"\\[xuU][\da-fA-F]+").match(quoted_text, start):
        yield Fault(f"{code(digits[0])} is an incomplete escape{proposal(new)}", start, digits.end(), new + rest)
    else:
        message = f"{code(wrong[1])} is not a valid escape in double quotes{proposal(new)}"
        yield Fault(message, start, end, new + rest)


def _quote_faults(value: str) -> Iterator[Fault]:
    mark = value[0]
    closed = QUOTED.match(value)
    if closed is None and value.endswith(r"\"") and len(value) > 2:
        new = quote(value[1:-1])
        yield Fault(f'`\\"` does not close the quotes{proposal(new)}', len(value) - 2, len(value), new)
    if closed is None:
        for new in (value + mark, quote(value[1:])):
            yield Fault(f"missing closing {code(mark)}{proposal(new)}", 0, len(value), new)
        return
    rest = value[closed.end() :]
    if mark == '"':
        yield from _escape_faults(closed[0], rest)
    elif r"\'" in value and rest.endswith(mark):
        new = quote(value[1:-1].replace(r"\'", "'"))
        at = value.index(r"\'")
        yield Fault(f"`\\'` is not an escape in single quotes{proposal(new)}", at, at + 2, new)
    if rest.startswith("#"):
        yield Fault("missing space before `#`: add one", closed.end(), closed.end() + 1, f"{closed[0]} {rest}")
    if rest.strip() in {",", ";", "]", "}"}:
        new = quoted(closed[0])
        message = f"stray {code(rest.strip())} after the closing {code(mark)}{proposal(new)}"
        yield Fault(message, closed.end(), len(value), new)
    if rest.endswith(mark) and rest[0] not in " \t,;:":
        new = quote(value[1:-1])
        yield Fault(f"a {code(mark)} inside the text ends it early{proposal(new)}", 0, len(value), new)
    new = quote(value)
    yield Fault(f"text after the closing {code(mark)}{proposal(new)}", 0, len(value), new)


def _bracket_faults(name: str, value: str) -> Iterator[Fault]:
    missing = _missing_brackets(value)
    if _LISTS.fullmatch(value):
        new = "[" + re.sub(r"\]\s*,\s*\[", ", ", value[1:-1]) + "]"
        yield Fault(f"several lists need to be one{proposal(new)}", 0, len(value), new)
    for closed in dict.fromkeys((value, value + missing)) if len(value) <= _MAX_LIST else ():
        yield from _list_faults(name, closed)
    if missing:
        new = value + missing
        yield Fault(f"the {code(value[0])} is not closed{proposal(new)}", 0, 1, new)
    if hash_at := value.find("]#") + 1 or value.find("}#") + 1:
        new = f"{value[:hash_at]} {value[hash_at:]}"
        yield Fault("missing space before `#`: add one", hash_at, hash_at + 1, new)


def _list_faults(name: str, value: str) -> Iterator[Fault]:
    """A list on one line with an item that is not valid there."""
    if value[0] != "[" or value[-1] != "]" or (value.startswith("[[") and not value.endswith("]]]")):
        return
    items = [found for found in _ITEM.finditer(value, 1, len(value) - 1) if found.end() > found.start() or found[1]]
    good = [(found, _good_item(found[1], is_tag=name.lower() in {"tags", "tag"})) for found in items]
    bad = next((found for found, item in good if item != found[1] or not item), None)
    if bad is None:
        return
    new = f"[{', '.join(item for _, item in good if item)}]"
    if not bad[1]:
        message, start, end = "no item before the comma", bad.end() - 1, bad.end()
    else:
        what = "`#` starts a comment in a list" if bad[1][0] == "#" else "a list item needs quotes"
        what = "a comma is missing between two items" if read_tokens(bad[1]) else what
        message, (start, end) = what, bad.span(1)
    yield Fault(message + proposal(new), start, end, new)


def _good_item(item: str, *, is_tag: bool) -> str:
    if is_tag and item.startswith("#"):
        item = item.lstrip("#")
    if tokens := read_tokens(item):
        return ", ".join(tokens)
    try:
        yaml_core.read(f"[{item}]")
    except YamlError:
        return next(_quote_faults(item)).corrected if item[:1] in {'"', "'"} else quote(item)
    return item


def _missing_brackets(value: str) -> str:
    """The brackets missing at the end of a value; those in quotes do not count."""
    missing: list[str] = []
    for found in re.finditer(r"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[\[\]{}]", value, re.DOTALL):
        if found[0] in {"[", "{"}:
            missing.append("]" if found[0] == "[" else "}")
        elif missing and found[0] == missing[-1]:
            missing.pop()
    return "".join(reversed(missing)) if len(missing) <= yaml_core.MAX_DEPTH else ""


_FAULTS_BY_PATTERN: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = tuple(
    (re.compile(shape, re.DOTALL), cause, correct)
    for shape, cause, correct in (
        (r"!\[.*", "an embed needs quotes", quote),
        (r"\[\[.*", "text with a link needs quotes", quote),
        (r"\[[^\]]*\]\(.*", "a Markdown link needs quotes", quote),
        (r"[\[{].*", "text with brackets needs quotes", quote),
        (r"([-?:](?=\s|\Z)|[@`%&*!|>,\]}]).*", "a value that starts with {} needs quotes", quote),
        (r".*:\s.*", "a value that contains `: ` needs quotes", quote),
        (r".*:", "a value that ends with `:` needs quotes", quote),
    )
)
