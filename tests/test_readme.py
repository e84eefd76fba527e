"""The README and the pages under docs/ are true: generated parts are up to date, examples work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from vaultlint.cli import main
from vaultlint.config.options import read_config
from vaultlint.config.selection import Selection
from vaultlint.lint.registry import find_rules
from vaultlint.testing import check_examples

PROJECT = Path(__file__).parents[1]
README = PROJECT / "README.md"
DOCS = PROJECT / "docs"


def block(page: Path, language: str, containing: str) -> str:
    blocks = re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return str(next(text for text in blocks if containing in text))


def test_generated_parts_are_up_to_date() -> None:
    """The example's output, the options and the table of rules are what the program says today."""
    result = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)


def test_the_readme_is_short() -> None:
    """Long parts belong into pages under docs/."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_rule_in_the_manual_works(tmp_path: Path) -> None:
    """It loads from a file, and its own examples hold."""
    file = tmp_path / "from_the_manual.py"
    file.write_text(block(DOCS / "writing-rules.md", "python", "(Rule)"), encoding="utf-8")
    (rule,) = (rule for name, rule in find_rules([file]).items() if name not in find_rules())
    assert check_examples(rule) == []


def test_the_configuration_in_the_manual_is_valid(tmp_path: Path) -> None:
    """Every key and rule in it is known."""
    text = block(DOCS / "configuration.md", "toml", "[rules.missing-property]")
    (tmp_path / "vaultlint.toml").write_text(text, encoding="utf-8")
    selection = Selection(find_rules(), read_config(tmp_path / "vaultlint.toml"))
    assert "ambiguous-link" in selection.rules_for("note.md")
    assert "orphan-note" not in selection.rules_for("Daily/2024-05-01.md")


def test_the_json_in_the_manual_has_the_promised_keys() -> None:
    """It is JSON, with the keys of a real report."""
    shown = json.loads(block(DOCS / "json.md", "json", '"version"'))
    real = json.loads(CliRunner().invoke(main, ["-f", "json", str(PROJECT / "examples" / "garden")]).stdout)
    assert shown.keys() == real.keys()
    assert shown["summary"].keys() == real["summary"].keys()
    assert shown["problems"][0].keys() == real["problems"][0].keys()
