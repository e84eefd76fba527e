"""The journal of a change: all it takes to finish or to undo it, should it be interrupted.

It is kept in the vault's cache folder, and sealed with a key that is not in the vault: whoever made the vault could put
a journal there that says something else.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import NamedTuple

from vaultlint.cache.store import FOLDER, prepare_folder
from vaultlint.encoding import decode, encode
from vaultlint.errors import FixRefused, reason
from vaultlint.files import busy_files
from vaultlint.files.regular_file import read_regular_file, replace_file, sync_folder
from vaultlint.fix.disk.journal_key import load_key, load_or_make_key
from vaultlint.fix.disk.leftovers import DONE, JOURNAL, unfinished_journals
from vaultlint.fix.edits import Move

_VERSION = 1
_SEAL_SIZE = 32
_MAX_SIZE = 2**30

FIX, MOVE, UNDO = "fix", "move", "undo"
"""The kinds of changes. Only the journal of a move is kept once it is done; to undo the move uses it up."""


class FileChange(NamedTuple):
    """A file, by its path before the moves, and its bytes before and after."""

    path: str
    before: bytes
    after: bytes


class Journal(NamedTuple):
    """A change: files to write, then folders to create, moves, and folders to remove if they are empty.

    Files are written in their order, folders created and removed in theirs.
    """

    kind: str
    files: tuple[FileChange, ...] = ()
    created: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def inverse(self) -> Journal:
        """The change that takes this one back."""
        return Journal(
            UNDO,
            tuple(FileChange(self.new_path(path), after, before) for path, before, after in self.files),
            tuple(reversed(self.removed)),
            tuple(Move(new, old) for old, new in reversed(self.moves)),
            tuple(reversed(self.created)),
        )

    def new_path(self, path: str) -> str:
        """Return where a file is after the moves."""
        for old, new in self.moves:
            if path == old or path.startswith(f"{old}/"):
                path = new + path[len(old) :]
        return path


class Journals:
    """The journals in the cache folder of a vault; `root` is its real path.

    None of them is read whose seal is not the user's.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self.folder = Path(root, FOLDER)

    def prepare(self) -> None:
        """Create the folder; raises `FixRefused`."""
        if os.path.realpath(self.folder) != str(self.folder):
            raise FixRefused(f"{self.folder} is a symbolic link: remove it, so that the journal can be written there")
        try:
            prepare_folder(self.folder)
        except OSError as error:
            raise FixRefused(f"{self.folder}: cannot be written: {reason(error)}") from None

    @cached_property
    def _key(self) -> bytes:
        return load_or_make_key()

    def _own(self, key: bytes) -> str:
        """The name of this user's journal for this vault."""
        return JOURNAL + blake2b(os.fsencode(self._root), key=key, digest_size=8).hexdigest()

    @property
    def file(self) -> Path:
        """The journal of a change that has begun and is not complete."""
        return self.folder / self._own(self._key)

    @property
    def _done_file(self) -> Path:
        return self.folder / (self._own(self._key) + DONE)

    def begin(self, journal: Journal) -> None:
        """Write the journal of a change that begins; raises OSError."""
        content = encode([_VERSION, self._root, *journal])
        if len(content) + _SEAL_SIZE > _MAX_SIZE:
            raise FixRefused("too much to change at once: name the notes to fix")
        replace_file(str(self.file), self._seal(content) + content)

    def finish(self, journal: Journal) -> None:
        """Note that a change is complete; raises OSError."""
        if journal.kind == MOVE:
            busy_files.replace(str(self.file), str(self._done_file))
        else:
            if journal.kind == UNDO:
                with suppress(FileNotFoundError):
                    busy_files.unlink(str(self._done_file))
            busy_files.unlink(str(self.file))
        sync_folder(str(self.folder))

    def abandon(self) -> None:
        """Note that nothing is left of a change that was begun; raises OSError."""
        busy_files.unlink(str(self.file))
        sync_folder(str(self.folder))

    def unfinished(self) -> Journal | None:
        """Return the journal of a change that was interrupted; raises `FixRefused` if it cannot be used."""
        return self._read(self.file)

    def last_move(self) -> Journal | None:
        """Return the journal of the last move, None if there is none; raises `FixRefused` if it cannot be used."""
        return self._read(self._done_file)

    def left_behind(self) -> tuple[Path | None, tuple[Path, ...]]:
        """Return the file of the user's own journal, if a change was interrupted, and those of others'."""
        found = unfinished_journals(self.folder)
        if not found:
            return None, ()
        key = load_key()
        own = self._own(key) if key else None
        return self.folder / own if own in found else None, tuple(self.folder / name for name in found if name != own)

    def _seal(self, content: bytes) -> bytes:
        return blake2b(content, key=self._key, digest_size=_SEAL_SIZE).digest()

    def _read(self, file: Path) -> Journal | None:
        try:
            data = read_regular_file(str(file), _MAX_SIZE, follow=False)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FixRefused(f"{file}: cannot be read: {reason(error)}") from None
        seal, content = data[:_SEAL_SIZE], data[_SEAL_SIZE:]
        try:
            if compare_digest(seal, self._seal(content)):
                version, root, kind, files, created, moves, removed = decode(content)
                if version == _VERSION and root == self._root:
                    files = tuple(FileChange(*each) for each in files)
                    return Journal(kind, files, tuple(created), tuple(Move(*each) for each in moves), tuple(removed))
        except (TypeError, ValueError):
            pass
        raise FixRefused(f"{file}: not a journal that this vaultlint wrote here: delete it")
