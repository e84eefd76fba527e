"""Which parts of a note the scanner reads itself: all but those with a doubt in them."""

from __future__ import annotations

import re

OPAQUE = "\x01"
"""Stands for each character of a code fence, while the rest of the note is searched."""

_HIDDEN = "`"
"""Stands for each character of inline code and math; no link that the scanner reads itself holds one."""

_UNUSUAL = ("\r", "\0", OPAQUE, "\v", "\f")
_CODE = re.compile(r"`(?:[^`\n]+`(?!`))?")
_TERM = r"[^$`\n\\{}]++|\\[A-Za-z,;:!>|_%&#]"
_GROUP = rf"\{{(?:{_TERM}|\{{(?:{_TERM}|\{{(?:{_TERM})*+\}})*+\}})*+\}}"
_MATH = re.compile(rf"\$(?:(?!\s)(?:{_TERM}|{_GROUP})++(?<!\s)\$)?")
"""Math ends only where as many braces are closed as were opened in it."""

_COMMENT = re.compile(r"%%(?:[^%\n]+%%)?")
_COMMENT_BLOCK = re.compile(r"\n\n%%\n(?:[ \t]*+[^%^#`\s\x01][^%^#`\n\x01]*+\n)++%%(?=\n\n)")
"""A paragraph in a comment, without anything that a comment would take from it."""

_MATH_BLOCK = re.compile(r"\n\n\$\$\n(?:[A-Za-z\\(&][^$`%<\n\x01]*+\n)++\$\$(?=\n\n)")
_HTML = re.compile(r"<[A-Za-z!?/]")
_HTML_BLOCK = re.compile(
    r"\n\n</?(?:details|summary|div|p|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|hr|center|figure|figcaption"
    r"|iframe|section|article|aside|header|footer|nav|main|blockquote)(?=[ >/\n])[^`\n\x01]*+(?:\n[ \t]*+[^`\s\x01][^`\n\x01]*+)*+(?=\n\n)"
)
_TAG = re.compile(
    r'<(?:[A-Za-z][A-Za-z0-9-]*+(?: [A-Za-z][A-Za-z0-9-]*+="[^"<>`|\\\n]*+")*+/?|/[A-Za-z][A-Za-z0-9-]*+)>'
)
_TAB = re.compile(r"\t")
_BRACKET = re.compile(r"\\\[(?!\[\[)")
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

_MARKER = r"(?:[-*+]|\d{1,9}[.)]) (?:\[[^\n]\] )?"
_WORD = rf"(?!\d{{1,9}}[.)][ \n])(?:\*\*?[^\s*_-]|_[^\s*_-]|==?[^\s=|:-]|[^\s#\-*+>|:=_{OPAQUE}])"
_FOOTNOTE = re.compile(rf"\[\^[\w-]+\]: ?{_WORD}")
_NESTED = re.compile(rf"(?:{_MARKER})?{_WORD}[^\n]*+(?:\n[ \t]*+(?:{_MARKER})?{_WORD}[^\n]*+)*+(?=\n\n)")
"""A block each line of which is text, at the most with one list marker before it.

There a paragraph is open at the end of each line, so no indentation, however deep, makes code, and
all its text is running text.
"""


class NotPlainError(Exception):
    """The note is not for the scanner."""


def check_whole_note(source: str) -> None:
    """Decline what no part of the scanner expects, and comments to vaultlint."""
    for character in _UNUSUAL:
        if character in source:
            raise NotPlainError
    if "~" in source and "~~~" in source:
        raise NotPlainError
    if ("%" in source or "<" in source) and "vaultlint-" in source:
        raise NotPlainError


def hide_fences(source: str) -> str:
    """Make fenced code opaque; a fence at the start of a line ends every block before it, and is a block of its own."""
    if "`" not in source or "```" not in source:
        return source
    pieces: list[str] = []
    done = 0
    at = source.find("```")
    while at >= 0:
        end = source.find("\n", at)
        if source[at - 1] == "\n":
            fence = _fence(source, at, end)
            if fence:
                end = _closed_fence(source, fence, end)
                pieces += [source[done:at], OPAQUE * (end - at)]
                done = end
        else:
            indent = source[source.rfind("\n", done, at) + 1 : at]
            if len(indent) < 4 and not indent.strip(" "):
                raise NotPlainError  # it may be outside of lists, and may close or open what follows
        at = source.find("```", end)
    return "".join([*pieces, source[done:]])


def _fence(source: str, start: int, line_end: int) -> str:
    """The backticks that open a fence there, if they do."""
    line = source[start:line_end]
    info = line.lstrip("`")
    return "" if "`" in info else line[: len(line) - len(info)]


def _closed_fence(source: str, fence: str, after: int) -> int:
    """Where the line ends that closes the fence."""
    closing = source.find(fence, after)
    end = source.find("\n", closing)
    if closing < 0 or source[closing - 1] != "\n" or source[closing:end].rstrip(" ").strip("`"):
        raise NotPlainError
    return end


def hide_code(text: str, doubts: list[int]) -> str:
    """Hide inline code of one line between single backticks; doubt all other backticks.

    A block without any other has its backticks paired like that, one after the other, for code binds
    tighter than everything but math and HTML, which are doubted where they meet code.
    """
    if "`" not in text:
        return text
    odd = [found.start() for found in _CODE.finditer(text) if found.end() - found.start() == 1]
    doubts += odd
    return _CODE.sub(lambda found: _HIDDEN * len(found[0]), text)


def hide_math(text: str, source: str, doubts: list[int]) -> str:
    """Hide inline math of one line without braces; other dollars mean nothing if they are alone in their block."""
    if "$" not in text:
        return text
    if "$$" in text:
        _doubt_each(text, "$$", doubts)
    block_end = 0
    for found in _MATH.finditer(text):
        at = found.start()
        if found.end() == at + 1 and at >= block_end:
            block_end = text.find("\n\n", at)
            if source.count("$", text.rfind("\n\n", 0, at), block_end) > 1:
                doubts.append(at)
    return _MATH.sub(lambda found: _HIDDEN * len(found[0]) if len(found[0]) > 1 else "$", text)


def hide_math_blocks(text: str) -> str:
    """Make opaque what stands between lines `$$`, a block of its own."""
    if "\n$$\n" not in text:
        return text
    return _MATH_BLOCK.sub(lambda found: "\n\n" + OPAQUE * (len(found[0]) - 2), text)


def hide_html_blocks(text: str) -> str:
    """Make opaque what HTML's block elements begin; it ends with the next blank line, whatever it holds."""
    return _HTML_BLOCK.sub(lambda found: "\n\n" + OPAQUE * (len(found[0]) - 2), text) if "\n<" in text else text


def hide_brackets(text: str) -> str:
    """Hide the bracket behind a backslash: no link begins with it."""
    return _BRACKET.sub(lambda _: "\\" + OPAQUE, text) if "\\[" in text else text


def hide_tags(text: str) -> str:
    """Hide HTML tags that stand behind text in their line, where no block of HTML can begin."""
    if "<" not in text:
        return text
    return _TAG.sub(lambda found: _HIDDEN * len(found[0]) if _is_inline(text, found.start()) else found[0], text)


def _is_inline(text: str, at: int) -> bool:
    before = text[text.rfind("\n", 0, at) + 1 : at]
    words = before.lstrip(" >-*+0123456789.)[]x\t")
    return bool(words) and words[0] != "<" and "]:" not in before and not before.endswith("](")


def _doubt_each(text: str, what: str, doubts: list[int]) -> None:
    """Doubt each block that holds this."""
    at = text.find(what)
    while at >= 0:
        doubts.append(at)
        at = text.find(what, text.find("\n\n", at))


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


def doubt_lines(text: str, source: str, doubts: list[int]) -> None:
    """Doubt what a line's place can turn into a heading, a table or code."""
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
        if block is None:
            doubts.append(at + 1)
            read_to = text.find("\n\n", at)
        else:
            read_to = block.end()


def _even_table(text: str, source: str, head: int) -> re.Match[str] | None:
    """A table below a blank line, all rows of which have as many cells as its head, each with all of its brackets."""
    table = _TABLE.match(text, head) if text[head - 2] == "\n" else None
    if table is None:
        return None
    cells = source[head : table.end() - 1].replace("\\|", "")
    bars = {row.count("|") for row in cells.split("\n")}
    if len(bars) > 1 or (("[" in cells or "^" in cells) and _CUT_IN_TABLE.search(cells)):
        return None
    return table
