"""Render the vault as vaultlint reads it, as one JSON object."""

from __future__ import annotations

from typing import Any

from vaultlint.model import Note, ResolvedLink, Span
from vaultlint.output.json_output import VERSION, span_members, to_json
from vaultlint.parse.link_spans import link_spans
from vaultlint.vault.vault import Vault


def render_index(vault: Vault) -> str:
    """Render the notes, files and links of a vault as JSON."""
    return to_json(
        {
            "version": VERSION,
            "root": str(vault.root),
            "notes": [_note(note) for note in vault.notes.values()],
            "files": list(vault.files),
            "links": [_link(link) for link in vault.links],
        }
    )


def _note(note: Note) -> dict[str, Any]:
    return {
        "path": note.path,
        "title": note.title,
        "aliases": list(note.texts("aliases")),
        "tags": [*note.texts("tags"), *(tag.name for tag in note.tags)],
        "properties": {each.name: each.value for each in note.properties},
        "headings": [{"level": each.level, "text": each.text, "line": each.span.line} for each in note.headings],
        "blocks": [{"id": each.id, "line": each.span.line} for each in note.blocks],
    }


def _link(found: ResolvedLink) -> dict[str, Any]:
    link = found.link
    spans = link_spans(link)
    return {
        "path": found.source,
        **span_members(link.span),
        "raw": link.raw,
        "kind": link.kind,
        "target": link.target,
        "fragment": link.fragment,
        "display": link.display,
        "target_span": _span(spans.target),
        "fragment_span": _span(spans.fragment),
        "display_span": _span(spans.display),
        "status": found.status,
        "resolved": found.resolved,
        "fragment_status": found.fragment_status,
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
