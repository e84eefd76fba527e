"""`vaultlint index`, `rules` and `explain`, and the progress bar."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main
from vaultlint.cli.console import ProgressBar
from vaultlint.lint.registry import find_rules

GARDEN = Path(__file__).parents[2] / "examples" / "garden"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_index_of_a_small_vault(tmp_path: Path) -> None:
    """Notes, files and links with every promised key."""
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "a.md").write_bytes(
        b"---\ntitle: First\naliases: [One]\ntags: x\nsize: .inf\n---\n# Top\n[[b#No|see]] #y ![](p.png) ^end\n"
    )
    (tmp_path / "b.md").write_bytes(b"<https://example.org>\n")
    (tmp_path / "p.png").write_bytes(b"")
    (tmp_path / "hidden.xyz").write_bytes(b"")
    found = json.loads(run("index", tmp_path, "--format", "json").stdout)
    assert found["notes"] == [
        {
            "path": "a.md",
            "title": "First",
            "aliases": ["One"],
            "tags": ["x", "y"],
            "properties": {"title": "First", "aliases": ["One"], "tags": "x", "size": None},
            "headings": [{"level": 1, "text": "Top", "line": 7}],
            "blocks": [{"id": "end", "line": 8}],
        },
        {"path": "b.md", "title": "b", "aliases": [], "tags": [], "properties": {}, "headings": [], "blocks": []},
    ]
    assert found["files"] == ["p.png"]
    assert found["links"][0] == {
        "path": "a.md",
        "line": 8,
        "column": 1,
        "end_line": 8,
        "end_column": 13,
        "raw": "[[b#No|see]]",
        "kind": "wikilink",
        "target": "b",
        "fragment": "#No",
        "display": "see",
        "target_span": [8, 3, 8, 4],
        "fragment_span": [8, 4, 8, 7],
        "display_span": [8, 8, 8, 11],
        "status": "resolved",
        "resolved": "b.md",
        "fragment_status": "missing-heading",
    }
    assert [(link["kind"], link["status"], link["resolved"], link["display_span"]) for link in found["links"][1:]] == [
        ("image", "resolved", "p.png", [8, 19, 8, 19]),
        ("markdown", "external", None, None),
    ]


def test_index_of_an_empty_folder(tmp_path: Path) -> None:
    """An index of nothing is empty, not an error."""
    result = run("index", tmp_path)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "version": 1,
        "root": str(tmp_path.resolve()),
        "notes": [],
        "files": [],
        "links": [],
    }


def test_rules_lists_what_is_on_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, group, severity and state under the configuration of the current folder."""
    (tmp_path / "vaultlint.toml").write_text('ignore = ["orphan-note"]\n[rules.dangling-link]\nseverity = "info"\n')
    monkeypatch.chdir(tmp_path)
    rows = {line.split()[0]: line.split()[1:4] for line in run("rules").stdout.splitlines()}
    assert rows["dangling-link"] == ["links", "info", "on"]
    assert rows["orphan-note"] == ["graph", "warning", "off"]
    assert rows["ambiguous-link"] == ["links", "warning", "off"]
    assert rows.keys() == find_rules().keys()


def test_rules_say_whether_they_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a word or two, and in JSON in full."""
    monkeypatch.chdir(tmp_path)
    lines = run("rules", "--isolated").stdout.splitlines()
    said = {line.split()[0]: re.split("  +", line)[4] for line in lines}
    names = ("orphan-note", "dangling-link", "dangling-block", "invalid-title")
    assert [said[name] for name in names] == ["-", "fix", "suggestions", "unsafe fix"]
    found = json.loads(run("rules", "--isolated", "--format", "json").stdout)
    assert (found["version"], [each["name"] for each in found["rules"]]) == (1, [line.split()[0] for line in lines])
    assert next(each for each in found["rules"] if each["name"] == "dangling-link") == {
        "name": "dangling-link",
        "group": "links",
        "severity": "error",
        "on": True,
        "fixes": ["safe", "unsafe", "suggestion"],
        "summary": "A link to a note that does not exist.",
    }


def test_explain_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `rules` says of the rule, and its manual page."""
    monkeypatch.chdir(tmp_path)
    rule = json.loads(run("explain", "ambiguous-link", "--format", "json").stdout)["rule"]
    assert (rule["on"], rule["fixes"]) == (False, ["suggestion"])
    assert rule["manual"] == run("explain", "ambiguous-link").stdout


def test_explain_prints_the_manual_page() -> None:
    """Name, group, severity, text, options, examples."""
    page = run("explain", "orphan-note").stdout
    assert page.startswith(
        "# orphan-note\n\nGroup graph, warning by default. It has no fixes.\n\nA note that no other note or canvas links to.\n"
    )
    assert 'exempt = ["index.md", "_index.md", "README.md"]\n' in page


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        pytest.param("orphan-notes", 'did you mean "orphan-note"?', id="misspelt"),
        pytest.param("Dangling_Link", 'did you mean "dangling-link"?', id="other case"),
        pytest.param("date", 'did you mean "invalid-date"?', id="a part of it"),
        pytest.param("block", 'did you mean "dangling-block" or "duplicate-block-id"?', id="its last part"),
        pytest.param(
            "link",
            'did you mean "ambiguous-link", "dangling-link", "unclosed-link" or "unquoted-link"?',
            id="a part of several",
        ),
        pytest.param("suppressions", '"suppressions" is the group of unused-suppression', id="a group"),
        pytest.param("xyzzy", "`vaultlint rules` lists all rules", id="nonsense"),
    ],
)
def test_explain_suggests_names(given: str, hint: str) -> None:
    """An unknown rule is wrong usage, with a hint."""
    result = run("explain", given)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f'Error: Invalid value for RULE: unknown rule "{given}"; {hint}'


class _Terminal:
    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(("seconds", "shown"), [(0.5, False), (1.5, True)])
def test_progress_bar_waits(monkeypatch: pytest.MonkeyPatch, seconds: float, shown: bool) -> None:
    """The bar appears on a terminal once the run has taken a second, by the clock it is given."""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    times = iter([0.0, *[seconds] * 10])
    with ProgressBar("Reading notes", clock=lambda: next(times)) as progress:
        for done in range(1, 4):
            progress(done, 3)
    assert ("Reading notes" in terminal.written) is shown


def test_no_progress_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe or log never sees one."""
    times = iter([0.0, 5.0, 5.0])
    with ProgressBar("Reading notes", clock=lambda: next(times)) as progress:
        progress(1, 2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("group", [[], ["baseline"]])
def test_list_of_commands(group: list[str]) -> None:
    """What each command does fits on its line."""
    said = CliRunner().invoke(main, [*group, "--help"], terminal_width=80).stdout.partition("Commands:")[2]
    assert said.strip()
    assert not any(line.endswith("...") for line in said.splitlines())
