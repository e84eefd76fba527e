"""The text inside a link: target, fragment, display text, and whether it is external."""

from __future__ import annotations

import time

import pytest

from vaultlint.parse.link_text import WIKILINK, LinkText, read_destination, read_wikilink


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("[[Tea]]", ["Tea"], id="one word"),
        pytest.param("a [[Tea pot]] b [[Cup]]", ["Tea pot", "Cup"], id="two on a line"),
        pytest.param("[[Tea [[Cup]] pot]]", ["Cup"], id="innermost pair wins (S1.2)"),
        pytest.param("[[Tea]pot]]", ["Tea]pot"], id="single closing bracket inside (S1.2)"),
        pytest.param("[[]pot]]", ["]pot"], id="single closing bracket at the start"),
        pytest.param("[[Tea[pot]]", ["Tea[pot"], id="single opening bracket inside"),
        pytest.param("[[Tea]] pot]]", ["Tea"], id="ends at the first closing pair (S1.2)"),
        pytest.param("[[Tea\npot]]", [], id="no line feed inside (S1.2)"),
        pytest.param("[[Tea\r\npot]]", [], id="no CRLF inside"),
        pytest.param("[[Tea\rpot]]", [], id="no lone CR inside"),
        pytest.param("[[Tea\u2028pot]]", ["Tea\u2028pot"], id="U+2028 is no line break"),
        pytest.param("[[]]", [], id="empty pair (S1.9)"),
        pytest.param("[[]] [[Tea]]", ["Tea"], id="link after an empty pair"),
        pytest.param("[[Tea", [], id="unclosed (S1.26)"),
        pytest.param("[[Tea\n[[Cup]]", ["Cup"], id="unclosed does not swallow the next line (S1.26)"),
        pytest.param("[Tea]]", [], id="single bracket before"),
        pytest.param("[[Tea]", [], id="single bracket after"),
        pytest.param("[[a|b#c^d!e`f]]", ["a|b#c^d!e`f"], id="every other mark may stand inside"),
    ],
)
def test_wikilink_pattern(text: str, found: list[str]) -> None:
    """A wikilink is the text between the innermost double brackets on one line."""
    assert WIKILINK.findall(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="opening brackets"),
        pytest.param("[[a" * 50_000, id="unclosed links"),
        pytest.param("[[" + "a]" * 50_000, id="single closing brackets"),
        pytest.param("[[" + "a[" * 50_000, id="single opening brackets"),
    ],
)
def test_wikilink_pattern_is_linear(text: str) -> None:
    """Text made to trap a backtracking pattern is searched quickly."""
    start = time.process_time()
    assert WIKILINK.search(text) is None
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("Tea", LinkText("Tea", None, None), id="target alone"),
        pytest.param("Tea|pot", LinkText("Tea", None, "pot"), id="display text"),
        pytest.param("T|p", LinkText("T", None, "p"), id="target of one letter"),
        pytest.param("Tea#Milk", LinkText("Tea", "#Milk", None), id="heading"),
        pytest.param("Tea#Milk|pot", LinkText("Tea", "#Milk", "pot"), id="display text after the heading (S1.10)"),
        pytest.param("Tea|a#b", LinkText("Tea", None, "a#b"), id="hash in the display text"),
        pytest.param("Tea#A#B", LinkText("Tea", "#A#B", None), id="split at the first hash only (S1.11)"),
        pytest.param("Tea#^id", LinkText("Tea", "#^id", None), id="block id"),
        pytest.param("Tea^id", LinkText("Tea^id", None, None), id="caret without hash is the name (S1.13)"),
        pytest.param("#Milk", LinkText("", "#Milk", None), id="heading of the same note (S1.12)"),
        pytest.param("#^id", LinkText("", "#^id", None), id="block of the same note (S1.12)"),
        pytest.param("Tea|pot|100", LinkText("Tea", None, "pot|100"), id="later pipes stay in the display text (S1.3)"),
        pytest.param("tea.png|100x145", LinkText("tea.png", None, "100x145"), id="image size (S1.17)"),
        pytest.param("Tea|", LinkText("Tea", None, ""), id="empty display text keeps the target (S1.3)"),
        pytest.param("|a|b", LinkText("|a", None, "b"), id="pipe at the start does not split (S1.3)"),
        pytest.param(" Tea | the pot ", LinkText("Tea", None, "the pot"), id="both sides are trimmed (S1.3)"),
        pytest.param("Tea #Milk ", LinkText("Tea", "#Milk", None), id="spaces before the hash and at the end"),
        pytest.param("\u00a0Tea\u00a0pot", LinkText("Tea pot", None, None), id="no-break space is a space (S1.5)"),
        pytest.param("Tea#a\u202fb", LinkText("Tea", "#a b", None), id="narrow no-break space in a heading"),
        pytest.param(r"Tea\|pot", LinkText("Tea", None, "pot"), id="escaped pipe of a table (S1.6)"),
        pytest.param(r"Tea#Milk\|pot", LinkText("Tea", "#Milk", "pot"), id="escaped pipe after a heading"),
        pytest.param("My%20Tea", LinkText("My%20Tea", None, None), id="no percent-decoding (S1.20)"),
        pytest.param("https://tea.org", LinkText("https://tea.org", None, None), id="an address is a name (S1.23)"),
        pytest.param("cups/Tea.md", LinkText("cups/Tea.md", None, None), id="path with extension"),
        pytest.param("../Tea", LinkText("../Tea", None, None), id="relative path (S1.22)"),
    ],
)
def test_read_wikilink(inner: str, expected: LinkText) -> None:
    """A wikilink is a target, perhaps a fragment, perhaps a display text, and never external."""
    assert read_wikilink(inner) == expected


@pytest.mark.parametrize("inner", ["", " ", "\t", "\u00a0"], ids=["empty", "blank", "tab", "no-break space"])
def test_blank_wikilink(inner: str) -> None:
    """Brackets around nothing but spaces are not a link (S1.9)."""
    assert read_wikilink(inner) is None


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        pytest.param("Tea.md", LinkText("Tea.md", None), id="file name"),
        pytest.param("Tea", LinkText("Tea", None), id="note name (S2.1)"),
        pytest.param("My%20Tea.md", LinkText("My Tea.md", None), id="encoded blank (S2.1)"),
        pytest.param("My Tea.md", LinkText("My Tea.md", None), id="blank between angle brackets"),
        pytest.param("%C3%A9t%C3%A9.md", LinkText("été.md", None), id="encoded letters"),
        pytest.param("%F0%9F%98%80.md", LinkText("😀.md", None), id="encoded emoji"),
        pytest.param("%c3%a9.md", LinkText("é.md", None), id="small hexadecimal digits"),
        pytest.param("Tea.md#Hot%20milk", LinkText("Tea.md", "#Hot milk"), id="encoded fragment (S2.6)"),
        pytest.param("#Milk", LinkText("", "#Milk"), id="heading of the same note (S2.6)"),
        pytest.param("Tea.md#^id", LinkText("Tea.md", "#^id"), id="block id (S2.6)"),
        pytest.param(
            "a%23b%2Fc%3Fd.md", LinkText("a%23b%2Fc%3Fd.md", None), id="hash, slash, question mark stay (S2.4)"
        ),
        pytest.param("%24%26%2B%2C%3A%3B%3D%40", LinkText("%24%26%2B%2C%3A%3B%3D%40", None), id="all reserved stay"),
        pytest.param(
            "%2f%24%26%2b%2c%3a%3b%3d%3f",
            LinkText("%2f%24%26%2b%2c%3a%3b%3d%3f", None),
            id="reserved in small letters stay",
        ),
        pytest.param("%41%4a", LinkText("AJ", None), id="letters decode"),
        pytest.param("a%21%28%5B%25", LinkText("a!([%", None), id="unreserved marks decode"),
        pytest.param("%2523", LinkText("%23", None), id="decoded once, not twice"),
        pytest.param("50%25%20off", LinkText("50% off", None), id="encoded percent sign"),
        pytest.param("100%.md", LinkText("100%.md", None), id="percent sign without digits stays"),
        pytest.param("a%20b%4z.md", LinkText("a%20b%4z.md", None), id="so does one with a single digit"),
        pytest.param("a%20b%zz.md", LinkText("a%20b%zz.md", None), id="one malformed escape keeps all of them"),
        pytest.param("a%20b%E9.md", LinkText("a%20b%E9.md", None), id="one escape that is not UTF-8 keeps all of them"),
        pytest.param("a%C0%AF.md", LinkText("a%C0%AF.md", None), id="overlong UTF-8 stays"),
        pytest.param(
            "https://tea.org/a%20b#c", LinkText("https://tea.org/a%20b#c", None, None, external=True), id="web"
        ),
        pytest.param("mailto:a@tea.org", LinkText("mailto:a@tea.org", None, None, external=True), id="mail (S2.7)"),
        pytest.param("obsidian://open", LinkText("obsidian://open", None, None, external=True), id="app (S2.7)"),
        pytest.param("Tea: milk.md", LinkText("Tea: milk.md", None, None, external=True), id="any colon (S2.7)"),
        pytest.param("./Tea: milk.md", LinkText("./Tea: milk.md", None), id="colon after ./ stays inside (S2.7)"),
        pytest.param("../a:b.md#c", LinkText("../a:b.md", "#c"), id="colon after ../ stays inside (S2.7)"),
        pytest.param(".../a:b", LinkText(".../a:b", None, None, external=True), id="three dots are no folder"),
        *(
            pytest.param(filled_in, LinkText(filled_in, None, None, external=True), id=f"{filled_in} (S2.15)")
            for filled_in in (
                '{{<ref"b">}}',
                '{{< ref "b" >}}',
                "{{%ref%}}",
                "{{site.baseurl}}/x.md",
                "../{{ page }}#top",
                "{{}}",
                "{%link a.md%}",
                "x/{% link a.md %}",
                "{{a{{b}}",
                "}}{{a}}",
                "#{{id}}",
            )
        ),
        *(
            pytest.param(plain, LinkText(plain, None), id=f"{plain} fills nothing in")
            for plain in ("{tea}.md", "{{tea", "tea}}", "}}tea{{", "{%tea%", "{{tea%}", "{{}", "{%}", "{{{tea}")
        ),
        pytest.param("Tea%3Amilk", LinkText("Tea%3Amilk", None), id="encoded colon is no colon"),
        pytest.param("/Tea.md", LinkText("/Tea.md", None), id="leading slash (S2.5)"),
        pytest.param("a%C2%A0b.md", LinkText("a b.md", None), id="encoded no-break space is a space"),
    ],
)
def test_read_destination(destination: str, expected: LinkText) -> None:
    """A destination is decoded like JavaScript's decodeURI and split at its first hash."""
    assert read_destination(destination) == expected


@pytest.mark.parametrize("destination", ["", " ", "\t"], ids=["empty", "blank", "tab"])
def test_empty_destination(destination: str) -> None:
    """An empty destination is not a link."""
    assert read_destination(destination) is None
