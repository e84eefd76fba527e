"""What the user is told to type next: each command is typed, and does what it promises."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.command import run, write
from vaultlint.lint.baseline import BASELINE_FILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its shell quotes otherwise")

INIT = "run `vaultlint init` to write a configuration that fits this vault"
ALL = "add --all to list every problem, --statistics to count them by rule"
EXPLAIN = "run `vaultlint explain dangling-link` to read about a rule"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with twelve dangling links and an orphan in each of two folders; it is the current folder."""
    for folder in ("one", "my notes"):
        for number in range(6):
            write(tmp_path / "vault" / folder / f"{number}.md", f"[[gone {number} {folder}]]\n")
    (tmp_path / "vault" / ".obsidian").mkdir()
    monkeypatch.chdir(tmp_path / "vault")
    return tmp_path / "vault"


def last_lines(*args: str | Path) -> list[str]:
    """The lines after the summary."""
    lines = run("check", *args).stdout.splitlines()
    summary = next(number for number, line in enumerate(lines) if " problems (" in line)
    return lines[summary + 1 :]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param([], [INIT, ALL, EXPLAIN], id="some are not shown"),
        pytest.param(["--all"], [INIT, "add --statistics to count the problems by rule", EXPLAIN], id="all are shown"),
        pytest.param(["--all", "one", "--select", "links"], [INIT, EXPLAIN], id="few problems"),
        pytest.param(["--isolated", "--all", "one", "--select", "links"], [EXPLAIN], id="no configuration wanted"),
    ],
)
@pytest.mark.usefixtures("root")
def test_next_steps(args: list[str], expected: list[str]) -> None:
    """Two or three lines, none of which is beside the point."""
    assert last_lines(*args) == expected


def test_configuration(root: Path) -> None:
    """Where there is one, `init` would refuse."""
    write(root / "vaultlint.toml", "")
    assert last_lines() == [ALL, EXPLAIN]


def test_rules_of_the_vault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are only known there."""
    write(
        root / "my.py",
        "from dataclasses import dataclass\nfrom vaultlint import TOP, Example, Rule\n\n\n"
        "@dataclass(frozen=True, kw_only=True)\nclass Any(Rule):\n"
        '    """A note."""\n\n    name = "any-note"\n    good = bad = Example({})\n\n'
        "    def check(self, vault):\n        return [self.problem(path, TOP, 'x') for path in vault.notes]\n",
    )
    write(root / "vaultlint.toml", 'load = ["my.py"]\nselect = ["any-note"]\n')
    monkeypatch.chdir(root.parent)
    assert last_lines("vault")[-1] == "run `vaultlint explain --root vault any-note` to read about a rule"
    assert run("explain", "--root", "vault", "any-note").stdout.startswith("# any-note\n")


@pytest.mark.parametrize(
    ("here", "args", "expected"),
    [
        pytest.param(".", [], "vaultlint init", id="here"),
        pytest.param("one", [], "vaultlint init ..", id="below"),
        pytest.param("..", ["vault"], "vaultlint init vault", id="above"),
        pytest.param("..", ["vault/one/1.md"], "vaultlint init vault", id="a note"),
        pytest.param("..", ["--root", "vault"], "vaultlint init --root vault", id="--root"),
        pytest.param("../beside", ["../vault"], "vaultlint init {root}", id="beside"),
    ],
)
def test_init(root: Path, monkeypatch: pytest.MonkeyPatch, here: str, args: list[str], expected: str) -> None:
    """It is run on the vault that was checked, from the folder in which the user is."""
    (root.parent / "beside").mkdir()
    monkeypatch.chdir(root / here)
    step = last_lines(*args)[0]
    assert step == INIT.replace("vaultlint init", expected.replace("{root}", str(root.resolve())))
    run(*shlex.split(step.split("`")[1])[1:])
    assert (root / "vaultlint.toml").exists()


@pytest.mark.parametrize(
    ("here", "args", "expected"),
    [
        pytest.param(".", [], "", id="the vault"),
        pytest.param(".", ["one", "my notes"], "one 'my notes'", id="paths"),
        pytest.param(
            "..",
            ["--root", "vault", "vault/my notes", "vault/one"],
            "--root vault 'vault/my notes' vault/one",
            id="--root",
        ),
        pytest.param(".", ["--isolated", "--no-baseline", "--jobs", "1", "-v"], "--isolated", id="options"),
        pytest.param(".", ["--exclude", "x.md,y*.md", "--exclude", "z"], "--exclude 'x.md,y*.md,z'", id="--exclude"),
        pytest.param(".", ["--config", "../other.toml"], "--config ../other.toml", id="--config"),
        pytest.param(".", ["--select", "links,orphan-note", "--no-cache"], "", id="--select"),
        pytest.param(".", [f"one/{n}.md" for n in range(6)] + ["my notes"], ".", id="many paths"),
    ],
)
def test_command_that_shows_the_rest(
    root: Path, monkeypatch: pytest.MonkeyPatch, here: str, args: list[str], expected: str
) -> None:
    """It repeats what decides on the problems, and shows as many of the rule as it says."""
    write(root.parent / "other.toml", "max-per-rule = 3\n")
    monkeypatch.chdir(root / here)
    line = next(each for each in run("check", *args).stdout.splitlines() if each.startswith("12 dangling-link ("))
    count, _, command = line.partition(": ")
    assert count == f"12 dangling-link ({3 if '--config' in args else 10} shown)"
    words = shlex.split(command)
    assert words[:4] == ["vaultlint", "--all", "--select", "dangling-link"]
    shown = run(*words[1:], "-q").stdout.splitlines()
    assert [each.rpartition(" ")[2] for each in shown] == ["[dangling-link]"] * 12
    rest = [each for each in words[4:] if each != "--no-baseline"]
    assert rest == shlex.split(expected)


def test_baseline(root: Path) -> None:
    """With `--no-baseline`, what it hides is shown by the command too."""
    run("baseline", "create")
    line = next(each for each in run("check", "--no-baseline").stdout.splitlines() if "(10 shown)" in each)
    assert line == "12 dangling-link (10 shown): vaultlint --all --select dangling-link --no-baseline"
    assert (root / BASELINE_FILE).exists()


def test_unused_suppressions(root: Path) -> None:
    """They are only found with the rules that they name."""
    rules = ("dangling-link", "dangling-heading", "dangling-block", "missing-attachment")
    write(root / "z.md", "".join(f"<!-- vaultlint-disable-line {rule} -->\n" for rule in rules))
    write(root / "vaultlint.toml", "max-per-rule = 3\n")
    shown = run("check", "--ignore", "graph,missing-property").stdout.splitlines()
    line = next(each for each in shown if "unused-suppression (" in each)
    assert line == "4 unused-suppression (3 shown): vaultlint --all --ignore graph,missing-property"
    again = run(*shlex.split(line.partition(": ")[2])[1:], "-q").stdout
    assert again.count("[unused-suppression]") == 4


def test_rule_that_an_override_turns_on(root: Path) -> None:
    """`--select` would turn it on for all notes."""
    write(
        root / "vaultlint.toml",
        'select = ["graph"]\nmax-per-rule = 3\n[[overrides]]\npaths = ["one/"]\nextend-select = ["links"]\n',
    )
    assert "6 dangling-link (3 shown): vaultlint --all" in run("check").stdout.splitlines()


def test_limits_of_the_configuration(root: Path) -> None:
    """`max-per-rule` and `max-problems` decide, and `--all` overrules them; JSON and exit code know nothing of it."""
    write(root / "vaultlint.toml", 'select = ["links"]\nmax-per-rule = 4\nmax-problems = 3\n')
    result = run("check")
    assert result.stdout.splitlines()[3:5] == [
        "12 dangling-link (3 shown): vaultlint --all --select dangling-link",
        "12 problems (12 errors) in 12 of 12 notes",
    ]
    assert result.exit_code == 1
    assert run("check", "--all", "-q").stdout.count("\n") == 12
    assert run("check", "-f", "json").stdout.count('"rule": "dangling-link"') == 12
    for key in ("max-per-rule", "max-problems"):
        write(root / "vaultlint.toml", f"{key} = 0\n")
        assert run("check").stderr == f"vaultlint: {root.resolve()}/vaultlint.toml: {key}: must be 1 or more problems\n"
