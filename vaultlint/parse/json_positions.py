"""JSON whose strings know their position in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_MAX_DEPTH = 200  # Python versions differ in how deep they can read; a canvas has four levels
_STRING_OR_CONSTANT = re.compile(rf"{STRING.pattern}|(-?Infinity|NaN)", re.DOTALL)
CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


class JsonError(Exception):
    """Text that is not JSON or is nested too deeply; `offset` is the character at fault."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class JsonString:
    """A string value, and the offsets of its characters in the file."""

    def __init__(self, text: str, start: int, source: str) -> None:
        self.text = text
        self._start = start + 1
        self._source = source
        self._offsets: list[int] | None = None

    def offset(self, index: int) -> int:
        """Return the file offset of the character at `index`; escapes count as written."""
        if self._offsets is None:
            self._offsets = self._find_offsets() if "\\" in self._source else []
        return self._offsets[index] if self._offsets else self._start + index

    def _find_offsets(self) -> list[int]:
        inner = self._source[1:-1]
        return [self._start + found.start() for found in CHARACTER.finditer(inner)] + [self._start + len(inner)]


def read_json(text: str) -> Any:
    """Read objects as dicts, arrays as lists and strings as `JsonString`; raises `JsonError`."""
    try:
        # Numbers are not used; as floats they may have any number of digits.
        pairs = json.loads(text, object_pairs_hook=_Members, parse_int=float, parse_constant=_refuse)
        return _with_positions(pairs, STRING.finditer(text))
    except json.JSONDecodeError as error:
        raise JsonError(error.msg.lower().removesuffix(" at"), error.pos) from None
    except _ConstantError:
        constant = next(found for found in _STRING_OR_CONSTANT.finditer(text) if found[1])
        raise JsonError(f"{constant[1]} is not a number in JSON", constant.start()) from None
    except RecursionError:
        raise JsonError("nested too deeply") from None


class _ConstantError(Exception):
    """A constant that Python accepts and JSON does not."""


def _refuse(_constant: str) -> None:
    raise _ConstantError


class _Members(list[tuple[str, Any]]):
    """The members of an object, in order, repeated keys included."""


def _with_positions(value: Any, strings: Iterator[re.Match[str]], depth_left: int = _MAX_DEPTH) -> Any:
    """Give each string its position: a walk over the value meets the strings in the order of the text."""
    if depth_left < 0:
        raise RecursionError
    if isinstance(value, str):
        found = next(strings)
        return JsonString(value, found.start(), found[0])
    if isinstance(value, _Members):
        located = {}
        for key, member in value:
            next(strings)
            located[key] = _with_positions(member, strings, depth_left - 1)
        return located
    if isinstance(value, list):
        return [_with_positions(member, strings, depth_left - 1) for member in value]
    return value
