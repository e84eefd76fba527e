"""Rewritten links: in the author's form, and only if they read as intended."""

from __future__ import annotations

import pytest

from vaultlint.parse.link_writer import link_edit, rewrite_link
from vaultlint.testing import vault


def rewritten(text: str, target: str, fragment: str | None = None, display: str = "") -> str | None:
    """The first link of a note's text with another target and fragment."""
    written = rewrite_link(vault({"note.md": text}).links[0].link, target, fragment, display)
    return written.text if written else None


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("[[x]]", "[[a/Tea]]", id="wikilink"),
        pytest.param("![[x]]", "![[a/Tea]]", id="embed"),
        pytest.param("[[x|shown | so]]", "[[a/Tea|shown | so]]", id="display text"),
        pytest.param(r"[[x\|shown]]", r"[[a/Tea\|shown]]", id="escaped pipe"),
        pytest.param("[[x|]]", "[[a/Tea|]]", id="empty display text"),
        pytest.param("![[x|300]]", "![[a/Tea|300]]", id="size"),
        pytest.param("[[|x]]", "[[a/Tea]]", id="pipe in the target"),
        pytest.param("[it's](x)", "[it's](a/Tea)", id="Markdown link"),
        pytest.param('![it](x.png "a (title)")', '![it](a/Tea "a (title)")', id="image with a title"),
        pytest.param("[it]( <x y> 'title' )", "[it]( <a/Tea> 'title' )", id="angle brackets"),
        pytest.param("[see [[y]]](x)", "[see [[y]]](a/Tea)", id="wikilink in a link"),
        pytest.param("[it](x 'a](b')", "[it](a/Tea 'a](b')", id="title like a link"),
        pytest.param("[it][r]\n\n[r]: x\n", None, id="reference"),
        pytest.param("[it\nis](x)", None, id="link of two lines"),
        pytest.param("<https://example.org>", None, id="out of the vault"),
        pytest.param(f"[{'x' * 200}](x)", None, id="too long to print"),
    ],
)
def test_form_of_the_author(text: str, expected: str | None) -> None:
    """Only the target changes; None if it is not in the link."""
    assert rewritten(text, "a/Tea") == expected


def test_image_in_a_link() -> None:
    """Each has a destination of its own."""
    links = vault({"note.md": "[![it](y)](x)"}).links
    written = [rewrite_link(found.link, "Tea", None) for found in links]
    assert [new and new.text for new in written] == ["[![it](y)](Tea)", "![it](Tea)"]


@pytest.mark.parametrize(
    "name, wikilink, markdown, in_brackets",
    [
        pytest.param("a b", "[[a b]]", "[x](a%20b)", "[x](<a b>)", id="space"),
        pytest.param("a (b)", "[[a (b)]]", "[x](a%20(b))", "[x](<a (b)>)", id="parentheses"),
        pytest.param("a(b", "[[a(b]]", "[x](a%28b)", "[x](<a(b>)", id="open parenthesis"),
        pytest.param("100%", "[[100%]]", "[x](100%)", "[x](<100%>)", id="percent sign"),
        pytest.param("a%20b", "[[a%20b]]", "[x](a%2520b)", "[x](<a%2520b>)", id="like an escape"),
        pytest.param("Zoë", "[[Zoë]]", "[x](Zoë)", "[x](<Zoë>)", id="letters"),
        pytest.param("a|b", None, "[x](a%7Cb)", "[x](<a%7Cb>)", id="pipe"),
        pytest.param("[b]", None, "[x]([b])", "[x](<[b]>)", id="brackets"),
        pytest.param("C#", None, None, None, id="number sign"),
        pytest.param("a:b", None, None, None, id="colon"),
        pytest.param("a^b", None, "[x](a^b)", "[x](<a^b>)", id="caret"),
        pytest.param("a%%b", None, "[x](a%25%25b)", "[x](<a%25%25b>)", id="comment"),
        pytest.param("a\\b", None, "[x](a%5Cb)", "[x](<a%5Cb>)", id="backslash"),
        pytest.param("ends ", None, None, None, id="space at the end"),
        pytest.param("&amp;", "[[&amp;]]", None, None, id="entity"),
        pytest.param("$1", None, None, None, id="may pair as math"),
        pytest.param("a`b", None, "[x](a%60b)", "[x](<a%60b>)", id="may pair as code"),
        pytest.param("a<b", None, "[x](a%3Cb)", "[x](<a%3Cb>)", id="may begin HTML"),
        pytest.param("a\u2028b", None, None, None, id="control character"),
        pytest.param("\udcff", None, None, None, id="no character"),
    ],
)
def test_names(name: str, wikilink: str | None, markdown: str | None, in_brackets: str | None) -> None:
    """A name is written so that it reads back as itself, or not at all (S1.19, S2.4)."""
    assert rewritten("[[y]]", name) == wikilink
    assert rewritten("[x](y)", name) == markdown
    assert rewritten("[x](<y>)", name) == in_brackets


@pytest.mark.parametrize(
    "text, display, expected",
    [
        pytest.param("[[x]]", "x", "[[Tea|x]]", id="wikilink"),
        pytest.param("![[x]]", "x", "![[Tea]]", id="embed"),
        pytest.param("[[x|y]]", "x", "[[Tea|y]]", id="has one"),
        pytest.param("[x](x)", "x", "[x](Tea)", id="Markdown link"),
        pytest.param("| a | [[x]] |\n|---|---|\n", "x", r"[[Tea\|x]]", id="head of a table"),
        pytest.param("| a | b |\n|---|---|\n| c | [[x]] | d |\n", "x", r"[[Tea\|x]]", id="uneven table"),
        pytest.param("- | a |\n  |---|\n  | [[x]] |\n", "x", r"[[Tea\|x]]", id="table in a list"),
        pytest.param("| [[x]] |\n", "x", "[[Tea|x]]", id="no table"),
        pytest.param("[[x]]", "a | b", "[[Tea|a | b]]", id="pipe"),
        pytest.param("[[x]]", "x ", None, id="space at the end"),
        pytest.param("[[x]]", "x]]", None, id="brackets"),
    ],
)
def test_display_text(text: str, display: str, expected: str | None) -> None:
    """A wikilink without a display text gets one, in a table after a backslash."""
    assert rewritten(text, "Tea", None, display) == expected


@pytest.mark.parametrize(
    "value, target, expected",
    [
        pytest.param('"[[x]]"', "it's", None, id="apostrophe"),
        pytest.param('"[[it\'s]]"', "it's", "[[it's]]", id="apostrophe that was there"),
        pytest.param("'[x](x)'", "a b", "[x](a%20b)", id="Markdown link"),
        pytest.param('"[[\\x41]]"', "Tea", None, id="escape"),
        pytest.param(">-\n  [[x\n  y]]", "Tea", None, id="folded"),
        pytest.param("|\n  [[x]]", "Tea", "[[Tea]]", id="block"),
    ],
)
def test_properties(value: str, target: str, expected: str | None) -> None:
    """Nothing is written into a property that its quotes might not hold, or whose source differs from its value."""
    assert rewritten(f"---\nup: {value}\n---\n", target) == expected


def test_canvas() -> None:
    """A file node of a canvas is a path; its fragment is elsewhere."""
    node = '{"nodes": [{"type": "file", "file": "x.md", "subpath": "#A"}]}'
    link = vault({"a.canvas": node}).links[0].link
    written = rewrite_link(link, "C# (1)/a|b.md", "#A")
    assert written is not None
    assert (written.text, written.target, written.fragment) == ("C# (1)/a|b.md", "C# (1)/a|b.md", "#A")
    assert rewrite_link(link, "x.md", "#B") is None


@pytest.mark.parametrize(
    "text, fragment, expected",
    [
        pytest.param("[[x]]", "#A b#C", ("[[Tea#A b#C]]", "#A b#C"), id="wikilink"),
        pytest.param("[x](y#z)", "#A b#^id", ("[x](Tea#A%20b#^id)", "#A%20b#^id"), id="Markdown link"),
        pytest.param("[[x]]", "#a|b", None, id="pipe"),
        pytest.param("[[x]]", "#a]", None, id="bracket at the end"),
        pytest.param("[x](y)", "#a: b", None, id="colon in a Markdown link"),
    ],
)
def test_fragments(text: str, fragment: str, expected: tuple[str, str] | None) -> None:
    """A fragment is written as its kind of link needs it, or not at all."""
    written = rewrite_link(vault({"note.md": text}).links[0].link, "Tea", fragment)
    assert (written and (written.text, written.fragment)) == expected


@pytest.mark.parametrize(
    "text, target, fragment, display, expected",
    [
        pytest.param("See [[x]].", "Tea", None, "", (1, 7, 1, 8, "Tea"), id="wikilink"),
        pytest.param("[[x]]", "Tea", None, "x", (1, 3, 1, 4, "Tea|x"), id="new display text"),
        pytest.param("| [[x]] |\n|---|\n", "Tea", None, "x", (1, 5, 1, 6, r"Tea\|x"), id="in a table"),
        pytest.param("![[ x |300]]", "Tea", None, "", (1, 5, 1, 6, "Tea"), id="spaces around the target"),
        pytest.param(r"[[x\|y]]", "Tea", None, "", (1, 3, 1, 4, "Tea"), id="escaped pipe"),
        pytest.param("[[x|x]]", "x2", None, "", (1, 3, 1, 4, "x2"), id="display text like the target"),
        pytest.param("[[x#y|z]]", "x", "#A", "", (1, 4, 1, 6, "#A"), id="fragment only"),
        pytest.param(
            "[it](x_(y).md#z)", "x_(y).md", "#A b", "", (1, 14, 1, 16, "#A%20b"), id="target that needs no escape"
        ),
        pytest.param("[[#y]]", "", "#A", "", (1, 3, 1, 5, "#A"), id="fragment in the note itself"),
        pytest.param("[[x#y]]", "Tea", "#A", "", (1, 3, 1, 6, "Tea#A"), id="target and fragment"),
        pytest.param("[it](x)", "a b", None, "", (1, 6, 1, 7, "a%20b"), id="Markdown link"),
        pytest.param('[it](<x y> "t")', "a b", None, "", (1, 7, 1, 10, "a b"), id="angle brackets"),
        pytest.param("[it]( x )", "Tea", None, "", (1, 7, 1, 8, "Tea"), id="spaces around a destination"),
        pytest.param("[a](x) [b](x)", "Tea", None, "", (1, 5, 1, 6, "Tea"), id="first of two"),
        pytest.param('---\nup: "[[x]]"\n---\n', "Tea", None, "x", (2, 8, 2, 9, "Tea|x"), id="property"),
    ],
)
def test_edit(text: str, target: str, fragment: str | None, display: str, expected: tuple[int | str, ...]) -> None:
    """Only what changes is replaced, so that the rest stays as its author wrote it."""
    found = vault({"note.md": text}).links[0]
    written = rewrite_link(found.link, target, fragment, display)
    assert written is not None
    edit = link_edit(found, written)
    assert edit is not None
    assert (*edit.span, edit.text) == expected
    assert edit.path == "note.md"


@pytest.mark.parametrize(
    "node, expected",
    [
        pytest.param('{"file": "x.md"}', (1, 22, 1, 26, r"a \"b\".md"), id="path"),
        pytest.param(r'{"file": "\u0078.md"}', (1, 22, 1, 31, r"a \"b\".md"), id="escaped path"),
        pytest.param('{"text": "[[x]]"}', (1, 24, 1, 25, "Tea"), id="wikilink"),
        pytest.param(r'{"text": "a\nb [[\u0078]]"}', (1, 27, 1, 37, "[[Tea]]"), id="escaped wikilink"),
    ],
)
def test_edit_of_a_canvas(node: str, expected: tuple[int | str, ...]) -> None:
    """What is put into a canvas is escaped for JSON; the whole link is replaced where its source is escaped."""
    found = vault({"b.canvas": f'{{"nodes": [{node}]}}'}).links[0]
    written = rewrite_link(found.link, 'a "b".md' if found.link.exact else "Tea", None)
    assert written is not None
    edit = link_edit(found, written)
    assert edit is not None
    assert (*edit.span, edit.text) == expected
