"""Render the vault as vaultlint reads it, as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vaultlint.model import Canvas, Note, ResolvedLink, Span
from vaultlint.output.json_output import VERSION, span_members, to_json_line
from vaultlint.parse.link_spans import link_spans
from vaultlint.vault.vault import Vault


def render_index(vault: Vault) -> str:
    """Render the notes, files and links of a vault as JSON, each on a line of its own."""
    documents: list[Note | Canvas] = [*vault.notes.values(), *vault.canvases.values()]
    documents.sort(key=lambda document: document.path)
    members = {
        "version": to_json_line(VERSION),
        "root": to_json_line(str(vault.root)),
        "notes": _lines(map(_note, vault.notes.values())),
        "files": _lines(vault.files),
        "links": _lines(_link(link) for document in documents for link in vault.links_of(document)),
    }
    return "{\n" + ",\n".join(f' "{name}": {text}' for name, text in members.items()) + "\n}\n"


def _lines(items: Iterable[Any]) -> str:
    """Render a list; one item after the other, since a vault may have a million of them."""
    text = ",\n".join(f"  {to_json_line(item)}" for item in items)
    return f"[\n{text}\n ]" if text else "[]"


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
