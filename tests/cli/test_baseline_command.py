"""`vaultlint baseline`, and how `check` uses one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

CONFIG = 'select = ["links", "orphan-note"]\n'


def run(*args: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, [str(arg) for arg in args])


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with a dangling link in Tea, and a note Mate that nobody links to."""
    write(
        tmp_path,
        {"vaultlint.toml": CONFIG, "Tea.md": "[[Chai]] [[cup]]\n", "Chai.md": "[[Tea]]\n", "Mate.md": "Bitter.\n"},
    )
    return tmp_path


def baseline(root: Path) -> Path:
    return root / ".vaultlint-baseline.json"


def test_create_then_check(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is hidden and counted; a new problem is reported alone and fails."""
    monkeypatch.chdir(root)
    created = run("baseline", "create", root)
    assert (
        created.stderr
        == f"vaultlint: wrote {baseline(root)}: it hides 2 problems; `vaultlint check` now reports only new ones\n"
    )
    assert (created.stdout, created.exit_code) == ("", 0)
    result = run(root)
    assert (result.stdout, result.exit_code) == ("No new problems in 3 notes; the baseline hides 2\n", 0)
    write(root, {"more/Mint.md": "[[Tea]] [[pot]]\n", "Tea.md": "[[Chai]] [[more/Mint]]\n\nText above.\n\n[[cup]]\n"})
    result = run(root)
    assert result.stdout == (
        'more/Mint.md:1:9: error: no note or file is named "pot" [dangling-link]\n'
        "1 new problem (1 error) in 1 of 4 notes; the baseline hides 2 more\n"
        "run `vaultlint explain dangling-link` to read about a rule\n"
    )
    assert result.exit_code == 1


def test_without_the_baseline(root: Path) -> None:
    """`--no-baseline` reports everything, as before."""
    before = run(root)
    run("baseline", "create", root)
    after = run(root, "--no-baseline")
    assert (after.stdout, after.exit_code) == (before.stdout, 1)


def test_contradiction(root: Path) -> None:
    """A check that ignores the baseline cannot be strict about it."""
    result = run(root, "--no-baseline", "--strict-baseline")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "cannot be used together" in result.stderr


def test_in_json(root: Path) -> None:
    """JSON tells how many problems are hidden, and which entries are fixed."""
    assert json.loads(run(root, "-f", "json").stdout)["baseline"] is None
    run("baseline", "create", root)
    write(root, {"Tea.md": "[[Chai]]\n"})
    report = json.loads(run(root, "-f", "json").stdout)
    assert report["problems"] == []
    assert report["baseline"] == {
        "hidden": 1,
        "cured": [{"rule": "dangling-link", "cause": "cup", "note": "tea", "count": 1}],
    }


def test_strict_and_prune(root: Path) -> None:
    """Fixed entries are ignored, listed and failed on by `--strict-baseline`, and removed by `prune`."""
    run("baseline", "create", root)
    write(root, {"Tea.md": "[[Chai]]\n"})
    assert run(root).exit_code == 0
    strict = run(root, "--strict-baseline")
    assert strict.stderr == (
        'vaultlint: fixed: dangling-link "cup" in "tea"\n'
        "vaultlint: run `vaultlint baseline prune` to remove fixed entries\n"
    )
    assert strict.exit_code == 1
    pruned = run("baseline", "prune", root)
    assert pruned.stdout == 'fixed: dangling-link "cup" in "tea"\n'
    assert pruned.stderr == f"vaultlint: {baseline(root)}: removed 1 of 2 entries\n"
    assert baseline(root).read_text(encoding="utf-8") == (
        '{"version": 1, "problems": [\n{"rule": "orphan-note", "cause": "", "note": "mate", "count": 1}\n]}\n'
    )
    assert run(root, "--strict-baseline").exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["Chai.md"], id="another note was asked for"),
        pytest.param(["--select", "orphan-note"], id="the rule is off"),
        pytest.param(["--exclude", "Tea.md"], id="the note is excluded"),
    ],
)
def test_not_fixed_where_nothing_was_checked(root: Path, args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry is fixed only if its problem would have been found."""
    run("baseline", "create", root)
    write(root, {"Tea.md": "[[Chai]]\n"})
    monkeypatch.chdir(root)
    assert run("check", *args, "--strict-baseline").exit_code == 0


def test_notes_of_one_name(root: Path) -> None:
    """A problem in a note that was not requested is not fixed because another note of that name was."""
    write(root, {"a/index.md": "[[Tea]] [[gone]]\n", "b/index.md": "[[Tea]] [[gone]]\n"})
    run("baseline", "create", root)
    assert run(root / "a", "--strict-baseline").exit_code == 0
    write(root, {"b/index.md": "[[Tea]]\n"})
    assert run(root, "--strict-baseline").stderr.startswith('vaultlint: fixed: dangling-link "gone" in "index"\n')
    assert run(root).stdout == "No new problems in 5 notes; the baseline hides 3; 1 baseline entry fixed\n"


def test_deleted_note(root: Path) -> None:
    """The entries of a deleted note are fixed if the whole vault is checked."""
    run("baseline", "create", root)
    (root / "Mate.md").unlink()
    assert run(root / "Tea.md", "--strict-baseline").exit_code == 0
    assert run(root, "--strict-baseline").stderr.startswith('vaultlint: fixed: orphan-note in "mate"\n')


def test_create_overwrites_nothing(root: Path) -> None:
    """An existing baseline is kept; `update` rewrites it."""
    run("baseline", "create", root)
    old = baseline(root).read_bytes()
    write(root, {"Mint.md": "[[Tea]] [[pot]]\n"})
    refused = run("baseline", "create", root)
    assert refused.stderr == (
        f"vaultlint: {baseline(root)} already exists: use `vaultlint baseline update` to rewrite it,"
        " or `vaultlint baseline prune` to remove fixed entries\n"
    )
    assert (refused.exit_code, baseline(root).read_bytes()) == (2, old)
    assert run("baseline", "update", root).stderr == (
        f"vaultlint: wrote {baseline(root)}: it hides 4 problems; `vaultlint check` now reports only new ones\n"
    )
    assert run(root).exit_code == 0


def test_nothing_to_prune(root: Path) -> None:
    """Without a baseline there is nothing to prune."""
    result = run("baseline", "prune", root)
    assert result.stderr == (
        f"vaultlint: {baseline(root)} does not exist: create it with `vaultlint baseline create`\n"
    )
    assert result.exit_code == 2


def test_unreadable_baseline(root: Path) -> None:
    """A merge conflict in it must not look like a clean vault; `update` mends it."""
    baseline(root).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    for command in (["check"], ["baseline", "prune"]):
        result = run(*command, root)
        assert result.stderr.startswith(f"vaultlint: {baseline(root)}: invalid baseline: ")
        assert (result.stdout, result.exit_code) == ("", 2)
    assert run("baseline", "update", root).exit_code == 0
    assert run(root).exit_code == 0


def test_odd_names(tmp_path: Path) -> None:
    """What a canvas links to may be no UTF-8; the file is read again all the same, and its lines end as in git."""
    write(tmp_path, {"a.md": "", "b.canvas": r'{"nodes": [{"text": "[[\udcff]]"}]}'})
    assert run("baseline", "create", tmp_path).exit_code == 0
    assert run(tmp_path).stdout == "No new problems in 1 note; the baseline hides 3\n"
    assert rb'"cause": "\udcff"' in baseline(tmp_path).read_bytes()
    assert b"\r" not in baseline(tmp_path).read_bytes()


def test_failing_rule_writes_nothing(root: Path) -> None:
    """A baseline without the problems of a broken rule would be wrong the next day."""
    rule = (
        "from vaultlint import Rule, Example\nfrom dataclasses import dataclass\n"
        "@dataclass(frozen=True, kw_only=True)\nclass Broken(Rule):\n    '''Breaks.'''\n\n    name = 'broken'\n"
        "    good = bad = Example({})\n\n    def check(self, vault):\n        raise ValueError('oops')\n"
    )
    write(root, {"broken.py": rule, "vaultlint.toml": 'load = ["broken.py"]\n'})
    result = run("baseline", "create", root)
    assert result.stderr == f'vaultlint: rule "broken" failed: ValueError: oops ({root / "broken.py"}:11)\n'
    assert (result.exit_code, baseline(root).exists()) == (2, False)


def test_no_note(tmp_path: Path) -> None:
    """A baseline of nothing would hide a mistake in the path."""
    result = run("baseline", "create", tmp_path)
    assert (result.stderr, result.exit_code) == (
        f"vaultlint: no notes (*.md) found in {tmp_path.resolve()}: nothing was checked\n",
        2,
    )
