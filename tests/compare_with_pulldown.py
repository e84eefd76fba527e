"""Compare vaultlint's wikilinks with those of pulldown-cmark's own extension, note by note.

    python tests/compare_with_pulldown.py FOLDER...

Counts the wikilinks that both see, and sorts the others into classes: differences that follow from how Obsidian reads
(numbers as in docs/obsidian.md), and `unexplained` ones, which are printed. Exit code 1 when there is one of these.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyromark

from vaultlint import LinkKind, Span
from vaultlint.parse.front_matter import read_front_matter
from vaultlint.parse.markdown import read_markdown
from vaultlint.parse.positions import CharacterOffsets
from vaultlint.parse.utf8 import decode_utf8

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_WIKILINKS
)
SAME = "same"
UNEXPLAINED = "unexplained"


class _Offsets:
    """Places that are offsets, so that links can be compared by where they begin."""

    def span(self, start: int, end: int) -> Span:
        return Span(0, start, 0, end)


def ours(text: str) -> dict[int, str]:
    """The wikilinks and embeds that vaultlint sees, by offset."""
    links = read_markdown(text, _Offsets()).links
    return {link.span.column: link.raw for link in links if link.kind in {LinkKind.WIKILINK, LinkKind.EMBED}}


def theirs(text: str) -> tuple[dict[int, str], list[tuple[str, int, int]]]:
    """The wikilinks that pulldown-cmark sees, by offset, and all its events that may hide one."""
    at = CharacterOffsets(text).offset
    links: dict[int, str] = {}
    others: list[tuple[str, int, int]] = []
    for event, where in pyromark.events_with_range(text, options=OPTIONS, merge_text=True):
        start, end = at(where["start"]), at(where["end"])
        name, tag = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        kind, detail = next(iter(tag.items())) if isinstance(tag, dict) else (tag, None)
        if name == "Start" and kind in {"Link", "Image"} and detail is not None:
            if "WikiLink" in str(detail["link_type"]):
                links[start] = text[start:end]
            else:
                others.append((str(kind), start, end))
        elif name in {"Code", "InlineMath", "DisplayMath", "InlineHtml"}:
            others.append((str(name), start, end))
    return links, others


def compare(text: str) -> Iterator[tuple[str, int, str]]:
    """Every wikilink that either sees: its class, offset and text."""
    mine = ours(text)
    pulldown, others = theirs(text)
    for start in sorted(mine.keys() | pulldown.keys()):
        if start in mine and start in pulldown:
            yield SAME, start, mine[start]
        elif start in pulldown:
            yield f"only pulldown: {_why_only_pulldown(text, start, pulldown[start], mine)}", start, pulldown[start]
        else:
            yield f"only vaultlint: {_why_only_ours(start, mine[start], pulldown, others)}", start, mine[start]


def _why_only_pulldown(text: str, start: int, raw: str, mine: dict[int, str]) -> str:
    reasons = {
        "it holds a line break (S1.2)": "\n" in raw or "\r" in raw,
        "it begins inside a wikilink (S1.2)": any(begin < start < begin + len(link) for begin, link in mine.items()),
        "it holds another (S1.2)": "[[" in raw.removeprefix("!")[2:],
        "it is blank (S1.9)": not raw.removeprefix("!")[2:-2].strip(),
        "it stands in a $$ block with a blank line (S1.34)": text.count("$$", 0, start) % 2 == 1,
    }
    return next((reason for reason, holds in reasons.items() if holds), UNEXPLAINED)


def _why_only_ours(start: int, raw: str, pulldown: dict[int, str], others: list[tuple[str, int, int]]) -> str:
    end = start + len(raw)
    reasons = {
        "the name begins with a bar (S1.4)": raw.removeprefix("!").startswith(("[[|", "[[\\|")),
        "a backslash stands before its ]] (S1.8)": raw.endswith("\\]]"),
        "a third bracket stands before it (S1.25)": raw.removeprefix("!").startswith("[[["),
        "code, math, HTML or a Markdown link begins inside of it (S1.25, S1.33)": any(
            start < begin < end or (kind != "Code" and start == begin) for kind, begin, _ in others
        ),
        "it is the inner one of nested pairs (S1.2)": any(
            begin < start < begin + len(link) for begin, link in pulldown.items()
        ),
        "it stands in the text of a Markdown link (S1.25)": any(
            kind == "Link" and begin <= start < finish for kind, begin, finish in others
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), UNEXPLAINED)


def main(folders: list[str]) -> int:
    """Compare all notes of some folders."""
    classes: Counter[str] = Counter()
    for file in sorted(path for folder in folders for path in Path(folder).rglob("*.md")):
        text = decode_utf8(file.read_bytes())[0].removeprefix("\ufeff")
        body = text[read_front_matter(text).body :]
        for name, start, raw in compare(body):
            classes[name] += 1
            if name.endswith(UNEXPLAINED):
                print(f"{file}: {name}: {raw!r} after {body[max(0, start - 40) : start]!r}")
    for name, count in sorted(classes.items()):
        print(f"{count:>7}  {name}")
    return int(any(name.endswith(UNEXPLAINED) for name in classes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
