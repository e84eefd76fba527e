"""Links and tags that YAML reads as lists and comments."""

from __future__ import annotations

import pytest

from vaultlint.model import Edit, Fix
from vaultlint.parse.unquoted_values import UNQUOTED
from vaultlint.testing import fixed, vault


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("up: [[Tea]]\n", 'up: "[[Tea]]"\n', id="link"),
        pytest.param("up: [[Tea#Hot|tea]] # why\n", 'up: "[[Tea#Hot|tea]]" # why\n', id="fragment and comment"),
        pytest.param("up: [[2024]]\r\n", 'up: "[[2024]]"\r\n', id="year and CRLF"),
        pytest.param("up: [[茶 🍵]]\n", 'up: "[[茶 🍵]]"\n', id="CJK and emoji"),
        pytest.param('up: [[a "b"]]\n', "up: '[[a \"b\"]]'\n", id="quotes in a name"),
        pytest.param("up: [[Ann, Bob]]\n", 'up: "[[Ann, Bob]]"\n', id="comma"),
        pytest.param("x:\n- [[a]]\n- b\n", 'x:\n- "[[a]]"\n- b\n', id="item"),
        pytest.param("x: [[[a]], [[b]]]\n", 'x: ["[[a]]", "[[b]]"]\n', id="list in brackets"),
        pytest.param("x: {y: [[a]]}\n", 'x: {y: "[[a]]"}\n', id="in a mapping"),
        pytest.param("up:: [[a]]\n", 'up: "[[a]]"\n', id="two colons"),
        pytest.param("up:: '[[a]]'\n", "up: '[[a]]'\n", id="two colons and quotes"),
        pytest.param("tags: #tea\n", "tags: [tea]\n", id="tag"),
        pytest.param("Tags: #a, #b #c/d\n", "Tags: [a, b, c/d]\n", id="tags on a line"),
        pytest.param("tags:\n  - #a\n  - b\n", "tags:\n  - a\n  - b\n", id="tag in a list"),
        pytest.param("tags:\n- #true\n- #-a\n", 'tags:\n- "true"\n- "-a"\n', id="tags that need quotes"),
    ],
)
def test_correction(text: str, wanted: str) -> None:
    """Each is quoted, in its place; afterwards, nothing is left to report."""
    files = {"n.md": f"---\n{text}---\n"}
    flaws = vault({**files}).notes["n.md"].flaws
    assert {flaw.rule for flaw in flaws} == {UNQUOTED}
    edits = tuple(Edit("n.md", *edit) for flaw in flaws if flaw.correction for edit in flaw.correction.edits)
    after = fixed(Fix("", edits), files)
    assert after["n.md"] == f"---\n{wanted}---\n"
    assert vault({**after}).notes["n.md"].flaws == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x: [[1, 2]]\ny: [[1.5, -2], [3, 4]]\n", id="tables of numbers"),
        pytest.param("x: [[\"a\"]]\ny: [[a, 'b']]\nz: [ [a] ]\n", id="lists of quoted texts, and with spaces"),
        pytest.param("tags: # to do\n", id="comment"),
        pytest.param("tags: #later maybe\n", id="comment that begins like a tag"),
        pytest.param("tags:\n- #1\n- #a/\n-\n", id="no tags"),
        pytest.param("color: #fff\n", id="comment of another property"),
        pytest.param("tags: a #b\n", id="comment after a tag"),
        pytest.param("tags: #b\n  - a\n", id="comment above a list"),
        pytest.param("'up:': x\nup::: 1\n", id="names with colons that hold no link"),
    ],
)
def test_quiet(text: str) -> None:
    """What may be meant as it is."""
    assert vault({"n.md": f"---\n{text}---\n"}).notes["n.md"].flaws == ()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("up: [[a]], [[b]]\n", ["front-matter-syntax"], id="no YAML"),
        pytest.param("up: [[a]]\nx: 1\nx: 2\n", ["duplicate-property"], id="property that is there twice"),
        pytest.param("up: [[a]]\nvaultlint: {disable: [[b]]}\n", [UNQUOTED], id="suppression"),
        pytest.param("up: [[a]]\n---\n---\nx: 1\n", [UNQUOTED, "front-matter-syntax"], id="second block below"),
    ],
)
def test_beside_other_flaws(text: str, rules: list[str]) -> None:
    """One place has one problem, and front matter that cannot be read has no other."""
    flaws = vault({"n.md": f"---\n{text}---\n"}).notes["n.md"].flaws
    assert sorted(flaw.rule for flaw in flaws) == sorted(rules)
