from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Property, Rule, Severity, Value, Vault


@dataclass(frozen=True, kw_only=True)
class InvalidTitle(Rule):
    """`title` is empty or not text.

    Publishers print the title above the note and in lists of notes. A number, `true` or a list is
    not text to them: they print something odd or fail. Put the title in quotes, as in
    `title: "1984"`; a day such as `2024-05-01` is text without them. Fill an empty title in, or
    remove the property.
    """

    name = "invalid-title"
    good = Example({"note.md": '---\ntitle: "1984"\n---\n'})
    bad = Example(
        {"note.md": "---\ntitle: 1984\n---\n", "other.md": "---\ntitle:\n---\n"},
        expected=(
            'note.md:2:8: error: title is a number: put it in quotes, "1984" [invalid-title]',
            "other.md:2:7: error: title is empty [invalid-title]",
        ),
    )

    severity: Severity = Severity.ERROR

    def check(self, vault: Vault) -> Iterator[Problem]:
        for note in vault.notes.values():
            wrong = _wrong(note.value("title")) if note.has("title") and not note.front_matter_broken else None
            if wrong and (title := note.get("title")):
                message = f"{wrong}{_in_quotes(title)}"
                yield self.problem(note.path, title.value_span, message, data={"value": title.value}, causes=("title",))


def _in_quotes(title: Property) -> str:
    """The value in quotes, if it stands so in the note: the value of `007` is 7."""
    line, column, end_line, end_column = title.value_span
    text = str(title.value).lower() if isinstance(title.value, bool) else str(title.value)
    is_whole = line == end_line and end_column - column == len(text)
    return f', "{text}"' if isinstance(title.value, int | float) and is_whole else ""


def _wrong(title: Value) -> str | None:
    match title:
        case str():
            return None if title.strip() else "title is empty"
        case None:
            return "title is empty"
        case bool():
            return "title is true or false: put it in quotes"
        case int() | float():
            return "title is a number: put it in quotes"
        case list():
            return "title is a list: write one text"
    return "title is a group of properties: write one text"
