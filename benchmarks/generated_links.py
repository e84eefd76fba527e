"""Generate links in all of Obsidian's forms, valid and broken."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from benchmarks import prose

PLANNED = "planned"  # a link to a daily note that does not exist yet: reporting it is neither right nor wrong


@dataclass(slots=True)
class PlannedNote:
    """A note to generate: its path, what can be linked to in it, and its links."""

    path: str
    headings: list[tuple[int, str]]
    blocks: list[str]
    is_namesake: bool = False
    links: list[GeneratedLink] = field(default_factory=list)
    related: list[GeneratedLink] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The name without folder and extension."""
        return posixpath.basename(self.path).removesuffix(".md")

    @property
    def folder(self) -> str:
        """The folder's path, empty for the vault's root."""
        return posixpath.dirname(self.path)


@dataclass(frozen=True, slots=True)
class GeneratedLink:
    """A link as written; `fault` is the rule that must report it, PLANNED, or empty."""

    text: str
    fault: str = ""
    target: str = ""


def in_table(text: str) -> str:
    """Escape a link for a table."""
    return text.replace("|", "\\|")


def to_note(chance: Random, source: PlannedNote, target: PlannedNote) -> GeneratedLink:
    """Generate a valid link to a note, in any form."""
    kind = chance.random()
    if kind < 0.12:
        if not target.is_namesake and chance.random() < 0.1:  # the vault's setting "Shortest path when possible"
            return GeneratedLink(f"[{chance.choice(prose.NOUNS)}]({_encoded(target.stem)}.md)")
        return GeneratedLink(_markdown(chance, source.folder, target.path))
    name = target.path.removesuffix(".md") if target.is_namesake else _spelling(chance, target)
    embed = "!" if kind < 0.16 else ""
    fragment = _fragment(chance, target) if kind < 0.34 else ""
    shown = f"|{chance.choice(prose.NOUNS)}" if kind > 0.75 else ""
    return GeneratedLink(f"{embed}[[{name}{fragment}{shown}]]")


def to_self(chance: Random, source: PlannedNote) -> GeneratedLink | None:
    """Generate a link to a heading of the same note, if there is one."""
    return GeneratedLink(f"[[#{chance.choice(source.headings)[1]}]]") if source.headings else None


def to_attachment(chance: Random, source: PlannedNote, path: str, *, missing: bool = False) -> GeneratedLink:
    """Generate an embed of, or a link to, an attachment."""
    name, fault = posixpath.basename(path), "missing-attachment" if missing else ""
    if chance.random() < 0.25:
        relative = posixpath.relpath(path, source.folder or ".")
        return GeneratedLink(f"![{chance.choice(prose.NOUNS)}]({_encoded(relative)})", fault, relative)
    if name.endswith(".pdf"):
        return GeneratedLink(f"[[{name}#page={chance.randrange(1, 9)}]]", fault, name)
    return GeneratedLink(f"![[{name}{chance.choice(('', '|300', '|a view|100x80'))}]]", fault, name)


def dangling(chance: Random, source: PlannedNote, name: str) -> GeneratedLink:
    """Generate a link to a note that does not exist."""
    kind, fault = chance.random(), "dangling-link"
    if kind < 0.2:
        target = posixpath.relpath(f"Plans/{name}.md", source.folder or ".")
        return GeneratedLink(_markdown(chance, source.folder, f"Plans/{name}.md"), fault, target)
    target = f"Plans/{name}" if kind < 0.3 else name
    ending = chance.choice(("", "", "", "#Aims", "#^abc123", f"|{chance.choice(prose.NOUNS)}"))
    return GeneratedLink(f"{'!' if kind > 0.95 else ''}[[{target}{ending}]]", fault, target)


def to_missing_heading(chance: Random, source: PlannedNote, target: PlannedNote, number: int) -> GeneratedLink:
    """Generate a link to a missing heading of an existing note."""
    heading = f"Left out {number}"
    if chance.random() < 0.3:
        text = f"[{chance.choice(prose.NOUNS)}]({_relative(source.folder, target.path)}#{_encoded(heading)})"
        return GeneratedLink(text, "dangling-heading", posixpath.relpath(target.path, source.folder or "."))
    name = target.path.removesuffix(".md")
    return GeneratedLink(f"[[{name}#{heading}]]", "dangling-heading", name)


def to_missing_block(target: PlannedNote, number: int) -> GeneratedLink:
    """Generate a link to a missing block of an existing note."""
    name = target.path.removesuffix(".md")
    return GeneratedLink(f"[[{name}#^gone{number}]]", "dangling-block", name)


def to_planned_day(chance: Random) -> GeneratedLink:
    """Generate a link to a daily note that does not exist yet."""
    day = f"2099-01-{chance.randrange(1, 29):02}"
    return GeneratedLink(f"[[{day}]]", PLANNED, day)


def _spelling(chance: Random, target: PlannedNote) -> str:
    stem, path, kind = target.stem, target.path.removesuffix(".md"), chance.random()
    if kind < 0.1:
        return path
    if kind < 0.13:
        return "/".join(path.split("/")[-2:])
    if kind < 0.15 and stem.isascii():
        return stem.swapcase()
    return f"{stem}.md" if kind > 0.99 else stem


def _fragment(chance: Random, target: PlannedNote) -> str:
    if target.blocks and chance.random() < 0.3:
        return f"#^{chance.choice(target.blocks)}"
    if not target.headings:
        return ""
    index = chance.randrange(len(target.headings))
    level, text = target.headings[index]
    if level == 3 and target.headings[index - 1][0] == 2:
        return f"#{target.headings[index - 1][1]}#{text}"
    return f"#{text}"


def _markdown(chance: Random, folder: str, path: str) -> str:
    shown = chance.choice(prose.NOUNS)
    if chance.random() < 0.2:
        return f"[{shown}](<{posixpath.relpath(path, folder or '.')}>)"
    return f"[{shown}]({_relative(folder, path)})"


def _relative(folder: str, path: str) -> str:
    return _encoded(posixpath.relpath(path, folder or "."))


def _encoded(path: str) -> str:
    """Percent-encode a path like JavaScript's encodeURI."""
    return quote(path, safe="/&,'()")
