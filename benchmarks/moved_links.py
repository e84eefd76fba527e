"""Rename a note to which every kind of link leads, with each tool, and compare what becomes of the links.

    python -m benchmarks.moved_links                                  # print the tables
    python -m benchmarks.moved_links --output docs/moving-compared.md

Whether a link still leads where it led is judged by `vaultlint index`, which follows docs/obsidian.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.install import install_from_npm, install_from_pypi
from benchmarks.measure import CommandFailedError, output

LIMIT = 300.0  # seconds


class Kind(NamedTuple):
    """A kind of link: what it is called, and the text of a note (`path`) in which it stands."""

    name: str
    text: str
    path: str = ""


class Scenario(NamedTuple):
    """Something to rename: what it is, the links that lead to it, the other files, and the paths before and after.

    `heading` is the old and the new text of a heading of the note, where that is renamed instead.
    """

    title: str
    about: str
    kinds: tuple[Kind, ...]
    files: Mapping[str, str]
    old: str
    new: str
    heading: tuple[str, str] | None = None


OLD = "# Head one\n\nText with a block. ^b1\n"

RENAMED = Scenario(
    "A note gets another name",
    "`notes/Old.md` becomes `notes/New name.md`.",
    (
        Kind("name", "[[Old]]"),
        Kind("name in another case", "[[old]]"),
        Kind("display text", "[[Old|text]]"),
        Kind("display text that is the name", "[[Old|Old]]"),
        Kind("path", "[[notes/Old]]"),
        Kind("path with `.md`", "[[notes/Old.md]]"),
        Kind("relative path", "[[../notes/Old]]"),
        Kind("embed", "![[Old]]"),
        Kind("heading", "[[Old#Head one]]"),
        Kind("heading in another case", "[[Old#head ONE|text]]"),
        Kind("embedded heading", "![[Old#Head one]]"),
        Kind("block", "[[Old#^b1]]"),
        Kind("Markdown, name", "[x](Old.md)"),
        Kind("Markdown, path", "[x](notes/Old.md)"),
        Kind("Markdown, path in angle brackets", "[x](<notes/Old.md>)"),
        Kind("Markdown, relative path", "[x](../notes/Old.md)"),
        Kind("Markdown, without `.md`", "[x](../notes/Old)"),
        Kind("Markdown, heading and title", '[x](../notes/Old.md#Head%20one "Title")'),
        Kind("Markdown, text that is the name", "[Old](../notes/Old.md)"),
        Kind("Markdown, by reference", "[x][o]\n\n[o]: ../notes/Old.md"),
        Kind("table cell", "| a | b |\n|---|---|\n| [[Old\\|x]] | y |"),
        Kind("callout", "> [!note]\n> [[Old]]"),
        Kind("property, double quotes", '---\nup: "[[Old]]"\n---'),
        Kind("property, single quotes", "---\nup: '[[Old|x]]'\n---"),
        Kind("property, list", '---\nup:\n  - "[[notes/Old]]"\n---'),
        Kind("property, Markdown", '---\nup: "[x](notes/Old.md)"\n---'),
        Kind("Obsidian comment", "%% [[Old]] %%"),
        Kind("in the note itself", f"{OLD}\n[[#Head one]] [[Old#Head one]]", "notes/Old.md"),
        Kind("in a canvas, file", '{"nodes": [{"id": "1", "type": "file", "file": "notes/Old.md"}]}', "file.canvas"),
        Kind("in a canvas, text", '{"nodes": [{"id": "1", "type": "text", "text": "[[Old]]"}]}', "text.canvas"),
        Kind("in code: no link", "`[[Old]]`"),
    ),
    {},
    "notes/Old.md",
    "notes/New name.md",
)
MOVED = Scenario(
    "A note gets another folder",
    "`notes/Old.md` becomes `archive/2024/Old.md`.",
    (
        Kind("name", "[[Old]]"),
        Kind("path", "[[notes/Old|text]]"),
        Kind("Markdown, name", "[x](Old.md)"),
        Kind("Markdown, relative path", "[x](../notes/Old.md)"),
        Kind("property", '---\nup: "[[notes/Old]]"\n---'),
        Kind("canvas", '{"nodes": [{"id": "1", "type": "file", "file": "notes/Old.md"}]}', "file.canvas"),
        Kind("out of the note", f"{OLD}\n[x](../log/Other.md) ![[./cup.png]] ![y](cup.png)", "notes/Old.md"),
    ),
    {"log/Other.md": "", "notes/cup.png": ""},
    "notes/Old.md",
    "archive/2024/Old.md",
)
TAKEN = Scenario(
    "The new name is taken in another folder",
    "`notes/Old.md` becomes `notes/Tea.md`, beside `drinks/Tea.md`.",
    (
        Kind("to the note", "[[Old]]"),
        Kind("to the other one", "[[Tea]]"),
        Kind("to the other one, Markdown", "[x](Tea.md)"),
    ),
    {"notes/Old.md": OLD, "drinks/Tea.md": ""},
    "notes/Old.md",
    "notes/Tea.md",
)
HEADING = Scenario(
    "A heading gets another text",
    '"Head one" of `notes/Old.md`, below "Top", becomes "Part one: tea".',
    (
        Kind("heading", "[[Old#Head one]]"),
        Kind("heading in another case", "[[old#head ONE|text]]"),
        Kind("embedded heading", "![[notes/Old#Head one]]"),
        Kind("heading below another", "[[Old#Top#Head one]]"),
        Kind("heading above the one below it", "[[Old#Head one#Sub]]"),
        Kind("Markdown", "[x](../notes/Old.md#Head%20one)"),
        Kind("table cell", "| a | b |\n|---|---|\n| [[Old#Head one\\|x]] | y |"),
        Kind("property", '---\nup: "[[Old#Head one]]"\n---'),
        Kind("canvas", '{"nodes": [{"id": "1", "type": "text", "text": "[[Old#Head one]]"}]}', "text.canvas"),
        Kind("in the note itself", "# Top\n\n## Head one\n\n### Sub\n\n[[#Head one]]", "notes/Old.md"),
        Kind("another heading", "[[Old#Top]]"),
    ),
    {},
    "notes/Old.md",
    "notes/Old.md",
    ("Head one", "Part one: tea"),
)
SCENARIOS = (RENAMED, MOVED, TAKEN, HEADING)


@dataclass(frozen=True, slots=True)
class Mover:
    """A tool that renames notes: how it is called for each scenario, and what it needs in the vault."""

    name: str
    version: str
    command: Callable[[Scenario], Sequence[str]]
    files: Mapping[str, str]


class Outcome(NamedTuple):
    """What became of the link of a kind: its source, and whether it leads where it led."""

    source: str
    is_right: bool


def movers(folder: Path) -> Iterator[Mover]:
    """Install the tools below a folder, and yield them, vaultlint first."""
    vaultlint = [sys.executable, "-m", "vaultlint"]
    version = output([*vaultlint, "--version"], folder, LIMIT).split()[1]
    yield Mover("vaultlint", version, lambda what: [*vaultlint, "mv", *ours(what)], {})
    mdsmith = install_from_pypi("mdsmith", folder / "mdsmith")
    program = str(mdsmith.commands / "mdsmith")
    config = {".mdsmith.yml": "convention: obsidian\n"}
    yield Mover("mdsmith", mdsmith.version, lambda what: [program, *_mdsmith(what)], config)
    foam = install_from_npm("foam-cli", folder / "foam-cli")
    foam_program = str(foam.commands / "foam")
    yield Mover("foam-cli", foam.version, lambda what: [foam_program, "rename", *_foam(what)], {})


def ours(scenario: Scenario) -> list[str]:
    """Return what `vaultlint mv` is told to do."""
    if scenario.heading:
        old, new = scenario.heading
        return [f"{scenario.old}#{old}", new]
    return [scenario.old, scenario.new]


def _mdsmith(scenario: Scenario) -> list[str]:
    if scenario.heading:
        return ["rename", scenario.old, *scenario.heading]
    return ["move", scenario.old, scenario.new]


def _foam(scenario: Scenario) -> list[str]:
    """Foam takes the name of a note, and its folder apart."""
    note = scenario.old.removesuffix(".md")
    if scenario.heading:
        return ["section", note, *scenario.heading]
    folder, _, name = scenario.new.rpartition("/")
    words = ["note", note, name.removesuffix(".md")]
    return words if folder == scenario.old.rpartition("/")[0] else [*words, "--target-path", folder]


def outcomes(scenario: Scenario, mover: Mover, folder: Path) -> list[Outcome]:
    """Rename in a new vault, and judge what became of each kind of link; raises CommandFailedError."""
    for path, text in {**scenario.files, **_notes(scenario), **mover.files, ".obsidian/app.json": "{}"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    before = _links(folder)
    output(mover.command(scenario), folder, LIMIT, expected=(0,))
    after = _links(folder)
    found = []
    for path in _paths(scenario):
        now = scenario.new if path == scenario.old else path
        links, expected = after.get(now, []), [_moved(link, scenario) for link in before.get(path, [])]
        is_right = [link[1:] for link in links] == [link[1:] for link in expected]
        source = " ".join(link[0] for link in links) or (folder / now).read_text(encoding="utf-8").strip()
        found.append(Outcome(source, is_right))
    return found


def _paths(scenario: Scenario) -> list[str]:
    """The path of the file in which each kind of link stands."""
    return [kind.path or f"log/{number:02}.md" for number, kind in enumerate(scenario.kinds, 1)]


def _notes(scenario: Scenario) -> dict[str, str]:
    return {path: kind.text for path, kind in zip(_paths(scenario), scenario.kinds, strict=True)}


class _Led(NamedTuple):
    """A link: its source, where it leads, and whether its heading or block is there."""

    source: str
    to: str | None
    fragment: str | None


def _links(folder: Path) -> dict[str, list[_Led]]:
    """The links of each file, in the order of its text."""
    index = json.loads(output([sys.executable, "-m", "vaultlint", "index", "--no-cache", "-f", "json"], folder, LIMIT))
    found: dict[str, list[_Led]] = {}
    for link in index["links"]:
        found.setdefault(link["path"], []).append(_Led(link["raw"], link["resolved"], link["fragment_status"]))
    return found


def _moved(link: _Led, scenario: Scenario) -> _Led:
    """What a link must be after the renaming, but for its source."""
    return link._replace(to=scenario.new) if link.to == scenario.old else link


def page(tools: Sequence[Mover]) -> Iterator[str]:
    """Yield the lines of the page with the tables."""
    yield "# Renaming a note, compared"
    yield ""
    yield "What becomes of each kind of link when a note is renamed or moved, written by"
    yield "`python -m benchmarks.moved_links`. ✓: the link leads where it led before, as"
    yield "[Obsidian resolves links](obsidian.md). ✗: it leads to nothing or elsewhere, or is no link any more."
    yield ""
    yield "The commands are `vaultlint mv`, `mdsmith move` and `mdsmith rename` with `convention: obsidian`, and"
    yield "`foam rename note` and `foam rename section`."
    for scenario in SCENARIOS:
        results = [_results(scenario, tool) for tool in tools]
        yield ""
        yield f"## {scenario.title}"
        yield ""
        yield f"{scenario.about}"
        yield ""
        yield f"| link | before | {' | '.join(f'{tool.name} {tool.version}' for tool in tools)} |"
        yield f"|---|---|{'---|' * len(tools)}"
        before = _sources(scenario)
        for number, kind in enumerate(scenario.kinds):
            cells = [_cell(found[number], before[number]) if found else "failed" for found in results]
            yield f"| {kind.name} | {_code(before[number])} | {' | '.join(cells)} |"
        totals = [f"{sum(each.is_right for each in found)} of {len(found)}" if found else "" for found in results]
        yield f"| **right** | | {' | '.join(totals)} |"


def _results(scenario: Scenario, tool: Mover) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return outcomes(scenario, tool, Path(folder))
        except CommandFailedError as error:
            print(f"{tool.name}: {scenario.title}: {error}", file=sys.stderr)
            return []


def _sources(scenario: Scenario) -> list[str]:
    """The source of the links of each kind before."""
    nothing = Mover("nothing", "", lambda _: ["true"], {})
    with tempfile.TemporaryDirectory() as folder:
        return [each.source for each in outcomes(scenario._replace(new=scenario.old), nothing, Path(folder))]


def _cell(outcome: Outcome, before: str) -> str:
    mark = "✓" if outcome.is_right else "✗"
    return f"{mark} unchanged" if outcome.source == before else f"{mark} {_code(outcome.source)}"


def _code(text: str) -> str:
    """Show a source in a cell of a table."""
    line = text.replace("\n", " ").replace("|", "\\|")
    return f"`` {line} ``" if "`" in line else f"`{line}`"


def main() -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.moved_links", description=__doc__)
    parser.add_argument("--output", type=Path, help="the page to write")
    parser.add_argument("--tools", type=Path, help="where the tools are installed, to use them again")
    options = parser.parse_args()
    folder = options.tools or Path(tempfile.mkdtemp())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{line}\n" for line in page(list(movers(folder))))
    finally:
        if not options.tools:
            shutil.rmtree(folder)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
