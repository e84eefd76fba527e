"""Infer a JSON Schema from the properties that notes have, as a first contract for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from vaultlint.model import Note, Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NEARLY_ALL = 0.95
"""The share of notes of which a schema may say that all of them should be like this."""

_MOST_VALUES = 8
_FEWEST_NOTES = 20
"""At most so many different values, in at least so many notes, are all values that there are."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

_TYPES: dict[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    type(None): "null",
    list: "array",
    dict: "object",
}


def infer_schema(notes: Sequence[Note]) -> dict[str, Any]:
    """Return a JSON Schema that most of some notes meet; notes whose front matter cannot be read do not count.

    A property that nearly all notes have is required; it has the types that nearly all of its values have, and only
    certain values if it has few different ones in many notes. The order of properties is that of their frequency.
    """
    readable = [note for note in notes if not note.front_matter_broken]
    values: dict[str, list[Value]] = {}
    spellings: dict[str, Counter[str]] = {}
    for note in readable:
        for name in note.names:
            found = note.get(name)
            if found:
                values.setdefault(name, []).append(found.value)
                spellings.setdefault(name, Counter())[found.name] += 1
    names = sorted(values, key=lambda name: (-len(values[name]), name))
    spelled = {name: max(spellings[name], key=lambda each: (spellings[name][each], each)) for name in names}
    schema: dict[str, Any] = {"$schema": DIALECT, "type": "object"}
    schema["properties"] = {spelled[name]: _schema_of(values[name], _given(values[name])) for name in names}
    required = [spelled[name] for name in names if len(values[name]) >= _NEARLY_ALL * len(readable)]
    return {**schema, "required": required} if required else schema


def _schema_of(values: Sequence[Value], notes: int) -> dict[str, Any]:
    """Return the schema of a property, or of the items of a list, that so many notes have."""
    types = _types_of(values)
    if not types:
        return {}
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    kinds = {*types} - {"null"}
    if kinds == {"string"} and _are_days(values):
        schema["format"] = "date"
    elif kinds and kinds <= {"string", "integer", "number"} and notes >= _FEWEST_NOTES:
        schema |= _enumeration(
            [value for value in values if _type_of(value) in types or isinstance(value, int | float)]
        )
    elif kinds == {"array"}:
        lists = [value for value in values if isinstance(value, list) and value]
        schema |= {"items": items} if (items := _schema_of([*chain.from_iterable(lists)], len(lists))) else {}
    return schema


def _given(values: Sequence[Value]) -> int:
    return sum(value is not None for value in values)


def _types_of(values: Sequence[Value]) -> list[str]:
    """The types that nearly all values have, the most frequent first."""
    counts = Counter(map(_type_of, values))
    if "number" in counts:
        counts["number"] += counts.pop("integer", 0)
    found: list[str] = []
    covered = 0
    for name, count in counts.most_common():
        if covered >= _NEARLY_ALL * len(values):
            break
        found.append(name)
        covered += count
    return found


def _type_of(value: Value) -> str:
    return next(name for kind, name in _TYPES.items() if isinstance(value, kind))


def _enumeration(values: Sequence[Value]) -> dict[str, Any]:
    """The keyword that lists the different values, the most frequent first; nothing if there are many."""
    counts = Counter(value for value in values if not isinstance(value, bool))
    return {"enum": [value for value, _ in counts.most_common()]} if len(counts) <= _MOST_VALUES else {}


def _are_days(values: Iterable[Value]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return sum(map(_is_day, texts)) >= _NEARLY_ALL * len(texts)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
