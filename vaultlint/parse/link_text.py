"""The text inside a link: `[[target#fragment|display]]`, or the destination of `[text](destination)`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from vaultlint.obsidian.names import normalize_spaces

WIKILINK = re.compile(r"\[\[(?!\]\])((?:[^\[\]\r\n]++|\[(?!\[)|\](?!\]))++)\]\]")
"""A wikilink: one line, at least one character, no `[[` inside, up to the first `]]` (S1.2)."""

_MALFORMED_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_RESERVED_ESCAPE = re.compile("%(?=2[346BCFbcf]|3[ABDFabdf]|40)")


_TEMPLATE_MARKERS = (("{{", "}}"), ("{%", "%}"))
"""The marks around what a publisher replaces: Hugo's shortcodes such as `{{<ref"b">}}`, Jekyll's variables and tags."""


class LinkText(NamedTuple):
    """The parts of a link; `fragment` keeps its `#`."""

    target: str
    fragment: str | None
    display: str | None = None
    external: bool = False


def read_wikilink(inner: str) -> LinkText | None:
    """Split the text between `[[` and `]]`; None if it is only spaces, and so not a link.

    The display text begins after the first `|` that is not the first character. A backslash before that `|`, as tables
    need it, or before `]]` is dropped.
    """
    if not inner.strip():
        return None
    pipe = inner.find("|", 1)
    path = inner if pipe < 0 else inner[:pipe]
    display = None if pipe < 0 else inner[pipe + 1 :].strip()
    return LinkText(*_split_path(path.removesuffix("\\").replace("\\", "/")), display)


def read_destination(destination: str) -> LinkText | None:
    """Split the destination of a Markdown link or image; None if it is empty, and so not a link.

    As in Obsidian, a destination with a `:` is external unless it starts with `./` or `../`. So is one that a
    publisher fills in, which Obsidian does not know of.
    """
    if not destination.strip():
        return None
    if "{" in destination and _has_template(destination):
        return LinkText(destination, None, external=True)
    if ":" in destination and not destination.startswith(("./", "../")):
        return LinkText(destination, None, external=True)
    return LinkText(*_split_path(_decode_uri(destination)))


def _has_template(destination: str) -> bool:
    starts = [(destination.find(opening), closing) for opening, closing in _TEMPLATE_MARKERS]
    return any(start >= 0 and destination.find(closing, start + 2) >= 0 for start, closing in starts)


def _split_path(path: str) -> tuple[str, str | None]:
    if not path.isascii():
        path = normalize_spaces(path)
    target, mark, fragment = path.partition("#")
    return target.strip(), f"#{fragment.rstrip()}" if mark else None


def _decode_uri(text: str) -> str:
    """Percent-decode like JavaScript's `decodeURI`: keep reserved characters, and all of a malformed text."""
    if "%" not in text:
        return text
    if text.count("%") == text.count("%20"):
        return text.replace("%20", " ")  # most links have no other escape, and this is ten times faster
    if _MALFORMED_ESCAPE.search(text):
        return text
    try:
        return unquote(_RESERVED_ESCAPE.sub("%25", text), errors="strict")
    except UnicodeDecodeError:
        return text
