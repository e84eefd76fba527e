"""What is shown of fixes that are not simply another text in place of the problem."""

from __future__ import annotations

import pytest

from vaultlint.cli.question_screen import question_lines
from vaultlint.fix.decisions import Question
from vaultlint.model import Edit, Fix, Problem, Severity, Span
from vaultlint.output.check_report import plain_style

TEXT = "---\ntags: x\n---\nSee [[Tea]] <!-- note -->\n[[Mi\nlk]]\n"


def edit(text: str, *span: int, path: str = "a.md") -> Edit:
    return Edit(path, Span(*span), text)


def screen(span: Span, *fixes: Fix, width: int = 80) -> list[str]:
    """What is shown below the message."""
    problem = Problem("rule", Severity.INFO, "message", "a.md", span, {})
    lines = list(question_lines(Question(problem, fixes, (), 1, 1), TEXT, width, plain_style, str))
    assert lines[:3] == [f"a.md:{span.line}:{span.column}: [rule]", "info: message", ""]
    return lines[3:]


LINK = Span(4, 5, 4, 12)
SHOWN = ["   4 | See [[Tea]] <!-- note -->", "     |     ^^^^^^^", ""]


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        pytest.param(
            [Fix("Link to Oat.md", (edit("Oat", 4, 7, 4, 10),))], ["  1  [[Oat]]  Link to Oat.md"], id="in it"
        ),
        pytest.param(
            [Fix("Remove the comment", (edit("", 4, 12, 4, 26),))], ["  1  [[Tea]]  Remove the comment"], id="behind it"
        ),
        pytest.param(
            [Fix("Embed it", (edit("!", 4, 5, 4, 5),)), Fix("Link to Oat milk.md", (edit("Oat milk", 4, 7, 4, 10),))],
            ["  1  ![[Tea]]      Embed it", "  2  [[Oat milk]]  Link to Oat milk.md"],
            id="several, one below the other",
        ),
        pytest.param(
            [Fix("Write a list", (edit("\n  - x", 2, 6, 2, 8),))],
            ["  1  Write a list", "     -tags: x", "     +tags:", "     +  - x"],
            id="other lines",
        ),
        pytest.param(
            [Fix("Remove all", (edit("", 1, 1, 7, 1),))],
            [
                "  1  Remove all",
                *(f"     -{line}" for line in TEXT.splitlines()),
            ],
            id="as many lines as are shown",
        ),
        pytest.param(
            [Fix("Write much", (edit("1\n2\n3\n4\n5\n6\n7\n", 4, 1, 4, 1),))],
            ["  1  Write much", *(f"     +{number}" for number in range(1, 7)), "     ..."],
            id="more lines than are shown",
        ),
        pytest.param(
            [Fix("Rename it", (edit("Oat", 4, 7, 4, 10), edit("x", 1, 1, 1, 1, path="b.md")))],
            ["  1  Rename it (in 2 files)", "     -See [[Tea]] <!-- note -->", "     +See [[Oat]] <!-- note -->"],
            id="in several files",
        ),
        pytest.param(
            [Fix("Change the other", (edit("x", 1, 1, 1, 1, path="b.md"),))], ["  1  Change the other"], id="elsewhere"
        ),
    ],
)
def test_candidates(fixes: list[Fix], expected: list[str]) -> None:
    assert screen(LINK, *fixes) == [*SHOWN, *expected]


def test_messages_that_do_not_fit_hang_below() -> None:
    fixes = [
        Fix("Link to drinks/hot/Tea.md, which has this alias", (edit("Tea|It", 4, 7, 4, 10),)),
        Fix("Embed it", (edit("!", 4, 5, 4, 5),)),
    ]
    assert screen(LINK, *fixes, width=40) == [
        *SHOWN,
        "  1  [[Tea|It]]",
        "     Link to drinks/hot/Tea.md, which",
        "     has this alias",
        "  2  ![[Tea]]",
        "     Embed it",
    ]


def test_a_problem_on_several_lines() -> None:
    assert screen(Span(5, 1, 6, 5), Fix("Link to Milk.md", (edit("Milk", 5, 3, 6, 3),))) == [
        "   5 | [[Mi",
        "     | ^^^^",
        "   6 | lk]]",
        "     | ^^^^",
        "",
        "  1  Link to Milk.md",
        "     -[[Mi",
        "     -lk]]",
        "     +[[Milk]]",
    ]


def test_a_whole_file() -> None:
    assert screen(Span(1, 1, 1, 1), Fix("Add a title", (edit("title: A\n", 2, 1, 2, 1),)))[:3] == [
        "   1 | ---",
        "     | ^",
        "",
    ]
