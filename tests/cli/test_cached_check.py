"""Whatever is kept, and however many processes read: the same output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cache.store import Store
from vaultlint.cli import main
from vaultlint.encoding import encode

NAMES = [f"note {number}" for number in range(60)]
"""So many that one more or less is too little to be kept."""


def run(*args: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, ["check", *map(str, args)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with all sorts of problems, written long ago."""
    for number, name in enumerate(NAMES):
        text = (
            f"---\ntitle: {name}\ndate: 2024-02-{number:02}\n---\n# Über 😀\n\n[[{NAMES[number - 1]}#Über]] [[gone {number % 3}]]\n"
            f"![[{NAMES[number // 2]}#^b]] `x` [y](<note 1.md>) %% vaultlint-disable-line dangling-block %%\n"
        )
        write(tmp_path / f"{name}.md", text)
    (tmp_path / "b.canvas").write_text('{"nodes": [{"type": "file", "file": "gone.md"}]}')
    (tmp_path / "latin.md").write_bytes(b"\xff [[note 1]]")
    write(tmp_path / "near.md", "[[nóte 1]] [[elsewhere/note 2]]")  # a suggestion and a fix
    return tmp_path


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))


def said(*args: str | Path) -> tuple[str, str, int]:
    result = run(*args)
    return result.stdout, result.stderr, result.exit_code


@pytest.mark.parametrize("form", ["text", "json"])
def test_same_output(root: Path, form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cold, warm, in several processes, with a cache elsewhere, with a damaged one."""
    args = (root, "--all", "-f", form)
    cold = said(*args, "--no-cache")
    assert cold[2] == 1
    assert not (root / ".vaultlint_cache").exists()
    assert said(*args, "--no-cache", "--jobs", "1") == cold
    assert said(*args, "--no-cache", "--jobs", "4") == cold
    elsewhere = tmp_path_factory.mktemp("cache")
    assert said(*args, "--cache-dir", elsewhere) == cold
    assert said(*args, "--cache-dir", elsewhere) == cold
    assert (elsewhere / "notes").exists()
    for _ in range(3):
        assert said(*args) == cold
    assert said(*args, "--jobs", "4") == cold
    for name in ("notes", "result"):
        file = root / ".vaultlint_cache" / name
        file.write_bytes(file.read_bytes()[:-1])
        assert said(*args) == cold
        file.write_bytes(b"")
        assert said(*args) == cold


def test_cache_folder_is_where_the_user_stands(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative `--cache-dir` is relative to the current folder, as any other path on the command line."""
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    said(root, "--cache-dir", "kept")
    assert (here / "kept" / "notes").exists()
    assert not (root / "kept").exists()


def test_change_is_seen(root: Path) -> None:
    """A note that is edited, added or removed changes what a warm run says as it does a cold one."""
    said(root)
    changes: list[Callable[[], object]] = [
        lambda: write(root / "note 5.md", "[[nowhere]]"),
        lambda: write(root / "new.md", "[[note 7]]"),
        (root / "note 7.md").unlink,
        lambda: (root / "note 8.md").rename(root / "note 7.md"),
        lambda: (root / "gone 1.png").write_bytes(b""),
        (root / ".obsidian").mkdir,
        lambda: (root / ".obsidian" / "app.json").write_text('{"userIgnoreFilters": ["note 1"]}'),
        lambda: (root / "vaultlint.toml").write_text('ignore = ["orphan-note"]\n'),
        lambda: (root / "vaultlint.toml").write_text('fail-on = "never"\n'),
        lambda: said("--select", "links", root),
        (root / "public").mkdir,
        lambda: write(root / "public" / "page.md", "[[nowhere else]]"),
        lambda: (root / ".gitignore").write_text("public/\n"),
        lambda: (root / ".gitignore").write_text("publik/\n"),
        lambda: (root / "public" / ".gitignore").write_text("*"),
        (root / "node_modules").mkdir,
        lambda: write(root / "node_modules" / "readme.md", "[[nowhere else]]"),
    ]
    for change in changes:
        change()
        assert said(root) == said(root, "--no-cache")
        assert said(root) == said(root, "--no-cache"), "and again, from what the first one kept"
    assert said(root / "new.md") == said(root / "new.md", "--no-cache")
    assert CliRunner().invoke(main, ["baseline", "create", str(root)]).exit_code == 0
    assert said(root) == said(root, "--no-cache")


def test_change_above_the_vault_is_seen(root: Path) -> None:
    """What git ignores may be said above the vault, once that is a repository."""
    vault = root / "docs"
    (vault / "public").mkdir(parents=True)
    (vault / ".obsidian").mkdir()
    write(vault / "a.md", "[[nowhere]]")
    write(vault / "public" / "b.md", "[[nowhere else]]")
    said(vault)
    changes: list[Callable[[], object]] = [
        lambda: (root / ".gitignore").write_text("public\n"),
        (root / ".git").mkdir,
        lambda: (root / ".gitignore").write_text("#ublic\n"),
        lambda: (root / ".gitignore").write_text("public\n"),
        (root / ".git").rmdir,
    ]
    seen = []
    for change in changes:
        change()
        assert said(vault) == said(vault, "--no-cache")
        seen.append("b.md" in said(vault)[0])
    assert seen == [True, False, True, False, True]


def test_two_runs_at_once(root: Path) -> None:
    """They harm neither each other nor what they keep."""
    command = [sys.executable, "-m", "vaultlint", str(root), "--all"]
    expected = said(root, "--all", "--no-cache")[0]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    assert [process.communicate()[0] for process in running] == [expected] * 4
    assert said(root, "--all")[0] == expected
    assert sorted(path.name for path in (root / ".vaultlint_cache").iterdir()) == [
        ".gitignore",
        "CACHEDIR.TAG",
        "notes",
        "result",
    ]


def test_place_that_cannot_be_written(root: Path) -> None:
    """Without a place for the cache everything is as ever."""
    (root / ".vaultlint_cache").write_text("a file")
    assert said(root) == said(root, "--no-cache")
    assert (root / ".vaultlint_cache").read_text() == "a file"


def test_failing_rule_is_not_kept(root: Path) -> None:
    """A rule that breaks breaks again."""
    (root / "broken.py").write_text(
        "from vaultlint import Rule, Example\nfrom dataclasses import dataclass\n"
        "@dataclass(frozen=True, kw_only=True)\nclass Broken(Rule):\n    '''Breaks.'''\n\n    name = 'broken'\n"
        "    good = bad = Example({})\n\n    def check(self, vault):\n        raise ValueError('oops')\n"
    )
    (root / "vaultlint.toml").write_text('load = ["broken.py"]\n')
    assert [said(root)[2] for _ in range(2)] == [2, 2]


CRAFTED: list[object] = [
    [False, False, [], [], [], [], [5], [], []],
    [False, False, [], [], [], [], [["wikilink", 1, 2, 3, 4, 5, 6, 7, 8]], [], []],
    [False, False, 7, 7, 7, 7, 7, 7, 7],
    [False, True, [["tags", {"a": [[]]}, [1, 1, 1, 1], None]], [], [], [], [], [], []],
    [False, False, [], [["x", None, []]], [[None, None]], [None], [], [[None, "x", "y", [1]]], [["r", 1, 2, 3, 4]]],
]
"""What looks like the parts of a note, and is none."""


@pytest.mark.parametrize("parts", CRAFTED, ids=range(len(CRAFTED)))
def test_crafted_notes(root: Path, parts: object) -> None:
    """Whoever can write a cache that this very installation takes for its own may make it lie, but not crash."""
    said(root)
    (root / "note 5.md").touch()  # so that the notes are asked, not the result
    store = Store(root / ".vaultlint_cache")
    version, files, begun, entries, missing = store.load("notes")
    crafted = {path: (stamp, mark, encode(parts), leads) for path, (stamp, mark, _, leads) in entries.items()}
    store.save("notes", (version, files, begun, crafted, missing))
    _, err, code = said(root)
    assert ("Traceback" in err, "failed" in err, code) == (False, False, 1)


@pytest.mark.parametrize("place", range(11))
@pytest.mark.parametrize("value", [None, 7, "x", [7], {"x": 7}], ids=repr)
def test_crafted_result(root: Path, place: int, value: object) -> None:
    """A result of the wrong shape is as good as none."""
    expected = said(root)
    store = Store(root / ".vaultlint_cache")
    situation, begun, fail_on, (problems, *rest) = store.load("result")
    if problems[0][place] == value or (place in {2, 3, 0, 7, 8} and isinstance(value, str)):
        return  # that is a lie, and no nonsense
    if place == 5 and isinstance(value, dict):
        return
    problems[0][place] = value
    store.save("result", (situation, begun, fail_on, (problems, *rest)))
    assert said(root) == expected
