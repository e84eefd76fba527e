"""What is demanded of a property: its type in Obsidian and what the schemas of its note say, as text and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vaultlint.contracts.json_schema import JsonSchema
from vaultlint.model import Note
from vaultlint.obsidian.property_types import RESERVED
from vaultlint.rule import Rule
from vaultlint.server.markdown_text import code_span
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault

_IN_WORDS = {
    "text": "text",
    "multitext": "a list",
    "number": "a number",
    "checkbox": "a checkbox",
    "date": "a date",
    "datetime": "a date and time",
    "tags": "a list of tags",
    "aliases": "a list of aliases",
}


def schemas_for(note: Note, rules: Mapping[str, Rule]) -> list[JsonSchema]:
    """Return the schemas that apply to a note, of the rules in force for it."""
    scopes = (scope for rule in rules.values() for scope in rule.scopes())
    return [scope.schema for scope in scopes if scope.schema and scope.includes(note)]


def property_schema(schema: JsonSchema, name: str) -> Mapping[str, Any]:
    """Return what a schema says at its top level about a property, in any case; empty for nothing."""
    listed = schema.schema.get("properties")
    found = listed.get(schema.names.get(name.lower(), name)) if isinstance(listed, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def contract_text(index: Index, note: Note, name: str, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield paragraphs, in Markdown, on the type of a property, its use, and what the schemas for its note demand."""
    kind = RESERVED.get(name.lower()) or index.settings.property_types.get(name.lower())
    names = Vault(index).notes_by_property.items()
    count = len({path for other, paths in names if other.lower() == name.lower() for path in paths})
    used = f"in {count} {'note' if count == 1 else 'notes'}"
    yield f"{code_span(name)}: {_IN_WORDS[kind]}, {used}" if kind else f"{code_span(name)}: {used}"
    for schema in schemas_for(note, rules):
        demanded = property_schema(schema, name)
        required = schema.schema.get("required")
        if isinstance(required, list) and schema.names.get(name.lower(), name) in required:
            yield "Required by the schema."
        if demanded:
            yield f"```json\n{json.dumps(demanded, indent=2, ensure_ascii=False, default=str)}\n```"
