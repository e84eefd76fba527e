"""The resolved links of a vault; objects are made only for the links that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from vaultlint.model import LINK_FRAGMENT, Document, FragmentStatus, Note, ResolvedLink, to_link
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.resolver import OutgoingLinks, Resolution, Resolver

_NONE = OutgoingLinks()
_MAX_EDGES = 100_000
"""About the most edges for links to one ambiguous name; thousands of files may share a name and link to it."""

MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)


class Links:
    """The links of some sources, in their order; `outgoing` has those of each source that could be read, by path.

    `missing` is `Links.missing` of an earlier run, and holds for links between files that are `unchanged`.
    """

    def __init__(
        self,
        sources: Sequence[Document],
        outgoing: Mapping[str, OutgoingLinks],
        resolver: Resolver,
        unchanged: Collection[str] = (),
        missing: Mapping[str, Collection[int]] | None = None,
    ) -> None:
        self._sources = {source.path: source for source in sources}
        self._outgoing = outgoing
        self._resolver = resolver
        self._unchanged = unchanged
        self._missing_before = missing or {}
        self._anchors: dict[str, Anchors | None] = {}

    def __iter__(self) -> Iterator[ResolvedLink]:
        for source in self._sources.values():
            yield from (self._resolved(source, link) for link in source.packed_content.links)

    def broken(self) -> Iterator[ResolvedLink]:
        """Yield the links whose file, heading or block does not exist."""
        for path, source in self._sources.items():
            if positions := sorted([*self._outgoing.get(path, _NONE).dangling, *self.missing.get(path, ())]):
                links = source.packed_content.links
                yield from (self._resolved(source, links[position]) for position in positions)

    @cached_property
    def missing(self) -> dict[str, list[int]]:
        """The positions of the links whose file has no such heading or block, by the path of their source."""
        found = (
            (path, list(self._missing(path, outgoing)))
            for path, outgoing in self._outgoing.items()
            if outgoing.anchored
        )
        return {path: positions for path, positions in found if positions}

    def _missing(self, path: str, outgoing: OutgoingLinks) -> Iterator[int]:
        known = self._missing_before.get(path, ()) if path in self._unchanged else None
        for position, number, fragment in outgoing.anchored:
            target = self._resolver.paths[number]
            if known is not None and target in self._unchanged:
                is_missing = position in known
            else:
                is_missing = self.fragment_status(target, fragment) in MISSING
            if is_missing:
                yield position

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield each source's path and the number of its links that do not lead out of the vault."""
        return ((path, self._outgoing.get(path, _NONE).internal) for path in self._sources)

    def edges(self) -> Iterator[tuple[str, str]]:
        """Yield the edges of Obsidian's graph as pairs of paths; a link to its own file is not an edge.

        If Obsidian's choice among several files is not stable, there is an edge to each of them. If that would be far
        too many, only the first sources get all of these edges, and the others one or two.
        """
        paths = self._resolver.paths
        listed: Counter[int] = Counter()
        for path, outgoing in self._outgoing.items():
            ends = [paths[number] for number in outgoing.ends]
            if outgoing.unstable:
                for number, target in self._unstable(path, outgoing).items():
                    listed[number] += len(target.candidates)
                    ends += _capped(target.candidates, listed[number])
                ends = list(dict.fromkeys(ends))
            yield from ((path, end) for end in ends if end != path)

    def _unstable(self, path: str, outgoing: OutgoingLinks) -> dict[int, Resolution]:
        """The resolutions of unstable links, by identity, as hashing them is slow."""
        links = self._sources[path].packed_content.links
        targets = (self._resolver.resolve(links[position], path) for position in outgoing.unstable)
        return {id(target): target for target in targets}

    def _resolved(self, source: Document, link: tuple[Any, ...]) -> ResolvedLink:
        target = self._resolver.resolve(link, source.path)
        fragment = link[LINK_FRAGMENT]
        status = self.fragment_status(target.resolved, fragment) if fragment and target.resolved else None
        return ResolvedLink(source.path, to_link(link), *target, status)

    def fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        """Tell whether a fragment, with its `#`, names an anchor of a file."""
        if path not in self._anchors:
            note = self._sources.get(path)
            self._anchors[path] = Anchors(note) if isinstance(note, Note) and path in self._outgoing else None
        anchors = self._anchors[path]
        return anchors.status_of(fragment) if anchors else FragmentStatus.UNCHECKED


def _capped(candidates: Sequence[str], listed: int) -> Sequence[str]:
    """The candidates, or only the first two once so many were listed that two files have them all."""
    return candidates if listed <= max(_MAX_EDGES, 2 * len(candidates)) else candidates[:2]
