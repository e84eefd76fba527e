"""Write values as TOML."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from vaultlint.text.control_characters import CONTROL

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")


def toml(value: Any) -> str:
    """Write a value on one line, with inline tables; other types as msgspec converts them, or else as strings."""
    match msgspec.to_builtins(value, order="deterministic", enc_hook=as_option):
        case bool() as truth:
            return str(truth).lower()
        case str() as text:
            return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
        case list() | tuple() as members:
            return f"[{', '.join(map(toml, members))}]"
        case dict() as table:
            return f"{{{', '.join(f'{toml_key(key)} = {toml(member)}' for key, member in table.items())}}}"
        case other:
            return str(other)


def as_option(value: Any) -> Any:
    """Return how an option of a type of its own is written, which `to_option` says, or else `str`."""
    return value.to_option() if hasattr(value, "to_option") else str(value)


def toml_key(name: str) -> str:
    """Write a key, in quotes if it needs them."""
    return name if _BARE_KEY.fullmatch(name) else toml(name)
