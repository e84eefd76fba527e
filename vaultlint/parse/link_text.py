"""What stands inside a link: `[[target#fragment|display]]`, or the destination of `[text](dest)`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from vaultlint.obsidian.names import blanks_alike

WIKILINK = re.compile(r"\[\[(?!\]\])((?:[^\[\]\r\n]++|\[(?!\[)|\](?!\]))++)\]\]")
"""A wikilink: one line, at least one character, no `[[` inside, up to the first `]]` (S1.2)."""

_MALFORMED_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_RESERVED_ESCAPE = re.compile("%(?=2[346BCFbcf]|3[ABDFabdf]|40)")


_FILLED_IN = (("{{", "}}"), ("{%", "%}"))
"""Between these a publisher fills something in: Hugo's shortcodes, `{{<ref"b">}}`, Jekyll's variables and tags."""


class LinkText(NamedTuple):
    """The parts of a link; `fragment` keeps its `#`."""

    target: str
    fragment: str | None
    display: str | None = None
    external: bool = False


def read_wikilink(inner: str) -> LinkText | None:
    """Split what stands between `[[` and `]]`; None when it is blank and so no link.

    The display text begins after the first `|` that is not the first character; a backslash
    before that `|` (as tables need it) or before `]]` is dropped.
    """
    if not inner.strip():
        return None
    pipe = inner.find("|", 1)
    path = inner if pipe < 0 else inner[:pipe]
    display = None if pipe < 0 else inner[pipe + 1 :].strip()
    return LinkText(*_split_path(path.removesuffix("\\").replace("\\", "/")), display)


def read_destination(destination: str) -> LinkText | None:
    """Split the destination of a Markdown link or image; None when it is empty and so no link.

    As in Obsidian, anything with a `:` leads out of the vault unless it starts with `./` or `../`. So does, for us,
    what a publisher fills in.
    """
    if not destination.strip():
        return None
    if "{" in destination and _is_filled_in(destination):
        return LinkText(destination, None, external=True)
    if ":" in destination and not destination.startswith(("./", "../")):
        return LinkText(destination, None, external=True)
    return LinkText(*_split_path(_decode_uri(destination)))


def _is_filled_in(destination: str) -> bool:
    starts = [(destination.find(opening), closing) for opening, closing in _FILLED_IN]
    return any(start >= 0 and destination.find(closing, start + 2) >= 0 for start, closing in starts)


def _split_path(path: str) -> tuple[str, str | None]:
    if not path.isascii():
        path = blanks_alike(path)
    target, mark, fragment = path.partition("#")
    return target.strip(), f"#{fragment.rstrip()}" if mark else None


def _decode_uri(text: str) -> str:
    """Percent-decode like JavaScript's `decodeURI`: reserved characters stay, errors change nothing."""
    if "%" not in text:
        return text
    if text.count("%") == text.count("%20"):
        return text.replace("%20", " ")  # the one escape most links have, and a tenth of the work
    if _MALFORMED_ESCAPE.search(text):
        return text
    try:
        return unquote(_RESERVED_ESCAPE.sub("%25", text), errors="strict")
    except UnicodeDecodeError:
        return text
