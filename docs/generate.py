"""Write the generated parts of README.md, or with --check say whether they are up to date.

    python docs/generate.py [--check]

A part stands between `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import click
from click.testing import CliRunner

from vaultlint.cli import main as vaultlint
from vaultlint.plugins import find_rules

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
WIDTH = 100


def garden_output() -> str:
    """What `make demo` prints."""
    return _code(CliRunner(env={"FORCE_COLOR": None}).invoke(vaultlint, [str(PROJECT / "examples" / "garden")]).stdout)


def check_help() -> str:
    """`vaultlint check --help`."""
    command = vaultlint.commands["check"]
    context = click.Context(command, info_name="vaultlint check", terminal_width=WIDTH, max_content_width=WIDTH)
    return _code(command.get_help(context) + "\n")


def rules() -> str:
    """The table of rules."""
    rows = sorted((rule.group(), name, rule) for name, rule in find_rules().items())
    lines = [
        f"| `{name}` | {group} | {rule().severity if rule.is_default else 'off'} | {rule.summary()} |\n"
        for group, name, rule in rows
    ]
    return "".join(["| rule | group | default | what it finds |\n|---|---|---|---|\n", *lines])


PARTS = {"garden output": garden_output, "check help": check_help, "rules": rules}


def _code(text: str) -> str:
    return f"```text\n{text}```\n"


def generate(text: str) -> str:
    """The text with every part brought up to date."""
    for name, part in PARTS.items():
        marks = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        content = part()
        text, count = marks.subn(lambda found: found[1] + content + found[2], text)  # noqa: B023  used at once
        if count != 1:
            raise SystemExit(f"{README.name}: no part called {name}")
    return text


def main() -> int:
    """Write or check; 1 when a check finds a difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit with 1 where something is stale")
    only_check = parser.parse_args().check
    old = README.read_text(encoding="utf-8")
    new = generate(old)
    if new == old:
        return 0
    if only_check:
        print("README.md is stale: run `make docs`")
        return 1
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
