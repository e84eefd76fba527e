"""A picture of what a command prints in a terminal: an SVG from text with ANSI colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

COLUMNS = 120
"""The width of the terminal; longer lines go on below, as in a real one."""

FONT = 13
LINE = 19
CHARACTER = 7.8
"""Size of the font, height of a line and width of a character, in pixels."""

MARGIN, TOP = 16, 40
STYLES = {"1": "b", "2": "d", "31": "r", "33": "y", "34": "i"}
"""Classes of the style sheet by ANSI codes: bold, dim, red, yellow, blue."""

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">
<style>
text {{ font: {font}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6deeb; white-space: pre }}
.b {{ font-weight: 600; fill: #fff }} .d {{ fill: #8391a5 }}
.r {{ fill: #ff7b72 }} .y {{ fill: #e3b341 }} .i {{ fill: #79c0ff }}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>
<circle cx="22" cy="19" r="5.5" fill="#ff5f57"/><circle cx="40" cy="19" r="5.5" fill="#febc2e"/>\
<circle cx="58" cy="19" r="5.5" fill="#28c840"/>
"""

Run = tuple[str, str]
"""Text of one style, and the style's class."""


def terminal_svg(command: str, output: str) -> str:
    """Draw a command and what it prints; colours are read from the ANSI codes in the output."""
    rows = [row for line in (f"\x1b[2m$\x1b[0m {command}", *output.splitlines()) for row in _wrapped(_runs(line))]
    width, height = round(2 * MARGIN + COLUMNS * CHARACTER), TOP + LINE * len(rows) + MARGIN
    head = HEAD.format(width=width, height=height, font=FONT, label=escape(f"Output of {command}"))
    texts = [_text(row, TOP + LINE * number + FONT) for number, row in enumerate(rows)]
    return "".join([head, *texts, "</svg>\n"])


def _runs(line: str) -> Iterator[Run]:
    """Split a line where its style changes."""
    style = ""
    for position, part in enumerate(re.split(r"\x1b\[(\d*)m", line)):
        if position % 2:
            style = STYLES.get(part, "")
        elif part:
            yield part, style


def _wrapped(runs: Iterator[Run]) -> list[list[Run]]:
    """Break a line into rows of the terminal's width."""
    rows: list[list[Run]] = [[]]
    column = 0
    for text, style in runs:
        rest = text
        while rest:
            if column == COLUMNS:
                rows.append([])
                column = 0
            here, rest = rest[: COLUMNS - column], rest[COLUMNS - column :]
            rows[-1].append((here, style))
            column += len(here)
    return rows


def _text(row: list[Run], y: int) -> str:
    """One row. `textLength` keeps its width the same in every font."""
    length = round(sum(len(text) for text, _ in row) * CHARACTER, 2)
    spans = "".join(f'<tspan class="{style}">{escape(text)}</tspan>' if style else escape(text) for text, style in row)
    fit = f' textLength="{length}" lengthAdjust="spacingAndGlyphs"' if row else ""
    return f'<text x="{MARGIN}" y="{y}"{fit} xml:space="preserve">{spans}</text>\n'
