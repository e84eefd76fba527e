"""Find what the scanner must not read itself: the offsets of fallbacks, or a reason to decline the note."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.parse.fast.mask import BLOCK_MASK, NotPlainError

_END_OF_MASK = BLOCK_MASK * 2  # a bracket that is masked is one character
_UNUSUAL = ("\r", "\0", BLOCK_MASK, "\v", "\f")
_COMMENT = re.compile(r"%%(?:[^%\n]+%%)?")
_COMMENT_BLOCK = re.compile(r"\n\n%%\n(?:[ \t]*+[^%^#`\s\x01][^%^#`\n\x01]*+\n)++%%(?=\n\n)")
"""A paragraph in a comment, which the searches may read like any other."""

_HTML = re.compile(r"<(?:[A-Za-z!?/]|[0-9.#$%&'*+=^_`{|}~-][^\s<>@]*+@)")
"""What may begin a tag, a comment or an autolink; an e-mail address may begin with nearly any character."""

_APART = re.compile(r"\] \([^\s).:]*[.:]")
"""A space between the text and the destination of what may be meant as a link."""

_TAB = re.compile(r"\t")
_ESCAPE = re.compile(r"\\[][()<>`$!%^#\\\n]")
"""A backslash before a character that the scanner looks for; the `\\|` of a table is handled where links are read."""

_ODD_LINE = re.compile(
    r"\n[-*+>\d=:| \t](?:"
    r"(?<=[ \t])"  # the line is indented,
    r"|(?<=[-*+>\d])[-*+>\d.) ]*?     "  # or the text after its marker is,
    r"|(?:(?<=[-=:|])|(?<=>)[ >]*+[-=:|])[-=:| ]*+(?=\n)"  # or it may underline a heading or the head of a table
    r")"
)

_TABLE = re.compile(r"\|[^\n]*+(?<=\|)\n\|(?: *:?-+:? *\|)++\n(?:\|[^\n]*+(?<=\|)\n)*+(?=\n)")
_CUT_IN_TABLE = re.compile(r"\[[^]\[|\n]*+\||\]\([^()|\n]*+\||\| *\^[A-Za-z0-9-]+ *\|")
"""In a table, a bracket cut off by the end of its cell, and a cell that is a block id."""

_MARKER = r"(?:[-*+]|\d{1,9}[.)]) "
_WORD = rf"(?!\d{{1,9}}[.)][ \n])(?:\*\*?[^\s*_-]|_[^\s*_-]|==?[^\s=|:-]|[^\s#\-*+>|:=_{BLOCK_MASK}])"
_FOOTNOTE = re.compile(rf"\[\^[\w-]+\]: {{0,3}}{_WORD}")
_BULLET = re.compile(rf"\n[-*+] {_WORD}")
_SETEXT = re.compile(rf"\n\n(?![`$%]|\[\^){_WORD}[^\n|]*+\n(?:-+|=+) *(?=\n)")
"""A heading that is a line of text over `---` or `===`."""

_PROSE = re.compile(rf"\n {{0,3}}(?:{_MARKER})?{_WORD}[^\n]*+(?:\n[ \t]*+(?:{_MARKER})?{_WORD}[^\n]*+)*+(?!\n[ \t])")
"""Lines of text, each after at most one list marker, up to one that is not indented.

The first is not indented as deep as code, and at its end and at the end of each further one a paragraph is open. So no
indentation, however deep, makes code, and all of it is running text.
"""


def check_is_plain(source: str) -> None:
    """Decline a note with characters that no part of the scanner expects, or with suppression comments."""
    for character in _UNUSUAL:
        if character in source:
            raise NotPlainError
    if "~" in source and "~~~" in source:
        raise NotPlainError
    if ("%" in source or "<" in source) and "vaultlint-" in source:
        raise NotPlainError


def find_inline_fallbacks(masked: str, fallbacks: list[int]) -> None:
    """Add fallbacks for HTML, escapes, tabs within lines, comments over several lines and what may be meant as a link.

    Notes with definitions are declined.
    """
    if "%" in masked:
        plain = _COMMENT_BLOCK.sub(lambda found: "x" * len(found[0]), masked) if "\n%%\n" in masked else masked
        fallbacks += [found.start() for found in _COMMENT.finditer(plain) if found.end() - found.start() == 2]
    if "]:" in masked:
        _check_definitions(masked)
    if "\\" in masked:
        fallbacks += [found.start() for found in _ESCAPE.finditer(masked)]
    if "<" in masked:
        fallbacks += [at for found in _HTML.finditer(masked) if masked[(at := found.start()) - 2 : at] != "]("]
    if "] (" in masked:
        fallbacks += [found.start() for found in _APART.finditer(masked)]
    if "\t" in masked:
        fallbacks += [at for found in _TAB.finditer(masked) if masked[(at := found.start()) - 1] not in "\n\t"]


def _check_definitions(masked: str) -> None:
    """Decline what may define a reference `[x]: y`; a footnote `[^1]: text` at the start of a line does not."""
    last = 0
    in_footnote = False
    at = masked.find("]:")
    while at >= 0:
        opening = masked.rfind("[", last, at)
        if opening >= 0 and masked[at - 1] != "]":
            line = masked.rfind("\n", last, opening) + 1
            in_footnote = _is_footnote(masked, line, opening) if line else in_footnote
            if in_footnote and not line:
                raise NotPlainError
        last = at
        at = masked.find("]:", at + 2)


def _is_footnote(masked: str, line: int, opening: int) -> bool:
    """Whether a label begins a footnote; decline if it may begin a reference definition."""
    before = masked[line:opening]
    if before.strip(" >-*+0123456789.)\t"):
        return False
    if masked[opening + 1] != "^" or before.strip(" ") or not _FOOTNOTE.match(masked, opening):
        raise NotPlainError
    return True


class OddLines(NamedTuple):
    """The offsets of tables and of headings with an underline that the scanner can read."""

    tables: list[tuple[int, int]]
    headings: list[tuple[int, int]]


def find_line_fallbacks(masked: str, source: str, fallbacks: list[int]) -> OddLines:
    """Add fallbacks for lines that may be headings, tables or code; return what the scanner can read of these."""
    read = OddLines([], [])
    read_to = 0
    for found in _ODD_LINE.finditer(masked):
        at = found.start()
        if at < read_to:
            continue
        if masked[at + 1] in " \t":
            prose = _PROSE.match(masked, masked.rfind("\n", 0, at)) or _PROSE.match(masked, at)
            read_to = prose.end() if prose else -1
        elif "     " in found[0]:
            read_to = -1  # it may be code behind a marker
        elif masked[at - 1] == "\n" or masked[at - 2 : at] == _END_OF_MASK:
            continue  # below nothing it is a horizontal rule or text
        else:
            read_to = _end_of_underlined(masked, source, found, read)
        if read_to < 0:
            fallbacks.append(at + 1)
            read_to = masked.find("\n\n", at)
    return read


def _end_of_underlined(masked: str, source: str, underline: re.Match[str], read: OddLines) -> int:
    """The end of a table or heading with an underline, or of a horizontal rule; -1 if it may be something else."""
    above = masked.rfind("\n", 0, underline.start())
    if "|" in underline[0]:
        if table := _even_table(masked, source, above + 1):
            read.tables.append(table.span())
            return table.end()
    elif heading := _SETEXT.match(masked, above - 1):
        read.headings.append(heading.span())
        return heading.end()
    elif not underline[0].strip("\n -") and _BULLET.match(masked, above):
        return underline.end()  # as it is not indented, it is not in the item
    return -1


def _even_table(masked: str, source: str, head: int) -> re.Match[str] | None:
    """Match a table below an empty line whose rows have equally many cells, none of which cuts off brackets or math."""
    table = _TABLE.match(masked, head) if masked[head - 2] == "\n" else None
    if table is None:
        return None
    cells = source[head : table.end() - 1].replace("\\|", "")
    bars = {row.count("|") for row in cells.split("\n")}
    if len(bars) > 1 or (("[" in cells or "^" in cells) and _CUT_IN_TABLE.search(cells)):
        return None
    if "$" in cells and any(cell.count("$") % 2 for cell in cells.split("|")):
        return None
    return table
