"""Encode data as compact bytes, to cache it and to send it between processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar

import msgpack

DIGEST_SIZE = 16

_T = TypeVar("_T")

_PACKER = msgpack.Packer(unicode_errors="surrogatepass")  # shared, as creating one takes longer than encoding a note


def digest(data: bytes) -> bytes:
    """Hash bytes, to tell contents apart; not secure against an attacker."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def encode(value: Any) -> bytes:
    """Encode plain data with msgpack; raises ValueError, TypeError or OverflowError for any other value."""
    encoded: bytes = _PACKER.pack(value)
    return encoded


def decode(data: bytes) -> Any:
    """Decode what `encode` returned; sequences become lists. Raises ValueError."""
    return msgpack.unpackb(data, unicode_errors="surrogatepass", strict_map_key=False)


def encode_typed(value: Any) -> bytes:
    """Encode an object of a typed class, such as a named tuple; `decode_as` its class gives an equal one.

    Raises ValueError, TypeError or OverflowError for what msgpack cannot hold: an integer of more than 64 bits, a text
    with a lone surrogate.
    """
    import msgspec  # takes longer than all that a run does in which nothing has changed

    return msgspec.msgpack.encode(value)


def decode_as(kind: type[_T], data: bytes) -> _T:
    """Decode what `encode_typed` returned for an object of a type; raises ValueError for anything else."""
    import msgspec

    try:
        decoded: _T = _decoder(kind)(data)  # type: ignore[arg-type]  # a class is hashable
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return decoded


def encoded_or_none(value: Any) -> bytes | None:
    """Return what `encode_typed` does; None for what it cannot hold, such as the name of a file that is not UTF-8."""
    try:
        return encode_typed(value)
    except (ValueError, TypeError, OverflowError):
        return None


def decoded_or_none(kind: type[_T], data: bytes) -> _T | None:
    """Return what `decode_as` does; None for anything else, as in a damaged cache."""
    try:
        return decode_as(kind, data)
    except ValueError:
        return None


@cache
def _decoder(kind: Any) -> Callable[[bytes], Any]:
    import msgspec

    return msgspec.msgpack.Decoder(kind).decode
