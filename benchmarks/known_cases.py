"""A small vault of known cases, each in a file: what is broken, what is not, and what Obsidian does with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated_vaults import PNG


class KnownCase(NamedTuple):
    """A thing that a checker must report (`is_fault`) or not, and how Obsidian takes it.

    `text` is that of the case's file, `shown` the part that the table shows. `fact` is the number of the fact in
    docs/obsidian.md that says what Obsidian does; empty where the page says nothing of it.
    """

    name: str
    shown: str
    is_fault: bool
    obsidian: str
    fact: str = ""
    text: str = ""
    is_linked: bool = True
    extension: str = ".md"


class Group(NamedTuple):
    """Cases of one kind: a tool that reports none of the faults of a group is said not to check it."""

    title: str
    cases: tuple[KnownCase, ...]


def _opens(name: str, link: str, fact: str, text: str = "") -> KnownCase:
    return KnownCase(name, link, is_fault=False, obsidian="opens it", fact=fact, text=text or link)


def _unresolved(name: str, link: str, fact: str, text: str = "") -> KnownCase:
    return KnownCase(name, link, is_fault=True, obsidian="unresolved", fact=fact, text=text or link)


def _no_link(name: str, text: str, fact: str) -> KnownCase:
    return KnownCase(name, text, is_fault=False, obsidian="no link", fact=fact, text=text)


def _no_such(part: str, name: str, link: str, fact: str) -> KnownCase:
    return KnownCase(name, link, is_fault=True, obsidian=f"no such {part}", fact=fact, text=link)


def _property(line: str) -> str:
    return f"---\n{line}\n---\nText."


def _canvas(path: str) -> str:
    card = f'{{"id": "1", "type": "file", "file": "{path}", "x": 0, "y": 0, "width": 9, "height": 9}}'
    return f'{{"nodes": [{card}], "edges": []}}'


GROUPS = (
    Group(
        "Wikilinks to notes",
        (
            _opens("name", "[[Green tea]]", "S3.4"),
            _opens("name in another case", "[[green TEA]]", "S3.13"),
            _opens("name with a dot", "[[v1.2 notes]]", "S3.3"),
            _opens("alias as display text", "[[Tea|Chai]]", "S3.15"),
            _opens("whole path", "[[drinks/hot/Green tea]]", "S3.6"),
            _opens("end of the path", "[[hot/Green tea]]", "S3.8"),
            _opens("in a table, pipe escaped", "[[Tea\\|x]]", "S1.6", "| a | b |\n|---|---|\n| [[Tea\\|x]] | y |"),
            _unresolved("no such note", "[[Nowhere]]", "S1.1"),
            _unresolved("wrong folder", "[[cold/Green tea]]", "S3.8"),
            _unresolved("alias as target", "[[Chai]]", "S3.15"),
            _unresolved("old name of a note that was renamed on disk", "[[Old name]]", "S1.1"),
            _unresolved("in a table", "[[Nowhere\\|x]]", "S1.6", "| a | b |\n|---|---|\n| [[Nowhere\\|x]] | y |"),
            _unresolved("in a comment", "%% [[Nowhere]] %%", "S1.35"),
            _no_link("in code", "`[[Nowhere]]`", "S1.30"),
            _no_link("in an HTML comment", "a <!-- [[Nowhere]] --> b", "S1.36"),
            _no_link("in math", "$$ [[1, 2], [3, 4]] $$", "S1.34"),
        ),
    ),
    Group(
        "Headings of wikilinks",
        (
            _opens("heading", "[[Tea#Brewing]]", "S1.10"),
            _opens("heading in another case", "[[Tea#brewing]]", "S4.1"),
            _opens("nested heading", "[[Tea#Brewing#Cold brew]]", "S4.4"),
            _opens("of two notes of one name, the nearer path", "[[Twin#Here]]", "S3.10"),
            _no_such("heading", "no such heading", "[[Tea#Roasting]]", "S1.10"),
            _no_such("heading", "nested in another order", "[[Tea#Cold brew#Brewing]]", "S4.4"),
            _no_such("heading", "only in the other note of the name", "[[Twin#There]]", "S3.10"),
        ),
    ),
    Group(
        "Blocks",
        (
            _opens("block", "[[Tea#^water]]", "S1.13"),
            _no_such("block", "no such block", "[[Tea#^milk]]", "S1.13"),
        ),
    ),
    Group(
        "Embeds of, and wikilinks to, other files",
        (
            _opens("embed by name", "![[cup.png]]", "S3.4"),
            _opens("embed with a size", "![[cup.png|100]]", "S1.17"),
            _opens("link to a page of a PDF", "[[book.pdf#page=3]]", "S1.18"),
            _opens("link to a canvas", "[[board.canvas]]", "S3.4"),
            _unresolved("embed of a missing picture", "![[lost.png]]", "S1.16"),
        ),
    ),
    Group(
        "Markdown links",
        (
            _opens("relative path, encoded", "[a](../drinks/hot/Green%20tea.md)", "S2.5"),
            _opens("path from the vault's root", "[a](drinks/hot/Green%20tea.md)", "S2.2"),
            _opens("shortest form", "[a](Green%20tea.md)", "S2.2"),
            _unresolved("no such note", "[a](Nowhere.md)", "S2.1"),
            _unresolved("no such relative path", "[a](../drinks/Green%20tea.md)", "S2.5"),
            _unresolved("image that is missing", "![a](lost.png)", "S2.10"),
        ),
    ),
    Group(
        "Headings of Markdown links",
        (
            _opens("heading, as Obsidian writes it", "[a](../Tea.md#Cold%20brew)", "S2.6"),
            _no_such("heading", "no such heading", "[a](../Tea.md#Roasting)", "S2.6"),
        ),
    ),
    Group(
        "Markdown links within a note",
        (
            _opens("heading, as Obsidian writes it", "[a](#Two%20words)", "S2.6", "## Two words\n\n[a](#Two%20words)"),
            _no_such("heading", "no such heading", "[a](#Roasting)", "S2.6"),
        ),
    ),
    Group(
        "Links in properties",
        (
            _opens("quoted link in a property", 'up: "[[Tea]]"', "S6.8", _property('up: "[[Tea]]"')),
            _unresolved("no such note", 'up: "[[Nowhere]]"', "S6.8", _property('up: "[[Nowhere]]"')),
            KnownCase("unquoted link", "up: [[Tea]]", is_fault=True, obsidian="a list, no link", fact="S6.8",
                      text=_property("up: [[Tea]]")),
        ),
    ),
    Group(
        "Canvases",
        (
            KnownCase("card of a note", "Tea.md", is_fault=False, obsidian="shows it", fact="S5.3",
                      text=_canvas("Tea.md"), extension=".canvas"),
            KnownCase("card of a note that is gone", "Nowhere.md", is_fault=True, obsidian="unresolved", fact="S5.3",
                      text=_canvas("Nowhere.md"), extension=".canvas"),
        ),
    ),
    Group(
        "Front matter",
        (
            KnownCase("YAML that is not valid", 'title: "Tea', is_fault=True, obsidian="no properties", fact="S6.2",
                      text=_property('title: "Tea')),
            KnownCase("date that is none", "date: 2024-02-30", is_fault=True, obsidian="–",
                      text=_property("date: 2024-02-30")),
            KnownCase("date", "date: 2024-02-29", is_fault=False, obsidian="shows it",
                      text=_property("date: 2024-02-29")),
        ),
    ),
    Group(
        "Orphan notes",
        (
            KnownCase("no links at all", "Text.", is_fault=True, obsidian="lists it", text="Text.",
                      is_linked=False),
            KnownCase("only links out", "[[Tea]]", is_fault=True, obsidian="lists it", text="[[Tea]]",
                      is_linked=False),
            KnownCase("linked from another note", "Text.", is_fault=False, obsidian="no orphan", text="Text."),
        ),
    ),
)  # fmt: skip

FILES: Mapping[str, str] = {
    "Tea.md": "---\naliases: [Chai]\n---\n# Tea\n\n## Brewing\n\n### Cold brew\n\nCold water. ^water\n",
    "drinks/hot/Green tea.md": "# Green tea\n\nText.\n",
    "v1.2 notes.md": "# Notes\n\nText.\n",
    "New name.md": "# New name\n\nText.\n",
    "a/Twin.md": "# Here\n\nText.\n",
    "b/deeper/Twin.md": "# There\n\nText.\n",
    "board.canvas": '{"nodes": [], "edges": []}',
    ".obsidian/app.json": "{}",
}
ATTACHMENTS = {"assets/cup.png": PNG, "assets/book.pdf": b"%PDF-1.4\n"}


def placed_cases() -> Iterator[tuple[str, KnownCase]]:
    """Yield each case with the path of its file."""
    number = 0
    for group in GROUPS:
        for case in group.cases:
            number += 1
            yield f"cases/case-{number:02}{case.extension}", case


def write_known_cases(vault: Path, files: Mapping[str, str]) -> None:
    """Write the vault and the files that a tool needs in it; a note at its root links to the cases that are linked."""
    texts = {**FILES, **files}
    linked = []
    for path, case in placed_cases():
        is_body = case.extension == ".md" and not case.text.startswith("---")
        texts[path] = f"# Case\n\n{case.text}\n" if is_body else f"{case.text}\n"
        if case.is_linked and case.extension == ".md":
            linked.append(f"- [[{Path(path).stem}]]\n")
    names = ("Tea", "v1.2 notes", "New name", "b/deeper/Twin")
    texts["index.md"] = "# Index\n\n" + "".join(linked) + "".join(f"- [[{name}]]\n" for name in names)
    for path, content in {**{path: text.encode() for path, text in texts.items()}, **ATTACHMENTS}.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_bytes(content)
