from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Fix, Note, Problem, Property, Rule, Severity, Value, Vault


@dataclass(frozen=True, kw_only=True)
class InvalidTitle(Rule):
    """A `title` that is empty or not a string.

    Publishers show the title above the note and in lists of notes. If it is a number, a boolean or a
    list, they print something odd or fail. Put it in quotes, as in `title: "1984"`; a date such as
    `2024-05-01` is a string without quotes. If the title is empty, fill it in or remove the property.
    """

    name = "invalid-title"
    good = Example({"note.md": '---\ntitle: "1984"\n---\n'})
    bad = Example(
        {"note.md": "---\ntitle: 1984\n---\n", "other.md": "---\ntitle:\n---\n"},
        expected=(
            'note.md:2:8: error: `title` is a number, not a string: write "1984" [invalid-title]',
            "other.md:2:7: error: `title` is empty: fill it in or remove it [invalid-title]",
        ),
    )

    fixes = ("unsafe",)

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        title = note.get("title")
        if title and _is_wrong(title.value) and not note.front_matter_broken:
            message = f"`title` is {_describe(title)}"
            yield self.problem(
                note.path,
                title.value_span,
                message,
                data={"value": title.value},
                causes=("title",),
                fix=_fix(note, title, vault),
            )


def _is_wrong(title: Value) -> bool:
    return not (isinstance(title, str) and title.strip())


def _fix(note: Note, title: Property, vault: Vault) -> Fix | None:
    """The number or boolean in quotes, as it is written; unsafe, since queries tell a number from a string."""
    text = vault.text_at(note, title.value_span) if isinstance(title.value, bool | int | float) else None
    edit = vault.value_edit(note, title, text) if text else None
    return Fix.unsafe(f"Write `{title.name}: {edit.text}`", edit) if edit else None


def _describe(title: Property) -> str:
    match title.value:
        case None | str():
            return "empty: fill it in or remove it"
        case bool():
            return f"a boolean, not a string: {_quote(title, str(title.value).lower())}"
        case int() | float():
            return f"a number, not a string: {_quote(title, str(title.value))}"
        case list():
            return "a list, not a string: write a single title"
    return "a mapping, not a string: write a single title"


def _quote(title: Property, text: str) -> str:
    """What to write, if the value is written in the note as Python prints it: the value of `007` is 7."""
    line, column, end_line, end_column = title.value_span
    is_whole = line == end_line and end_column - column == len(text)
    return f'write "{text}"' if is_whole else "put it in quotes"
