"""Which parts of a note the scanner reads itself: all but those with a doubt in them."""

from __future__ import annotations

import re

from vaultlint.parse.fast.mask import OPAQUE, NotPlainError

_UNUSUAL = ("\r", "\0", OPAQUE, "\v", "\f")
_COMMENT = re.compile(r"%%(?:[^%\n]+%%)?")
_COMMENT_BLOCK = re.compile(r"\n\n%%\n(?:[ \t]*+[^%^#`\s\x01][^%^#`\n\x01]*+\n)++%%(?=\n\n)")
"""A paragraph in a comment, without anything that a comment would take from it."""

_HTML = re.compile(r"<(?:[A-Za-z!?/]|[0-9.#$%&'*+=^_`{|}~-][^\s<>@]*+@)")
"""What may begin a tag, a comment or an address; an e-mail address may begin with nearly anything."""

_TAB = re.compile(r"\t")
_ESCAPE = re.compile(r"\\[][()<>`$!%^#\\\n]")
"""A backslash before what means something to the scanner; a table's `\\|` is seen to by who reads it."""

_ODD_LINE = re.compile(
    r"\n[-*+>\d=:| \t](?:"
    r"(?<=[ \t])"  # it is indented,
    r"|(?<=[-*+>\d])[-*+>\d.) ]*?     "  # or so is what stands behind its marker,
    r"|(?:(?<=[-=:|])|(?<=>)[ >]*+[-=:|])[-=:| ]*+(?=\n)"  # or it may underline a heading or the head of a table
    r")"
)

_TABLE = re.compile(r"\|[^\n]*+(?<=\|)\n\|(?: *:?-+:? *\|)++\n(?:\|[^\n]*+(?<=\|)\n)*+(?=\n)")
_CUT_IN_TABLE = re.compile(r"\[[^]\[|\n]*+\||\]\([^()|\n]*+\||\| *\^[A-Za-z0-9-]+ *\|")
"""In a table, a bracket that the end of a cell cuts off, and a cell that is a block id."""

_MARKER = r"(?:[-*+]|\d{1,9}[.)]) "
_WORD = rf"(?!\d{{1,9}}[.)][ \n])(?:\*\*?[^\s*_-]|_[^\s*_-]|==?[^\s=|:-]|[^\s#\-*+>|:=_{OPAQUE}])"
_FOOTNOTE = re.compile(rf"\[\^[\w-]+\]: ?{_WORD}")
_NESTED = re.compile(rf"(?:{_MARKER})?{_WORD}[^\n]*+(?:\n[ \t]*+(?:{_MARKER})?{_WORD}[^\n]*+)*+(?=\n\n)")
"""A block each line of which is text, at the most with one list marker before it.

There a paragraph is open at the end of each line, so no indentation, however deep, makes code, and
all its text is running text.
"""


def check_whole_note(source: str) -> None:
    """Decline what no part of the scanner expects, and comments to vaultlint."""
    for character in _UNUSUAL:
        if character in source:
            raise NotPlainError
    if "~" in source and "~~~" in source:
        raise NotPlainError
    if ("%" in source or "<" in source) and "vaultlint-" in source:
        raise NotPlainError


def doubt_inline(text: str, doubts: list[int]) -> None:
    """Doubt HTML, escapes, tabs inside of lines, and comments of more than a line; decline definitions."""
    if "%" in text:
        plain = _COMMENT_BLOCK.sub(lambda found: "x" * len(found[0]), text) if "\n%%\n" in text else text
        doubts += [found.start() for found in _COMMENT.finditer(plain) if found.end() - found.start() == 2]
    if "]:" in text:
        _check_definitions(text)
    if "\\" in text:
        doubts += [found.start() for found in _ESCAPE.finditer(text)]
    if "<" in text:
        doubts += [at for found in _HTML.finditer(text) if text[(at := found.start()) - 2 : at] != "]("]
    if "\t" in text:
        doubts += [at for found in _TAB.finditer(text) if text[(at := found.start()) - 1] not in "\n\t"]


def _check_definitions(text: str) -> None:
    """Decline what may define a reference `[x]: y`; a footnote `[^1]: text` at the start of a line is no matter."""
    last = 0
    in_footnote = False
    at = text.find("]:")
    while at >= 0:
        opening = text.rfind("[", last, at)
        if opening >= 0 and text[at - 1] != "]":
            line = text.rfind("\n", last, opening) + 1
            in_footnote = _is_footnote(text, line, opening) if line else in_footnote
            if in_footnote and not line:
                raise NotPlainError
        last = at
        at = text.find("]:", at + 2)


def _is_footnote(text: str, line: int, opening: int) -> bool:
    """Whether a label begins a footnote; declines when it may begin a definition."""
    before = text[line:opening]
    if text[opening + 1] == "^":
        if before.strip(" ") or not _FOOTNOTE.match(text, opening):
            raise NotPlainError
        return True
    if not before.strip(" >-*+0123456789.)\t"):
        raise NotPlainError
    return False


def doubt_lines(text: str, source: str, doubts: list[int]) -> list[tuple[int, int]]:
    """Doubt what a line's place can turn into a heading, a table or code; gives the tables without a doubt."""
    tables: list[tuple[int, int]] = []
    read_to = 0
    for found in _ODD_LINE.finditer(text):
        at = found.start()
        if at < read_to:
            continue
        if text[at + 1] in " \t":
            block = _NESTED.match(text, text.rfind("\n\n", 0, at + 1) + 2)
        elif text[at - 1] == "\n" and "     " not in found[0]:
            continue  # with a blank line above it is a rule or nothing
        else:
            block = _even_table(text, source, text.rfind("\n", 0, at) + 1)
            if block:
                tables.append(block.span())
        if block is None:
            doubts.append(at + 1)
            read_to = text.find("\n\n", at)
        else:
            read_to = block.end()
    return tables


def _even_table(text: str, source: str, head: int) -> re.Match[str] | None:
    """A table below a blank line with as many cells in each row as in its head, none of which cuts brackets or math."""
    table = _TABLE.match(text, head) if text[head - 2] == "\n" else None
    if table is None:
        return None
    cells = source[head : table.end() - 1].replace("\\|", "")
    bars = {row.count("|") for row in cells.split("\n")}
    if len(bars) > 1 or (("[" in cells or "^" in cells) and _CUT_IN_TABLE.search(cells)):
        return None
    if "$" in cells and any(cell.count("$") % 2 for cell in cells.split("|")):
        return None
    return table
