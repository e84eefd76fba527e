"""Stand-in until the branch `writer` is merged."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.model import Edit, Link, ResolvedLink, Status
from vaultlint.parse.link_spans import link_spans
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
