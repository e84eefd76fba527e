"""Options of a type of their own: a class with `from_option` and `to_option`, such as `JsonSchema`.

`from_option(value, read)` makes an instance from a value of the configuration file, where `read` returns the content of
a file that the value names; it raises ValueError. `to_option()` returns that value. `option_types` are the types in
JSON Schema that the value may have: by default a string, which names a file, or a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from vaultlint.obsidian.names import did_you_mean

ReadFile = Callable[[str], bytes]
"""Returns the content of a file that an option names; raises ValueError."""


def no_file(name: str) -> bytes:
    """Refuse to read a file, where there is no configuration file that it could be relative to."""
    raise ValueError(f'no configuration file says where "{name}" is')


def decoder(read: ReadFile) -> Callable[[type, Any], Any]:
    """Return what msgspec asks to make an option of a type that it does not know; raises ValueError or TypeError."""

    def decode(kind: type, value: Any) -> Any:
        if hasattr(kind, "from_option"):
            return value if isinstance(value, kind) else kind.from_option(value, read)
        if isinstance(value, kind):
            return value
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")

    return decode


def schema_of(kind: type) -> dict[str, Any]:
    """Return the schema of a type that msgspec does not know; raises NotImplementedError for one without options."""
    if not hasattr(kind, "from_option"):
        raise NotImplementedError
    return {"title": kind.__name__, "type": list(getattr(kind, "option_types", ("string", "object")))}


def unknown_key(value: Any, kind: Any, place: str = "") -> str:
    """Return what is wrong with the keys of dataclasses in an option, which msgspec ignores; empty for nothing."""
    return next(_unknown_keys(value, kind, place), "")


def _unknown_keys(value: Any, kind: Any, place: str) -> Iterator[str]:
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, Mapping):
        known, types = [each.name for each in fields(kind)], get_type_hints(kind)
        for key, member in value.items():
            if key not in known:
                yield f'{place}: unknown key "{key}"{did_you_mean(str(key), known)}'
            else:
                yield from _unknown_keys(member, types[key], f"{place}.{key}")
    elif get_origin(kind) is tuple and isinstance(value, list | tuple):
        for position, member in enumerate(value):
            yield from _unknown_keys(member, get_args(kind)[0], f"{place}[{position}]")
