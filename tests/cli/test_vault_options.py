"""The options that every command that looks at a vault takes."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.command import run, write
from vaultlint.cli import main
from vaultlint.cli.session import VaultOptions, open_session

COMMANDS = [
    ("check",),
    ("wanted",),
    ("index",),
    ("graph",),
    ("config",),
    ("baseline", "create"),
    ("baseline", "update"),
    ("baseline", "prune"),
]
OPTIONS = ["--root", "--config", "--isolated", "--exclude", "--no-cache", "--cache-dir", "--jobs", "--tracked"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is the current folder, so that paths in text are as in the vault."""
    monkeypatch.chdir(tmp_path)


def flags_of(command: tuple[str, ...]) -> list[str]:
    """List the long options of a command in the order of its help."""
    context = click.Context(main)
    found: click.Command | None = main
    for name in command:
        assert isinstance(found, click.Group)
        found = found.get_command(context, name)
    assert found is not None
    return [each.opts[-1] for each in found.params if isinstance(each, click.Option)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_same_options(command: tuple[str, ...]) -> None:
    """All of them, in one order, after those of the command itself."""
    assert flags_of(command)[-len(OPTIONS) :] == OPTIONS


def test_init_takes_those_that_concern_it() -> None:
    """`init` writes the configuration, so it reads none."""
    assert flags_of(("init",)) == ["--dry-run", "--root", "--no-cache", "--cache-dir", "--jobs"]


@pytest.mark.parametrize(
    "command",
    [("check",), ("wanted",), ("index",), ("baseline", "create"), ("init", "--dry-run")],
    ids=" ".join,
)
def test_cache(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Commands that read the notes use the cache unless told not to, and say the same with it."""
    root, elsewhere = tmp_path / "vault", tmp_path / "cache"
    write(root / "a.md", "[[gone]]\n")
    cold = run(*command, root, "--no-cache").stdout
    assert not (root / ".vaultlint_cache").exists()
    (root / ".vaultlint-baseline.json").unlink(missing_ok=True)
    assert run(*command, root, "--cache-dir", elsewhere, "--jobs", "1").stdout == cold
    assert not (root / ".vaultlint_cache").exists()
    (root / ".vaultlint-baseline.json").unlink(missing_ok=True)
    assert [*elsewhere.iterdir()]
    assert run(*command, root).stdout == cold
    assert (root / ".vaultlint_cache").is_dir()


def test_exclude(tmp_path: Path) -> None:
    """`--exclude` adds to the configuration in every command."""
    write(tmp_path / "vaultlint.toml", 'exclude = ["b.md"]\n')
    for name in ("a", "b", "c"):
        write(tmp_path / f"{name}.md", f"[[gone {name}]]\n")
    assert run("wanted", tmp_path, "--exclude", "c.md").stdout == "1  gone a  a.md:1\n1 wanted note, 1 link to it\n"
    assert (
        run("check", tmp_path, "--exclude", "c.md", "--select", "links", "--statistics").stdout == "1  dangling-link\n"
    )
    assert '"c.md", # --exclude' in " ".join(run("config", tmp_path, "--exclude", "c.md").stdout.split())
    assert '"path": "c.md"' in run("index", tmp_path, "--exclude", "c.md").stdout
    run("baseline", "create", tmp_path, "--exclude", "c.md", "--isolated")
    assert '"c"' not in (tmp_path / ".vaultlint-baseline.json").read_text(encoding="utf-8")


def test_session_of_no_options(tmp_path: Path) -> None:
    """By default there is a cache in the vault, and the number of processes is not fixed."""
    session = open_session([str(tmp_path)], VaultOptions())
    assert (session.store is None, session.jobs, session.flags.exclude) == (False, None, ())
