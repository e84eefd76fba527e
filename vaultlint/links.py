"""Every link of a vault with what it leads to, in raw form; objects are made only of the links that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from vaultlint.fragments import Anchors
from vaultlint.model import LINK_COUNTED, LINK_FRAGMENT, FragmentStatus, ResolvedLink, Source, to_link
from vaultlint.resolve import DANGLING, EXTERNAL, Resolver, Target

Place = tuple[int, int]
"""The number of a source, and of a link in it."""

_MAX_EDGES = 100_000
"""How many edges the links to one ambiguous name have, about; thousands of files may share a name and link to it."""

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

    def edges(self) -> Iterable[tuple[str, str]]:
        """From where to where the links of Obsidian's graph lead; a link to its own file is no edge.

        Where Obsidian's choice among several files is not stable, there is an edge to each of them. Where that
        would be far too many, only the first files that link so have them all, and the others the first.
        """
        found: dict[tuple[str, str], None] = {}
        listed: Counter[int] = Counter()
        for source, targets in zip(self._sources, self._targets, strict=True):
            path = source.path
            unstable: dict[int, Target] = {}
            for link, target in zip(source.parts.links, targets, strict=True):
                if not link[LINK_COUNTED]:
                    continue
                if target.resolved:
                    found[path, target.resolved] = None
                elif target.candidates:
                    unstable[id(target)] = target
            for number, target in unstable.items():
                listed[number] += len(target.candidates)
                found |= {(path, each): None for each in _some(target.candidates, listed[number])}
        return [edge for edge in found if edge[0] != edge[1]]

    def _made(self, place: Place) -> ResolvedLink:
        number, index = place
        source = self._sources[number]
        link = to_link(source.parts.links[index])
        return ResolvedLink(source.path, link, *self._targets[number][index], self._fragments.get(place))


def _some(candidates: Sequence[str], listed: int) -> Sequence[str]:
    """The candidates, or the first of them where so many were listed before that two files have them all."""
    return candidates if listed <= max(_MAX_EDGES, 2 * len(candidates)) else candidates[:2]
