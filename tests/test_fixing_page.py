"""The tables of docs/fixing.md are what the rules do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.testing import fixed, vault

PAGE = (Path(__file__).parents[1] / "docs" / "fixing.md").read_text(encoding="utf-8")
VAULT = {
    "Green tea.md": "---\ntitle: Green tea\n---\n",
    "images/cup.png": "",
    "people/Margot.md": "---\naliases: [Barbie]\n---\n## Early life\n\n## 🎬 Films\n",
}
_CELL = re.compile(r"(?<!\\)\|")


def rows(heading: str) -> list[tuple[str, str, str]]:
    """The rows of the table that begins with a heading: what is written, what it becomes, and how certain that is."""
    table = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    cells = ([cell.strip(" `").replace(r"\|", "|") for cell in _CELL.split(row)[1:4]] for row in table)
    return [(before, after, kind) for before, after, kind in cells]


def remedies(text: str) -> list[tuple[str, str]]:
    """How certain the fix and the suggestions of each problem in a note are, and the note with each applied."""
    files = {**VAULT, "note.md": text}
    options = Options(rules={"missing-property": {"properties": ["title"]}}, ignore=("orphan-note",))
    problems = check(vault({**files}), Selection(find_rules(), Config(options))).problems
    return [
        ("suggestion" if fix is not problem.fix else str(fix.applicability), fixed(fix, files)["note.md"])
        for problem in problems
        for fix in (problem.fix, *problem.suggestions)
        if fix
    ]


@pytest.mark.parametrize("before, after, kind", rows("link"))
def test_link(before: str, after: str, kind: str) -> None:
    """What stands in the text."""
    front = "---\ntitle: Note\n---\n"
    wanted = [] if kind == "none" else [(kind, f"{front}See {after}.\n")]
    assert remedies(f"{front}See {before}.\n") == wanted


@pytest.mark.parametrize("before, after, kind", rows("property"))
def test_property(before: str, after: str, kind: str) -> None:
    """What stands in the front matter."""
    other = "" if "title" in before + after else "\ntitle: Note"
    wanted = [] if kind == "none" else [(kind, f"---\n{after}{other}\n---\n")]
    assert remedies(f"---\n{before}{other}\n---\n") == wanted
