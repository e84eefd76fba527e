"""A rule's manual page, in Markdown, from its docstring, examples and options."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from vaultlint.rule import Example, Rule


def explain(rule: type[Rule]) -> str:
    """The manual page of a rule."""
    default = rule()
    state = f"{default.severity} by default" if rule.is_default else f"off by default, {default.severity} when on"
    return "\n".join(
        [
            f"# {rule.name}",
            "",
            f"Group {rule.group()}, {state}.",
            "",
            rule.manual(),
            "",
            "## Options",
            "",
            "```toml",
            f"[rules.{rule.name}]",
            *(f"{field.name.replace('_', '-')} = {_toml(getattr(default, field.name))}" for field in fields(rule)),
            "```",
            "",
            "## Example",
            "",
            *_files(rule.bad),
            "vaultlint says:",
            "",
            *(f"    {line}" for line in rule.bad.says),
            "",
            "Without a problem:",
            "",
            *_files(rule.good),
        ]
    )


def _files(example: Example) -> list[str]:
    lines: list[str] = []
    for path, text in example.files.items():
        if text:
            lines += [f"`{path}`:", "", *(f"    {line}".rstrip() for line in text.splitlines()), ""]
        else:
            lines += [f"`{path}`", ""]
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(member)}" for key, member in value.items()) + "}"
    return str(value)
