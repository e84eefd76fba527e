"""Properties that are removed, and lists that get more texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.writing import applied
from tests.parse.test_writing_laws import NAMES, read_by_pyyaml
from vaultlint.parse.property_writer import addition_edit, removal_edit


@pytest.mark.parametrize(
    "front, expected",
    [
        pytest.param("a: 1\nalias: x # c\nb: 2\n", "a: 1\nb: 2\n", id="text"),
        pytest.param("alias: x\r\nb: 2\r\n", "b: 2\r\n", id="CRLF"),
        pytest.param("a: 1\nalias:\n", "a: 1\n", id="empty"),
        pytest.param("alias:\n  - x # c\n  - y\nb: 2\n", "b: 2\n", id="block list"),
        pytest.param("alias:\n- x\n\n# about b\nb: 2\n", "\n# about b\nb: 2\n", id="comment of the next"),
        pytest.param("'alias': [x,\n  y]\nb: 2\n", "b: 2\n", id="flow list"),
        pytest.param("alias: |\n  x\n  y\nb: 2\n", "b: 2\n", id="block scalar"),
        pytest.param("alias:\n  k: v\nb: 2\n", "b: 2\n", id="mapping"),
        pytest.param("{alias: x, b: 2}\n", None, id="flow mapping"),
        pytest.param("alias: &x y\nb: *x\n", None, id="anchor in use"),
        pytest.param("a: 1\n", None, id="missing"),
    ],
)
def test_removal(front: str, expected: str | None) -> None:
    """All of its lines go, and nothing else."""
    text = f"---\n{front}---\n[[x]]\n"
    edit = removal_edit("n.md", text, "alias")
    assert (edit and applied(text, (edit,))) == (f"---\n{expected}---\n[[x]]\n" if expected else None)


@pytest.mark.parametrize(
    "front, expected",
    [
        pytest.param("aliases: [a]\nb: 1\n", 'aliases: [a, x, "y: z"]\nb: 1\n', id="flow list"),
        pytest.param("aliases: [ a, ]\n", 'aliases: [ a, x, "y: z"]\n', id="comma at the end"),
        pytest.param("aliases: []\n", 'aliases: [x, "y: z"]\n', id="empty flow list"),
        pytest.param("aliases:\n  - a # c\n", 'aliases:\n  - a # c\n  - x\n  - "y: z"\n', id="comment after an item"),
        pytest.param("aliases:\n  - a\nb: 1\n", 'aliases:\n  - a\n  - x\n  - "y: z"\nb: 1\n', id="block list"),
        pytest.param("aliases:\r\n- 'a'\r\n", "aliases:\r\n- 'a'\r\n- x\r\n- \"y: z\"\r\n", id="CRLF"),
        pytest.param("aliases: a # c\n", 'aliases: [a, x, "y: z"] # c\n', id="text"),
        pytest.param("aliases: a, b\n", 'aliases: ["a, b", x, "y: z"]\n', id="text with a comma"),
        pytest.param("aliases: 'a, b'\n", "aliases: ['a, b', x, \"y: z\"]\n", id="text in quotes"),
        pytest.param("aliases: null # c\n", 'aliases: [x, "y: z"] # c\n', id="null"),
        pytest.param("aliases:\nb: 1\n", 'aliases: [x, "y: z"]\nb: 1\n', id="empty"),
        pytest.param("aliases: 7\n", None, id="number"),
        pytest.param("aliases: |\n  a\n", None, id="block scalar"),
        pytest.param("a: 1\n", None, id="missing"),
    ],
)
def test_addition(front: str, expected: str | None) -> None:
    """A list keeps its style; a text becomes a list."""
    text = f"---\n{front}---\n[[x]]\n"
    edit = addition_edit("n.md", text, "aliases", ["x", "y: z"])
    assert (edit and applied(text, (edit,))) == (f"---\n{expected}---\n[[x]]\n" if expected else None)


_FORMS = st.sampled_from(["aliases: [a]", "aliases:\n- a", "aliases: a", "aliases:", "k:\n  - 1\naliases:\n  - 'a'"])


@given(_FORMS, st.lists(NAMES, min_size=1, max_size=3))
def test_another_reader_finds_the_additions(form: str, texts: list[str]) -> None:
    """PyYAML reads the list with the new texts at its end, and all else as before."""
    text = f"---\n{form}\nz: end\n---\n"
    edit = addition_edit("n.md", text, "aliases", texts)
    assert edit is not None
    before, after = read_by_pyyaml(text[4:-4]), read_by_pyyaml(applied(text, (edit,))[4:-4])
    old = before["aliases"]
    listed = old if isinstance(old, list) else [old] if old else []
    assert after == {**before, "aliases": [*listed, *texts]}
