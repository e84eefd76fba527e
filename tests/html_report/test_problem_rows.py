"""The line around a problem, and what a fix changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.html_report.problem_rows import problem_rows
from vaultlint.html_report.vault_facts import ShownEdit, ShownLine
from vaultlint.model import Edit, Fix, Problem, Severity, Span
from vaultlint.vault.sources import Disk
from vaultlint.vault.vault import read_vault


def problem(*span: int, fix: Fix | None = None) -> Problem:
    return Problem("a-rule", Severity.ERROR, "wrong", "a.md", Span(*span), {}, fix=fix)


def rows(
    folder: Path, text: bytes, found: Problem, withheld: frozenset[str] = frozenset()
) -> tuple[ShownLine | None, list[ShownEdit]]:
    (folder / "a.md").write_bytes(text)
    [row] = problem_rows([found], read_vault(folder, Disk(folder)), {}, withheld)
    return row.line, [*row.fix.edits] if row.fix else []


LONG = "x" * 200


@pytest.mark.parametrize(
    "text, span, expected",
    [
        pytest.param("  Drink [[Tea]] hot.\nx", (1, 9, 1, 16), ("Drink ", "[[Tea]]", " hot."), id="a line"),
        pytest.param("\ufeffa [[b]] c\r\nd", (1, 3, 1, 8), ("a ", "[[b]]", " c"), id="a byte order mark and CRLF"),
        pytest.param("x\n\n- [[Tee 😀]]", (3, 3, 3, 12), ("- ", "[[Tee 😀]]", ""), id="the last line"),
        pytest.param("a\nb\nc", (1, 1, 3, 2), ("", "a\nb\nc", ""), id="several lines"),
        pytest.param("a\t\x07b", (1, 1, 1, 4), ("", "a  \\x07", "b"), id="control characters"),
        pytest.param(
            f"{LONG}[[a]]{LONG}", (1, 201, 1, 206), (f"…{'x' * 60}", "[[a]]", f"{'x' * 60}…"), id="a long line"
        ),
        pytest.param(LONG, (1, 1, 1, 201), ("", f"{'x' * 80}…", ""), id="a long link"),
        pytest.param(
            f"{'壹' * 99}[[a]]", (1, 100, 1, 105), (f"…{'壹' * 20}", "[[a]]", ""), id="three bytes a character"
        ),
    ],
)
def test_line(tmp_path: Path, text: str, span: tuple[int, ...], expected: tuple[str, str, str]) -> None:
    assert rows(tmp_path, text.encode(), problem(*span)) == (ShownLine(*expected), [])


@pytest.mark.parametrize(
    "text, span, withheld",
    [
        pytest.param("abc", (1, 1, 1, 1), (), id="of the whole file"),
        pytest.param("---\ntitle: x\n---\n", (1, 1, 1, 4), (), id="a line without words"),
        pytest.param("abc", (9, 1, 9, 4), (), id="a line that is no longer there"),
        pytest.param("abc", (1, 1, 1, 3), ("a.md",), id="withheld"),
    ],
)
def test_no_line(tmp_path: Path, text: str, span: tuple[int, ...], withheld: tuple[str, ...]) -> None:
    fix = Fix.safe("Change it", Edit("a.md", Span(*span), "new")) if withheld else None
    assert rows(tmp_path, text.encode(), problem(*span, fix=fix), frozenset(withheld)) == (None, [])


def test_fix(tmp_path: Path) -> None:
    fix = Fix.safe("Link to it", Edit("a.md", Span(2, 5, 2, 10), "[[Tea]]"), Edit("a.md", Span(1, 1, 1, 1), "# T\n"))
    _, edits = rows(tmp_path, b"one\nA a [[Tee]] and more\n", problem(2, 5, 2, 12, fix=fix))
    assert edits == [
        ShownEdit("a.md", 2, "A a ", "[[Tee", "[[Tea]]", "]] and more"),
        ShownEdit("a.md", 1, "", "", "# T\n", "one"),
    ]
