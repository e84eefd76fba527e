"""`vaultlint init` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

TEXT = """\
# Written by `vaultlint init` after a look at 2 notes: change what does not fit.

ignore = [
  # No property is usual in the 2 notes.
  "missing-property",
]
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "a.md").write_text("[[b]]", encoding="utf-8")
    (root / "b.md").write_text("[[a]]", encoding="utf-8")
    return root


def test_it_prints_what_it_writes(vault: Path) -> None:
    result = run("init", vault)
    assert result.stdout == TEXT
    assert result.stderr == (
        f"vaultlint: wrote {vault / 'vaultlint.toml'}: its comments say what it leaves out;"
        " `vaultlint check` finds nothing under it\n"
    )
    assert result.exit_code == 0
    assert (vault / "vaultlint.toml").read_text(encoding="utf-8") == TEXT
    assert run(vault).stdout == "No problems in 2 notes\n"


def test_it_says_what_is_left(vault: Path) -> None:
    (vault / "a.md").write_text("[[b]] [[c]]", encoding="utf-8")
    assert run("init", vault).stderr.endswith("; `vaultlint check` shows the 1 problem that is left\n")


def test_a_long_list_calls_for_a_baseline(vault: Path) -> None:
    (vault / "a.md").write_text("# A\n[[b]] " + "[[a#A]] " * 60 + "[[b#Gone]] " * 51, encoding="utf-8")
    assert run("init", vault).stderr.endswith(
        "; `vaultlint check` shows the 51 problems that are left, and `vaultlint baseline create` hides them,"
        " so that new ones stand out\n"
    )


def test_a_dry_run_writes_nothing(vault: Path) -> None:
    result = run("init", "--dry-run", vault)
    assert (result.stdout, result.stderr, result.exit_code) == (TEXT, "", 0)
    assert not (vault / "vaultlint.toml").exists()


def test_from_a_folder_inside_the_vault(vault: Path) -> None:
    (vault / "inner").mkdir()
    run("init", vault / "inner")
    assert (vault / "vaultlint.toml").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("vaultlint.toml", "", id="a file of that name"),
        pytest.param(".vaultlint.toml", "", id="a hidden one"),
        pytest.param("pyproject.toml", "[tool.vaultlint]\n", id="a table in pyproject.toml"),
    ],
)
def test_it_overwrites_nothing(vault: Path, name: str, content: str) -> None:
    (vault / name).write_text(content, encoding="utf-8")
    result = run("init", vault)
    assert result.stdout == ""
    assert result.stderr == (
        f"vaultlint: {vault / name} is already there: `vaultlint init --dry-run` prints what would be written\n"
    )
    assert result.exit_code == 2
    assert (vault / name).read_text(encoding="utf-8") == content
    assert run("init", "--dry-run", vault).stdout == TEXT


def test_other_tools_of_pyproject_are_no_hindrance(vault: Path) -> None:
    (vault / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert run("init", vault).exit_code == 0


def test_a_link_that_leads_nowhere_is_not_written_through(vault: Path) -> None:
    try:
        (vault / "vaultlint.toml").symlink_to(vault.parent / "elsewhere.toml")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert run("init", vault).exit_code == 2
    assert not (vault.parent / "elsewhere.toml").exists()


def test_a_configuration_above_stays_in_force(vault: Path) -> None:
    (vault.parent / ".git").mkdir()
    above = vault.parent / "vaultlint.toml"
    above.write_text("", encoding="utf-8")
    result = run("init", vault)
    assert f"{above} is already there" in result.stderr
    assert (result.exit_code, (vault / "vaultlint.toml").exists()) == (2, False)


def test_a_vault_without_notes(tmp_path: Path) -> None:
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (f"vaultlint: no note (*.md) found in {tmp_path.resolve()}: there is nothing to look at\n")
    assert list(tmp_path.iterdir()) == []
