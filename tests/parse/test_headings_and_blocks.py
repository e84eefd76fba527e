"""Headings, block ids and tags of a note."""

from __future__ import annotations

import pytest

from fuzz.laws import assert_scan
from vaultlint.model import Block, Heading, Note, Span
from vaultlint.parse import read_note


def note(text: str) -> Note:
    """Read a note, and check that the fast scanner reads the same."""
    assert_scan(text, 0)
    return read_note("Tea.md", text.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Tea", (1, "Tea"), id="ATX"),
        pytest.param("###### Tea", (6, "Tea"), id="sixth level"),
        pytest.param("   ## Tea", (2, "Tea"), id="three spaces before"),
        pytest.param("#\tTea\t", (1, "Tea"), id="tabs around"),
        pytest.param("#  hot  tea ", (1, "hot  tea"), id="spaces inside stay"),
        pytest.param("## Tea ##", (2, "Tea"), id="closing hashes"),
        pytest.param("# Tea ####  ", (1, "Tea"), id="more closing hashes than opening ones"),
        pytest.param("# Tea \t #", (1, "Tea"), id="more than one blank before closing hashes"),
        pytest.param("# X-ray X", (1, "X-ray X"), id="any letters at the ends"),
        pytest.param("# X-ray X #", (1, "X-ray X"), id="so before a closing hash"),
        pytest.param("# Tea\xa0", (1, "Tea\xa0"), id="no-break space at the end stays"),
        pytest.param("# Tea\xa0 #", (1, "Tea\xa0"), id="so before a closing hash"),
        pytest.param("# Tea#", (1, "Tea#"), id="hash that is part of the word"),
        pytest.param("# C# #", (1, "C#"), id="closing hash after such a word"),
        pytest.param("# Tea \\#", (1, "Tea \\#"), id="escaped closing hash"),
        pytest.param("#", (1, ""), id="empty"),
        pytest.param("## ##", (2, ""), id="empty with closing hashes"),
        pytest.param("Tea\n===", (1, "Tea"), id="Setext, first level"),
        pytest.param("Tea\n-", (2, "Tea"), id="Setext, second level"),
        pytest.param("hot\n  tea\n===", (1, "hot\ntea"), id="Setext over two lines"),
        pytest.param("Cups\nTea #\n===", (1, "Cups\nTea #"), id="Setext has no closing hashes"),
        pytest.param("hot\u2028tea\n===", (1, "hot\u2028tea"), id="U+2028 ends no line of Setext"),
        pytest.param("# **Hot** `tea` [[Cup|c]] #t", (1, "**Hot** `tea` [[Cup|c]] #t"), id="raw text (S4.2)"),
        pytest.param("**Hot**\n===", (1, "**Hot**"), id="raw text of Setext"),
        pytest.param("# Tea ^id", (1, "Tea ^id"), id="block id is part of the raw text"),
        pytest.param("# été 😀", (1, "été 😀"), id="letters of any script"),
    ],
)
def test_heading(text: str, expected: tuple[int, str]) -> None:
    """A heading has a level and the raw text between its markers (S4.8)."""
    (heading,) = note(f"x\n\n{text}\n\ny").headings
    assert heading[:2] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("#Tea", id="no blank after the hash"),
        pytest.param("####### Tea", id="seven hashes"),
        pytest.param("    # Tea", id="indented code"),
        pytest.param("\\# Tea", id="escaped hash"),
        pytest.param("> # Tea", id="quote"),
        pytest.param("> [!tip] Cups\n> # Tea", id="callout"),
        pytest.param("- # Tea", id="list item"),
        pytest.param("1. x\n\n   # Tea", id="later paragraph of a list item"),
        pytest.param("[^1]: # Tea", id="footnote"),
        pytest.param("```\n# Tea\n```", id="code"),
        pytest.param("<div>\n# Tea\n</div>", id="HTML"),
        pytest.param("<!--\n\n# Tea\n\n-->", id="HTML comment"),
        pytest.param("%%\n# Tea\n\n# Cup\n%%", id="comment"),
        pytest.param("$$\n\n# Tea\n\n$$", id="math"),
        pytest.param("Tea\n\n---", id="horizontal rule"),
        pytest.param("> Tea\n---", id="rule under a quote"),
    ],
)
def test_no_heading(text: str) -> None:
    """Links lead only to headings at the top level of the text (S4.8)."""
    assert note(f"x\n\n{text}\n").headings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("%%\n# A\n%%\n# B", ["B"], id="after a comment"),
        pytest.param("x\ny\n%%\n\n# A\n\n%%\n\n# B", ["B"], id="after a comment that begins amid a paragraph"),
        pytest.param("x\r\ry\r%%\r\r# A\r\r%%\r\r# B", ["B"], id="so with CR"),
        pytest.param("> x\n>\t%%\n\n# A\n\n%%\n\n# B", ["B"], id="so in a quote"),
        pytest.param("x\nX %%\n\n# A\n\n%%", ["A"], id="comment mark after a word"),
        pytest.param("x\r\ny %%\r\n\r\n# A\r\n\r\n%%", ["A"], id="so with CRLF"),
        pytest.param("- %%\n\n  x\n\n# A\n\n%%\n\n# B", ["B"], id="after a comment that begins in a list"),
        pytest.param("%%\n# A\n%%\n\n%%\n# B\n%%\n\n# C", ["C"], id="after two comments"),
        pytest.param("%% x %%\n\n# A\n\n%% y %%\n# B", ["A", "B"], id="between two comments"),
        pytest.param("> # A\n\n# B", ["B"], id="after a quote"),
        pytest.param("- A\n\n# B", ["B"], id="after a list"),
        pytest.param("```\n%%\n```\n\n# A\n\n%%", ["A"], id="comment mark in code"),
        pytest.param("%%\n\n# A", ["A"], id="comment that is never closed"),
        pytest.param("$$\nx\n\ny\n$$\n# A\n\n$$z$$", ["A"], id="between two blocks of math"),
        pytest.param("x\n# A\ny\n## B\n# A", ["A", "B", "A"], id="amid paragraphs, repeated"),
    ],
)
def test_headings_around_other_blocks(text: str, expected: list[str]) -> None:
    """Headings are in the order of the text, and end what hid those before them."""
    assert [heading.text for heading in note(text).headings] == expected


def test_places_of_headings() -> None:
    """A heading's span reaches from its first marker to the end of its last line, including the line ending."""
    assert note("---\né: 1\n---\n  # 😀\r\nTea\n===\n\n## B").headings == (
        Heading(1, "😀", Span(4, 3, 5, 1)),
        Heading(1, "Tea", Span(5, 1, 7, 1)),
        Heading(2, "B", Span(8, 1, 8, 5)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tea ^id", Block("id", Span(1, 5, 1, 8)), id="end of a paragraph"),
        pytest.param("Tea\nhot ^Id-9  \n\ncup", Block("Id-9", Span(2, 5, 2, 10)), id="end of its last line"),
        pytest.param("^id", Block("id", Span(1, 1, 1, 4)), id="nothing else in the note"),
        pytest.param("Tea\t^id", Block("id", Span(1, 5, 1, 8)), id="after a tab"),
        pytest.param("é😀 ^id\r\n\r\nx", Block("id", Span(1, 4, 1, 7)), id="non-ASCII before, CRLF after"),
        pytest.param("Tea ^a10", Block("a10", Span(1, 5, 1, 9)), id="digits"),
        pytest.param("Tea ^a ^b", Block("b", Span(1, 8, 1, 10)), id="the last of two"),
        pytest.param("Tea\n^id", Block("id", Span(2, 1, 2, 4)), id="last line of a paragraph, alone"),
        pytest.param("- [ ] tea ^id\n- cup", Block("id", Span(1, 11, 1, 14)), id="list item"),
        pytest.param("- tea\n  - cup ^id\n- pot", Block("id", Span(2, 9, 2, 12)), id="item of an inner list"),
        pytest.param("> tea ^id", Block("id", Span(1, 7, 1, 10)), id="end of a quote"),
        pytest.param("# Tea ^id", Block("id", Span(1, 7, 1, 10)), id="end of a heading"),
        pytest.param("- tea\n- cup\n\n^id", Block("id", Span(4, 1, 4, 4)), id="own line after a list"),
        pytest.param("|a|\n|-|\n|b|\n\n^id", Block("id", Span(5, 1, 5, 4)), id="own line after a table"),
        pytest.param("|a|\n|-|\n|b|\n^id", Block("id", Span(4, 1, 4, 4)), id="line directly under a table"),
        pytest.param("> [!tip] tea\n> cup\n\n^id", Block("id", Span(4, 1, 4, 4)), id="own line after a callout"),
        pytest.param("> [!tip] tea\n> cup\n^id", Block("id", Span(3, 1, 3, 4)), id="line directly under a callout"),
        pytest.param("> tea\n\n^id", Block("id", Span(3, 1, 3, 4)), id="own line after a quote"),
        pytest.param("```\ntea\n```\n^id", Block("id", Span(4, 1, 4, 4)), id="line directly under code"),
        pytest.param("$$\nx\n$$\n^id", Block("id", Span(4, 1, 4, 4)), id="line directly under math"),
        pytest.param("![[tea.png]]^id", Block("id", Span(1, 13, 1, 16)), id="after an embed, without a blank (S4.12)"),
        pytest.param("[[Tea]] ^id", Block("id", Span(1, 9, 1, 12)), id="after a link"),
        pytest.param("x[^1]\n\n[^1]: tea ^id", Block("id", Span(3, 11, 3, 14)), id="footnote"),
    ],
)
def test_block_id(text: str, expected: Block) -> None:
    """A block id is Latin letters, digits and dashes after a caret, at the end of its block (S4.10)."""
    assert note(text).blocks == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tea ^id cup", id="middle of a line"),
        pytest.param("Tea ^id\ncup", id="end of a line, not of the paragraph"),
        pytest.param("Tea^id", id="no blank before"),
        pytest.param("Tea ^my_id", id="underscore (S4.13)"),
        pytest.param("Tea ^thé", id="other letters"),
        pytest.param("Tea ^", id="caret alone"),
        pytest.param("Tea\n\nx^y \n", id="caret in a word, below a word"),
        pytest.param("Tea \\^id", id="escaped caret"),
        pytest.param("Tea ^ id", id="blank after the caret"),
        pytest.param("|tea ^id|\n|-|\n|b|", id="part of a table cell"),
        pytest.param("`tea ^id`", id="code span"),
        pytest.param("$x ^id$", id="math"),
        pytest.param("[[Tea|cup ^id]]", id="display text of a link"),
        pytest.param("```\ntea ^id\n```", id="code (S4.16)"),
        pytest.param("    tea ^id", id="indented code"),
        pytest.param("<div>\ntea ^id\n</div>", id="HTML"),
        pytest.param("<!-- tea ^id -->", id="HTML comment"),
        pytest.param("%%\ntea ^id\n\n%%", id="comment"),
    ],
)
def test_no_block_id(text: str) -> None:
    """Anything else with a caret is text."""
    assert note(text).blocks == ()


def test_block_ids_in_order() -> None:
    """Ids are in the order of the text, as written, including repeated ones."""
    assert [block.id for block in note("Tea ^B\n\n- cup ^a\n- pot ^B\n\n^c").blocks] == ["B", "a", "B", "c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("#tea and #tea/green-2_x", ("tea", "tea/green-2_x"), id="words, nested by a slash"),
        pytest.param("#été #茶 #😀", ("été", "茶", "😀"), id="letters of any script and emoji"),
        pytest.param("#1 #1a #2024", ("1a",), id="digits alone are no tag"),
        pytest.param("tea#cup (#cup) ##cup \\#cup", (), id="only after a blank or at the start of a line"),
        pytest.param("#tea, #cup. #pot!", ("tea", "cup", "pot"), id="end at punctuation"),
        pytest.param(
            "#a]x #b\\x #c{x #d~x #e^x #f`x #g—x #h\u2e17x #i@x #j:x #k[x #l,x #m+x",
            tuple("abcdefghijklm"),
            id="end at any mark but - _ /",
        ),
        pytest.param("# Hot #tea\n> #cup\n- #pot", ("tea", "cup", "pot"), id="heading, quote, list"),
        pytest.param("#tea #tea", ("tea", "tea"), id="each time it stands"),
        pytest.param("#Tea", ("Tea",), id="spelled as written"),
        pytest.param("%% #tea %%", ("tea",), id="comment"),
        pytest.param("`#tea` $x #cup$ <!-- #pot -->", (), id="code and HTML comment"),
        pytest.param("```\n#tea\n```\n\n    #cup", (), id="blocks of code"),
        pytest.param("$$\nx\n\n#tea\n$$", (), id="math with a blank line"),
        pytest.param("[[Tea #cup]] [x #tea](y)", (), id="inside a link"),
    ],
)
def test_tags(text: str, expected: tuple[str, ...]) -> None:
    """A tag is a hash and a word with something other than digits (S6.9)."""
    assert tuple(tag.name for tag in note(text).tags) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- %%\n  a\n  %%\n\n# Tea\n\n%% x %%", id="comment in a list"),
        pytest.param("Text %% a\nb\n%%\n\n# Tea\n\nMore %% note %% text.", id="comment over the lines of a paragraph"),
        pytest.param("A stray %% here.\n\n# Tea\n\nAnd %% there.", id="markers that are no pair"),
        pytest.param("`%%`\n\n# Tea\n\n%% x %%", id="marker in code"),
    ],
)
def test_heading_between_comments(text: str) -> None:
    """A heading counts between two comments."""
    assert [heading.text for heading in note(text).headings] == ["Tea"]


def test_block_id_before_a_rule() -> None:
    """A horizontal rule in a list item ends the run that the id is in."""
    assert [block.id for block in note("- a ^id\n  ***\n").blocks] == ["id"]
