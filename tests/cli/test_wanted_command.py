"""`vaultlint wanted` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

FILES = {
    "a.md": "[[Tea]] [[Tea]]\n[[Tea]]\n[[2024-05-12]]\n",
    "b.md": "[[tea#Green]]\n\n[[Milk]] ![[cup.png]]\n",
    "log/c.md": "[x](../Tea.md)\n[[2024-05-13]]\n",
    "old/d.md": "[[Tea]] [[Coal]]\n",
    "vaultlint.toml": 'exclude = ["old/"]\n[rules.dangling-link]\nplanned = ["Mil*"]\n',
}

SAYS = """\
5  Tea  a.md:1, a.md:2, b.md:1 and 1 more
1  Milk  b.md:3
2 wanted notes, 6 links to them
2 daily notes not shown: use --daily-notes
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is the current folder, so that paths in text are as in the vault."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def run(*args: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, ["wanted", *map(str, args)])


def test_text(root: Path) -> None:
    """A line for each note with its first places; planned daily notes are only counted."""
    result = run(root)
    assert (result.stdout, result.stderr, result.exit_code) == (SAYS, "", 0)


def test_every_place(root: Path) -> None:
    """`--all` lists each link on a line of its own."""
    assert run(root, "--all").stdout == (
        "5  Tea\n   a.md:1\n   a.md:1\n   a.md:2\n   b.md:1\n   log/c.md:1\n"
        "1  Milk\n   b.md:3\n"
        "2 wanted notes, 6 links to them\n2 daily notes not shown: use --daily-notes\n"
    )


def test_daily_notes(root: Path) -> None:
    """`--daily-notes` lists them too; where they are not planned, they are like other notes."""
    listed = (
        "5  Tea  a.md:1, a.md:2, b.md:1 and 1 more\n1  2024-05-12  a.md:3\n1  2024-05-13  log/c.md:2\n"
        "1  Milk  b.md:3\n4 wanted notes, 8 links to them\n"
    )
    assert run(root, "--daily-notes").stdout == listed
    (root / "vaultlint.toml").write_text('exclude = ["old/"]\ndaily-notes = []\n')
    assert run(root).stdout == listed


def test_paths_narrow_whose_links_count(root: Path) -> None:
    """The links of the given notes and folders count; there may be none."""
    assert run(root / "log", root / "b.md").stdout == (
        "2  tea  b.md:1, log/c.md:1\n1  Milk  b.md:3\n2 wanted notes, 3 links to them\n"
        "1 daily note not shown: use --daily-notes\n"
    )
    (root / "e.md").write_text("[[a]]")
    result = run(root / "e.md")
    assert (result.stdout, result.exit_code) == ("No wanted notes\n", 0)


def test_exclude_and_configuration(root: Path) -> None:
    """`--exclude` adds to the file's, `--isolated` passes it over, `--config` names another."""
    assert run(root, "--exclude", "b.md,log/").stdout.splitlines()[0] == "3  Tea  a.md:1, a.md:2"
    assert "1  Coal  old/d.md:1\n" in run(root, "--isolated").stdout
    (root / "other.toml").write_text('exclude = ["*", "!b.md"]')
    assert run(root, "--config", root / "other.toml", "--all").stdout == (
        "1  Milk\n   b.md:3\n1  tea\n   b.md:1\n2 wanted notes, 2 links to them\n"
    )


def test_json(root: Path) -> None:
    """JSON holds every note and link."""
    found = json.loads(run(root, "-f", "json").stdout)
    assert (found["version"], found["root"]) == (1, str(root.resolve()))
    assert [(note["name"], note["target"], note["count"], note["planned"]) for note in found["wanted"]] == [
        ("Tea", "tea", 5, None),
        ("2024-05-12", "2024-05-12", 1, "daily-note"),
        ("2024-05-13", "2024-05-13", 1, "daily-note"),
        ("Milk", "milk", 1, "pattern"),
    ]
    assert len(found["wanted"][0]["links"]) == 5
    assert found["wanted"][0]["links"][4] == {
        "path": "log/c.md",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 15,
        "link": "[x](../Tea.md)",
    }


def test_output_file_and_colour(root: Path) -> None:
    """`-o` takes the text without colour, `--color always` dresses it on the terminal."""
    assert run(root, "-o", root / "report.txt", "--color", "always").stdout == ""
    assert (root / "report.txt").read_text(encoding="utf-8") == SAYS
    assert "\x1b[1mTea\x1b[0m" in run(root, "--color", "always").stdout


def test_places_are_no_links(tmp_path: Path) -> None:
    """Where terminals show links, only names of rules are looked up in the manual; places may be long."""
    for number in range(3):
        (tmp_path / f"{'n' * 120}{number}.md").write_text("[[Tea]]")
    result = CliRunner(env={"FORCE_HYPERLINK": "1"}).invoke(main, ["wanted", str(tmp_path), "--color", "always"])
    assert (result.stderr, result.exit_code) == ("", 0)
    assert "\x1b]8;;" not in result.stdout


def test_misuse(root: Path) -> None:
    """A path that is not there and a configuration that is wrong end with 2."""
    assert run(root / "nowhere").exit_code == 2
    (root / "vaultlint.toml").write_text('daily-notes = ["[today]"]\n')
    result = run(root)
    file = root.resolve() / "vaultlint.toml"
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == (
        f'vaultlint: {file}: daily-notes: date format "[today]" has no year, month, week or day: use one like YYYY-MM-DD\n'
    )


def test_a_vault_without_notes(tmp_path: Path) -> None:
    """Nothing is wanted in an empty folder."""
    assert (run(tmp_path).stdout, run(tmp_path).exit_code) == ("No wanted notes\n", 0)
