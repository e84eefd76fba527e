from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vaultlint import Example, Fix, Note, Problem, Property, Rule, Severity, Value, Vault

_YAML_DATE = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?", re.ASCII
)


@dataclass(frozen=True, kw_only=True)
class InvalidTitle(Rule):
    """A `title` that is empty or not a string.

    Publishers show the title above the note and in lists of notes. If it is a number, a boolean or a
    list, they print something odd or fail. Put it in quotes, as in `title: "1984"`; a date such as
    `2024-05-01` is a string without quotes to Obsidian, but a date to Eleventy and Astro, which is an info
    as long as no [site](../sites.md) is known. If the title is empty, fill it in or remove the property.
    Numbers are titles where the site is Quartz, Hugo or MkDocs, which print them.
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
        if title is None or note.front_matter_broken:
            return
        site = vault.site.publishing(note)
        if _is_wrong(title.value) and not (site.prints_numbers and _is_plain_number(title)):
            yield self._problem(note, title, f"`title` is {_describe(title)}", vault)
        elif (readers := site.misreads_date_as_title) and _looks_like_date(title):
            message = f'`title` is a date to {" and ".join(readers)}: write "{title.value}"'
            problem = self._problem(note, title, message, vault)
            folded = f"titles in {{notes}} are dates to {' and '.join(readers)}: put them in quotes"
            yield problem if site.is_known else replace(problem, severity=Severity.INFO, folded=folded)

    def _problem(self, note: Note, title: Property, message: str, vault: Vault) -> Problem:
        return self.problem(
            note.path,
            title.value_span,
            message,
            data={"value": title.value},
            causes=("title",),
            fix=_fix(note, title, vault),
        )


def _is_wrong(title: Value) -> bool:
    return not (isinstance(title, str) and title.strip())


def _is_plain_number(title: Property) -> bool:
    """Whether a title is a number in the form in which it is printed, unlike `007`."""
    is_number = isinstance(title.value, int | float) and not isinstance(title.value, bool)
    return is_number and _is_written_as(title, str(title.value))


def _looks_like_date(title: Property) -> bool:
    """Whether YAML 1.1 makes a date of a title, which is one without quotes."""
    text = title.value if isinstance(title.value, str) else ""
    return _YAML_DATE.fullmatch(text) is not None and _is_written_as(title, text)


def _fix(note: Note, title: Property, vault: Vault) -> Fix | None:
    """The number or boolean in quotes, as it is written; unsafe, since queries tell a number from a string."""
    is_date = _looks_like_date(title)
    text = vault.text_at(note, title.value_span) if is_date or isinstance(title.value, bool | int | float) else None
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
    return f'write "{text}"' if _is_written_as(title, text) else "put it in quotes"


def _is_written_as(title: Property, text: str) -> bool:
    line, column, end_line, end_column = title.value_span
    return line == end_line and end_column - column == len(text)
