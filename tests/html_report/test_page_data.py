from __future__ import annotations

import pytest

from vaultlint.html_report.page_data import page_data, script_json
from vaultlint.html_report.vault_facts import GraphNode, NoteGraph, Overview, ProblemRow, ShownLine, VaultFacts
from vaultlint.model import Severity, Span

NOTHING = Overview(0, 0, 0, 0, (), (), (), (), (), (), (), (), (), None, ())
GRAPH = NoteGraph(
    (GraphNode("a/Tea.md", "note", tags=("x", "y")), GraphNode("b/Tea.md", "note", tags=("y",))), ((1,), ())
)
SPAN = Span(2, 3, 2, 3)


def row(message: str, **more: object) -> ProblemRow:
    return ProblemRow("some-rule", Severity.INFO, message, "a/Tea.md", SPAN)._replace(**more)  # type: ignore[arg-type]


ROWS = {
    "nothing more": (row("one"), [0, 0, 0, 2, 3, 0]),
    "the second message": (row("two"), [0, 0, 0, 2, 3, 1]),
    "a cause": (row("one", cause=4), [0, 0, 0, 2, 3, 0, 4]),
    "a line": (row("one", line=ShownLine("a", "", "b")), [0, 0, 0, 2, 3, 0, 0, ["a", "", "b"]]),
    "suggestions": (row("one", suggestions=("c",)), [0, 0, 0, 2, 3, 0, 0, 0, 0, ["c"]]),
    "a file that is no node": (row("one", path="vaultlint.toml"), [0, 0, 2, 2, 3, 0]),
    "a lone surrogate": (
        row("one", line=ShownLine("", "\udce9", "")),
        [0, 0, 0, 2, 3, 0, 0, ["", "\N{REPLACEMENT CHARACTER}", ""]],
    ),
}


@pytest.mark.parametrize("problem, packed", ROWS.values(), ids=list(ROWS))
def test_a_row_is_without_the_zeros_at_its_end(problem: ProblemRow, packed: list[object]) -> None:
    data = page_data(VaultFacts("v", NOTHING, GRAPH, (row("one"), problem)))
    assert data["problems"][1] == packed


def test_folders_and_tags_are_numbered() -> None:
    data = page_data(VaultFacts("v", NOTHING, GRAPH, ()))
    assert data["paths"] == {"folders": ["a", "b"], "folder": [0, 1], "name": ["Tea.md", "Tea.md"]}
    assert data["tags"] == ["x", "y"]
    assert data["states"] == ""
    assert "editor" not in data


def test_states_are_there_where_some_are_known() -> None:
    nodes = (
        GraphNode("a.md", "note", "published"),
        GraphNode("b.md", "note", "unpublished"),
        GraphNode("c.png", "attachment"),
    )
    data = page_data(VaultFacts("v", NOTHING, NoteGraph(nodes, ((), (), ())), ()))
    assert data["states"] == "pu-"


def test_json_cannot_end_its_script_element() -> None:
    found = script_json(["</script>", "<!--", "&amp;", "\u2028\u2029"])
    assert found == '["\\u003c/script\\u003e","\\u003c!--","\\u0026amp;","\\u2028\\u2029"]'
