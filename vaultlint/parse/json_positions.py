"""JSON whose strings know where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_LEVELS = 200  # Pythons differ in what is too deep for them; a canvas has four
_STRING_OR_CONSTANT = re.compile(rf"{_STRING.pattern}|(-?Infinity|NaN)", re.DOTALL)
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


class JsonError(Exception):
    """A text that is not JSON, or nests too deep to read; `offset` is the character that shows it."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class JsonString:
    """A string value: its text, and the file offsets of its characters."""

    def __init__(self, text: str, start: int, source: str) -> None:
        self.text = text
        self._start = start + 1
        self._source = source
        self._offsets: list[int] | None = None

    def offset(self, index: int) -> int:
        """The offset in the file of the character at `index`, escapes counted as written."""
        if self._offsets is None:
            self._offsets = self._find_offsets() if "\\" in self._source else []
        return self._offsets[index] if self._offsets else self._start + index

    def _find_offsets(self) -> list[int]:
        inner = self._source[1:-1]
        return [self._start + found.start() for found in _CHARACTER.finditer(inner)] + [self._start + len(inner)]


def read_json(text: str) -> Any:
    """Objects as dicts, arrays as lists, strings as `JsonString`; raises `JsonError`."""
    try:
        # No number is used; as a float it may have any number of digits.
        pairs = json.loads(text, object_pairs_hook=_Pairs, parse_int=float, parse_constant=_refuse)
        return _locate(pairs, _STRING.finditer(text))
    except json.JSONDecodeError as error:
        raise JsonError(error.msg.lower().removesuffix(" at"), error.pos) from None
    except _ConstantError:
        constant = next(found for found in _STRING_OR_CONSTANT.finditer(text) if found[1])
        raise JsonError(f"{constant[1]} is not a number in JSON", constant.start()) from None
    except RecursionError:
        raise JsonError("nested too deeply") from None


class _ConstantError(Exception):
    """A constant that Python knows, and JSON does not."""


def _refuse(_constant: str) -> None:
    raise _ConstantError


class _Pairs(list[tuple[str, Any]]):
    """The members of an object, in order, repeated keys included."""


def _locate(value: Any, strings: Iterator[re.Match[str]], levels: int = _LEVELS) -> Any:
    """Give each string its place: strings stand in the text in the order of a walk over the value."""
    if levels < 0:
        raise RecursionError
    if isinstance(value, str):
        found = next(strings)
        return JsonString(value, found.start(), found[0])
    if isinstance(value, _Pairs):
        located = {}
        for key, member in value:
            next(strings)
            located[key] = _locate(member, strings, levels - 1)
        return located
    if isinstance(value, list):
        return [_locate(member, strings, levels - 1) for member in value]
    return value
