"""The names in a vault that a user may type a part of: those of its files, aliases and headings.

To fold all names of a large vault takes longer than an editor may wait with each key, so they are kept as long as the
files and aliases of the vault stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from vaultlint.obsidian.names import folder_of, stem
from vaultlint.server.completion_items import ItemKind
from vaultlint.server.name_search import NameSearch
from vaultlint.vault.index import Index
from vaultlint.vault.listing import Listing


class NamedTarget(NamedTuple):
    """A file that a link may lead to, by its name, its path or an alias; `folder` is the path of its folder."""

    name: str
    path: str
    folder: str
    kind: ItemKind


class NamedHeading(NamedTuple):
    """A heading, and its position in its note."""

    name: str
    path: str
    position: int


class VaultNames:
    """The names in a vault, which follow its edits."""

    def __init__(self) -> None:
        self._listing: Listing | None = None
        self._aliases: Mapping[str, tuple[str, ...]] = {}
        self._by_name: NameSearch[NamedTarget] | None = None
        self._by_path: NameSearch[NamedTarget] | None = None
        self._headings: dict[str, tuple[bytes, tuple[str, ...]]] = {}
        self._by_heading: NameSearch[NamedHeading] | None = None

    def by_name(self, index: Index) -> NameSearch[NamedTarget]:
        """Return all files by their names and aliases."""
        self._follow(index)
        if self._by_name is None:
            self._by_name = _search([*_files(index, by_path=False), *_aliases(self._aliases)])
        return self._by_name

    def by_path(self, index: Index) -> NameSearch[NamedTarget]:
        """Return all files by their paths."""
        self._follow(index)
        if self._by_path is None:
            self._by_path = _search(list(_files(index, by_path=True)))
        return self._by_path

    def _follow(self, index: Index) -> None:
        """Forget what has changed."""
        if self._listing is not index.listing or self._aliases is not index.aliases:
            self._listing, self._aliases = index.listing, index.aliases
            self._by_name = self._by_path = None

    def by_heading(self, index: Index) -> NameSearch[NamedHeading]:
        """Return all headings; those of notes that have changed are read anew."""
        files, known = index.documents.files, self._headings
        digests = {path: files[path].digest for path in index.listing.notes}
        changed = [path for path, digest in digests.items() if path not in known or known[path][0] != digest]
        gone = known.keys() - digests.keys()
        for path in gone:
            del known[path]
        for path in changed:
            known[path] = digests[path], tuple(heading.text for heading in index.note(path).headings)
        if changed or gone or self._by_heading is None:
            found = (NamedHeading(text, path, at) for path in digests for at, text in enumerate(known[path][1]))
            self._by_heading = NameSearch((each.name, each) for each in found)
        return self._by_heading


_known: WeakKeyDictionary[Index, VaultNames] = WeakKeyDictionary()


def names_of(index: Index) -> VaultNames:
    """Return the names in a vault, as they were when they were last asked for."""
    return _known.setdefault(index, VaultNames())


def _search(targets: list[NamedTarget]) -> NameSearch[NamedTarget]:
    """Sort notes before aliases before other files, and short names before long ones."""
    order = {ItemKind.NOTE: 0, ItemKind.ALIAS: 1, ItemKind.FILE: 2}
    targets.sort(key=lambda each: (order[each.kind], len(each.name), each.name, each.path))
    return NameSearch((each.name, each) for each in targets)


def _files(index: Index, *, by_path: bool) -> Iterator[NamedTarget]:
    for path in index.listing.notes:
        yield NamedTarget(path[:-3] if by_path else stem(path), path, folder_of(path), ItemKind.NOTE)
    for path in index.listing.files:
        yield NamedTarget(path if by_path else path.rpartition("/")[2], path, folder_of(path), ItemKind.FILE)


def _aliases(aliases: Mapping[str, tuple[str, ...]]) -> Iterator[NamedTarget]:
    for path, names in aliases.items():
        folder = folder_of(path)
        yield from (NamedTarget(name, path, folder, ItemKind.ALIAS) for name in dict.fromkeys(names))
