"""Values as TOML."""

from __future__ import annotations

import json
import re
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def toml(value: Any) -> str:
    """A value on one line; a text must not hold a lone surrogate, which TOML cannot express."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_key(key)} = {toml(member)}" for key, member in value.items()) + "}"
    return str(value)


def toml_key(name: str) -> str:
    """A name as a key, in quotes where it needs them."""
    return name if _BARE_KEY.fullmatch(name) else toml(name)
