"""Write what is generated from code and facts, or with --check say whether it is fresh.

    python docs/generate.py [--check]

Parts of README.md, each between `<!-- NAME: begin -->` and `<!-- NAME: end -->`; docs/vaultlint.schema.json; and
docs/obsidian.md, from docs/facts/*.toml, whose cases are also run as tests.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from vaultlint.cli import main as vaultlint
from vaultlint.plugins import find_rules

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
OBSIDIAN = PROJECT / "docs" / "obsidian.md"
SCHEMA = PROJECT / "docs" / "vaultlint.schema.json"
FACTS = PROJECT / "docs" / "facts"
WIDTH = 100

OBSIDIAN_HEAD = """\
# How Obsidian reads and resolves, as vaultlint follows it

What counts as a link in Obsidian, and what each link leads to: fact by fact, with the cases that vaultlint's tests run.
Comments in the code refer to the numbers. In brackets stands where a fact is from:

- *help*: Obsidian's own documentation or release notes, with the version where it matters;
- *measured*: recorded in the running app, 1.13 or 1.14, by people who published what they saw;
- *secondary*: several independent descriptions agree;
- *choice*: not known, or not fixed by Obsidian; this is what vaultlint does.

In the cases ⏎ is a line end, ⇥ a tab, ⍽ a no-break space. Where nothing else is said, the link stands in `note.md` at
the vault's root, beside a note `Tea.md` with headings "Green tea", "Brewing", "Cold brew" and the block `^water`.

<!-- Written by docs/generate.py from docs/facts/*.toml: change those. -->

"""


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


def readme() -> str:
    """README.md with every part brought up to date."""
    text = README.read_text(encoding="utf-8")
    for name, part in PARTS.items():
        marks = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        content = part()
        text, count = marks.subn(lambda found: found[1] + content + found[2], text)  # noqa: B023  used at once
        if count != 1:
            raise SystemExit(f"{README.name}: no part called {name}")
    return text


def obsidian() -> str:
    """The page of facts about Obsidian, each with its cases."""
    pages = [OBSIDIAN_HEAD]
    for file in sorted(FACTS.glob("*.toml")):
        section = tomllib.loads(file.read_text(encoding="utf-8"))
        pages.append(f"## S{file.name[0]} {section['title']}\n\n")
        for fact in section["facts"]:
            pages.append(f"**{fact['id']}** {fact['fact']} *({fact['source']})*\n\n")
            pages += [f"- {_case(case)}\n" for case in fact["cases"]]
            pages.append("\n")
    return "".join(pages).rstrip("\n") + "\n"


def schema() -> str:
    """What `vaultlint config --schema` prints."""
    return CliRunner().invoke(vaultlint, ["config", "--schema", "--isolated"]).stdout


def _case(case: Mapping[str, Any]) -> str:
    text, link, files = case["text"], case.get("link", case["text"]), case.get("files", [])
    words = [_literal(link)]
    if text != link:
        words.append(f"in {_literal(text)}")
    if "source" in case:
        words.append(f"in the file {_literal(case['source'])}")
    if isinstance(files, dict):
        shown = [_literal(name) + (f" ({_literal(content)})" if content else "") for name, content in files.items()]
    else:
        shown = [_literal(name) for name in files]
    if shown:
        words.append(f"beside {', '.join(shown)}")
    return f"{' '.join(words)}: {_verdict(case['is'])}"


def _verdict(verdict: str) -> str:
    if verdict.startswith("ambiguous: "):
        return f"ambiguous, Obsidian takes {_literal(verdict.removeprefix('ambiguous: '))}"
    in_words = {
        "dangling": "dangles",
        "no link": "is no link",
        "external": "leads out of the vault",
        "ambiguous": "ambiguous",
        "missing heading": "no such heading",
        "missing block": "no such block",
    }
    return in_words.get(verdict) or f"leads to {_literal(verdict)}"


def _literal(text: str) -> str:
    """A text as a code span, line ends shown as arrows; the fence is longer than any run of backticks in it."""
    shown = text.replace("\r\n", "\n").replace("\n", "⏎").replace("\t", "⇥").replace("\N{NO-BREAK SPACE}", "⍽")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or len(fence) > 1 else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def main() -> int:
    """Write or check; 1 when a check finds a difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit with 1 where something is stale")
    only_check = parser.parse_args().check
    stale = 0
    for file, generate in ((README, readme), (OBSIDIAN, obsidian), (SCHEMA, schema)):
        new = generate()
        if file.exists() and file.read_text(encoding="utf-8") == new:
            continue
        if only_check:
            print(f"{file.name} is stale: run `make docs`")
            stale = 1
        else:
            file.write_text(new, encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
