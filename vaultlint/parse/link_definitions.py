"""Links by reference: `[text][label]`, whose destination is in the definition `[label]: destination`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.model import Link
from vaultlint.parse.changes import Change, joined
from vaultlint.parse.link_forms import NewLink, destination_changes
from vaultlint.parse.link_spans import destination_parts

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)++)\]\Z", re.DOTALL)
_DEFINITION = re.compile(
    r"^(?: {0,3}>[ \t]?)*+[ \t]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*+\[(?!\^)((?:[^\[\]\\]|\\.)++)\]:"
    r"[ \t]*+(?:(?:\r\n?|\n)[ \t>]*+)?(?:<([^<>\r\n]*+)>|([^\s<]\S*+))",
    re.MULTILINE | re.DOTALL,
)


def referenced_forms(link: Link, text: str, to: NewLink) -> Iterator[tuple[Change, ...]]:
    """Yield the ways to make a link by reference say something else, as changes of the text of its note.

    The destination is changed in the definition, for all links that have the same. The display text stays.
    """
    found = _definition(link, text) if to.display is None else None
    if found:
        start, end = found
        parts = destination_parts(link, text, start, end)
        if parts:
            for changes in destination_changes(link, text, to, parts):
                yield joined(changes)


def _definition(link: Link, text: str) -> tuple[int, int] | None:
    """Locate the destination in the definition of a link: the first one of its label."""
    label = _LABEL.search(link.raw)
    if label is None:
        return None
    wanted = _folded(label[1])
    found = next((each for each in _DEFINITION.finditer(text) if _folded(each[1]) == wanted), None)
    return found.span(2 if found[2] is not None else 3) if found else None


def _folded(label: str) -> str:
    """A label as CommonMark compares it."""
    return " ".join(label.split()).casefold()
