"""The parsed files of the last run stay as long as the files on disk are the same, and no longer."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.command import link_folder
from vaultlint.cache.store import DATABASE, Changes, Store, StoredDocument
from vaultlint.encoding import digest, encode
from vaultlint.model import Note
from vaultlint.parse import read_note
from vaultlint.vault.documents import Documents
from vaultlint.vault.index import Index
from vaultlint.vault.reader import ParsedFile
from vaultlint.vault.sources import RACY, Disk

OLD = 1_700_000_000_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with a note that was written long ago."""
    (tmp_path / "vault").mkdir()
    write(tmp_path / "vault", "[[Tea]]", OLD)
    return tmp_path / "vault"


def write(root: Path, text: str, changed: int = OLD, name: str = "a.md") -> None:
    (root / name).write_text(text, encoding="utf-8")
    os.utime(root / name, ns=(changed, changed))


def store(root: Path) -> Store:
    return Store(root.parent / "cache")


def load(root: Path, limit: int = 1_000) -> Index:
    """The vault as the cache and the disk have it; what is new is cached."""
    index = Index(root, Disk(root, limit), store=store(root))
    index.save()
    return index


def targets(root: Path) -> list[str]:
    """What the note links to, read through the cache."""
    return [link.target for link in load(root).note("a.md").links]


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test fail where a note is read; settings may be."""

    def read(disk: Disk, path: str) -> bytes:
        if path.endswith(".md"):
            pytest.fail(f"{path} was read")
        return (disk.root / path).read_bytes()

    monkeypatch.setattr(Disk, "read", read)


def test_unchanged_file_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and timestamp are enough."""
    (root / "b.png").touch()
    assert targets(root) == ["Tea"]
    before = (root.parent / "cache" / DATABASE).read_bytes()
    forbid_reading(monkeypatch)
    assert load(root).loaded == (frozenset(), False)
    assert targets(root) == ["Tea"]
    assert (root.parent / "cache" / DATABASE).read_bytes() == before, "nothing new, so nothing is written"


@pytest.mark.parametrize(
    ("text", "changed", "expected"),
    [
        pytest.param("[[Cup]]", OLD + 1, ["Cup"], id="another timestamp"),
        pytest.param("[[Cup]]", OLD - 1, ["Cup"], id="an older timestamp"),
        pytest.param("[[Cups]]", OLD, ["Cups"], id="another size"),
        pytest.param("[[Cup]]", OLD, ["Tea"], id="neither: nobody can tell"),
    ],
)
def test_changed_file(root: Path, text: str, changed: int, expected: list[str]) -> None:
    """What looks changed is read again."""
    targets(root)
    write(root, text, changed)
    assert targets(root) == expected
    assert targets(root) == expected


def test_changed_mode(root: Path) -> None:
    """A file that may not be read any more looks changed, too."""
    targets(root)
    documents = load(root).documents
    stamp = documents.files["a.md"].stamp
    (root / "a.md").chmod(0o444)
    assert load(root).documents.files["a.md"].stamp != stamp


def test_moved_timestamp(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only looks changed is read once, not parsed, and its new timestamp is kept."""
    targets(root)
    write(root, "[[Tea]]", OLD + 1)
    monkeypatch.setattr("vaultlint.vault.reader.parse_file", lambda *_: pytest.fail("it was parsed"))
    assert load(root).loaded == (frozenset(), False)
    forbid_reading(monkeypatch)
    assert targets(root) == ["Tea"]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, "Cup"), (-RACY, "Cup"), (RACY - 1, "Cup"), (RACY, "Cup"), (RACY + 1, "Tea")],
    ids=["now", "in the future", "within the resolution", "just within it", "before"],
)
@pytest.mark.parametrize("is_touched", [False, True], ids=["written", "touched"])
def test_recent_change(root: Path, monkeypatch: pytest.MonkeyPatch, age: int, expected: str, is_touched: bool) -> None:
    """A file written just before may have changed twice with one timestamp: its content decides."""
    now = OLD + 100 * RACY
    monkeypatch.setattr("vaultlint.vault.documents.time.time_ns", lambda: now)
    if is_touched:
        targets(root)
    write(root, "[[Tea]]", now - age)
    targets(root)
    write(root, "[[Cup]]", now - age)
    assert targets(root) == [expected]


def test_change_while_the_vault_is_read(root: Path) -> None:
    """What the file system says of a file before it is read counts: a later change shows in the next run."""
    index = Index(root, Disk(root), store=store(root))
    write(root, "[[Cup]]", OLD + 1)
    index.save()
    assert targets(root) == ["Cup"]


def test_file_above_the_limit(root: Path) -> None:
    """A file that was cached is unreadable once it is too large, and is read again once it is not."""
    assert targets(root) == ["Tea"]
    assert list(load(root, limit=5).unreadable) == ["a.md"]
    assert targets(root) == ["Tea"]


def documents(root: Path, signature: bytes) -> Documents:
    return Documents(Disk(root), store(root), signature, lambda _: None)


def put(root: Path, signature: bytes) -> None:
    held = documents(root, signature)
    index = Index(root, Disk(root))
    held.put("a.md", index.documents.get("a.md"))
    held.save({}, {"name": b"value"})


def test_another_signature(root: Path) -> None:
    """What a run under other conditions has left does not count, and is thrown away by the next save."""
    put(root, b"1")
    assert list(documents(root, b"1").files) == ["a.md"]
    assert documents(root, b"1").value("name") == b"value"
    other = documents(root, b"2")
    assert (other.files, other.value("name"), other.get("a.md"), list(other.outgoing())) == ({}, None, None, [])
    assert other.changed(["a.md"]) == ["a.md"]
    other.save({}, {})
    assert (documents(root, b"1").files, documents(root, b"2").files) == ({}, {})
    assert store(root).documents() == {}


def test_what_is_gone_is_forgotten(root: Path) -> None:
    """The cache holds the files of the last run only."""
    write(root, "[[a]]", name="b.md")
    load(root)
    (root / "a.md").unlink()
    load(root)
    assert (list(store(root).files()), list(store(root).documents())) == (["b.md"], ["b.md"])


def test_file_that_comes_back(root: Path) -> None:
    """One that goes and comes back within a session is cached as it is in the end."""
    index = load(root)
    index.update("a.md", None)
    index.update("a.md", b"[[Cup]]")
    index.save()
    assert store(root).files()["a.md"].digest == digest(b"[[Cup]]")
    index.update("a.md", None)
    index.save()
    assert (store(root).files(), store(root).documents()) == ({}, {})
    index.update("new.md", b"")
    index.update("new.md", None)
    index.save()
    assert store(root).files() == {}


def test_buffer_of_an_editor(root: Path) -> None:
    """What an editor has not saved is never taken for what is on disk."""
    index = load(root)
    index.update("a.md", b"[[Cup]]")
    assert [link.target for link in index.note("a.md").links] == ["Cup"]
    index.save()
    assert targets(root) == ["Tea"]


ODD = f"---\nbig: {2**70}\n---\n[[Tea]]\n"


def test_contents_that_cannot_be_encoded(root: Path) -> None:
    """A note that msgpack cannot hold is parsed each time, and the rest is cached."""
    for text in (
        ODD,
        "---\na: [1, {b: .nan}, 'x']\nd: 2024-01-31\n---\n# H\n\n[[x#^y|z]] %% vaultlint-disable-line %%\n",
    ):
        write(root, text)
        write(root, "[[Cup]]", name="b.md")
        expected = read_note("a.md", text.encode())
        for _ in range(2):
            note: Note = load(root).note("a.md")
            assert repr(note.properties) == repr(expected.properties)
            assert note.links == expected.links
            assert note.suppressions == expected.suppressions
        assert ("a.md" in store(root).documents()) == (text is not ODD)
        assert load(root).loaded.affected == ({"a.md"} if text is ODD else set())
        assert "b.md" in store(root).documents()
    assert load(root).loaded.affected == frozenset()


def run_sql(root: Path, statement: str) -> None:
    connection = sqlite3.connect(root.parent / "cache" / DATABASE)
    connection.execute(statement)
    connection.commit()
    connection.close()


LOSSES = [
    pytest.param("DELETE FROM document", id="all gone"),
    pytest.param("DELETE FROM document WHERE path = CAST('a.md' AS BLOB)", id="one gone"),
    pytest.param("UPDATE document SET contents = x'00'", id="damaged contents"),
    pytest.param("UPDATE document SET outgoing = x'00'", id="damaged links"),
    pytest.param("UPDATE document SET digest = x'00'", id="of other bytes"),
]


@pytest.mark.parametrize("loss", LOSSES)
def test_lost_document_is_read_again(root: Path, loss: str) -> None:
    """Whether it is asked for alone or with all others; it is cached again."""
    write(root, "[[a]] [[Cup]]", name="b.md")
    load(root)
    for ask in (
        targets,
        lambda root: load(root).outgoing_links("a.md").asked,
        lambda root: load(root).backlinks.dangling,
    ):
        expected = ask(root)
        run_sql(root, loss)
        assert ask(root) == expected
        assert expected
    index = load(root)
    assert index.backlinks.dangling == {"a.md", "b.md"}
    index.save()
    assert store(root).documents().keys() == {"a.md", "b.md"}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("text", [None, "# New", "[[b]]"], ids=["removed", "other heading", "other links"])
def test_lost_document_that_has_changed_since(root: Path, loss: str, text: str | None) -> None:
    """Nobody knows what stood in it before, so everything may differ."""
    write(root, "# Old")
    write(root, "[[a#Old]]", name="b.md")
    load(root)
    run_sql(root, loss)
    if text is None:
        (root / "a.md").unlink()
    else:
        write(root, text, OLD + 1)
    update = load(root).loaded
    assert (update.affected >= {"b.md"}, update.graph) == (True, True)


@pytest.mark.parametrize(
    "outgoing",
    [b"", b"\xc1", encode(7), encode([0, [], [], [], [], [7], []]) + b"\x00", encode([0, [b"x"], [], [], [], [], []])],
)
def test_nonsense(root: Path, outgoing: bytes) -> None:
    """Links that are undamaged but of the wrong shape are resolved again."""
    load(root)
    held = store(root)
    document = held.documents()["a.md"]
    held.save(Changes(documents={"a.md": StoredDocument(document.digest, outgoing, document.contents)}))
    assert load(root).outgoing_links("a.md").dangling == (0,)


def test_verdicts_are_kept_with_the_file(root: Path) -> None:
    """Until the file is another one, or they are forgotten."""
    index = Index(root, Disk(root), store=store(root))
    index.save({"a.md": b"verdict"})
    assert load(root).documents.files["a.md"].verdict == b"verdict"
    write(root, "[[Tea]]", OLD + 1)
    assert load(root).documents.files["a.md"].verdict == b"verdict", "the same bytes"
    index = load(root)
    index.documents.forget_verdicts(["a.md"])
    index.save()
    assert load(root).documents.files["a.md"].verdict is None
    index.save({"a.md": b"verdict"})
    write(root, "[[Cup]]")
    os.utime(root / "a.md", ns=(OLD + 2, OLD + 2))
    assert load(root).documents.files["a.md"].verdict is None


def test_without_a_store(root: Path) -> None:
    """Nothing is kept and nothing fails."""
    held = Documents(Disk(root), None, b"1", lambda _: None)
    parsed = ParsedFile(b"", b"", Index(root, Disk(root)).outgoing_links("a.md"))
    held.put("a.md", parsed)
    held.save({}, {"x": b""})
    held.close()
    assert (held.get("a.md"), held.get("b.md"), held.value("x")) == (parsed, None, None)


def test_linked_folder_that_leads_elsewhere(root: Path) -> None:
    """Where a followed link leads is in no stamp, so what was read there before does not count."""
    for folder, text in (("one", "[[Tea]]"), ("two", "[[Cup]]")):
        (root.parent / folder).mkdir()
        write(root.parent / folder, text, name="b.md")

    def found() -> list[str]:
        index = Index(root, Disk(root, follow=["linked"]), store=store(root))
        index.save()
        return [link.target for link in index.note("linked/b.md").links]

    link_folder(root / "linked", root.parent / "one")
    assert found() == ["Tea"]
    (root / "linked").unlink()
    link_folder(root / "linked", root.parent / "two")
    assert found() == ["Cup"]


def test_linked_folder_that_is_not_read(root: Path) -> None:
    """A link into one is external only as long as the folder is there."""
    write(root, "[[linked/Tea]]")
    (root.parent / "one").mkdir()
    link_folder(root / "linked", root.parent / "one")
    assert load(root).outgoing_links("a.md").dangling == ()
    (root / "linked").unlink()
    assert load(root).outgoing_links("a.md").dangling == (0,)
    link_folder(root / "linked", root.parent / "one")
    assert load(root).outgoing_links("a.md").dangling == ()


def test_settings_that_show_other_files(root: Path) -> None:
    """Whether files of all types are shown decides where links lead."""
    write(root, "[[list.csv]]")
    (root / "list.csv").touch()
    (root / ".obsidian").mkdir()
    for shows, dangling in (("true", ()), ("false", (0,)), ("true", ())):
        (root / ".obsidian" / "app.json").write_text(f'{{"showUnsupportedFiles": {shows}}}', encoding="utf-8")
        assert load(root).outgoing_links("a.md").dangling == dangling


def test_another_version_of_the_parsers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code has read does not count."""
    targets(root)
    monkeypatch.setattr("vaultlint.vault.index.fingerprint", lambda _: b"other")
    assert load(root).loaded.affected == {"a.md"}


def test_save_that_fails_is_made_up_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another run has kept from being saved is saved the next time, so that the cache is never half of two."""
    monkeypatch.setattr("vaultlint.cache.store._WAIT", 0.01)
    put(root, b"1")
    index = Index(root, Disk(root), store=store(root))
    busy = sqlite3.connect(root.parent / "cache" / DATABASE, isolation_level=None)
    busy.execute("BEGIN EXCLUSIVE")
    index.save()
    busy.execute("ROLLBACK")
    busy.close()
    write(root, "[[b]]", name="b.md")
    index.update("b.md", b"[[b]]")
    index.save()
    assert store(root).files().keys() == {"a.md", "b.md"}
    assert store(root).value("name") is None, "of a run under other conditions"
