"""The YAML 1.2 core schema as Obsidian reads it, with the position of every value and error."""

from __future__ import annotations

import math
import time

import pytest

from vaultlint.model import Value
from vaultlint.parse.yaml_core import MAX_DEPTH, MAX_LENGTH, YamlError, read
from vaultlint.parse.yaml_nodes import Node, key_of, value_of


def value(source: str) -> Value:
    """The value of a YAML text that is not empty."""
    root = read(source)
    assert root is not None
    return value_of(root)


def places(node: Node) -> list[tuple[str, int, int]]:
    """Each key and value with its offsets, in the order of the text."""
    own = [] if node.kind != "scalar" else [(node.text, node.start, node.end)]
    return own + [place for child in node.children for place in places(child)]


@pytest.mark.parametrize(
    ("scalar", "expected"),
    [
        *(pytest.param(word, word, id=f"{word} is text") for word in ("yes", "No", "on", "OFF", "y", "n", "tRue")),
        *(pytest.param(word, True, id=f"{word} is true") for word in ("true", "True", "TRUE")),
        *(pytest.param(word, False, id=f"{word} is false") for word in ("false", "False", "FALSE")),
        *(pytest.param(word, None, id=f"{word or 'nothing'} is null") for word in ("", "~", "null", "Null", "NULL")),
        pytest.param("nULL", "nULL", id="other spellings of null are text"),
        pytest.param("010", 10, id="leading zero is decimal"),
        pytest.param("-010", -10, id="negative with leading zero"),
        pytest.param("+7", 7, id="plus sign"),
        pytest.param("0o10", 8, id="octal"),
        pytest.param("0o8", "0o8", id="no octal digit"),
        pytest.param("0x1F", 31, id="hexadecimal"),
        pytest.param("0xAbcDef", 0xABCDEF, id="hexadecimal letters"),
        pytest.param("0b1", "0b1", id="no binary"),
        pytest.param("1_000", "1_000", id="underscore is text"),
        pytest.param("1,000", "1,000", id="comma is text"),
        pytest.param("1e3", 1000.0, id="exponent without a dot is a number"),
        pytest.param("2.5E-1", 0.25, id="exponent with a dot"),
        pytest.param(".5", 0.5, id="dot first"),
        pytest.param("-.25", -0.25, id="sign and dot first"),
        pytest.param("+2.5e+11", 2.5e11, id="plus, dot and exponent"),
        pytest.param("++1.5", "++1.5", id="two characters are text"),
        pytest.param("1.", 1.0, id="dot last"),
        pytest.param(".", ".", id="dot alone is text"),
        pytest.param("+", "+", id="plus alone is text"),
        pytest.param("1.5.2", "1.5.2", id="version is text"),
        pytest.param("007.jpg", "007.jpg", id="file name is text"),
        pytest.param("12:30", "12:30", id="time is text, not base 60"),
        pytest.param("2020-08-21", "2020-08-21", id="date is text"),
        pytest.param("2024-13-45", "2024-13-45", id="impossible date is text"),
        pytest.param("2020-08-21T10:30:00", "2020-08-21T10:30:00", id="date and time is text"),
        pytest.param(".inf", math.inf, id="infinity"),
        pytest.param("-.INF", -math.inf, id="minus infinity"),
        pytest.param(".nan", math.nan, id="not a number"),
        pytest.param("inf", "inf", id="infinity needs its dot"),
        pytest.param("NaN", "NaN", id="not a number needs its dot"),
        pytest.param("'yes'", "yes", id="single quotes"),
        pytest.param('"1"', "1", id="quoted number stays text"),
        pytest.param("'true'", "true", id="quoted true stays text"),
        pytest.param("''", "", id="quoted nothing is empty text"),
        pytest.param("'it''s'", "it's", id="doubled single quote"),
        pytest.param('"a\\tb\\u00fc"', "a\tbü", id="escapes in double quotes"),
        pytest.param("!!str 1", "1", id="tag for text"),
        pytest.param("! 1", "1", id="non-specific tag means text"),
        pytest.param("|\n  1\n", "1\n", id="block scalar is text"),
        pytest.param(">-\n  a\n  b\n", "a b", id="folded scalar"),
        pytest.param("a\n  b", "a b", id="plain text over two lines"),
        pytest.param("#tag", None, id="hash begins a comment"),
        pytest.param("a#b # c", "a#b", id="hash inside a word does not"),
        pytest.param("{{date}}", {"{date}": None}, id="template braces are an object"),
        pytest.param("[[x]]", [["x"]], id="unquoted wikilink is a list in a list"),
    ],
)
def test_resolution(scalar: str, expected: Value) -> None:
    """A plain scalar has the value and type of the core schema; a quoted one is a string."""
    assert repr(value(f"k: {scalar}")) == repr({"k": expected})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a:\n  b:\n    - c: 1\n      d: ~\n", {"a": {"b": [{"c": 1, "d": None}]}}, id="nested blocks"),
        pytest.param("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}, id="nested flow"),
        pytest.param("a: [\n  b,\n\n# c\n  d\n]\ne: {\n }", {"a": ["b", "d"], "e": {}}, id="flow over lines"),
        pytest.param("a: -\nb:  - # c\n'd': -\r\n", {"a": [None], "b": [None], "d": [None]}, id="lone hyphen"),
        pytest.param("a: -\n- b\nc: -\n  d", {"a": [None, "b"], "c": ["d"]}, id="lone hyphen, and more below"),
        pytest.param("a: - -\nb: -  - # c", {"a": [None, None], "b": [None, None]}, id="two lone hyphens"),
        pytest.param("a:\n-\tb\n- -\tc\n", {"a": ["b", ["c"]]}, id="tab after the hyphen of an item"),
        pytest.param("a:\n- \tb\n-\t\n", {"a": ["b", None]}, id="space and tab after a hyphen"),
        pytest.param("a: b\n\t# c", {"a": "b"}, id="tab before a comment"),
        pytest.param("a: [!b]", {"a": [""]}, id="tag of nothing in a list"),
        pytest.param("a: {-: b}\nc: [--, -d]", {"a": {"-": "b"}, "c": ["--", "-d"]}, id="hyphens in brackets"),
        pytest.param("a: |\n  b: -\nc: '-'\nd: x", {"a": "b: -\n", "c": "-", "d": "x"}, id="hyphens in texts"),
        pytest.param('{"a":1,"b":[true,null]}', {"a": 1, "b": [True, None]}, id="JSON"),
        pytest.param("- a\n- 1", ["a", 1], id="list"),
        pytest.param("tags:foo", "tags:foo", id="no blank after the colon is one text"),
        pytest.param("a: []\nb: {}", {"a": [], "b": {}}, id="empty collections"),
        pytest.param("a: &x 5\nb: *x", {"a": 5, "b": 5}, id="alias of a number"),
        pytest.param("a: &x '5'\nb: *x", {"a": "5", "b": "5"}, id="alias of a quoted text"),
        pytest.param("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}, id="alias of the latest anchor"),
        pytest.param("a: &x [1]\nb: *x", {"a": [1], "b": "*x"}, id="alias of a list stays text"),
        pytest.param("a: &x [*x]", {"a": ["*x"]}, id="alias of what holds it stays text"),
        pytest.param("<<: {a: 1}\nb: 2", {"<<": {"a": 1}, "b": 2}, id="merge key is an ordinary key"),
        pytest.param("1: a\ntrue: b\n~: c", {"1": "a", "true": "b", "~": "c"}, id="keys are text"),
    ],
)
def test_collections(source: str, expected: Value) -> None:
    """Collections nest, keys are text, and aliases of collections are not followed."""
    assert value(source) == expected


@pytest.mark.parametrize("source", ["", "\n\n", "# only a comment\n"], ids=["nothing", "blank lines", "comment"])
def test_empty(source: str) -> None:
    """A text without any value has no root."""
    assert read(source) is None


def test_repeated_keys_are_kept() -> None:
    """A repeated key is kept twice, so that a rule can report it."""
    root = read("a: 1\na: 2")
    assert root is not None
    assert [(key_of(key), value_of(node)) for key, node in root.pairs] == [("a", 1), ("a", 2)]


@pytest.mark.parametrize(
    ("source", "message", "offset"),
    [
        pytest.param("a: [-, b]", "a list item needs quotes", 4, id="hyphen as an item in brackets"),
        pytest.param("a:\n\t- b", "found character that cannot start any token", 3, id="tab as indentation"),
        pytest.param("a: b: c", "mapping values are not allowed in this context", 4, id="second colon"),
        pytest.param(
            "é😀: ü: c", "mapping values are not allowed in this context", 5, id="second colon after an emoji"
        ),
        pytest.param("a: 1\n b: 2", "mapping values are not allowed in this context", 7, id="stray indentation"),
        pytest.param('a: "b\nc: d', "found unexpected end of stream", 3, id="unclosed double quote, at the quote"),
        pytest.param("a: b\nc: 'd", "found unexpected end of stream", 8, id="unclosed single quote, at the quote"),
        pytest.param("a: [b\nc: d", "did not find expected ',' or ']'", 3, id="unclosed bracket, at the bracket"),
        pytest.param("é: 1\n😀: *b", "no anchor `&b` above this `*b`", 8, id="unknown alias"),
        pytest.param("a: *b\nb: &b 1", "no anchor `&b` above this `*b`", 3, id="alias before its anchor"),
        pytest.param("a: 1\n---\nb: 2", "a second YAML document starts here", 5, id="second document"),
        pytest.param('a: "b"#c', "a comment needs a space before `#`", 6, id="comment after quotes"),
        pytest.param("a: [b]#c", "a comment needs a space before `#`", 6, id="comment after brackets"),
        pytest.param("a: [\nb\n]", "missing closing bracket", 3, id="brackets that continue at the start of a line"),
        pytest.param("a: {\n\tb: c\n}", "missing closing bracket", 3, id="braces that continue after a tab"),
        pytest.param("a: 'b\n\tc'", "missing closing quote", 3, id="quotes that continue after a tab"),
        pytest.param("a: - b", "block sequence entries are not allowed in this context", 3, id="item after a name"),
        pytest.param("a: @b", "found character that cannot start any token", 3, id="at sign"),
        pytest.param("a: `b`", "found character that cannot start any token", 3, id="backtick"),
        pytest.param("a: %b", "found character that cannot start any token", 3, id="percent sign"),
        pytest.param("a: [#b]", "did not find expected node content", 7, id="hash in a list"),
        pytest.param("a: [[x]], [[y]]", "did not find expected key", 8, id="two unquoted wikilinks"),
        pytest.param("a: [[x]] y", "did not find expected key", 9, id="text after an unquoted wikilink"),
        pytest.param("a: ![[x]]", "did not find expected whitespace or line break", 4, id="unquoted embed"),
        pytest.param(
            "[" * (MAX_DEPTH + 1),
            "vaultlint cannot check front matter nested more than 64 levels deep: flatten it",
            64,
            id="one level too deep",
        ),
        pytest.param(
            "- " * 50_000,
            "vaultlint cannot check front matter nested more than 64 levels deep: flatten it",
            128,
            id="50,000 nested lists",
        ),
        pytest.param(
            "x" * (MAX_LENGTH + 1),
            "vaultlint cannot check front matter longer than 256 KiB: shorten it",
            0,
            id="one character too long",
        ),
    ],
)
def test_errors(source: str, message: str, offset: int) -> None:
    """What cannot be read is an error at the character at fault, and found quickly."""
    start = time.process_time()
    with pytest.raises(YamlError) as caught:
        read(source)
    assert (caught.value.message, caught.value.offset) == (message, offset)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("bracket", ["[", "{"])
def test_brackets_without_end(bracket: str) -> None:
    """A hundred thousand levels are too deep, whoever detects it: newer versions of libyaml have a limit of their own."""
    with pytest.raises(
        YamlError, match="vaultlint cannot check front matter nested more than 64 levels deep: flatten it"
    ) as caught:
        read(bracket * 100_000)
    assert caught.value.is_limit


def test_limits_are_inclusive() -> None:
    """The deepest and the longest text allowed are read."""
    assert str(value("[" * MAX_DEPTH + "]" * MAX_DEPTH)) == "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert value("x" * MAX_LENGTH) == "x" * MAX_LENGTH


LAUGHS = "n0: &n0 [x, x]\n" + "".join(f"n{i}: &n{i} [*n{i - 1}, *n{i - 1}]\n" for i in range(1, 20))
LAUGHED: Value = {"n0": ["x", "x"], **{f"n{i}": [f"*n{i - 1}"] * 2 for i in range(1, 20)}}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(LAUGHS, LAUGHED, id="billion laughs do not multiply"),
        pytest.param("k: " + "9" * 300, {"k": 10**300 - 1}, id="number of 300 digits is one"),
        pytest.param("k: " + "9" * 100_000, {"k": "9" * 100_000}, id="number of 100,000 digits is text"),
        pytest.param("k: 0x" + "f" * 100_000, {"k": "0x" + "f" * 100_000}, id="so is a hexadecimal one"),
        pytest.param("k: a\0b", {"k": "a\0b"}, id="NUL"),
        pytest.param("k: \x01\x1b\x7f", {"k": "\x01\x1b\x7f"}, id="control characters"),
        pytest.param("k: a\u2028b", {"k": "a\u2028b"}, id="U+2028 is a character like others"),
        pytest.param("k: a\u2029b", {"k": "a\u2029b"}, id="so is U+2029"),
        pytest.param("\ufeffk: v", {"\ufeffk": "v"}, id="byte order mark at the start"),
        pytest.param("k: a\x85b", {"k": "a\x85b"}, id="so is U+0085"),
        pytest.param("k: \ufeffa", {"k": "\ufeffa"}, id="byte order mark inside"),
        pytest.param("k: \ud800\ud900\n\udfff: v", {"k": "\ud800\ud900", "\udfff": "v"}, id="lone surrogates"),
        pytest.param("k: \ufffe\uffff", {"k": "\ufffe\uffff"}, id="noncharacters"),
        pytest.param("k: \U000f0041", {"k": "\U000f0041"}, id="private use characters, as icon fonts have them"),
        pytest.param("k: \U00100000\u2028", {"k": "\U00100000\u2028"}, id="such characters beside foreign ones"),
        pytest.param('k: "\\U000F0041"', {"k": "\U000f0041"}, id="private use character as an escape"),
    ],
)
def test_hostile_text(source: str, expected: Value) -> None:
    """No text makes reading slow, raises anything else, or comes out changed."""
    start = time.process_time()
    assert value(source) == expected
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a: b", [("a", 0, 1), ("b", 3, 4)], id="ASCII"),
        pytest.param("é: ü\nk: v", [("é", 0, 1), ("ü", 3, 4), ("k", 5, 6), ("v", 8, 9)], id="two bytes"),
        pytest.param("😀: 'ö'\nk: v", [("😀", 0, 1), ("ö", 3, 6), ("k", 7, 8), ("v", 10, 11)], id="quotes included"),
        pytest.param("日: [😀, {é: v}]", [("日", 0, 1), ("😀", 4, 5), ("é", 8, 9), ("v", 11, 12)], id="flow"),
        pytest.param("é: 1\r\nk: v\r\n", [("é", 0, 1), ("1", 3, 4), ("k", 6, 7), ("v", 9, 10)], id="CRLF"),
        pytest.param("a: x\u2028y\nk: v", [("a", 0, 1), ("x\u2028y", 3, 6), ("k", 7, 8), ("v", 10, 11)], id="U+2028"),
        pytest.param("\0: \x85\nk: v", [("\0", 0, 1), ("\x85", 3, 4), ("k", 5, 6), ("v", 8, 9)], id="control"),
        pytest.param("# é\nk:\nl: v", [("k", 4, 5), ("", 6, 6), ("l", 7, 8), ("v", 10, 11)], id="empty value"),
    ],
)
def test_marks(source: str, expected: list[tuple[str, int, int]]) -> None:
    """Positions are character offsets, whatever precedes them."""
    root = read(source)
    assert root is not None
    assert places(root) == expected


@pytest.mark.parametrize(
    ("source", "start", "end"),
    [
        pytest.param("é: [a, b] # c\nk: v", 3, 9, id="flow list ends at its bracket"),
        pytest.param("é: {a: b}\nk: v", 3, 9, id="flow mapping ends at its brace"),
        pytest.param("é:\n  - a\n  - b\n\nk: v", 5, 14, id="block list ends with its last item"),
        pytest.param("é:\n  a: b\n\n# c\nk: v", 5, 9, id="block mapping ends with its last value"),
        pytest.param("é:\n  - [a]\nk: v", 5, 10, id="list in a list"),
    ],
)
def test_extent_of_collections(source: str, start: int, end: int) -> None:
    """A collection reaches from its first character to its last, without what follows it."""
    root = read(source)
    assert root is not None
    _, first = next(root.pairs)
    assert (first.start, first.end) == (start, end)


def test_blank_line_with_a_tab() -> None:
    """A line of spaces and tabs is empty, though libyaml takes a tab for indentation."""
    assert value("a: 1\n\t\nb: 2\n") == {"a": 1, "b": 2}
    root = read("a: 1\n\t\nb: 2\n")
    assert root
    assert places(root) == [("a", 0, 1), ("1", 3, 4), ("b", 7, 8), ("2", 10, 11)]


@pytest.mark.parametrize("source", ['X: "long\nline"', "a: 'long\nline'", 'a:\n  b: "long\nline"'])
def test_quoted_text_that_goes_on_at_the_start_of_a_line(source: str) -> None:
    """YAML 1.2 wants continuation lines indented, unlike libyaml."""
    with pytest.raises(YamlError, match=r"^missing closing quote$") as caught:
        read(source)
    assert source[caught.value.offset :] in {'"long\nline"', "'long\nline'"}
    assert read(source.replace("\n", "\n    ")) is not None


def test_quoted_text_that_is_all() -> None:
    """It is not in a block, so its lines may start anywhere."""
    assert value('"long\nline"') == "long line"


def test_all_private_use_characters() -> None:
    """No character is left to mask what libyaml rejects, so that is an error."""
    with pytest.raises(YamlError, match=r"^unacceptable character #x0000: ") as caught:
        read("".join(map(chr, range(0x100000, 0x10FFFE))) + "\0")
    assert caught.value.offset == 0


def test_an_alias_is_a_scalar() -> None:
    """An alias of a collection has its source as text, and is not plain."""
    root = read("[&a b, *a, &c [d], *c]")
    assert root
    assert [(each.kind, each.text, each.plain, each.start, each.end) for each in root.children] == [
        ("scalar", "b", True, 1, 5),
        ("scalar", "b", True, 7, 9),
        ("sequence", "", False, 11, 17),
        ("scalar", "*c", False, 19, 21),
    ]


def test_aliases_that_repeat_a_long_text() -> None:
    """Aliases may repeat only as much text as a block may have."""
    text = "x" * 1024
    assert value(f"[&a {text}, {', '.join(['*a'] * 256)}]") == [text] * 257
    with pytest.raises(
        YamlError, match="vaultlint cannot check front matter whose aliases repeat more than 256 KiB: shorten it"
    ) as caught:
        read(f"[&a {text}, {', '.join(['*a'] * 257)}]")
    assert (caught.value.offset, caught.value.is_limit) == (4 + 1024 + 2 + 256 * 4, True)


def test_keys_that_are_collections() -> None:
    """Such a key is its source; as Python's `repr` it would double with each level, to gigabytes."""
    root = read("? [a,  b]\n: 1\n? - c\n: 2\n")
    assert root
    assert [key_of(key) for key, _ in root.pairs] == ["[a,  b]", "- c"]
    deep = read("? " * 60 + "a")
    assert deep
    assert [key_of(key) for key, _ in deep.pairs] == ["? " * 59 + "a"]
