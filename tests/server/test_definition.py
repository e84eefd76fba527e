"""Where a link leads."""

from __future__ import annotations

import pytest

from tests.server.editing import editing
from vaultlint.server.definition import definition
from vaultlint.server.document_links import document_links

FILES = {
    "Tea.md": "---\na: 1\n---\n# One\n\n# Two\n## One\n\ntext ^Id\n",
    "x/Dup.md": "",
    "y/Dup.md": "# One\n",
    "cup.png": "",
    "map.canvas": "{}",
    "x/Zoe\u0308.md": "",
}


@pytest.mark.parametrize(
    "text, targets",
    [
        pytest.param("[[te§a]]", ["Tea.md:1"], id="a note"),
        pytest.param("[[Tea#two§]]", ["Tea.md:6"], id="a heading"),
        pytest.param("[[Tea#Two#One§]]", ["Tea.md:7"], id="a heading below another"),
        pytest.param("[[Tea#^id§]]", ["Tea.md:9"], id="a block"),
        pytest.param("[[Tea#gone§]]", ["Tea.md:1"], id="a heading that is not there"),
        pytest.param("# Here\n[[#he§re]]", ["0.md:1"], id="the note itself"),
        pytest.param("![[cup§.png]]", ["cup.png:1"], id="a picture"),
        pytest.param("[[map.canv§as]]", ["map.canvas:1"], id="a canvas"),
        pytest.param("[[Zo§\u00eb]]", ["x/Zoe\u0308.md:1"], id="an NFD name"),
        pytest.param("[x](Te§a.md#One)", ["Tea.md:4"], id="a Markdown link"),
        pytest.param("[x§][r]\n\n[r]: Tea.md#Two\n", ["Tea.md:6"], id="a link by reference"),
        pytest.param('---\nup: "[[T§ea]]"\n---\n', ["Tea.md:1"], id="a link in front matter"),
        pytest.param("[[Du§p]]", ["x/Dup.md:1", "y/Dup.md:1"], id="all that a name may mean"),
        pytest.param("[[Dup#One§]]", ["x/Dup.md:1", "y/Dup.md:1"], id="a heading of all that a name may mean"),
        pytest.param("[[go§ne]]", [], id="a note that does not exist"),
        pytest.param("[x](https://a§.org)", [], id="an address"),
        pytest.param("#t§ag", [], id="a tag"),
    ],
)
def test_targets(text: str, targets: list[str]) -> None:
    """Each target is a file and the line of the heading or block in it."""
    found = definition(*editing(text, FILES).at)
    assert [f"{each.path}:{each.span.line}" for each in (found.targets if found else ())] == targets


def test_canvas() -> None:
    """A file node of a canvas leads to its file, at the heading of its subpath."""
    there = editing('{"nodes": [{"type": "file", "file": "T§ea.md", "subpath": "#Two"}]}', FILES, "plan.canvas")
    found = definition(*there.at)
    assert [(each.path, each.span.line) for each in (found.targets if found else ())] == [("Tea.md", 6)]


def test_document_links() -> None:
    """Only links that lead to one file are underlined; the tooltip names it, with the line of the heading."""
    text = "§[[Tea]] [[Tea#Two|x]] [[gone]] [[Dup]] [x](cup.png) <https://a.org> [[#a]]\n# A\n"
    there = editing(text, FILES)
    found = document_links(there.index, there.path)
    assert [each.tooltip for each in found] == ["Tea.md", "Tea.md:6", "cup.png", "0.md:2"]
    assert [there.text.splitlines()[0][each.span.column - 1 : each.span.end_column - 1] for each in found] == [
        "Tea",
        "Tea#Two",
        "cup.png",
        "#a",
    ]
    assert document_links(there.index, "cup.png") == ()
