"""The scanner equals `read_markdown` or declines: on real notes, traps, and random ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.laws import assert_scan, read_whole
from tests.strategies import examples
from tests.strategies.markdown import LINES, PROSE
from vaultlint.parse.fast import fallback_regions as regions
from vaultlint.parse.fast import scan_markdown
from vaultlint.parse.markdown import Body, read_markdown

GARDEN = sorted((Path(__file__).parents[2] / "examples" / "garden").rglob("*.md"))


def read_by_pyromark(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str] | None:
    """The regions of a text that the scanner does not read itself; None if it declines."""
    parts: list[str] = []

    def read(part: str, *others: object) -> Body:
        parts.append(part.removesuffix(regions.PROBE))
        return read_markdown(part, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(regions, "read_markdown", read)
    found = scan_markdown(text, 0)
    assert found in (None, read_whole(text))
    return None if found is None else parts


PLAIN = {
    "nothing": "",
    "headings and paragraphs": "# Tea\n\nSee [[Cup|the cup]] and ![[pot.png]]. #drink/hot\n## Pot ##\nHot [[Water#Boiled]] ^b1\n",
    "a heading that ends the note": "text\n\n# Tea",
    "a Markdown link and an image": "[a](b%20c.md#d) ![i](<x y.png>) [web](https://a.org/b_(c))\n",
    "nested lists": "- [[a]]\n    - [ ] [[b]] #t\n- **c** `d`\n  more [[e]]\n\n1. [[f]]\n2. g ^id\n",
    "emphasis in nested lists": "- *a*\n    - _b_ [[c]]\n    - ==d==\n    - **e**\n",
    "lists nested by tabs": "- [[a]] ^x\n\t- [[b]]\n\t\t- c\n",
    "block ids in a list": "- a ^x\n- b ^y\n* c ^z\n    - d\n",
    "code fences": "```py\n[[no]]\n\n# no\n```\n[[yes]]\n\n````\n```\n````\n",
    "a fence directly below text": "a\n```\n[[no]]\n```\n[[yes]]\n",
    "a dollar here and there": "$5 [[a]]\n\n$6 [[b]]\n\n[[c$d]]\n",
    "inline code and math": "`[[no]]` and $x_1$, `#no`, [[yes]]\n\nIt costs $5, [[yes]]\n",
    "signs in addresses": "[a](b&c) [d](e;f)\n",
    "languages and blanks of fences": "```X\n[[no]]\n```  \n[[yes]]\n",
    "a quote and a callout": "> [!note] [[a]]\n> text #t ^id\n\nafter\n",
    "a table": "| a | b |\n| --- | :-: |\n| [[x\\|y]] | `c` |\n\n^not\n",
    "a table below text and a blank line": "a\n\n| b |\n| --- |\n| [[c]] |\n",
    "a comment": "%% [[a]] %%\n\nb %%c%% ^d\n",
    "a comment of a paragraph": "a\n\n%%\nb [[c]]\n%%\n\nd\n",
    "math of formulas": "$\\mathbb{R}^{n_{k}}$ [[a]]\n\n$$\n\\sum_{i} [[b, c]]\nx = y\n$$\n\n[[d]]\n",
    "math beside math": "a $b$$[[no]]$ [[c]]\n\na $b$$[[no]]$\n",
    "math in a block with anything": "$$\n[[no]]\n# no\n\n- no\n---\n> 0 < 1\n$$\n\n[[a]]\n\n$$x$$\n\n[[b]]\n",
    "display math": "a $$b [[no]]$$ [[c]]\n\n$$[[no]]$$ [[d]] ^e\n",
    "a block of math in a paragraph": "a ^b\n$$\n[[no]]\n\n# no\n$$\n[[c]] ^d\n",
    "an open brace in math": "$a{b [[no]]$ [[c]]}\n",
    "math with braces in braces": "$x_{a_{b_{c}d}e}$ [[f]]\n",
    "HTML tags in text": 'a <kbd>b</kbd> [[c]] <br/> <span class="d">#e</span> f\n',
    "HTML tags around footnotes": "see [a]: b\nc <b>d</b> [e]: f\n\n[^1]: g\n\nh <b>i</b>\n",
    "a destination that looks like an HTML tag": "a [x](<b>) [[c]]\n",
    "HTML blocks": "a\n\n<details>\n<summary>[[no]]</summary>\n# no\n</details>\n\n[[yes]]\n",
    "escapes": "\\[[no]] 1\\. \\*c\\* \\alpha [x \\[y](d) [[yes]]\n",
    "footnotes": "a[^1] [[b]]\n\n[^1]: [[c]]\n\nd\n",
    "colons behind brackets": "[[a]]: b c]: d\nsee [e]: f [i]: j\n[k]]: l\nx[g]: h\n",
    "carets in words": "a^b\nX^c\n\nd ^e\n",
    "a block id in a heading above text": "# a ^b\nc\n",
    "a block id above a heading": "a ^b\n# c\n\nd ^e\n##\n",
    "an empty heading": "# \n\na\n",
    "tags in links of several lines": "#a [[b]]\nx #c [[d]]\ny [e #f](g) #h\nz [[i #j]]\n",
    "underlined headings": "A [[b]] #c\n===\n\n# B\n\nC\n-  \ntext\n",
    "an underlined heading below a list": "- a\n\nB [[c]]\n-",
    "an underlined heading that ends the note": "# a\n\nB\n---",
    "a rule below a list, code and math": "- a\n---\n```\n[[no]]\n```\n---\n$$\nx\n$$\n---\n",
    "lists below headings": "## A\n- b\n\t- [[c]]\n## D\n  - e\n    - f #g\n> h\n  i\n",
    "loose lists": "- a\n\n  - [[b]]\n\n  c #d\n\n1. e\n\n   f ^g\n",
    "code and math in quotes": "> a\n> ```py\n> [[no]]\n>\n>     # no\n> ```\n> [[b]]\n\n>$$\n>\\\\[[no]]\n> > $$\n> [[c]]\n",
    "HTML comments": "<!-- [[no]] -->\n[[a]]\n<!-- b --> [[no]]\n",
    "footnotes in several ways": "a [^1]: [[b]]\n\n[^1]:  [[c]]\n[^2]: [d](e)\n\nf\n",
    "rules": "a\n\n---\n\n# b\n\n***\n",
    "signs that mean nothing": "a < b <3 <= <-c [ ] 1 * 2 | _c_ [d] & e: f ]\n~~g~~ ==h== (i) !\n",
    "other scripts": "日本 [[語]]\u2028#tag [[É#ü|ñ]]\n\n# Заметка\n",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN.keys())
def test_plain_markdown_is_left_to_the_scanner(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Ordinary notes are read without pyromark, to the same result."""
    assert read_by_pyromark(monkeypatch, text) == []


ELEMENTS = (
    "details summary div p table thead tbody tr td th ul ol li dl dt dd h1 h6 hr center figure figcaption iframe section"
    " article aside header footer nav main blockquote"
)


@pytest.mark.parametrize("element", ELEMENTS.split())
def test_html_blocks_are_left_to_the_scanner(monkeypatch: pytest.MonkeyPatch, element: str) -> None:
    """Every block element begins an HTML block, as an opening or closing tag, with attributes or alone on its line."""
    tags = [f"<{element}>", f"</{element}>", f'<{element} class="a">', f"<{element}\nid=a>"]
    assert read_by_pyromark(monkeypatch, "\n\n".join(f"{tag}\n[[no]]\n\n[[yes]]" for tag in tags)) == []


DOUBTS = {
    "an underlined heading of two lines": "A\nB\n===",
    "an underlined heading in a list": "- a\n  b\n  ---",
    "an underlined comment": "%% A %%\n---",
    "underlined code": "`A`\n---",
    "indented code": "    [[no]]",
    "code in a list": "- a\n\n      [[no]]",
    "a fence that is indented code": "    ```\n    [[a]]\n    ```",
    "so by a tab": "\t```\n\t[[a]]\n\t```",
    "code below a table": "| a |\n|---|\n| b |\n\n    [[c]]",
    "code in two places": "x\n\n    [[a]]\n\ny\n\n    [[b]]",
    "code below nested lists": "- a\n    - b\n    - c\n\nx\n\n    [[d]]",
    "a doubt in a list above what is indented": "- `a\n\n    [[b]]",
    "so, far into a note": f"{'text ' * 100}\n\n- `a [[c]]\n\n    [[b]]",
    "code behind two markers": "- -     [[no]]",
    "code behind a number": "1)     [[no]]",
    "code behind a marker": "-     [[no]]",
    "a heading in a list": "- a\n  # b",
    "an indented heading": "  # a",
    "odd backticks": "`[[a]]` and ``[[b]]``",
    "a backtick in a wikilink": "[[a`b]] c`",
    "dollars that may be math": "$5 [[a]] $",
    "code that looks like a fence": "```a``` [[b]]\n\n```\n[[c]]\n```",
    "dollars that may be math in two blocks": "$5 [[a]] $\n\nb\n\n$5 [[c]] $",
    "code begins in math": "$a `b$ c`",
    "math directly behind what opens emphasis": "*$6 [[a]] c*d$",
    "display math over two lines": "a $$b\n[[no]]$$ [[c]]",
    "a block of math that is never closed in a quote": "> $$\n> [[a]]",
    "a backtick in a block of math": "$$\n`[[a]]`\n$$",
    "math that holds the end of a link": "[a $b](c$d)",
    "math in a bare address": "https://a.org/$b [[c]]$",
    "math over the edge of a cell": "| a | b |\n|---|---|\n| $c | [[d]]$ |",
    "a price before math": "costs $5\nand a$[[x]]$",
    "a comment of a block": "%%\n# a\n%%",
    "a comment of a block below one of a paragraph": "%%\nnothing to see in here\n%%\n\n%%\n# a\n%%",
    "a fence in a comment": "%%\n```\n[[a]]\n```\n%%",
    "an escape in a comment": "%%\na \\[b\n%%",
    "block ids in comments": "%%\na ^b\n%%\n\n%%\n^c\n%%",
    "text directly below a comment": "%%\na\n%%\nb ^c",
    "a percent sign in a comment that is not closed": "a %% b % c",
    "a comment that is not closed": "a %% b",
    "HTML": "a <b title='[[c]]'> d",
    "HTML in capitals": "a <B title='[[c]]'> d",
    "a processing instruction": "a <?[[b]]?> c",
    "HTML at the start of a line": "a\n<b title='[[c]]'>\nd",
    "HTML at the start of an item": "- <b>\n  [[a]]\n- <b>[[c]]</b>",
    "HTML at the start of a numbered item": "123456789. <b>\n           [[a]]\n",
    "HTML at the start of another": "10) <b>\n    [[a]]\n",
    "HTML behind a footnote's label": "[^1]:<div>[[a]]",
    "HTML above blanks": "<div>\n \n[[a]]",
    "HTML with code in it": "<div>\n`[[a]]`\n</div>",
    "an escape before two brackets": "\\[[[a]]",
    "an autolink": "<https://[[a]]>",
    "an address that begins with a digit": "<7@tea.org> [[a]]",
    "an address that begins with a sign": "<}s@tea> [[a]]",
    "an escape": "\\[[a]] \\`[[b]]`",
    "tags behind an odd backtick": "`a #z #b",
    "a link with a title": '[a](b "[[c]]")',
    "a link over two lines": "[a\nb](c)",
    "a link around a wikilink": "[a [[b]] c](d)",
    "a wikilink before parentheses": "[[a]](b)",
    "a wikilink in an angled destination": "[](<[[a]]>)",
    "an angled destination over two lines": "[a](<b\nc>)",
    "an entity": "[a](b&amp;c)",
    "half a character in a destination": "[a](\ud900)",
    "three brackets": "[[[a]]]",
    "a blank wikilink": "[[ ]] [[|a]]",
    "a bar that cuts a wikilink": "| a | b |\n|---|---|\n| [[c|d]] |",
    "a bar in code": "| a |\n|---|\n| `b|c` |",
    "a row with too many cells": "| a |\n|---|\n| b | [[c]] |",
    "a row without a bar at its end": "| a |\n|---|\n| b | [[c]]",
    "block ids in cells": "| a |\n|---|\n| ^B|\n\n| a |\n|---|\n| ^5 |",
    "a block id in a cell": "| a |\n|---|\n| ^b |",
    "a block id below a table": "| a |\n|---|\n| b |\n^c",
    "a block id behind a quote's mark": ">^b",
    "a table below text": "x\n| [[a]] |\n|---|\n| [[b]] |",
    "a table without bars at its edges": "a | b\n:-: | :-:\n[[c|d]] | e",
    "a table in a quote": "> | a | b |\n> |---|---|\n> | [[c|d]] |",
    "a block id with text below": "a ^b\nc",
    "a block id in a closed heading": "## a ^b ##",
    "a fence in a quote": "> ```\n> [[a]]\n\n[[b]]",
    "a tab behind a heading": "# X\t",
    "a tab": "-\t\t[[a]]",
    "blanks in a blank line": "a\n  \n    [[b]]",
}


@pytest.mark.parametrize("text", DOUBTS.values(), ids=DOUBTS.keys())
def test_only_the_block_with_a_doubt_goes_to_pyromark(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The text around the block is read by the scanner."""
    around = f"# h\n\n[[before]] #one ^x\n\n{text}\n\n[[after]] [after](b.md) #tag ^y\n\n# i\n"
    parts = read_by_pyromark(monkeypatch, around)
    assert parts
    assert all(part in text or part in f"[[before]] #one ^x\n\n{text}" for part in parts)


@pytest.mark.parametrize("text", [*PLAIN.values(), *DOUBTS.values()], ids=[*PLAIN, *DOUBTS])
def test_alone_and_below_front_matter(text: str) -> None:
    """Nothing is different at the start and at the end of a note, and with the line endings of Windows."""
    assert scan_markdown(text, 0) == read_whole(text)
    assert scan_markdown(text, 7) == read_whole(text, 7)
    text = text.replace("\n", "\r\n")
    assert scan_markdown(text, 0) in (None, read_whole(text))


LONG = "text " * regions.NEAR

DECLINED = {
    "a reference definition": "[a]\n\n[a]: b.md\n",
    "a definition in a quote": "[a]\n\n> [a]: b.md\n",
    "a definition above a footnote": "[a]\n\n[a]: b.md\n\n[^1]: c\n",
    "a definition between footnotes": "[a]\n\n[^1]: b\n\n[a]: b.md\n\n[^2]: c\n",
    "a definition in a footnote": "[a] [^1]\n\n[^1]: [a]: b.md\n",
    "a definition that looks like a footnote": "[^]: [[a]]\n",
    "a footnote that may be a link": f"[[^1]x](y)\n\n{LONG}\n\n[^1]: b\n",
    "a footnote before parentheses": f"[^1](y)\n\n{LONG}\n\n[^1]: b\n",
    "math over several blocks, with code": f"$$\n`\n\n{LONG}\n\n[[a]]\n\n$$\n",
    "math that is never closed": f"$$\n\n{LONG}\n\n[[a]]\n",
    "a comment over several blocks": f"%%\n\n{LONG}\n\n# a\n\n%%\n",
    "a fence that text may close": "```\na ```\n[[b]]\n```\n```\n",
    "a fence that a word may close": "```\na\n```X\n[[b]]\n```\n```\n",
    "a fence that a no-break space may close": "```\na\n```\xa0\n[[b]]\n```\n```\n",
    "a fence that is never closed": "```\n[[a]]\n",
    "an indented fence": "  ```\n[[a]]\n\n# b\n  ```\n",
    "an HTML comment over several blocks": "<!--\n\n# a\n\n-->\n\nb\n",
    "a comment to vaultlint": "a %% vaultlint-disable-line %%\n",
    "an HTML comment to vaultlint": "a <!-- vaultlint-disable-line -->\n",
    "carriage returns alone": "a\rb\r\n",
    "a link over two lines with the line endings of Windows": "[a\r\nb](c)\r\n",
}


@pytest.mark.parametrize("text", DECLINED.values(), ids=DECLINED.keys())
def test_what_may_change_the_whole_note_is_declined(text: str) -> None:
    """Such a note is declined."""
    assert scan_markdown(text, 0) is None


@pytest.mark.parametrize("path", GARDEN, ids=lambda path: path.name)
def test_garden(path: Path) -> None:
    """The notes of the example vault."""
    text = path.read_text(encoding="utf-8")
    assert scan_markdown(text, 0) in (None, read_whole(text))


@examples(1000)
@given(LINES | PROSE | st.text(), st.booleans(), st.integers(0, 3), st.sampled_from([1, regions.NEAR]))
def test_any_note(text: str, windows: bool, lines_before: int, near: int) -> None:
    """Equal, or declined, with regions apart or joined."""
    if windows:
        text = text.replace("\n", "\r\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "NEAR", near)
        assert_scan(text, lines_before)
