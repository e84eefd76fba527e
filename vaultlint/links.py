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
            for index, target in enumerate(targets):
                fragment = source.parts.links[index][3]
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

    def edges(self) -> set[tuple[str, str]]:
        """From where to where the links of Obsidian's graph lead; a link to its own file is no edge.

        Where Obsidian's choice among several files is not stable, there is an edge to each of them.
        """
        found: set[tuple[str, str]] = set()
        for source, targets in zip(self._sources, self._targets, strict=True):
            for link, target in zip(source.parts.links, targets, strict=True):
                if target.resolved:
                    if link[8]:
                        found.add((source.path, target.resolved))
                elif target.candidates and link[8]:
                    found.update((source.path, candidate) for candidate in target.candidates)
        return {(source, target) for source, target in found if source != target}

    def _made(self, place: Place) -> ResolvedLink:
        number, index = place
        source = self._sources[number]
        link = to_link(source.parts.links[index])
        return ResolvedLink(source.path, link, *self._targets[number][index], self._fragments.get(place))
