"""Every link of a vault with what it leads to, in raw form; objects are made only of the links that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vaultlint.fragments import Anchors
from vaultlint.model import LINK_COUNTED, LINK_FRAGMENT, FragmentStatus, ResolvedLink, Source, to_link
from vaultlint.resolve import DANGLING, EXTERNAL, Resolver, Target

Place = tuple[int, int]
"""The number of a source, and of a link in it."""

_MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)


class Links:
    """The links of some sources, in their order, resolved at once."""

    def __init__(
        self, sources: Sequence[Source], resolver: Resolver, anchors_of: Callable[[str], Anchors | None]
    ) -> None:
        self._sources = sources
        self._targets: list[list[Target]] = []
        self._fragments: dict[Place, FragmentStatus] = {}
        self._broken: list[Place] = []
        for number, source in enumerate(sources):
            path, links = source.path, source.parts.links
            targets = resolver.resolve_all(links, path)
            self._targets.append(targets)
            for index, target in enumerate(targets):
                if target is DANGLING:
                    self._broken.append((number, index))
                elif (fragment := links[index][LINK_FRAGMENT]) and target.resolved:
                    anchors = anchors_of(target.resolved)
                    status = anchors.find(fragment) if anchors else FragmentStatus.UNCHECKED
                    self._fragments[number, index] = status
                    if status in _MISSING:
                        self._broken.append((number, index))

    def __iter__(self) -> Iterator[ResolvedLink]:
        return (
            self._made((number, index)) for number, targets in enumerate(self._targets) for index in range(len(targets))
        )

    def broken(self) -> Iterator[ResolvedLink]:
        """The links whose file, heading or block does not exist."""
        return map(self._made, self._broken)

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each source's path with the number of its links that do not lead out of the vault."""
        for source, targets in zip(self._sources, self._targets, strict=True):
            yield source.path, sum(target is not EXTERNAL for target in targets)

    def edges(self) -> Iterator[tuple[str, str]]:
        """From where to where the links of Obsidian's graph lead, one by one; a link to its own file is no edge.

        Where Obsidian's choice among several files is not stable, there is an edge to each of them.
        """
        for source, targets in zip(self._sources, self._targets, strict=True):
            path = source.path
            for link, target in zip(source.parts.links, targets, strict=True):
                if link[LINK_COUNTED]:
                    for found in (target.resolved,) if target.resolved else target.candidates:
                        if found != path:
                            yield path, found

    def _made(self, place: Place) -> ResolvedLink:
        number, index = place
        source = self._sources[number]
        link = to_link(source.parts.links[index])
        return ResolvedLink(source.path, link, *self._targets[number][index], self._fragments.get(place))
