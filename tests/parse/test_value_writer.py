"""Values that are written in place of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples
from tests.strategies.front_matter import BLOCKS
from vaultlint.fix.edits import apply_edits
from vaultlint.parse import read_note
from vaultlint.testing import vault
from vaultlint.vault.vault import Vault


def written(text: str, value: str | float, name: str = "a") -> str | None:
    """A note with another value for a property; None where it cannot be written."""
    made: Vault = vault({"n.md": text})
    note = made.notes["n.md"]
    found = note.get(name)
    assert found
    edit = made.value_edit(note, found, value)
    if edit is None:
        return None
    lines = text.split("\n")
    line, column, end_line, end_column = edit.span
    assert line == end_line
    lines[line - 1] = lines[line - 1][: column - 1] + edit.text + lines[line - 1][end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "source, value, wanted",
    [
        pytest.param('a: "true"', True, "a: true", id="boolean in double quotes"),
        pytest.param("a: 'no' # c", False, "a: false # c", id="boolean before a comment"),
        pytest.param("a: yes", True, "a: true", id="boolean of YAML 1.1"),
        pytest.param("a: 1984", "1984", 'a: "1984"', id="number as text"),
        pytest.param("a: x", "y", "a: y", id="plain"),
        pytest.param("a: x", "y: z", 'a: "y: z"', id="text that needs quotes"),
        pytest.param("a: x", 'say "y": z', "a: 'say \"y\": z'", id="text with quotes that needs others"),
        pytest.param("a: 'x'", "it's", "a: 'it''s'", id="apostrophe in single quotes"),
        pytest.param('a: "x"', "y", 'a: "y"', id="double quotes stay"),
        pytest.param("a: [x]", "y", "a: y", id="list in brackets"),
        pytest.param("a:\n  - x", "y", "a:\n  y", id="list of one line"),
        pytest.param("a:", "y", "a: y", id="nothing"),
        pytest.param("a: ", 5, "a: 5 ", id="nothing, with a space"),
        pytest.param("a: x", 1.5, "a: 1.5", id="number"),
        pytest.param("{a: x, b: y}", "z", "{a: z, b: y}", id="in braces"),
        pytest.param("a: &k x\nb: *k", "y", None, id="anchor of another property"),
        pytest.param("a: |\n  x\n  y", "z", None, id="on several lines"),
    ],
)
@pytest.mark.parametrize("ending", [pytest.param("\n", id="LF"), pytest.param("\r\n", id="CRLF")])
def test_value(source: str, value: str | float, wanted: str | None, ending: str) -> None:
    """It is in the quotes that were there, or in those that it needs; nothing else changes."""
    text = f"---\n{source}\n---\n# Text\n"
    expected = None if wanted is None else f"---\n{wanted}\n---\n# Text\n".replace("\n", ending)
    assert written(text.replace("\n", ending), value) == expected


@pytest.mark.parametrize(
    "source, within, value, wanted",
    [
        pytest.param("a: [x, Y, z]", (1,), "y", "a: [x, y, z]", id="item in brackets"),
        pytest.param("a:\n  - 'X'\n  - y  # c", (1,), "z", "a:\n  - 'X'\n  - z  # c", id="item on a line"),
        pytest.param("a: [x, y]", (0,), "1, 2", 'a: ["1, 2", y]', id="item that needs quotes"),
        pytest.param("a:\n  b: {c: 'x'}\n  d: 1", ("b", "c"), "y", "a:\n  b: {c: 'y'}\n  d: 1", id="in a mapping"),
        pytest.param("a: [x, x]", (1,), True, "a: [x, true]", id="one of two that are alike"),
        pytest.param("a: [x]", (1,), "y", None, id="no such item"),
        pytest.param("a:\n  - |\n    x", (0,), "y", None, id="item on several lines"),
        pytest.param("a: [&k x, *k]", (0,), "y", None, id="anchor of another item"),
    ],
)
def test_value_within_a_property(
    source: str, within: tuple[str | int, ...], value: str | bool, wanted: str | None
) -> None:
    """Only that value changes."""
    text = f"---\n{source}\n---\n"
    made = vault({"n.md": text})
    note = made.notes["n.md"]
    found = note.get("a")
    assert found
    edit = made.value_edit(note, found, value, within)
    assert (edit and apply_edits(text, [edit])) == (wanted and f"---\n{wanted}\n---\n")


@examples(200)
@given(BLOCKS, st.booleans() | st.integers() | st.text(max_size=10), st.integers(0, 3))
def test_law(block: str, value: bool | str, at: int) -> None:
    """Whatever the block, the property has the value then, and all others keep theirs."""
    text = f"---\n{block}\n---\n"
    note = read_note("n.md", text.encode(errors="surrogatepass"))
    if at >= len(note.properties) or "\r" in text:
        return
    name = note.properties[at].name
    new = written(text, value, name)
    if new is None or note.get(name) != note.properties[at]:
        return
    after = read_note("n.md", new.encode())
    assert [(each.name, each.value) for each in after.properties] == [
        (each.name, value if each.name == name else each.value) for each in note.properties
    ]
