from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from vaultlint import Example, MomentFormat, Problem, Rule, Severity, Value, Vault

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?(?: ?(?:[Zz]|[-+]\d{2}(?::?\d{2})?))?)?",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class InvalidDate(Rule):
    """`date` is no real day.

    Publishers sort notes by date. One that they cannot read gives a wrong day, or no page at all.
    An ISO 8601 day or date with time is a date: `2024-05-01`, `2024-05-01T10:30`,
    `2024-05-01 10:30:00 +02:00`. Other notations are read differently by every tool: `1.2.2024`
    is in January or in February.

    - `properties`: those that hold dates, as in `["date", "created"]`. A note may lack them.
    - `formats`: other notations that your vault uses, in the letters of Obsidian's daily notes
      (Moment's), as in `["DD.MM.YYYY"]`.
    """

    name = "invalid-date"
    good = Example({"note.md": "---\ndate: 2024-02-29\n---\n"})
    bad = Example(
        {
            "day.md": "---\ndate: 2023-02-30\n---\n",
            "form.md": "---\ndate: 1.5.2024\n---\n",
            "list.md": "---\ndate: [2024-05-01]\n---\n",
        },
        says=(
            'day.md:2:7: error: date "2023-02-30" is no real day [invalid-date]',
            'form.md:2:7: error: date "1.5.2024" is not in a known format: write it as in 2024-01-31 [invalid-date]',
            "list.md:2:7: error: date is a list: write one day, as in 2024-01-31 [invalid-date]",
        ),
    )

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("date",)
    formats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._formats()

    def check(self, vault: Vault) -> Iterator[Problem]:
        formats = self._formats()
        for note in vault.notes.values():
            if note.front_matter_broken:
                continue
            for name in self.properties:
                wrong = _wrong(note.value(name), formats) if note.has(name) else None
                if wrong and (found := note.get(name)):
                    yield self.problem(
                        note.path,
                        found.value_span,
                        f"{found.name} {wrong}",
                        causes=(name,),
                        property=found.name,
                        value=found.value,
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
    text = str(value).strip()
    iso = _ISO.fullmatch(text)
    if (iso and _is_real(iso)) or any(known.is_date(text) for known in formats):
        return None
    if iso or any(known.fits(text) for known in formats):
        return f'"{text}" is no real {"time of day" if iso and _is_real_day(iso[1]) else "day"}'
    return f'"{text}" is not in a known format: write it as in 2024-01-31'


def _is_real_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_real(iso: re.Match[str]) -> bool:
    day, clock, seconds = iso.groups()
    try:
        datetime.fromisoformat(f"{day}T{clock or '00:00'}{seconds or ''}")
    except ValueError:
        return False
    return True
