"""The types of properties, which Obsidian keeps in `.obsidian/types.json`, one for each name in the whole vault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

PropertyType = Literal["text", "multitext", "number", "checkbox", "date", "datetime", "tags", "aliases"]
"""A type as `types.json` names it; Obsidian shows the first as Text, List, Number, Checkbox, Date, Date & time."""

PROPERTY_TYPES: tuple[PropertyType, ...] = get_args(PropertyType)

RESERVED: Mapping[str, PropertyType] = {"tags": "tags", "aliases": "aliases", "cssclasses": "multitext"}
"""The properties whose type Obsidian itself decides, whatever `types.json` says (S6.6)."""


def read_property_types(saved: Any) -> dict[str, PropertyType]:
    """Return the type of each property, by its name in lower case, from the content of `types.json`.

    Types that are not known, such as those of plugins, are left out.
    """
    types = saved.get("types") if isinstance(saved, dict) else None
    return by_folded_name(types) if isinstance(types, dict) else {}


def by_folded_name(types: Mapping[str, Any]) -> dict[str, PropertyType]:
    """Return the known types by the names of their properties in lower case, with those of reserved properties."""
    return {name.lower(): RESERVED.get(name.lower(), kind) for name, kind in types.items() if kind in PROPERTY_TYPES}
