"""What docs/ci.md tells users to write is accepted by the systems that it is for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from vaultlint import __version__
from vaultlint.cli.check_command import check

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(yaml|sh)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SOURCES = [text for language, text in BLOCKS if language == "yaml"]
WORKFLOWS = [text for text in SOURCES if "runs-on:" in text]
PIPELINES = [text for text in SOURCES if "artifacts:" in text]
INPUTS = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))["inputs"]


def test_every_block_is_known() -> None:
    """Blocks that are neither are configurations of pre-commit."""
    assert (len(WORKFLOWS), len(PIPELINES)) == (3, 1)
    others = [text for text in SOURCES if text not in WORKFLOWS + PIPELINES]
    assert [text for text in others if not text.startswith(("repos:\n", "- repo: "))] == []


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        *(("vendor.github-workflows", text) for text in WORKFLOWS),
        *(("vendor.gitlab-ci", text) for text in PIPELINES),
    ],
)
def test_schema(tmp_path: Path, schema: str, text: str) -> None:
    file = tmp_path / "file.yml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    process = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert process.returncode == 0, process.stdout


@pytest.mark.parametrize("text", WORKFLOWS)
def test_workflows_use_the_action_as_it_is(text: str) -> None:
    (job,) = yaml.safe_load(text)["jobs"].values()
    (step,) = [step for step in job["steps"] if step["uses"].startswith("OWNER/")]
    assert step["uses"] == f"OWNER/vaultlint@v{__version__}"
    assert {*step.get("with", {})} <= {*INPUTS}


def test_table_of_inputs_is_complete() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE) == [
        "path",
        "args",
        "since",
        "sarif-file",
        "plugins",
        "version",
    ]
    assert len(INPUTS) == 6


def options_of(command: str) -> list[str]:
    return re.findall(r" (--[a-z-]+)", command)


def test_options_exist() -> None:
    """Every option in the job for GitLab and in the shell recipe is one of `vaultlint check`."""
    jobs: list[dict[str, Any]] = [yaml.safe_load(text)["vaultlint"] for text in PIPELINES]
    lines = [line for job in jobs for line in job["script"]]
    lines += [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
    commands = [line for line in lines if "vaultlint check" in line]
    known = {name for parameter in check.params for name in parameter.opts}
    assert len(commands) == 2
    assert {option for command in commands for option in options_of(command)} - known == set()
    assert [
        line for line in lines if "pip install" in line and f"=={__version__.rpartition('.')[0]}.*" not in line
    ] == []
