"""Renames of headings, block ids, tags and properties, by what the files say before and after."""

from __future__ import annotations

import pytest

from tests.fix.in_memory import after, index_of
from vaultlint.errors import FixRefused
from vaultlint.fix.moves.request import AnchorRename, PropertyRename, Request, TagRename, plan_request

NOTE = "# A\n## Old\n## B\n### Old\n# Tea\n"


def rename(files: dict[str, str], request: Request, path: str = "n.md", **options: bool) -> str:
    return after(files, plan_request(index_of(files), request, **options).plan)[path].decode()


def heading(old: str, new: str) -> AnchorRename:
    return AnchorRename("m.md", old, new)


@pytest.mark.parametrize(
    "old, new, before, now",
    [
        pytest.param("Tea", "Coffee", "[[m#Tea]] ![[m#tea|x]]", "[[m#Coffee]] ![[m#Coffee|x]]", id="links and embeds"),
        pytest.param("Tea", "My cup", "[x](m.md#Tea)", "[x](m.md#My%20cup)", id="a Markdown link"),
        pytest.param("Tea", "A: b #c|d [[x]]", "[[m#Tea]]", "[[m#A b c d x]]", id="characters that no link holds"),
        pytest.param("Tea", "Ends with]", "[[m#Tea]]", "[[m#Ends with]]", id="a bracket at the end"),
        pytest.param("A", "Z", "[[m#A#Old]] [[m#A]]", "[[m#Z#Old]] [[m#Z]]", id="an outer step"),
        pytest.param("Old", "New", "[[m#A#Old]] [[m#old]]", "[[m#A#New]] [[m#New]]", id="an inner step"),
        pytest.param("Old", "New", "[[m#B#Old]]", "[[m#B#Old]]", id="not the other heading of that name"),
        pytest.param("B#Old", "New", "[[m#Old]] [[m#B#Old]]", "[[m#Old]] [[m#B#New]]", id="the second, by its path"),
        pytest.param("A", "B", "[[m#B]]", "[[m#B#B]]", id="a taken name that a path can still tell apart"),
        pytest.param("tea", "TEA", "[[m#tea]]", "[[m#TEA]]", id="case only"),
        pytest.param("Tea", "Cup", '---\nup: "[[m#Tea]]"\n---\n', '---\nup: "[[m#Cup]]"\n---\n', id="a property"),
        pytest.param("Tea", "Cup", "`[[m#Tea]]` [[m#Gone]] [[m]]", "`[[m#Tea]]` [[m#Gone]] [[m]]", id="others stay"),
    ],
)
def test_heading(old: str, new: str, before: str, now: str) -> None:
    files = {"n.md": before, "m.md": NOTE}
    assert rename(files, heading(old, new)) == now


@pytest.mark.parametrize(
    "before, now",
    [
        ("## Old ##\n[[#Old]]\n", "## New ##\n[[#New]]\n"),
        ("Old\n---\n", "New\n---\n"),
        ("# X\r\n  ##  Old\r\n", "# X\r\n  ##  New\r\n"),
        ("# See [[n|Old]]\n# Old\n", "# See [[n|Old]]\n# New\n"),
        ("# [[n|Old]]\n[[#n Old]]", "# New\n[[#New]]"),
    ],
)
def test_heading_itself(before: str, now: str) -> None:
    assert (
        rename({"n.md": "", "m.md": before}, heading("Old" if "# [[" not in before else "[[n|Old]]", "New"), "m.md")
        == now
    )


def test_subpath_in_canvas() -> None:
    canvas = '{"nodes":[{"type":"file","file":"m.md","subpath":"#Tea"}]}'
    files = {"c.canvas": canvas, "m.md": NOTE}
    assert rename(files, heading("Tea", "My cup"), "c.canvas") == canvas.replace("Tea", "My cup")


def test_heading_keeps_text() -> None:
    files = {"n.md": "[[m#Tea]] [[m#Tea|x]]", "m.md": NOTE}
    assert rename(files, heading("Tea", "Cup"), keep_text=True) == "[[m#Cup|m > Tea]] [[m#Cup|x]]"


@pytest.mark.parametrize(
    "request_, message",
    [
        (heading("Tee", "x"), 'm.md has no heading "Tee"; did you mean "Tea"?'),
        (heading("Tea", "Tea"), 'm.md:5: the heading is "Tea" already'),
        (heading("Tea", " "), '"" cannot be a heading: give it a text of one line'),
        (heading("Tea", "a\nb"), '"a\nb" cannot be a heading: give it a text of one line'),
        (heading("Tea", "x #"), 'm.md:5: "x #" would not read as this heading: choose another text'),
        (heading("A", "Tea"), "n.md:1:1: [[m#Tea]] would lead to another heading: choose another text"),
        (heading("^a", "^b"), 'm.md has no block "^a"'),
    ],
)
def test_heading_refused(request_: Request, message: str) -> None:
    with pytest.raises(FixRefused) as refused:
        rename({"n.md": "[[m#Tea]]", "m.md": NOTE}, request_)
    assert str(refused.value) == message


def block(old: str, new: str) -> AnchorRename:
    return AnchorRename("m.md", f"^{old}", f"^{new}")


def test_block() -> None:
    files = {"n.md": "[[m#^A1]] ![[m#^a1|x]] [y](m.md#^a1) [[m#^a12]]", "m.md": "Text ^a1 \n\n[[#^a1]]\n\n- x ^b\n"}
    assert rename(files, block("a1", "z-9")) == "[[m#^z-9]] ![[m#^z-9|x]] [y](m.md#^z-9) [[m#^a12]]"
    assert rename(files, block("a1", "z-9"), "m.md") == "Text ^z-9 \n\n[[#^z-9]]\n\n- x ^b\n"


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("a2", "x", 'm.md has no block "^a2"'),
        ("a1", "B", "m.md already has the block id ^B on line 3: choose another"),
        ("a1", "a1", "m.md:1: the block id is ^a1 already"),
        ("a1", "x_y", '"^x_y" cannot be a block id: use Latin letters, digits and hyphens'),
        ("b", "c", "m.md has the block id ^b on lines 3 and 5: make them differ first"),
    ],
)
def test_block_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(FixRefused) as refused:
        rename({"m.md": "Text ^a1\n\nx ^b\n\ny ^B\n"}, block(old, new))
    assert str(refused.value) == message


TAGGED = """---
tags: [Old, old/x, "#old", older]
---
#old #old/x/y, #older `#old` [[x#old]]
"""


def test_tag() -> None:
    """Tags below it follow, code and links do not."""
    assert rename({"n.md": TAGGED}, TagRename("old", "a/b")) == (
        '---\ntags: [a/b, a/b/x, "#a/b", older]\n---\n#a/b #a/b/x/y, #older `#old` [[x#old]]\n'
    )


def test_tag_is_merged() -> None:
    files = {"n.md": TAGGED, "m.md": "#new"}
    assert plan_request(index_of(files), TagRename("old", "new")).notices == (
        "there were notes with #new before: the two tags are one now",
    )
    assert plan_request(index_of(files), TagRename("old", "old/top")).notices == ()


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("olt", "x", 'no note has the tag #olt; did you mean "old"?'),
        ("old", "old", "the tag is #old already"),
        ("old", "12", '"#12" cannot be a tag: use letters, digits, `-`, `_` and `/`, and not digits alone'),
        ("old", "a b", '"#a b" cannot be a tag: use letters, digits, `-`, `_` and `/`, and not digits alone'),
    ],
)
def test_tag_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(FixRefused) as refused:
        rename({"n.md": TAGGED}, TagRename(old, new))
    assert str(refused.value) == message


def test_property() -> None:
    """The name keeps its quotes, the value is not touched; links in it stay links."""
    before = '---\n# note\n"Up" : "[[m]]" # x\nupper: 1\n---\nup: x\n'
    files = {"n.md": before, "m.md": "---\nUP:\n- a\n---\n", ".obsidian/types.json": '{"types": {"up": "text"}}'}
    assert rename(files, PropertyRename("up", "parent")) == before.replace('"Up"', '"parent"')
    assert rename(files, PropertyRename("up", "my: own"), "m.md") == '---\n"my: own":\n- a\n---\n'
    (left,) = plan_request(index_of(files), PropertyRename("up", "parent")).left
    assert (left.path, left.text, left.reason) == (".obsidian/types.json", "up", "in Obsidian's settings")


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("upp", "x", 'no note has the property "upp"; did you mean "up"?'),
        ("up", "Title", 'n.md has both "up" and "Title": merge them there first'),
        ("up", "up", 'the property is "up" already'),
        ("up", " ", '"" cannot be the name of a property'),
    ],
)
def test_property_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(FixRefused) as refused:
        rename({"n.md": "---\nup: 1\ntitle: x\n---\n"}, PropertyRename(old, new))
    assert str(refused.value) == message
