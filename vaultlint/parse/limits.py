"""The limit on what a note or canvas may hold, so that it is read in seconds and a few hundred megabytes.

Every link, heading or table cell becomes an object or two. Plain text may have any length, but five megabytes of
`[[a]]` are a million links, which nobody wrote by hand.
"""

from __future__ import annotations

MAX_WEIGHT = 1_000_000
"""About ten times that of a long book or a large table."""

_CHARACTERS = b"[]<>`*_$%#^|~\\"
_WEIGHTS = (
    *((b"[[", 10), (b"](", 10), (b"://", 10), (b"vaultlint-", 20), (b"\n", 2), (b"\r", 2)),
    *((b"{", 2), (b'"text"', 15), (b"\\u005b", 5), (b"\\u005B", 5)),  # in a canvas: an object, a card, a bracket
)
_HEAVIEST = 16
"""The most that one byte weighs: either bracket of `[[` in a note with a link definition."""


def why_over_limit(data: bytes) -> str:
    """Say why a file is over the limit; an empty string if it is not."""
    if len(data) * _HEAVIEST <= MAX_WEIGHT:
        return ""
    weight = len(data) - len(data.translate(None, _CHARACTERS))
    weight += sum(data.count(text) * each for text, each in _WEIGHTS)
    if b"]:" in data:  # each bracket may be a link to a definition
        weight += data.count(b"[") * 10
    if weight <= MAX_WEIGHT:
        return ""
    what = "too many links, lines and characters such as [ and |"
    return f"{what} (weight {weight:,}, limit {MAX_WEIGHT:,}): split the file"
