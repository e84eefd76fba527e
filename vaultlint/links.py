"""Every link of a vault with what it leads to; objects are made only of the links that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from vaultlint.fragments import Anchors
from vaultlint.model import LINK_FRAGMENT, FragmentStatus, ResolvedLink, Source, to_link
from vaultlint.resolve import Leads, Resolver

_MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)


class Links:
    """The links of some sources, in their order; `leads` says by path where they lead."""

    def __init__(
        self,
        sources: Sequence[Source],
        leads: Mapping[str, Leads],
        resolver: Resolver,
        anchors_of: Callable[[str], Anchors | None],
    ) -> None:
        self._sources = sources
        self._leads = leads
        self._resolver = resolver
        self._anchors_of = anchors_of

    def __iter__(self) -> Iterator[ResolvedLink]:
        for source in self._sources:
            yield from (self._made(source, link) for link in source.content.links)

    def broken(self) -> Iterator[ResolvedLink]:
        """The links whose file, heading or block does not exist."""
        paths = self._resolver.paths
        for source in self._sources:
            leads = self._leads[source.path]
            missing = [
                position
                for position, number, fragment in leads.anchored
                if self._fragment_status(paths[number], fragment) in _MISSING
            ]
            if leads.dangling or missing:
                links = source.content.links
                yield from (self._made(source, links[position]) for position in sorted([*leads.dangling, *missing]))

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each source's path with the number of its links that do not lead out of the vault."""
        return ((source.path, self._leads[source.path].internal) for source in self._sources)

    def edges(self) -> Iterator[tuple[str, str]]:
        """From where to where the links of Obsidian's graph lead; see `Leads.ends`."""
        paths = self._resolver.paths
        return ((source.path, paths[number]) for source in self._sources for number in self._leads[source.path].ends)

    def _made(self, source: Source, link: tuple[Any, ...]) -> ResolvedLink:
        target = self._resolver.resolve(link, source.path)
        fragment = link[LINK_FRAGMENT]
        status = self._fragment_status(target.resolved, fragment) if fragment and target.resolved else None
        return ResolvedLink(source.path, to_link(link), *target, status)

    def _fragment_status(self, path: str, fragment: str) -> FragmentStatus:
        anchors = self._anchors_of(path)
        return anchors.find(fragment) if anchors else FragmentStatus.UNCHECKED
