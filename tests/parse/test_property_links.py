"""Links in properties: only a string that is one link counts, at any depth."""

from __future__ import annotations

import pytest

from vaultlint.model import Link, LinkKind, Span
from vaultlint.parse import read_note


def links(block: str) -> list[Link]:
    """The links of a note that consists of front matter."""
    return list(read_note("Tea.md", f"---\n{block}\n---\n".encode()).links)


def link(
    raw: str, target: str, *span: int, fragment: str | None = None, display: str | None = None, external: bool = False
) -> Link:
    """A link in a property."""
    return Link(LinkKind.PROPERTY, raw, target, fragment, display, Span(*span), external=external)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param('a: "[[Cup]]"', [link("[[Cup]]", "Cup", 2, 5, 2, 12)], id="double quotes"),
        pytest.param("a: '[[Cup]]'", [link("[[Cup]]", "Cup", 2, 5, 2, 12)], id="single quotes"),
        pytest.param("é: '[[Tasse 😀]]'", [link("[[Tasse 😀]]", "Tasse 😀", 2, 5, 2, 16)], id="letters of any script"),
        pytest.param(
            "a: '[[Cup#Rim|the rim]]'",
            [link("[[Cup#Rim|the rim]]", "Cup", 2, 5, 2, 24, fragment="#Rim", display="the rim")],
            id="heading and display text",
        ),
        pytest.param("a: '[[#Rim]]'", [link("[[#Rim]]", "", 2, 5, 2, 13, fragment="#Rim")], id="heading of the note"),
        pytest.param("a: ' [[Cup]] '", [link("[[Cup]]", "Cup", 2, 6, 2, 13)], id="spaces around"),
        pytest.param("a: |\n  [[Cup]]", [link("[[Cup]]", "Cup", 3, 3, 3, 10)], id="block text"),
        pytest.param("a: '[[Cup]]' # '[[Pot]]'", [link("[[Cup]]", "Cup", 2, 5, 2, 12)], id="not in a comment"),
        pytest.param(
            "a:\n  - '[[Cup]]'\n  - plain\n  - '[[Pot]]'",
            [link("[[Cup]]", "Cup", 3, 6, 3, 13), link("[[Pot]]", "Pot", 5, 6, 5, 13)],
            id="items of a list",
        ),
        pytest.param(
            "a: ['[[Cup]]', '[[Cup]]']",
            [link("[[Cup]]", "Cup", 2, 6, 2, 13), link("[[Cup]]", "Cup", 2, 17, 2, 24)],
            id="the same link twice on a line",
        ),
        pytest.param("a:\n  b:\n    c: '[[Cup]]'", [link("[[Cup]]", "Cup", 4, 9, 4, 16)], id="nested"),
        pytest.param("a: {'[[Key]]': '[[Cup]]'}", [link("[[Cup]]", "Cup", 2, 17, 2, 24)], id="values, not names"),
        pytest.param('{"a": ["[[Cup]]"]}', [link("[[Cup]]", "Cup", 2, 9, 2, 16)], id="JSON"),
        pytest.param(r'a: "[[Caf\u00e9]]"', [link("[[Café]]", "Café", 2, 4, 2, 19)], id="escape: the whole value"),
        pytest.param(
            'a: "[[\\x43up]]"\nb: "[[Cup]]"',
            [link("[[Cup]]", "Cup", 2, 4, 2, 16), link("[[Cup]]", "Cup", 3, 5, 3, 12)],
            id="escape, and the same without",
        ),
        pytest.param("a: '[[Tom''s]]'", [link("[[Tom's]]", "Tom's", 2, 4, 2, 16)], id="doubled quote: the whole value"),
        pytest.param(
            "a: &x '[[Cup]]'\nb: *x",
            [link("[[Cup]]", "Cup", 2, 8, 2, 15), link("[[Cup]]", "Cup", 3, 4, 3, 6)],
            id="alias of a link",
        ),
    ],
)
def test_wikilinks(block: str, expected: list[Link]) -> None:
    """A string that is a wikilink counts; its span excludes the quotes (S6.8)."""
    assert links(block) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("a: '[cup](Cup.md)'", [link("[cup](Cup.md)", "Cup.md", 2, 5, 2, 18)], id="plain"),
        pytest.param("a: '[c](My%20Cup.md)'", [link("[c](My%20Cup.md)", "My Cup.md", 2, 5, 2, 21)], id="encoded"),
        pytest.param(
            "a: '[c](<My Cup.md>)'", [link("[c](<My Cup.md>)", "My Cup.md", 2, 5, 2, 21)], id="angle brackets"
        ),
        pytest.param(
            "a: ['[c](Cup.md#Rim)']", [link("[c](Cup.md#Rim)", "Cup.md", 2, 6, 2, 21, fragment="#Rim")], id="item"
        ),
        pytest.param(
            "a: '[c](https://tea.org)'",
            [link("[c](https://tea.org)", "https://tea.org", 2, 5, 2, 25, external=True)],
            id="web address",
        ),
    ],
)
def test_markdown_links(block: str, expected: list[Link]) -> None:
    """A string that is an inline Markdown link counts as well (S2.13)."""
    assert links(block) == expected


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("a: 'see [[Cup]]'", id="text before"),
        pytest.param("a: '[[Cup]] and so on'", id="text after"),
        pytest.param("a: '[[Cup]] [[Pot]]'", id="two links"),
        pytest.param("a: '[[Cup]][[Pot]]'", id="two links without a blank"),
        pytest.param("a: [[Cup]]", id="unquoted is a list in a list"),
        pytest.param("a: '![[Cup]]'", id="embed"),
        pytest.param("a: '[[]]'", id="empty wikilink"),
        pytest.param("a: '[[ ]]'", id="blank wikilink"),
        pytest.param("a: '[cup](Cup.md) and so on'", id="text after a Markdown link"),
        pytest.param("a: 'see [cup](Cup.md)'", id="text before a Markdown link"),
        pytest.param("a: '[c](Cup.md) [p](Pot.md)'", id="two Markdown links"),
        pytest.param("a: '[c](Cup.md) (new)'", id="parentheses after a Markdown link"),
        pytest.param("a: '![cup](cup.png)'", id="Markdown image"),
        pytest.param("a: '[c](My Cup.md)'", id="blank in the destination"),
        pytest.param("a: '[c]()'", id="empty destination"),
        pytest.param("a: '[c][c]'", id="reference"),
        pytest.param("a: https://tea.org", id="bare address"),
        pytest.param("a: '`[[Cup]]`'", id="code"),
        pytest.param("'[[Cup]]': b", id="name of a property"),
        pytest.param("# [[Cup]]", id="comment"),
        pytest.param("a: '[[Cup]]'\na: b", id="block that Obsidian ignores"),
    ],
)
def test_not_links(block: str) -> None:
    """Anything but a whole link in a string is not a link."""
    assert links(block) == []


def test_properties_come_first() -> None:
    """The links of the front matter come before those of the text."""
    read = read_note("Tea.md", b"---\na: '[[Cup]]'\n---\n[[Pot]]")
    assert [(found.kind, found.target) for found in read.links] == [
        (LinkKind.PROPERTY, "Cup"),
        (LinkKind.WIKILINK, "Pot"),
    ]


def test_private_use_characters() -> None:
    """Characters of icon fonts are read like any others, in every kind of link."""
    block = "a: '[[\U000f0041]]'\nb: '[x](\U000fd800)'"
    assert [found.target for found in links(block)] == ["\U000f0041", "\U000fd800"]
