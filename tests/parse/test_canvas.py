"""Canvas files: their links, and the positions of these in the JSON."""

from __future__ import annotations

import re

import pytest

from vaultlint.model import Canvas, Contents, Flaw, Link, LinkKind, Span
from vaultlint.parse import read_canvas


def canvas(text: str) -> Canvas:
    """Read a canvas from text."""
    return read_canvas("Board.canvas", text.encode())


def flaw(message: str, line: int, column: int) -> Flaw:
    """A flaw that keeps a canvas from being read."""
    return Flaw("unreadable-file", f"cannot read this canvas as JSON: {message}", Span(line, column, line, column), {})


def cut(text: str, span: Span) -> str:
    """The text at a span of one line."""
    assert span.line == span.end_line
    return re.split(r"\r\n|\r|\n", text)[span.line - 1][span.column - 1 : span.end_column - 1]


def file_link(target: str, *span: int, fragment: str | None = None) -> Link:
    """A link to a path of the vault, as a file card or a group's background has it."""
    return Link(LinkKind.CANVAS, target, target, fragment, None, Span(*span), exact=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"nodes":[{"file":"My Tea.md"}]}', [file_link("My Tea.md", 1, 20, 1, 29)], id="file"),
        pytest.param(
            '{"nodes":[{"file":"Tea.md","subpath":"#Hot#Milk"}]}',
            [file_link("Tea.md", 1, 20, 1, 26, fragment="#Hot#Milk")],
            id="file with a heading",
        ),
        pytest.param(
            '{"nodes":[{"subpath":"#^a-1","file":"Tea.md"}]}',
            [file_link("Tea.md", 1, 38, 1, 44, fragment="#^a-1")],
            id="file with a block, keys in another order",
        ),
        pytest.param('{"nodes":[{"file":"a#b|c%20d.md"}]}', [file_link("a#b|c%20d.md", 1, 20, 1, 32)], id="exact path"),
        pytest.param('{"nodes":[{"file":"T\\u00e9 \\/.md"}]}', [file_link("Té /.md", 1, 20, 1, 33)], id="escapes"),
        pytest.param(
            '{"nodes":[{"type":"group","label":"[[Cup]]","background":"tea.png"}]}',
            [file_link("tea.png", 1, 59, 1, 66)],
            id="background of a group, not its label",
        ),
        pytest.param(
            '{"nodes":[{"type":"link","url":"https://tea.org/a#b"}]}',
            [
                Link(
                    LinkKind.CANVAS,
                    "https://tea.org/a#b",
                    "https://tea.org/a#b",
                    None,
                    None,
                    Span(1, 33, 1, 52),
                    external=True,
                )
            ],
            id="web page",
        ),
        pytest.param(
            '{"nodes":[\r\n{"file":"a.md"},\r\n{"file":"b.md"}]}',
            [file_link("a.md", 2, 10, 2, 14), file_link("b.md", 3, 10, 3, 14)],
            id="lines of the file",
        ),
        pytest.param('\ufeff{"nodes":[{"file":"a.md"}]}', [file_link("a.md", 1, 20, 1, 24)], id="byte order mark"),
        pytest.param(
            '{"nodes":[{"file":"a.md","file":"b.md"}]}', [file_link("b.md", 1, 34, 1, 38)], id="last key wins"
        ),
        pytest.param(
            '{"x":{"file":"n.md"},"edges":[{"label":"[[E]]"}],"nodes":[{"note":"[[N]]","file":"a.md"}]}',
            [file_link("a.md", 1, 83, 1, 87)],
            id="other keys are skipped",
        ),
    ],
)
def test_cards(text: str, expected: list[Link]) -> None:
    """A file, a background and a web page are links; paths are taken as they are (S5.1, S5.3)."""
    read = canvas(text)
    assert (read.path, list(read.links), read.flaws) == ("Board.canvas", expected, ())


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        pytest.param("[[Tea]]", [("Tea", "[[Tea]]")], id="wikilink"),
        pytest.param("x\\n[[Tea]]", [("Tea", "[[Tea]]")], id="after a line ending"),
        pytest.param("\\u00fc\\t\\\\ [[Tea]]", [("Tea", "[[Tea]]")], id="after escapes"),
        pytest.param("\\ud83d\\ude00 [[Tea]]", [("Tea", "[[Tea]]")], id="after an escaped emoji, one character"),
        pytest.param("\\uD83D\\uDE00\\uD83D\\uDE00[[Tea]]", [("Tea", "[[Tea]]")], id="after two, in capitals"),
        pytest.param("\\uDBFF\\uDFFF [[Tea]]", [("Tea", "[[Tea]]")], id="after the last character of all"),
        pytest.param("ü😀 [[Tea]]", [("Tea", "[[Tea]]")], id="after an emoji as it is"),
        pytest.param("ü😀\\n[[Tea]]", [("Tea", "[[Tea]]")], id="after both kinds"),
        pytest.param("[[T\\u00e9|\\ud83d\\ude00]] x", [("Té", "[[T\\u00e9|\\ud83d\\ude00]]")], id="escapes inside"),
        pytest.param('\\"[[Tea]]\\"', [("Tea", "[[Tea]]")], id="between quotes"),
        pytest.param("\\u005b[Tea]]", [("Tea", "\\u005b[Tea]]")], id="escaped bracket of JSON"),
        pytest.param("\\\\[[Tea]]", [], id="escaped bracket of Markdown"),
        pytest.param("`[[Tea]]` [[Cup]]", [("Cup", "[[Cup]]")], id="code"),
        pytest.param("```\\n[[Tea]]\\n```\\n[[Cup]]", [("Cup", "[[Cup]]")], id="fence"),
        pytest.param("[x](My%20Tea.md)", [("My Tea.md", "[x](My%20Tea.md)")], id="Markdown link"),
        pytest.param("# ![[tea.png|9]]", [("tea.png", "![[tea.png|9]]")], id="embed in a heading"),
        pytest.param(
            "---\\na: '[[Tea]]'\\n---\\n[[Cup]]",
            [("Tea", "[[Tea]]"), ("Cup", "[[Cup]]")],
            id="front matter is text (S5.4)",
        ),
    ],
)
def test_text_card(card: str, expected: list[tuple[str, str]]) -> None:
    """A link in a text card follows the rules of notes, and has its position in the JSON (S5.4)."""
    text = f'{{"nodes": [\n  {{"id": "é", "text": "{card}"}}\n]}}'
    assert [(link.target, cut(text, link.span)) for link in canvas(text).links] == expected


def test_kinds_in_text_card() -> None:
    """Links of a text card are of the same kinds as in a note, and are not exact."""
    read = canvas('{"nodes":[{"text":"[[a]] ![[b]] [c](c.md) ![d](d.png)"}]}')
    assert [(link.kind.value, link.exact) for link in read.links] == [
        ("wikilink", False),
        ("embed", False),
        ("markdown", False),
        ("image", False),
    ]


def test_links_in_order() -> None:
    """Links are in the order of the file, whatever the order of a card's keys."""
    read = canvas('{"nodes":[{"url":"https://u","background":"b","file":"f","text":"[[t]]"},{"file":"g"}]}')
    assert [link.target for link in read.links] == ["https://u", "b", "f", "t", "g"]


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        pytest.param("Tea", "expecting value", 1, 1, id="prose"),
        pytest.param('{"nodes":\n  [}', "expecting value", 2, 4, id="unclosed list"),
        pytest.param("{\n'nodes': []}", "expecting property name enclosed in double quotes", 2, 1, id="single quotes"),
        pytest.param('{"nodes": []}\né', "extra data", 2, 1, id="text after the end"),
        pytest.param('\ufeff{"é😀": [}', "expecting value", 1, 9, id="non-ASCII before the place"),
        pytest.param(
            '{"NaN": 1,\n "x": -Infinity}', "-Infinity is not a number in JSON", 2, 7, id="a constant of Python's"
        ),
        pytest.param("[" * 100_000, "nested too deeply", 1, 1, id="100,000 brackets"),
        pytest.param('{"a":' * 100_000, "nested too deeply", 1, 1, id="100,000 braces"),
        pytest.param("[" * 300 + "]" * 300, "nested too deeply", 1, 1, id="300 lists, whatever Python can read"),
    ],
)
def test_not_json(text: str, message: str, line: int, column: int) -> None:
    """A file that is not JSON has no links, and a flaw at the position of the error."""
    assert canvas(text) == Canvas("Board.canvas", Contents(flaws=(flaw(message, line, column),)))


def test_not_utf_8() -> None:
    """Bytes that are not UTF-8 are a flaw, and the rest is read."""
    read = read_canvas("Board.canvas", b'{"nodes":[{"file":"T\xe9a.md"}]}')
    message = "not UTF-8 (byte 21): save the file as UTF-8"
    assert read.flaws == (Flaw("unreadable-file", message, Span(1, 1, 1, 1), {"byte": 21}),)
    assert [link.target for link in read.links] == ["T\ufffda.md"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty file, as Obsidian makes it"),
        pytest.param(" \r\n\t", id="spaces"),
        pytest.param("\ufeff", id="byte order mark alone"),
        pytest.param("{}", id="empty object"),
        pytest.param("[]", id="list"),
        pytest.param("null", id="null"),
        pytest.param('"[[Tea]]"', id="text"),
        pytest.param('{"nodes": null}', id="nodes are null"),
        pytest.param('{"nodes": {"file": "a.md"}}', id="nodes are an object"),
        pytest.param('{"nodes": 5}', id="nodes are a number"),
        pytest.param('{"nodes": true}', id="nodes are true"),
        pytest.param('{"nodes": "abc"}', id="nodes are a text"),
        pytest.param('{"nodes": [1, "a.md", null, true, [], [{"file": "a.md"}]]}', id="nodes that are no objects"),
        pytest.param('{"nodes": [{}, {"type": "file"}]}', id="nodes without content"),
        pytest.param('{"nodes": [{"file": 5, "text": ["[[a]]"], "url": {}, "background": null}]}', id="no texts"),
        pytest.param('{"nodes": [{"file": "", "text": "", "url": "", "background": ""}]}', id="empty texts"),
        pytest.param('{"nodes": [' + "[" * 190 + "]" * 190 + "]}", id="190 lists in a list"),
        pytest.param('{"nodes": [{"x": 1e999, "y": -5, "z": 1%s}]}' % ("0" * 5000), id="odd numbers"),
    ],
)
def test_nothing_to_link(text: str) -> None:
    """JSON of any shape without cards that name anything has no links and no flaws."""
    assert canvas(text) == Canvas("Board.canvas")


def test_odd_subpath() -> None:
    """A subpath that is not a string is ignored."""
    assert canvas('{"nodes":[{"file":"a.md","subpath":5}]}').links == (file_link("a.md", 1, 20, 1, 24),)


def test_lone_surrogate() -> None:
    """Half of an escaped emoji, which JSON allows, does not stop reading."""
    (link,) = canvas('{"nodes":[{"text":"\\ud83d [[Tea]]"}]}').links
    assert (link.target, link.span) == ("Tea", Span(1, 27, 1, 34))
