"""Links by reference: `[text][label]`, whose destination is in the definition `[label]: destination`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.model import Link
from vaultlint.parse.changes import Change, joined
from vaultlint.parse.link_forms import NewLink, destination_changes, read_markdown_link, written_texts
from vaultlint.parse.link_spans import destination_parts

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)++)\]\Z", re.DOTALL)
_DEFINITION = re.compile(
    r"^(?: {0,3}>[ \t]?)*+[ \t]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*+\[(?!\^)((?:[^\[\]\\]|\\.)++)\]:"
    r"[ \t]*+(?:(?:\r\n?|\n)[ \t>]*+)?(?:<([^<>\r\n]*+)>|([^\s<]\S*+))",
    re.MULTILINE | re.DOTALL,
)


def referenced_forms(link: Link, text: str, start: int, to: NewLink) -> Iterator[tuple[Change, ...]]:
    """Yield the ways to make a link by reference say something else, as changes of the text that it is in at an offset.

    The destination is changed in the definition, for all links that have the same.
    """
    label = _LABEL.search(link.raw)
    place = _definition(label[1], text) if label else None
    parts = destination_parts(link, text, *place) if place else None
    if label is None or parts is None:
        return
    end = start + len(link.raw)
    for destination in destination_changes(link, text, to, parts):
        if to.display is None:
            yield joined(destination)
            continue
        texts = written_texts(to.display, in_table=link.in_table)
        for shown in (text for text in texts if read_markdown_link(f"[{text}](x)")):
            yield joined([*destination, *_text_changes(text, start, end, label[1], shown)])


def _text_changes(text: str, start: int, end: int, label: str, shown: str) -> list[Change]:
    """The changes of the text of a link, which may be the label at the same time."""
    opening = text.index("[", start) + 1
    closing = text.rfind("][", opening, end)
    if closing >= 0:
        return [Change(opening, closing, shown)]
    rest = 2 if text.startswith("[]", end) else 0  # of `[label][]`
    return [Change(opening, end + rest, f"{shown}][{label}]")]


def _definition(label: str, text: str) -> tuple[int, int] | None:
    """Locate the destination in the definition of a label: the first one counts."""
    wanted = _folded(label)
    found = next((each for each in _DEFINITION.finditer(text) if _folded(each[1]) == wanted), None)
    return found.span(2 if found[2] is not None else 3) if found else None


def _folded(label: str) -> str:
    """A label as CommonMark compares it."""
    return " ".join(label.split()).casefold()
