"""Comments that hide a problem: where they stand, and where none can."""

from __future__ import annotations

import pytest

from vaultlint.fix.edits import apply_edits
from vaultlint.model import Problem, Severity, Span
from vaultlint.server.suppressing import line_suppression, note_suppression

LINE = "%% vaultlint-disable-line dangling-link %%"
NEXT = "%% vaultlint-disable-next-line dangling-link %%"
FILE = "%% vaultlint-disable-file dangling-link %%"


def problem(line: int, path: str = "a.md") -> Problem:
    return Problem("dangling-link", Severity.ERROR, "", path, Span(line, 1, line, 2), {})


@pytest.mark.parametrize(
    "text, line, expected",
    [
        pytest.param("[[b]]\n", 1, f"[[b]] {LINE}\n", id="text"),
        pytest.param("[[b]]  \nx", 1, f"[[b]] {LINE}  \nx", id="a hard break stays"),
        pytest.param("x\r\n[[b]]\r\n", 2, f"x\r\n[[b]] {LINE}\r\n", id="CRLF"),
        pytest.param(
            "| a | b |\n|---|---|\n| [[b]] | c |\n", 3, f"| a | b |\n|---|---|\n| [[b]] | c {LINE} |\n", id="table"
        ),
        pytest.param("# [[b]]\n", 1, f"{NEXT}\n# [[b]]\n", id="a heading keeps its text"),
        pytest.param("[[b]] ^id\n", 1, f"{NEXT}\n[[b]] ^id\n", id="a block keeps its id"),
        pytest.param("> # [[b]]\n", 1, f"> # [[b]] {LINE}\n", id="a heading in a quote has no links"),
        pytest.param("---\nup: '[[b]]'\n---\n", 2, None, id="front matter"),
        pytest.param("a\r[[b]]\r", 2, None, id="lone CR"),
        pytest.param("[[b]]\n", 9, None, id="no such line"),
    ],
)
def test_on_a_line(text: str, line: int, expected: str | None) -> None:
    edit = line_suppression(problem(line), text)
    assert (edit and apply_edits(text, [edit])) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[[b]]\n", f"[[b]]\n\n{FILE}\n", id="text"),
        pytest.param("[[b]]", f"[[b]]\n\n{FILE}\n", id="no end of line"),
        pytest.param("---\nup: '[[b]]'\n---\r\n", f"---\nup: '[[b]]'\n---\r\n\r\n{FILE}\r\n", id="front matter"),
        pytest.param("[[b]]\n\n```\n", None, id="code that does not end"),
    ],
)
def test_in_a_note(text: str, expected: str | None) -> None:
    edit = note_suppression(problem(1), text)
    assert (edit and apply_edits(text, [edit])) == expected


def test_canvases_are_left_alone() -> None:
    text = '{"nodes": []}'
    assert (line_suppression(problem(1, "a.canvas"), text), note_suppression(problem(1, "a.canvas"), text)) == (
        None,
        None,
    )
