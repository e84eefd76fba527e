"""Render the plan of a move or rename: what is moved, edited and left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from vaultlint.model import Edit, Mention
from vaultlint.output.json_output import VERSION, span_members, to_json
from vaultlint.text.control_characters import printable

Moves = Sequence[tuple[str, str]]
"""The old and the new path of each file that is moved."""


def render_moves_json(moves: Moves, edits: Iterable[Edit], left: Iterable[Mention]) -> str:
    """Render a plan as one JSON object; paths are those before the moves."""
    return to_json(
        {
            "version": VERSION,
            "moves": [{"from": old, "to": new} for old, new in moves],
            "edits": [{"path": edit.path, **span_members(edit.span), "text": edit.text} for edit in edits],
            "left": [
                {"path": each.path, **span_members(each.span), "text": each.text, "reason": each.reason}
                for each in left
            ],
        }
    )


def render_moves_text(
    moves: Moves, edits: Iterable[tuple[Edit, str]], left: Iterable[Mention], shown_path: Callable[[str], str]
) -> str:
    """Render a plan for people, one line for each move, edit and mention; edits come with the text they replace."""
    lines = [f"{shown_path(old)} -> {shown_path(new)}" for old, new in moves]
    lines += [f'{_place(edit, shown_path)}: "{old}" -> "{edit.text}"' for edit, old in edits]
    lines += [mention_line(each, shown_path) for each in left]
    return "".join(f"{printable(line)}\n" for line in lines)


def mention_line(mention: Mention, shown_path: Callable[[str], str]) -> str:
    """Return one line on a place that is left as it is."""
    return f"{_place(mention, shown_path)}: {mention.text} {mention.reason}"


def _place(found: Edit | Mention, shown_path: Callable[[str], str]) -> str:
    return f"{shown_path(found.path)}:{found.span.line}:{found.span.column}"
