"""The skill for AI agents names commands and options that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import frontmatter
import pytest

from vaultlint.cli import main

PROJECT = Path(__file__).parents[1]
SKILL = (PROJECT / "skills" / "vaultlint" / "SKILL.md").read_text(encoding="utf-8")
AGENTS = (PROJECT / "docs" / "agents.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (vaultlint .*?)(?: +#.*)?$", SKILL, re.MULTILINE) + re.findall(
    r"^(vaultlint .*?)(?: <.*)?$|`(vaultlint [^`]*)`", AGENTS, re.MULTILINE
)


def test_front_matter() -> None:
    """Agents read only these two keys, up to these lengths."""
    found = frontmatter.loads(SKILL)
    assert found["name"] == "vaultlint"
    assert 0 < len(str(found["description"])) <= 1024
    assert len(SKILL.splitlines()) < 500


@pytest.mark.parametrize("command", [each if isinstance(each, str) else each[0] or each[1] for each in COMMANDS])
def test_commands(command: str) -> None:
    _, name, *args = shlex.split(command, comments=False)
    found = main.get_command(click.Context(main), name)
    assert found is not None
    known = {flag for param in found.params for flag in param.opts}
    assert [arg for arg in args if arg.startswith("--") and arg not in known] == []
