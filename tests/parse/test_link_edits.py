"""Edits of links: only what changes is replaced, as its place needs it."""

from __future__ import annotations

import json

import pytest

from fuzz.writing import applied
from vaultlint.model import Edit, Span
from vaultlint.parse import read_canvas, read_note
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits


def edited(text: str, to: NewLink, position: int = 0, path: str = "n.md") -> str | None:
    """A file in which one link says something else."""
    read = read_canvas if path.endswith(".canvas") else read_note
    edits = link_edits(read(path, text.encode()).links[position], path, text, to)
    return None if edits is None else applied(text, edits)


@pytest.mark.parametrize(
    "text, to, expected",
    [
        pytest.param("[[x]]", NewLink("a/Tea"), "[[a/Tea]]", id="wikilink"),
        pytest.param("[[x#A|b]]", NewLink("y", "#A"), "[[y#A|b]]", id="target alone"),
        pytest.param("[[x#A|b]]", NewLink("x", "#B c"), "[[x#B c|b]]", id="fragment alone"),
        pytest.param("[[ x # A ]]", NewLink("y", "# A"), "[[ y # A ]]", id="spaces stay"),
        pytest.param("[[x#A|b]]", NewLink("y", None, "c"), "[[y|c]]", id="all parts"),
        pytest.param("[[x]]", NewLink("", "#A"), "[[#A]]", id="heading of the same note"),
        pytest.param("[[#A]]", NewLink("x", "#A"), "[[x#A]]", id="heading of another note"),
        pytest.param("![[x|300]]", NewLink("y.png"), "![[y.png|300]]", id="size"),
        pytest.param("[[x]]", NewLink("y", None, "x"), "[[y|x]]", id="new display text"),
        pytest.param("| [[x]] |\n|---|\n", NewLink("y", None, "x"), "| [[y\\|x]] |\n|---|\n", id="in a table"),
        pytest.param("| [[x\\|b]] |\n|---|\n", NewLink("y"), "| [[y\\|b]] |\n|---|\n", id="bar of a table"),
        pytest.param("| [[x]] |\n|---|\n", NewLink("y", None, "a|b"), None, id="bar in a table"),
        pytest.param("[x](x.md)", NewLink("a b (c).md"), "[x](a%20b%20(c).md)", id="Markdown link"),
        pytest.param("[x](x.md)", NewLink("a) b.md"), "[x](a%29%20b.md)", id="parenthesis alone"),
        pytest.param("[x](x.md)", NewLink("a)[b].md"), "[x](a%29[b].md)", id="parenthesis and brackets"),
        pytest.param("[x](x.md)", NewLink("a%20[b].md"), "[x](a%2520[b].md)", id="like an escape"),
        pytest.param("[x](x.md#A_(b))", NewLink("y z.md", "#A_(b)"), "[x](y%20z.md#A_(b))", id="fragment stays"),
        pytest.param("[x](x.md#50%)", NewLink("y z.md", "#50%"), "[x](y%20z.md#50%25)", id="fragment that must follow"),
        pytest.param("[x](<x y.md>)", NewLink("a b<c.md"), "[x](<a b%3Cc.md>)", id="angle brackets"),
        pytest.param('[x]( x.md "t (u)" )', NewLink("y.md"), '[x]( y.md "t (u)" )', id="title"),
        pytest.param("[x](x.md)", NewLink("y.md", None, "a [b] c"), "[a [b] c](y.md)", id="text"),
        pytest.param("[x](x.md)", NewLink("y.md", None, "a] b"), "[a\\] b](y.md)", id="text with a bracket"),
        pytest.param("[![x](x.png)](x.md)", NewLink("y.md"), "[![x](x.png)](y.md)", id="link around an image"),
        pytest.param("> [a\n> b](x.md)", NewLink("y.md"), "> [a\n> b](y.md)", id="two lines in a quote"),
        pytest.param("<https://a.b>", NewLink("https://c.d"), "<https://c.d>", id="autolink"),
        pytest.param("<https://a.b>", NewLink("Tea"), None, id="autolink out of the vault"),
        pytest.param("[[x]]", NewLink("x"), "[[x]]", id="nothing"),
        pytest.param("\r\n[[x]]\r\n", NewLink("y"), "\r\n[[y]]\r\n", id="CRLF"),
        pytest.param("[[a:b/x]]", NewLink("a:b/y"), "[[a:b/y]]", id="what was there may stay"),
        pytest.param("[[x]]", NewLink("a:b"), None, id="what links cannot hold"),
        pytest.param("`a [[x]]", NewLink("y`"), None, id="would be code"),
        pytest.param("$a [x](x) b", NewLink("y$"), None, id="would be math"),
    ],
)
def test_links(text: str, to: NewLink, expected: str | None) -> None:
    """In the form of the author; None where it cannot be written, or would change what is around it."""
    assert edited(text, to) == expected


@pytest.mark.parametrize(
    "text, to, expected",
    [
        pytest.param(
            "[a][r] [r]\n\n[r]: x.md 't'\n", NewLink("y z.md"), "[a][r] [r]\n\n[r]: y%20z.md 't'\n", id="full"
        ),
        pytest.param("[R][]\n\n[r]:\n  <x#A>\n", NewLink("y z", "#A"), "[R][]\n\n[r]:\n  <y z#A>\n", id="next line"),
        pytest.param("[a  b]\n\n> [A b]: x\n", NewLink("y"), "[a  b]\n\n> [A b]: y\n", id="in a quote"),
        pytest.param("[r]\n\n[r]: x\n[r]: z\n", NewLink("y"), "[r]\n\n[r]: y\n[r]: z\n", id="the first counts"),
        pytest.param("[r]\n\n`[r]: z`\n\n[r]: x\n", NewLink("y"), "[r]\n\n`[r]: z`\n\n[r]: y\n", id="in code"),
        pytest.param("[r]\n\n```\n[r]: x\n```\n\n[r]: x\n", NewLink("y"), None, id="in a code block"),
        pytest.param("[a][r]\n\n[r]: x", NewLink("y", None, "b"), "[b][r]\n\n[r]: y", id="text"),
        pytest.param("![r][]\n\n[r]: x", NewLink("x", None, "b"), "![b][r]\n\n[r]: x", id="text that is the label"),
        pytest.param("[r]\n\n[r]: x", NewLink("x", None, "b]c"), "[b\\]c][r]\n\n[r]: x", id="text with a bracket"),
    ],
)
def test_links_by_reference(text: str, to: NewLink, expected: str | None) -> None:
    """The destination changes in the definition, for all links that have it."""
    assert edited(text, to) == expected


@pytest.mark.parametrize(
    "value, expected",
    [
        pytest.param('"[[x]]"', '"[[it\'s \\"a\\"]]"', id="double quotes"),
        pytest.param("'[[x]]'", "'[[it''s \"a\"]]'", id="single quotes"),
        pytest.param('"[[\\x41\\"|\\u00e9]]" # c', '"[[it\'s \\"a\\"|\\u00e9]]" # c', id="escapes"),
        pytest.param("|-\n  [[x]]", '|-\n  [[it\'s "a"]]', id="literal"),
        pytest.param(">\n  [[x\n  y|z]]\n", '>\n  [[it\'s "a"|z]]\n', id="folded"),
        pytest.param("'[[x\n\n  y|a\n  b]]'", None, id="two lines of a text are no link"),
        pytest.param('"[[x\n  y|a\\\n   b]]"', '"[[it\'s \\"a\\"|a\\\n   b]]"', id="lines in double quotes"),
        pytest.param('\n- "[[x]]"\n- "[[b]]"', '\n- "[[it\'s \\"a\\"]]"\n- "[[b]]"', id="block list"),
        pytest.param("[ '[[x]]', b]", "[ '[[it''s \"a\"]]', b]", id="flow list"),
        pytest.param('{b: &c "[[x]]", d: *c}', '{b: &c "[[it\'s \\"a\\"]]", d: *c}', id="alias"),
        pytest.param('"[t](x)"', '"[t](it\'s%20\\"a\\")"', id="Markdown link"),
        pytest.param('" [[x]] "', '" [[it\'s \\"a\\"]] "', id="spaces"),
    ],
)
def test_properties(value: str, expected: str | None) -> None:
    """The style of the scalar stays; all that is written is escaped for it."""
    text = f"---\nk: 1\nup: {value}\nz: 2\n---\n[[x]]"
    if expected is None:
        assert len(read_note("n.md", text.encode()).links) == 1
        return
    to = NewLink('it\'s "a"')
    assert edited(text, to) == f"---\nk: 1\nup: {expected}\nz: 2\n---\n[[x]]"
    assert edited(text.replace("\n", "\r\n"), to) == f"---\nk: 1\nup: {expected}\nz: 2\n---\n[[x]]".replace(
        "\n", "\r\n"
    )


def test_insertion_before_the_end_of_a_line() -> None:
    """A new display text comes before what joins two lines, which stays."""
    text = '---\nup: "[[x\\\n  ]]"\n---\n'
    assert edited(text, NewLink("x", None, "d")) == '---\nup: "[[x|d\\\n  ]]"\n---\n'


def test_alias_of_a_property() -> None:
    """Both links have the same edit, that of the anchor."""
    text = '---\na: &x "[[o]]"\nb: *x\n---\n'
    links = read_note("n.md", text.encode()).links
    assert [link_edits(link, "n.md", text, NewLink("p")) for link in links] == [
        (Edit("n.md", Span(2, 10, 2, 11), "p"),)
    ] * 2


@pytest.mark.parametrize(
    "node, to, expected",
    [
        pytest.param('{"file":"x.md"}', NewLink('a "b".md'), r'{"file":"a \"b\".md"}', id="path"),
        pytest.param(r'{"file":"\u0078.md"}', NewLink("é.md"), '{"file":"é.md"}', id="escaped path"),
        pytest.param(
            '{"file":"x.md", "subpath":"#A"}', NewLink("y.md", "#A"), '{"file":"y.md", "subpath":"#A"}', id="subpath"
        ),
        pytest.param(
            '{"subpath":"#\\u0041","file":"x.md"}',
            NewLink("x.md", '#"'),
            r'{"subpath":"#\"","file":"x.md"}',
            id="new subpath",
        ),
        pytest.param(
            '{"file" : "x.md"}', NewLink("y.md", "#A"), '{"file" : "y.md","subpath":"#A"}', id="subpath where none was"
        ),
        pytest.param('{"file":"x.md","subpath":1}', NewLink("x.md", "#A"), None, id="subpath that is no text"),
        pytest.param('{"background":"x.png"}', NewLink("y.png"), '{"background":"y.png"}', id="background"),
        pytest.param('{"background":"x.png"}', NewLink("y.png", "#A"), None, id="background has no subpath"),
        pytest.param('{"url":"https://a.b"}', NewLink("https://c.d"), None, id="address"),
        pytest.param(r'{"text":"a\n\t[[x\u0041|\"q\"]]"}', NewLink("y"), r'{"text":"a\n\t[[y|\"q\"]]"}', id="wikilink"),
        pytest.param(
            r'{"text":"[b][r]\n\n[r]: x \"t\""}',
            NewLink("y z", None, "c"),
            r'{"text":"[c][r]\n\n[r]: y%20z \"t\""}',
            id="reference",
        ),
        pytest.param(r'{"text":"$a [x](x) \"b"}', NewLink("y$"), None, id="would be math"),
    ],
)
def test_canvases(node: str, to: NewLink, expected: str | None) -> None:
    """Strings are edited where they are, escaped for JSON; all else stays."""
    text, wanted = (f'{{\n\t"nodes":[\n\t\t{each}\n\t]\n}}' for each in (node, expected))
    assert edited(text, to, path="n.canvas") == (wanted if expected else None)
    if expected:
        json.loads(wanted)


def test_text_that_has_changed() -> None:
    """Nothing is written into a text that does not have the link there."""
    link = read_note("n.md", b"[[x]]\n[[y]]").links[1]
    assert link_edits(link, "n.md", "[[x]]", NewLink("z")) is None
    assert link_edits(link, "n.md", "[[x]]\n[[z]]", NewLink("z")) is None


def test_byte_order_mark() -> None:
    """Behind one, what looks like front matter is text, whose links are found all the same."""
    text = '---\nup: "[[x]]" `\n---\n'
    link = read_note("n.md", f"\ufeff{text}".encode()).links[0]
    assert link_edits(link, "n.md", text, NewLink("y")) == (Edit("n.md", Span(2, 8, 2, 9), "y"),)
    assert link_edits(link, "n.md", text, NewLink("y`")) == (Edit("n.md", Span(2, 8, 2, 9), "y`"),)


@pytest.mark.parametrize("part", ["a\nb", "a\rb", "\0", "\udcff"])
def test_texts_that_no_link_holds(part: str) -> None:
    """Not even where a form could escape them."""
    for text, path in (("[[x]]", "n.md"), ("[x](x)", "n.md"), ('{"nodes":[{"file":"x"}]}', "n.canvas")):
        assert edited(text, NewLink(part), path=path) is None
