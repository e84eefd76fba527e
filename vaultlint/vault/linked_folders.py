"""Linked folders: folders of a vault that are symbolic links or junctions.

Obsidian follows those that do not overlap with the vault or with each other (S3.21).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from vaultlint.obsidian.names import fold


class LinkedFolders:
    """The linked folders of a vault, and which of them are read.

    `root` is the vault's folder, `follow` the paths of the folders to read, relative to it, with `/`. `followed` maps
    the path of each folder that is read to its real path, `refused` the path of each other one in `follow` to the
    reason. A folder may be followed if `may_follow` says so of its real path. `unread` maps the path of each folder
    that is not read, though Obsidian may find notes in it, to its real path; `follows` adds to it. `broken` maps the
    path of each of these whose target is missing to that target.
    """

    def __init__(
        self, root: Path, follow: Iterable[str] = (), may_follow: Callable[[str], bool] = lambda _: True
    ) -> None:
        self._root = os.path.realpath(root)
        self._may_follow = may_follow
        self.followed: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.unread: dict[str, str] = {}
        self.broken: dict[str, str] = {}
        for path in sorted(set(follow)):  # outer folders first
            self._take(path)

    def _take(self, path: str) -> None:
        location = self._expected(path)
        real = os.path.realpath(location)
        outer = os.path.dirname(location)  # noqa: PTH120
        twin = next((known for known, there in self.followed.items() if _overlap(real, there)), None)
        if not os.path.isdir(real):  # noqa: PTH112
            self.refused[path] = "no such folder"
            self.unread[path] = ""
        elif not _is_same(os.path.realpath(outer), outer):
            self.refused[path] = "it is inside another linked folder, which is not followed"
        elif _is_same(real, location):
            return  # an ordinary folder, such as a copy of the linked one
        elif _overlap(real, self._root):
            self.refused[path] = (
                "it links to a folder inside or around the vault, so Obsidian does not follow it either"
            )
        elif twin:
            self.refused[path] = f'it overlaps with "{twin}", and Obsidian follows only one of the two'
        elif not self._may_follow(real):
            self.refused[path] = "it links out of the git repository (--tracked)"
        else:
            self.followed[path] = real

    def _expected(self, path: str) -> str:
        """The path of a folder if the only links on the way to it are those that are followed."""
        around = (known for known in self.followed if path.startswith(f"{known}/"))
        nearest = max(around, key=len, default="")
        start, rest = (self.followed[nearest], path[len(nearest) + 1 :]) if nearest else (self._root, path)
        return os.path.join(start, *rest.split("/"))  # noqa: PTH118

    def follows(self, path: str, location: str) -> bool:
        """Tell whether the linked folder at `location` on disk is read; if not, add it to `unread`."""
        real = os.path.realpath(location)
        if any(real == there and fold(path) == fold(known) for known, there in self.followed.items()):
            return True
        if not _overlap(real, self._root):
            self.unread[path] = real
        return False

    def note_broken(self, path: str, location: str) -> None:
        """Add a link whose target is missing, and named like a folder, to `unread`."""
        try:
            target = os.readlink(location)  # noqa: PTH115
        except OSError:
            return
        if not os.path.splitext(target)[1] and not self.follows(path, location):  # noqa: PTH122
            self.broken.update({path: target} if path in self.unread else {})

    def could_be_followed(self) -> list[str]:
        """List the unread folders that could be added to `follow`, sorted."""
        refused = {*map(fold, self.refused), *map(fold, self.broken)}
        taken, found = list(self.followed.values()), []
        for path, real in sorted(self.unread.items()):
            if (
                path not in self.broken
                and fold(path) not in refused
                and not any(_overlap(real, other) for other in taken)
            ):
                taken.append(real)
                found.append(path)
        return found


def _is_same(path: str, other: str) -> bool:
    return os.path.normcase(path) == os.path.normcase(other)


def _overlap(folder: str, other: str) -> bool:
    """Whether one folder is the other or inside it."""
    first, second = (os.path.join(os.path.normcase(each), "") for each in (folder, other))  # noqa: PTH118
    return first.startswith(second) or second.startswith(first)
