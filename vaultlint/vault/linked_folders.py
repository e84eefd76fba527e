"""Folders of a vault that are symbolic links or junctions: which of them are read, and why others are not.

Obsidian follows those that have no file in common with the vault or with another of them (S3.21).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from vaultlint.obsidian.names import fold


class LinkedFolders:
    """The linked folders of a vault at `root`; `follow` are the paths of those to read, relative to it, with `/`.

    `followed` says by path where those truly are that are read, `refused` why others that were to be read are not.
    `unread` are all folders of which vaultlint does not know what Obsidian finds in them, with where they truly are;
    `enters` adds to them.
    """

    def __init__(self, root: Path, follow: Iterable[str] = ()) -> None:
        self._root = os.path.realpath(root)
        self.followed: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.unread: dict[str, str] = {}
        for path in sorted(set(follow)):  # an outer folder before one in it
            self._take(path)

    def _take(self, path: str) -> None:
        place = self._expected(path)
        real = os.path.realpath(place)
        outer = os.path.dirname(place)  # noqa: PTH120
        twin = next((known for known, there in self.followed.items() if _overlap(real, there)), None)
        if not os.path.isdir(real):  # noqa: PTH112
            self.refused[path] = "no such folder"
            self.unread[path] = ""
        elif not _is_same(os.path.realpath(outer), outer):
            self.refused[path] = "it is inside another linked folder, which is not followed"
        elif _is_same(real, place):
            return  # an ordinary folder, such as a copy of the linked one
        elif _overlap(real, self._root):
            self.refused[path] = (
                "it links to a folder inside or around the vault, so Obsidian does not follow it either"
            )
        elif twin:
            self.refused[path] = f'it overlaps with "{twin}", and Obsidian follows only one of the two'
        else:
            self.followed[path] = real

    def _expected(self, path: str) -> str:
        """Where a folder is if no link leads to it but those that are followed."""
        around = (known for known in self.followed if path.startswith(f"{known}/"))
        nearest = max(around, key=len, default="")
        start, rest = (self.followed[nearest], path[len(nearest) + 1 :]) if nearest else (self._root, path)
        return os.path.join(start, *rest.split("/"))  # noqa: PTH118

    def enters(self, path: str, place: str) -> bool:
        """Whether the linked folder that was found at a place is read."""
        real = os.path.realpath(place)
        if any(real == there and fold(path) == fold(known) for known, there in self.followed.items()):
            return True
        if not _overlap(real, self._root):
            self.unread[path] = real
        return False

    def unnamed(self) -> list[str]:
        """Those of the unread folders that were not to be read, and could be together with the others, sorted."""
        refused = set(map(fold, self.refused))
        taken, found = list(self.followed.values()), []
        for path, real in sorted(self.unread.items()):
            if fold(path) not in refused and not any(_overlap(real, other) for other in taken):
                taken.append(real)
                found.append(path)
        return found


def _is_same(place: str, other: str) -> bool:
    return os.path.normcase(place) == os.path.normcase(other)


def _overlap(folder: str, other: str) -> bool:
    """Whether one of two folders is, or is in, the other."""
    first, second = (os.path.join(os.path.normcase(each), "") for each in (folder, other))  # noqa: PTH118
    return first.startswith(second) or second.startswith(first)
