"""Write Markdown for an editor to show: file names as code, and the beginning of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 15
MOST_CHARACTERS = 2_000

_BACKTICKS = re.compile("`+")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")


def code_span(text: str) -> str:
    """Return a text as code that is shown as it is, whatever is in it."""
    text = " ".join(text.split("\n"))
    mark = "`" * (1 + max(map(len, _BACKTICKS.findall(text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{space}{text}{space}{mark}"


def excerpt(lines: Sequence[str]) -> str:
    """Return the first lines of a Markdown text, without empty ones before them; a code block that is cut is closed."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    kept = list(lines[start : start + MOST_LINES])
    text = "\n".join(kept)
    is_cut = len(lines) > start + MOST_LINES or len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS].rstrip()
    fence = _open_fence(text)
    return f"{text}\n{fence}\n\n…" if fence and is_cut else f"{text}\n\n…" if is_cut else text


def _open_fence(text: str) -> str:
    """The fence of a code block that a text does not close; empty if there is none."""
    fence = ""
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
    return fence
