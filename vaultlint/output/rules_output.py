"""Describe rules for `vaultlint rules` and `vaultlint explain`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vaultlint.output.json_output import VERSION, to_json
from vaultlint.output.manual import best_fix, explain
from vaultlint.rule import Rule


def render_rules_text(
    rules: Mapping[str, type[Rule]], active: Mapping[str, Rule], linked: Callable[[str], str] = str
) -> str:
    """Render a line for each rule: name, group, severity, on or off, whether it has fixes, and what it finds.

    `active` are the rules that are on, as configured; `linked` makes a link of a rule's name.
    """
    rows = [
        (each["name"], each["group"], each["severity"], "on" if each["on"] else "off", best_fix(rule), each["summary"])
        for rule in rules.values()
        for each in [_members(rule, active)]
    ]
    rows.sort(key=lambda row: (row[1], row[0]))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[0] = cells[0].replace(row[0], linked(row[0]), 1)
        lines.append("  ".join([*cells, row[5]]))
    return "".join(f"{line}\n" for line in lines)


def render_rules_json(rules: Mapping[str, type[Rule]], active: Mapping[str, Rule]) -> str:
    """Render the rules as JSON, sorted by group and name."""
    members = [_members(rule, active) for rule in rules.values()]
    return to_json({"version": VERSION, "rules": sorted(members, key=lambda each: (each["group"], each["name"]))})


def render_rule_json(rule: type[Rule], active: Mapping[str, Rule]) -> str:
    """Render a rule with its manual page as JSON."""
    return to_json({"version": VERSION, "rule": {**_members(rule, active), "manual": explain(rule)}})


def _members(rule: type[Rule], active: Mapping[str, Rule]) -> dict[str, Any]:
    return {
        "name": rule.name,
        "group": rule.group(),
        "severity": str((active.get(rule.name) or rule()).severity),
        "on": rule.name in active,
        "fixes": list(rule.fixes),
        "summary": rule.summary(),
    }
