"""How much a note or canvas may hold to be read in seconds, and within some hundred megabytes.

Every link, heading or table cell becomes an object or two. Text of any length is no matter, but five
megabytes of `[[a]]` are a million links, which nobody has written by hand.
"""

from __future__ import annotations

MAX_WEIGHT = 1_000_000
"""About ten times what a long book or a large table has."""

_SIGNS = b"[]<>`*_$%#^|~\\"
_WEIGHTS = (
    *((b"[[", 10), (b"](", 10), (b"://", 10), (b"vaultlint-", 20), (b"\n", 2), (b"\r", 2)),
    *((b"{", 2), (b'"text"', 15), (b"\\u005b", 5), (b"\\u005B", 5)),  # in a canvas: an object, a card, a bracket
)
_HEAVIEST = 16
"""How much a byte weighs at the most: one of `[[` beside a definition."""


def why_too_much(data: bytes) -> str:
    """Why a file holds more than is read; empty where it does not."""
    if len(data) * _HEAVIEST <= MAX_WEIGHT:
        return ""
    weight = len(data) - len(data.translate(None, _SIGNS))
    weight += sum(data.count(sign) * each for sign, each in _WEIGHTS)
    if b"]:" in data:  # each bracket may be a link to a definition
        weight += data.count(b"[") * 10
    if weight <= MAX_WEIGHT:
        return ""
    what = "too many links, lines and characters such as [ and |"
    return f"{what} (weight {weight:,}, limit {MAX_WEIGHT:,}): split the file"
