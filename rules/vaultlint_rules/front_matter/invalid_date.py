from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from vaultlint import Example, Fix, MomentFormat, Note, Problem, Property, Rule, Severity, Site, Value, Vault
from vaultlint_rules.date_readings import only_reading

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

_CONTROLS = {"\t": "a tab", "\n": "a line break"}
_UNREAL = "is not a real date"


@dataclass(frozen=True, kw_only=True)
class InvalidDate(Rule):
    """A `date` that is not a real date.

    Publishers sort notes by date. A date that they cannot read puts a note in the wrong place, or
    fails the build. Dates and times in ISO 8601 are valid: `2024-05-01`, `2024-05-01T10:30`,
    `2024-05-01 10:30:00 +02:00`. Tools disagree about other formats: `1.2.2024` may be in January or
    in February. A day, time or time zone that does not exist is reported, and so is an invisible
    character or an unusual space, such as a no-break space. As in ISO 8601, 24:00 is the end of a day.

    Where the [site](../sites.md) is known, and its way of reading dates, a date that it does not read is
    reported, and one that it reads is not, in whatever form. Where no site is known, a date that Obsidian
    reads and Eleventy, Hugo or Quartz does not is an info; `site = "obsidian"` in the configuration says
    that nothing publishes the notes.

    - `properties`: the properties that contain dates, as in `["date", "created"]`. A note does not
      have to have them.
    - `loose-properties`: properties that may also be empty or contain something else. Only a date or time
      that does not exist is reported, such as 2023-02-30.
    - `formats`: other formats that your vault uses, in the notation of Obsidian's daily notes
      (Moment), as in `["DD.MM.YYYY"]`.
    - `strict`: also report ISO 8601 dates that Obsidian reads, but Hugo, Jekyll or Eleventy does not:
      without seconds (`2024-05-01T10:30`), with a space before the time zone, with 24:00, a comma, a
      `t` or a `z`, and, in quotes, with a space instead of the `T`. All of them read `2024-05-01`
      and `2024-05-01T10:30:00+02:00`, with or without quotes.
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
            "day.md:2:7: error: `date` is not a real date: 2023-02-30 [invalid-date]",
            "form.md:2:7: error: `date` is not in a known format: 1.5.2024 (use YYYY-MM-DD) [invalid-date]",
            "list.md:2:7: error: `date` is a list: write a single date, such as 2024-01-31 [invalid-date]",
        ),
    )

    fixes = ("unsafe",)

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("date",)
    loose_properties: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    strict: bool = False

    def __post_init__(self) -> None:
        _ = self._formats

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.front_matter_broken:
            return
        for name, is_loose in self._names:
            if (found := note.get(name)) is None:
                continue
            site = vault.site.publishing(note)
            if wrong := self._fault_of(found, site, is_loose=is_loose):
                yield self._problem(note, found, wrong, vault)
            elif not is_loose and (readers := self._who_misreads(found, site)):
                problem = self._problem(note, found, _misread(found, readers), vault)
                folded = f"dates in {{notes}} are not read as dates by {_any(readers)}"
                yield problem if site.is_known else replace(problem, severity=Severity.INFO, folded=folded)

    def _problem(self, note: Note, found: Property, wrong: str, vault: Vault) -> Problem:
        return self.problem(
            note.path,
            found.value_span,
            f"`{found.name}` {wrong}",
            data={"property": found.name, "value": found.value},
            causes=(found.name.lower(),),
            fix=self._fix(note, found, vault),
        )

    def _fault_of(self, found: Property, site: Site, *, is_loose: bool) -> str | None:
        if is_loose:
            return _unreal(found.value, self._formats)
        wrong = _wrong(found.value, self._formats)
        if wrong:
            return None if site.reads_as_date(found.value) and not _unreal(found.value, self._formats) else wrong
        return _lax(found, self._formats) if self.strict else None

    def _who_misreads(self, found: Property, site: Site) -> tuple[str, ...]:
        """Who does not read a date that is one in Obsidian; nobody can be blamed for forms that are configured."""
        text = _text(found.value)
        if not _ISO.fullmatch(text) or any(known.is_date(text) for known in self._formats):
            return ()
        return site.misreads_date(text, is_quoted=_is_quoted(found))

    def _fix(self, note: Note, found: Property, vault: Vault) -> Fix | None:
        """The only date that a value can mean, in ISO 8601."""
        value = found.value[0] if isinstance(found.value, list) and len(found.value) == 1 else found.value
        is_single = isinstance(value, str | int) and not isinstance(value, bool)
        meant = only_reading(str(value)) if is_single else None
        if meant is None or _wrong(meant, self._formats) or (self.strict and not _STRICT.fullmatch(meant)):
            return None
        edit = vault.value_edit(note, found, meant)
        return Fix.unsafe(f"Write `{found.name}: {meant}`", edit) if edit else None

    @cached_property
    def _names(self) -> tuple[tuple[str, bool], ...]:
        """The names of the properties, and whether each is a loose one."""
        strict = {name.lower() for name in self.properties}
        loose = (name for name in self.loose_properties if name.lower() not in strict)
        return (*((name, False) for name in self.properties), *((name, True) for name in loose))

    @cached_property
    def _formats(self) -> list[MomentFormat]:
        return [MomentFormat(text) for text in self.formats]


def _wrong(value: Value, formats: list[MomentFormat]) -> str | None:
    match value:
        case None | "":
            return "is empty: write a date, such as 2024-01-31"
        case list():
            return "is a list: write a single date, such as 2024-01-31"
        case dict():
            return "is a mapping: write a single date, such as 2024-01-31"
    text = _text(value)
    if _is_date(text, formats):
        return None
    return _unreal(value, formats) or _unknown(text)


def _is_date(text: str, formats: list[MomentFormat]) -> bool:
    iso = _ISO.fullmatch(text)
    return (iso is not None and not _unreal_part(*iso.groups())) or any(known.is_date(text) for known in formats)


def _unreal(value: Value, formats: list[MomentFormat]) -> str | None:
    """What is wrong with a value that looks like a date and is not a real one; None for all other values."""
    text = "" if value is None or isinstance(value, list | dict) else _text(value)
    if _is_date(text, formats):
        return None
    iso = _ISO.fullmatch(text)
    wrong = _unreal_part(*iso.groups()) if iso else _UNREAL if any(known.fits(text) for known in formats) else None
    return f"{wrong}: {text}" if wrong else None


def _unknown(text: str) -> str:
    place = next((index for index, character in enumerate(text) if not character.isprintable()), None)
    if place is None:
        return f"is not in a known format: {text} (use YYYY-MM-DD)"
    character = text[place]
    code = f"U+{ord(character):04X}"
    is_separator = character.isspace() and not any(each.isspace() for each in text[place - 1 : place + 2 : 2])
    if not (is_separator and 0 < place < len(text) - 1):
        return f"contains {_CONTROLS.get(character, f'an invisible character, {code}')}: delete it"
    if character in _CONTROLS:
        return f"contains {_CONTROLS[character]}: replace it with a space"
    return f"contains an unusual space: replace {code} with a space"


def _text(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.strip(" \t\r\n")


def _unreal_part(day: str, clock: str | None, zone: str | None) -> str | None:
    """What is wrong with a date that has a known form; None for a real one."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return _UNREAL
    if clock and not _CLOCK.fullmatch(clock):
        return "has an invalid time of day"
    return "has an invalid time zone" if zone and not _ZONE.fullmatch(zone) else None


def _is_quoted(found: Property) -> bool:
    span = found.value_span
    return span.end_line > span.line or span.end_column - span.column > len(_text(found.value))


def _misread(found: Property, readers: tuple[str, ...]) -> str:
    text = _text(found.value)
    meant = only_reading(text)
    advice = f" (use {meant})" if meant and _STRICT.fullmatch(meant) else ""
    return f"is not read as a date by {_any(readers)}: {text}{advice}"


def _any(readers: tuple[str, ...]) -> str:
    *most, last = readers
    return f"{', '.join(most)} or {last}" if most else last


def _lax(found: Property, formats: list[MomentFormat]) -> str | None:
    """What is wrong about a date that Obsidian reads and some publishers do not."""
    text = _text(found.value)
    form = _STRICT if _is_quoted(found) else _STRICT_UNQUOTED
    if form.fullmatch(text) or any(known.is_date(text) for known in formats):
        return None
    return f"is not understood by every publisher: {text} (use a form such as 2024-01-31T10:30:00+02:00)"
