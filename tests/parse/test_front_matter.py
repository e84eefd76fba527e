"""Front matter as Obsidian reads it: its bounds, flaws and properties, and their links."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import frontmatter
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import examples
from tests.strategies.front_matter import BLOCKS
from vaultlint.fix.edits import apply_edits
from vaultlint.model import Applicability, Edit, Flaw, Note, Property, Span, Value
from vaultlint.parse import read_note, yaml_core
from vaultlint.parse.front_matter import BlockBounds, find_block
from vaultlint.parse.full_front_matter import ObsidianHandler, read_block
from vaultlint.parse.yaml_core import YamlError
from vaultlint.parse.yaml_nodes import Node, value_of

UNREADABLE_BLOCK = "Obsidian cannot read this front matter: "
BEFORE = "before `---` makes Obsidian read the front matter as text"
LINE_BEFORE = f"an empty line {BEFORE}: remove it"
SPACE_BEFORE = f"a space {BEFORE}: remove it"
BOM_BEFORE = f"a byte order mark {BEFORE}: save the file without one"
COMMENT_BEFORE = f"a comment {BEFORE}: move it below the front matter"
HEADING_BEFORE = f"a heading {BEFORE}: move it below the front matter"
SPACES = "spaces after the opening `---` make Obsidian read the front matter as text: remove them"
TOML = "Obsidian does not read TOML front matter: write it as YAML between `---` lines"
SECOND = "Obsidian reads a second front matter block as text: move its properties into the first"
RULE = (
    "`---` on the first line opens front matter, but no properties follow: add an empty line above it if it is a"
    " horizontal rule, or write properties like `name: value`"
)
NOT_CLOSED = "the front matter is not closed: add a `---` line after it"


def note(text: str) -> Note:
    """Read a note from text."""
    return read_note("cups/Tea.md", text.encode())


def values(read: Note) -> dict[str, Value]:
    """The properties of a note by name."""
    return {found.name: found.value for found in read.properties}


def syntax(message: str, *span: int) -> Flaw:
    """A flaw of the front matter's syntax."""
    return Flaw("front-matter-syntax", message, Span(*span), {})


def found(read: Note) -> tuple[Flaw, ...]:
    """The flaws of a note, without their corrections."""
    return tuple(flaw._replace(correction=None) for flaw in read.flaws)


def corrected(text: str) -> str:
    """A note with the corrections of its flaws applied."""
    corrections = [flaw.correction for flaw in note(text).flaws if flaw.correction]
    return apply_edits(text, [Edit("", *each) for correction in corrections for each in correction.edits])


@pytest.mark.parametrize(
    ("text", "properties", "targets"),
    [
        pytest.param("---\na: b\n---\n[[x]]", {"a": "b"}, ["x"], id="LF"),
        pytest.param("---\r\na: b\r\n---\r\n[[x]]", {"a": "b"}, ["x"], id="CRLF"),
        pytest.param("---\na: b\n--- \t\n[[x]]", {"a": "b"}, ["x"], id="spaces after the closing line"),
        pytest.param("---\na: b\n---", {"a": "b"}, [], id="closing line at the end of the file"),
        pytest.param("---\n---\n[[x]]", {}, ["x"], id="empty"),
        pytest.param("---\n\n# c\n---\n[[x]]", {}, ["x"], id="only a comment"),
        pytest.param("---\n  \n---\n[[x]]", {}, ["x"], id="only spaces"),
        pytest.param("---\r\n  \r\n---\r\n[[x]]", {}, ["x"], id="only spaces, with CRLF"),
        pytest.param("---\na: |\n  x\n  ---\n  y\n---\n[[x]]", {"a": "x\n---\ny\n"}, ["x"], id="indented line inside"),
        pytest.param("---\na: ---\n---\n[[x]]", {"a": "---"}, ["x"], id="three hyphens as a value"),
        pytest.param("---\na: b\n---\n---\nSo: '[[x]]'\n\n---", {"a": "b"}, ["x"], id="prose between rules below"),
        pytest.param("---\na: b\n---\n\n---\n[[x]]\nc: d\n---", {"a": "b"}, ["x"], id="link between rules below"),
        pytest.param("---\na: b\n---\n---\nup:: [[x]]\n---", {"a": "b"}, ["x"], id="inline field of Dataview below"),
        pytest.param("---\na: b\n---\n```\n---\nc: d\n---\n```\n[[x]]", {"a": "b"}, ["x"], id="block in a fence"),
        pytest.param("---\na: b\n---\n[[x]]\n\n---\nc: d\n---", {"a": "b"}, ["x"], id="block further below"),
        pytest.param("---\nrating: -\n---\n[[x]]", {"rating": [None]}, ["x"], id="lone hyphen (S11.13)"),
        pytest.param('---\n{"a": 1,\n\t"b": ["c"]}\n---\n', {"a": 1, "b": ["c"]}, [], id="JSON (S6.7)"),
    ],
)
def test_what_is_front_matter(text: str, properties: dict[str, Value], targets: list[str]) -> None:
    """A block between two `---` lines at the very start contains the properties; the rest is Markdown."""
    read = note(text)
    assert (read.has_front_matter, read.front_matter_broken, read.flaws) == (True, False, ())
    assert (values(read), [link.target for link in read.links]) == (properties, targets)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[x]]", id="no block"),
        pytest.param("----\n[[x]]\n----\n", id="four hyphens around prose"),
        pytest.param("----\na: b\n\n----\n[[x]]", id="four hyphens, and an empty line above the second line"),
        pytest.param("--- \n[[x]]\n---\n", id="rule with a space"),
        pytest.param("***\na: b\n***\n[[x]]", id="rules of asterisks"),
        pytest.param("# Tea\n\n---\n\n[[x]]\n\n---\n", id="prose between rules below a heading"),
        pytest.param("# Tea\n\n```yaml\n---\na: b\n---\n```\n[[x]]", id="front matter in a fence"),
        pytest.param("```\n---\na: b\n---\n```\n[[x]]", id="front matter in a fence at the top"),
        pytest.param("Add this:\n\n---\na: b\n---\n[[x]]", id="front matter below prose"),
        pytest.param("[[x]]\n---\na: b\n---\n", id="front matter below a link"),
        pytest.param("<!-- c\n---\na: b\n---\n[[x]]\n-->\n[[x]]", id="front matter in a comment"),
        pytest.param("%% c %% ---\na: b\n---\n[[x]]", id="hyphens after a comment on its line"),
        pytest.param("\n---\nup:: [[x]]\n---\n", id="inline field of Dataview between rules"),
        pytest.param("+++\n[[x]]\n+++\n", id="pluses around prose"),
        pytest.param("+++\na = 1\n[[x]]\n", id="pluses once"),
        pytest.param("--- a\na: b\n---\n[[x]]", id="text after the opening"),
        pytest.param("---\n\nProse after a rule [[x]].\n", id="horizontal rule at the top of prose"),
        pytest.param("---\n# Heading\n\nProse: [[x]]\n", id="horizontal rule before a heading"),
        pytest.param("Prose\n---\na: b\n---\n[[x]]", id="block in the middle"),
        pytest.param("\n---\nProse [[x]]\n---\n", id="prose between two rules after an empty line"),
        pytest.param("\n---\nSo: [[x]]\n\n---\n", id="prose with a colon, and an empty line above the second rule"),
        pytest.param("\n---\nSo: [[x]]\n \t\n---\n", id="so with a line of spaces"),
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
        pytest.param("\n---\na: b\n---\n", syntax(LINE_BEFORE, 2, 1, 2, 4), id="empty line before"),
        pytest.param("\r\n---\r\na: b\r\n---\r\n", syntax(LINE_BEFORE, 2, 1, 2, 4), id="empty line before, with CRLF"),
        pytest.param(" ---\na: b\n---\n", syntax(SPACE_BEFORE, 1, 2, 1, 5), id="space before"),
        pytest.param("\ufeff---\na: b\n---\n", syntax(BOM_BEFORE, 1, 1, 1, 4), id="byte order mark before"),
        pytest.param("\ufeff\ufeff---\na: b\n---\n", syntax(BOM_BEFORE, 1, 2, 1, 5), id="byte order mark twice"),
        pytest.param(
            "\n\ufeff---\na: b\n---\n", syntax(BOM_BEFORE, 2, 2, 2, 5), id="byte order mark on the second line"
        ),
        pytest.param(
            "\u200b---\na: b\n---\n",
            syntax(f"an invisible character (U+200B) {BEFORE}: remove it", 1, 1, 1, 2),
            id="zero-width space before",
        ),
        pytest.param(
            "\xa0---\na: b\n---\n",
            syntax(f"a no-break space (U+00A0) {BEFORE}: remove it", 1, 1, 1, 2),
            id="no-break space before",
        ),
        pytest.param(
            "---\xa0\na: b\n---\n",
            syntax(
                "a no-break space (U+00A0) after the opening `---` makes Obsidian read the front matter as text:"
                " remove it",
                1,
                4,
                1,
                5,
            ),
            id="no-break space after the opening",
        ),
        pytest.param("\n---\n📅 date: x\n---\n", syntax(LINE_BEFORE, 2, 1, 2, 4), id="name with an emoji"),
        pytest.param("\n---\n2024: x\na+b: c\n---\n", syntax(LINE_BEFORE, 2, 1, 2, 4), id="name of digits"),
        pytest.param("<!-- c -->\n---\na: b\n---\n", syntax(COMMENT_BEFORE, 2, 1, 2, 4), id="HTML comment before"),
        pytest.param("%% c\nd %%\n\n---\na: b\n---\n", syntax(COMMENT_BEFORE, 4, 1, 4, 4), id="comment before"),
        pytest.param("\n# T\n---\na: b\nc:\n  - d\n---\n", syntax(HEADING_BEFORE, 3, 1, 3, 4), id="heading before"),
        pytest.param("--- \na: b\n---\n", syntax(SPACES, 1, 4, 1, 5), id="space after the opening"),
        pytest.param("---\t \r\na: b\r\n---\r\n", syntax(SPACES, 1, 4, 1, 6), id="tab after the opening"),
        pytest.param(
            "-----\na: b\n-----\n",
            syntax(
                "`-----` instead of the opening `---` makes Obsidian read the front matter as text: write `---`",
                1,
                1,
                1,
                6,
            ),
            id="five hyphens",
        ),
        pytest.param(
            "—-\na: b\n---\n",
            syntax(
                "`—-` instead of the opening `---` makes Obsidian read the front matter as text: write `---`",
                1,
                1,
                1,
                3,
            ),
            id="dash and hyphen, as editors make of three hyphens",
        ),
    ],
)
def test_misplaced_block(text: str, flaw: Flaw) -> None:
    """Obsidian reads a block with something before it as text: its links count, its properties do not (S6.1)."""
    read = note(text + "[[x]]")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (read.properties, found(read), [link.target for link in read.links]) == ((), (flaw,), ["x"])


def test_toml() -> None:
    """TOML front matter is reported as TOML."""
    read = note('+++\ntitle = "Tea"\n[menu]\n+++\n[[x]]')
    assert (read.has_front_matter, read.front_matter_broken, found(read)) == (True, True, (syntax(TOML, 1, 1, 1, 4),))
    assert [link.target for link in read.links] == ["x"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("---\na: b\n---\n---\nc: d\n---\n[[x]]", 4, id="right below"),
        pytest.param("---\na: b\n---\n\n\n---\nc: d\n\ne:\n- f\n---  \n[[x]]", 6, id="below empty lines"),
        pytest.param("---\r\na: b\r\n---\r\n---\r\nc: d\r\n---\r\n[[x]]", 4, id="CRLF"),
        pytest.param("---\na: b\n---\n--- \nc: @d\n---\n[[x]]", 4, id="with faults of its own"),
        pytest.param("---\na: b\n---\n—–-\nc: d\n----\n[[x]]", 4, id="between odd hyphens"),
    ],
)
def test_second_block(text: str, line: int) -> None:
    """Its properties are text (S11.11); rules check those of the first block."""
    read = note(text)
    assert (read.front_matter_broken, values(read)) == (False, {"a": "b"})
    assert found(read) == (syntax(SECOND, line, 1, line, 4),)
    assert [link.target for link in read.links] == ["x"]


def test_second_block_below_a_broken_one() -> None:
    """One problem per note: a second block is reported only if the first has no flaw."""
    assert [flaw.span.line for flaw in note("---\na: @b\n---\n---\nc: d\n---\n").flaws] == [2]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n\nA line of prose.\n\n---\n\n[[x]]", id="prose"),
        pytest.param("---\n\nProse, so: this: [[y]]\n\n---\n[[x]]", id="prose with colons"),
        pytest.param("---\nProse, not YAML: [y\n---\n[[x]]", id="prose without empty lines"),
        pytest.param("---\n\n- an item\n\n---\n[[x]]", id="list"),
        pytest.param("---\n![[a.png]]\n---\n[[x]]", id="embed"),
        pytest.param("---\r\n\r\nProse.\r\n\r\n---\r\n[[x]]", id="CRLF"),
        pytest.param("---\nSome prose: here.\n\nMore.\n\n---\n[[x]]", id="sentence with a colon"),
        pytest.param("---\nDear all,\n\nnote: bring tea.\n\n---\n[[x]]", id="letter"),
        pytest.param("---\n[[A]] | [[B]]\n---\n[[x]]", id="links"),
        pytest.param("---\n**Author:** Jim\n---\n[[x]]", id="colon in bold"),
    ],
)
def test_rule_at_the_top(text: str) -> None:
    """A horizontal rule on the first line opens front matter, and the next one closes it."""
    read = note(text)
    assert (read.front_matter_broken, found(read)) == (True, (syntax(RULE, 1, 1, 1, 4),))
    assert [link.target for link in read.links] == ["x"]
    assert note(f"\n{text}").flaws == ()


@pytest.mark.parametrize(
    ("closing", "cure", "column"),
    [
        pytest.param("----", "write `---`", 5, id="four hyphens"),
        pytest.param("--", "write `---`", 3, id="two hyphens"),
        pytest.param("—-", "write `---`", 3, id="dashes"),
        pytest.param("...", "write `---`", 4, id="three dots"),
        pytest.param("***", "write `---`", 4, id="asterisks"),
        pytest.param(" ---", "remove the spaces before it", 5, id="indented"),
    ],
)
def test_odd_closing(closing: str, cure: str, column: int) -> None:
    """A line that was meant to close the block is reported at its position."""
    read = note(f"---\na: b\n{closing}\n[[x]]\n")
    line = "an indented `---`" if closing == " ---" else f"`{closing}`"
    message = f"{line} does not close the front matter: {cure}"
    assert (read.front_matter_broken, found(read)) == (True, (syntax(message, 3, 1, 3, column),))
    assert [link.target for link in read.links] == ["x"]


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        pytest.param(
            "---\n---\ntitle: Tea\n---\n[[x]]",
            "this `---` closes the front matter above its properties: remove it",
            2,
            1,
            id="closed above its properties",
        ),
        pytest.param("---\ntitle: Tea\n\nProse here.\n\n---\n\n[[x]]", NOT_CLOSED, 1, 1, id="closed by a rule"),
        pytest.param(
            "---\na: b\n---\xa0\n[[x]]",
            "a no-break space (U+00A0) beside `---` keeps it from closing the front matter: remove it",
            3,
            4,
            id="no-break space after the closing line",
        ),
        pytest.param(
            "---\na: b\n\u200b---\n[[x]]",
            "an invisible character (U+200B) beside `---` keeps it from closing the front matter: remove it",
            3,
            1,
            id="zero-width space before the closing line",
        ),
        pytest.param(
            "---\na: b\n---\xa0\nProse.\n\n---\n[[x]]",
            UNREADABLE_BLOCK
            + "a no-break space (U+00A0) beside `---` keeps it from closing the front matter: remove it",
            3,
            4,
            id="no-break space, and a rule below",
        ),
        pytest.param(
            '---\ntitle = "Tea"\n[menu]\nx = 1\n---\n[[x]]',
            f"{UNREADABLE_BLOCK}it is TOML: write it as YAML, in lines like `name: value`",
            1,
            1,
            id="TOML",
        ),
        pytest.param(
            "---\ra: b\r---\r[[x]]",
            "line endings of CR alone make Obsidian read the front matter as text: use LF",
            1,
            1,
            id="CR alone",
        ),
    ],
)
def test_bounds_at_fault(text: str, message: str, line: int, column: int) -> None:
    """A `---` line that is missing, too many, or not one is reported where to edit."""
    read = note(text)
    assert [(flaw.message, *flaw.span[:2]) for flaw in read.flaws] == [(message, line, column)]
    assert (read.front_matter_broken, read.properties) == ("title: Tea\n---" not in text, ())
    assert [link.target for link in read.links] == ["x"]


def test_sentence_below_a_rule() -> None:
    """A sentence with a colon below a rule that nothing closes is no front matter."""
    read = note("---\nNote: a rule on top, then prose.\n\nMore prose: [[x]]\n")
    assert (read.has_front_matter, read.flaws, [link.target for link in read.links]) == (False, (), ["x"])


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
        pytest.param("a: b: c", 'a value that contains `: ` needs quotes: write `"b: c"`', 2, 4, id="where to edit"),
        pytest.param(
            "tags: [#a]\nb: c", "`#` starts a comment in a list: write `[a]`", 2, 8, id="not where it is noticed"
        ),
        pytest.param("{a: 1, b: 2", "did not find expected ',' or '}'", 2, 1, id="in the words of the parser"),
    ],
)
def test_unreadable_block(block: str, message: str, line: int, column: int) -> None:
    """YAML that cannot be read is reported at what to edit, with a correction, and has no properties."""
    read = note(f"---\n{block}\n---\n[[x]]")
    assert [(flaw.message, *flaw.span[:2]) for flaw in read.flaws] == [(UNREADABLE_BLOCK + message, line, column)]
    assert (read.has_front_matter, read.front_matter_broken, read.properties) == (True, True, ())
    assert [link.target for link in read.links] == ["x"]


@pytest.mark.parametrize(
    ("block", "message", "column"),
    [
        pytest.param(
            "[" * 99,
            "vaultlint cannot check front matter nested more than 64 levels deep: flatten it",
            65,
            id="too deep",
        ),
        pytest.param(
            "a: " + "b" * 300_000,
            "vaultlint cannot check front matter longer than 256 KiB: shorten it",
            1,
            id="too long",
        ),
    ],
)
def test_our_own_limits(block: str, message: str, column: int) -> None:
    """What only vaultlint cannot read is not blamed on Obsidian."""
    read = note(f"---\n{block}\n---\n")
    assert found(read) == (syntax(message, 2, column, 2, column),)


@pytest.mark.parametrize(
    ("block", "flaw"),
    [
        pytest.param(
            "- a\n- b",
            syntax("the front matter is a list, not properties: write lines like `name: value`", 2, 1, 3, 4),
            id="list",
        ),
        pytest.param(
            "tags:foo",
            syntax(f"{UNREADABLE_BLOCK}missing space after `tags:`: add one", 2, 1, 2, 6),
            id="text",
        ),
    ],
)
def test_block_without_properties(block: str, flaw: Flaw) -> None:
    """A block of YAML that is not a mapping has no properties (S6.2)."""
    read = note(f"---\n{block}\n---\n")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (read.properties, found(read)) == ((), (flaw,))


def duplicate(name: str, first_line: int, *span: int, spelled: str = "") -> Flaw:
    """The flaw of a repeated property."""
    where = f"on line {first_line}" + (f" as `{spelled}`" if spelled else "")
    message = f"`{name}` is already set {where}, so Obsidian ignores all properties: keep one"
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
        pytest.param("1: a\n1.0: b", [duplicate("1.0", 2, 3, 1, 3, 4, spelled="1")], id="two spellings of a number"),
        pytest.param("null: a\n~: b", [duplicate("~", 2, 3, 1, 3, 2, spelled="null")], id="two spellings of nothing"),
        pytest.param("true: a\nTrue: b", [duplicate("True", 2, 3, 1, 3, 5, spelled="true")], id="two of true"),
        pytest.param("a: {0x1: b, 1: c}", [duplicate("1", 2, 2, 13, 2, 14, spelled="0x1")], id="in braces"),
    ],
)
def test_duplicates(block: str, flaws: list[Flaw]) -> None:
    """A key that occurs twice in one mapping breaks the whole block (S6.2)."""
    read = note(f"---\n{block}\n---\n")
    assert (read.has_front_matter, read.front_matter_broken) == (True, True)
    assert (list(found(read)), read.properties) == (flaws, ())


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("Tags: a\ntags: b", id="two cases"),
        pytest.param("a: {x: 1}\nb: {x: 1}", id="two mappings"),
        pytest.param("a: [x, {y: 1}, x, 2]", id="list"),
        pytest.param("1: a\n'1': b", id="number and text"),
        pytest.param("1: a\ntrue: b", id="number and constant"),
        pytest.param("'true': a\ntrue: b", id="constant and text"),
        pytest.param(".nan: a\n.NaN: b", id="no numbers"),
        pytest.param("[a]: 1\n[a]: 2", id="lists"),
    ],
)
def test_no_duplicates(block: str) -> None:
    """Names that differ in case, or are in different mappings, are not duplicates to the parser (S6.3)."""
    assert note(f"---\n{block}\n---\n").flaws == ()


def test_properties_with_places() -> None:
    """A property has the spans of its name and its value."""
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
    """Aliases and tags are a list of strings or one string."""
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
    """The title is the property if it is a string, else the file name, but never a heading."""
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
    """The block is between a first line `---` and the next line that is `---`, apart from spaces after it."""
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
    """What the property `vaultlint` disables is found whichever reader reads the block."""
    assert [found.rule for found in note(f"---\n{block}\n---\n").suppressions] == ["x"]


def test_wrong_suppressions_are_reported() -> None:
    """A property `vaultlint` that is a string disables nothing, which is a flaw."""
    assert [flaw.rule for flaw in note("---\nvaultlint: off\n---\n").flaws] == ["unused-suppression"]


@pytest.mark.parametrize(
    "block, expected",
    [pytest.param("a: [b]", "[]\n", id="plain"), pytest.param("a: {b: c}", "['yaml', 'frontmatter']\n", id="other")],
)
def test_plain_front_matter_needs_no_yaml_parser(block: str, expected: str) -> None:
    """Importing PyYAML and python-frontmatter takes as long as reading a thousand plain blocks."""
    code = (
        f"import sys; from vaultlint.parse import read_note; read_note('a.md', b'---\\n{block}\\n---\\n');"
        "print([name for name in ('yaml', 'frontmatter') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == expected


@examples(500)
@given(
    BLOCKS | st.lists(st.sampled_from(["a: ", "? ", "|\n", "'", " ", "\t", "b", "\r", "\r\n", "\n"])).map("".join),
    st.sampled_from(["---\n", "---\r\n"]),
    st.sampled_from(["---", "--- \t\r\nBody\r\n", ""]),
)
@example("a: |\n  b \n\n  ", "---\n", "")
@example('a: "b\r\n  c"\r\r\nd: e\r\n', "---\r\n", "---")
@example("? [a,\r\n  b]\r\n: c\r\n", "---\n", "---")
def test_python_frontmatter_moves_nothing(block: str, opening: str, closing: str) -> None:
    """Law: through python-frontmatter a block gives what the YAML reader alone gives: values, offsets, errors."""
    bounds = BlockBounds(len(opening), len(opening) + len(block), len(opening + block + closing))

    def outcome(read: Callable[[], tuple[object, Node | None]]) -> object:
        try:
            return read()
        except YamlError as error:
            return error.message, error.offset, error.is_limit

    def alone() -> tuple[object, Node | None]:
        root = yaml_core.read(block)
        return value_of(root) if root and root.kind == "mapping" else {}, root

    assert outcome(lambda: read_block(opening + block + closing, bounds)) == outcome(alone)


def test_frontmatter_handler() -> None:
    """python-frontmatter reads a note by Obsidian's bounds and values."""
    post = frontmatter.loads("---\ndate: 2024-01-31\nok: yes\n--- \nBody\n", handler=ObsidianHandler())
    assert (post.metadata, post.content) == ({"date": "2024-01-31", "ok": "yes"}, "Body")
    post = frontmatter.loads("---\ndate: 2024-01-31\n----\n", handler=ObsidianHandler())
    assert (post.metadata, post.content) == ({}, "---\ndate: 2024-01-31\n----")
    assert [ObsidianHandler().detect(text) for text in ("---\n---", " ---\n---")] == [True, False]


@pytest.mark.parametrize(
    "text, wanted",
    [
        pytest.param("\n---\na: b\n---\n", "---\na: b\n---\n", id="empty line before"),
        pytest.param(" \r\n---\r\na: b\r\n---\r\n", "---\r\na: b\r\n---\r\n", id="empty line before, with CRLF"),
        pytest.param("\u200b---\na: b\n---\n", "---\na: b\n---\n", id="invisible character before"),
        pytest.param("--- \xa0\na: b\n---\n", "---\na: b\n---\n", id="spaces after the opening"),
        pytest.param("-----\na: b\n---\nx\n", "---\na: b\n---\nx\n", id="five hyphens"),
        pytest.param("---\na: b\n----\nx\n", "---\na: b\n---\nx\n", id="closing of four hyphens"),
        pytest.param("---\na: b\n ---\nx\n", "---\na: b\n---\nx\n", id="indented closing"),
        pytest.param("---\na: b\n---\u200b\nx\n", "---\na: b\n---\nx\n", id="invisible character after the closing"),
        pytest.param("---\n---\na: b\n---\nx\n", "---\na: b\n---\nx\n", id="closed above the properties"),
        pytest.param("\ufeff---\na: b\n---\n", "\ufeff---\na: b\n---\n", id="byte order mark, which is in no text"),
        pytest.param("# H\n\n---\na: b\n---\n", "# H\n\n---\na: b\n---\n", id="heading, which must go elsewhere"),
        pytest.param("---\na: b\n", "---\na: b\n", id="unclosed, perhaps further up"),
        pytest.param("---\na: b\na: b\n---\n", "---\na: b\n---\n", id="twice the same"),
        pytest.param("---\r\na:\r\n- b\r\na:\r\n- b\r\nc: d\r\n---\r\n", "---\r\na:\r\n- b\r\nc: d\r\n---\r\n",
                     id="twice the same list"),
        pytest.param("---\na: |\n  b\n\na: |\n  b\n\n---\n", "---\na: |\n  b\n\n---\n", id="twice the same text"),
        pytest.param("---\na:\nb: c\na: d\n---\n", "---\nb: c\na: d\n---\n", id="first is empty"),
        pytest.param("---\na: d\na:  \nb: c\n---\n", "---\na: d\nb: c\n---\n", id="second is empty"),
        pytest.param("---\na: b\na: c\n---\n", "---\na: b\na: c\n---\n", id="two values"),
        pytest.param("---\na: b # x\na: b # y\n---\n", "---\na: b # x\na: b # y\n---\n", id="other comments"),
        pytest.param("---\na: d\na: # why\n---\n", "---\na: d\na: # why\n---\n", id="empty but for a comment"),
        pytest.param("---\nx: {a: 1, a: 1}\n---\n", "---\nx: {a: 1, a: 1}\n---\n", id="in braces"),
        pytest.param("---\n{a: 1, a: 1}\n---\n", "---\n{a: 1, a: 1}\n---\n", id="all in braces"),
    ],
)  # fmt: skip
def test_corrected(text: str, wanted: str) -> None:
    """What is certain can be applied, and the front matter is then as Obsidian reads it; the rest has no correction."""
    assert corrected(text) == wanted
    assert (text == wanted) == note(wanted).front_matter_broken


def test_safe_corrections() -> None:
    """Only a property that stands there twice alike can be removed without asking."""
    texts = ["a: b\na: b\n", "a:\na: b\n"]
    flaws = [flaw for text in texts for flaw in note(f"---\n{text}---\n").flaws]
    assert [(flaw.correction.message, flaw.correction.applicability) for flaw in flaws if flaw.correction] == [
        ("Remove the second `a`", Applicability.SAFE),
        ("Remove the empty `a`", Applicability.UNSAFE),
    ]
