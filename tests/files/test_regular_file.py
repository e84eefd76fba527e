"""Only regular files are read, up to a limit, and files are replaced atomically."""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from vaultlint.files.regular_file import read_regular_file, replace_file, resolve_inside


@pytest.mark.parametrize(("size", "limit"), [(0, 1), (1, 1), (99, 100), (100, 100), (200_000, 200_000)])
def test_up_to_the_limit(tmp_path: Path, size: int, limit: int) -> None:
    """A file may be as large as the limit."""
    (tmp_path / "a").write_bytes(b"x" * size)
    assert read_regular_file(str(tmp_path / "a"), limit) == b"x" * size


def test_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is not read at all."""
    (tmp_path / "a").write_bytes(b"x" * 1001)
    monkeypatch.setattr("vaultlint.files.regular_file.os.read", None)
    with pytest.raises(OSError, match="larger than 1,000 bytes"):
        read_regular_file(str(tmp_path / "a"), 1000)


@pytest.mark.parametrize(
    ("told", "limit", "expected"),
    [
        pytest.param(0, 5000, "whole", id="the system knows no size"),
        pytest.param(10, 5000, "whole", id="it grows"),
        pytest.param(4000, 5000, "whole", id="it shrinks"),
        pytest.param(0, 2999, "refused", id="the system knows no size, and it is too large"),
        pytest.param(10, 2999, "refused", id="it grows beyond the limit"),
    ],
)
def test_a_size_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: int, limit: int, expected: str
) -> None:
    """A file is read to its end whatever size the system reports, and never more than one byte beyond the limit."""
    (tmp_path / "a").write_bytes(b"x" * 3000)
    taken: list[int] = []
    read = os.read

    def counting(file: int, count: int) -> bytes:
        data = read(file, min(count, 700))  # a system may give less than it is asked for
        taken.append(len(data))
        return data

    facts = os.stat_result((stat.S_IFREG | 0o644, 0, 0, 1, 0, 0, told, 0, 0, 0))
    monkeypatch.setattr("vaultlint.files.regular_file.os.fstat", lambda _: facts)
    monkeypatch.setattr("vaultlint.files.regular_file.os.read", counting)
    if expected == "whole":
        assert read_regular_file(str(tmp_path / "a"), limit) == b"x" * 3000
    else:
        with pytest.raises(OSError, match="larger than 2,999 bytes"):
            read_regular_file(str(tmp_path / "a"), limit)
    assert sum(taken) <= limit + 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_files_that_are_made_while_they_are_read() -> None:
    """Such as those in /proc, whose size is reported as 0."""
    assert read_regular_file("/proc/self/status").startswith(b"Name:")
    with pytest.raises(OSError, match="larger than 10 bytes"):
        read_regular_file("/proc/self/status", 10)


def pipe(place: Path) -> None:
    os.mkfifo(place)


def listening(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("make", [pipe, listening, device, Path.mkdir])
def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    """A pipe, a socket, a device, a folder: refused at once, without reading or waiting."""
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    assert callable(make)
    make(Path("a.md"))
    monkeypatch.setattr("vaultlint.files.regular_file.os.read", None)
    with pytest.raises(OSError, match=r"not a regular file|No such device|not supported"):
        read_regular_file("a.md")


def test_what_lies_outside(tmp_path: Path) -> None:
    """Links in a file's path are followed within a folder, and not out of it."""
    for name in ("vault/a", "vault2/b"):
        (tmp_path / name).mkdir(parents=True)
    try:
        (tmp_path / "vault" / "in").symlink_to("a", target_is_directory=True)
        (tmp_path / "vault" / "out").symlink_to(tmp_path / "vault2", target_is_directory=True)
    except (OSError, NotImplementedError):
        pytest.skip("no symbolic links here")
    real = os.path.realpath(tmp_path / "vault")
    assert resolve_inside(tmp_path / "vault", tmp_path / "vault" / "in" / "x.md") == str(Path(real) / "a" / "x.md")
    for path in ("out/x.md", "out", "../vault2/b", "in/../../vault2"):
        with pytest.raises(PermissionError, match="outside the vault"):
            resolve_inside(tmp_path / "vault", tmp_path / "vault" / path)


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """Nothing but the file is left, and its permissions stay."""
    file = tmp_path / "a"
    replace_file(str(file), b"one")
    file.chmod(0o640)
    replace_file(str(file), b"two")
    assert file.read_bytes() == b"two"
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("call", ["replace", "fdopen"])
def test_a_file_that_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """The file keeps its old content, and nothing else is left."""
    file = tmp_path / "a"
    file.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"vaultlint.files.regular_file.os.{call}", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(str(file), b"new")
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"old", [file])


def test_what_ended_runs_left_is_cleared_up(tmp_path: Path) -> None:
    """But not what another run may still be writing, nor files with similar names."""
    for name in (".vaultlint-1.tmp", ".vaultlint-2.tmp", "x.tmp", ".vaultlint-old"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".vaultlint-2.tmp").write_bytes(b"just now")
    replace_file(str(tmp_path / "a"), b"")
    assert sorted(file.name for file in tmp_path.iterdir()) == [".vaultlint-2.tmp", ".vaultlint-old", "a", "x.tmp"]
