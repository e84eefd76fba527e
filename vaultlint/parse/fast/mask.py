"""Mask code, math and HTML, character for character: no link, tag or heading begins in them."""

from __future__ import annotations

import re

from vaultlint.parse.wikilinks_and_math import is_in_url

BLOCK_MASK = "\x01"
"""Replaces each character of code fences, HTML blocks and blocks of math."""

INLINE_MASK = "`"
"""Replaces each character of inline code, math and HTML; no link that the scanner reads itself contains one."""

_CODE = re.compile(r"`(?:[^`\n]+`(?!`))?")
_TERM = r"[^$`\n\\]++|\\[^$`\n]"
_MATH = re.compile(rf"\$(?:\$(?:{_TERM})++\$\$|(?!\s)(?:{_TERM})++(?<!\s)\$(?!\d))?")
_ENDS_EMPHASIS = re.compile("[*_~]|==")
_OPENS_EMPHASIS = re.compile(
    r"\*\*(?=[^\s*])[^*\n]*+\*\*(?!\*)|\*(?=[^\s*])[^*\n]*+\*(?!\*)|(?<!\w)_(?=[^\s_])[^_\n]*+_(?!\w)"
    r"|(\*++(?=[^\s*])|(?<![^\W_])_++(?=[^\s_])|~(?=[^\s~])|==)"
)
"""What may be emphasis that is not closed, behind what is."""

_QUOTED_FENCE = re.compile(r"\n> ?```[^`\n\x01]*+(?:\n>(?! ?```)[^`\n\x01]*+)*+\n> ?``` *+(?=\n)")
_MATH_BLOCK = re.compile(r"\n\$\$[^$`%\x01]++\$\$(?=\n)")
_QUOTED_MATH_BLOCK = re.compile(r"\n> ?\$\$[^$`%\n\x01]*+(?:\n>[^$`%\n\x01]*+)*+\$\$(?=\n)")
_ELEMENTS = (
    "details|summary|div|p|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|hr|center|figure|figcaption|iframe"
    "|section|article|aside|header|footer|nav|main|blockquote"
)
_COMMENT_LINE = re.compile(r"\n<!--[^`\n\x01]*?-->[^`\n\x01]*+(?=\n)")
_TEXT_LINE = r"\n[ \t]*+[^`\s\x01][^`\n\x01]*+"
_HTML_BLOCK = re.compile(rf"\n\n</?(?:{_ELEMENTS})(?=[ >/\n])[^`\n\x01]*+(?:{_TEXT_LINE})*+(?=\n\n)")
_NAME = "[A-Za-z][A-Za-z0-9-]*+"
_TAG = re.compile(rf'<(?:{_NAME}(?: {_NAME}="[^"<>`|\\\n]*+")*+/?|/{_NAME})>')
_MARKERS = " >-*+0123456789.)[]x\t"
_BRACKET = re.compile(r"\\\[(?!\[\[)")


class NotPlainError(Exception):
    """The scanner declines the note."""


def mask_fences(source: str) -> str:
    """Mask fenced code; a fence at the start of a line ends every block before it, and is a block of its own.

    In a quote, it is masked if it is all there is on its lines.
    """
    if "`" not in source or "```" not in source:
        return source
    pieces: list[str] = []
    done = 0
    is_quoted = False
    at = source.find("```")
    while at >= 0:
        end = source.find("\n", at)
        if source[at - 1] == "\n":
            fence = _fence(source, at, end)
            if fence:
                end = _closed_fence(source, fence, end)
                pieces += [source[done:at], BLOCK_MASK * (end - at)]
                done = end
        else:
            before = source[source.rfind("\n", done, at) + 1 : at]
            if len(before) < 4 and not before.strip(" "):
                raise NotPlainError  # it may be outside lists, and may open or close a fence
            is_quoted = is_quoted or before.rstrip(" ") == ">"
        at = source.find("```", end)
    text = "".join([*pieces, source[done:]])
    return _mask_lines(_QUOTED_FENCE, text) if is_quoted else text


def _fence(source: str, start: int, line_end: int) -> str:
    """The backticks of a line if they open a fence, else an empty string."""
    line = source[start:line_end]
    info = line.lstrip("`")
    return "" if "`" in info else line[: len(line) - len(info)]


def _closed_fence(source: str, fence: str, after: int) -> int:
    """The end of the line that closes a fence; decline if there is none."""
    closing = source.find(fence, after)
    end = source.find("\n", closing)
    if closing < 0 or source[closing - 1] != "\n" or source[closing:end].rstrip(" ").strip("`"):
        raise NotPlainError
    return end


def mask_code(text: str, fallbacks: list[int]) -> str:
    """Mask inline code on one line between single backticks; all other backticks are fallbacks.

    In a block without any others, backticks pair in order: code binds tighter than everything but math and HTML, which
    are fallbacks where they meet code.
    """
    if "`" not in text:
        return text
    odd = [found.start() for found in _CODE.finditer(text) if found.end() - found.start() == 1]
    fallbacks += odd
    return _CODE.sub(lambda found: INLINE_MASK * len(found[0]), text)


def mask_math(text: str, source: str, fallbacks: list[int]) -> str:
    """Mask inline math on one line; another dollar means nothing if it is alone in its block.

    Math that may be inside a link, emphasis or a bare URL is a fallback.
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
                is_open = is_open or any(each[1] for each in _OPENS_EMPHASIS.finditer(text, looked_at, at + 1))
                looked_at = end
                if is_open:
                    fallbacks.append(at)
            if "](" in found[0] or (has_url and is_in_url(text, at)):
                fallbacks.append(at)
        elif not has_dollars:
            has_dollars = True
            if source.count("$", text.rfind("\n\n", 0, at), block_end) > 1:
                fallbacks.append(at)
    return _MATH.sub(lambda found: INLINE_MASK * len(found[0]) if len(found[0]) > 1 else "$", text)


def mask_math_blocks(text: str) -> str:
    """Mask math between a `$$` that begins a line, also in a quote, and one that ends a line."""
    if "$" not in text:
        return text
    if "\n> $$" in text or "\n>$$" in text:
        text = _mask_lines(_QUOTED_MATH_BLOCK, text)
    return _mask_lines(_MATH_BLOCK, text) if "\n$$" in text else text


def mask_html_blocks(text: str) -> str:
    """Mask HTML comments of one line, and HTML blocks that begin with a block element.

    These end at the next empty line, whatever they contain.
    """
    if "\n<" not in text:
        return text
    if "\n<!--" in text:
        text = _mask_lines(_COMMENT_LINE, text)
    return _HTML_BLOCK.sub(lambda found: "\n\n" + BLOCK_MASK * (len(found[0]) - 2), text)


def _mask_lines(lines: re.Pattern[str], text: str) -> str:
    """Mask what matches, except the line feed with which it begins."""
    return lines.sub(lambda found: "\n" + BLOCK_MASK * (len(found[0]) - 1), text)


def mask_brackets(text: str) -> str:
    """Mask escaped opening brackets: no link begins with one."""
    return _BRACKET.sub(lambda _: "\\" + BLOCK_MASK, text) if "\\[" in text else text


def mask_tags(text: str) -> str:
    """Mask HTML tags that follow text on their line, where no HTML block can begin."""
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
        is_inline = (
            is_inline and text.find("]:", max(newline, looked_at), at) < 0
        )  # the label of a footnote is not text
        looked_at = at
        if is_inline and text[at - 2 : at] != "](":
            pieces += [text[done:at], INLINE_MASK * (end - at)]
            done = end
    return "".join([*pieces, text[done:]])
