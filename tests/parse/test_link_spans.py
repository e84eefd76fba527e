"""Where the target, the fragment and the display text of a link stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.laws import Sheet
from tests.strategies import examples
from tests.strategies.markdown import TOKENS
from vaultlint.model import Link
from vaultlint.parse import read_canvas, read_note
from vaultlint.parse.link_spans import link_spans

NOTHING = (None, None, None)


def parts(link: Link, data: bytes) -> tuple[str | None, ...]:
    """What stands at the spans of a link's parts."""
    sheet = Sheet(data)
    return tuple(sheet.cut(span) if span else None for span in link_spans(link))


def first_in_note(text: str) -> tuple[str | None, ...]:
    return parts(read_note("note.md", text.encode()).links[0], text.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[Tea]]", ("Tea", None, None), id="target alone"),
        pytest.param("é x [[ a/Tea # Cup | my tea ]]", ("a/Tea", "# Cup", "my tea"), id="without the spaces around"),
        pytest.param("[[#Cup]]", ("", "#Cup", None), id="empty target"),
        pytest.param("[[Tea#]] ", ("Tea", "#", None), id="empty fragment"),
        pytest.param("[[Tea|]]", ("Tea", None, ""), id="empty display text"),
        pytest.param("![[tea.png|100]]", ("tea.png", None, "100"), id="embed"),
        pytest.param("[[|a|b]]", ("|a", None, "b"), id="bar in front"),
        pytest.param("[[a\\b|c]]", ("a\\b", None, "c"), id="backslash as slash"),
        pytest.param("[[a\u00a0b]]", ("a\u00a0b", None, None), id="no-break space"),
        pytest.param("| a |\n|---|\n| [[Tea\\|cup]] |", ("Tea", None, "cup"), id="escaped bar in a table"),
        pytest.param("[[Tea\\]]", ("Tea", None, None), id="backslash at the end"),
    ],
)
def test_wikilinks(text: str, expected: tuple[str | None, ...]) -> None:
    """The parts of a wikilink or embed can always be located."""
    assert first_in_note(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[a cup](b%20c.md#d)", ("b%20c.md", "#d", "a cup"), id="percent escapes as written"),
        pytest.param("[a](<b c.md#d e>)", ("b c.md", "#d e", "a"), id="angle brackets"),
        pytest.param('![alt](i.png "ti\\"tle")', ("i.png", None, "alt"), id="image with a title"),
        pytest.param("[a](b.md\n'c')", ("b.md", None, "a"), id="title on the next line"),
        pytest.param("x [a\nb\r\nc](d.md)", ("d.md", None, "a\nb\r\nc"), id="several lines"),
        pytest.param("[a](#b)", ("", "#b", "a"), id="empty target"),
        pytest.param("[](b.md)", ("b.md", None, ""), id="empty text"),
        pytest.param("[![a](b.png)](c.md)", ("c.md", None, "![a](b.png)"), id="image in a link"),
        pytest.param("![[a](b.md)](c.png)", ("c.png", None, "[a](b.md)"), id="link in an image"),
        pytest.param("[a](b](c))", ("b](c)", None, "a"), id="destination that looks like a link's end"),
        pytest.param("[a](b&amp;c.md#d)", ("b&amp;c.md", "#d", "a"), id="entity"),
        pytest.param("[a](b?c=1&sect=2#d)", ("b?c=1&sect=2", "#d", "a"), id="entity without its semicolon"),
        pytest.param("[a](b\\_c.md)", ("b\\_c.md", None, "a"), id="escape"),
        pytest.param("[a](b&#35;c)", NOTHING, id="hash as an entity"),
        pytest.param("[a](b\\#c)", NOTHING, id="escaped hash"),
        pytest.param("[a](https://b.org/#c)", ("https://b.org/#c", None, "a"), id="address"),
        pytest.param("<https://b.org>", ("https://b.org", None, None), id="autolink"),
        pytest.param("<a@b.org>", NOTHING, id="e-mail address, whose target has a scheme"),
        pytest.param("[a][b]\n\n[b]: c.md", NOTHING, id="by reference"),
    ],
)
def test_markdown_links(text: str, expected: tuple[str | None, ...]) -> None:
    """Those of a Markdown link or image are what is written, and none at all where that may be something else."""
    assert first_in_note(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param('"[[Tea#Cup|x]]"', ("Tea", "#Cup", "x"), id="quoted wikilink"),
        pytest.param("\n  - ' [[Tea]] '", ("Tea", None, None), id="item with spaces in the quotes"),
        pytest.param("'[a](b.md#c)'", ("b.md", "#c", "a"), id="Markdown link"),
        pytest.param("'[[a] b](c.md)'", ("c.md", None, "[a] b"), id="Markdown link with brackets in its text"),
        pytest.param("|\n  [[Tea]]", ("Tea", None, None), id="block of text"),
        pytest.param("'[[it''s]]'", NOTHING, id="doubled quote"),
        pytest.param('"[[T\\x65a]]"', NOTHING, id="escape"),
        pytest.param('"[[Green\n  tea]]"', NOTHING, id="folded"),
    ],
)
def test_property_links(value: str, expected: tuple[str | None, ...]) -> None:
    """Those of a link in a property are located unless YAML escapes or folds it."""
    assert first_in_note(f"---\nup: {value}\n---\n") == expected


def test_alias_as_long_as_its_link() -> None:
    """A YAML alias is not taken for the link that it stands for."""
    text = '---\na: &abcdefg "[[Note]]"\nb: *abcdefg\n---\n'
    found = [parts(link, text.encode()) for link in read_note("note.md", text.encode()).links]
    assert found == [("Note", None, None), NOTHING]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param({"file": "a/Tea.md", "subpath": "#Cup"}, ("a/Tea.md", None, None), id="file"),
        pytest.param({"url": "https://b.org"}, ("https://b.org", None, None), id="address"),
        pytest.param({"url": "[[b]]"}, ("[[b]]", None, None), id="address that looks like a wikilink"),
        pytest.param({"file": 'T"ea.md'}, NOTHING, id="escaped path"),
        pytest.param({"text": "x [[Tea#Cup|y]]"}, ("Tea", "#Cup", "y"), id="card"),
        pytest.param({"text": 'x\n"y" [a](b.md#c)'}, ("b.md", "#c", "a"), id="card with escapes elsewhere"),
        pytest.param({"text": "[[T\\ea]]"}, NOTHING, id="escapes in the link"),
        pytest.param({"text": "[a\nb](c.md)"}, NOTHING, id="line feed in the link"),
    ],
)
def test_canvases(node: dict[str, str], expected: tuple[str | None, ...]) -> None:
    """Those of a link on a canvas are located unless JSON escapes it."""
    data = json.dumps({"nodes": [node]}).encode()
    assert parts(read_canvas("note.canvas", data).links[0], data) == expected


@examples(200)
@given(TOKENS, st.data())
def test_a_target_can_be_replaced(text: str, data: st.DataObject) -> None:
    """Put another word at the span of a target, and the link has that target and is otherwise as it was."""
    text = text.replace("\r", "")
    found = read_note("note.md", text.encode()).links
    links = [link for link in found if not link.external and "[" not in link.target]
    if not links:
        return
    link = data.draw(st.sampled_from(links))
    span = link_spans(link).target
    if span is None:
        return
    lines = text.split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = f"{line[: span.column - 1]}Zz{line[span.end_column - 1 :]}"
    new = read_note("note.md", "\n".join(lines).encode())
    there = [each for each in new.links if each.span[:2] == link.span[:2] and each.kind is link.kind]
    assert ("Zz", link.fragment, link.display) in [each[2:5] for each in there]
