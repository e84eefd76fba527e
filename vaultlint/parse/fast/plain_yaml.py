"""The front matter that most notes have, read line by line without a YAML parser, in a tenth of its time.

    title: plain text             a name, and what stands behind it on its line:
    subtitle: "text"              plain text, a text in quotes without escapes,
    tags: [a, "b"]                a list of these in brackets, or nothing;
    # a comment                   alone on its line
    aliases:                      behind a name with nothing, one item a line,
      - plain text                all with the same indentation

`read_plain` gives what `yaml_core` says, or None, never anything else, for two reasons. Every line has
to match the pattern of a whole line, whose texts hold no character by which YAML could mean
something else in that place. And in YAML no such line goes on in the next one, except where an item
follows a value, for which `read_plain` looks; so no line changes what another means. A block with
a comment behind a value, a tab, an escape, a mapping in a mapping, text over two lines or a mistake is left to
`yaml_core`, which also has the words for the mistake.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from vaultlint.model import Value
from vaultlint.parse.yaml_nodes import CONSTANTS, resolve

Place: TypeAlias = tuple[int, int, int, int]
"""The fields of a `Span`, in a block whose first line is line 2, below the `---`."""

PlainProperty: TypeAlias = tuple[str, Value, Place, Place]
"""The fields of a `Property`."""

PlainText: TypeAlias = tuple[str, Place]
"""A text without the blanks around it, and its place."""

_MAX_LENGTH = 64 * 1024  # `yaml_core` has a limit, and its own way of speaking of it
_MAX_NAME = 200  # libyaml takes no name of more than 1,024 characters

# Never: control characters, line ends of any kind, and what libyaml rejects (`yaml_core` masks these).
_NEVER = r"\0-\x1f\x7f"
# Looked for once: the same in each of the sets below would take milliseconds to compile.
_NEVER_BEYOND_ASCII = re.compile(r"[\x80-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# No blank of any script begins a text, as links are looked for in the text without the blanks around it.
_FIRST = rf"[^\s{_NEVER}\-?:,\[\]{{}}#&*!|>'\"%@`]"
# Names that are numbers or constants may be the same though they are spelled in two ways; so begins `...`, too.
_NAME = rf"(?![+.0-9~]){_FIRST}[^{_NEVER}:#]{{0,{_MAX_NAME}}}+(?<! )"
_PLAIN = rf"{_FIRST}[^{_NEVER}:#]*+(?::[^{_NEVER}:# ][^{_NEVER}:#]*+)*+"
_PLAIN_ITEM = rf"{_FIRST}[^{_NEVER}:#,?\[\]{{}}]*+"
_QUOTED = rf"\"[^{_NEVER}\"\\]*+\"|'[^{_NEVER}']*+'"
_ITEM = rf"(?:{_PLAIN_ITEM}|(?:{_QUOTED}) *+)"
_LIST = rf"\[ *+(?:{_ITEM}(?:, *+{_ITEM})*+)?\]"

# The loops above are possessive (`*+`), so that no line, however long, is read twice.
_LINE = re.compile(
    rf"({_NAME}:| *+-)"  # the head: `name:` or `  -`
    rf"(?:( ++)(?:({_PLAIN})|({_QUOTED})|({_LIST})))? *+\r?\n"
    rf"|(?: *+#[^{_NEVER}]*+)?\r?\n"  # a comment of its own, or nothing
    r"|([\s\S]+)"  # from the first line that is none of these to the end
)
_ITEM_OF_LIST = re.compile(rf"({_PLAIN_ITEM})|{_QUOTED}")


def read_plain(block: str) -> tuple[list[PlainProperty], list[PlainText]] | None:
    """The properties of a block and, of its quoted texts, those that begin with `[`; None for `yaml_core` to read."""
    if len(block) > _MAX_LENGTH or (not block.isascii() and _NEVER_BEYOND_ASCII.search(block)):
        return None
    properties: list[PlainProperty] = []
    texts: list[PlainText] = []
    items: list[Value] | None = None  # those of the last name, where nothing stands behind it
    line, indentation, top = 1, 0, (0, 0)
    value: Value
    for head, gap, plain, quoted, flow, rest in _LINE.findall(block):
        line += 1
        column = len(head) + len(gap) + 1
        if plain:
            text = plain.rstrip(" ")
            value, end = resolve(text), column + len(text)
        elif quoted:
            value, end = _read_quoted(quoted, line, column, texts), column + len(quoted)
        elif flow:
            value, end = _read_list(flow, line, column, texts), column + len(flow)
        elif head:
            value, end = None, column
        elif rest:
            return None
        else:
            continue
        if head[-1] == ":":
            properties.append((head[:-1], value, (line, 1, line, len(head)), (line, column, line, end)))
            items = None if gap else []
        elif items is None or (items and len(head) != indentation):
            return None
        else:
            if not items:
                indentation, top = len(head), (line, len(head))
            items.append(value)
            name, _, place, _ = properties[-1]
            properties[-1] = (name, items, place, (*top, line, end))
    names = {found[0] for found in properties}
    return (properties, texts) if len(names) == len(properties) and names.isdisjoint(CONSTANTS) else None


def _read_list(source: str, line: int, column: int, texts: list[PlainText]) -> list[Value]:
    inside = source[1:-1].strip(" ")
    if '"' not in inside and "'" not in inside:
        return [resolve(item.strip(" ")) for item in inside.split(",")] if inside else []
    return [
        resolve(plain.rstrip(" ")) if (plain := item[1]) else _read_quoted(item[0], line, column + item.start(), texts)
        for item in _ITEM_OF_LIST.finditer(source, 1)
    ]


def _read_quoted(source: str, line: int, column: int, texts: list[PlainText]) -> str:
    value = source[1:-1]
    if "[" in value and (text := value.strip())[0] == "[":
        start = column + source.index("[")
        texts.append((text, (line, start, line, start + len(text))))
    return value
