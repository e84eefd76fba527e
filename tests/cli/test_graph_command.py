"""`vaultlint graph`, read back by the libraries of the programs that it is for."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import networkx as nx
import pydot
import pytest

from tests.command import run
from tests.lint.test_entry_points import lay

FILES = {
    ".obsidian/app.json": "{}",
    "Tea.md": "---\nup: '[[Home]]'\n---\n[[Home]] [[home|start]] ![[cup.png]] [[Lost]]\n",
    "Home.md": "[[Tea#Gone]] [[lost]] [[Lost]] <https://example.org> [[#Here]]\n",
    "cup.png": "",
    "board.canvas": '{"nodes": [{"id": "1", "type": "file", "file": "Tea.md"}]}',
    "deep/Alone.md": "",
}

HOSTILE = ["a\"b'.md", "back\\slash.md", "<b>&amp;.md", "new\nline.md", "bell\x07.md", "{{x}};:.md", "\u202eü 😀.md"]

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return lay(tmp_path, FILES)


def graph(*args: str | Path) -> str:
    done = run("graph", *args)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_json(vault: Path) -> None:
    assert json.loads(graph("--format", "json")) == {
        "version": 1,
        "root": str(vault),
        "nodes": [
            {"path": "Home.md", "kind": "note"},
            {"path": "Lost", "kind": "dangling"},
            {"path": "Tea.md", "kind": "note"},
            {"path": "board.canvas", "kind": "canvas"},
            {"path": "cup.png", "kind": "attachment"},
            {"path": "deep/Alone.md", "kind": "note"},
        ],
        "edges": [
            {"from": "Home.md", "to": "Lost", "kinds": ["wikilink"], "count": 2, "status": "dangling"},
            {"from": "Home.md", "to": "Tea.md", "kinds": ["wikilink"], "count": 1, "status": "resolved"},
            {"from": "Tea.md", "to": "Home.md", "kinds": ["property", "wikilink"], "count": 3, "status": "resolved"},
            {"from": "Tea.md", "to": "Lost", "kinds": ["wikilink"], "count": 1, "status": "dangling"},
            {"from": "Tea.md", "to": "cup.png", "kinds": ["embed"], "count": 1, "status": "resolved"},
            {"from": "board.canvas", "to": "Tea.md", "kinds": ["canvas"], "count": 1, "status": "resolved"},
        ],
    }


def test_paths_limit_it_to_their_links(vault: Path) -> None:
    del vault
    found = json.loads(graph("board.canvas", "deep", "--format", "json"))
    assert [node["path"] for node in found["nodes"]] == ["Tea.md", "board.canvas", "deep/Alone.md"]
    assert [(edge["from"], edge["to"]) for edge in found["edges"]] == [("board.canvas", "Tea.md")]


def test_the_cache_changes_nothing(vault: Path) -> None:
    first = graph("--format", "json")
    assert first == graph("--format", "json") == graph("--format", "json", "--no-cache")
    (vault / "Lost.md").write_text("[[Tea]]")
    assert '"dangling"' not in graph("--format", "json")


def test_output_to_a_file(vault: Path) -> None:
    expected = graph()
    assert graph("-o", "graph.dot") == ""
    assert (vault / "graph.dot").read_text(encoding="utf-8") == expected


def test_an_empty_vault_is_an_empty_graph(tmp_path: Path) -> None:
    lay(tmp_path, {".obsidian/app.json": "{}"})
    assert json.loads(graph(tmp_path, "--format", "json"))["nodes"] == []


@POSIX
def test_graphml_is_read_by_networkx(vault: Path) -> None:
    lay(vault, dict.fromkeys(HOSTILE, '[[Tea]] [[No such \\ " & <b>]]'))
    read = nx.read_graphml(BytesIO(graph("--format", "graphml").encode()))
    found = json.loads(graph("--format", "json"))
    assert (len(read), read.number_of_edges()) == (len(found["nodes"]), len(found["edges"]))
    paths = {node["path"] for _, node in read.nodes(data=True)}
    assert {"<b>&amp;.md", "a\"b'.md", "back\\slash.md", r"bell\x07.md", r"new\nline.md", "Tea.md"} <= paths
    statuses = {edge["status"] for _, _, edge in read.edges(data=True)}
    assert statuses == {"resolved", "dangling"}


@POSIX
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot uses old names of pyparsing
def test_dot_is_read_by_pydot(vault: Path) -> None:
    lay(vault, dict.fromkeys(HOSTILE, "[[Tea]]"))
    [read] = pydot.graph_from_dot_data(graph("--format", "dot")) or []
    nodes = {node.get_name(): node.get_attributes() for node in read.get_nodes()}
    found = json.loads(graph("--format", "json"))
    assert len(read.get_edges()) == len(found["edges"])
    assert [each["kind"] for each in nodes.values() if "kind" in each] == [node["kind"] for node in found["nodes"]]
    labels = {each["label"] for each in nodes.values() if "label" in each}
    assert {'"a\\"b\'"', '"back\\\\slash"', '"&lt;b>&amp;amp;"', '"<b>&amp;amp;"', r'"new\\nline"'} & labels


def test_mermaid(vault: Path) -> None:
    del vault
    assert graph("Home.md", "--format", "mermaid") == (
        "flowchart LR\n"
        '  n0["Home"]\n'
        '  n1["Tea"]\n'
        '  n2["lost"]:::dangling\n'
        "  n0 --> n1\n"
        "  n0 -.-> n2\n"
        "  classDef dangling stroke-dasharray: 4\n"
    )


@POSIX
def test_mermaid_labels_are_text(vault: Path) -> None:
    (vault / 'x"]; click.md').write_text("")
    assert '["x#34;#93;#59; click"]' in graph("--format", "mermaid")


def test_mermaid_refuses_what_it_cannot_draw(vault: Path) -> None:
    lay(vault, {f"{number}.md": "[[Tea]]" for number in range(501)})
    done = run("graph", "--format", "mermaid")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("vaultlint: too large for Mermaid, which draws 500 edges and 50,000 characters:")
    assert "name fewer notes or folders, or use --format dot" in done.stderr
