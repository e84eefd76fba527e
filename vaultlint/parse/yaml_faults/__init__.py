"""What is wrong with a block of YAML, in the words of one who has to put it right, and where that is.

A YAML parser notices a fault where it cannot go on, often lines below it, and names what it missed there. Here the
property at fault is found first: the first that cannot be read by itself. Then the rows of a table are held against
its lines. Each row has a cure, and the cure is tried: only what makes the property readable is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from vaultlint.parse import yaml_core
from vaultlint.parse.fast.plain_yaml import read_plain_yaml
from vaultlint.parse.yaml_core import UnknownAnchorError, YamlError
from vaultlint.parse.yaml_nodes import Node


class Fault(NamedTuple):
    """What is wrong, between which offsets of the block, and the block with that put right."""

    message: str
    start: int
    end: int
    cured: str


class _Line(NamedTuple):
    """A line and its parts; `name_at` and `value_at` are where these begin in the block."""

    start: int
    end: int
    indent: str
    dashes: str
    name: str
    value: str
    value_at: int

    @property
    def text_at(self) -> int:
        return self.start + len(self.indent)

    @property
    def name_at(self) -> int:
        return self.text_at + len(self.dashes)


class _Property(NamedTuple):
    """The lines of a block from which on a property stands, to its end."""

    block: str
    lines: list[_Line]
    end: int

    def replace(self, start: int, end: int, new: str) -> str:
        return self.block[:start] + new + self.block[end:]


_MAX_PROPOSAL = 60
_MAX_COLUMNS = 5
_MAX_LIST = 1000  # characters of a list that are read item by item
_SPACES = "\xa0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"

_BEGINS = re.compile(r"^(?![\s#\]}]|-(?:\s|\Z)).", re.MULTILINE)
"""Where a property begins: what is indented, items, comments and closing brackets belong to the one above."""

_NAME = r"\"[^\"]*\"|'[^']*'|[^\s\"'\[{:][^:]*+(?::(?!\s|\Z)[^:]*+)*+"
_PARTS = re.compile(
    rf"(?P<indent>\s*)(?P<dashes>(?:-[ \t]+)*)(?:(?P<name>{_NAME})[ \t]*:(?:[ \t]+|\Z))?(?P<value>.*)", re.DOTALL
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)
_ENCLOSED = re.compile(rf"{_QUOTED.pattern}|\[[^\[\]]*\]|\{{[^{{}}]*\}}", re.DOTALL)
_NAMED = re.compile(r"^[^\s\"'\[{:][^:\n]*:(?:\s|\Z)", re.MULTILINE)
_NO_ESCAPE = re.compile(
    r"(?:[^\\]|\\(?:[0abtnvfre \"/\\N_LP\t\r\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))*+(\\.)", re.DOTALL
)
_WIKILINK = re.compile(r"\[\[[^\[\]]*\]\]")
_ITEM = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*+\"[^,]*|'(?:[^']|'')*+'[^,]*|\[\[[^\[\]]*\]\][^,]*|[^,]+?|)\s*(?:,|\Z)")
_JSON = re.compile(r"\s*\{(?!\{)")
_ANCHOR = re.compile(r"&[\w-]+")
_TAB = re.compile(r"[ \t]*\t|\s*(?:-[ \t]+)*-[ ]*\t")
_INDENTS = re.compile(r"([ \t]*(?:-[ \t]+)*)([^\n]*(?:\n|\Z))")
_CLOSING = re.compile(r"[-–—]{2,40}|[-–—_*=+]{3,40}|\.\.\.")
_NOTHING = {"[]", "{}", '""', "''", "~", "null"}


def find_fault(block: str, error: YamlError | None = None) -> Fault | None:
    """The fault of a block, in which the parser found `error`; None where no more can be said than it said."""
    if _JSON.match(block):
        return None
    starts = [*(found.start() for found in _BEGINS.finditer(block)), len(block)]
    lines = list(_lines(block))
    if lines and lines[0].start < starts[0]:
        if lines[0].indent and len(starts) > 1 and error:
            first = _Property(block, [line for line in lines if line.start < starts[0]], starts[0])
            return next(_tried(first, _indentations(first, 0), len(block)), None)
        starts.insert(0, lines[0].start)
    for start, end in pairwise(starts):
        if error and start > error.offset:
            break
        at = _error_of(block[start:end], start, error)
        if at is not None:
            whole_end = _end_of_open(block, start, end)
            own = [line for line in lines if start <= line.start < whole_end]
            return _diagnose(_Property(block, own, whole_end), at)
    return None


def _end_of_open(block: str, start: int, end: int) -> int:
    """Where a property ends whose quotes or brackets close in lines that are no properties."""
    opening = re.search(r"[ \t]([\"'\[{])", block[start:end])
    closed = _ENCLOSED.match(block, start + opening.start(1)) if opening else None
    if closed is None or closed.end() <= end or _NAMED.search(block, end, closed.end()):
        return end
    return block.find("\n", closed.end()) + 1 or len(block)


def _lines(block: str) -> Iterator[_Line]:
    for found in re.finditer(r"[^\r\n]+", block):
        parts = _PARTS.fullmatch(found[0].rstrip(" \t"))
        if parts and parts.end() > parts.end("indent"):
            indent, dashes, name, value = parts.group("indent", "dashes", "name", "value")
            start = found.start()
            yield _Line(start, start + parts.end(), indent, dashes, name or "", value, start + parts.start("value"))


def _error_of(source: str, start: int, error: YamlError | None) -> int | None:
    """Where in the block a property is wrong by itself; an anchor may stand in another one."""
    if read_plain_yaml(source) is not None:
        return None
    try:
        root = yaml_core.read(source)
    except YamlError as own:
        is_elsewhere = isinstance(own, UnknownAnchorError) and (error is None or start + own.offset != error.offset)
        return None if is_elsewhere or own.is_limit else start + own.offset
    return None if _is_property(root) and not source.startswith("...") else start


def _is_property(root: Node | None) -> bool:
    """Whether this is a mapping without braces, or nothing but comments."""
    return root is None or (root.kind == "mapping" and root.start == root.children[0].start)


def _diagnose(whole: _Property, at: int) -> Fault | None:
    last = max((number for number, line in enumerate(whole.lines) if line.start <= at), default=0)
    numbers = tuple(dict.fromkeys((last, max(last - 1, 0), 0)))
    for end in (whole.end, whole.lines[last].end):
        for number in numbers:
            if fault := next(_tried(whole, _faults(whole, number), end), None):
                return fault
    return None


def _tried(whole: _Property, faults: Iterator[Fault], end: int) -> Iterator[Fault]:
    """Those faults whose cure makes the property readable, up to an offset of the block."""
    start = whole.lines[0].start
    anchors = "".join(f"{name}: x\n" for name in _ANCHOR.findall(whole.block[:start]))
    for fault in faults:
        if _reads(anchors + fault.cured[start : end + len(fault.cured) - len(whole.block)]):
            yield fault


def _reads(source: str) -> bool:
    try:
        root = yaml_core.read(source)
    except YamlError:
        return False
    return _is_property(root)


def _faults(whole: _Property, number: int) -> Iterator[Fault]:
    """What a line may have wrong, what is most exact first."""
    line = whole.lines[number]
    yield from _foreign_spaces(whole, line)
    yield from _tabs(whole, number)
    yield from _outdented(whole)
    if not line.name and not line.dashes:
        yield from _no_properties(whole, line)
    yield from _values(whole, number)
    yield from _items_below_a_value(whole, number)
    yield from _names(whole, line)
    yield from _indentations(whole, number)
    if not line.name and not line.indent:
        yield from _no_names(whole, line)


# Lines


def _foreign_spaces(whole: _Property, line: _Line) -> Iterator[Fault]:
    for shape, where in (
        (rf"\s*(?:-[ \t]+)*[^\s:\"'\[{{-][^:]*:[ \t]*([{_SPACES}]\s*)", "after the colon"),
        (rf"\s*(?:-[ \t]+)*-([{_SPACES}]\s*)", "after the hyphen"),
        (rf"[ \t]*([{_SPACES}]\s*)", "at the start of the line"),
    ):
        if found := re.match(shape, whole.block[line.start : line.end]):
            start, end = line.start + found.start(1), line.start + found.end(1)
            message = f"the character {where} is U+{ord(found[1][0]):04X}, not a space: write a space"
            yield Fault(message, start, start + 1, whole.replace(start, end, " " * len(found[1])))
    if found := re.match(r"([^\s:：]{1,60})[ \t]*(：)\s*", whole.block[line.start : line.end]):
        start, end = line.start + found.start(2), line.start + found.end()
        message = f"the colon after {_code(found[1])} is full-width (U+FF1A): write a plain colon and a space"
        yield Fault(message, start, start + 1, whole.replace(start, end, ": "))


def _tabs(whole: _Property, number: int) -> Iterator[Fault]:
    tabs = (_TAB.match(whole.block, line.start, line.end) for line in whole.lines[number:])
    found = next(filter(None, tabs), None)
    if found is None:
        return
    at = found.start() + found[0].index("\t")
    first = whole.lines[0].start
    for new, cure in (("  ", "use spaces"), ("", "remove it")):
        cured = "".join(
            _untabbed(found[1], new) + found[2] for found in _INDENTS.finditer(whole.block, first, whole.end)
        )
        yield Fault(f"a tab in the indentation: {cure}", at, at + 1, whole.replace(first, whole.end, cured))


def _untabbed(indents: str, new: str) -> str:
    spaces = indents[: len(indents) - len(indents.lstrip())]
    return spaces.replace("\t", new) + indents[len(spaces) :].replace("\t", " ")


def _outdented(whole: _Property) -> Iterator[Fault]:
    """Quotes and brackets that go on at the start of a line."""
    first = whole.lines[0]
    out = [line for line in whole.lines[1:] if not line.indent]
    if out and not first.indent and (opens := re.match(r"[\"'\[{]", first.value)):
        end = whole.end
        cured = re.sub(r"^(?=[^\s\]}])", "  ", whole.block[first.end : end], flags=re.MULTILINE)
        what = "quoted text" if opens[0] in "\"'" else "list in brackets" if opens[0] == "[" else "text in braces"
        message = f"the {what} continues on this line: indent the line"
        yield Fault(message, out[0].start, out[0].end, whole.replace(first.end, end, cured))


def _no_properties(whole: _Property, line: _Line) -> Iterator[Fault]:
    """Lines that are neither a property nor an item, for a reason that can be seen."""
    start, end, text = line.text_at, line.end, line.value
    if _CLOSING.fullmatch(text):
        message = f"{_code(text)} does not close the front matter: write `---`"
        yield Fault(message, start, end, whole.block[: line.start])
    if comment := re.fullmatch(r"%%\s*(.*?)\s*(?:%%)?|<!--\s*(.*?)\s*-->|//\s*(.*)", text):
        words = next(filter(None, comment.groups()), "")
        message = "a comment in front matter starts with `#`"
        yield Fault(message, start, end, whole.replace(start, end, f"# {words}"))
    if name := re.match(r"([^\W\d][\w -]{0,60}|\"[^\"]{0,60}\"|'[^']{0,60}'):(?!//)\S", text):
        after = start + len(name[1]) + 1
        message = f"missing space after {_code(f'{name[1]}:')}: add one"
        yield Fault(message, start, after, whole.replace(after, after, " "))


def _no_names(whole: _Property, line: _Line) -> Iterator[Fault]:
    start, end, text = line.text_at, line.end, line.value
    if line.dashes:
        message = "the list item belongs to no property: add a line like `tags:` above it"
        yield Fault(message, start, end, whole.replace(line.start, line.start, "tags:\n"))
        return
    name, _, value = text.partition(" ")
    close = ", or close the front matter above it with `---`" if whole.block[: line.start].strip() else ""
    for cured in (f"{name}: {value}".rstrip(), f"{_quote(name)}: {_quote(value)}"):
        message = f"this line is not a property: write `name: value`{close}"
        yield Fault(message, start, end, whole.replace(start, end, cured))


def _names(whole: _Property, line: _Line) -> Iterator[Fault]:
    if line.name[:1] and line.name[0] in "@`%*&!|>,]}":
        start, end, new = line.name_at, line.name_at + len(line.name), _quote(line.name)
        message = f"a property name that starts with {_code(line.name[0])} needs quotes{_proposed(new)}"
        yield Fault(message, start, end, whole.replace(start, end, new))


def _indentations(whole: _Property, number: int) -> Iterator[Fault]:
    """A line with an indentation that those above do not have; what stands below it moves with it."""
    line = whole.lines[number]
    columns = [0] if not number else []
    for above in reversed(whole.lines[:number][-100:]):
        columns += [len(above.indent)] if line.dashes else [len(above.indent + above.dashes), len(above.indent)]
    others = [column for column in dict.fromkeys(columns) if column != len(line.indent)]
    for column in others[:_MAX_COLUMNS]:
        cured = [whole.block[: line.start]]
        moving = True
        for each in whole.lines[number:]:
            moving = moving and len(each.indent) >= len(line.indent)
            by = column - len(line.indent) if moving else 0
            indent = " " * (len(each.indent) + by) if by else each.indent
            cured.append(f"{indent}{whole.block[each.text_at : each.end]}\n")
        message = "this line is not indented like the lines above: " + (
            f"indent it by {column} space{'s' * (column > 1)}" if column else "remove its indentation"
        )
        yield Fault(message, line.start, line.text_at, "".join(cured) + whole.block[whole.end :])


def _items_below_a_value(whole: _Property, number: int) -> Iterator[Fault]:
    line = whole.lines[number]
    if not line.dashes and line.value != "-":
        return
    above = [each for each in whole.lines[:number] if not each.dashes and len(each.indent) <= len(line.indent)]
    if not above or not above[-1].value or not above[-1].name:
        return
    _, end, _, _, name, value, at = above[-1]
    empty = value in _NOTHING
    cure = f"remove {_code(value)}" if empty else "make the value an item too"
    message = f"{_code(name)} has both a value and list items below it: {cure}"
    item = "" if empty else f"\n{line.indent}- {value}"
    yield Fault(message, at, end, whole.replace(at - 1, end, item))


# Values


def _values(whole: _Property, number: int) -> Iterator[Fault]:
    line = whole.lines[number]
    last = line
    for below in whole.lines[number + 1 :]:
        if below.name or below.dashes or len(below.indent) <= len(line.indent):
            break
        last = below
    start = line.value_at
    ends = [last.end, line.end] + [line.end - 1] * line.value.endswith(",")  # that of an item in brackets
    for end in dict.fromkeys(ends):
        for fault in _of_value(line.name, whole.block[start:end]):
            cured = whole.replace(start, end, fault.cured)
            yield Fault(fault.message, start + fault.start, start + fault.end, cured)


def _of_value(name: str, value: str) -> Iterator[Fault]:
    """What a value may have wrong, and the value put right."""
    if value[:1] in {'"', "'"}:
        yield from _of_quoted(value)
    if value[:1] in {"[", "{"}:
        yield from _of_brackets(name, value)
    for shape, cause, cure in _ROWS:
        if found := shape.fullmatch(value):
            new = cure(value)
            yield Fault(cause.format(_code(found[1]) if shape.groups else "") + _proposed(new), 0, len(value), new)


def _of_quoted(value: str) -> Iterator[Fault]:
    quote = value[0]
    closed = _QUOTED.match(value)
    if closed is None:
        for new in (value + quote, _quote(value[1:])):
            yield Fault(f"missing closing {_code(quote)}{_proposed(new)}", 0, len(value), new)
        return
    rest = value[closed.end() :]
    if quote == '"' and (wrong := _NO_ESCAPE.match(closed[0])):
        inside = closed[0][1:-1]
        new = ('"' + inside.replace(r"\|", "|") + '"') if wrong[1] == r"\|" else _quote(inside.replace(r"\"", '"'))
        message = f"{_code(wrong[1])} is not a valid escape in double quotes{_proposed(new)}"
        yield Fault(message, wrong.start(1), wrong.end(1), new + rest)
    if rest.startswith("#"):
        yield Fault("missing space before `#`: add one", closed.end(), closed.end() + 1, f"{closed[0]} {rest}")
    if rest.endswith(quote) and rest[0] not in " \t,;":
        new = _quote(value[1:-1])
        yield Fault(f"a {_code(quote)} inside the text ends it early{_proposed(new)}", 0, len(value), new)
    new = _quote(value)
    yield Fault(f"text after the closing {_code(quote)}{_proposed(new)}", 0, len(value), new)


def _of_brackets(name: str, value: str) -> Iterator[Fault]:
    missing = _missing_brackets(value)
    for closed in dict.fromkeys((value, value + missing)) if len(value) <= _MAX_LIST else ():
        yield from _of_items(name, closed)
    if missing:
        new = value + missing
        yield Fault(f"the {_code(value[0])} is not closed{_proposed(new)}", 0, 1, new)
    if hash_at := value.find("]#") + 1 or value.find("}#") + 1:
        new = f"{value[:hash_at]} {value[hash_at:]}"
        yield Fault("missing space before `#`: add one", hash_at, hash_at + 1, new)


def _of_items(name: str, value: str) -> Iterator[Fault]:
    """A list on one line with items that cannot stand there."""
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
    yield Fault(message + _proposed(new), start, end, new)


def _good_item(item: str, *, is_tag: bool) -> str:
    if is_tag and item.startswith("#"):
        item = item.lstrip("#")
    try:
        yaml_core.read(f"[{item}]")
    except YamlError:
        return next(_of_quoted(item)).cured if item[:1] in {'"', "'"} else _quote(item)
    return item


def _missing_brackets(value: str) -> str:
    """The brackets that close those which a value leaves open; quotes and comments are passed over."""
    missing: list[str] = []
    for found in re.finditer(r"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[\[\]{}]", value, re.DOTALL):
        if found[0] in {"[", "{"}:
            missing.append("]" if found[0] == "[" else "}")
        elif missing and found[0] == missing[-1]:
            missing.pop()
    return "".join(reversed(missing)) if len(missing) <= yaml_core.MAX_DEPTH else ""


def _quote(text: str) -> str:
    """A text in quotes that reads as itself."""
    return f'"{text}"' if not re.search(r"[\"\\]", text) else "'" + text.replace("'", "''") + "'"


def _linked(value: str) -> str:
    return f"[{', '.join(map(_quote, _WIKILINK.findall(value)))}]"


def _proposed(new: str) -> str:
    return f": write {_code(new)}" if len(new) <= _MAX_PROPOSAL and "\n" not in new else ""


def _code(text: str) -> str:
    """A piece of YAML in backticks, unless it holds one itself."""
    return text if "`" in text else f"`{text}`"


_ROWS: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = tuple(
    (re.compile(shape, re.DOTALL), cause, cure)
    for shape, cause, cure in (
        (r"!\[.*", "an embed needs quotes", _quote),
        (r"(?:\[\[[^\[\]]*\]\](?:\s*[,;]\s*|\s+|\Z)){2,}", "several links need quotes and a list", _linked),
        (r"\[\[.*", "text with a link needs quotes", _quote),
        (r"\[[^\]]*\]\(.*", "a Markdown link needs quotes", _quote),
        (r"[\[{].*", "text with brackets needs quotes", _quote),
        (r"([-?:](?=\s|\Z)|[@`%&*!|>,\]}]).*", "a value that starts with {} needs quotes", _quote),
        (r".*:\s.*", "a value that contains `: ` needs quotes", _quote),
        (r".*:", "a value that ends with `:` needs quotes", _quote),
    )
)
