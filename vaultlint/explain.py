"""A rule's manual page, in Markdown, from its docstring, examples and options."""

from __future__ import annotations

from dataclasses import fields

from vaultlint.rule import Example, Rule
from vaultlint.toml_text import toml


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
            *(f"{field.name.replace('_', '-')} = {toml(getattr(default, field.name))}" for field in fields(rule)),
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
