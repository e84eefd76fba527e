"""Every link of a vault with what it leads to; objects are made only of the links that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from vaultlint.model import LINK_FRAGMENT, Document, FragmentStatus, Note, ResolvedLink, to_link
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.resolver import Leads, Resolver, Target

_NONE = Leads()
_MAX_EDGES = 100_000
"""How many edges the links to one ambiguous name have, about; thousands of files may share a name and link to it."""

MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)


class Links:
    """The links of some sources, in their order; `leads` says of those that could be read where they lead.

    `missing` is what an earlier run found (see `Links.missing`), and holds between files that are `unchanged`.
    """

    def __init__(
        self,
        sources: Sequence[Document],
        leads: Mapping[str, Leads],
        resolver: Resolver,
        unchanged: Collection[str] = (),
        missing: Mapping[str, Collection[int]] | None = None,
    ) -> None:
        self._sources = {source.path: source for source in sources}
        self._leads = leads
        self._resolver = resolver
        self._unchanged = unchanged
        self._missing_before = missing or {}
        self._anchors: dict[str, Anchors | None] = {}

    def __iter__(self) -> Iterator[ResolvedLink]:
        for source in self._sources.values():
            yield from (self._made(source, link) for link in source.packed_content.links)

    def broken(self) -> Iterator[ResolvedLink]:
        """The links whose file, heading or block does not exist."""
        for path, source in self._sources.items():
            if positions := sorted([*self._leads.get(path, _NONE).dangling, *self.missing.get(path, ())]):
                links = source.packed_content.links
                yield from (self._made(source, links[position]) for position in positions)

    @cached_property
    def missing(self) -> dict[str, list[int]]:
        """By path the positions of the links whose file has no such heading or block."""
        found = ((path, list(self._missing(path, leads))) for path, leads in self._leads.items() if leads.anchored)
        return {path: positions for path, positions in found if positions}

    def _missing(self, path: str, leads: Leads) -> Iterator[int]:
        known = self._missing_before.get(path, ()) if path in self._unchanged else None
        for position, number, fragment in leads.anchored:
            target = self._resolver.paths[number]
            if known is not None and target in self._unchanged:
                is_missing = position in known
            else:
                is_missing = self.fragment_status(target, fragment) in MISSING
            if is_missing:
                yield position

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each source's path with the number of its links that do not lead out of the vault."""
        return ((path, self._leads.get(path, _NONE).internal) for path in self._sources)

    def edges(self) -> Iterator[tuple[str, str]]:
        """From where to where the links of Obsidian's graph lead; a link to its own file is no edge.

        Where Obsidian's choice among several files is not stable, there is an edge to each of them. Where that
        would be far too many, only the first files that link so have them all, and the others the first.
        """
        paths = self._resolver.paths
        listed: Counter[int] = Counter()
        for path, leads in self._leads.items():
            ends = [paths[number] for number in leads.ends]
            if leads.unstable:
                for number, target in self._unstable(path, leads).items():
                    listed[number] += len(target.candidates)
                    ends += _some(target.candidates, listed[number])
                ends = list(dict.fromkeys(ends))
            yield from ((path, end) for end in ends if end != path)

    def _unstable(self, path: str, leads: Leads) -> dict[int, Target]:
        """What the links lead to of which Obsidian's choice is not stable, by identity, as hashing takes long."""
        links = self._sources[path].packed_content.links
        targets = (self._resolver.resolve(links[position], path) for position in leads.unstable)
        return {id(target): target for target in targets}

    def _made(self, source: Document, link: tuple[Any, ...]) -> ResolvedLink:
        target = self._resolver.resolve(link, source.path)
        fragment = link[LINK_FRAGMENT]
        status = self.fragment_status(target.resolved, fragment) if fragment and target.resolved else None
        return ResolvedLink(source.path, to_link(link), *target, status)

    def fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        """What a fragment, with its `#`, finds in a file."""
        if path not in self._anchors:
            note = self._sources.get(path)
            self._anchors[path] = Anchors(note) if isinstance(note, Note) and path in self._leads else None
        anchors = self._anchors[path]
        return anchors.find(fragment) if anchors else FragmentStatus.UNCHECKED


def _some(candidates: Sequence[str], listed: int) -> Sequence[str]:
    """The candidates, or the first of them where so many were listed before that two files have them all."""
    return candidates if listed <= max(_MAX_EDGES, 2 * len(candidates)) else candidates[:2]
