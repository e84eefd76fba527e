"""Names and values of front matter, written in the style that they have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.writing import applied
from tests.parse.test_writing_laws import NAMES, read_by_pyyaml
from vaultlint.model import Note
from vaultlint.parse import read_note, value_spans
from vaultlint.parse.yaml_writer import scalar_edit


def renamed(front: str, new: str) -> str | None:
    """Front matter in which the first property has another name."""
    text = f"---\n{front}\n---\n"
    edit = scalar_edit("n.md", _read(text).properties[0].span, text, new)
    return applied(text, (edit,))[4:-5] if edit else None


def revalued(front: str, new: str) -> str | None:
    """Front matter in which the first text, item or value, is another one."""
    text = f"---\n{front}\n---\n"
    spans = value_spans(text)
    edit = scalar_edit("n.md", list(spans.values())[-1], text, new)
    return applied(text, (edit,))[4:-5] if edit else None


def _read(text: str) -> Note:
    return read_note("n.md", text.encode())


@pytest.mark.parametrize(
    "front, new, expected",
    [
        pytest.param("alias: a # b", "aliases", "aliases: a # b", id="plain"),
        pytest.param('"alias" : a', 'a "b"', '"a \\"b\\"" : a', id="double quotes"),
        pytest.param("'alias': [a]", "it's", "'it''s': [a]", id="single quotes"),
        pytest.param("alias: a", "a: b", '"a: b": a', id="needs quotes"),
        pytest.param("alias: a", "true", '"true": a', id="would be a boolean"),
        pytest.param("alias: a", "[x]", '"[x]": a', id="would be a list"),
        pytest.param("alias: a\nb: c", "b", None, id="exists"),
        pytest.param("alias: a\n'b': c", "b", None, id="exists in quotes"),
        pytest.param("? alias\n: a", "b", "? b\n: a", id="complex key"),
        pytest.param("{alias: a, b: c}", "x", "{x: a, b: c}", id="flow mapping"),
        pytest.param("alias: a", "a, b", "a, b: a", id="comma"),
        pytest.param("{alias: a}", "a, b", '{"a, b": a}', id="comma in a flow mapping"),
    ],
)
def test_names(front: str, new: str, expected: str | None) -> None:
    """A name keeps its quotes, and gets some where it needs them."""
    assert renamed(front, new) == expected


@pytest.mark.parametrize(
    "front, new, expected",
    [
        pytest.param("a: b # c", "d", "a: d # c", id="plain"),
        pytest.param("a: b # c", "d # e", 'a: "d # e" # c', id="comment"),
        pytest.param("a: b\n  c", "e", "a: e", id="two lines"),
        pytest.param("a: 'b\n\n  c'", "it's", "a: 'it''s'", id="single quotes of three lines"),
        pytest.param('a: "b\\\n  c"', "\u2028\t", 'a: "\\u2028\\x09"', id="double quotes"),
        pytest.param("a: 'b'", "\u2028", None, id="single quotes cannot hold it"),
        pytest.param("a: [x, b]", "c]", 'a: [x, "c]"]', id="bracket in a flow list"),
        pytest.param("a:\n- x\n- b", "c]", "a:\n- x\n- c]", id="bracket in a block list"),
        pytest.param("a: |\n  b\n  c", "d", "a: |\n  d", id="literal"),
        pytest.param("a: >2-\n   b\n", "d", "a: >2-\n  d\n", id="indented further"),
        pytest.param("a: !!str b", "d", "a: !!str d", id="tag"),
        pytest.param("a: 1", "x", "a: x", id="number"),
        pytest.param("a: x", "1", 'a: "1"', id="like a number"),
        pytest.param("a:", "x", None, id="nothing"),
        pytest.param("a: \r\n- x\r\n- b\r", "c", "a: \r\n- x\r\n- c\r", id="CRLF"),
    ],
)
def test_values(front: str, new: str, expected: str | None) -> None:
    """A value keeps its style, and gets quotes where it would be read as something else."""
    assert revalued(front, new) == expected


_STYLES = st.sampled_from([
    "a: x\nb: {}", "a: 'x'\nb: {}", 'a: "x"\nb: {}', "a: |-\n  x\nb: {}", "a: >-\n  x\n  y\nb: {}", "a: x\n  y\nb: {}",
    "a: 'x\n  y'\nb: {}", 'a: "x\\\n  y"\nb: {}', "a: &n x\nb: {}", "{{a: x, b: {}}}", "a: !!str x # c\nb: {}",
])  # fmt: skip
_OTHERS = st.sampled_from(["1", "'z'", "[p, q]", "{r: s}", ""])


@given(_STYLES, _OTHERS, NAMES | st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_another_reader_finds_the_new_value(style: str, other: str, new: str) -> None:
    """PyYAML reads the new value, and the others as before; what quotes can hold is never refused."""
    text = f"---\n{style.format(other)}\n---\n"
    edit = scalar_edit("n.md", value_spans(text)["a",], text, new)
    if edit is None:
        assert not style.startswith(("a: x", 'a: "')) or any(not each.isprintable() for each in new)
        return
    front = applied(text, (edit,))[4:-4]
    wanted = {**read_by_pyyaml(text[4:-4]), "a": new}
    assert read_by_pyyaml(front) == wanted
