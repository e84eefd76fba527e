"""Write the value of a property in place of another, in the quotes that its author used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from vaultlint.model import Property, TextEdit, Value
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.property_writer import flow_item
from vaultlint.parse.yaml_faults.proposals import quote

NewValue: TypeAlias = "str | float | Sequence[str]"
"""What may be written in place of a value; a list is written in brackets."""


def replace_value(text: str, found: Property, value: NewValue) -> TextEdit | None:
    """Return what makes a string, number, boolean or list of strings the value of a property, given the note's text.

    None where the property would not have that value then, or another property would have another one, and for a value
    that is written on several lines.
    """
    line, _, end_line, _ = found.value_span
    if line != end_line:
        return None
    lines = LineIndex(text)
    start, end = lines.offset(*found.value_span[:2]), lines.offset(*found.value_span[2:])
    before = " " if start == end and text[start - 1 : start] == ":" else ""
    new: Value = value if isinstance(value, str | int | float) else list(value)
    wanted = [
        (each.name, new if each.name == found.name else each.value) for each in read_front_matter(text).properties
    ]
    for source in _sources(value, text[start:end]):
        front = read_front_matter(f"{text[:start]}{before}{source}{text[end:]}")
        if not front.broken and _is_same([(each.name, each.value) for each in front.properties], wanted):
            return TextEdit(found.value_span, before + source)
    return None


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
