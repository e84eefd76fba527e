"""The cache: an SQLite database that may be lost, damaged, crafted, or written by two runs at any time."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from vaultlint.files.regular_file import replace_file

FOLDER = ".vaultlint_cache"
"""The cache folder's name in a vault's root; its dot hides it from Obsidian."""

DATABASE = "cache.sqlite"

_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is vaultlint's cache and can be deleted.\n"
_MAX_SIZE = 2**30
_WAIT = 1.0
"""Seconds to wait while another run reads or writes."""

_MAGIC = b"SQLite format 3\0"
_ROLLBACK_MODE = b"\1\1"  # the bytes 18 and 19 of a database that has no write-ahead log
_LEFTOVERS = ("-journal", "-wal", "-shm")
_SETTINGS = (
    "PRAGMA trusted_schema = OFF",  # the database may be crafted
    "PRAGMA cell_size_check = ON",
    "PRAGMA synchronous = OFF",  # what a power failure damages is noticed, and read anew from the notes
)
_TABLES = (
    "CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB)",
    (
        "CREATE TABLE file (path BLOB PRIMARY KEY, size INT, time INT, mode INT, digest BLOB, links INT,"
        " aliases BLOB, verdict BLOB)"
    ),
    "CREATE TABLE document (path BLOB PRIMARY KEY, digest BLOB, outgoing BLOB, contents BLOB)",
)
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises: the second one where the message quotes a damaged name."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, None})
_EDITION = "edition"
"""The value that each save changes, so that a run notices that another one has saved."""


class StoredFile(NamedTuple):
    """What is kept of a file of the vault, besides what stands in it.

    `stamp` is its size, time and mode if these show whether it has changed, `links` the number of its links that
    do not lead out of the vault. `aliases` and `verdict` are encoded: the note's other names, and what rules found in
    it. None stands for no aliases, and for a file that has not been judged.
    """

    stamp: tuple[int, int, int] | None = None
    digest: bytes = b""
    links: int = 0
    aliases: bytes | None = None
    verdict: bytes | None = None


class StoredDocument(NamedTuple):
    """What stands in a note or canvas whose bytes have this digest, and where its links lead; both encoded."""

    digest: bytes
    outgoing: bytes
    contents: bytes


class Changes(NamedTuple):
    """What to save: values by name, files and documents by path, and the paths of files that are gone.

    With `anew`, nothing that was saved before is kept.
    """

    values: Mapping[str, bytes] = {}
    files: Mapping[str, StoredFile] = {}
    documents: Mapping[str, StoredDocument] = {}
    gone: Iterable[str] = ()
    anew: bool = False


class Store:
    """The database in a folder. What cannot be read is missing, what cannot be written is dropped.

    Each blob has a checksum, so damage is noticed. An object shows the database as it was when it was opened: once
    another run has saved, it is empty, and what is saved is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = str(folder / DATABASE)
        self._connection: sqlite3.Connection | None = None
        self._is_damaged = False
        self._edition = self._read_edition()

    def value(self, name: str) -> bytes | None:
        """Return the value of a name; None if it is missing."""
        rows = self._read("SELECT value FROM state WHERE name = ?", name)
        return _unsealed(rows[0][0]) if rows else None

    def files(self) -> dict[str, StoredFile]:
        """Return all files by path; none if one is damaged."""
        rows = self._read("SELECT path, size, time, mode, digest, links, aliases, verdict FROM file")
        try:
            return {
                _path(key): StoredFile(
                    None if size is None else (size, time, mode), digest, links, _unsealed(aliases), _unsealed(verdict)
                )
                for key, size, time, mode, digest, links, aliases, verdict in rows
            }
        except (AttributeError, ValueError):
            return {}

    def document(self, path: str) -> StoredDocument | None:
        """Return the document at a path; None if it is missing."""
        rows = self._read("SELECT digest, outgoing, contents FROM document WHERE path = ?", _key(path))
        return _document(rows[0]) if rows else None

    def documents(self) -> dict[str, StoredDocument]:
        """Return all documents by path."""
        found: dict[str, StoredDocument] = {}
        for key, *row in self._read("SELECT path, digest, outgoing, contents FROM document"):
            with suppress(AttributeError, ValueError):
                if document := _document(row):
                    found[_path(key)] = document
        return found

    def save(self, changes: Changes) -> bool:
        """Keep all changes or none, and tell which.

        None are kept where another run has saved since the store was opened, where the database cannot be written, and
        where it turns out to be damaged, which empties it.
        """
        with suppress(*_ERRORS, OSError, OverflowError):
            prepare_folder(self._folder)
            connection = self._connect() or self._create()
            try:
                return self._write(connection, changes)
            except _ERRORS as error:
                if _primary_code(error) in _DAMAGED:
                    self.close()
                    self._create()
        return False

    def _write(self, connection: sqlite3.Connection, changes: Changes) -> bool:
        with _transaction(connection):
            if self._read_edition() != self._edition:
                return False
            edition = os.urandom(16)
            _insert(connection, changes)
            connection.execute("REPLACE INTO state VALUES (?, ?)", (_EDITION, edition))
        self._edition = edition
        return True

    def close(self) -> None:
        """Close the database, which is opened again when it is needed: before other processes start."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _read(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        rows = self._query(query, *parameters)
        return rows if rows and self._read_edition() == self._edition else []

    def _read_edition(self) -> bytes | None:
        rows = self._query("SELECT value FROM state WHERE name = ?", _EDITION)
        return rows[0][0] if rows else None

    def _query(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        try:
            connection = self._connect()
            return connection.execute(query, parameters).fetchall() if connection else []
        except (*_ERRORS, OSError, MemoryError):
            return []

    def _connect(self) -> sqlite3.Connection | None:
        """Open the database; return None if there is none, or it is not one that a store has made."""
        if self._connection is None and not self._is_damaged and os.path.lexists(self._file):
            if _may_be_opened(self._file):
                self._connection = _opened(self._file)
                self._is_damaged = self._connection is None
            else:
                self._is_damaged = True
        return self._connection

    def _create(self) -> sqlite3.Connection:
        """Make an empty database in place of what is there."""
        for place in (self._file, *(self._file + leftover for leftover in _LEFTOVERS)):
            with suppress(FileNotFoundError):
                os.unlink(place)  # noqa: PTH108
        connection = sqlite3.connect(self._file, timeout=_WAIT, isolation_level=None)
        _configure(connection)
        with _transaction(connection):
            for table in _TABLES:
                connection.execute(table)
        self._connection, self._is_damaged, self._edition = connection, False, None
        return connection


def prepare_folder(folder: Path) -> None:
    """Create a cache folder, or complete one that an interrupted run created; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)):
        if not os.path.lexists(folder / name):
            replace_file(str(folder / name), content, survives_power_failure=False)


def _may_be_opened(file: str) -> bool:
    """Whether SQLite would read this file and no other.

    A journal is left behind where a run was killed while it wrote, or to make SQLite write elsewhere.
    """
    try:
        facts = os.lstat(file)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _MAX_SIZE:
            return False
        if any(os.path.lexists(file + leftover) for leftover in _LEFTOVERS):
            return False
        with open(file, "rb") as stream:  # noqa: PTH123
            head = stream.read(20)
    except OSError:
        return False
    return not head or (head.startswith(_MAGIC) and head[18:20] == _ROLLBACK_MODE)


def _configure(connection: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)


def _opened(file: str) -> sqlite3.Connection | None:
    """Open a database that has our tables and nothing else, such as views, which may run anything."""
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        _configure(connection)
        found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        if tuple(sql for (sql,) in found) == _TABLES:
            return connection
    except _ERRORS as error:
        if _primary_code(error) == sqlite3.SQLITE_BUSY:
            connection.close()
            raise
    connection.close()
    return None


def _primary_code(error: Exception) -> int | None:
    """Return SQLite's code for the kind of an error; None for a text that is not UTF-8."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, changes: Changes) -> None:
    gone = [(_key(path),) for path in changes.gone]
    for table in ("state", "file", "document") if changes.anew else ():
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    for table in ("file", "document"):
        connection.executemany(f"DELETE FROM {table} WHERE path = ?", gone)  # noqa: S608
    connection.executemany(
        "REPLACE INTO document VALUES (?, ?, ?, ?)",
        (
            (_key(path), digest, _sealed(outgoing), _sealed(contents))
            for path, (digest, outgoing, contents) in changes.documents.items()
        ),
    )
    connection.executemany(
        "REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (_key(path), *(stamp or (None, None, None)), digest, links, _sealed(aliases), _sealed(verdict))
            for path, (stamp, digest, links, aliases, verdict) in changes.files.items()
        ),
    )
    connection.executemany(
        "REPLACE INTO state VALUES (?, ?)", [(name, _sealed(value)) for name, value in changes.values.items()]
    )


def _document(row: Sequence[Any]) -> StoredDocument | None:
    digest, outgoing, contents = row[0], _unsealed(row[1]), _unsealed(row[2])
    return None if outgoing is None or contents is None else StoredDocument(digest, outgoing, contents)


def _key(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")  # a name that is not UTF-8 has surrogates


def _path(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")


def _sealed(blob: bytes | None) -> bytes | None:
    """Append a checksum to a blob."""
    return None if blob is None else blob + crc32(blob).to_bytes(4, "big")


def _unsealed(blob: Any) -> bytes | None:
    """Return a blob without its checksum; None if it is damaged."""
    if not isinstance(blob, bytes):
        return None
    content = blob[:-4]
    return content if crc32(content).to_bytes(4, "big") == blob[-4:] else None
