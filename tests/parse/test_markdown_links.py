"""Which links in the text of a note count, their parts, and their positions."""

from __future__ import annotations

import pytest

from fuzz.laws import assert_scan
from vaultlint.model import Link, LinkKind, Span
from vaultlint.parse import read_note


def links(text: str) -> list[Link]:
    """Read the links of a note, and check that the fast scanner reads the same."""
    assert_scan(text, 0)
    return list(read_note("Tea.md", text.encode()).links)


def raws(text: str) -> list[str]:
    """The links of a note, as written."""
    return [link.raw for link in links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("`[[a]]` [[b]]", ["[[b]]"], id="code span (S1.30)"),
        pytest.param("``x ` [[a]]`` [[b]]", ["[[b]]"], id="code span of two backticks"),
        pytest.param("`x\n[[a]]` [[b]]", ["[[b]]"], id="code span over two lines"),
        pytest.param("` [[a]]", ["[[a]]"], id="backtick that nothing closes"),
        pytest.param("\\`[[a]]`", ["[[a]]"], id="escaped backtick"),
        pytest.param("`= [[a]].size`", [], id="inline query (S1.45)"),
        pytest.param("```\n[[a]]\n```\n[[b]]", ["[[b]]"], id="fence (S1.31)"),
        pytest.param("~~~dataview\n[[a]]\n```\n~~~\n[[b]]", ["[[b]]"], id="fence of tildes with a language"),
        pytest.param("````\n```\n[[a]]\n```\n[[b]]\n````\n[[c]]", ["[[c]]"], id="fence in a longer fence"),
        pytest.param("> ```\n> [[a]]\n> ```\n> [[b]]", ["[[b]]"], id="fence in a quote"),
        pytest.param("> ```\n> [[a]]\n\n[[b]]", ["[[b]]"], id="fence that its quote ends"),
        pytest.param("- x\n  ```\n  [[a]]\n  ```\n  [[b]]", ["[[b]]"], id="fence in a list item"),
        pytest.param("```\n[[a]]\n\n[[b]]\n", [], id="fence that is never closed"),
        pytest.param("x\n\n    [[a]]\n\ny [[b]]", ["[[b]]"], id="indented code (S1.32)"),
        pytest.param("\t[[a]]", [], id="code indented by a tab"),
        pytest.param("x\n    [[a]]", ["[[a]]"], id="indented line of a paragraph"),
        pytest.param("- x\n\n    [[a]]", ["[[a]]"], id="indented paragraph of a list item"),
        pytest.param("- x\n\n      [[a]]\n\n          [[b]]", [], id="indented code in a list item"),
        pytest.param("$[[a]]$ [[b]]", ["[[b]]"], id="inline math (S1.34)"),
        pytest.param("x $$[[a]]$$ [[b]]", ["[[b]]"], id="display math in a line"),
        pytest.param("$$\nx\n[[a]]\n$$\n[[b]]", ["[[b]]"], id="block of math"),
        pytest.param("$$\nx\n\n[[a]] [x](y)\n$$\n[[b]]", ["[[b]]"], id="block of math with a blank line"),
        pytest.param("$$\nx\n\ny\n$$[[a]]", ["[[a]]"], id="directly after a block of math"),
        pytest.param("x\n$$\na\n+ [[b]]\n$$\n[[c]]", ["[[c]]"], id="a list in a block of math (S11.3)"),
        pytest.param("x\n$$\na\n---\nb\n===\n$$\n[c](d.md)", ["[c](d.md)"], id="underlines in a block of math"),
        pytest.param("$$\n```\n[[a]]\n$$\n[[b]]", ["[[b]]"], id="a fence in a block of math"),
        pytest.param("$$\n`\n\n[[a]]\n$$ `[[b]]`\n[[c]]", ["[[c]]"], id="a backtick in a block of math"),
        pytest.param("$$\n<div>\n$$\n[[a]]", ["[[a]]"], id="HTML in a block of math"),
        pytest.param("> $$\n> - a\n> # b [[c]]\n> $$\n> [[d]]", ["[[d]]"], id="a block of math in a quote (S11.3)"),
        pytest.param("- $$\n  - a [[b]]\n  $$\n  [[c]]", ["[[c]]"], id="a block of math in an item (S11.3)"),
        pytest.param("1. a\n   $$\n   > b\n   $$\n   [[c]]", ["[[c]]"], id="a block of math below an item's text"),
        pytest.param("[^1]: $$\n    + [[a]]\n    $$\n\n[[b]]", ["[[b]]"], id="a block of math in a footnote"),
        pytest.param("$$a$$ [[b]]", ["[[b]]"], id="after a block of math of one line"),
        pytest.param("$$\nx\n\n[[a]]", [], id="a block of math that is never closed (S11.3)"),
        pytest.param("> $$\n> [[a]]\n\n[[b]]", ["[[b]]"], id="a quote ends math that is never closed"),
        pytest.param("- $$\n  [[a]]\n- [[b]]", ["[[b]]"], id="an item ends math that is never closed"),
        pytest.param("x $$\n\n[[a]]", ["[[a]]"], id="no block of math begins in the middle of a line"),
        pytest.param("- a\n$$\nb\n\n[[c]]\n$$\n[[d]]", ["[[d]]"], id="a block below an item is not in it"),
        pytest.param("> a\n$$\nb\n\n[[c]]\n$$\n[[d]]", ["[[d]]"], id="a block below a quote is not in it"),
        pytest.param("> - a\n> $$\n>\n> [[c]]\n> $$\n> [[d]]", ["[[d]]"], id="a block below a quote's item"),
        pytest.param("# $$ [[a]]\n\n[[b]]", ["[[a]]", "[[b]]"], id="no block of math begins in a heading"),
        pytest.param("|x|\n|-|\n|$$ [[a]]|\n|[[b]] $$|", ["[[a]]", "[[b]]"], id="no math over two cells"),
        pytest.param("$5 [[a]] $6", ["[[a]]"], id="prices"),
        pytest.param("**$5** [[a]] **$6**", ["[[a]]"], id="prices after other characters (S11.1)"),
        pytest.param("$3 [a](b.md) (~$4)", ["[a](b.md)"], id="prices around a Markdown link"),
        pytest.param(
            "# US$5 [[a]] US$6\n\n|x|\n|-|\n|$5 [[b]]/$6|", ["[[a]]", "[[b]]"], id="prices in headings, cells"
        ),
        pytest.param("$5 [[a]] x$y", [], id="a letter after the closing dollar (S11.1)"),
        pytest.param("$5 [[a]] $ x$", ["[[a]]"], id="a space before the closing dollar (S11.1)"),
        pytest.param("$ 5 [[a]] x$", ["[[a]]"], id="a space after the opening dollar"),
        pytest.param("$a\n[[b]]$ [[c]]", ["[[c]]"], id="inline math over two lines"),
        pytest.param("$a\n\n[[b]]$", ["[[b]]"], id="no inline math over a blank line"),
        pytest.param("$a\\$ [[b]]$ [[c]]", ["[[c]]"], id="an escaped dollar in math"),
        pytest.param("$a\\\\$ [[b]] c$", ["[[b]]"], id="an escaped backslash before the closing dollar"),
        pytest.param("$a {b [[c]]$ d}", [], id="an open brace in math"),
        pytest.param("$a `b [[c]]$ d` [[e]] `[[f]]", ["[[f]]"], id="a backtick in math pairs with no later one"),
        pytest.param("$a [b$ c](d.md) [[e]]", ["[[e]]"], id="a bracket in math begins no link"),
        pytest.param("`a $b` [[c]] d$", ["[[c]]"], id="a dollar in code (S1.33)"),
        pytest.param("<b title='$a'> [[c]] d$", ["[[c]]"], id="a dollar in HTML"),
        pytest.param("[a $b](c$d.md) [[e]]", ["[a $b](c$d.md)", "[[e]]"], id="dollars in a Markdown link (S11.2)"),
        pytest.param("![a $b](c$d.png) [[e]]", ["![a $b](c$d.png)", "[[e]]"], id="dollars in an image"),
        pytest.param("[a](b$c.md) [[d]] e$", ["[a](b$c.md)", "[[d]]"], id="a dollar in a destination"),
        pytest.param("[$a$ `$`](b.md) $[[c]]$", ["[$a$ `$`](b.md)"], id="math in the text of a link"),
        pytest.param("https://a.org/$b [[c]] d$", ["[[c]]"], id="a dollar in a bare address"),
        pytest.param("\\$[[a]]\\$", ["[[a]]"], id="escaped dollars"),
        pytest.param("x <!-- [[a]] --> [[b]]", ["[[b]]"], id="HTML comment in a line (S1.36)"),
        pytest.param("<!--\n\n[[a]]\n\n-->\n[[b]]", ["[[b]]"], id="HTML comment as a block, over blank lines"),
        pytest.param("<div>\n[[a]]\n</div>", [], id="HTML block (S1.37)"),
        pytest.param("<div>\n[[a]]\n\n[[b]]\n\n</div>", ["[[b]]"], id="after a blank line in an HTML block (S1.37)"),
        pytest.param("<span>[[a]]</span> <b>x</b>", ["[[a]]"], id="between inline tags (S1.38)"),
        pytest.param('x <a href="[[a]]">[[b]]</a>', ["[[b]]"], id="attribute of a tag (S1.39)"),
        pytest.param('<img src="a.png"> <a href="b.md">x</a>', [], id="HTML links (S1.39)"),
        pytest.param("x %% [[a]] %% [[b]]", ["[[a]]", "[[b]]"], id="comment in a line (S1.35)"),
        pytest.param("%%\n[[a]]\n\n[b](b.md)\n%%", ["[[a]]", "[b](b.md)"], id="comment as a block (S1.35)"),
        pytest.param("%%\n```\n[[a]]\n```\n[[b]]\n%%", ["[[b]]"], id="fence in a comment"),
        pytest.param("> [!tip] [[a]]\n> [[b]]", ["[[a]]", "[[b]]"], id="title and body of a callout (S1.40)"),
        pytest.param("> > [[a]]", ["[[a]]"], id="quote in a quote (S1.40)"),
        pytest.param("- [[a]]\n- [ ] [[b]]\n  1. [[c]]", ["[[a]]", "[[b]]", "[[c]]"], id="lists and tasks (S1.40)"),
        pytest.param("**[[a]]** _[[b]]_ ==[[c]]==", ["[[a]]", "[[b]]", "[[c]]"], id="emphasis (S1.40)"),
        pytest.param("# [[a]]\n\n[[b]]\n===", ["[[a]]", "[[b]]"], id="headings (S1.41)"),
        pytest.param(
            "|x|\n|-|\n|[[a\\|b]]|\n|![[c\\|9]]|", ["[[a\\|b]]", "![[c\\|9]]"], id="table, escaped pipe (S1.42)"
        ),
        pytest.param("|x|y|z|\n|-|-|-|\n|[[a|b]]|[[c]]|", ["[[c]]"], id="table, unescaped pipe ends the cell (S1.7)"),
        pytest.param(
            "|x|\n|-|\n|y|\nsee [[a|b]] `c\n[d](e.md)` and [f](g.md)",
            ["[[a|b]]", "[f](g.md)"],
            id="a line without a bar of its own ends a table (S11.4)",
        ),
        pytest.param("> |x|\n> |-|\n> see [[a|b]]\n> [[c]]", ["[[a|b]]", "[[c]]"], id="so in a quote"),
        pytest.param(
            "x|y\n-|-\n[[a|b]] | [[c]]\n[[d|e]]", ["[[c]]", "[[d|e]]"], id="so below rows without bars around"
        ),
        pytest.param("|x|\n|-|\n[[a|b]]\n-|-\n[[c|d]]", ["[[a|b]]", "[[c|d]]"], id="no table begins in such text"),
        pytest.param("|x|\n|-|\né\n|[[a|b]]|", ["[[a|b]]"], id="what looks like a row of such text is none"),
        pytest.param(
            "|x|\n|-|\n|a|é [[b]] `[[c]]`| [d](e.md)|    [[f|g]]|",
            ["[[b]]", "[d](e.md)"],
            id="cells beyond those of the head (S11.4)",
        ),
        pytest.param("[^1]: [[a]]\n\n    [[b]]", ["[[a]]", "[[b]]"], id="footnote (S1.43)"),
        pytest.param("x^[ [[a]] ]", ["[[a]]"], id="inline footnote (S1.43)"),
        pytest.param("key:: [[a]] (k:: [[b]])", ["[[a]]", "[[b]]"], id="inline fields (S1.45)"),
        pytest.param("[[<% a %>]] [[{{title}}]]", ["[[<% a %>]]", "[[{{title}}]]"], id="templates (S1.46)"),
        pytest.param("\\[[a]] \\[\\[b\\]\\]", [], id="escaped brackets (S1.24)"),
        pytest.param("\\\\[[a]]", ["[[a]]"], id="escaped backslash before a link"),
        pytest.param("![[a]] x![[b]]", ["![[a]]", "![[b]]"], id="embeds (S1.16)"),
        pytest.param("\\\\\\[[a]]", [], id="escaped backslash and bracket"),
        pytest.param("\\[[[a]]", ["[[a]]"], id="escaped bracket before two"),
        pytest.param("[[a]] \\", ["[[a]]"], id="backslash at the end"),
        pytest.param("[[a]] b!", ["[[a]]"], id="exclamation mark at the end: a link, no embed"),
        pytest.param("\\![[a]]", ["[[a]]"], id="escaped exclamation mark: a link, no embed (S1.24)"),
        pytest.param("!\\[[a]]", [], id="escaped bracket of an embed"),
        pytest.param("[[#`a`\\|b]]", ["[[#`a`\\|b]]"], id="code inside a wikilink (S1.33)"),
        pytest.param("[[a`b]] x", ["[[a`b]]"], id="backtick inside a wikilink"),
        pytest.param(
            "[[a`b]] `[[c]]` [[d]]", ["[[a`b]]", "[[d]]"], id="backtick inside does not pair with a later one"
        ),
        pytest.param("[[é`b]] `[[c]]`\n\n[[😀`]] `[[c]]`", ["[[é`b]]", "[[😀`]]"], id="so after non-ASCII letters"),
        pytest.param("[[a`]] `[[b]]` [[c`]] `[[d]]`", ["[[a`]]", "[[c`]]"], id="so twice in a paragraph"),
        pytest.param("[[a]]`[[b]]`", ["[[a]]"], id="code directly after a wikilink"),
        pytest.param("[[a`]] `[[b]]`\n\n" * 10, ["[[a`]]"] * 10, id="so in ten paragraphs"),
        pytest.param("[[a$b]] $[[c]]$", ["[[a$b]]"], id="dollar inside a wikilink (S1.34)"),
        pytest.param("[[a$b]] [[c$d]]", ["[[a$b]]", "[[c$d]]"], id="dollars inside two wikilinks"),
        pytest.param("[[a <!-- b]] --> [[c]]", ["[[a <!-- b]]", "[[c]]"], id="comment that begins inside a wikilink"),
        pytest.param("[see [[a]]](b.md)", ["[see [[a]]](b.md)", "[[a]]"], id="text of a Markdown link (S1.25)"),
        pytest.param("[x](<[[a]].md>)", ["[x](<[[a]].md>)"], id="destination of a Markdown link"),
        pytest.param("[x](a.md '[[b]]')", ["[x](a.md '[[b]]')"], id="title of a Markdown link"),
        pytest.param("<https://a.org/[[b]]>", ["<https://a.org/[[b]]>"], id="address in angle brackets"),
        pytest.param("![see [[a]]](b.png)", ["![see [[a]]](b.png)"], id="text of an image"),
        pytest.param("[[a](b.md)]", ["[a](b.md)"], id="Markdown link in brackets (S1.25)"),
        pytest.param("[[a]](b.md) ![[c]](d.png)", ["[[a]]", "![[c]]"], id="wikilink before parentheses (S1.25)"),
        pytest.param("[[a]]\n\n[a]: b.md", ["[[a]]"], id="wikilink whose name is defined as a reference"),
        pytest.param("[[a\n[[b]]", ["[[b]]"], id="unclosed brackets (S1.26)"),
        pytest.param(
            "- $$\n  a\n\n  b\n  $$\n\n[[x]]\n\n$$c$$", ["[[x]]"], id="math block in a list, and math later (S1.34)"
        ),
        pytest.param("[[a`b]] `[[c]]` " * 20, ["[[a`b]]"] * 20, id="twenty wikilinks with a backtick (S1.33)"),
        pytest.param("> [[a\n> b]]", [], id="link over two lines of a quote (S1.2)"),
    ],
)
def test_where_links_count(text: str, expected: list[str]) -> None:
    """A link counts in running text, not where Obsidian shows its source or hides it in HTML."""
    assert raws(text) == expected


MARKDOWN, IMAGE = LinkKind.MARKDOWN, LinkKind.IMAGE


@pytest.mark.parametrize(
    ("text", "kind", "target", "fragment", "external"),
    [
        pytest.param("[x](a.md)", MARKDOWN, "a.md", None, False, id="plain"),
        pytest.param("[](a.md)", MARKDOWN, "a.md", None, False, id="no text"),
        pytest.param("[x](a%20b.md#c%20d)", MARKDOWN, "a b.md", "#c d", False, id="encoded (S2.2)"),
        pytest.param("[x](<a b.md>)", MARKDOWN, "a b.md", None, False, id="angle brackets (S2.3)"),
        pytest.param("[x](a(b).md)", MARKDOWN, "a(b).md", None, False, id="parentheses in pairs"),
        pytest.param("[x](a\\(b.md)", MARKDOWN, "a(b.md", None, False, id="escaped parenthesis"),
        pytest.param("[x](a\\_b.md)", MARKDOWN, "a_b.md", None, False, id="escaped underscore"),
        pytest.param("[x](a&amp;b.md)", MARKDOWN, "a&b.md", None, False, id="entity"),
        pytest.param('[x](a.md "t")', MARKDOWN, "a.md", None, False, id="title (S2.3)"),
        pytest.param("[x](a.md\n't')", MARKDOWN, "a.md", None, False, id="title on the next line"),
        pytest.param("[x\ny](a.md)", MARKDOWN, "a.md", None, False, id="text over two lines"),
        pytest.param("[x](#a)", MARKDOWN, "", "#a", False, id="heading of the same note (S2.6)"),
        pytest.param("[x](a.md#^b)", MARKDOWN, "a.md", "#^b", False, id="block (S2.6)"),
        pytest.param("[x](../a.md)", MARKDOWN, "../a.md", None, False, id="relative (S2.5)"),
        pytest.param("[x](https://a.org#b)", MARKDOWN, "https://a.org#b", None, True, id="web (S2.7)"),
        pytest.param("[x](mailto:a@b.org)", MARKDOWN, "mailto:a@b.org", None, True, id="mail (S2.7)"),
        pytest.param("<https://a.org>", MARKDOWN, "https://a.org", None, True, id="autolink (S2.12)"),
        pytest.param("<a@b.org>", MARKDOWN, "mailto:a@b.org", None, True, id="autolink of mail (S2.12)"),
        pytest.param("![x](a.png)", IMAGE, "a.png", None, False, id="image (S2.10)"),
        pytest.param("![x|100](a.png)", IMAGE, "a.png", None, False, id="image with a size (S2.10)"),
        pytest.param("![x](https://a.org/b.png)", IMAGE, "https://a.org/b.png", None, True, id="image of the web"),
    ],
)
def test_markdown_link(text: str, kind: LinkKind, target: str, fragment: str | None, external: bool) -> None:
    """A Markdown link or image has the destination that CommonMark reads, decoded."""
    (link,) = links(f"\n{text}\n")
    assert link[:5] == (kind, text, target, fragment, None)
    assert (link.external, link.exact, link.counted) == (external, False, True)


def test_image_in_link() -> None:
    """An image that is the text of a link counts beside it."""
    assert [(link.kind, link.target) for link in links("[![x](a.png)](b.md)")] == [(MARKDOWN, "b.md"), (IMAGE, "a.png")]


def test_references_do_not_count() -> None:
    """A link by reference is a link, but no edge of the graph (S2.11)."""
    found = links("[x][r] [r] ![x][r] [x](b.md)\n\n[r]: a%20b.md#c")
    assert [(link.raw, link.target, link.counted) for link in found] == [
        ("[x][r]", "a b.md", False),
        ("[r]", "a b.md", False),
        ("![x][r]", "a b.md", False),
        ("[x](b.md)", "b.md", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[x](a b.md)", id="blank in the destination (S2.3)"),
        pytest.param("[x]()", id="empty destination"),
        pytest.param("[x](<>)", id="empty angle brackets"),
        pytest.param("[x] (a.md)", id="blank before the parenthesis"),
        pytest.param("\\[x](a.md)", id="escaped bracket"),
        pytest.param("[x][r]", id="reference that nothing defines"),
        pytest.param("[r]: a.md", id="definition alone"),
        pytest.param("https://a.org a.md", id="bare address and bare file name"),
        pytest.param("`[x](a.md)` $[x](a.md)$ <!-- [x](a.md) -->", id="code, math and HTML comment"),
        pytest.param("<div>\n[x](a.md)\n</div>", id="HTML block"),
    ],
)
def test_not_markdown_links(text: str) -> None:
    """What CommonMark does not read as a link with a destination is not a link."""
    assert raws(text) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("ab [[c]]", [Span(1, 4, 1, 9)], id="ASCII"),
        pytest.param("é日😀 [[c]] ![[é]]", [Span(1, 5, 1, 10), Span(1, 11, 1, 17)], id="non-ASCII before"),
        pytest.param("é😀\n\n> 😀 [x](ü.md)", [Span(3, 5, 3, 14)], id="lines above and a quote"),
        pytest.param("x\r\n😀 [[c]]\r\n![x](y)", [Span(2, 3, 2, 8), Span(3, 1, 3, 8)], id="CRLF"),
        pytest.param("😀 [a\nb](c)", [Span(1, 3, 2, 6)], id="two lines"),
        pytest.param("😀" * 500 + "[[c]]", [Span(1, 501, 1, 506)], id="far into a long line"),
        pytest.param("---\né: 1\n---\n😀[[c]]", [Span(4, 2, 4, 7)], id="below front matter"),
        pytest.param("|é|\n|-|\n|😀[[c]]|", [Span(3, 3, 3, 8)], id="table"),
        pytest.param("\u2028[[c]]", [Span(1, 2, 1, 7)], id="after U+2028"),
        pytest.param("é <https://a.org>", [Span(1, 3, 1, 18)], id="autolink with its brackets"),
    ],
)
def test_spans(text: str, spans: list[Span]) -> None:
    """A link's position counts lines and characters of the file."""
    assert [link.span for link in links(text)] == spans


def test_wikilink_as_a_whole() -> None:
    """A wikilink has its source and all its parts."""
    assert links("x ![[My Tea.md#Hot milk | a cup]]") == [
        Link(LinkKind.EMBED, "![[My Tea.md#Hot milk | a cup]]", "My Tea.md", "#Hot milk", "a cup", Span(1, 3, 1, 34))
    ]
