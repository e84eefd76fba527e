"""Read the front matter of most notes ten times as fast as a YAML parser.

These are the lines that it reads:

    title: plain text             a name and, on the same line,
    subtitle: "text"              a plain string, a quoted string without escapes,
    tags: [a, "b"]                a list of these in brackets, or nothing;
    # a comment                   alone on its line;
    aliases:                      after a name with nothing, one item a line,
      - plain text                all with the same indentation

`read_plain_yaml` returns what `yaml_core` reads, or None, for two reasons. Every line must match the pattern of a whole
line, whose strings contain no character that could mean something else to YAML in that place. And in YAML no such line
continues on the next one, except where an item follows a value, which `read_plain_yaml` checks for; so no line changes
the meaning of another. A block with a comment after a value, a tab, an escape, a nested mapping, a string over two
lines or a mistake is left to `yaml_core`, which also reports the mistake.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from vaultlint.model import Value
from vaultlint.parse.yaml_nodes import CONSTANTS, resolve

RawSpan: TypeAlias = tuple[int, int, int, int]
"""The fields of a `Span`; the first line of the block is line 2 of the note, below the `---`."""

PlainProperty: TypeAlias = tuple[str, Value, RawSpan, RawSpan]
"""The fields of a `Property`."""

BracketedText: TypeAlias = tuple[str, RawSpan]
"""A string that begins with `[`, without the spaces around it, and its span."""

_MAX_LENGTH = 64 * 1024  # `yaml_core` has a limit of its own, and reports it
_MAX_NAME = 200  # libyaml rejects names of more than 1,024 characters

# Never: control characters, line endings of any kind, and what libyaml rejects (`yaml_core` masks these).
_NEVER = r"\0-\x1f\x7f"
# Searched for once: in each of the sets below, it would take milliseconds to compile.
_NEVER_BEYOND_ASCII = re.compile(r"[\x80-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# No space of any script begins a string, as links are searched for in the string without the spaces around it.
_FIRST = rf"[^\s{_NEVER}\-?:,\[\]{{}}#&*!|>'\"%@`]"
# Names that are numbers or constants may be equal though spelled differently. `...` begins like a number, too.
_NAME = rf"(?![+.0-9~]){_FIRST}[^{_NEVER}:#]{{0,{_MAX_NAME}}}+(?<! )"
_PLAIN = rf"{_FIRST}[^{_NEVER}:#]*+(?::[^{_NEVER}:# ][^{_NEVER}:#]*+)*+"
_PLAIN_ITEM = rf"{_FIRST}[^{_NEVER}:#,?\[\]{{}}]*+"
_QUOTED = rf"\"[^{_NEVER}\"\\]*+\"|'[^{_NEVER}']*+'"
_ITEM = rf"(?:{_PLAIN_ITEM}|(?:{_QUOTED}) *+)"
_LIST = rf"\[ *+(?:{_ITEM}(?:, *+{_ITEM})*+)?\]"

# The loops above are possessive (`*+`), so that matching takes linear time.
_LINE = re.compile(
    rf"({_NAME}:| *+-)"  # the head: `name:` or `  -`
    rf"(?:( ++)(?:({_PLAIN})|({_QUOTED})|({_LIST})))? *+\r?\n"
    rf"|(?: *+#[^{_NEVER}]*+)?\r?\n"  # a comment of its own, or nothing
    r"|([\s\S]+)"  # from the first line that is none of these to the end
)
_ITEM_OF_LIST = re.compile(rf"({_PLAIN_ITEM})|{_QUOTED}")


def read_plain_yaml(block: str) -> tuple[list[PlainProperty], list[BracketedText]] | None:
    """Read the properties of a block, and its quoted strings that begin with `[`; None to leave it to `yaml_core`."""
    if len(block) > _MAX_LENGTH or (not block.isascii() and _NEVER_BEYOND_ASCII.search(block)):
        return None
    properties: list[PlainProperty] = []
    texts: list[BracketedText] = []
    items: list[Value] | None = None  # those of the last name, if nothing follows it on its line
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


def _read_list(source: str, line: int, column: int, texts: list[BracketedText]) -> list[Value]:
    items = source[1:-1].strip(" ")
    if '"' not in items and "'" not in items:
        return [resolve(item.strip(" ")) for item in items.split(",")] if items else []
    return [
        resolve(plain.rstrip(" ")) if (plain := item[1]) else _read_quoted(item[0], line, column + item.start(), texts)
        for item in _ITEM_OF_LIST.finditer(source, 1)
    ]


def _read_quoted(source: str, line: int, column: int, texts: list[BracketedText]) -> str:
    value = source[1:-1]
    if "[" in value and (text := value.strip())[0] == "[":
        start = column + source.index("[")
        texts.append((text, (line, start, line, start + len(text))))
    return value
