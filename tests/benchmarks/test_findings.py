"""benchmarks/findings.py: what tools print is read, and compared with the truth."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks import findings
from benchmarks.findings import FILES, FRAGMENTS, Found, Reader, Score
from benchmarks.generated_vaults import PlantedFault, Truth

FAULTS = {
    "dangling-link": [
        PlantedFault("a.md", 3, "Nope", "[[Nope]]"),
        PlantedFault("sub/b.md", 5, "../Gone one.md", "[x](../Gone%20one.md)"),
    ],
    "missing-attachment": [PlantedFault("a.md", 4, "cup.png", "![[cup.png]]")],
    "dangling-heading": [PlantedFault("a.md", 6, "sub/b", "[[sub/b#H]]")],
    "orphan-note": [PlantedFault("a.md", 1)],
}
TRUTH = Truth(2, faults=FAULTS, planned=[PlantedFault("a.md", 9, "2099-01-01", "[[2099-01-01]]")])


@pytest.mark.parametrize(
    ("reader", "output", "found"),
    [
        pytest.param(
            findings.RUMDL,
            [{"file": "a.md", "line": 3, "rule": "MD057"}, {"file": "a.md", "line": 4, "rule": "MD013"}],
            {FILES: {("a.md", 3)}},
            id="rumdl: MD057 is about links",
        ),
        pytest.param(findings.RUMDL, None, {FILES: set()}, id="rumdl: nothing printed is nothing found"),
        pytest.param(
            findings.MDSMITH,
            [
                {"file": "./a.md", "line": 3, "rule": "MDS027", "message": 'wikilink target "Nope" not found'},
                {"file": "a.md", "line": 6, "rule": "MDS027", "message": 'wikilink "[[b#H]]": anchor "H" not found'},
                {"file": "a.md", "line": 7, "rule": "MDS001", "message": "line too long"},
            ],
            {FILES: {("a.md", 3)}, FRAGMENTS: {("a.md", 6)}},
            id="mdsmith: one rule for files and anchors",
        ),
        pytest.param(
            findings.MDLINT,
            [{"file": "a.md", "line": 3, "rule": "broken-link"}, {"file": "a.md", "line": 5, "rule": "raw-html"}],
            {FILES: {("a.md", 3)}},
            id="mdlint-obsidian",
        ),
        pytest.param(
            findings.FOAM,
            [{"placeholder_id": "../Gone%20one.md", "referenced_by": [{"path": "sub/b.md"}, {"path": "a.md"}]}],
            {FILES: {("sub/b.md", "gone one"), ("a.md", "gone one")}},
            id="foam: a placeholder and the notes that link to it",
        ),
        pytest.param(
            findings.OBSIDIANTOOLS,
            ["Nope", "x/Cup.png#p"],
            {FILES: {("nope",), ("cup.png",)}},
            id="obsidiantools: names",
        ),
        pytest.param(
            findings.VAULTLINT,
            {
                "problems": [
                    {"rule": "dangling-link", "path": "a.md", "line": 3, "data": {"link": "[[Nope]]"}},
                    {"rule": "invalid-date", "path": "a.md", "line": 2, "data": {"property": "date"}},
                ]
            },
            {"dangling-link": {("a.md", 3, "[[Nope]]")}, "invalid-date": {("a.md",)}},
            id="vaultlint: links by place, the rest by note",
        ),
    ],
)
def test_output_is_read(reader: Reader, output: Any, found: Found) -> None:
    assert reader.read("" if output is None else json.dumps(output)) == found


def test_each_fault_of_the_truth_is_sought_as_the_tool_tells_it() -> None:
    output = json.dumps([{"placeholder_id": "nope", "referenced_by": [{"path": "a.md"}, {"path": "b.md"}]}])
    assert findings.FOAM.scores(output, TRUTH) == [Score(FILES, true=3, reported=2, right=1)]


def test_a_plan_is_neither_right_nor_wrong() -> None:
    problem = {"rule": "dangling-link", "path": "a.md", "line": 9, "data": {"link": "[[2099-01-01]]"}}
    scores = {score.kind: score for score in findings.VAULTLINT.scores(json.dumps({"problems": [problem]}), TRUTH)}
    assert scores["dangling-link"] == Score("dangling-link", true=2, reported=0, right=0)


def test_kinds_that_only_the_tool_knows_are_wrong() -> None:
    problem = {"rule": "invalid-title", "path": "a.md", "line": 2, "data": {}}
    scores = findings.VAULTLINT.scores(json.dumps({"problems": [problem]}), TRUTH)
    assert [(score.kind, score.precision, score.recall) for score in scores] == [
        ("dangling-heading", 1.0, 0.0),
        ("dangling-link", 1.0, 0.0),
        ("invalid-title", 0.0, 1.0),
        ("missing-attachment", 1.0, 0.0),
        ("orphan-note", 1.0, 0.0),
    ]
