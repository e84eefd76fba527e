"""Render the notes that are linked to but do not exist, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vaultlint.lint.wanted_notes import WantedNote
from vaultlint.model import ResolvedLink
from vaultlint.output.check_report import ShownPath, Style, plain_style
from vaultlint.output.json_output import VERSION, span_members, to_json
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable

SHOWN = 3
"""How many links to a note are shown on its line."""


def render_wanted_text(
    wanted: Sequence[WantedNote],
    *,
    show_all: bool = False,
    daily_notes: bool = False,
    style: Style = plain_style,
    shown_path: ShownPath = str,
) -> str:
    """Render a line for each note with its first links, or with all of them below it, and a summary.

    Planned daily notes are only counted, unless `daily_notes` is set.
    """
    shown = [note for note in wanted if daily_notes or note.plan != "daily-note"]
    width = len(str(len(shown[0].links))) if shown else 0
    lines: list[str] = []
    for note in shown:
        head = f"{len(note.links):>{width}}  {style(printable(note.name), 'path')}"
        if show_all:
            lines += [head, *(f"{'':{width}}  {_location(link, shown_path)}" for link in note.links)]
        else:
            lines.append(f"{head}  {style(_first_locations(note.links, shown_path), 'locations')}")
    count = sum(len(note.links) for note in shown)
    if shown:
        lines.append(f"{plural(len(shown), 'wanted note')}, {plural(count, 'link')} to {'them' if shown[1:] else 'it'}")
    else:
        lines.append("No wanted notes")
    if not_shown := len(wanted) - len(shown):
        lines.append(f"{plural(not_shown, 'daily note')} not shown: use --daily-notes")
    return "".join(f"{line}\n" for line in lines)


def _first_locations(links: Sequence[ResolvedLink], shown_path: ShownPath) -> str:
    found = list(dict.fromkeys(_location(link, shown_path) for link in links))
    more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more


def _location(found: ResolvedLink, shown_path: ShownPath) -> str:
    return f"{printable(shown_path(found.source))}:{found.link.span.line}"


def render_wanted_json(wanted: Sequence[WantedNote], root: Path) -> str:
    """Render all of the notes and links as JSON."""
    return to_json({"version": VERSION, "root": str(root), "wanted": [_note(note) for note in wanted]})


def _note(note: WantedNote) -> dict[str, Any]:
    return {
        "name": note.name,
        "target": note.path,
        "count": len(note.links),
        "planned": note.plan,
        "links": [
            {"path": found.source, **span_members(found.link.span), "link": found.link.raw} for found in note.links
        ],
    }
