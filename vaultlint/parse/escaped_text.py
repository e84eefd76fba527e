"""Texts that stand escaped in a file: JSON strings and YAML scalars, decoded, with the place of each character."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vaultlint.parse.changes import Change
from vaultlint.parse.json_positions import CHARACTER, STRING

Piece: TypeAlias = "tuple[str, int, int]"
"""One character, and the offsets of what stands for it."""

_BREAK = r"(?:\r\n|\r|\n)"
_FOLD = rf"[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_PLAIN = re.compile(rf"({_FOLD})|.", re.DOTALL)
_SINGLE = re.compile(rf"({_FOLD})|''|.", re.DOTALL)
_DOUBLE = re.compile(
    rf"(?P<joint>\\{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)|({_FOLD})"
    r"|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|.",
    re.DOTALL,
)
_BLOCK_HEADER = re.compile(rf"([|>])[-+0-9]*[ \t]*(?:#[^\r\n]*)?{_BREAK}")
_LINE = re.compile(rf"([^\r\n]*)({_BREAK}|\Z)")
_LINE_BREAK = re.compile(_BREAK)
_NODE_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_DOUBLE_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What YAML allows as an escape only, and what an editor may take for the end of a line."""


@dataclass(frozen=True, slots=True)
class EscapedText:
    """A text, where each of its characters is in the file, and how others are written there.

    `escape` returns None for a text that cannot be written there. `whole` is the range of the text and its quotes.
    """

    text: str
    places: list[tuple[int, int]]
    escape: Callable[[str], str | None]
    whole: tuple[int, int]

    def place(self, changes: Iterable[Change]) -> tuple[Change, ...] | None:
        """Turn changes of the text into changes of the file; None where one cannot be written."""
        placed: list[Change] = []
        for start, end, text in changes:
            escaped = self.escape(text)
            if escaped is None:
                return None
            placed.append(Change(*self._range(start, end), escaped))
        return tuple(placed)

    def index(self, offset: int) -> int:
        """Return the position of the character that is at an offset of the file; raises StopIteration if none is."""
        return next(position for position, (start, _) in enumerate(self.places) if start == offset)

    def _range(self, start: int, end: int) -> tuple[int, int]:
        if start == end:  # an insertion stays on the line of what is before it
            at = self.places[start - 1][1] if start else self.places[0][0]
            return at, at
        return self.places[start][0], self.places[end - 1][1]


def read_json_string(source: str, start: int) -> EscapedText | None:
    """Read what is between the quotes of a JSON string, or a part of it, at an offset of its file."""
    try:
        text = json.loads(f'"{source}"', strict=False)
    except ValueError:
        return None
    places = [(start + found.start(), start + found.end()) for found in CHARACTER.finditer(source)]
    whole = (start, start + len(source))
    return EscapedText(text, places, escape_json, whole) if len(places) == len(text) else None


def json_string_around(text: str, offset: int) -> EscapedText | None:
    """Read the string of a JSON text that has an offset in it."""
    found = next((each for each in STRING.finditer(text) if each.start() < offset < each.end()), None)
    return read_json_string(found[0][1:-1], found.start() + 1) if found else None


def escape_json(text: str) -> str:
    """Write a text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def read_scalar(source: str, start: int, text: str) -> EscapedText | None:
    """Read a YAML scalar, at an offset of its file, that has a text; None if it cannot be read as that text.

    An alias cannot be, as its text is elsewhere.
    """
    properties = _NODE_PROPERTIES.match(source)
    skipped = properties.end() if properties else 0
    bare = source[skipped:]
    style = bare[:1]
    if style in {"'", '"'}:
        bare = bare[: bare.rindex(style) + 1]
        pieces, escape = _QUOTED[style](bare[1:-1]), _ESCAPES[style]
        offset, whole_end = start + skipped + 1, start + skipped + len(bare)
    elif style in {"|", ">"}:
        return _read_block(bare, start + skipped, text)
    else:
        bare = bare.rstrip()
        pieces, escape = _flow_pieces(_PLAIN, bare), escape_plain
        offset, whole_end = start + skipped, start + skipped + len(bare)
    return _located(list(pieces), text, escape, offset, (start + skipped, whole_end))


def _located(
    pieces: list[Piece], text: str, escape: Callable[[str], str | None], offset: int, whole: tuple[int, int]
) -> EscapedText | None:
    if not text or "".join(character for character, _, _ in pieces) != text:
        return None
    return EscapedText(text, [(offset + start, offset + end) for _, start, end in pieces], escape, whole)


def escape_plain(text: str) -> str | None:
    """Write a text into a plain or block scalar, which have no escapes; whether it can stand there is not checked."""
    return None if _UNPRINTABLE.search(text) else text


def _escape_single(text: str) -> str | None:
    return None if _UNPRINTABLE.search(text) else text.replace("'", "''")


def escape_double(text: str) -> str | None:
    """Write a text as it stands in a double-quoted scalar, which can hold all but half of a surrogate pair."""
    if re.search("[\ud800-\udfff]", text):
        return None
    return _UNPRINTABLE.sub(_double_escape, text.replace("\\", r"\\").replace('"', r"\""))


def _double_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"


def _flow_pieces(pattern: re.Pattern[str], inner: str) -> Iterator[Piece]:
    """The characters of a scalar in which one line ending is a space, and more are one fewer."""
    for found in pattern.finditer(inner):
        start, end = found.span()
        if found[1]:
            count = len(_LINE_BREAK.findall(found[1]))
            yield from ((character, start, end) for character in ("\n" * (count - 1) or " "))
        else:
            yield (found[0][0], start, end)


def _double_pieces(inner: str) -> Iterator[Piece]:
    for found in _DOUBLE.finditer(inner):
        start, end = found.span()
        if found["joint"]:
            count = len(_LINE_BREAK.findall(found[0])) - 1
            yield from (("\n", start, end) for _ in range(count))
        elif found[2]:
            count = len(_LINE_BREAK.findall(found[2]))
            yield from ((character, start, end) for character in ("\n" * (count - 1) or " "))
        elif found[0][0] == "\\" and len(found[0]) > 1:
            yield (_unescape_double(found[0]), start, end)
        else:
            yield (found[0], start, end)


def _unescape_double(escape: str) -> str:
    if len(escape) == 2:
        return _DOUBLE_ESCAPES.get(escape[1], escape)
    digits = escape[2:]
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


_QUOTED: dict[str, Callable[[str], Iterator[Piece]]] = {
    "'": lambda inner: _flow_pieces(_SINGLE, inner),
    '"': _double_pieces,
}
_ESCAPES: dict[str, Callable[[str], str | None]] = {"'": _escape_single, '"': escape_double}


def _read_block(source: str, start: int, text: str) -> EscapedText | None:
    """Read a block scalar; its indentation is that of its first line, or less where it is given."""
    header = _BLOCK_HEADER.match(source)
    lines = list(_LINE.finditer(source, header.end())) if header else []
    first = next((line[1] for line in lines if line[1].strip()), None)
    if header is None or first is None:
        return None
    for indentation in range(len(first) - len(first.lstrip(" ")), 0, -1):
        pieces = list(_block_pieces(lines, indentation, folded=header[1] == ">"))
        read = "".join(character for character, _, _ in pieces)
        if read.rstrip("\n") == text.rstrip("\n"):
            kept = pieces[: len(text)]
            end = kept[-1][2] if kept else 0
            return _located(kept, text[: len(kept)], escape_plain, start, (start, start + end))
    return None


def _block_pieces(lines: list[re.Match[str]], indentation: int, *, folded: bool) -> Iterator[Piece]:
    """The characters of a block scalar; lines are folded only between two that are not indented further."""
    texts = [line[1][indentation:] for line in lines]
    for index, line in enumerate(lines):
        at = min(line.start() + indentation, line.end(1))
        yield from ((character, at + place, at + place + 1) for place, character in enumerate(texts[index]))
        if not line[2]:
            continue
        start, end = line.span(2)
        following = next((text for text in texts[index + 1 :] if text), "")
        is_folded = folded and texts[index][:1] not in {"", " ", "\t"} and following[:1] not in {"", " ", "\t"}
        if not is_folded:
            yield ("\n", start, end)
        elif texts[index + 1]:
            yield (" ", start, end + indentation)
