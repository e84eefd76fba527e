"""Laws of writing links: what is written reads back, and nothing else is read otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fuzz.writing import applied, assert_written
from vaultlint.parse import read_canvas, read_note
from vaultlint.parse.link_forms import NewLink

_ALPHABET = "aé日 %#^|[]()<>!\\'\":&.`$"
NAMES = st.text(st.sampled_from(_ALPHABET), min_size=1, max_size=6).map(str.strip).filter(bool)
PLAIN_NAMES = st.text(st.sampled_from("aé日 ().'!&"), min_size=1, max_size=6).map(str.strip).filter(bool)
_FRAGMENTS = st.none() | NAMES.map("#{}".format) | st.sampled_from(["#A b", "#A#B", "#^id"])
_DISPLAYS = st.none() | NAMES
_NEW = st.builds(NewLink, NAMES, _FRAGMENTS, _DISPLAYS)

_WIKILINKS = ("[[Old]]", "[[Old|shown]]", "![[Old|300]]", "[[Old#H]]", "[[ Old#A#B | so ]]", "[[Old#^id]]", "[[Old$]]")
_MARKDOWN = ("[x](Old.md)", "[x](<Old a.md>)", '[x](Old.md#H "t")', "![x](Old%20a.png)", "[`x`]( Old )", "[a [b]](Old)")
_LINKS = st.sampled_from([*_WIKILINKS, *_MARKDOWN])
_NOISE = st.lists(
    st.sampled_from([
        *("a ", "`", "$", "<", ">", "%%", "[", "]", "](", "!", "\\", "\n", "\n\n", "> ", "- ", "|", '"', "'", "*", "_"),
        *("[[Old]] ", "[x](y) ", " #tag ", "<a title='", "<!-- ", "==", "$$", "[r]", "# "),
    ]),
    max_size=5,
).map("".join)  # fmt: skip

_IN_NOTE = (
    "{0}",
    "a {0} b",
    "> [!note] {0}\n> b",
    "- a\n  - {0}\n",
    "# {0}\n",
    "{0}\n===\n",
    "1. {0} ^id\n",
    "**{0}**",
)
_IN_TABLE = (
    "| {0} | b |\n|---|---|\n| c |\n",
    "| a | b |\n|---|---|\n| {0} | [[c]] |\n",
    "- | a |\n  |---|\n  | {0} |\n",
)
_IN_PROPERTY = (
    "a: {q}\nb: 1",
    "a: {d} # c",
    "a:\n  - {q}\n  - {d}",
    "a: [{q}, {d}]",
    "a:\n  b: {d}",
    "a: |\n  {0}\nb: x",
    "a: >-\n  {0}\n",
    "a: &x {d}\nb: *x",
)


@st.composite
def _notes(draw: st.DrawFn) -> str:
    """A note with one link at least, and whatever may stand around it."""
    link = draw(_LINKS)
    where = draw(st.sampled_from(["body", "table", "property", "reference"]))
    before, after = draw(_NOISE), draw(_NOISE)
    if where == "property":
        quoted = {"q": "'{}'".format(link.replace("'", "''")), "d": json.dumps(link, ensure_ascii=draw(st.booleans()))}
        yaml = draw(st.sampled_from(_IN_PROPERTY)).format(link, **quoted)
        return f"---\n{yaml}\n---\n{before}[[Old]]{after}"
    if where == "table":
        cell = link.replace("|", r"\|")
        return f"{before}\n\n{draw(st.sampled_from(_IN_TABLE)).format(cell)}\n{after}"
    if where == "reference":
        return (
            f"{before} [it][r] ![r] {after}\n\n[r]: {draw(st.sampled_from(['Old.md', '<Old a.md#H>', 'a%20b (t)']))}\n"
        )
    return f"{before}{draw(st.sampled_from(_IN_NOTE)).format(link)}{after}"


@st.composite
def _canvases(draw: st.DrawFn) -> str:
    """A canvas whose JSON is written in one of several ways."""
    nodes = [
        {"id": "1", "type": "text", "text": draw(_notes())},
        {"id": "2", "type": "file", "file": "a/Old.md"},
        {"id": "3", "type": "file", "file": 'é "q".md', "subpath": "#H"},
        {"id": "4", "type": "group", "background": "Old.png"},
    ]
    canvas = {"nodes": draw(st.permutations(nodes)), "edges": []}
    return json.dumps(canvas, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, "\t"])))


def read_by_pyyaml(text: str) -> Any:
    """What another reader of YAML finds, with all values as text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  makes nothing but texts


@given(_notes(), _NEW, st.data())
def test_links_of_notes(text: str, to: NewLink, data: st.DataObject) -> None:
    """In all kinds of links, wherever they are in a note."""
    if links := read_note("n.md", text.encode()).links:
        assert_written("n.md", text, data.draw(st.sampled_from(links)), to)


@given(_canvases(), _NEW, st.data())
def test_links_of_canvases(text: str, to: NewLink, data: st.DataObject) -> None:
    """In the cards, files and backgrounds of a canvas, however its JSON is written."""
    links = read_canvas("n.canvas", text.encode()).links
    link = data.draw(st.sampled_from(links))
    edits = assert_written("n.canvas", text, link, to)
    if edits is not None:
        json.loads(applied(text, edits))
    if link.exact and to.display is None and to.fragment is None:
        assert edits is not None


@pytest.mark.parametrize("around", [*_IN_NOTE, *_IN_TABLE])
@given(name=PLAIN_NAMES, link=_LINKS)
def test_names_that_links_can_have(around: str, name: str, link: str) -> None:
    """No link is refused for a name that it can have."""
    text = around.format(link.replace("|", r"\|") if around in _IN_TABLE else link)
    found = read_note("n.md", text.encode()).links[0]
    assert assert_written("n.md", text, found, NewLink(name, found.fragment)) is not None


@pytest.mark.parametrize("around", _IN_PROPERTY)
@given(name=PLAIN_NAMES, link=_LINKS)
def test_names_that_properties_can_have(around: str, name: str, link: str) -> None:
    """No property is refused for a name that its quotes can hold."""
    quoted = {"q": "'{}'".format(link.replace("'", "''")), "d": json.dumps(link)}
    text = f"---\n{around.format(link, **quoted)}\n---\n"
    for found in read_note("n.md", text.encode()).links:
        assert assert_written("n.md", text, found, NewLink(name, found.fragment)) is not None
