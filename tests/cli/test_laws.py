"""What holds for every vault on a disk, whatever the command keeps, and however many processes read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples, vaults
from vaultlint.cli import main

Said = tuple[str, str, int]


def run(*args: str | Path) -> Said:
    """What the command says; never that it has a bug."""
    result = CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, list(map(str, args)))
    assert "bug in vaultlint" not in result.stderr, result.stderr
    assert isinstance(result.exception, SystemExit | None)
    return result.stdout, result.stderr, result.exit_code


def check(root: Path, *args: str | Path) -> Said:
    return run("check", "--all", "-f", "json", root, *args)


@examples(10)
@given(vaults.vaults(), st.data())
def test_cache_and_processes(files: vaults.Vault, data: st.DataObject) -> None:
    """Law: what is kept, damaged or not, and who reads change nothing, before a note changes and after."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        vaults.write(root, files)
        cold = check(root, "--no-cache")
        assert check(root, "--no-cache", "--jobs", "2") == cold
        assert [check(root) for _ in range(3)] == [cold] * 3
        for _ in range(4):
            data.draw(_damages(root / ".vaultlint_cache"))()
            assert [check(root) for _ in range(2)] == [cold] * 2
        for _ in range(2):
            data.draw(_changes(root))()
            changed = check(root, "--no-cache")
            assert [check(root), check(root), check(root, "--jobs", "2")] == [changed] * 3


def _damages(cache: Path) -> st.SearchStrategy[Callable[[], Any]]:
    """Something that happens to one of the files of a cache: a byte is another one, the end is lost, it goes."""
    files = {file: file.read_bytes() for file in sorted(cache.iterdir())}

    def spoil(file: Path, place: int, byte: int) -> Callable[[], Any]:
        content = bytearray(files[file])
        content[place % len(content)] = byte
        return lambda: file.write_bytes(content)

    chosen = st.sampled_from(list(files))
    return st.one_of(
        *[st.builds(spoil, chosen, st.integers(0, 10_000), st.integers(0, 255))] * 3,
        st.builds(lambda file, end: lambda: file.write_bytes(files[file][:end]), chosen, st.integers(0, 1_000)),
        st.builds(lambda file: file.unlink, chosen),
    )


def _changes(root: Path) -> st.SearchStrategy[Callable[[], Any]]:
    """A note is written, perhaps with as many bytes as before, and has the time stamp of now; or it goes."""
    notes = sorted(file for file in root.rglob("*.[mM][dD]") if file.is_file())
    return st.one_of(
        st.builds(lambda file, text: lambda: file.write_bytes(text), st.sampled_from(notes), vaults.NOTES),
        st.builds(lambda file: lambda: file.write_bytes(file.read_bytes()[::-1]), st.sampled_from(notes)),
        st.builds(lambda file: file.unlink, st.sampled_from(notes)),
        st.builds(lambda text: lambda: (root / "new.md").write_bytes(text), vaults.NOTES),
    )


@examples(10)
@given(vaults.vaults())
def test_commands_that_write(files: vaults.Vault) -> None:
    """Law: what `init` and `baseline create` write is read; then nothing is reported, of the whole and of each part."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        vaults.write(root, files)
        if run("init", root)[2] == 2:
            assert not (root / "vaultlint.toml").exists()
        _, errors, code = run("check", "--no-cache", root)
        assert code in {0, 1} or "nothing was checked" in errors
        if code == 2:
            return
        assert run("baseline", "create", root)[2] == 0
        assert run("check", "--no-cache", "--strict-baseline", "-q", root) == ("", "", 0)
        for path in os.listdir(root):  # noqa: PTH208  names that are not UTF-8
            if not path.startswith("."):
                assert run("check", "--no-cache", "-q", root / path)[2] in {0, 2}
