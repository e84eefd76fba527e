"""Find the properties that the notes of a vault have, and folders that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from vaultlint.init.survey.folders import MIN_NOTES, Folder
from vaultlint.model import Note
from vaultlint.parse import SUPPRESSION_PROPERTY

COMMON = 0.9
"""The share of notes from which on a property is required."""

MAX_PROPERTIES = 8
"""The most properties that people write by hand; notes with more are written by a program."""

_FOLDER_COMMON = 0.95
"""The share of notes from which on a folder has a property of its own."""

_MIN_SYNONYM = 3
"""The number of notes from which on another name of a property is a synonym."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": (
        "date", "created", "createdat", "createdon", "createddate", "createddatetime", "createdtime", "createtime",
        "creationdate", "creationtime", "datecreated", "dateadded", "published", "publishedat", "publishdate",
        "publisheddate", "datepublished", "pubdate",
    ),
    "draft": ("draft", "isdraft", "publish", "dgpublish", "ispublic", "public"),
}  # fmt: skip
"""Properties with the same meaning, preferred names first, in the form that `family_of` compares."""

_FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names}
_PREFERENCE = {name: rank for names in FAMILIES.values() for rank, name in enumerate(names)}


class FolderProperties(NamedTuple):
    """The properties that the notes of a folder (`""` is the vault) have, with how many notes lack each.

    `synonyms` are other properties that notes have instead of some of them.
    """

    folder: str
    notes: int
    lacking: Mapping[str, int]
    synonyms: Mapping[str, tuple[str, ...]]


class Usage(NamedTuple):
    """`most_used` are properties with the number of notes that have them; `folders` begins with the whole vault."""

    most_used: tuple[tuple[str, int], ...]
    folders: tuple[FolderProperties, ...]


@cache
def family_of(name: str) -> str | None:
    """Return which of title, date and draft a property stands for, None if none."""
    return _FAMILY_OF.get(_normalised(name))


def _normalised(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.lower())


def count_names(notes: Iterable[Note]) -> Counter[str]:
    """Count the notes with each property, by its name as written; names that cannot be configured are left out."""
    names = Counter(name for note in notes for name, *_ in note.properties)
    return Counter({name: count for name, count in names.items() if is_configurable(name)})


def spellings(notes: Iterable[Note]) -> dict[str, str]:
    """Return the most common spelling of each name, by its lower case."""
    ranked = sorted(count_names(notes).items(), key=lambda item: (item[1], item[0]))
    return {name.lower(): name for name, _ in ranked}


@cache
def is_configurable(name: str) -> bool:
    """Whether a name can be typed, and is not that of the property for vaultlint."""
    return name.isprintable() and name != SUPPRESSION_PROPERTY


def survey_properties(vault: Folder) -> Usage:
    """Find the properties of the whole vault, and of the folders that differ."""
    names = _PropertyNames(vault.notes)
    counts = names.count(vault)
    whole = _largest(names.shared(vault), counts)
    folders = [names.summary(vault, whole), *_differing(vault, whole, names)]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Usage(tuple((names.shown[column], count) for column, count in ranked), tuple(folders))


def _differing(folder: Folder, expected: set[str], names: _PropertyNames) -> Iterator[FolderProperties]:
    for each in folder.folders:
        counts = names.count(each)
        kept = {column for column in expected if names.scope(each, column).notes}
        own = kept | _own(each, names, counts) if "/" not in each.path else kept
        if own != expected:
            yield names.summary(each, own)
        yield from _differing(each, own, names)


def _own(folder: Folder, names: _PropertyNames, counts: Mapping[str, int]) -> set[str]:
    """Return the columns of a folder's notes, unless there are so many that a program wrote them."""
    found = {column for column in names.shared(folder) if counts[column] >= _FOLDER_COMMON * len(folder.notes)}
    return found if len(found) <= MAX_PROPERTIES else set()


class _Scope(NamedTuple):
    """How many of some notes have a property."""

    having: int
    notes: int

    @property
    def is_lacking(self) -> bool:
        """Whether too many notes lack the property for a mistake."""
        return self.notes - self.having >= MIN_NOTES and self.having < COMMON * self.notes


_NOWHERE = _Scope(0, 0)


def _largest(columns: set[str], counts: Mapping[str, int]) -> set[str]:
    ranked = sorted(columns, key=lambda column: (column not in FAMILIES, -counts[column], column))
    return set(ranked[:MAX_PROPERTIES])


class _PropertyNames:
    """The names of properties in use. A column is a family, or the lower-case name of a property without one."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._held: dict[str, dict[str, set[str]]] = {note.path: _columns(note) for note in notes}
        spellings = count_names(notes)
        by_column: dict[str, list[str]] = {}
        for name in spellings:
            by_column.setdefault(_column(name), []).append(name)
        self.shown = {
            column: min(members, key=lambda name: (-spellings[name], _PREFERENCE.get(_normalised(name), 0), name))
            for column, members in by_column.items()
        }
        self._instead = {column: self._others(column) for column in by_column if column in FAMILIES}

    def count(self, folder: Folder) -> Counter[str]:
        """Count the notes of a folder that have each column."""
        if folder.path not in self._counts:
            self._counts[folder.path] = Counter(column for note in folder.notes for column in self._held[note.path])
        return self._counts[folder.path]

    def shared(self, folder: Folder) -> set[str]:
        """Return the columns of nearly all notes, not counting folders in which they are not used."""
        return {column for column in self.count(folder) if self._is_shared(folder, column)}

    def _is_shared(self, folder: Folder, column: str) -> bool:
        having, notes = self._without_other_folders(folder, column)
        other_folders = sum(not self.scope(each, column).notes for each in folder.folders)
        is_usual = notes * 2 > len(folder.notes) and other_folders <= max(1, len(folder.folders) - other_folders)
        return is_usual and having >= COMMON * notes

    def scope(self, folder: Folder, column: str) -> _Scope:
        """Return the part of a folder in which a column is common: all, all but some subfolders, or none."""
        whole = _Scope(self.count(folder)[column], len(folder.notes))
        if not whole.is_lacking:
            return whole
        rest = self._without_other_folders(folder, column)
        return _NOWHERE if rest.is_lacking or rest.notes * 2 <= whole.notes else rest

    def _without_other_folders(self, folder: Folder, column: str) -> _Scope:
        having, notes = self.count(folder)[column], len(folder.notes)
        for each in folder.folders:
            part = self.scope(each, column)
            having -= self.count(each)[column] - part.having
            notes -= len(each.notes) - part.notes
        return _Scope(having, notes)

    def summary(self, folder: Folder, columns: set[str]) -> FolderProperties:
        """Return the columns as properties; title, date and draft come first."""
        counts = self.count(folder)
        order = list(FAMILIES)
        ranked = sorted(
            columns,
            key=lambda column: (order.index(column) if column in order else len(order), -counts[column], column),
        )
        return FolderProperties(
            folder.path,
            len(folder.notes),
            {self.shown[column]: len(folder.notes) - counts[column] for column in ranked},
            {self.shown[column]: self._instead[column] for column in ranked if self._instead.get(column)},
        )

    def _others(self, family: str) -> tuple[str, ...]:
        """Return the names used in notes that lack the most common name of a family."""
        main = self.shown[family].lower()
        instead: Counter[str] = Counter()
        for held in self._held.values():
            members = held.get(family, set())
            if not any(name.lower() == main for name in members):
                instead.update({name.lower(): name for name in sorted(members)}.values())
        ranked = sorted(instead.items(), key=lambda item: (-item[1], item[0]))
        return tuple(name for name, count in ranked if count >= _MIN_SYNONYM)


def _columns(note: Note) -> dict[str, set[str]]:
    """Return the properties of a note that have a value, by column."""
    found: dict[str, set[str]] = {}
    for name, value, *_ in note.properties:
        if is_configurable(name) and value not in (None, "", [], {}):
            found.setdefault(_column(name), set()).add(name)
    return found


def _column(name: str) -> str:
    return family_of(name) or name.lower()
