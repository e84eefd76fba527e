"""What holds for every note and canvas, whatever is in it."""

from __future__ import annotations

import json
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vaultlint.model import TOP, Link, LinkKind, Note, Span
from vaultlint.parse import UNREADABLE, read_canvas, read_note

FRAGMENTS = [
    *("[[", "]]", "[", "]", "(", ")", "!", "|", "#", "^id", "\\", "<", ">", ":", "*", "_", "=="),
    *("`", "``", "```\n", "~~~\n", "$", "$$", "%%", "<!--", "-->", "<div>", "</div>", "<b>"),
    *("> ", "- ", "1. ", "    ", "\t", " ", "\n", "\n\n", "\r\n", "\r", "---\n", "===\n", "# ", "[^1]: ", "[r]: u\n"),
    *(
        "a: b\n",
        '"[[x]]"\n',
        "é",
        "😀",
        "a",
        "\u2028",
        "\0",
        "&amp;",
        "|a|b|\n|-|-|\n",
        "- 'x'\n",
        "&x ",
        "*x",
        "{",
        ",",
    ),
    *("[[a]]", "![[é#b|c]]", "[a](b%20c.md)", "![😀](<b c.png>)", "[r]", "<https://a.org>"),
]

SOURCES = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
NOTES = SOURCES | st.tuples(SOURCES, SOURCES).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}")
SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | SOURCES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["nodes", "text", "file", "subpath", "url", "background"]), inner, max_size=4)
    ),
    max_leaves=12,
)
LAW = settings(deadline=None, max_examples=200)


def note(text: str) -> Note:
    """The note that a text is."""
    return read_note("Tea.md", text.encode())


def without_place(link: Link) -> Link:
    """A link as if it stood at the top of its file."""
    return link._replace(span=TOP)


def three_down(span: Span) -> Span:
    """A span as if three more lines stood above it."""
    return span._replace(line=span.line + 3, end_line=span.end_line + 3)


@LAW
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a note and a canvas, without an exception."""
    assert read_note("Tea.md", data).path == "Tea.md"
    assert read_canvas("Tea.canvas", data).path == "Tea.canvas"


@LAW
@given(st.text())
def test_any_front_matter(block: str) -> None:
    """Any text between the two lines is front matter, unless it holds such a line itself."""
    read = note(f"---\n{block}\n---\n[[Cup]]")
    assert read.has_front_matter
    assert read.front_matter_broken == any(flaw.rule != UNREADABLE for flaw in read.flaws)
    assert "Cup" in [link.target for link in read.links]


@LAW
@given(SHAPES)
def test_any_json(shape: object) -> None:
    """Any JSON is a canvas without flaws, however little it looks like one."""
    assert read_canvas("Tea.canvas", json.dumps({"nodes": shape}).encode()).flaws == ()


@LAW
@given(NOTES)
def test_links_stand_at_their_spans(text: str) -> None:
    """The source of a link in the text is what stands at its span, and links come in order."""
    lines = re.split(r"\r\n|\r|\n", text)
    found = [link for link in note(text).links if link.kind is not LinkKind.PROPERTY]
    assert [link.span for link in found] == sorted(link.span for link in found)
    for link in found:
        if link.span.line == link.span.end_line:
            assert lines[link.span.line - 1][link.span.column - 1 : link.span.end_column - 1] == link.raw
        else:
            assert link.kind in (LinkKind.MARKDOWN, LinkKind.IMAGE)


@LAW
@given(SOURCES)
def test_front_matter_shifts_the_lines_below(text: str) -> None:
    """Front matter put before a text changes the lines of what is in it, and nothing else."""
    before = note(text)
    assume(not before.has_front_matter)
    after = note(f"---\né: 1\n---\n{text}")
    assert after.links == tuple(link._replace(span=three_down(link.span)) for link in before.links)
    assert after.headings == tuple(heading._replace(span=three_down(heading.span)) for heading in before.headings)
    assert after.blocks == tuple(block._replace(span=three_down(block.span)) for block in before.blocks)
    assert after.tags == before.tags


@LAW
@given(SOURCES, st.booleans())
def test_text_card_is_a_note(text: str, ascii_only: bool) -> None:
    """A text card has the links of a note with the same text, each where the JSON has its source."""
    source = json.dumps({"nodes": [{"text": text}]}, ensure_ascii=ascii_only)
    found = read_canvas("Tea.canvas", source.encode()).links
    assert [without_place(link) for link in found] == [without_place(link) for link in note(f"\n{text}").links]
    for link in found:
        assert json.loads(f'"{source[link.span.column - 1 : link.span.end_column - 1]}"') == link.raw
