"""Helpers for tests of rules: make a vault from a dict, and run one rule over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import msgspec

from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.lint.engine import check
from vaultlint.output.text_output import problem_line
from vaultlint.rule import Rule
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import Vault, read_vault


def vault(files: Mapping[str, str | bytes]) -> Vault:
    """Make a vault from the contents of its files by path, including settings such as `.obsidian/app.json`."""
    return read_vault(Path("/vault"), Memory(files))


def says(rule: Rule, files: Mapping[str, str | bytes]) -> list[str]:
    """Return the lines that `vaultlint check` prints if this rule, with these options, is the only one.

    Suppressions in the notes apply. Raises AssertionError if the rule fails.
    """
    options = {field.name.replace("_", "-"): msgspec.to_builtins(getattr(rule, field.name)) for field in fields(rule)}
    config = Config(Options(select=(rule.name,), rules={rule.name: options}))
    result = check(vault(files), Selection({rule.name: type(rule)}, config))
    if result.failures:
        raise AssertionError(*result.failures)
    return [problem_line(problem) for problem in result.problems]
