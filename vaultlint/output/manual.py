"""A rule's manual page, in Markdown, from its docstring, options and examples; and where the page is on disk."""

from __future__ import annotations

from pathlib import Path

from vaultlint.config.options import choices
from vaultlint.rule import Example, Rule
from vaultlint.text.toml_text import toml

_PACKAGE = Path(__file__).parents[1]


def manual_page(name: str) -> Path | None:
    """The file with a rule's manual page; None for a rule that did not come with vaultlint."""
    installed, in_clone = _PACKAGE / "manual", _PACKAGE.parent / "docs" / "rules"
    page = (installed if installed.is_dir() else in_clone) / f"{name}.md"
    return page if page.is_file() else None


def explain(rule: type[Rule]) -> str:
    """The manual page of a rule."""
    default = rule()
    state = f"{default.severity} by default" if rule.is_default else f"off by default, {default.severity} when on"
    switch = "off: `ignore" if rule.is_default else "on: `extend-select"
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
            *(_default(rule, option, wanted) for option, wanted in rule.options().items()),
            "```",
            "",
            f'To switch the rule {switch} = ["{rule.name}"]`.',
            'To silence single problems: see "Suppress" in the README of vaultlint.',
            "",
            "## Example",
            "",
            *_example(rule, rule.bad),
            "vaultlint says:",
            "",
            *_indented("\n".join(rule.bad.says)),
            "Without a problem:",
            "",
            *_example(rule, rule.good),
        ]
    )


def _default(rule: type[Rule], option: str, wanted: type) -> str:
    value = getattr(rule(), option.replace("-", "_"))
    others = " or ".join(toml(choice) for choice in choices(wanted) if choice != value)
    return f"{option} = {toml(value)}" + (f"  # or {others}" if others else "")


def _example(rule: type[Rule], example: Example) -> list[str]:
    """The files of an example, its configuration first where it is not the default one."""
    lines: list[str] = []
    if example.options:
        options = (f"{option} = {toml(value)}" for option, value in example.options.items())
        lines += ["`vaultlint.toml`:", "", *_indented("\n".join([f"[rules.{rule.name}]", *options]))]
    for path, text in example.files.items():
        lines += [f"`{path}`:", "", *_indented(text)] if text else [f"`{path}`", ""]
    return lines


def _indented(text: str) -> list[str]:
    return [*(f"    {line}".rstrip() for line in text.splitlines()), ""]
