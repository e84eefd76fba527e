"""Write the value of a property in place of another, in the quotes that its author used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from vaultlint.model import Property, TextEdit, Value
from vaultlint.parse.front_matter import ValuePath, read_front_matter, value_spans
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.property_writer import flow_item
from vaultlint.parse.yaml_faults.proposals import quote

NewValue: TypeAlias = "str | float | Sequence[str]"
"""What may be written in place of a value; a list is written in brackets."""


def replace_value(text: str, found: Property, value: NewValue, within: ValuePath = ()) -> TextEdit | None:
    """Return what makes a string, number, boolean or list of strings the value of a property, given the note's text.

    `within` is the path from the property to a value in its lists and mappings, which then changes alone. None where
    the property would not have that value then, or another property would have another one, and for a value that is
    written on several lines.
    """
    span = value_spans(text).get((found.name, *within)) if within else found.value_span
    if span is None or span.line != span.end_line:
        return None
    lines = LineIndex(text)
    start, end = lines.offset(*span[:2]), lines.offset(*span[2:])
    before = " " if start == end and text[start - 1 : start] == ":" else ""
    new: Value = value if isinstance(value, str | int | float) else list(value)
    wanted = [
        (each.name, _changed(each.value, within, new) if each.name == found.name else each.value)
        for each in read_front_matter(text).properties
    ]
    for source in _sources(value, text[start:end]):
        front = read_front_matter(f"{text[:start]}{before}{source}{text[end:]}")
        if not front.broken and _is_same([(each.name, each.value) for each in front.properties], wanted):
            return TextEdit(span, before + source)
    return None


def _changed(value: Value, within: ValuePath, new: Value) -> Value:
    """A value in which the one at a path is another."""
    if not within:
        return new
    first, rest = within[0], within[1:]
    if isinstance(value, list):
        return [_changed(each, rest, new) if position == first else each for position, each in enumerate(value)]
    if isinstance(value, dict):
        return {name: _changed(each, rest, new) if name == first else each for name, each in value.items()}
    return value


def _sources(value: NewValue, old: str) -> Iterator[str]:
    """What may be written for a value, the form of the old source first."""
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, str):
        if old[:1] == "'":
            yield "'" + value.replace("'", "''") + "'"
        if old[:1] not in {"'", '"'}:
            yield value
        yield quote(value)
    elif isinstance(value, int | float):
        yield str(value)
    else:
        yield f"[{', '.join(map(flow_item, value))}]"


def _is_same(one: list[tuple[str, Value]], other: list[tuple[str, Value]]) -> bool:
    """Whether properties have the same names and values; True is not 1."""
    return one == other and all(type(a[1]) is type(b[1]) for a, b in zip(one, other, strict=True))
