"""The proof refuses what would break a link, and nothing else."""

from __future__ import annotations

import pytest

from tests.fix.in_memory import index_of
from vaultlint.fix.edits import Move, Plan
from vaultlint.fix.proof import why_not
from vaultlint.model import Edit, Span

FILES = {
    "n.md": "[[Tea]] [[Tea#Green]] [[Tea#^w]] [[Gone]]",
    "Tea.md": "# Green\n\nText ^w\n\n[[#Green]]",
    "x/Milk.md": "",
    "Cup.md": "[[Milk]]",
}


def edit(path: str, line: int, column: int, end: int, text: str) -> Edit:
    return Edit(path, Span(line, column, line, end), text)


@pytest.mark.parametrize(
    "plan, reason",
    [
        pytest.param(Plan(), None, id="nothing"),
        pytest.param(Plan(moves=(Move("x/Milk.md", "y/Milk.md"),)), None, id="a link by name"),
        pytest.param(
            Plan(moves=(Move("Tea.md", "Chai.md"),)),
            "n.md:1:1: [[Tea]] would lead to nothing instead of Chai.md",
            id="lost",
        ),
        pytest.param(
            Plan(moves=(Move("n.md", "Milk.md"),)),
            "Cup.md:1:1: [[Milk]] would lead to Milk.md instead of x/Milk.md",
            id="taken",
        ),
        pytest.param(
            Plan(moves=(Move("n.md", "z/Milk.md"),)),
            "Cup.md:1:1: [[Milk]] would lead to nothing instead of x/Milk.md",
            id="torn",
        ),
        pytest.param(
            Plan((edit("Tea.md", 1, 3, 8, "Red"),)), "Tea.md:5:1: [[#Green]] would lose its heading", id="a heading"
        ),
        pytest.param(
            Plan((edit("Tea.md", 3, 6, 8, "^v"),)), "n.md:1:23: [[Tea#^w]] would lose its block", id="a block"
        ),
        pytest.param(
            Plan((edit("n.md", 1, 3, 6, "Cup"),)),
            "n.md:1:1: [[Tea]] would lead to Cup.md instead of Tea.md",
            id="elsewhere",
        ),
        pytest.param(Plan((edit("n.md", 1, 1, 2, ""),)), "n.md:1:1: [[Tea]] would no longer be a link", id="no link"),
        pytest.param(Plan((edit("n.md", 1, 36, 40, "Cup"),)), None, id="a dangling link that is fixed"),
        pytest.param(Plan((edit("n.md", 1, 1, 1, "more\n[[New]] "),)), None, id="text before links"),
        pytest.param(Plan((edit("n.md", 1, 9, 9, "!"), edit("n.md", 1, 6, 6, "|x"))), None, id="several on a line"),
    ],
)
def test_why_not(plan: Plan, reason: str | None) -> None:
    data = {path: text.encode() for path, text in FILES.items()}
    assert why_not(index_of(FILES), plan, data) == reason


def test_retargeted() -> None:
    """A link that a fix leads elsewhere must lead there."""
    plan = Plan((edit("n.md", 1, 36, 40, "Cup"),))
    data = {"n.md": FILES["n.md"].encode()}
    gone = ("n.md", Span(1, 34, 1, 42))
    assert why_not(index_of(FILES), plan, data, {gone: "Cup.md"}) is None
    assert why_not(index_of(FILES), plan, data, {gone: "Tea.md"}) == (
        "n.md:1:34: [[Gone]] would lead to Cup.md instead of Tea.md"
    )
