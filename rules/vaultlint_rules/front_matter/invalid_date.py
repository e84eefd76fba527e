from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vaultlint import Example, MomentFormat, Problem, Property, Rule, Severity, Value, Vault

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(?:[Tt](?!.* )| )(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(?: ?([Zz]|[-+]\d\d(?::?\d\d)?))?)?",
    re.ASCII,
)
"""A day, a time of day and a zone, real or not; after a `T` nobody reads a space before the zone."""

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\D\d+)?)?|24:00(?::00(?:\D0+)?)?")
_ZONE = re.compile(r"[Zz]|[-+](?:[01]\d|2[0-3])(?::?[0-5]\d)?")
_STRICT_DAY, _STRICT_CLOCK = r"\d{4}-\d\d-\d\d", r"(?!24)\d\d:\d\d:\d\d(?:\.\d+)?"
_STRICT = re.compile(rf"{_STRICT_DAY}(?:T{_STRICT_CLOCK}(?:Z|[-+]\d\d:?\d\d)?)?")
_STRICT_UNQUOTED = re.compile(rf"{_STRICT.pattern}|{_STRICT_DAY} {_STRICT_CLOCK}(?:Z|[-+]\d\d:\d\d)?")


@dataclass(frozen=True, kw_only=True)
class InvalidDate(Rule):
    """`date` is no real day.

    Publishers sort notes by date. One that they cannot read gives a wrong day, or no page at all.
    An ISO 8601 day or date with time is a date: `2024-05-01`, `2024-05-01T10:30`,
    `2024-05-01 10:30:00 +02:00`. Other notations are read differently by every tool: `1.2.2024`
    is in January or in February. A day, a time of day or a time zone that does not exist is
    wrong, and so is an invisible character, such as a no-break space. As in ISO 8601, 24:00 is
    the end of a day.

    - `properties`: those that hold dates, as in `["date", "created"]`. A note may lack them.
    - `formats`: other notations that your vault uses, in the letters of Obsidian's daily notes
      (Moment's), as in `["DD.MM.YYYY"]`.
    - `strict`: whether to report ISO 8601 dates that Obsidian reads, but not each of Hugo, Jekyll
      and Eleventy: without seconds (`2024-05-01T10:30`), with a space before the zone, with 24:00,
      a comma, a `t` or a `z`, and in quotes those with a space instead of the `T`. All of them
      read `2024-05-01` and `2024-05-01T10:30:00+02:00`.
    """

    name = "invalid-date"
    good = Example({"note.md": "---\ndate: 2024-02-29\n---\n"})
    bad = Example(
        {
            "day.md": "---\ndate: 2023-02-30\n---\n",
            "form.md": "---\ndate: 1.5.2024\n---\n",
            "list.md": "---\ndate: [2024-05-01]\n---\n",
        },
        expected=(
            'day.md:2:7: error: date "2023-02-30" is no real day [invalid-date]',
            'form.md:2:7: error: date "1.5.2024" is not in a known format: write it as in 2024-01-31 [invalid-date]',
            "list.md:2:7: error: date is a list: write one day, as in 2024-01-31 [invalid-date]",
        ),
    )

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("date",)
    formats: tuple[str, ...] = ()
    strict: bool = False

    def __post_init__(self) -> None:
        self._formats()

    def check(self, vault: Vault) -> Iterator[Problem]:
        formats = self._formats()
        for note in vault.notes.values():
            if note.front_matter_broken:
                continue
            for name in self.properties:
                if not note.has(name):
                    continue
                wrong = _wrong(note.value(name), formats)
                if (wrong or self.strict) and (found := note.get(name)) and (wrong := wrong or _lax(found, formats)):
                    yield self.problem(
                        note.path,
                        found.value_span,
                        f"{found.name} {wrong}",
                        data={"property": found.name, "value": found.value},
                        causes=(name,),
                    )

    def _formats(self) -> list[MomentFormat]:
        return [MomentFormat(text) for text in self.formats]


def _wrong(value: Value, formats: list[MomentFormat]) -> str | None:
    match value:
        case None | "":
            return "is empty: write a day, as in 2024-01-31"
        case list():
            return "is a list: write one day, as in 2024-01-31"
        case dict():
            return "is a group of properties: write one day, as in 2024-01-31"
    text = _text(value)
    iso = _ISO.fullmatch(text)
    unreal = _unreal_part(*iso.groups()) if iso else "day" if any(known.fits(text) for known in formats) else None
    if (iso and not unreal) or any(known.is_date(text) for known in formats):
        return None
    return f'"{text}" is no real {unreal}' if unreal else _unknown(text)


def _unknown(text: str) -> str:
    hidden = next((letter for letter in text if not letter.isprintable()), None)
    if hidden is None:
        return f'"{text}" is not in a known format: write it as in 2024-01-31'
    visible = "".join(letter if letter.isprintable() else " " * letter.isspace() for letter in text).strip()
    return f'"{visible}" has an invisible character in it, U+{ord(hidden):04X}: delete it'


def _text(value: Value) -> str:
    return str(value).strip(" \t\r\n")


def _unreal_part(day: str, clock: str | None, zone: str | None) -> str | None:
    """The part of a date with time that does not exist."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return "day"
    if clock and not _CLOCK.fullmatch(clock):
        return "time of day"
    return "time zone" if zone and not _ZONE.fullmatch(zone) else None


def _lax(found: Property, formats: list[MomentFormat]) -> str | None:
    """What is wrong about a date that Obsidian reads and some publishers do not."""
    text, span = _text(found.value), found.value_span
    is_quoted = span.end_line > span.line or span.end_column - span.column > len(text)
    form = _STRICT if is_quoted else _STRICT_UNQUOTED
    if form.fullmatch(text) or any(known.is_date(text) for known in formats):
        return None
    return f'"{text}" is not read by every publisher: write it as in 2024-01-31T10:30:00+02:00'
