"""Plain front matter reads the same with and without a YAML parser; anything else is left to the parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuzz.laws import assert_plain_yaml
from tests.strategies import examples
from tests.strategies.front_matter import BLOCKS
from vaultlint.parse.fast.plain_yaml import read_plain_yaml

PLAIN_BLOCKS = [
    pytest.param("", id="nothing"),
    pytest.param("\n\n", id="empty lines"),
    pytest.param("title: A cup of tea\ndate: 2024-01-31\ndraft: false\n", id="plain texts"),
    pytest.param("a: x\r\nb:\r\n  - y\r\nc: [z]\r\n\r\nd: 'w'\r\n", id="CRLF"),
    pytest.param("a: x\r\nb: y\nc:\r\n", id="both line endings"),
    pytest.param("a: x  \nb: 'y'  \nc: [z]  \nd:  \ne:\n  - w  \n", id="spaces at the ends of lines"),
    pytest.param("a:   x\nb:  'y'\nc:  [z]\ne:\n  -   w\n", id="several spaces before values"),
    pytest.param("a:\nb:\n\nc:\n", id="nothing after names"),
    pytest.param("# a\nb: c\n  #d: e\r\nf:\n#\n  - g\n    # - h\n# i\n  - j\nk:\n# l\n", id="lines of comment"),
    pytest.param("a b.c-d/e_f: 1\né日: 3\nit's (a) name?: 5\n<<: 6\n", id="names"),
    pytest.param("a: \"it's\"\nb: 'say \"x\"'\nc: \"\"\nd: ''\ne: ' x '\nf: '1'\n", id="quotes"),
    pytest.param('a: "b: c # d"\nb: "- [x, y]"\nc: "\U0001f600"\n', id="marks in quotes"),
    pytest.param('a: "[[Cup]]"\nb: \' [[Cup]] \'\nc: "[cup](Cup.md)"\nd: "see [[Cup]]"\n', id="links"),
    pytest.param('a:\n  - "[[Cup]]"\n  - \'[[Pot]]\'\n  - "[[Cup]]"\n', id="links in a list"),
    pytest.param('a: ["[[Cup]]", \'[[Pot]]\' , x, "[[Cup]]"]\n', id="links in brackets"),
    pytest.param("a: []\nb: [ ]\nc: [x]\nd: [ x , y z,w ]\ne: [1, null, true, 1.5]\n", id="brackets"),
    pytest.param("a: [it's, a/b, x|y, (z), ~]\n", id="marks in brackets"),
    pytest.param("a: ['', \"\", 'x, y', \"[z]\"]\n", id="quotes in brackets"),
    pytest.param("a:\n- x\n- y\nb:\n  - x\n\n  - y\nc:\n    - [x, y]\n    - z\n", id="lists of any indentation"),
    pytest.param("a:\n  -\n  - x\n  - \nb:\n-\n", id="items with nothing"),
    pytest.param("a: https://a.org/b?c=d\nb: 12:30\nc: 2024-01-31T12:30:00+01:00\nd: b:c:d\n", id="colons in words"),
    pytest.param('a: x, y; z!\nb: it\'s "so"\nc: a - b\nd: x]y}z\ne: a*b&c|d>e%f@g`h\n', id="marks in plain texts"),
    pytest.param("a: X\nb: X X\nc: [X, XX , X ]\nd: ['X', X , X]\n", id="letters at the ends"),
    pytest.param("a: x\xa0\nb: [y\xa0, z\xa0]\nc: ['x', y\xa0, z\xa0]\n", id="no-break space at the end"),
    pytest.param("é: ü\n日本: 本 語\n😀: 😀 😀\n", id="letters of any script"),
]

SCALARS = [
    *("null", "Null", "~", "nULL", "true", "True", "tRue", "yes", "no", "on", "off", "=", "<<", "a=b"),
    *("0", "010", "0o7", "0o8", "0x1F", "0xg", "0b1", "1_000", "1,000", "12e03", "1e3", "1.", ".5", ".", "..", "+"),
    *("+1", "+.5", "+1e-3", "+.inf", ".inf", ".Inf", ".nan", "nan", "1.5.2", "1-2", "007.jpg", "1e", "1e999", "٣"),
    *(
        "9" * 299,
        "9" * 301,
        "0x" + "f" * 299,
        "2024-01-31",
        "2024-13-45",
        "12:30",
        "190:20:30",
        "\\",
        "\\n",
        "$x",
        "^x",
    ),
]

REMAINDER = [
    pytest.param("a: b # c\n", id="comment"),
    pytest.param("a: #b\n", id="comment instead of a value"),
    pytest.param("a:\n  - #b\n", id="comment instead of an item"),
    pytest.param("a: b#c\n", id="hash in a word"),
    pytest.param("a:\tb\n", id="tab before a value"),
    pytest.param("a: b\t\n", id="tab after a value"),
    pytest.param("a: b\n\t\nc: d\n", id="tab in an empty line"),
    pytest.param("a: b\n   \nc: d\n", id="spaces in an empty line"),
    pytest.param("a: b\n  c\n", id="plain text over two lines"),
    pytest.param("a: b\n  - c\n", id="plain text that continues with a hyphen"),
    pytest.param("a: b\n- c\n", id="item below a value"),
    pytest.param("- a\n", id="list alone"),
    pytest.param("a:\n  - b\n - c\n", id="item further out"),
    pytest.param("a:\n  - b\n    - c\n", id="item further in"),
    pytest.param("a:\n  - b\n    c\n", id="item over two lines"),
    pytest.param("a:\n  -\n    - c\n", id="list in an item"),
    pytest.param("a:\n  - - c\n", id="list in an item, on one line"),
    pytest.param("a:\n  - b: c\n", id="mapping in an item"),
    pytest.param("a:\n  b: c\n", id="mapping"),
    pytest.param("a:\n  b\n", id="value on a line of its own"),
    pytest.param("a: {b: c}\n", id="braces"),
    pytest.param("a: {{date}}\n", id="braces of a template"),
    pytest.param("a: [[b]]\n", id="brackets in brackets"),
    pytest.param("a: [b,]\n", id="comma at the end of a list"),
    pytest.param("a: [b, , c]\n", id="empty item in brackets"),
    pytest.param("a: [b: c]\n", id="mapping in brackets"),
    pytest.param("a: [b?]\n", id="question mark in brackets"),
    pytest.param("a: [b[c]\n", id="opening bracket in an item"),
    pytest.param("a: [b]c]\n", id="closing bracket in an item"),
    pytest.param("a: [b{c]\n", id="opening brace in an item"),
    pytest.param("a: [b}c]\n", id="closing brace in an item"),
    pytest.param("a: [b,\n  c]\n", id="brackets over two lines"),
    pytest.param("a: [b] c\n", id="text after brackets"),
    pytest.param("a: [b\n", id="bracket without end"),
    pytest.param('a: ["b" "c"]\n', id="two texts in one item"),
    pytest.param('a: "b\\"c"\n', id="escape"),
    pytest.param("a: 'b''c'\n", id="doubled quote"),
    pytest.param("a: 'b' c\n", id="text after quotes"),
    pytest.param('a: "b\n  c"\n', id="quotes over two lines"),
    pytest.param('a: "b\n', id="quote without end"),
    pytest.param("'a': b\n", id="name in quotes"),
    pytest.param("a : b\n", id="blank before the colon"),
    pytest.param(" a: b\n", id="indentation"),
    pytest.param("a: b: c\n", id="two colons"),
    pytest.param("a: b:\n", id="colon at the end"),
    pytest.param("a:: b\n", id="colon at the end of a name"),
    pytest.param("a:b\n", id="no blank after the colon"),
    pytest.param("a\n", id="no colon"),
    pytest.param("a: |\n  b\n", id="block text"),
    pytest.param("a: |\nb: c\n", id="block text with nothing"),
    pytest.param("a: >\nb: c\n", id="folded text with nothing"),
    pytest.param("a: >-\n  b\n", id="folded text"),
    pytest.param("a: &x b\nc: *x\n", id="anchor and alias"),
    pytest.param("a: !!str 1\n", id="tag"),
    pytest.param("? a\n: b\n", id="marked key"),
    pytest.param("a: -\n", id="hyphen"),
    pytest.param("a: -1\n", id="negative number"),
    pytest.param("a: @b\n", id="at sign"),
    pytest.param("a: %b\n", id="percent sign"),
    pytest.param("%YAML 1.2\n", id="directive"),
    pytest.param("...: a\n", id="name of three dots"),
    pytest.param("2024: a\n", id="name that is a number"),
    pytest.param(".inf: a\n", id="name that is infinite"),
    pytest.param("~: a\n", id="name that is nothing"),
    pytest.param("True: a\n", id="name that is a constant"),
    pytest.param("... a: b\n", id="end of a document"),
    pytest.param("--- a\n", id="start of a document"),
    pytest.param("a: b\nc: d\na: e\n", id="name that stands twice"),
    pytest.param("a: b", id="no line ending"),
    pytest.param("a: b\rc\n", id="lone CR"),
    pytest.param("a: b\x85c\n", id="U+0085"),
    pytest.param("a: b\u2028c\n", id="U+2028"),
    pytest.param("a: '\x00'\n", id="NUL"),
    pytest.param("a: \ufeffb\n", id="byte order mark"),
    pytest.param("a: \ud800\n", id="lone surrogate"),
    pytest.param("a: \ufffe\n", id="noncharacter"),
    pytest.param("a: \xa0[[b]]\n", id="no-break space before a bracket"),
    pytest.param("a" * 2_000 + ": b\n", id="long name"),
    pytest.param("a: " + "b" * 300_000 + "\n", id="long block"),
]


@pytest.mark.parametrize("block", PLAIN_BLOCKS)
def test_plain_blocks(block: str) -> None:
    """What most notes have is read without the parser, and as the parser reads it."""
    assert read_plain_yaml(block) is not None
    assert_plain_yaml(block)


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("form", ["k: {}\n", "k:\n  - {}\n", "k: [a, {}]\n"], ids=["value", "item", "in brackets"])
def test_scalars(form: str, scalar: str) -> None:
    """Numbers, constants and what looks like them have the same value and span with and without the parser."""
    block = form.format(scalar)
    assert read_plain_yaml(block) is not None or (":" in scalar and "[" in block)
    assert_plain_yaml(block)


@pytest.mark.parametrize("block", REMAINDER)
def test_the_remainder_is_left_to_the_parser(block: str) -> None:
    """What YAML could read differently, and what is wrong, is declined, also below a plain line."""
    assert read_plain_yaml(block) is None
    assert read_plain_yaml(f"title: x\n{block}") is None


@examples(1_000)
@given(BLOCKS)
@example("a:\n  - b\nc\n")
def test_any_block(block: str) -> None:
    """Whatever the lines of a block, it is declined or read as the parser reads it."""
    assert_plain_yaml(block)


@examples(500)
@given(st.text(st.sampled_from("ab1 :-#'\"[],\\\n\r\t.é"), max_size=30))
def test_any_characters(block: str) -> None:
    """The same for any characters."""
    assert_plain_yaml(f"{block}\n")
