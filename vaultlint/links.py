"""Every link of a vault with what it leads to, in raw form; objects are made only of the links that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vaultlint.fragments import Anchors
from vaultlint.model import FragmentStatus, ResolvedLink, Source, Status, to_link
from vaultlint.resolve import EXTERNAL, Resolver, Target

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
            targets = [resolver.resolve(link, source.path) for link in source.parts.links]
            self._targets.append(targets)
            self._look_for_faults(number, source, targets, anchors_of)

    def _look_for_faults(
        self, number: int, source: Source, targets: list[Target], anchors_of: Callable[[str], Anchors | None]
    ) -> None:
        for index, (link, target) in enumerate(zip(source.parts.links, targets, strict=True)):
            fragment = link[3]
            if fragment and target.resolved:
                anchors = anchors_of(target.resolved)
                status = anchors.find(fragment) if anchors else FragmentStatus.UNCHECKED
                self._fragments[number, index] = status
                if status in _MISSING:
                    self._broken.append((number, index))
            elif target.status is Status.DANGLING:
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

    def edges(self) -> Iterator[tuple[str, str, Place]]:
        """From where to where each link of Obsidian's graph leads, links to the same file aside.

        Where Obsidian's choice among several files is not stable, there is an edge to each of them.
        """
        for number, (source, targets) in enumerate(zip(self._sources, self._targets, strict=True)):
            path = source.path
            for index, target in enumerate(targets):
                for resolved in (target.resolved,) if target.resolved else target.candidates:
                    if resolved != path and source.parts.links[index][8]:
                        yield path, resolved, (number, index)

    def at(self, places: Sequence[Place]) -> list[ResolvedLink]:
        """The links at some places."""
        return [self._made(place) for place in places]

    def _made(self, place: Place) -> ResolvedLink:
        number, index = place
        source = self._sources[number]
        link = to_link(source.parts.links[index])
        return ResolvedLink(source.path, link, *self._targets[number][index], self._fragments.get(place))
