"""Which properties the notes of a vault have, and where folders differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultlint.init.survey.folders import ENOUGH, Folder
from vaultlint.model import Note
from vaultlint.parse import SUPPRESSION_PROPERTY

COMMON = 0.9
"""The share of notes from which on a property is a habit, and a note without it a slip."""

MOST_NAMES = 8
"""How many properties people write by hand; notes with more were written by a program."""

_RULE = 0.95
"""The share from which on a folder has a property of its own."""

_INSTEAD = 3
"""From how many notes on another name is a habit, not a slip."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": (
        "date", "created", "createdat", "createdon", "createddate", "createddatetime", "createdtime", "createtime",
        "creationdate", "creationtime", "datecreated", "dateadded", "published", "publishedat", "publishdate",
        "publisheddate", "datepublished", "pubdate",
    ),
    "draft": ("draft", "isdraft", "publish", "dgpublish", "ispublic", "public"),
}  # fmt: skip
"""Properties that say the same, in the order of preference, as `family_of` compares them."""

_FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names}
_PLACES = {name: place for names in FAMILIES.values() for place, name in enumerate(names)}


class Habit(NamedTuple):
    """The properties that the notes of a folder have (`""` is the vault), and how many notes lack each.

    `synonyms` names, for some of them, other properties that notes have instead.
    """

    folder: str
    notes: int
    lacking: Mapping[str, int]
    synonyms: Mapping[str, tuple[str, ...]]


class Usage(NamedTuple):
    """`shares`: the properties that are used most, with the number of notes that have them."""

    shares: tuple[tuple[str, int], ...]
    habits: tuple[Habit, ...]


def family_of(name: str) -> str | None:
    """Which of title, date and draft a property is another name for."""
    return _FAMILY_OF.get(_plain(name))


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.lower())


def count_names(notes: Iterable[Note]) -> Counter[str]:
    """How many notes have a property, by its name as written; names that are not telling are left out."""
    return Counter(found.name for note in notes for found in note.properties if is_telling(found.name))


def is_telling(name: str) -> bool:
    """Whether the name is one that someone could type, and not that of the property that is for vaultlint."""
    return name.isprintable() and name != SUPPRESSION_PROPERTY


def survey_properties(vault: Folder) -> Usage:
    """What is used in the whole vault; its habits, the whole vault's first, then those of folders that differ."""
    names = _Names(vault.notes)
    counts = names.count(vault)
    whole = _largest(names.shared(vault), counts)
    habits = [names.habit(vault, whole), *_differing(vault, whole, names)]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Usage(tuple((names.shown[column], count) for column, count in ranked), tuple(habits))


def _differing(folder: Folder, expected: set[str], names: _Names) -> Iterator[Habit]:
    for each in folder.folders:
        counts = names.count(each)
        kept = {column for column in expected if names.habitat(each, column).notes}
        own = kept | _own(each, names, counts) if "/" not in each.path else kept
        if own != expected:
            yield names.habit(each, own)
        yield from _differing(each, own, names)


def _own(folder: Folder, names: _Names, counts: Mapping[str, int]) -> set[str]:
    """The columns of a folder's notes without regard to the folders in it, if people filled them in."""
    found = {column for column in names.shared(folder) if counts[column] >= _RULE * len(folder.notes)}
    return found if len(found) <= MOST_NAMES else set()


class _Habitat(NamedTuple):
    """How many notes have a property, of how many."""

    having: int
    notes: int

    @property
    def is_lacking(self) -> bool:
        """Whether so many notes lack the property that it is no slip."""
        return self.notes - self.having >= ENOUGH and self.having < COMMON * self.notes


_NOWHERE = _Habitat(0, 0)


def _largest(columns: set[str], counts: Mapping[str, int]) -> set[str]:
    ranked = sorted(columns, key=lambda column: (column not in FAMILIES, -counts[column], column))
    return set(ranked[:MOST_NAMES])


class _Names:
    """The names in use. A column is a family, or the lower-case name of a property that has none."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._held: dict[str, dict[str, set[str]]] = {note.path: _columns(note) for note in notes}
        spellings = count_names(notes)
        by_column: dict[str, list[str]] = {}
        for name in spellings:
            by_column.setdefault(_column(name), []).append(name)
        self.shown = {
            column: min(members, key=lambda name: (-spellings[name], _PLACES.get(_plain(name), 0), name))
            for column, members in by_column.items()
        }
        self._instead = {column: self._others(column) for column in by_column if column in FAMILIES}

    def count(self, folder: Folder) -> Counter[str]:
        """How many of the folder's notes hold each column."""
        if folder.path not in self._counts:
            self._counts[folder.path] = Counter(column for note in folder.notes for column in self._held[note.path])
        return self._counts[folder.path]

    def shared(self, folder: Folder) -> set[str]:
        """The columns of nearly all notes, those folders aside in which they are not used."""
        return {column for column in self.count(folder) if self._is_shared(folder, column)}

    def _is_shared(self, folder: Folder, column: str) -> bool:
        having, notes = self._without_strangers(folder, column)
        strangers = sum(not self.habitat(each, column).notes for each in folder.folders)
        is_usual = notes * 2 > len(folder.notes) and strangers <= max(1, len(folder.folders) - strangers)
        return is_usual and having >= COMMON * notes

    def habitat(self, folder: Folder, column: str) -> _Habitat:
        """The part of a folder in which a column is usual: all, what is left without some of its folders, or none."""
        whole = _Habitat(self.count(folder)[column], len(folder.notes))
        if not whole.is_lacking:
            return whole
        rest = self._without_strangers(folder, column)
        return _NOWHERE if rest.is_lacking or rest.notes * 2 <= whole.notes else rest

    def _without_strangers(self, folder: Folder, column: str) -> _Habitat:
        having, notes = self.count(folder)[column], len(folder.notes)
        for each in folder.folders:
            part = self.habitat(each, column)
            having -= self.count(each)[column] - part.having
            notes -= len(each.notes) - part.notes
        return _Habitat(having, notes)

    def habit(self, folder: Folder, columns: set[str]) -> Habit:
        """The columns as properties, title, date and draft first."""
        counts = self.count(folder)
        order = list(FAMILIES)
        ranked = sorted(
            columns,
            key=lambda column: (order.index(column) if column in order else len(order), -counts[column], column),
        )
        return Habit(
            folder.path,
            len(folder.notes),
            {self.shown[column]: len(folder.notes) - counts[column] for column in ranked},
            {self.shown[column]: self._instead[column] for column in ranked if self._instead.get(column)},
        )

    def _others(self, family: str) -> tuple[str, ...]:
        """The names that serve in notes without the name that most notes use."""
        main = self.shown[family].lower()
        instead: Counter[str] = Counter()
        for held in self._held.values():
            members = held.get(family, set())
            if not any(name.lower() == main for name in members):
                instead.update({name.lower(): name for name in sorted(members)}.values())
        ranked = sorted(instead.items(), key=lambda item: (-item[1], item[0]))
        return tuple(name for name, count in ranked if count >= _INSTEAD)


def _columns(note: Note) -> dict[str, set[str]]:
    """The properties to which a note gives a value, by column."""
    found: dict[str, set[str]] = {}
    for name, value in note.packed.properties:
        if is_telling(name) and value not in (None, "", [], {}):
            found.setdefault(_column(name), set()).add(name)
    return found


def _column(name: str) -> str:
    return family_of(name) or name.lower()
