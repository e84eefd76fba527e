"""Encode plain data as compact bytes, to cache it and to send it between processes."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgpack

DIGEST_SIZE = 16

_PACKER = msgpack.Packer(unicode_errors="surrogatepass")  # shared, as creating one takes longer than encoding a note


def digest(data: bytes) -> bytes:
    """Hash bytes, to tell contents apart; not secure against an attacker."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def encode(value: Any) -> bytes:
    """Encode plain data with msgpack; raises ValueError, TypeError or OverflowError for any other value."""
    encoded: bytes = _PACKER.pack(value)
    return encoded


def decode(data: bytes, *, tuples: bool = False) -> Any:
    """Decode what `encode` returned; sequences become lists or, with `tuples`, tuples. Raises ValueError."""
    return msgpack.unpackb(data, unicode_errors="surrogatepass", strict_map_key=False, use_list=not tuples)
