"""Hostile files and vaults, each class at a small size: what is said of them, and that the others are still checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile import CLASSES, FRONT_MATTERS, VAULTS, vault_of
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.config.text_limits import TextLimits
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.output.check_report import View
from vaultlint.output.text_output import render_text
from vaultlint.testing import vault

SAYS = Path(__file__).with_name("hostile_says.txt")
"""Each class behind `==`, and below it what is said of its file: the table is written by `python -m tests.test_hostile`."""

OTHER = 'Other.md:1:1: error: no note or file is named "Nowhere" [dangling-link]'
UNCUT = TextLimits(per_rule=10_000, problems=10_000)
RULES = Selection(find_rules(), Config(Options()), SelectionFlags(ignore=("missing-property",)))


def said(name: str, size: int) -> list[str]:
    """The lines of text output on a vault by its class, in which there is one more note, with a fault."""
    result = check(vault({**vault_of(name, size), "Other.md": b"[[Nowhere]]\n", "Map.md": "[[Other]]"}), RULES)
    assert result.failures == ()
    lines = render_text(result, View(UNCUT, quiet=True)).encode("utf-8", "backslashreplace").decode().splitlines()
    assert [line for line in lines if line.startswith("Other.md")] == [OTHER]
    return lines


def said_of_file(name: str) -> list[str]:
    """What is said of the hostile file itself; front matter needs some room."""
    lines = said(name, 150 if name in FRONT_MATTERS else 80)
    return [line for line in lines if not line.startswith(("Other.md", "Map.md"))]


def table() -> dict[str, list[str]]:
    """The table as it is written down."""
    found: dict[str, list[str]] = {}
    for line in SAYS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            found[line.removeprefix("== ")] = lines = []
        elif line:
            lines.append(line)
    return found


FILES = [name for name in CLASSES if name not in VAULTS]


@pytest.mark.parametrize("name", FILES)
def test_hostile_file(name: str) -> None:
    """The lines of the table, and no other."""
    assert said_of_file(name) == table()[name]


def test_table_is_whole() -> None:
    """No class is left over in the table."""
    assert list(table()) == FILES


@pytest.mark.parametrize("name", VAULTS)
def test_hostile_vault(name: str) -> None:
    """Thousands of files or links, and the others are still checked."""
    assert len(said(name, 40)) > 1


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_larger(name: str) -> None:
    """Nothing breaks where brackets nest a thousand deep, and nothing is refused that is read at a small size."""
    lines = said(name, 6_000)
    assert not [line for line in lines if "too many links" in line]


if __name__ == "__main__":
    SAYS.write_text(
        "".join(f"== {name}\n" + "".join(f"{line}\n" for line in said_of_file(name)) for name in FILES), "utf-8"
    )
