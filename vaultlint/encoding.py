"""Plain data as bytes: to keep it in little room, between runs, and to send it from one process to another."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgpack

DIGEST_SIZE = 16

_PACKER = msgpack.Packer(unicode_errors="surrogatepass")  # one for all: making one takes longer than a note takes it


def digest(data: bytes) -> bytes:
    """A short hash that tells contents apart; no protection against an attacker."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def encode(value: Any) -> bytes:
    """A value made of plain data as msgpack; raises ValueError, TypeError or OverflowError for any other."""
    encoded: bytes = _PACKER.pack(value)
    return encoded


def decode(data: bytes, *, tuples: bool = False) -> Any:
    """The value that `encode` encoded, all tuples as lists or all lists as tuples; raises ValueError."""
    return msgpack.unpackb(data, unicode_errors="surrogatepass", strict_map_key=False, use_list=not tuples)
