"""The GitHub Action: its steps run as Actions runs them, and no input is ever a command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from vaultlint.cli.check_command import check

PROJECT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")

needs_bash = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="the steps are run by bash, and paths are POSIX paths"
)

RECORDER = """\
#!/bin/sh
printf '%s\\n' "$#" "$@" > "$RECORD"
exit "${RECORDED_EXIT_CODE:-0}"
"""


def run_step(workspace: Path, inputs: dict[str, str], **env: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the step that checks in a folder, as Actions does, and return what it says and its outputs."""
    (step,) = [step for step in STEPS if "run" in step]
    given = {name: about["default"] for name, about in ACTION["inputs"].items()} | inputs
    values = {name: INPUT.sub(lambda found: given[found[1]], text) for name, text in step["env"].items()}
    temp = workspace.parent / "temp"
    temp.mkdir(exist_ok=True)
    actions = {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKFLOW": "CI",
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_ACTION_PATH": str(PROJECT),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "RUNNER_TEMP": str(temp),
    }
    (temp / "output").write_text("", encoding="utf-8")
    script = temp / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    process = subprocess.run(
        command,
        cwd=workspace,
        env={**os.environ, **actions, **values, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return process, (temp / "output").read_text(encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty checkout."""
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


def words_of(workspace: Path, inputs: dict[str, str], **env: str) -> list[str]:
    """The words after `vaultlint check` with which the step calls uvx, which is replaced by a recorder."""
    process, _ = recorded(workspace, inputs, **env)
    assert process.returncode == 0, process.stderr
    number, *words = (workspace.parent / "record").read_text(encoding="utf-8").split("\n")
    assert len(words) - 1 == int(number)  # no word holds a line break
    start = words.index("check")
    assert words[start + 1].startswith("--cache-dir=")
    return words[start + 2 : -1]


def recorded(workspace: Path, inputs: dict[str, str], **env: str) -> tuple[subprocess.CompletedProcess[str], str]:
    tools = workspace.parent / "bin"
    tools.mkdir(exist_ok=True)
    (tools / "uvx").write_text(RECORDER, encoding="utf-8")
    (tools / "uvx").chmod(0o755)
    record = str(workspace.parent / "record")
    return run_step(workspace, inputs, PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", RECORD=record, **env)


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        pytest.param({}, ["--format", "github", "--", "."], id="nothing"),
        pytest.param(
            {"path": "my notes/über"}, ["--format", "github", "--", "my notes/über"], id="a path with a space"
        ),
        pytest.param({"path": "--output=x"}, ["--format", "github", "--", "--output=x"], id="a path like an option"),
        pytest.param(
            {"args": "--fail-on error\n--exclude 'my notes/*' --ignore=\"orphan-note\"\n"},
            ["--fail-on", "error", "--exclude", "my notes/*", "--ignore=orphan-note", "--format", "github", "--", "."],
            id="args on two lines, in quotes",
        ),
        pytest.param({"args": " \n "}, ["--format", "github", "--", "."], id="args of spaces"),
        pytest.param({"since": "origin/main"}, ["--since=origin/main", "--format", "github", "--", "."], id="since"),
        pytest.param(
            {"sarif-file": "out.sarif", "args": "--format markdown --output report.md"},
            [
                *("--format", "markdown", "--output", "report.md"),
                *("--format", "sarif", "--output=out.sarif"),
                *("--format", "github", "--", "."),
            ],
            id="each file belongs to the format before it",
        ),
    ],
)
def test_words(workspace: Path, inputs: dict[str, str], words: list[str]) -> None:
    assert words_of(workspace, inputs) == words


HOSTILE = [
    "$(touch x)",
    "`touch x`",
    "; touch x",
    "&& touch x",
    "| touch x",
    "$HOME",
    "*",
    "> x",
    "${IFS}",
    "é $(touch x)",
]


@needs_bash
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["path", "args", "since", "sarif-file"])
def test_no_input_is_run(workspace: Path, name: str, text: str) -> None:
    """What a shell would act on arrives as it was written."""
    (workspace / "file.md").touch()
    words = words_of(workspace, {name: text})
    assert sorted(file.name for file in workspace.iterdir()) == ["file.md"]
    assert text in " ".join(words)


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        pytest.param({"args": "'open"}, "a quote in the input args is not closed", id="a quote"),
        pytest.param({"args": '"$(touch x)'}, "a quote in the input args is not closed", id="a quote and a command"),
        pytest.param({"version": "1 --index-url=x"}, "the input version must be a version such as 0.2.0", id="version"),
        pytest.param(
            {"version": "$(touch x)"}, "the input version must be a version such as 0.2.0", id="hostile version"
        ),
    ],
)
def test_what_cannot_be_understood_is_refused(workspace: Path, inputs: dict[str, str], message: str) -> None:
    process, output = recorded(workspace, inputs)
    assert process.stdout == f"::error title=vaultlint::{message}\n"
    assert (process.returncode, output) == (2, "exit-code=2\n")
    assert not (workspace.parent / "record").exists()
    assert list(workspace.iterdir()) == []


@needs_bash
def test_version_and_plugins(workspace: Path) -> None:
    recorded(workspace, {"version": "0.2.0", "plugins": "acme-rules==2.5\n\nother; touch x\n"})
    words = (workspace.parent / "record").read_text(encoding="utf-8").splitlines()
    assert words[4:8] == ["--from", "obsidian-vaultlint[all]==0.2.0", "--with=acme-rules==2.5", "--with=other; touch x"]


@needs_bash
@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_exit_code_is_passed_on(workspace: Path, code: str) -> None:
    process, output = recorded(workspace, {}, RECORDED_EXIT_CODE=code)
    assert (process.returncode, output) == (int(code), f"exit-code={code}\n")


def test_expressions_stand_outside_of_scripts() -> None:
    """An expression in a script would be text of the script before bash reads it."""
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)


def test_every_input_is_used() -> None:
    (env,) = [step["env"] for step in STEPS if "run" in step]
    assert {found[1] for text in env.values() for found in INPUT.finditer(text)} == {*ACTION["inputs"]}


WORKFLOWS = [PROJECT / "action.yml", *sorted((PROJECT / ".github" / "workflows").iterdir())]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_other_actions_are_pinned(file: Path) -> None:
    """By a commit, with the version beside it; those of this repository by their path."""
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert [use for use in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+|\./.*", use)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_schema(file: Path) -> None:
    schema = "vendor.github-actions" if file.name == "action.yml" else "vendor.github-workflows"
    check_schema(schema, file)


def check_schema(schema: str, file: Path) -> None:
    """Check a file with a schema that comes with check-jsonschema."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    process = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert process.returncode == 0, process.stdout


@needs_bash
@pytest.mark.slow
@pytest.mark.skipif(
    not any("github" in getattr(option.type, "choices", ()) for option in check.params),
    reason="this version has no format for GitHub",
)
def test_a_broken_link_fails_the_check(workspace: Path) -> None:
    """The real thing: installed from this checkout, in a repository whose vault is a folder of it."""
    (workspace / "content").mkdir()
    (workspace / "content" / "Tea.md").write_text("[[gone]]\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=workspace, check=True)
    uv = Path(sys.executable).parent
    process, output = run_step(
        workspace,
        {"path": "content", "args": "--select dangling-link"},
        PATH=f"{uv}{os.pathsep}{os.environ['PATH']}",
        UV_PYTHON=sys.executable,
    )
    assert 'no note or file is named "gone"' in process.stdout, process.stderr
    assert re.search(r"^::error .*file=content/Tea\.md,line=1", process.stdout, re.MULTILINE), process.stdout
    assert (process.returncode, output) == (1, "exit-code=1\n")
    assert list(workspace.glob("**/.vaultlint_cache")) == []
