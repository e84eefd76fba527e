from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vaultlint import Example, Fix, Note, Problem, Property, Rule, Value, Vault
from vaultlint_rules.value_texts import kind_of, shown, unquoted

_PLACEHOLDER = re.compile(r"\{\{|<%")
"""What a template leaves to be filled in."""

_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class PropertyType(Rule):
    """A value that is not of the type that Obsidian has for its property.

    In Obsidian a property has one type in the whole vault: Text, List, Number, Checkbox, Date, or Date &
    time. If a value is of another type, Obsidian shows a warning beside it, and Bases and Dataview sort
    and compare it differently: the text `"8"` comes after the number 10.

    The types are those in `.obsidian/types.json`, where Obsidian keeps them, and `types` in the
    configuration, which take precedence, as in `types = {rating = "number"}`. They are `text`, `multitext`
    (a list), `number`, `checkbox`, `date`, `datetime`, `tags` and `aliases`. A property without a type is
    not checked, and neither is one with a type of a plugin.

    - An empty property fits every type, and a single text is a list.
    - A date is any text that may be one, since Obsidian reads many formats; `invalid-date` is stricter.
    - The tags themselves are checked by `invalid-tag`.

    If the value is only in quotes by mistake, as in `rating: "8"`, the fix removes them.
    """

    name = "property-type"
    good = Example(
        {
            ".obsidian/types.json": '{"types": {"rating": "number", "due": "date", "genre": "multitext"}}',
            "note.md": "---\nrating: 8\ndue: 2024-05-01\ngenre: [tea, history]\n---\n",
        }
    )
    bad = Example(
        {
            ".obsidian/types.json": '{"types": {"rating": "number", "done": "checkbox", "due": "date"}}',
            "a.md": '---\nrating: "8"\ndone: yes\n---\n',
            "b.md": "---\ndue: tomorrow\n---\n",
        },
        expected=(
            (
                'a.md:2:9: warning: `rating` is a number in this vault, but "8" is a string:'
                " remove the quotes [property-type]"
            ),
            (
                'a.md:3:7: warning: `done` is a checkbox in this vault, but "yes" is a string:'
                " write true or false [property-type]"
            ),
            (
                'b.md:2:6: warning: `due` is a date in this vault, but "tomorrow" is not:'
                " write a date, such as 2024-01-31 [property-type]"
            ),
        ),
    )
    is_default = False
    fixes = ("unsafe",)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        types = vault.settings.property_types
        if not types or note.front_matter_broken:
            return
        for found in note.properties:
            kind = types.get(found.name.lower())
            if kind and (fault := _fault_of(found.value, kind)):
                yield self.problem(
                    note.path,
                    found.value_span,
                    f"`{found.name}` is {_IN_WORDS[kind]} in this vault, but {fault}",
                    data={"property": found.name, "value": found.value, "type": kind},
                    causes=(found.name.lower(),),
                    fix=_fix(note, found, kind, vault),
                )


_IN_WORDS = {
    "text": "text",
    "multitext": "a list",
    "number": "a number",
    "checkbox": "a checkbox",
    "date": "a date",
    "datetime": "a date and time",
    "tags": "a list of tags",
    "aliases": "a list of aliases",
}


def _fault_of(value: Value, kind: str) -> str | None:
    """What is wrong with a value of a type, in words; None for nothing."""
    return None if value is None or _is_placeholder(value) else _FAULTS[kind](value)


def _is_placeholder(value: Value) -> bool:
    """Whether a template leaves a value to be filled in; YAML reads `{{title}}` as a mapping in a mapping."""
    texts = [value] if isinstance(value, str) else [f"{{{name}}}" for name in value] if isinstance(value, dict) else []
    return any(map(_PLACEHOLDER.search, texts))


def _fault_of_text(value: Value) -> str | None:
    if isinstance(value, str):
        return None
    advice = "write a single text" if isinstance(value, list | dict) else "put it in quotes"
    return f"{_described(value)}: {advice}"


def _fault_of_list(value: Value) -> str | None:
    if isinstance(value, list):
        if _is_unquoted_link(value) or not any(isinstance(item, list | dict) for item in value):
            return None
        return "its items are not all single values: write a flat list"
    return None if isinstance(value, str) else f"{_described(value)}: write a list"


def _fault_of_tags(value: Value) -> str | None:
    return f"{_described(value)}: write a list of tags" if isinstance(value, bool | dict) else None


def _fault_of_number(value: Value) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None
    return f"{_described(value)}: {_advice(value, 'number')}"


def _fault_of_checkbox(value: Value) -> str | None:
    return None if isinstance(value, bool) else f"{_described(value)}: {_advice(value, 'checkbox')}"


def _fault_of_date(value: Value) -> str | None:
    if isinstance(value, bool | list | dict):
        return f"{_described(value)}: write a single date, such as 2024-01-31"
    text = str(value).strip()
    if not text:
        return None  # what Obsidian leaves when a date is cleared
    if day := _ISO_DAY.match(text):
        return None if _is_real(day[1]) else f"{text} is not a real date"
    may_be_date = any(map(str.isdigit, text)) and (isinstance(value, str) or len(text) in {4, 8})
    return None if may_be_date else f"{shown(value)} is not: write a date, such as 2024-01-31"


_FAULTS: Mapping[str, Callable[[Value], str | None]] = {
    "text": _fault_of_text,
    "multitext": _fault_of_list,
    "number": _fault_of_number,
    "checkbox": _fault_of_checkbox,
    "date": _fault_of_date,
    "datetime": _fault_of_date,
    "tags": _fault_of_tags,
    "aliases": _fault_of_list,
}


def _described(value: Value) -> str:
    if isinstance(value, list | dict):
        return f"its value is {kind_of(value)}"
    return "it is an empty string" if value == "" else f"{shown(value)} is {kind_of(value)}"


def _advice(value: Value, kind: str) -> str:
    """How to write a value that is not a number, or not a boolean."""
    if _meant(value, kind) is not None:
        return "remove the quotes"
    return "write a number, or leave it empty" if kind == "number" else "write true or false"


def _meant(value: Value, kind: str) -> bool | int | float | None:
    """The number or boolean that a string is without its quotes; None if that is not certain."""
    found = unquoted(value) if isinstance(value, str) else None
    return found if found is not None and isinstance(found, bool) == (kind == "checkbox") else None


def _fix(note: Note, found: Property, kind: str, vault: Vault) -> Fix | None:
    """The value without its quotes; unsafe, since a query may compare it as text."""
    meant = _meant(found.value, kind) if kind in {"number", "checkbox"} else None
    edit = vault.value_edit(note, found, meant) if meant is not None else None
    return Fix.unsafe(f"Write `{found.name}: {found.value}`", edit) if edit else None


def _is_unquoted_link(value: list[Value]) -> bool:
    """Whether a list is what YAML makes of `[[Note]]`, which is a mistake of another kind."""
    return all(isinstance(item, list) and len(item) == 1 and isinstance(item[0], str) for item in value)


def _is_real(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
