"""What changed in a folder between a commit and the files on disk, found without asking git to look at these."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from vaultlint.files.regular_file import MAX_SIZE
from vaultlint.git.renames import Rename, exact_renames, likely_renames
from vaultlint.git.repository import HASHES, SYMBOLIC_LINK, Repository, Step, TrackedFile
from vaultlint.obsidian.names import fold

_TEXTS = (".md", ".canvas")
"""The ends of the names of files whose lines are compared."""

_T = TypeVar("_T")


class ChangesSince:
    """What changed between `commit` and the files on disk.

    `paths` are those of all files on disk, relative to the repository's folder, and `read` reads one of them or raises
    OSError. A file that git ignores, or that belongs to another repository, has not changed, nor has one in which only
    line endings are others.
    """

    def __init__(
        self,
        repository: Repository,
        commit: str,
        paths: Collection[str],
        read: Callable[[str], bytes],
        limit: int = MAX_SIZE,
    ) -> None:
        self.commit = commit
        self._repository = repository
        self._read = read
        self._limit = limit
        self._on_disk = frozenset(paths)
        self._spellings = {fold(path): path for path in paths}
        self._old_files = self._as_on_disk(repository.files_at(commit))
        self._index = self._as_on_disk(repository.index())
        self._known = self._index.keys() | self._as_on_disk(dict.fromkeys(repository.untracked())).keys()
        self._verdicts: dict[str, bool] = {}
        self._contents: dict[str, bytes] = {}

    def _as_on_disk(self, files: Mapping[str, _T]) -> dict[str, _T]:
        """The same files with names as they are spelled on disk."""
        found = {self._spelled(path): file for path, file in files.items()}
        return found | {path: file for path, file in files.items() if path in self._on_disk}

    def _spelled(self, path: str) -> str:
        """The name on disk of a file that git has in another case or normal form, as on macOS and Windows."""
        return path if path in self._on_disk else self._spellings.get(fold(path), path)

    @property
    def is_empty(self) -> bool:
        """Whether git knows no file here, neither then nor now."""
        return not self._old_files and not self._known

    @property
    def old_files(self) -> Collection[str]:
        """The files that were there at the commit."""
        return self._old_files.keys()

    @cached_property
    def new(self) -> frozenset[str]:
        """The files that were not there at the commit, renamed ones included."""
        return frozenset(path for path in self._known if path in self._on_disk and path not in self._old_files)

    @cached_property
    def gone(self) -> frozenset[str]:
        """The files that are no longer there, renamed ones included."""
        return frozenset(path for path in self._old_files if path not in self._on_disk and not self._is_there(path))

    @cached_property
    def renames(self) -> Mapping[str, Rename]:
        """The renamed files by old path."""
        if not self.gone or not self._known:
            return {}
        gone = {path: self._old_files[path].blob for path in sorted(self.gone)}
        new = {path: self._new_ids(path) for path in sorted(self.new)}
        found = exact_renames(self._with_content(gone), new)
        found |= self._renames_of_history(found)
        taken = {rename.new for rename in found.values()}
        old_texts = self.old_contents(path for path in gone if path not in found and _is_text(path))
        new_texts = {path: self._data(path) for path in new if path not in taken and _is_text(path)}
        return found | likely_renames(old_texts, new_texts, found)

    def _renames_of_history(self, known: Mapping[str, Rename]) -> dict[str, Rename]:
        """The renames of files that were edited in other commits, or after the last, than they were renamed in."""
        left = [path for path in sorted(self.gone) if path not in known]
        head = self._repository.head() if left else None
        if head is None:
            return {}
        steps = [*self._repository.history(self.commit), self._since(head)]
        moves = [(step.gone, exact_renames(self._with_content(step.gone), step.new)) for step in steps]
        taken = {rename.new for rename in known.values()}
        found: dict[str, Rename] = {}
        for old in left:
            path = self._spelled(_followed(old, moves) or old)
            if path in self._on_disk and path not in taken:
                found[old] = Rename(path, exact=True)
                taken.add(path)
        return found

    def _since(self, head: str) -> Step:
        """What the work tree removed and added since the last commit."""
        files = self._as_on_disk(self._repository.files_at(head))
        gone = {path: file.blob for path, file in files.items() if path not in self._on_disk}
        added = [path for path in sorted(self._known) if path in self._on_disk and path not in files] if gone else []
        return Step(gone, {path: self._new_ids(path) for path in added})

    def _with_content(self, files: Mapping[str, str]) -> dict[str, str]:
        """Those of some files that are not empty, since empty files are the same by chance."""
        return {path: blob for path, blob in files.items() if blob != self._empty}

    @property
    def _empty(self) -> str:
        return _blob_id(b"", len(self.commit))

    @cached_property
    def old_paths(self) -> Mapping[str, str]:
        """The old paths of renamed files by new path."""
        return {rename.new: old for old, rename in self.renames.items()}

    def is_changed(self, path: str) -> bool:
        """Whether a file on disk is new, or has another name or content than at the commit."""
        if path not in self._verdicts:
            old = self._old_files.get(path)
            self._verdicts[path] = path in self.new if old is None else not self._is_same(path, old)
        return self._verdicts[path]

    def old_contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the content that files had at the commit, without those that cannot be read."""
        blobs = {path: self._old_files[path].blob for path in paths if path in self._old_files}
        missing = sorted({*blobs.values()} - self._contents.keys())
        if missing:
            self._contents |= self._repository.contents(missing, self._limit)
        return {path: self._contents[blob] for path, blob in blobs.items() if blob in self._contents}

    def _is_there(self, path: str) -> bool:
        """Whether a file that is not listed is there all the same: hidden, or left out by a sparse checkout."""
        tracked = self._index.get(path)
        is_skipped = tracked is not None and tracked.is_skipped
        return is_skipped or "/." in f"/{path}" or os.path.lexists(self._repository.folder / path)

    def _is_same(self, path: str, old: TrackedFile) -> bool:
        try:
            is_link = old.mode == SYMBOLIC_LINK
            data = os.fsencode((self._repository.folder / path).readlink()) if is_link else self._read(path)
        except OSError:
            return False
        return old.blob in _ids_of(data, len(old.blob))

    def _new_ids(self, path: str) -> Collection[str]:
        """The ids of what a new file contains, or contained when it was added to the index."""
        staged = {self._index[path].blob} - {self._empty} if path in self._index else set()
        return staged if staged and not _is_text(path) else {*staged, *_ids_of(self._data(path), len(self.commit))}

    def _data(self, path: str) -> bytes:
        try:
            return self._read(path)
        except OSError:
            return b""


def _followed(path: str, moves: Iterable[tuple[Collection[str], Mapping[str, Rename]]]) -> str | None:
    """The path that a file has after some steps, each given by what it removed and renamed; None if it is gone."""
    for gone, renames in moves:
        if path in renames:
            path = renames[path].new
        elif path in gone:
            return None
    return path


def _is_text(path: str) -> bool:
    return path.lower().endswith(_TEXTS)


def _ids_of(data: bytes, length: int) -> tuple[str, ...]:
    """The ids that git may have given to a content: with `core.autocrlf` it stores other line endings."""
    ids = (_blob_id(data, length),)
    return (*ids, _blob_id(data.replace(b"\r\n", b"\n"), length)) if b"\r\n" in data else ids


def _blob_id(data: bytes, length: int) -> str:
    """The id that git gives to a content in a repository whose ids have some length."""
    return hashlib.new(HASHES[length], b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
