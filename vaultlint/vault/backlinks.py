"""Backlinks: which notes and canvases link to a file, or ask for a name that a file may have."""

from __future__ import annotations

from collections.abc import Iterable

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

    def asking_like(self, names: Iterable[str]) -> set[str]:
        """Return the files with links that lead nowhere and ask for a name that is one of these or near to one."""
        wanted = [(name, {fold(name), note_name(name)}) for name in names]
        if not wanted:
            return set()
        from vaultlint.vault.near_names import are_near  # only needed where a link dangles

        found: set[str] = set()
        for asked, paths in self._asking.items():
            spellings = (asked, stem(asked)) if "." in asked else (asked,)
            if any(
                asked in folded or any(are_near(spelling, name) for spelling in spellings) for name, folded in wanted
            ):
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
