"""Write what is generated from code and facts, or with --check say whether it is up to date.

    python docs/generate.py [--check]

Parts of README.md and docs/usage.md, each between `<!-- NAME: begin -->` and `<!-- NAME: end -->`; docs/garden.svg,
a picture of what `make demo` prints; docs/obsidian.md from docs/facts/*.toml, whose cases are also run as tests;
docs/rules from the rules that come with vaultlint, where pages of removed rules are deleted;
docs/vaultlint.schema.json.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from terminal_svg import terminal_svg

from vaultlint.cli import main as vaultlint
from vaultlint.cli.check_command import check
from vaultlint.lint.registry import find_rules
from vaultlint.output.manual import explain
from vaultlint.rule import Rule

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
USAGE = PROJECT / "docs" / "usage.md"
GARDEN = PROJECT / "docs" / "garden.svg"
OBSIDIAN = PROJECT / "docs" / "obsidian.md"
SCHEMA = PROJECT / "docs" / "vaultlint.schema.json"
FACTS = PROJECT / "docs" / "facts"
MANUAL = PROJECT / "docs" / "rules"
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

MANUAL_HEAD = """\
# The rules

A page for each rule: what it finds and why that matters, its options, an example. `vaultlint explain RULE` prints the
same page. Under "default" stands the severity of a rule that is on until your configuration says otherwise, or "off".
The name of a group in `select` or `ignore` stands for its rules.

<!-- Written by docs/generate.py from the docstrings, options and examples of the rules: change those. -->
"""


def garden_output() -> str:
    """What `make demo` prints."""
    return _code(_garden("--color", "never"))


def garden_picture() -> str:
    """What `make demo` prints, as it looks in a terminal."""
    return terminal_svg("vaultlint examples/garden", _garden("--color", "always"))


def _garden(*options: str) -> str:
    runner = CliRunner(env={"FORCE_HYPERLINK": "0"})
    return runner.invoke(vaultlint, ["check", *options, str(PROJECT / "examples" / "garden")], color=True).stdout


def check_help() -> str:
    """`vaultlint check --help`."""
    context = click.Context(check, info_name="vaultlint check", terminal_width=WIDTH, max_content_width=WIDTH)
    return _code(check.get_help(context) + "\n")


RULES = sorted(
    (rule for rule in find_rules().values() if rule.__module__.startswith("vaultlint_rules.")),
    key=lambda rule: (rule.group(), rule.name),
)


def rules() -> str:
    """The table of rules, each with a link to its page."""
    lines = [
        f"| [`{rule.name}`](docs/rules/{rule.name}.md) | [{rule.group()}](docs/rules/README.md#{rule.group()})"
        f" | {_state(rule)} | {rule.summary()} |\n"
        for rule in RULES
    ]
    return "".join(["| rule | group | default | what it finds |\n|---|---|---|---|\n", *lines])


def _state(rule: type[Rule]) -> str:
    return rule().severity if rule.is_default else "off"


PARTS = {
    README: {"rules": rules},
    USAGE: {"garden output": garden_output, "check help": check_help},
}
"""The generated parts of pages that are otherwise written by hand."""


def _code(text: str) -> str:
    return f"```text\n{text}```\n"


def page(file: Path) -> str:
    """A page written by hand, with its generated parts brought up to date."""
    text = file.read_text(encoding="utf-8")
    for name, part in PARTS[file].items():
        marks = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        content = part()
        text, count = marks.subn(lambda found: found[1] + content + found[2], text)  # noqa: B023  used at once
        if count != 1:
            raise SystemExit(f"{file.name}: no part called {name}")
    return text


def manual() -> str:
    """The manual's first page: the rules of each group."""
    sections = [MANUAL_HEAD]
    for group, members in groupby(RULES, key=lambda rule: rule.group()):
        listed = list(members)
        about = import_module(listed[0].__module__.rpartition(".")[0]).__doc__
        sections.append(f"\n## {group}\n\n{about}\n\n| rule | default | what it finds |\n|---|---|---|\n")
        sections += [f"| [`{rule.name}`]({rule.name}.md) | {_state(rule)} | {rule.summary()} |\n" for rule in listed]
    return "".join(sections)


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


FILES: dict[Path, Callable[[], str]] = {
    **{file: partial(page, file) for file in PARTS},
    GARDEN: garden_picture,
    OBSIDIAN: obsidian,
    SCHEMA: schema,
    MANUAL / "README.md": manual,
    **{MANUAL / f"{rule.name}.md": partial(explain, rule) for rule in RULES},
}
"""What is generated, and how."""


def main() -> int:
    """Write or check; 1 when a check finds a difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit with 1 where something is stale")
    only_check = parser.parse_args().check
    wanted = {file: generate() for file, generate in FILES.items()}
    present = {file: file.read_text(encoding="utf-8") for file in (*wanted, *MANUAL.glob("*.md")) if file.exists()}
    stale = [file for file in (*wanted, *present) if wanted.get(file) != present.get(file)]
    for file in dict.fromkeys(stale):
        if only_check:
            print(f"{file.relative_to(PROJECT).as_posix()} is stale: run `make docs`")
        elif file in wanted:
            file.parent.mkdir(exist_ok=True)
            file.write_text(wanted[file], encoding="utf-8", newline="\n")
        else:
            file.unlink()
    return int(only_check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
