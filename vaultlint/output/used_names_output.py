"""Render the tags or the properties of a vault, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vaultlint.lint.used_names import UsedName
from vaultlint.output.check_report import Style, plain_style
from vaultlint.output.json_output import VERSION, span_members, to_json
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable


def render_names_text(
    names: Sequence[UsedName], kinds: tuple[str, str], *, mark: str = "", style: Style = plain_style
) -> str:
    """Render a line for each name with its count, and a summary; `kinds` is what one and several of them are called.

    `mark` goes before each name.
    """
    one, several = kinds
    if not names:
        return f"No {several}\n"
    width = len(f"{len(names[0].places):,}")
    lines = [f"{len(each.places):>{width},}  {style(printable(mark + each.name), 'path')}" for each in names]
    uses = plural(sum(len(each.places) for each in names), "place")
    notes = plural(len({place.path for each in names for place in each.places}), "note")
    lines.append(f"{len(names):,} {several if names[1:] else one}, in {uses} of {notes}")
    return "".join(f"{line}\n" for line in lines)


def render_names_json(names: Sequence[UsedName], kinds: str, root: Path) -> str:
    """Render all names with their places as JSON; `kinds` is the key of the list."""
    listed = [
        {
            "name": each.name,
            "count": len(each.places),
            "places": [
                {"path": place.path, **span_members(place.span), "spelling": place.spelling} for place in each.places
            ],
        }
        for each in names
    ]
    return to_json({"version": VERSION, "root": str(root), kinds: listed})
