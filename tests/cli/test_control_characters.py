"""No command lets control characters reach the terminal raw."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from vaultlint.cli import main

EVIL = "\x1b[2J\x07\x7f\x9b31m\u2028\u202e"
"""Clears the screen, rings, deletes, colours, ends a line, turns the direction."""

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

RULE = """
from dataclasses import dataclass
from vaultlint import TOP, Example, Rule


@dataclass(frozen=True, kw_only=True)
class Evil(Rule):
    '''Says odd things.'''

    name = "evil"
    good = bad = Example({})

    def check(self, vault):
        for note in vault.notes.values():
            yield self.problem(note.path, TOP, "EVIL", alike="EVIL")

    def notice(self, problems, notes):
        return "EVIL"

    def review(self, flaws):
        raise ValueError("EVIL")
""".replace("EVIL", EVIL.encode("unicode_escape").decode())

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="such names do not exist there")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault that has them in every place."""
    files = {
        f"{EVIL}/{EVIL}{number}.md": f'---\n"a\\e[2J{number}": 1\n"a\\e[2J{number}": 2\n---\n'
        f"[[gone{EVIL}]] [[index#no{EVIL}]] ![[{EVIL}.png]]\n<!-- vaultlint-disable-line {EVIL} -->\n"
        for number in range(9)
    }
    for name, text in {**files, "index.md": "# Index\n", f"{EVIL}.canvas": "{" + EVIL, "rule.py": RULE}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".obsidian").mkdir()
    settings = json.dumps({"userIgnoreFilters": [EVIL + "x", "/(a|aa)+$" + EVIL + "/"], "attachmentFolderPath": EVIL})
    (tmp_path / ".obsidian" / "app.json").write_text(settings)
    (tmp_path / ".obsidian" / "templates.json").write_text(json.dumps({"folder": EVIL + "t"}))
    config = f'exclude = ["x{EVIL}"]\nload = ["rule.py"]\n'.encode("unicode_escape").decode().replace("\\n", "\n")
    (tmp_path / "vaultlint.toml").write_text(re.sub(r"\\x(..)", r"\\u00\1", config))
    return tmp_path


@pytest.mark.parametrize(
    "args",
    [
        ["check", "ROOT", "--all"],
        ["check", "ROOT", "-v"],
        ["check", "ROOT", "--strict-baseline"],
        ["check", "ROOT", "--statistics"],
        ["check", "ROOT", "-f", "json"],
        ["check", f"ROOT/{EVIL}/gone"],
        ["check", "ROOT", "--config", f"ROOT/{EVIL}"],
        ["check", "ROOT", "--select", EVIL],
        ["check", "ROOT", "--exclude", f"[z-{EVIL}a]"],
        ["check", "ROOT", "-o", f"ROOT/gone/{EVIL}"],
        ["check", f"--{EVIL}"],
        [EVIL],
        [f"chec{EVIL}k"],
        ["wanted", "ROOT", "--all"],
        ["wanted", "ROOT", "-f", "json"],
        ["index", "ROOT"],
        ["config", "ROOT"],
        ["config", f"ROOT/{EVIL}"],
        ["config", f"ROOT/{EVIL}/{EVIL}1.md"],
        ["init", "ROOT", "--dry-run"],
        ["init", "ROOT"],
        ["baseline", "create", "ROOT"],
        ["baseline", "prune", "ROOT"],
        ["rules", "--config", "ROOT/vaultlint.toml"],
        ["rules", "--test", "ROOT/rule.py"],
        ["rules", "--test", f"ROOT/{EVIL}.py"],
        ["explain", EVIL],
    ],
    ids=lambda args: ascii(" ".join(args)),
)
@pytest.mark.parametrize("color", ["never", "always"])
def test_every_command(root: Path, args: list[str], color: str) -> None:
    """Whatever is printed, on whichever stream, holds none but those of vaultlint's own colours."""
    entry = {"rule": f"x{EVIL}", "cause": EVIL, "note": EVIL, "count": 2}
    (root / ".vaultlint-baseline.json").write_text(json.dumps({"version": 1, "problems": [entry]}))
    if args[:2] == ["baseline", "create"]:
        (root / ".vaultlint-baseline.json").unlink()
    given = [arg.replace("ROOT", str(root)) for arg in args]
    if color == "always" and args[0] in {"check", "wanted"}:
        given += ["--color", "always"]
    result = CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, given)
    own = re.compile(r"\x1b\[[0-9;]*m")
    assert RAW.findall(own.sub("", result.output)) == []
    assert "\x9b" not in result.output
    assert result.output
    assert "This is a bug" not in result.output


def test_files_too(root: Path) -> None:
    """What is written is as safe to show."""
    (root / "vaultlint.toml").unlink()
    for args in (["-o", str(root / "report")], ["-f", "json", "-o", str(root / "report.json")]):
        CliRunner().invoke(main, ["check", str(root), *args])
    CliRunner().invoke(main, ["baseline", "create", str(root)])
    CliRunner().invoke(main, ["init", str(root)])
    for name in ("report", "report.json", ".vaultlint-baseline.json", "vaultlint.toml"):
        assert RAW.findall((root / name).read_text(encoding="utf-8")) == []
    result = CliRunner().invoke(main, ["check", str(root)])
    assert ("new problem" in result.output, result.exit_code) in {(True, 0), (True, 1)}
