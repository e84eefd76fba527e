"""What becomes of a property that Obsidian no longer reads."""

from __future__ import annotations

import pytest

from vaultlint.testing import find, fixed, vault
from vaultlint_rules.front_matter.deprecated_property import DeprecatedProperty


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        pytest.param("tag: a\n", "tags: a\n", "safe", id="text"),
        pytest.param("Alias:\r\n- b\r\n- c d\r\n", "aliases:\r\n- b\r\n- c d\r\n", "safe", id="list and CRLF"),
        pytest.param('"cssclass": wide\n', '"cssclasses": wide\n', "safe", id="name in quotes"),
        pytest.param("alias: a b\n", "aliases: a b\n", "safe", id="alias of two words"),
        pytest.param("alias: a b, c\n", "aliases: [a b, c]\n", "unsafe", id="two aliases in a text"),
        pytest.param("tag: a b\n", "tags: [a, b]\n", "unsafe", id="two tags in a text"),
        pytest.param("tag: [a, c]\ntags: [b, a]\n", "tags: [b, a, c]\n", "unsafe", id="merged, without what is there"),
        pytest.param("tag: a\nTags: b\n", "Tags: [b, a]\n", "unsafe", id="merged into a text, in another case"),
        pytest.param("tag:\ntags: [a]\n", "tags: [a]\n", "unsafe", id="empty beside the plural"),
        pytest.param("tag: 5\n", None, "", id="number, which is no tag"),
        pytest.param("tag: a\ntags: 5\n", None, "", id="plural that is a number"),
        pytest.param("tag: [a, [b]]\n", None, "", id="nested list"),
    ],
)
def test_fix(text: str, wanted: str | None, kind: str) -> None:
    """A renaming is safe; what merges or splits values needs a look."""
    files = {"n.md": f"---\n{text}---\n"}
    (problem,) = find(DeprecatedProperty(), vault({**files}))
    if problem.fix is None:
        assert wanted is None
        return
    assert fixed(problem.fix, files)["n.md"] == f"---\n{wanted}---\n"
    assert problem.fix.applicability == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tags: a\naliases: b\ncssclasses: c\n", id="plurals"),
        pytest.param("tag: {{tags}}\n", id="placeholder of a template"),
        pytest.param("x: {tag: a}\n", id="not at the top"),
        pytest.param("tag: a\ntag: b\n", id="front matter that Obsidian rejects"),
    ],
)
def test_quiet(text: str) -> None:
    """Only a property of the note itself is one that Obsidian once read."""
    assert find(DeprecatedProperty(), vault({"n.md": f"---\n{text}---\n"})) == []
