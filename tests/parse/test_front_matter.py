"""Front matter as Obsidian finds and reads it: its bounds, its flaws, its properties and their links."""

from __future__ import annotations

import re
import subprocess
import sys

import frontmatter
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import examples
from vaultlint.model import Flaw, Note, Property, Span, Value
from vaultlint.parse import read_note
from vaultlint.parse.front_matter import find_block
from vaultlint.parse.handler import ObsidianHandler

UNREADABLE_BLOCK = "Obsidian cannot read this front matter: "
BLANK_BEFORE = "a blank stands before the front matter, so Obsidian takes it for text: remove it"
BOM_BEFORE = "a byte order mark stands before the front matter, so Obsidian takes it for text: save without BOM"
NOT_CLOSED = "the front matter is not closed: add a line --- after it"
COLON = 'mapping values are not allowed in this context (quote a value that contains ": ")'
SPECIAL = "found character that cannot start any token (quote a value that begins with a special character)"
KEY = 'did not find expected key (quote the value, as in "[[Note]]")'
TAB = "a tab stands in the indentation (use spaces)"


def note(text: str) -> Note:
    """The note that a text is."""
    return read_note("cups/Tea.md", text.encode())


def values(read: Note) -> dict[str, Value]:
    """The properties of a note by name."""
    return {found.name: found.value for found in read.properties}


def syntax(message: str, *span: int) -> Flaw:
    """A flaw of the front matter's syntax."""
    return Flaw("front-matter-syntax", message, Span(*span), {})


@pytest.mark.parametrize(
    ("text", "properties", "targets"),
    [
        pytest.param("---\na: b\n---\n[[x]]", {"a": "b"}, ["x"], id="LF"),
        pytest.param("---\r\na: b\r\n---\r\n[[x]]", {"a": "b"}, ["x"], id="CRLF"),
        pytest.param("---\na: b\n--- \t\n[[x]]", {"a": "b"}, ["x"], id="blanks after the closing line"),
        pytest.param("---\na: b\n---", {"a": "b"}, [], id="closing line at the end of the file"),
        pytest.param("---\n---\n[[x]]", {}, ["x"], id="empty"),
        pytest.param("---\n\n# c\n---\n[[x]]", {}, ["x"], id="only a comment"),
        pytest.param("---\n  \n---\n[[x]]", {}, ["x"], id="only blanks"),
        pytest.param("---\r\n  \r\n---\r\n[[x]]", {}, ["x"], id="only blanks, with CRLF"),
        pytest.param("---\na: |\n  x\n  ---\n  y\n---\n[[x]]", {"a": "x\n---\ny\n"}, ["x"], id="indented line inside"),
        pytest.param("---\na: ---\n---\n[[x]]", {"a": "---"}, ["x"], id="three hyphens as a value"),
        pytest.param("---\na: b\n---\n---\nc: '[[x]]'\n---", {"a": "b"}, ["x"], id="only the first block"),
        pytest.param('---\n{"a": 1,\n\t"b": ["c"]}\n---\n', {"a": 1, "b": ["c"]}, [], id="JSON (S6.7)"),
    ],
)
def test_what_is_front_matter(text: str, properties: dict[str, Value], targets: list[str]) -> None:
    """A block between two lines `---` at the very start holds the properties; the rest is Markdown."""
    read = note(text)
    assert (read.has_front_matter, read.front_matter_broken, read.flaws) == (True, False, ())
    assert (values(read), [link.target for link in read.links]) == (properties, targets)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[x]]", id="no block"),
        pytest.param("----\na: b\n----\n[[x]]", id="four hyphens"),
        pytest.param("--- a\na: b\n---\n[[x]]", id="text after the opening"),
        pytest.param("--- \na: b\n---\n[[x]]", id="blank after the opening"),
        pytest.param("---\n\nProse after a rule [[x]].\n", id="horizontal rule at the top of prose"),
        pytest.param("---\n# Heading\n\nProse: [[x]]\n", id="horizontal rule before a heading"),
        pytest.param("Prose\n---\na: b\n---\n[[x]]", id="block in the middle"),
        pytest.param("\n---\nProse [[x]]\n---\n", id="prose between two rules after an empty line"),
        pytest.param("\n---\nSo: [[x]]\n\n---\n", id="prose with a colon, and an empty line above the second rule"),
        pytest.param("\n---\nSo: [[x]]\n \t\n---\n", id="so with a line of blanks"),
        pytest.param("\n---\r\nSo: [[x]]\r\n\r\n---\r\n", id="so with CRLF"),
        pytest.param("---", id="opening alone"),
    ],
)
def test_what_is_not(text: str) -> None:
    """Anything else is Markdown, links included, and no flaw."""
    read = note(text)
    assert (read.has_front_matter, read.properties, read.flaws) == (False, (), ())
    assert [link.target for link in read.links] == (["x"] if "[[x]]" in text else [])


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        pytest.param("\n---\na: b\n---\n", syntax(BLANK_BEFORE, 2, 1, 2, 4), id="empty line before"),
        pytest.param("\r\n---\r\na: b\r\n---\r\n", syntax(BLANK_BEFORE, 2, 1, 2, 4), id="empty line before, with CRLF"),
        pytest.param(" ---\na: b\n---\n", syntax(BLANK_BEFORE, 1, 2, 1, 5), id="blank before"),
        pytest.param("\ufeff---\na: b\n---\n", syntax(BOM_BEFORE, 1, 1, 1, 4), id="byte order mark before"),
    ],
)
def test_misplaced_block(text: str, flaw: Flaw) -> None:
    """A block with something before it is text to Obsidian: no property counts, its links do (S6.1)."""
    read = note(text + "[[x]]")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (read.properties, read.flaws, [link.target for link in read.links]) == ((), (flaw,), ["x"])
    assert [heading.text for heading in read.headings] == ["a: b"]


def test_byte_order_mark_alone() -> None:
    """A byte order mark before ordinary text is no flaw and takes no column."""
    read = note("\ufeff[[x]]")
    assert (read.flaws, read.links[0].span) == ((), Span(1, 1, 1, 6))


@pytest.mark.parametrize(
    ("text", "properties", "targets"),
    [
        pytest.param("---\na: b\n", {"a": "b"}, [], id="properties to the end of the file"),
        pytest.param("---\na: b\n\nProse: so: [[x]]\n", {}, ["x"], id="properties, then prose"),
        pytest.param("---\r\na: b\r\n\r\nProse: so: [[x]]\r\n", {}, ["x"], id="so with CRLF"),
        pytest.param("---\na: b\n----\n[[x]]\n", {}, ["x"], id="closed by four hyphens"),
    ],
)
def test_unclosed_block(text: str, properties: dict[str, Value], targets: list[str]) -> None:
    """A block that is never closed is reported at its opening; links of the text below still count."""
    read = note(text)
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert read.flaws == (syntax(NOT_CLOSED, 1, 1, 1, 4),)
    assert (values(read), [link.target for link in read.links]) == (properties, targets)


@pytest.mark.parametrize(
    ("block", "message", "line", "column"),
    [
        pytest.param("a: b: c", COLON, 2, 5, id="colon in a value"),
        pytest.param("é: 😀: c", COLON, 2, 5, id="colon after an emoji"),
        pytest.param("ok: 1\na: @b", SPECIAL, 3, 4, id="at sign"),
        pytest.param("a:\n\t- b", TAB, 3, 1, id="tab"),
        pytest.param("ok: 1\n\ta: b", TAB, 3, 1, id="tab before a key"),
        pytest.param('a: "b\nc: d', "found unexpected end of stream (close the quotes)", 2, 4, id="unclosed quote"),
        pytest.param("a: [[x]], [[y]]", KEY, 2, 9, id="two unquoted wikilinks"),
        pytest.param("a: *b", "nothing is marked &b (quote a value that begins with *)", 2, 4, id="leading asterisk"),
        pytest.param(
            "a: [b\nc: d",
            "did not find expected ',' or ']' (quote the value, as in \"[[Note]]\")",
            2,
            4,
            id="unclosed bracket, at the bracket",
        ),
        pytest.param(
            "a: 1\nb", "could not find expected ':' (write it as name: value)", 3, 1, id="no colon, at the word"
        ),
    ],
)
def test_unreadable_block(block: str, message: str, line: int, column: int) -> None:
    """YAML that cannot be read is reported where it breaks, with advice, and gives no properties."""
    read = note(f"---\n{block}\n---\n[[x]]")
    assert read.flaws == (syntax(UNREADABLE_BLOCK + message, line, column, line, column),)
    assert (read.has_front_matter, read.front_matter_broken, read.properties) == (True, True, ())
    assert [link.target for link in read.links] == ["x"]


@pytest.mark.parametrize(
    ("block", "message", "column"),
    [
        pytest.param("[" * 99, "it nests deeper than 64 levels", 65, id="too deep"),
        pytest.param("a: " + "b" * 300_000, "it is longer than 256 KiB", 1, id="too long"),
    ],
)
def test_our_own_limits(block: str, message: str, column: int) -> None:
    """What Obsidian might read and we do not is not laid on Obsidian."""
    read = note(f"---\n{block}\n---\n")
    assert read.flaws == (syntax(f"vaultlint does not read this front matter: {message}", 2, column, 2, column),)


@pytest.mark.parametrize(
    ("block", "flaw"),
    [
        pytest.param(
            "- a\n- b",
            syntax("the front matter is a list, not properties: write lines such as name: value", 2, 1, 3, 4),
            id="list",
        ),
        pytest.param(
            "tags:foo",
            syntax("the front matter is text, not properties: write lines such as name: value", 2, 1, 2, 9),
            id="text",
        ),
    ],
)
def test_block_without_properties(block: str, flaw: Flaw) -> None:
    """A block that is YAML but no mapping gives no properties (S6.2)."""
    read = note(f"---\n{block}\n---\n")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (read.properties, read.flaws) == ((), (flaw,))


def duplicate(name: str, first_line: int, *span: int) -> Flaw:
    """A flaw that a repeated property is."""
    message = f'property "{name}" is already set on line {first_line}, so Obsidian ignores the whole block: keep one'
    return Flaw("duplicate-property", message, Span(*span), {"property": name, "first_line": first_line}, name)


@pytest.mark.parametrize(
    ("block", "flaws"),
    [
        pytest.param("a: 1\nb: 2\na: 3", [duplicate("a", 2, 4, 1, 4, 2)], id="at the top"),
        pytest.param(
            "a: 1\na: 2\na: 3",
            [duplicate("a", 2, 3, 1, 3, 2), duplicate("a", 2, 4, 1, 4, 2)],
            id="each after the first",
        ),
        pytest.param("é:\n  b: 1\n  'b': 2", [duplicate("b", 3, 4, 3, 4, 6)], id="nested, quoted or not"),
        pytest.param("é: [{b: 1, b: 2}]", [duplicate("b", 2, 2, 12, 2, 13)], id="in a list"),
    ],
)
def test_duplicates(block: str, flaws: list[Flaw]) -> None:
    """A key that stands twice in one mapping breaks the whole block (S6.2)."""
    read = note(f"---\n{block}\n---\n")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (list(read.flaws), read.properties) == (flaws, ())


@pytest.mark.parametrize(
    "block",
    ["Tags: a\ntags: b", "a: {x: 1}\nb: {x: 1}", "a: [x, {y: 1}, x, 2]"],
    ids=["two cases", "two mappings", "list"],
)
def test_no_duplicates(block: str) -> None:
    """Names that differ in case, or stand in different mappings, are no duplicates to the parser (S6.3)."""
    assert note(f"---\n{block}\n---\n").flaws == ()


def test_properties_with_places() -> None:
    """A property knows where its name and its value stand."""
    text = "---\r\né: 😀 # c\r\n'b c': [1,\r\n  x]\r\nd:\r\ne:\r\n  - yes\r\n---\r\n"
    assert note(text).properties == (
        Property("é", "😀", Span(2, 1, 2, 2), Span(2, 4, 2, 5)),
        Property("b c", [1, "x"], Span(3, 1, 3, 6), Span(3, 8, 4, 5)),
        Property("d", None, Span(5, 1, 5, 2), Span(5, 3, 5, 3)),
        Property("e", ["yes"], Span(6, 1, 6, 2), Span(7, 3, 7, 8)),
    )


def test_get_in_any_case() -> None:
    """A property is found in any case, the first of several (S6.3)."""
    read = note("---\nTags: a\ntags: b\n---\n")
    assert [found.value if found else None for found in map(read.get, ("tags", "TAGS", "tag"))] == ["a", "a", None]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("[a, 'b c', 1, null, [d]]", ("a", "b c"), id="list, without what is no text"),
        pytest.param("a, b", ("a, b",), id="one text is not split (S6.4)"),
        pytest.param("5", (), id="number"),
        pytest.param("", (), id="nothing"),
        pytest.param("{a: b}", (), id="mapping"),
    ],
)
def test_texts(value: str, expected: tuple[str, ...]) -> None:
    """Aliases and tags are a list of texts or one text."""
    assert note(f"---\nAliases: {value}\n---\n").texts("aliases") == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("---\nTitle: Pots\n---\n", "Pots", id="property"),
        pytest.param("---\ntitle: 5\n---\n", "Tea", id="number"),
        pytest.param("---\ntitle: ''\n---\n", "Tea", id="empty"),
        pytest.param("# Pots\n", "Tea", id="heading"),
    ],
)
def test_title(text: str, title: str) -> None:
    """The title is the property where it is text, else the file name, never a heading."""
    assert note(text).title == title


@examples(500)
@given(
    st.lists(st.sampled_from(["---", "-", " ", "\t", "\n", "\r\n", "\r", "---\n", "a: b\n", "a"]), max_size=12).map(
        "".join
    )
)
@example("---\n---")
@example("---\r\n--- \t\r\n")
@example("---\n---a\n----\n --- \n---\n")
def test_bounds(text: str) -> None:
    """The block lies between a first line `---` and the next line that is `---`, blanks after it aside."""
    block = re.match(r"---\r?\n((?s:.*?))^---[ \t]*(?:\r?\n|\Z)", text, re.MULTILINE)
    assert find_block(text) == ((block.start(1), block.end(1), block.end()) if block else None)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("vaultlint: {disable: [x]}\na: b", id="on a line"),
        pytest.param("a: b\nvaultlint:\n  disable: x", id="as a block"),
    ],
)
def test_suppressions_are_no_plain_front_matter(block: str) -> None:
    """What the property `vaultlint` disables is found by whatever way the block is read."""
    assert [found.rule for found in note(f"---\n{block}\n---\n").suppressions] == ["x"]


def test_wrong_suppressions_are_reported() -> None:
    """A property `vaultlint` that is a plain text disables nothing, and that is a flaw."""
    assert [flaw.rule for flaw in note("---\nvaultlint: off\n---\n").flaws] == ["unused-suppression"]


def test_plain_front_matter_needs_no_yaml_parser() -> None:
    """Importing PyYAML takes as long as reading a thousand such blocks."""
    code = (
        "import sys; from vaultlint.parse import read_note; read_note('a.md', b'---\\na: [b]\\n---\\n');"
        "print([name for name in ('yaml', 'frontmatter') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_frontmatter_handler() -> None:
    """python-frontmatter reads a note by Obsidian's bounds and values."""
    post = frontmatter.loads("---\ndate: 2024-01-31\nok: yes\n--- \nBody\n", handler=ObsidianHandler())
    assert (post.metadata, post.content) == ({"date": "2024-01-31", "ok": "yes"}, "Body")
