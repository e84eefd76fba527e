"""Links in table cells that a `|` without a backslash cuts in two."""

from __future__ import annotations

import pytest

from vaultlint.lint.registry import find_rules
from vaultlint.parse.cut_links import UNESCAPED_PIPE
from vaultlint.parse.note import read_note
from vaultlint.testing import find, fixed, vault

HEAD = "| a | b |\n|---|---|\n"
RULE = find_rules()[UNESCAPED_PIPE]()


def written(text: str) -> list[str]:
    """What the flaws of a note say to write."""
    return [str(flaw.data["write"]) for flaw in read_note("n.md", text.encode()).flaws]


@pytest.mark.parametrize(
    "row, whole",
    [
        pytest.param("| [[Tea|b]] | c |", [r"[[Tea\|b]]"], id="wikilink"),
        pytest.param("| ![[cup.png|300]] | c |", [r"![[cup.png\|300]]"], id="size of an embed"),
        pytest.param("| ![cup|300](cup.png) | c |", [r"![cup\|300](cup.png)"], id="size of an image"),
        pytest.param("| [a|b](<a b.md>) | c |", [r"[a\|b](<a b.md>)"], id="Markdown link"),
        pytest.param("| [[Tea#Hot|b|c]] | d |", [r"[[Tea#Hot\|b\|c]]"], id="two bars"),
        pytest.param(r"| [[Tea\|b|c]] | d |", [r"[[Tea\|b\|c]]"], id="the second bar"),
        pytest.param("[[Tea|b]] | c", [r"[[Tea\|b]]"], id="no bars at the ends"),
        pytest.param("| [[Tea|b]] | [[Tee|c]] |", [r"[[Tea\|b]]", r"[[Tee\|c]]"], id="two links"),
        pytest.param("| x | y | [[Tea|b]] |", [r"[[Tea\|b]]"], id="beyond the columns"),
        pytest.param("| $5 [[Tea|b]] | `c` |", [r"[[Tea\|b]]"], id="behind a price"),
        pytest.param("| 🍵 é [[茶|b]] | c |", [r"[[茶\|b]]"], id="beyond ASCII"),
        pytest.param(r"| [[Tea\|b]] | [[Tea]] | c |", [], id="escaped"),
        pytest.param("| `[[Tea|b]]` | c |", [], id="code"),
        pytest.param("| $[[1|2]]$ | c |", [], id="math"),
        pytest.param('| <a title="[[Tea|b]]"> | c |', [], id="HTML"),
        pytest.param(r"| \[[Tea|b]] | c |", [], id="escaped bracket"),
        pytest.param("| [[Tea | c | d", [], id="never closed"),
        pytest.param("| [Tea] | (c) | [x | y] |", [], id="brackets in several cells"),
        pytest.param("| [[Tea]|b]] | c |", [], id="closed by one bracket"),
        pytest.param("| [[|b]] | c |", [], id="no target"),
        pytest.param("| [[]] | c |", [], id="empty"),
        pytest.param("See [[Tea|b]] below.", [], id="a line below the table"),
    ],
)
@pytest.mark.parametrize("before", [pytest.param("", id="at the top"), pytest.param("> ", id="in a quote")])
@pytest.mark.parametrize("end", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF")])
def test_cut_link(row: str, whole: list[str], before: str, end: str) -> None:
    """A link is cut by the first `|` without a backslash; what is not meant as a link is left alone."""
    text = "".join(f"{before}{line}{end}" for line in f"{HEAD}{row}".split("\n"))
    assert written(text) == whole


def test_outside_of_tables() -> None:
    """In running text, a link needs no backslash, whatever stands around it."""
    assert written("| [[Tea|b]] | c |\n\n[[Tea|b]]\n\n```\n" + HEAD + "| [[Tea|b]] |\n```\n") == []


@pytest.mark.parametrize(
    "text, kind, after",
    [
        pytest.param(
            HEAD + "| é [[Tea|b]] | c |\n", "safe", HEAD + "| é [[Tea\\|b]] | c |\n", id="a cell for each column"
        ),
        pytest.param(HEAD + "| [[Tea|b]] |\n", "unsafe", HEAD + "| [[Tea\\|b]] |\n", id="a cell too few"),
        pytest.param("| [[Tea|b]] |\n|---|---|\n", None, "", id="the header"),
        pytest.param(
            "- x\n\n  | a | b |\n  |---|---|\n  | [[Tea|b]] | c |\n",
            "safe",
            "- x\n\n  | a | b |\n  |---|---|\n  | [[Tea\\|b]] | c |\n",
            id="in a list",
        ),
    ],
)
def test_fix(text: str, kind: str | None, after: str) -> None:
    """It escapes; where the row then lacks a cell it is unsafe, and the header would no longer fit the table."""
    (problem,) = find(RULE, vault({"n.md": text}))
    assert (problem.fix.applicability if problem.fix else None) == kind
    if problem.fix:
        assert fixed(problem.fix, {"n.md": text}) == {"n.md": after}
