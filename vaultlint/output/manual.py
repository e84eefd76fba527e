"""Render the manual page of a rule as Markdown, and find the page on disk."""

from __future__ import annotations

from pathlib import Path

from vaultlint.config.options import choices
from vaultlint.rule import Example, Rule
from vaultlint.text.toml_text import toml

_PACKAGE = Path(__file__).parents[1]


def manual_page(name: str) -> Path | None:
    """Return the file with the manual page of a rule; None for a rule of a plugin."""
    installed, in_clone = _PACKAGE / "manual", _PACKAGE.parent / "docs" / "rules"
    page = (installed if installed.is_dir() else in_clone) / f"{name}.md"
    return page if page.is_file() else None


def _switch(rule: type[Rule]) -> str:
    """Say how to turn a rule off, or on if it is off by default."""
    if rule.turned_on_by:
        return f"To turn the rule on, set `{rule.turned_on_by}`."
    switch = "off: `ignore" if rule.is_default else "on: `extend-select"
    return f'To turn the rule {switch} = ["{rule.name}"]`.'


def explain(rule: type[Rule]) -> str:
    """Render the manual page of a rule: its docstring, options and examples."""
    default = rule()
    state = f"{default.severity} by default" if rule.is_default else f"off by default, {default.severity} when on"
    return "\n".join(
        [
            f"# {rule.name}",
            "",
            f"Group {rule.group()}, {state}. {_fixes(rule)}",
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
            _switch(rule),
            f"To hide one problem, put `<!-- vaultlint-disable-line {rule.name} -->` on its line; for a whole note,",
            f"put `vaultlint: {{disable: [{rule.name}]}}` in its front matter.",
            "",
            "## Example",
            "",
            *_example(rule, rule.bad),
            "Output:",
            "",
            *_indented("\n".join(rule.bad.expected)),
            "Without a problem:",
            "",
            *_example(rule, rule.good),
        ]
    )


def best_fix(rule: type[Rule]) -> str:
    """Return the best that a rule offers for its problems, in a word or two."""
    words = {"safe": "fix", "unsafe": "unsafe fix", "suggestion": "suggestions"}
    return next((word for kind, word in words.items() if kind in rule.fixes), "-")


def _fixes(rule: type[Rule]) -> str:
    """What can be done about the problems of a rule, in a sentence."""
    some = "fixes some of its problems"
    said = {
        ("safe",): f"`--fix` {some}",
        ("unsafe",): f"`--fix --unsafe-fixes` {some}",
        ("safe", "unsafe"): f"`--fix` {some}, with `--unsafe-fixes` more",
    }.get(tuple(kind for kind in ("safe", "unsafe") if kind in rule.fixes), "")
    if "suggestion" not in rule.fixes:
        return f"{said}." if said else "It has no fixes."
    return f"{said}, and `--interactive` shows suggestions." if said else "`--interactive` shows suggestions."


def _default(rule: type[Rule], option: str, wanted: type) -> str:
    value = getattr(rule(), option.replace("-", "_"))
    others = " or ".join(toml(choice) for choice in choices(wanted) if choice != value)
    return f"{option} = {toml(value)}" + (f"  # or {others}" if others else "")


def _example(rule: type[Rule], example: Example) -> list[str]:
    """Render the files of an example, after its configuration if that is not the default."""
    lines: list[str] = []
    if example.options:
        options = (f"{option} = {toml(value)}" for option, value in example.options.items())
        lines += ["`vaultlint.toml`:", "", *_indented("\n".join([f"[rules.{rule.name}]", *options]))]
    for path, text in example.files.items():
        lines += [f"`{path}`:", "", *_indented(text)] if text else [f"`{path}`", ""]
    return lines


def _indented(text: str) -> list[str]:
    return [*(f"    {line}".rstrip() for line in text.splitlines()), ""]
