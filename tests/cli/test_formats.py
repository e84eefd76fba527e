"""The formats for CI and for programs, on a vault with hostile names in a folder of a repository."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.command import run
from tests.lint.test_entry_points import dist, lay
from vaultlint.output import sarif_output
from vaultlint.output.formats import BUILT_IN

HOSTILE = 'notes/a %,;]|<b>&"#`[x](y)@ü 😀.md'

FILES = {
    ".git/HEAD": "",
    "content/.obsidian/app.json": "{}",
    f"content/{HOSTILE}": "😀 [[Lost]]\n%0A::error::x [[\x1b[2J%,:|shown]]\n",
    "content/One.md": "[[Lost]] [[Lost]]\n",
    "content/Two.md": "[[Lost]] [[one.md#Gone]]\n",
}

PLACE = {
    "type": "object",
    "required": ["path", "range"],
    "properties": {"path": {"type": "string"}, "range": {"$ref": "#/$defs/range"}},
    "additionalProperties": False,
}
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RDJSON = {
    "$defs": {
        "range": {
            "type": "object",
            "required": ["start", "end"],
            "properties": {"start": POSITION, "end": POSITION},
            "additionalProperties": False,
        },
    },
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"], "properties": {"name": {"const": "vaultlint"}}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string"},
                    "location": PLACE,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": {"$ref": "#/$defs/range"}, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What reviewdog reads."""

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "pattern": "^[a-z-]+: ."},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?![./])"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}
"""What GitLab reads."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def render(name: str, *args: str | Path) -> str:
    """Check the links of the vault in a format."""
    done = run("check", "content", "--select", "links", "--no-cache", "--format", name, *args)
    assert done.exit_code == 1, done.stderr
    return done.stdout


def paths_in(name: str) -> set[str]:
    """The paths of files that a format for CI names."""
    output = render(name)
    if name == "gitlab":
        return {each["location"]["path"] for each in json.loads(output)}
    if name == "rdjson":
        return {each["location"]["path"] for each in json.loads(output)["diagnostics"]}
    if name == "junit":
        return {each.attrib["file"] for each in ET.fromstring(output).iter("testcase")}  # noqa: S314  our own output
    return {each["file"] for each in commands(output)}


def commands(output: str) -> list[dict[str, str]]:
    """Read workflow commands as GitHub does."""
    found = []
    for level, properties, message in re.findall(r"^::(\w+) ([^:]*)::(.*)$", output, re.MULTILINE):
        values = dict(each.split("=", 1) for each in properties.split(","))
        found.append({"level": level, "message": message, **{name: _unescaped(each) for name, each in values.items()}})
    return found


def _unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["github", "gitlab", "rdjson", "junit"])
def test_paths_exist_from_the_root_of_the_repository(name: str, repository: Path) -> None:
    found = paths_in(name)
    assert f"content/{HOSTILE}" in found
    assert [path for path in found if not (repository / path).is_file()] == []


def test_github_puts_a_cause_on_a_line_and_errors_first(repository: Path) -> None:
    del repository
    found = commands(render("github"))
    assert [(each["level"], each["title"]) for each in found] == [
        ("error", "vaultlint (dangling-link)"),
        ("error", "vaultlint (dangling-link)"),
        ("warning", "vaultlint (dangling-heading)"),
    ]
    assert found[0] == {
        "level": "error",
        "title": "vaultlint (dangling-link)",
        "file": "content/One.md",
        "line": "1",
        "endLine": "1",
        "col": "1",
        "endColumn": "9",
        "message": 'content/One.md:1:1: no note or file is named "Lost" (and 3 more: content/One.md:1:10, '
        f"content/Two.md:1:1, content/{HOSTILE.replace('%', '%25')}:1:3) [dangling-link]",
    }
    assert found[1]["message"].endswith(r'no note or file is named "\x1b[2J%25,:" [dangling-link]')


def test_gitlab(repository: Path) -> None:
    """Every fingerprint is another, since GitLab shows only one problem of each."""
    del repository
    found = json.loads(render("gitlab"))
    jsonschema.validate(found, GITLAB)
    assert len({each["fingerprint"] for each in found}) == len(found) == 6


def test_fingerprints_survive_moves_and_insertions(repository: Path) -> None:
    before = {(each["check_name"], each["fingerprint"]) for each in json.loads(render("gitlab"))}
    two = repository / "content/Two.md"
    (repository / "content/deep").mkdir()
    (repository / "content/deep/Two.md").write_text(f"New\n\n  {two.read_text()}")
    two.unlink()
    assert {(each["check_name"], each["fingerprint"]) for each in json.loads(render("gitlab"))} == before


def test_rdjson_counts_bytes(repository: Path) -> None:
    del repository
    found = json.loads(render("rdjson"))
    jsonschema.validate(found, RDJSON)
    first = next(each for each in found["diagnostics"] if each["location"]["path"].endswith("😀.md"))
    assert first["location"]["range"] == {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 14}}


def test_rdjson_suggests_fixes_of_the_same_file(repository: Path) -> None:
    lay(repository, {"content/Three.md": "---\naliases: [Ken]\n---\n", "content/Four.md": "ü [[Ken]]\n"})
    found = json.loads(render("rdjson"))["diagnostics"]
    [[suggestion]] = [each["suggestions"] for each in found if each["location"]["path"] == "content/Four.md"]
    assert suggestion == {
        "range": {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 9}},
        "text": "Three|Ken",
    }


def test_junit_has_a_case_for_each_file_and_rule(repository: Path) -> None:
    del repository
    suites = ET.fromstring(render("junit"))  # noqa: S314  our own output
    cases = [(each.attrib["file"], each.attrib["name"]) for each in suites.iter("testcase")]
    assert cases == [
        ("content/One.md", "dangling-link"),
        ("content/Two.md", "dangling-heading"),
        ("content/Two.md", "dangling-link"),
        (f"content/{HOSTILE}", "dangling-link"),
    ]
    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("4", "4")
    failure = suites.find(".//failure")
    assert failure is not None
    assert failure.text is not None
    assert failure.text.splitlines() == [
        'One.md:1:1: error: no note or file is named "Lost" [dangling-link]',
        'One.md:1:10: error: no note or file is named "Lost" [dangling-link]',
    ]


def test_junit_without_problems_has_a_case_that_passed(tmp_path: Path) -> None:
    lay(tmp_path, {".obsidian/app.json": "", "One.md": ""})
    done = run("check", tmp_path, "--select", "links", "--no-cache", "--format", "junit")
    suites = ET.fromstring(done.stdout)  # noqa: S314  our own output
    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("1", "0")
    assert [[*case] for case in suites.iter("testcase")] == [[]]


def test_sarif(repository: Path) -> None:
    del repository
    report = json.loads(render("sarif"))
    [found] = report["runs"]
    rules = found["tool"]["driver"]["rules"]
    assert report["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["dangling-heading", "dangling-link"]
    assert rules[1]["help"]["markdown"].startswith("# dangling-link\n")
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning"}
    assert [rules[each["ruleIndex"]]["id"] for each in found["results"]] == [
        each["ruleId"] for each in found["results"]
    ]
    assert [each["level"] for each in found["results"]] == ["error"] * 5 + ["warning"]
    place = found["results"][-2]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 15, "endLine": 2, "endColumn": 32}
    assert place["artifactLocation"] == {
        "uri": "content/notes/a%20%25%2C%3B%5D%7C%3Cb%3E%26%22%23%60%5Bx%5D%28y%29%40%C3%BC%20%F0%9F%98%80.md",
        "uriBaseId": "%SRCROOT%",
    }


def test_jsonl_has_the_problems_of_json(repository: Path) -> None:
    del repository
    lines = [json.loads(line) for line in render("jsonl").splitlines()]
    assert lines == json.loads(render("json"))["problems"]


def test_agent_says_nothing_twice(repository: Path) -> None:
    del repository
    assert render("agent") == (
        "error: dangling-link\n"
        '- no note or file is named "Lost"\n'
        "  content/One.md:1:1 1:10\n"
        "  content/Two.md:1:1\n"
        f"  content/{HOSTILE}:1:3\n"
        r'- no note or file is named "\x1b[2J%,:"' + "\n"
        f"  content/{HOSTILE}:2:15\n"
        "warning: dangling-heading\n"
        '- One.md has no heading "Gone"\n'
        "  content/Two.md:1:10\n"
        "6 problems (5 errors, 1 warning) in 3 of 3 notes\n"
    )


@pytest.mark.parametrize("args", [(), ("--format", "text"), ("--format", "agent")])
def test_groups(args: tuple[str, ...], repository: Path) -> None:
    del repository
    command = (
        "check",
        "content/One.md",
        "content/Two.md",
        "--select",
        "links",
        "--no-cache",
        "-q",
        *args,
        "--group-by",
    )
    assert run(*command, "file").stdout == (
        "content/One.md\n"
        '- 1:1: error: no note or file is named "Lost" [dangling-link]\n'
        '- 1:10: error: no note or file is named "Lost" [dangling-link]\n'
        "content/Two.md\n"
        '- 1:1: error: no note or file is named "Lost" [dangling-link]\n'
        '- 1:10: warning: One.md has no heading "Gone" [dangling-heading]\n'
    )
    assert run(*command, "rule").stdout == (
        "error: dangling-link\n"
        '- content/One.md:1:1: no note or file is named "Lost"\n'
        '- content/One.md:1:10: no note or file is named "Lost"\n'
        '- content/Two.md:1:1: no note or file is named "Lost"\n'
        "warning: dangling-heading\n"
        '- content/Two.md:1:10: One.md has no heading "Gone"\n'
    )
    assert run(*command, "target").stdout.splitlines()[:4] == [
        "error: dangling-link",
        '- no note or file is named "Lost"',
        "  content/One.md:1:1 1:10",
        "  content/Two.md:1:1",
    ]


def test_markdown_shows_hostile_text_as_text(repository: Path) -> None:
    del repository
    output = render("markdown")
    rows = [line for line in output.splitlines() if "<code>" in line]
    assert "| 5 | dangling-link | error |" in output
    assert len(rows) == 6
    assert "&#60;b>&#38;" not in output
    assert "&#60;b&#62;&#38;" in rows[3]
    assert "&#91;x&#93;(y)@<!-- -->ü" in rows[3]
    assert all(line.count("|") == 3 for line in rows)


@pytest.mark.parametrize("name", [*BUILT_IN])
def test_no_format_writes_control_characters(name: str, repository: Path) -> None:
    del repository
    assert [char for char in render(name) if char < " " and char != "\n"] == []


def test_several_formats_at_once(repository: Path) -> None:
    """The n-th output belongs to the n-th format."""
    output = render("gitlab", "-o", "g.json", "-f", "jsonl", "-o", "-", "-f", "junit", "-o", "j.xml")
    assert output == render("jsonl")
    assert (repository / "g.json").read_text() == render("gitlab")
    assert (repository / "j.xml").read_text(encoding="utf-8") == render("junit")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-f", "json", "-f", "text"], "--format json and --format text cannot both be written to standard output"),
        (["-f", "json", "-o", "x", "-f", "text", "-o", "x"], "--format json and --format text cannot both be written"),
        (["-o", "x", "-o", "y"], "--output y has no --format: give one for each --output"),
        (["-f", "sarf"], "'sarf' is not one of 'text', 'agent'"),
        (["-f", "sarif", "--group-by", "file"], "--group-by and --format sarif cannot be used together"),
        (["-f", "sarif", "--statistics"], "--statistics and --format sarif cannot be used together"),
    ],
)
def test_contradictions(args: list[str], message: str, repository: Path) -> None:
    del repository
    done = run("check", "content", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert not Path("x").exists()


def in_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


def test_github_is_chosen_in_actions(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del repository
    expected = render("github")
    in_actions(monkeypatch)
    assert run("check", "content", "--select", "links", "--no-cache").stdout == expected


@pytest.mark.parametrize(
    "args", [["--format", "text"], ["--output", "x.txt"], ["--statistics"], ["--format", "json"], ["--diff"]]
)
def test_github_is_not_chosen_if_something_else_is_asked_for(
    args: list[str], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del repository
    expected = run("check", "content", "--no-cache", *args).stdout
    in_actions(monkeypatch)
    assert run("check", "content", "--no-cache", *args).stdout == expected


def test_job_summary(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other steps wrote stays."""
    expected = render("markdown")
    summary = repository / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    render("github")
    assert summary.read_text(encoding="utf-8") == f"before\n{expected}"


def test_job_summary_is_not_written_twice(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = render("markdown")
    summary = repository / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    render("github", "-o", "-", "-f", "markdown", "-o", summary)
    assert summary.read_text(encoding="utf-8") == expected


def test_job_summary_that_cannot_be_written(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "gone/summary.md"))
    done = run("check", "content", "--select", "links", "--no-cache")
    assert done.exit_code == 1
    assert "vaultlint: GITHUB_STEP_SUMMARY: " in done.stderr


def plugin(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a distribution with a format `tea`."""
    module = f"tea_{abs(hash(folder))}"
    lay(folder, {**dist("tea-format", f"[vaultlint.formats]\ntea = {module}:render\n"), f"{module}.py": code})
    monkeypatch.syspath_prepend(folder)


def test_format_of_a_plugin(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del repository
    plugin(tmp_path / "site", "def render(report):\n    return f'{len(report.result.problems)} cups\\n'\n", monkeypatch)
    assert render("tea") == "6 cups\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "cannot be loaded: division by zero"),
        ("def render(report):\n    1 / 0", 'format "tea" failed: ZeroDivisionError: division by zero'),
        ("def render(report):\n    return 1", 'format "tea" returned int, not text'),
    ],
)
def test_format_of_a_plugin_that_fails(
    code: str, message: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del repository
    plugin(tmp_path / "site", code, monkeypatch)
    done: Any = run("check", "content", "--no-cache", "--format", "tea")
    assert done.exit_code == 2
    assert message in done.stderr


def test_sarif_has_fixes_and_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub refuses a report with too many results, so the rest is left out, which the report says."""
    monkeypatch.setattr(sarif_output, "_MAX_RESULTS", 1)
    (tmp_path / "Tea.md").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("[[tea]] [[TEA]]\n", encoding="utf-8")
    [found] = json.loads(run("-f", "sarif", "--select", "case-mismatch", tmp_path).stdout)["runs"]
    [result] = found["results"]
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6},
            "insertedContent": {"text": "Tea|tea"},
        }
    ]
    [notification] = found["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "1 of 2 problems are left out: at most 1 are accepted."
