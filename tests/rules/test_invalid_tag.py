"""What is reported as a tag that Obsidian does not accept, where, and what is offered instead."""

from __future__ import annotations

import pytest

from vaultlint.output.text_output import problem_line
from vaultlint.testing import find, fixed, says, vault
from vaultlint_rules.tags.invalid_tag import InvalidTag


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("tags: [a, 2024, b]\n", ["2:11"], id="digits in brackets"),
        pytest.param("Tags:\r\n  - a\r\n  - '12'\r\n", ["4:5"], id="digits in quotes and CRLF"),
        pytest.param("tags: 2024\n", ["2:7"], id="one number"),
        pytest.param("tags: [c++, R&D, node.js, type:book]\n", ["2:8", "2:13", "2:18", "2:27"], id="forbidden"),
        pytest.param("tags: ['##a', \"a\\u200bb\"]\n", ["2:8", "2:15"], id="two hashes, and an invisible character"),
        pytest.param("tags: [a//b, /a, a/]\n", ["2:8", "2:14", "2:18"], id="empty parts"),
        pytest.param("tags:\n  - a, b\n  - green tea\n", ["3:5", "4:5"], id="separators in items"),
        pytest.param("tags: [茶, 🍵, 2024-05, y1984, a_b, '#a', \"tea/green\", ' a ']\n", [], id="tags"),
        pytest.param("tags: [می\u200cخواهم, 👨\u200d👩]\n", [], id="joiners, of which nothing is known"),
        pytest.param("tags: ['{{tag}}', '<% x %>']\n", [], id="placeholders"),
        pytest.param("tags: [true, [[a]], {b: c}, ~, '', '#']\n", [], id="no texts"),
        pytest.param("tags: {a: b}\n", [], id="mapping"),
        pytest.param("tag: a b\ncategories: c++\n", [], id="other properties"),
        pytest.param("tags: [#a]\n", [], id="front matter that cannot be read"),
        pytest.param("tags: #a b\n", [], id="comment"),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    """The position is that of the item."""
    lines = says(InvalidTag(), {"n.md": f"---\n{text}---\n#12 #a/\n"})
    assert [":".join(line.split(":")[1:3]) for line in lines] == places


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        pytest.param("tags: a, b", ["[a, b]"], "safe", id="commas"),
        pytest.param("tags: '#a,#b,'", ["[a, b]"], "safe", id="hashes in quotes"),
        pytest.param("tags: a b", ["[a, b]", "[a-b]"], "suggestion", id="spaces"),
        pytest.param("tags: green tea, b", ["[green-tea, b]"], "suggestion", id="spaces and commas"),
        pytest.param("tags: c++, b", [], "", id="a part that is no tag"),
        pytest.param("tags: ['green tea']", ["['green-tea']"], "suggestion", id="item with a space"),
        pytest.param("tags: [tea//green]", ["[tea/green]"], "unsafe", id="empty part"),
        pytest.param("tags: [2024]", [], "", id="digits"),
    ],
)
def test_offers(text: str, wanted: list[str], kind: str) -> None:
    """Only what can be meant in one way is a fix."""
    files = {"n.md": f"---\n{text}\n---\n"}
    (problem,) = find(InvalidTag(), vault({**files}))
    offered = [*([problem.fix] if problem.fix else []), *problem.suggestions]
    assert [fixed(fix, files)["n.md"] for fix in offered] == [f"---\ntags: {each}\n---\n" for each in wanted]
    if wanted:
        assert (problem.fix.applicability if problem.fix else "suggestion") == kind


def test_text() -> None:
    """Where tags are, digits are reported on request: not in code, headings, links and words."""
    text = "---\ntags: [a]\n---\nx #12 `#13` [#14](#15) (#16) #17a #a/ x#18\r\n# 19\n```\n#20\n```\n- #21\n"
    lines = [problem_line(problem) for problem in find(InvalidTag(text=True), vault({"n.md": text}))]
    assert lines == [
        "n.md:4:35: error: `a/` has an empty part: remove the extra `/` [invalid-tag]",
        "n.md:4:3: error: `12` cannot be a tag: it has digits only [invalid-tag]",
        "n.md:9:3: error: `21` cannot be a tag: it has digits only [invalid-tag]",
    ]
