"""For tests of rules, ours and yours: a vault from a dict, and what a rule says about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vaultlint.files import Memory
from vaultlint.report import line_of
from vaultlint.rule import Rule
from vaultlint.vault import Vault, read_vault


def vault(files: Mapping[str, str | bytes]) -> Vault:
    """A vault from its files' contents by path; `.obsidian/app.json` and the like count too."""
    return read_vault(Path("/vault"), Memory(files))


def says(rule: Rule, files: Mapping[str, str | bytes]) -> list[str]:
    """The lines that a configured rule prints about a vault, in the order of text output."""
    return [line_of(problem) for problem in sorted(rule.check(vault(files)), key=lambda problem: problem.order)]
