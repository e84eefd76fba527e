"""The files that git tracks in a folder, as the next commit and every clone of it will have them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vaultlint.errors import GitError
from vaultlint.git.repository import SYMBOLIC_LINK, Repository
from vaultlint.obsidian.names import fold


class TrackedFiles:
    """The files that git tracks in a folder and around it, those of submodules that are checked out included.

    These are the files in the index, without those that are only announced (`git add --intent-to-add`). Paths are
    relative to the folder, with `/`. Raises `GitError` where git cannot tell, and where it tracks nothing there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._top = os.path.realpath(Repository(folder).top)
        below = os.path.relpath(self._folder, self._top).replace(os.sep, "/")
        self._prefix = "" if below == "." else f"{below}/"
        self._modes = dict(_tracked_at(Path(self._top), self._prefix))
        if not any(name.startswith(self._prefix) for name in self._modes):
            raise GitError(f"git tracks no file in {folder}: it is ignored, or nothing was added yet")

    def __contains__(self, path: str) -> bool:
        """Whether git tracks a file, or a link to a folder; the path may begin with `../`."""
        return posixpath.normpath(self._prefix + path) in self._modes

    def has_folder(self, real_path: str) -> bool:
        """Whether a folder is in the repository."""
        return self._name(real_path) is not None

    def among(self, paths: Sequence[str], followed: Mapping[str, str]) -> list[str]:
        """Return those of the files on disk that are tracked; `followed` has the real paths of linked folders.

        A file that git has in another case or normal form is tracked, as on macOS and Windows, and a link to a file is
        if the file is tracked, too.
        """
        listed = frozenset(paths)
        spellings = {fold(path) for path in self._own_paths() if path not in listed}
        return [
            path
            for path in paths
            if (self._is_tracked_below(path, followed) if followed else None)
            or (self._is_there(path) if path in self else fold(path) in spellings)
        ]

    def _own_paths(self) -> Iterator[str]:
        start = len(self._prefix)
        return (name[start:] for name in self._modes if name.startswith(self._prefix))

    def _is_tracked_below(self, path: str, followed: Mapping[str, str]) -> bool:
        """Whether a file in a linked folder is tracked where it is."""
        around = [folder for folder in followed if path.startswith(f"{folder}/")]
        if not around:
            return False
        nearest = max(around, key=len)
        return self._name(f"{followed[nearest]}{path[len(nearest) :]}") in self._modes

    def _is_there(self, path: str) -> bool:
        """Whether a tracked file is in a clone: a link is not if the file that it leads to is not."""
        if self._modes[posixpath.normpath(self._prefix + path)] != SYMBOLIC_LINK:
            return True
        return self._name(os.path.realpath(os.path.join(self._folder, path))) in self._modes  # noqa: PTH118

    def _name(self, real_path: str) -> str | None:
        """The path of a file or folder from the top of the repository; None outside it."""
        try:
            name = os.path.relpath(real_path, self._top).replace(os.sep, "/")
        except ValueError:  # on another drive
            return None
        return None if name == ".." or name.startswith("../") else name


def _tracked_at(top: Path, wanted: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files that are tracked below the top of a repository, each with its mode.

    Of submodules, those around or below the folder `wanted` are looked at, which ends with a slash.
    """
    repository = Repository(top)
    announced = repository.announced()
    yield from ((path, file.mode) for path, file in repository.index().items() if path not in announced)
    for path in repository.submodules():
        folder = top / path
        is_checked_out = os.path.lexists(folder / ".git") and os.path.realpath(folder) == str(folder)
        if is_checked_out and f"{path}/".startswith(wanted):
            yield from ((f"{path}/{inner}", mode) for inner, mode in _tracked_at(folder))
