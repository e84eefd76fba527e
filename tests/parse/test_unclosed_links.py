"""What was meant as a link and is text."""

from __future__ import annotations

import pytest

from vaultlint.parse.note import read_note
from vaultlint.parse.unclosed_links import UNCLOSED_LINK


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param("See [[Tea", ["[[Tea"], id="to the end"),
        pytest.param("See [[Green tea\nand cups]].", ["[[Green tea"], id="over two lines"),
        pytest.param("![[Tea] and [[Cup]]", ["[[Tea]"], id="one bracket"),
        pytest.param("[[Tea|x] [[Cup] y", ["[[Tea|x]", "[[Cup]"], id="two"),
        pytest.param("[a](b c.md) ![d](<e f.png>)", ["[a](b c.md)"], id="space"),
        pytest.param("![a b](c d/e.PNG#f g)", ["[a b](c d/e.PNG#f g)"], id="space in a folder and a fragment"),
        pytest.param("| [[Tea] |\n|---|", ["[[Tea]"], id="one bracket in a cell"),
        pytest.param("> - é [[茶", ["[[茶"], id="in a quote"),
        pytest.param(
            "[ab] (https://x.org/a_b_c?d=e#f) ![d e] (f/g.PNG#h), [🍵 é] (茶.md).",
            ["[ab] (https://x.org/a_b_c?d=e#f)", "[d e] (f/g.PNG#h)", "[🍵 é] (茶.md)"],
            id="space before",
        ),
        pytest.param(
            "[ab] (http://x/T_(y)) (z)", ["[ab] (http://x/T_(y))"], id="space before parentheses in an address"
        ),
        pytest.param("| [ab] (c.md) |\n|---|", ["[ab] (c.md)"], id="space before, in a cell"),
        pytest.param("[1] (see above) [x] (task) [a b] (c) [ab] (cd) [ab] (1.5) [ab] (see c.md)", [], id="prose"),
        pytest.param("[1] (http://x) [1, 2] (a.md) [^a] (http://x) [x] (b.md) [ ] (b.md)", [], id="numbers and marks"),
        pytest.param("- [x] (http://x)\n- [/] (http://x)\n\n> [!note] (http://x)", [], id="tasks and callouts"),
        pytest.param("[[Note]] (http://x) [ab][cd] (e.md) [ab](c.md) (d.md)", [], id="behind a link"),
        pytest.param("[ab] (http://x)\n\n[ab]: c.md", [], id="a reference"),
        pytest.param("`[ab] (c.md)` $[ab] (c.md)$ \\[ab] (c.md) <a b='[ab] (c.md)'>", [], id="space before, in code"),
        pytest.param("[ab]  (c.md) [ab] (mailto:x) [ab] ( c.md ) [ab] (c.md 'd')", [], id="not plainly a link"),
        pytest.param("[[Tea]] [[Tea|x]] [a](b.md) [a](b.md 'a b.md')", [], id="links"),
        pytest.param(
            "`[[Tea` $[[Tea$ \\[[Tea\n\n    [[Tea\n\n```\n[[Tea\n```\n<a b='[[Tea'>", [], id="code, math, HTML"
        ),
        pytest.param("[[1, 2], 3] and [[a, b], [c]]", [], id="lists"),
        pytest.param("[[a](b.md) [[c][d] [[e]: f", [], id="a link behind a bracket"),
        pytest.param("if [[ -f x ] and [[", [], id="a space behind it"),
        pytest.param("| [[Tea|x]] |\n|---|\n| [[Tea|x]] |", [], id="cut in a table"),
        pytest.param("f[0](a b) [x](see Tea.md, or not) (a b.md)", [], id="parentheses"),
        pytest.param("---\nup: '[[Tea'\n---\n", [], id="property"),
    ],
)
@pytest.mark.parametrize("end", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF")])
def test_unclosed(text: str, found: list[str], end: str) -> None:
    """It is found where it is plainly a link, and nowhere else."""
    flaws = read_note("n.md", f"{text}\n".replace("\n", end).encode()).flaws
    assert [flaw.data["text"] for flaw in flaws if flaw.rule == UNCLOSED_LINK] == found
