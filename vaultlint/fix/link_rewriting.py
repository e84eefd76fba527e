"""Stand-in until the branch `writer` is merged."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.model import Edit, Heading, Link, ResolvedLink, Span, Status
from vaultlint.parse.link_spans import link_spans
from vaultlint.parse.positions import LineIndex
from vaultlint.parse.link_writer import link_edit, rewrite_link


class NewLink(NamedTuple):
    target: str
    fragment: str | None
    display: str | None = None


def link_edits(link: Link, path: str, text: str, to: NewLink) -> tuple[Edit, ...] | None:
    span = link_spans(link).display
    adds = to.display if to.display and span is None else ""
    written = rewrite_link(link, to.target, to.fragment, adds or "")
    if written is None:
        return None
    edit = link_edit(ResolvedLink(path, link, Status.RESOLVED), written)
    if edit is None:
        return None
    more = (Edit(path, span, to.display),) if to.display and span else ()
    return (edit, *more)


def heading_edit(heading: Heading, path: str, text: str, new: str) -> Edit | None:
    lines = LineIndex(text)
    at = text.find(heading.text, lines.offset(*heading.span[:2]))
    return Edit(path, lines.span(at, at + len(heading.text)), new) if at >= 0 and heading.text else None


def scalar_edit(path: str, span: Span, text: str, new: str) -> Edit | None:
    """Replace a scalar, key or value, of the front matter."""
    lines = LineIndex(text)
    old = text[lines.offset(*span[:2]) : lines.offset(*span[2:])]
    if old[:1] in "\"'" and '"' not in new and "'" not in new and "\\" not in new:
        return Edit(path, span, f"{old[0]}{new}{old[0]}")
    if re.fullmatch(r"[\w/ -]+", new) and not new.isdecimal():
        return Edit(path, span, new)
    return None
