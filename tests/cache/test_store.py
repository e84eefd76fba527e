"""What is cached comes back as it was saved, or is missing, whatever has happened to the database."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.command import link
from vaultlint.cache.store import DATABASE, Changes, Store, StoredDocument, StoredFile
from vaultlint.encoding import decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)

VALUES = {"signature": b"1", "long": bytes(range(256)) * 40}
FILES = {
    "a.md": StoredFile((5, 1_700_000_000_000_000_000, 0o100644), b"digest", 3, b"aliases", b""),
    "b.md": StoredFile((0, -1, 2**62), b"digest", 0, None, b"verdict"),
    "\udcff \ud800 ü.md": StoredFile(None, b"digest"),
    "c.png": StoredFile(),
}
DOCUMENTS = {
    "a.md": StoredDocument(b"digest", b"", b"contents" * 2_000),
    "b.md": StoredDocument(b"digest", b"outgoing", b"short"),
    "\udcff \ud800 ü.md": StoredDocument(b"digest", b"x", b""),
}
ALL = Changes(VALUES, FILES, DOCUMENTS)


@given(PLAIN)
def test_plain_data_survives(value: Any) -> None:
    """The same with lone surrogates, as in names that are not UTF-8."""
    assert decode(encode(value)) == value


def test_what_cannot_be_encoded_leaves_nothing_behind() -> None:
    """A value that failed halfway leaves nothing in the next one."""
    with pytest.raises(OverflowError):
        encode([1, 2, 2**70])
    assert decode(encode(["next"])) == ["next"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache folder with one of everything in its database."""
    Store(tmp_path / "cache").save(ALL)
    return tmp_path / "cache"


def held(store: Store) -> Changes:
    """What a store returns, by the names and paths of what was saved."""
    values = {name: value for name in VALUES if (value := store.value(name)) is not None}
    return Changes(values, store.files(), store.documents())


def alone(store: Store) -> dict[str, StoredDocument]:
    """The documents that were saved, asked for one by one."""
    return {path: document for path in DOCUMENTS if (document := store.document(path))}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run_sql(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / DATABASE)
    for statement in statements:
        connection.executescript(statement)
    connection.commit()
    connection.close()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """The folder is marked as a cache, and ignored by git."""
    folder = tmp_path / "new" / "cache"
    store = Store(folder)
    assert held(store) == Changes()
    store.save(ALL)
    assert held(store) == ALL
    assert held(Store(folder)) == ALL
    assert alone(Store(folder)) == DOCUMENTS
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".gitignore").read_text() == "*\n"
    assert names(folder) == [".gitignore", "CACHEDIR.TAG", DATABASE]


def test_only_changes_are_saved(folder: Path) -> None:
    """What is saved replaces what has the same name or path; what is gone is removed; the rest stays."""
    new = StoredFile(None, b"new"), StoredDocument(b"new", b"", b"")
    Store(folder).save(Changes({"signature": b"2"}, {"b.md": new[0]}, {"b.md": new[1]}, ["a.md", "never.md"]))
    kept = {path: file for path, file in FILES.items() if path not in {"a.md", "b.md"}}
    kept_documents = {path: document for path, document in DOCUMENTS.items() if path not in {"a.md", "b.md"}}
    assert held(Store(folder)) == Changes(
        {**VALUES, "signature": b"2"}, {**kept, "b.md": new[0]}, {**kept_documents, "b.md": new[1]}
    )


def test_all_is_saved_anew(folder: Path) -> None:
    """With `anew`, nothing stays."""
    new = Changes({"signature": b"2"}, {"c.png": StoredFile()}, {}, anew=True)
    Store(folder).save(new)
    assert held(Store(folder)) == new._replace(anew=False)


def test_one_store_saves_twice(folder: Path) -> None:
    """A store goes on with what it has saved itself."""
    store = Store(folder)
    store.save(Changes({"signature": b"2"}))
    store.close()
    store.save(Changes({"long": b"3"}))
    assert [(each.value("signature"), each.value("long")) for each in (store, Store(folder))] == [(b"2", b"3")] * 2


def test_another_run_has_saved(folder: Path) -> None:
    """The older of two stores is empty from then on, so it cannot mix two states, and what it saves is dropped."""
    older, newer = Store(folder), Store(folder)
    assert held(older) == ALL
    newer.save(Changes({"signature": b"newer"}))
    assert held(older) == Changes()
    older.save(Changes({"signature": b"older"}, anew=True))
    assert held(newer) == held(Store(folder)) == ALL._replace(values={**VALUES, "signature": b"newer"})


def test_two_runs_begin_with_nothing(tmp_path: Path) -> None:
    """The first to save wins."""
    stores = [Store(tmp_path), Store(tmp_path)]
    for number, store in enumerate(stores):
        store.save(Changes({"signature": str(number).encode()}))
    assert [store.value("signature") for store in (*stores, Store(tmp_path))] == [b"0", None, b"0"]


def lock(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN EXCLUSIVE")


def test_locked_by_another_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that cannot get at the cache in time does without, and leaves it as it is."""
    monkeypatch.setattr("vaultlint.cache.store._WAIT", 0.01)
    open_before = Store(folder)
    other = sqlite3.connect(folder / DATABASE, isolation_level=None)
    lock(other)
    for store in (open_before, Store(folder)):
        assert held(store) == Changes()
        store.save(Changes({"signature": b"2"}, anew=True))
    other.execute("ROLLBACK")
    other.close()
    assert held(Store(folder)) == ALL


def damage(folder: Path, at: int, content: bytes, flip: int = 1) -> None:
    (folder / DATABASE).write_bytes(content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :])


def wrong(found: Changes) -> dict[str, object]:
    """What is there and was never saved; numbers, digests and paths are no blobs and have no checksum."""
    blobs = {
        path: {file.aliases, file.verdict} - {FILES[path].aliases, FILES[path].verdict, None}
        for path, file in found.files.items()
        if path in FILES
    }
    return {
        **{name: value for name, value in found.values.items() if value != VALUES[name]},
        **{path: blob for path, blob in blobs.items() if blob},
        **{
            path: document
            for path, document in found.documents.items()
            if path in DOCUMENTS and document[1:] != DOCUMENTS[path][1:]
        },
    }


def check_damage(folder: Path) -> None:
    """What a damaged database still returns is right, and the next save makes it whole."""
    assert wrong(held(Store(folder))) == {}
    assert wrong(Changes(documents=alone(Store(folder)))) == {}
    for _ in range(2):  # the first one may only find that the database is damaged
        Store(folder).save(ALL._replace(anew=True))
    assert held(Store(folder)) == ALL
    assert names(folder) == [".gitignore", "CACHEDIR.TAG", DATABASE]


@pytest.mark.parametrize("flip", [1, 128, 255])
@pytest.mark.parametrize("start", [pytest.param(at, id=f"from {at}") for at in (0, 20, 40, 60, 80)])
def test_damaged_header(folder: Path, start: int, flip: int) -> None:
    """Any byte of the header may be another one."""
    content = (folder / DATABASE).read_bytes()
    for at in range(start, start + 20):
        damage(folder, at, content, flip)
        check_damage(folder)


@pytest.mark.parametrize("start", range(8))
def test_damaged_byte(folder: Path, start: int) -> None:
    """So may any byte elsewhere."""
    content = (folder / DATABASE).read_bytes()
    for at in range(100 + start * 67, len(content), 8 * 67):
        damage(folder, at, content, 0x55)
        check_damage(folder)


def test_damaged_schema(folder: Path) -> None:
    """SQLite's message may then quote what is not UTF-8."""
    content = (folder / DATABASE).read_bytes()
    for at in range(content.index(b"CREATE TABLE document"), content.rindex(b"CREATE TABLE"), 5):
        damage(folder, at, content, 0x80)
        check_damage(folder)


@pytest.mark.slow
def test_more_damaged_bytes(folder: Path) -> None:
    """Bytes closer to each other."""
    content = (folder / DATABASE).read_bytes()
    for at in range(0, len(content), 11):
        damage(folder, at, content, 1 + at % 255)
        assert wrong(held(Store(folder))) == {}, at


@pytest.mark.parametrize("size", [0, 1, 15, 16, 19, 20, 99, 100, 4095, 4096, 8192, -4096, -1])
def test_truncated(folder: Path, size: int) -> None:
    """A database that ends too early, or is empty."""
    content = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(content[:size])
    check_damage(folder)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("CREATE VIEW v AS SELECT 1", id="view"),
        pytest.param(
            "CREATE TRIGGER t AFTER INSERT ON state BEGIN DELETE FROM file; END",
            id="trigger",
        ),
        pytest.param("CREATE TABLE more (x)", id="another table"),
        pytest.param("CREATE INDEX i ON file (size)", id="index"),
        pytest.param("DROP TABLE document", id="a table missing"),
        pytest.param(
            "DROP TABLE document; CREATE VIEW document AS SELECT path, digest, digest outgoing, digest contents FROM file",
            id="a view in place of a table",
        ),
        pytest.param("ALTER TABLE file ADD COLUMN more", id="another column"),
        pytest.param(
            "DROP TABLE state; CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB DEFAULT (randomblob(9)))",
            id="a default that is computed",
        ),
        pytest.param("PRAGMA journal_mode = WAL", id="write-ahead log"),
    ],
)
def test_database_that_no_store_has_made(folder: Path, statement: str) -> None:
    """It is not read, and the next save replaces it."""
    run_sql(folder, statement)
    for leftover in folder.glob("*-*"):
        leftover.unlink()
    assert held(Store(folder)) == Changes()
    Store(folder).save(ALL)
    assert held(Store(folder)) == ALL


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)], ids=["empty", "crafted"])
def test_journal_left_behind(folder: Path, end: str, content: bytes) -> None:
    """SQLite never sees it, since a crafted one makes it delete other files; it goes together with the database."""
    (folder / (DATABASE + end)).write_bytes(content)
    assert held(Store(folder)) == Changes()
    assert (folder / (DATABASE + end)).read_bytes() == content
    Store(folder).save(Changes({"signature": b"2"}))
    assert held(Store(folder)) == Changes({"signature": b"2"})
    assert names(folder) == [".gitignore", "CACHEDIR.TAG", DATABASE]


def replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replace_by_pipe(file: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    file.unlink()
    os.mkfifo(file)


def replace_by_link(file: Path) -> None:
    file.rename(file.parent.parent / "mine")
    link(file, file.parent.parent / "mine")


def replace_by_dangling_link(file: Path) -> None:
    file.unlink()
    link(file, file.parent.parent / "nothing")


@pytest.mark.parametrize(
    "replace, is_replaced",
    [
        pytest.param(replace_by_folder, False, id="folder"),
        pytest.param(replace_by_pipe, True, id="pipe"),
        pytest.param(replace_by_link, True, id="symbolic link"),
        pytest.param(replace_by_dangling_link, True, id="symbolic link that dangles"),
    ],
)
def test_no_regular_file(folder: Path, replace: Callable[[Path], None], is_replaced: bool) -> None:
    """It is not opened, and nothing is written through a link: the link itself is replaced."""
    before = (folder / DATABASE).read_bytes()
    replace(folder / DATABASE)
    assert held(Store(folder)) == Changes()
    Store(folder).save(Changes({"signature": b"2"}))
    assert held(Store(folder)) == Changes({"signature": b"2"} if is_replaced else {})
    assert not (folder.parent / "nothing").exists()
    if (folder.parent / "mine").exists():
        assert (folder.parent / "mine").read_bytes() == before


CRAFTED = ["NULL", "'text'", "1.5", f"{2**63 - 1}", f"{2**80}", f"{-(2**63)}", "x''", "x'ff'", "zeroblob(5)"]


@pytest.mark.parametrize("value", CRAFTED)
@pytest.mark.parametrize(
    "table, column",
    [
        *(("file", column) for column in ("path", "size", "time", "mode", "digest", "links", "aliases", "verdict")),
        *(("document", column) for column in ("path", "digest", "outgoing", "contents")),
        *(("state", column) for column in ("name", "value")),
    ],
)
def test_values_of_other_types(folder: Path, table: str, column: str, value: str) -> None:
    """Columns may hold anything; a blob without its checksum is missing."""
    where = " WHERE name = 'signature'" if table == "state" else " WHERE path = CAST('a.md' AS BLOB)"
    run_sql(folder, f"UPDATE {table} SET {column} = {value}{where}")  # noqa: S608
    assert wrong(held(Store(folder))) == {}
    Store(folder).save(ALL._replace(anew=True))
    assert held(Store(folder)) == ALL


def test_huge_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is larger than any vault's is not read."""
    monkeypatch.setattr("vaultlint.cache.store._MAX_SIZE", 1_000)
    assert held(Store(folder)) == Changes()


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """With a file in its place everything goes on without a cache."""
    (tmp_path / "file").write_text("x")
    store = Store(tmp_path / "file")
    store.save(ALL)
    assert held(store) == Changes()
    assert (tmp_path / "file").read_text() == "x"


def test_read_only_folder(folder: Path) -> None:
    """What is there is read; what cannot be written is dropped."""
    folder.chmod(0o500)
    (folder / DATABASE).chmod(0o400)
    try:
        if os.access(folder / DATABASE, os.W_OK):
            pytest.skip("root may write everything")
        store = Store(folder)
        assert held(store) == ALL
        store.save(Changes({"signature": b"2"}))
        assert held(Store(folder)) == ALL
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("stamp", [(2**70, 0, 0), (0, -(2**63) - 1, 0)], ids=["size", "time"])
def test_what_cannot_be_kept(folder: Path, stamp: tuple[int, int, int]) -> None:
    """A save that SQLite cannot hold changes nothing, not even in part."""
    store = Store(folder)
    store.save(Changes({"signature": b"2"}, {"b.md": StoredFile(stamp)}))
    assert held(store) == held(Store(folder)) == ALL


def test_nothing_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache may be lost at any time."""
    monkeypatch.setattr("vaultlint.files.regular_file.os.fsync", None)
    store = Store(tmp_path)
    store.save(ALL)
    assert store._connection is not None
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (0,)
    assert held(Store(tmp_path)) == ALL


def test_folder_that_was_begun(tmp_path: Path) -> None:
    """If a run was interrupted while it created the folder, the next one completes it."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / ".vaultlint-1.tmp").touch()
    Store(tmp_path / "cache").save(ALL)
    assert (tmp_path / "cache" / ".gitignore").read_bytes() == b"*\n"
    assert held(Store(tmp_path / "cache")) == ALL
