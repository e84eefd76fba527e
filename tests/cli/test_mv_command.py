"""`vaultlint mv` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run, write
from vaultlint.output.json_output import VERSION

FILES = {
    ".obsidian/app.json": "{}",
    "notes/Old.md": "# Head\n\nText ^b1\n\n[[#Head]] #old\n",
    "n.md": "---\nup: '[[Old]]'\n---\n[[Old|Old]] [x](notes/Old.md#Head) [[Old#^b1]]\n",
    "pics/i.png": "",
    "c#.md": "",
    "Gone home.md": "`[[Old]]`\n",
}


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault, which is the current folder."""
    for name, text in FILES.items():
        write(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).as_posix().startswith(".vaultlint_cache")
    }


def test_move(root: Path) -> None:
    result = run("mv", "notes/Old.md", "notes/New name.md")
    assert (result.exit_code, result.stdout) == (
        0,
        "moved notes/Old.md to notes/New name.md: 5 edits in 1 file\n",
    )
    assert result.stderr == "vaultlint: left as it is: Gone home.md:1:2: [[Old in code\n"
    now = files(root)
    assert "notes/Old.md" not in now
    assert now["n.md"] == (
        "---\nup: '[[New name]]'\n---\n[[New name|New name]] [x](New%20name.md#Head) [[New name#^b1]]\n"
    )


def test_undo(root: Path) -> None:
    """`--undo` restores every byte; there is one move to undo."""
    assert run("mv", "notes", "texts").exit_code == 0
    assert "texts/Old.md" in files(root)
    result = run("mv", "--undo")
    assert (result.exit_code, result.stdout) == (0, "moved texts back to notes\nrestored 1 file\n")
    assert files(root) == FILES
    assert not (root / "texts").exists()
    again = run("mv", "--undo")
    assert (again.exit_code, again.stderr) == (2, "vaultlint: no move to undo\n")


@pytest.mark.parametrize(
    "old, new, path",
    [
        pytest.param("notes/Old.md", "pics", "pics/Old.md", id="into a folder"),
        pytest.param("notes/Old.md", "pics/", "pics/Old.md", id="into a folder, with a slash"),
        pytest.param("notes/Old.md", ".", "Old.md", id="into the root"),
        pytest.param("notes/Old.md", "new/deep/", "new/deep/Old.md", id="into a folder that is created"),
        pytest.param("notes/Old", "New", "New.md", id=".md may be left out"),
        pytest.param("notes/Old.md", "v1.2", "v1.2.md", id="a dot is no extension"),
        pytest.param("./notes/../notes/Old.md", "New.MD", "New.MD", id="dots in paths"),
        pytest.param("pics/i.png", "notes/j.png", "notes/j.png", id="an attachment"),
        pytest.param("notes", "pics", "pics/notes/Old.md", id="a folder into a folder"),
        pytest.param("notes/", "texts", "texts/Old.md", id="a folder, with a slash"),
        pytest.param("c#.md", "c.md", "c.md", id="a name with a mark that splits no heading off"),
        pytest.param("./c#.md", "d", "d.md", id="such a name, without .md for the new one"),
    ],
)
def test_paths(root: Path, old: str, new: str, path: str) -> None:
    result = run("mv", old, new)
    assert (result.exit_code, path in files(root)) == (0, True), result.output


def test_from_another_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to the current folder, as for any command; `--root` only names the vault."""
    monkeypatch.chdir(root / "notes")
    assert run("mv", "Old", "../Old two").exit_code == 0
    assert "Old two.md" in files(root)
    monkeypatch.chdir(root.parent)
    assert run("mv", root / "Old two.md", root / "notes" / "Old.md").exit_code == 0
    assert run("mv", "--root", root, root / "notes/Old.md", root / "Old.md").exit_code == 0
    assert "Old.md" in files(root)


def test_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no vault is marked, the current folder is one, as for `check`."""
    write(tmp_path / "plain" / "a" / "Old.md", "")
    write(tmp_path / "plain" / "n.md", "[[a/Old]]")
    (tmp_path / ".obsidian" / "app.json").unlink()
    (tmp_path / ".obsidian").rmdir()
    monkeypatch.chdir(tmp_path / "plain")
    assert run("mv", "a/Old.md", "a/New.md").exit_code == 0
    assert (tmp_path / "plain" / "n.md").read_text() == "[[New]]"


@pytest.mark.parametrize(
    "old, new, done, path, text",
    [
        (
            "notes/Old.md#Head",
            "Part: one",
            'renamed "Head" to "Part: one" in notes/Old.md',
            "n.md",
            "Old.md#Part%20one",
        ),
        ("notes/Old#^b1", "^b2", 'renamed "^b1" to "^b2" in notes/Old.md', "n.md", "[[Old#^b2]]"),
        ("#old", "#new/tag", "renamed #old to #new/tag", "notes/Old.md", "[[#Head]] #new/tag\n"),
        ("property:up", "property:parent", 'renamed the property "up" to "parent"', "n.md", "parent: '[[Old]]'"),
    ],
)
def test_renames(root: Path, old: str, new: str, done: str, path: str, text: str) -> None:
    result = run("mv", old, new)
    assert (result.exit_code, result.stdout.startswith(f"{done}: ")) == (0, True), result.output
    assert text in files(root)[path]
    assert run("mv", "--undo").exit_code == 0
    assert files(root) == FILES


def test_dry_run(root: Path) -> None:
    """`--dry-run` lists all and writes nothing."""
    result = run("mv", "notes/Old.md", "notes/New.md", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "notes/Old.md -> notes/New.md",
        'n.md:2:8: "Old" -> "New"',
        'n.md:4:3: "Old" -> "New"',
        'n.md:4:7: "Old" -> "New"',
        'n.md:4:17: "notes/Old.md" -> "New.md"',
        'n.md:4:38: "Old" -> "New"',
        "Gone home.md:1:2: [[Old in code",
        "would move notes/Old.md to notes/New.md: 5 edits in 1 file",
    ]
    assert files(root) == FILES


def test_json(root: Path) -> None:
    result = run("mv", "notes", "texts", "--dry-run", "--format", "json")
    assert json.loads(result.stdout) == {
        "version": VERSION,
        "moves": [{"from": "notes/Old.md", "to": "texts/Old.md"}],
        "edits": [{"path": "n.md", "line": 4, "column": 17, "end_line": 4, "end_column": 29, "text": "Old.md"}],
        "left": [],
    }
    assert files(root) == FILES
    done = run("mv", "notes/Old.md", "notes/New.md", "--format", "json")
    assert [each["text"] for each in json.loads(done.stdout)["left"]] == ["[[Old"]
    assert "notes/New.md" in files(root)


def test_diff(root: Path) -> None:
    """`--diff` prints a patch that git takes, and writes nothing."""
    result = run("mv", "#old", "#new", "--diff")
    assert (result.exit_code, result.stdout) == (
        0,
        "diff --git a/notes/Old.md b/notes/Old.md\n--- a/notes/Old.md\n+++ b/notes/Old.md\n"
        "@@ -2,4 +2,4 @@\n \n Text ^b1\n \n-[[#Head]] #old\n+[[#Head]] #new\n",
    )
    assert "rename from notes/Old.md\nrename to x.md\n" in run("mv", "notes/Old.md", "x.md", "--diff").stdout
    assert files(root) == FILES


REFUSED = [
    (["notes/Odl.md", "x.md"], 'no file or folder "notes/Odl.md" in the vault {root}; did you mean "notes/Old.md"?'),
    (["Zzzzzz", "x"], 'no file or folder "Zzzzzz" in the vault {root}'),
    (["notes/Odl#Head", "x"], 'no file or folder "notes/Odl" in the vault {root}; did you mean "notes/Old.md"?'),
    (["notes/Old.md", "n.md"], '"n.md" already exists'),
    (["notes/Old.md", "../x.md"], '"../x.md" is outside the vault {root}'),
    ([".", "x"], "the vault itself cannot be moved"),
    ([".obsidian", "x"], '".obsidian" is hidden by a dot, so it is not in the vault'),
    (["notes", "notes/x"], '"notes" cannot be moved into itself'),
    (["notes", "notes"], '"notes" cannot be moved into itself'),
    (["notes/Old.md", "x.pdf"], '"x.pdf" is no note: a note\'s name ends with ".md"'),
    (["pics/i.png#Head", "x"], '"pics/i.png" is no note: only notes have headings and block ids'),
    (["notes/Old#^b1", "b2"], '"b2" is no block id: write "^b2"'),
    (["#old", "new"], '"new" is no tag: write "#new"'),
    (["property:up", "parent"], '"parent" is no property: write "property:parent"'),
]


@pytest.mark.parametrize("args, message", REFUSED)
def test_refused(root: Path, args: list[str], message: str) -> None:
    result = run("mv", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"vaultlint: {message.format(root=root)}\n"
    assert files(root) == FILES


@pytest.mark.parametrize("args", [[], ["notes/Old.md"], ["--undo", "n.md", "x.md"]])
def test_usage(args: list[str]) -> None:
    assert run("mv", *args).exit_code == 2


def test_check_finds_what_it_found(root: Path) -> None:
    """After a move, `check` finds the same problems."""
    write(root / "b.md", "[[Nowhere]] ![[Old#Gone]]\n")
    before = [(each["rule"], each["message"]) for each in problems()]
    assert run("mv", "notes", "texts").exit_code == 0
    assert [(each["rule"], each["message"]) for each in problems()] == before


def problems() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("check", "--format", "json").stdout)["problems"]
    for each in found:
        each["message"] = each["message"].replace("texts/", "notes/")
    return sorted(found, key=lambda each: (each["rule"], each["message"]))


def test_the_vault_must_be_certain(root: Path) -> None:
    """Where another folder may be the vault, links may be written from the wrong root: nothing is, without `--root`."""
    write(root / "notes" / ".obsidian" / "app.json", "{}")
    result = run("mv", "notes/Old.md", "notes/New.md")
    assert result.exit_code == 2
    message = "vaultlint: which vault is to be changed? Add `--root notes` or `--root .`"
    assert result.stderr.splitlines()[-1] == message
    assert "notes/Old.md" in files(root)
    assert run("mv", "--root", ".", "notes/Old.md", "notes/New.md").exit_code == 0
