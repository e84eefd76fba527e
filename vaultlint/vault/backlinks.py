"""Backlinks: which notes and canvases link to a file, or ask for a name that a file may have."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vaultlint.obsidian.names import fold, note_name, stem
from vaultlint.vault.resolver import OutgoingLinks, Resolver


class Backlinks:
    """The links of a vault by where they lead. All paths in it are those of notes and canvases that hold links."""

    def __init__(self, outgoing: Iterable[tuple[str, OutgoingLinks]] = ()) -> None:
        self._to: dict[str, set[str]] = {}
        self._asking: dict[str, set[str]] = {}
        self.dangling: set[str] = set()
        for path, links in outgoing:
            self.add(path, links)

    def add(self, path: str, links: OutgoingLinks) -> None:
        """Add the links of a file."""
        for target in (*links.ends, *links.uncounted):
            self._to.setdefault(target, set()).add(path)
        for name in links.asked:
            self._asking.setdefault(name, set()).add(path)
        if links.dangling:
            self.dangling.add(path)

    def remove(self, path: str, links: OutgoingLinks) -> None:
        """Remove the links of a file, as they were added."""
        for target in (*links.ends, *links.uncounted):
            _discard(self._to, target, path)
        for name in links.asked:
            _discard(self._asking, name, path)
        self.dangling.discard(path)

    def asking_like(self, names: Collection[str]) -> set[str]:
        """Return the files with links that lead nowhere and ask for a name that is one of these or near to one."""
        wanted = {spelling for name in names for spelling in (fold(name), note_name(name))}
        if not wanted:
            return set()
        from vaultlint.vault.near_names import nearness  # only needed where a link dangles

        is_near = nearness(names)
        found: set[str] = set()
        for asked, paths in self._asking.items():
            if asked in wanted or is_near(asked) or ("." in asked and is_near(stem(asked))):
                found |= paths
        return found & self.dangling

    def to(self, path: str) -> set[str]:
        """Return the files that link to a file."""
        return self._to.get(path, set())

    def asking_for(self, names: Iterable[str], resolver: Resolver) -> set[str]:
        """Return the files whose links may lead elsewhere once a file of one of these names is added or removed."""
        found: set[str] = set()
        for name in names:
            found |= self._asking.get(name, set())
            for path in resolver.namesakes(name):
                found |= self.to(path)
        return found


def _discard(paths: dict[str, set[str]], key: str, path: str) -> None:
    """Remove a path from a set and a set that is empty, since an editor asks for a new name with each key."""
    found = paths.get(key, set())
    found.discard(path)
    if not found:
        paths.pop(key, None)
