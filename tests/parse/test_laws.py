"""Laws for every note and canvas, whatever is in it."""

from __future__ import annotations

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from fuzz.laws import assert_canvas, assert_card, assert_note
from tests.strategies import canvas, examples, vaults
from tests.strategies.markdown import TOKENS
from vaultlint.model import Note, Span
from vaultlint.parse import UNREADABLE_FILE, read_canvas, read_note

NOTES = (
    TOKENS
    | st.tuples(TOKENS, TOKENS).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}")
    | vaults.TEXTS.map(bytes.decode)
)
LAW = examples(200)


def note(text: str) -> Note:
    """Read a note from text."""
    return read_note("Tea.md", text.encode())


def three_down(span: Span) -> Span:
    """A span moved three lines down."""
    return span._replace(line=span.line + 3, end_line=span.end_line + 3)


@LAW
@given(st.binary() | vaults.NOTES | canvas.CANVASES)
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a note and a canvas, without an exception, and everything is at its span."""
    assert_note(data)
    assert_canvas(data)


@LAW
@given(st.text())
def test_any_front_matter(block: str) -> None:
    """Any text between two `---` lines is front matter, unless it contains such a line itself."""
    read = note(f"---\n{block}\n---\n[[Cup]]")
    assert read.has_front_matter
    flaws = [flaw for flaw in read.flaws if flaw.rule != UNREADABLE_FILE]
    assert read.front_matter_broken == any("a second block" not in flaw.message for flaw in flaws)
    assert "Cup" in [link.target for link in read.links]


@LAW
@given(canvas.SHAPES)
def test_any_json(shape: object) -> None:
    """Any JSON is a canvas without flaws."""
    assert read_canvas("Tea.canvas", json.dumps({"nodes": shape}).encode()).flaws == ()


@LAW
@given(NOTES)
def test_links_stand_at_their_spans(text: str) -> None:
    """The source of a link, heading, block or tag is the text at its span, and links and tags are in order."""
    assert_note(text.encode(errors="surrogatepass"))


@LAW
@given(TOKENS)
def test_front_matter_shifts_the_lines_below(text: str) -> None:
    """Front matter added before a text changes its lines, and nothing else."""
    before = note(text)
    assume(not before.has_front_matter)
    after = note(f"---\né: 1\n---\n{text}")
    assert after.links == tuple(link._replace(span=three_down(link.span)) for link in before.links)
    assert after.headings == tuple(heading._replace(span=three_down(heading.span)) for heading in before.headings)
    assert after.blocks == tuple(block._replace(span=three_down(block.span)) for block in before.blocks)
    assert after.tags == tuple(tag._replace(span=three_down(tag.span)) for tag in before.tags)


@LAW
@given(TOKENS, st.booleans())
def test_text_card_is_a_note(text: str, ascii_only: bool) -> None:
    """A text card has the links of a note with the same text, each at its position in the JSON."""
    assert_card(text, ascii_only=ascii_only)
