"""Render a patch for people: coloured, and safe for terminals."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.output.check_report import Style
from vaultlint.text.control_characters import printable

_HEADERS = ("diff ", "--- ", "+++ ", "rename ")
_ROLES = {"@": "hunk", "-": "removed", "+": "added"}


def render_for_people(lines: Iterable[str], style: Style) -> str:
    """Style the lines of a patch, and escape control characters in them, which a terminal would act on."""
    shown: list[str] = []
    is_header = True
    for line in lines:
        is_header = line.startswith("diff ") or (is_header and line.startswith(_HEADERS))
        role = "header" if is_header else _ROLES.get(line[0])
        text = "\t".join(map(printable, line.removesuffix("\n").split("\t")))
        shown.append(style(text, role) if role else text)
    return "".join(f"{line}\n" for line in shown)
