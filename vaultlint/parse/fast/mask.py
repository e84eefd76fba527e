"""Code, math and HTML, hidden from the searches: no link, tag or heading begins in them."""

from __future__ import annotations

import re

from vaultlint.parse.inline import is_in_url

OPAQUE = "\x01"
"""Stands for each character of a code fence, while the rest of the note is searched."""

_HIDDEN = "`"
"""Stands for each character of inline code and math; no link that the scanner reads itself holds one."""

_CODE = re.compile(r"`(?:[^`\n]+`(?!`))?")
_TERM = r"[^$`\n\\]++|\\[^$`\n]"
_MATH = re.compile(rf"\$(?:\$(?:{_TERM})++\$\$|(?!\s)(?:{_TERM})++(?<!\s)\$(?!\d))?")
_ENDS_EMPHASIS = re.compile("[*_~]|==")
_OPENS_EMPHASIS = re.compile(
    r"\*\*(?=[^\s*])[^*\n]*+\*\*(?!\*)|\*(?=[^\s*])[^*\n]*+\*(?!\*)|(?<!\w)_(?=[^\s_])[^_\n]*+_(?!\w)"
    r"|(\*++(?=[^\s*])|(?<![^\W_])_++(?=[^\s_])|~(?=[^\s~])|==)"
)
"""What may be emphasis that is not closed, behind what is."""

_MATH_BLOCK = re.compile(r"\n\$\$[^$`%\x01]++\$\$(?=\n)")
_ELEMENTS = (
    "details|summary|div|p|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|hr|center|figure|figcaption|iframe"
    "|section|article|aside|header|footer|nav|main|blockquote"
)
_TEXT_LINE = r"\n[ \t]*+[^`\s\x01][^`\n\x01]*+"
_HTML_BLOCK = re.compile(rf"\n\n</?(?:{_ELEMENTS})(?=[ >/\n])[^`\n\x01]*+(?:{_TEXT_LINE})*+(?=\n\n)")
_NAME = "[A-Za-z][A-Za-z0-9-]*+"
_TAG = re.compile(rf'<(?:{_NAME}(?: {_NAME}="[^"<>`|\\\n]*+")*+/?|/{_NAME})>')
_MARKERS = " >-*+0123456789.)[]x\t"
_BRACKET = re.compile(r"\\\[(?!\[\[)")


class NotPlainError(Exception):
    """The note is not for the scanner."""


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
    """Hide inline math of one line; other dollars mean nothing if they are alone in their block.

    Doubt what a link, emphasis or a bare address may hold that begins before it.
    """
    if "$" not in text:
        return text
    has_url = "://" in text
    looked_at = block_end = 0
    has_dollars = is_open = False
    for found in _MATH.finditer(text):
        at, end = found.span()
        if at >= block_end:
            looked_at, block_end = text.rfind("\n\n", 0, at), text.find("\n\n", at)
            has_dollars = is_open = False
        if end > at + 1:
            if _ENDS_EMPHASIS.search(found[0]):
                is_open = is_open or any(each[1] for each in _OPENS_EMPHASIS.finditer(text, looked_at, at))
                looked_at = end
                if is_open:
                    doubts.append(at)
            if "](" in found[0] or (has_url and is_in_url(text, at)):
                doubts.append(at)
        elif not has_dollars:
            has_dollars = True
            if source.count("$", text.rfind("\n\n", 0, at), block_end) > 1:
                doubts.append(at)
    return _MATH.sub(lambda found: _HIDDEN * len(found[0]) if len(found[0]) > 1 else "$", text)


def hide_math_blocks(text: str) -> str:
    """Make opaque what lies between a `$$` that begins a line and one that ends a line."""
    return _MATH_BLOCK.sub(lambda found: "\n" + OPAQUE * (len(found[0]) - 1), text) if "\n$$" in text else text


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
    pieces: list[str] = []
    done = looked_at = 0
    is_inline = False
    for found in _TAG.finditer(text):
        at, end = found.span()
        newline = text.rfind("\n", looked_at, at)
        if newline >= 0:
            is_inline = bool(text[newline + 1 : at].strip(_MARKERS))
        is_inline = is_inline and text.find("]:", max(newline, looked_at), at) < 0  # no footnote's label is text
        looked_at = at
        if is_inline and text[at - 2 : at] != "](":
            pieces += [text[done:at], _HIDDEN * (end - at)]
            done = end
    return "".join([*pieces, text[done:]])
