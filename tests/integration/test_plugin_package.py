"""A third-party rule in a package of its own, installed with pip and run in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-vault-rules"
version = "2.5"

[project.entry-points."vaultlint.rules"]
acme = "acme_rules"

[tool.hatch.build.targets.wheel]
packages = ["acme_rules"]
"""

RULE = '''\
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Vault


@dataclass(frozen=True, kw_only=True)
class TooManyHeadings(Rule):
    """A note has more headings than a reader can take in.

    Split it.
    """

    name = "too-many-headings"
    good = Example({"a.md": "# One\\n"})
    bad = Example({"a.md": "# One\\n" * 4}, expected=("a.md:4:1: warning: heading 4 of at most 3 [too-many-headings]",))

    limit: int = 3

    def check(self, vault: Vault) -> Iterator[Problem]:
        for note in vault.notes.values():
            for number, heading in enumerate(note.headings[self.limit :], self.limit + 1):
                message = f"heading {number} of at most {self.limit}"
                yield self.problem(note.path, heading.span, message, data={"limit": self.limit})
'''


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the plugin."""
    package, site = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("site")
    (package / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "acme_rules" / "headings").mkdir(parents=True)
    (package / "acme_rules" / "__init__.py").touch()
    (package / "acme_rules" / "headings" / "__init__.py").touch()
    (package / "acme_rules" / "headings" / "too_many_headings.py").write_text(RULE, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(package)], check=True, timeout=120)
    return site


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("# One\n" * 5, encoding="utf-8")
    return tmp_path


def vaultlint(site: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vaultlint", *map(str, args)],
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_it_is_found_configured_and_reported_like_a_built_in(site: Path, garden: Path) -> None:
    """Text, JSON data, options in the file, the list of rules, its manual page and the version."""
    found = vaultlint(site, garden, "-q", "--select", "headings").stdout
    assert found == (
        f"{garden.resolve().as_posix()}/a.md:4:1: warning: heading 4 of at most 3 [too-many-headings]\n"
        f"{garden.resolve().as_posix()}/a.md:5:1: warning: heading 5 of at most 3 [too-many-headings]\n"
    )
    (garden / "vaultlint.toml").write_text(
        'select = ["too-many-headings"]\n[rules.too-many-headings]\nlimit = 4\nseverity = "error"\n', encoding="utf-8"
    )
    (problem,) = json.loads(vaultlint(site, garden, "-f", "json").stdout)["problems"]
    assert (problem["rule"], problem["severity"], problem["line"]) == ("too-many-headings", "error", 5)
    assert problem["data"] == {"limit": 4}
    listed = vaultlint(site, "rules").stdout
    assert "too-many-headings    headings      warning  on   -            A note has more" in listed
    assert "limit = 3" in vaultlint(site, "explain", "too-many-headings").stdout
    assert vaultlint(site, "--version").stdout.splitlines()[1:] == ["plugin acme-vault-rules 2.5"]


def test_a_wrong_option_names_the_rule(site: Path, garden: Path) -> None:
    """A plugin's options are checked like a built-in's."""
    (garden / "vaultlint.toml").write_text('[rules.too-many-headings]\nlimit = "four"\n', encoding="utf-8")
    result = vaultlint(site, garden)
    file = garden.resolve() / "vaultlint.toml"
    assert result.stderr == f"vaultlint: {file}: rules.too-many-headings.limit: expected an integer, got a string\n"
    assert result.returncode == 2


def test_a_broken_plugin_stops_the_run(site: Path, garden: Path) -> None:
    """A plugin that cannot be imported ends the run with 2 and its name, nothing is checked."""
    broken = site / "acme_rules" / "headings" / "broken.py"
    broken.write_text("import no_such_module\n", encoding="utf-8")
    try:
        result = vaultlint(site, garden)
    finally:
        broken.unlink()
    assert (result.stdout, result.returncode) == ("", 2)
    assert result.stderr == (
        'vaultlint: plugin "acme" (acme_rules) cannot be imported:'
        " ModuleNotFoundError: No module named 'no_such_module'"
        f" ({broken}:1)\n"
    )


def test_a_rule_that_raises_is_named_and_the_others_report(site: Path, garden: Path) -> None:
    """A rule that fails while checking: the rest is reported, and the exit code is 2."""
    raising = site / "acme_rules" / "headings" / "raising.py"
    source = (
        RULE.replace("TooManyHeadings", "Raising")
        .replace("too-many-headings", "raising")
        .replace("limit", "undefined")
        .replace("undefined: int = 3", "other: int = 3")
    )
    raising.write_text(source, encoding="utf-8")
    try:
        result = vaultlint(site, garden, "-q", "--select", "headings")
    finally:
        raising.unlink()
    assert len(result.stdout.splitlines()) == 2
    line = next(number for number, line in enumerate(source.splitlines(), 1) if "self.undefined" in line)
    assert result.stderr == (
        'vaultlint: rule "raising" failed: AttributeError:'
        f" 'Raising' object has no attribute 'undefined' ({raising}:{line})\n"
    )
    assert result.returncode == 2
