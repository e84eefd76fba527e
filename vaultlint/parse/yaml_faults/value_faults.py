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
_WIKILINK = re.compile(r"\[\[[^\[\]]*\]\]")
_ITEM = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*+\"[^,]*|'(?:[^']|'')*+'[^,]*|\[\[[^\[\]]*\]\][^,]*|[^,]+?|)\s*(?:,|\Z)")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)


def faults_of_value(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Yield the faults that the value on a line may have, with the block corrected."""
    line = prop.lines[number]
    last = line
    for below in prop.lines[number + 1 :]:
        if below.name or below.dashes or len(below.indent) <= len(line.indent):
            break
        last = below
    start = line.value_at
    ends = [last.end, line.end] + [line.end - 1] * line.value.endswith(",")  # an item of a list in brackets
    for end in dict.fromkeys(ends):
        for fault in _value_faults(line.name, prop.block[start:end]):
            corrected = prop.replace(start, end, fault.corrected)
            yield Fault(fault.message, start + fault.start, start + fault.end, corrected)


def _value_faults(name: str, value: str) -> Iterator[Fault]:
    """Yield the faults that a value may have, with the value corrected."""
    if value[:1] in {'"', "'"}:
        yield from _quote_faults(value)
    if value[:1] in {"[", "{"}:
        yield from _bracket_faults(name, value)
    for shape, cause, correct in _FAULTS_BY_PATTERN:
        if found := shape.fullmatch(value):
            new = correct(value)
            yield Fault(cause.format(code(found[1]) if shape.groups else "") + proposal(new), 0, len(value), new)


def _quote_faults(value: str) -> Iterator[Fault]:
    mark = value[0]
    closed = QUOTED.match(value)
    if closed is None:
        for new in (value + mark, quote(value[1:])):
            yield Fault(f"missing closing {code(mark)}{proposal(new)}", 0, len(value), new)
        return
    rest = value[closed.end() :]
    if mark == '"' and (wrong := _NO_ESCAPE.match(closed[0])):
        inner = closed[0][1:-1]
        new = ('"' + inner.replace(r"\|", "|") + '"') if wrong[1] == r"\|" else quote(inner.replace(r"\"", '"'))
        message = f"{code(wrong[1])} is not a valid escape in double quotes{proposal(new)}"
        yield Fault(message, wrong.start(1), wrong.end(1), new + rest)
    if rest.startswith("#"):
        yield Fault("missing space before `#`: add one", closed.end(), closed.end() + 1, f"{closed[0]} {rest}")
    if rest.endswith(mark) and rest[0] not in " \t,;":
        new = quote(value[1:-1])
        yield Fault(f"a {code(mark)} inside the text ends it early{proposal(new)}", 0, len(value), new)
    new = quote(value)
    yield Fault(f"text after the closing {code(mark)}{proposal(new)}", 0, len(value), new)


def _bracket_faults(name: str, value: str) -> Iterator[Fault]:
    missing = _missing_brackets(value)
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
        message, (start, end) = what, bad.span(1)
    yield Fault(message + proposal(new), start, end, new)


def _good_item(item: str, *, is_tag: bool) -> str:
    if is_tag and item.startswith("#"):
        item = item.lstrip("#")
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


def _linked(value: str) -> str:
    return f"[{', '.join(map(quote, _WIKILINK.findall(value)))}]"


_FAULTS_BY_PATTERN: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = tuple(
    (re.compile(shape, re.DOTALL), cause, correct)
    for shape, cause, correct in (
        (r"!\[.*", "an embed needs quotes", quote),
        (r"(?:\[\[[^\[\]]*\]\](?:\s*[,;]\s*|\s+|\Z)){2,}", "several links need quotes and a list", _linked),
        (r"\[\[.*", "text with a link needs quotes", quote),
        (r"\[[^\]]*\]\(.*", "a Markdown link needs quotes", quote),
        (r"[\[{].*", "text with brackets needs quotes", quote),
        (r"([-?:](?=\s|\Z)|[@`%&*!|>,\]}]).*", "a value that starts with {} needs quotes", quote),
        (r".*:\s.*", "a value that contains `: ` needs quotes", quote),
        (r".*:", "a value that ends with `:` needs quotes", quote),
    )
)
