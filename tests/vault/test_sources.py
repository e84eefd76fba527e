"""The files of a vault, on disk and in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from vaultlint.vault.sources import Disk, FileSource, Memory, Overlay

NAMES = (
    "b.md",
    "a/z.md",
    "a/b/deep.md",
    "a.md",
    "Ärger.md",
    "no extension",
    ".hidden.md",
    ".obsidian/app.json",
    "a/.trash/x.md",
)


def write(root: Path, files: Mapping[str, str]) -> Disk:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return Disk(root)


def link(place: Path, target: Path | str) -> None:
    """Make a symbolic link, or skip the test where the system forbids it."""
    try:
        place.symlink_to(target, target_is_directory=Path(target).is_dir())
    except (OSError, NotImplementedError):
        pytest.skip("no symbolic links here")


@pytest.fixture(params=["disk", "memory"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> FileSource:
    """The same vault, on disk and in memory."""
    texts = {name: f"This is {name}.\r\n" for name in NAMES}
    return write(tmp_path, texts) if request.param == "disk" else Memory(texts)


def test_names_are_sorted_and_hidden_ones_left_out(source: FileSource) -> None:
    """All files in all folders, sorted by code point, but none hidden by a dot."""
    assert source.paths() == ["a.md", "a/b/deep.md", "a/z.md", "b.md", "no extension", "Ärger.md"]
    assert source.unreadable == {}


def test_bytes_are_read_as_they_are(source: FileSource) -> None:
    """Reading changes nothing, and reaches hidden files too."""
    assert source.read("Ärger.md") == "This is Ärger.md.\r\n".encode()
    assert source.read(".obsidian/app.json") == b"This is .obsidian/app.json.\r\n"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_files_of_any_size(tmp_path: Path, size: int) -> None:
    """A file is read to its end, however many reads it takes."""
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    (tmp_path / "a.bin").write_bytes(content)
    assert Disk(tmp_path).read("a.bin") == content


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    """A file that became a folder since it was listed is an OSError."""
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OSError, match=r"."):
        Disk(tmp_path).read("a.md")


@pytest.mark.parametrize("path", ["gone.md", "gone/a.md", ".obsidian/gone.json"])
def test_missing_file(source: FileSource, path: str) -> None:
    """A file that is not there cannot be read."""
    with pytest.raises(FileNotFoundError):
        source.read(path)


def test_memory_holds_texts_and_bytes() -> None:
    """Text is read as UTF-8, bytes as they are."""
    source = Memory({"a.md": "ä", "b.md": b"\xff"})
    assert (source.read("a.md"), source.read("b.md")) == (b"\xc3\xa4", b"\xff")


def test_capitals_come_first() -> None:
    """Paths are sorted by code point, so capital letters come first."""
    assert Memory(dict.fromkeys(("b.md", "a.md", "B.md"), "")).paths() == ["B.md", "a.md", "b.md"]


def test_empty_folders_are_nothing(tmp_path: Path) -> None:
    """A folder is not a file, whatever its name."""
    (tmp_path / "folder.md").mkdir()
    assert Disk(tmp_path).paths() == []


def test_missing_root_is_noted(tmp_path: Path) -> None:
    """A root that does not exist has no files, and says why."""
    source = Disk(tmp_path / "gone")
    assert source.paths() == []
    assert list(source.unreadable) == ["."]
    assert source.unreadable["."]


def test_linked_folders_are_not_entered(tmp_path: Path) -> None:
    """A link to a folder is not followed, so that a loop ends."""
    root, outside = tmp_path / "vault", tmp_path / "outside"
    source = write(root, {"a/x.md": ""})
    write(outside, {"y.md": ""})
    link(root / "a" / "loop", root)
    link(root / "other", outside)
    link(root / "twin", root / "a")
    assert source.paths() == ["a/x.md"]
    assert source.unreadable == {}


@pytest.mark.parametrize("system_can_refuse_links", [True, False])
def test_linked_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, system_can_refuse_links: bool) -> None:
    """A link to a file of the vault is read; one that leads out of it is listed, but refused."""
    if not system_can_refuse_links:  # as on Windows
        monkeypatch.setattr("vaultlint.files.regular_file._NO_LINK", 0)
    root = tmp_path / "vault"
    source = write(root, {"a/x.md": "inside"})
    write(tmp_path, {"secret.md": "outside"})
    link(root / "in.md", root / "a" / "x.md")
    link(root / "out.md", tmp_path / "secret.md")
    link(root / "relative.md", Path("..") / "secret.md")
    assert source.paths() == ["a/x.md", "in.md", "out.md", "relative.md"]
    assert (source.read("in.md"), source.read("a/x.md")) == (b"inside", b"inside")
    for path in ("out.md", "relative.md"):
        with pytest.raises(PermissionError) as refused:
            source.read(path)
        assert refused.value.strerror == "a link to a file outside the vault"


def test_link_into_a_neighbour_with_a_similar_name(tmp_path: Path) -> None:
    """A folder whose name begins like the vault's is outside."""
    root = tmp_path / "vault"
    source = write(root, {"x.md": ""})
    write(tmp_path / "vault2", {"y.md": ""})
    link(root / "y.md", tmp_path / "vault2" / "y.md")
    with pytest.raises(PermissionError):
        source.read("y.md")


def test_vault_behind_a_link(tmp_path: Path) -> None:
    """The root itself may be a link."""
    write(tmp_path / "vault", {"a.md": "here", "b/c.md": ""})
    link(tmp_path / "shortcut", tmp_path / "vault")
    link(tmp_path / "vault" / "twin.md", tmp_path / "vault" / "a.md")
    source = Disk(tmp_path / "shortcut")
    assert source.paths() == ["a.md", "b/c.md", "twin.md"]
    assert source.read("twin.md") == b"here"


def test_links_to_nothing_are_no_files(tmp_path: Path) -> None:
    """A link whose file is gone, or that leads to itself, is not listed."""
    source = write(tmp_path, {"a.md": ""})
    link(tmp_path / "broken.md", tmp_path / "gone.md")
    link(tmp_path / "loop.md", "loop.md")
    assert source.paths() == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_are_no_files(tmp_path: Path) -> None:
    """A pipe could block forever; it is not listed."""
    os.mkfifo(tmp_path / "pipe.md")
    assert Disk(tmp_path).paths() == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder_is_noted(tmp_path: Path) -> None:
    """A folder that cannot be listed is kept with the reason, and the rest is found."""
    source = write(tmp_path, {"a/x.md": "", "b/c/y.md": "", "z.md": ""})
    closed = tmp_path / "b" / "c"
    closed.chmod(0)
    try:
        assert source.paths() == ["a/x.md", "z.md"]
    finally:
        closed.chmod(0o700)
    assert source.unreadable == {"b/c": "permission denied"}


def test_folder_that_the_system_will_not_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system error on one folder is kept in the system's words, and the rest is found."""
    source = write(tmp_path, {"a/x.md": "", "b/c/y.md": "", "z.md": ""})
    scandir = os.scandir

    def fail_on_b(folder: str) -> os._ScandirIterator[str]:
        if Path(folder) == tmp_path / "b":
            raise OSError(5, "Input/output error")
        return scandir(folder)

    monkeypatch.setattr("vaultlint.vault.sources.os.scandir", fail_on_b)
    assert source.paths() == ["a/x.md", "z.md"]
    assert source.unreadable == {"b": "input/output error"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    """A name of any bytes is listed and can be read."""
    file = os.fsencode(tmp_path) + b"/caf\xe9.md"
    Path(os.fsdecode(file)).write_bytes(b"here")
    source = Disk(tmp_path)
    assert source.paths() == [os.fsdecode(b"caf\xe9.md")]
    assert source.read(source.paths()[0]) == b"here"


def test_settings_may_be_anything(tmp_path: Path) -> None:
    """Settings that are a link in a loop, a folder or a pipe are missing; no run hangs or fails on them."""
    disk = write(tmp_path, {"a.md": "", ".obsidian/templates.json/x": ""})
    link(tmp_path / ".obsidian" / "app.json", tmp_path / ".obsidian" / "app.json")
    names = ["app.json", "templates.json"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / ".obsidian" / "daily-notes.json")
        names.append("daily-notes.json")
    for name in names:
        with pytest.raises(FileNotFoundError):
            disk.read(f".obsidian/{name}")


def test_settings_outside_of_the_vault_are_refused(tmp_path: Path) -> None:
    """A linked `.obsidian` folder is not read if it leads out of the vault."""
    write(tmp_path, {"elsewhere/app.json": "{}", "vault/a.md": ""})
    link(tmp_path / "vault" / ".obsidian", tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="outside the vault"):
        Disk(tmp_path / "vault").read(".obsidian/app.json")


def test_overlay() -> None:
    """What an editor has not saved lies over the files of a vault; hidden files can be read but are not listed."""
    below = Memory({"a.md": "old", "b.md": "b", ".obsidian/app.json": "{}"}, unread=("linked",))
    source = Overlay(below)
    assert (source.paths(), source.read("a.md"), source.unread) == (["a.md", "b.md"], b"old", ("linked",))
    source.put("a.md", b"new")
    source.put("b.md", None)
    source.put("x/c.md", b"c")
    source.put("gone.md", None)
    source.put(".obsidian/app.json", None)
    source.put(".gitignore", b"public/")
    assert source.paths() == ["a.md", "x/c.md"]
    assert [source.read(path) for path in ("a.md", "x/c.md", ".gitignore")] == [b"new", b"c", b"public/"]
    for path in ("b.md", "gone.md", ".obsidian/app.json"):
        with pytest.raises(FileNotFoundError):
            source.read(path)
    source.put("b.md", b"")
    assert (source.paths(), source.read("b.md")) == (["a.md", "b.md", "x/c.md"], b"")


def test_overlay_on_disk(tmp_path: Path) -> None:
    """A buffer has no stamp and does not change by itself; one above the limit is refused like a file."""
    (tmp_path / "a.md").write_text("old", encoding="utf-8")
    (tmp_path / "b.md").write_text("b", encoding="utf-8")
    disk = Disk(tmp_path, limit=5)
    source = Overlay(disk)
    source.put("a.md", b"12345")
    assert source.stamps() == {"b.md": disk.stamps()["b.md"]}
    assert (source.limit, source.read("a.md")) == (5, b"12345")
    (tmp_path / "a.md").write_text("other", encoding="utf-8")
    (tmp_path / "b.md").write_text("other", encoding="utf-8")
    assert (source.has_changed("a.md"), source.has_changed("b.md")) == (False, True)
    source.put("a.md", b"123456")
    with pytest.raises(OSError, match="larger than 5 bytes"):
        source.read("a.md")
