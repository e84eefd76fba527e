"""Complete the values of properties: those that schemas allow, and those that other notes have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from vaultlint.contracts.json_schema import LINK_TO, JsonSchema
from vaultlint.model import Note, Value
from vaultlint.obsidian.property_types import RESERVED
from vaultlint.parse.link_text import WIKILINK, read_wikilink
from vaultlint.parse.property_writer import flow_item
from vaultlint.parse.yaml_faults.proposals import quote
from vaultlint.rule import Rule
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.contract_text import property_schema, schemas_for
from vaultlint.server.name_search import NameSearch
from vaultlint.server.open_property import PLACEHOLDER, OpenProperty
from vaultlint.server.tag_completion import in_notes, tag_counts
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault

_MOST_NOTES = 1_000
"""How many notes are read for their values: what few of so many have is seldom meant."""

_FEW = 20
"""In how few notes a value counts that only one of them has: of many, each has its own, such as a title."""

_LONGEST = 100
"""The most characters of a text that is offered: longer ones are prose."""


_Scalar: TypeAlias = "str | int | float | bool"
_Details: TypeAlias = "list[tuple[_Scalar, str]]"
"""Values, each with what is shown beside it."""


def value_items(found: OpenProperty, rules: Mapping[str, Rule]) -> Iterator[CompletionItem]:
    """Yield the values that a property may have there, best first."""
    probed = found.front(PLACEHOLDER)
    name = found.name or ""
    read = next((each.value for each in probed.properties if each.name.lower() == name.lower()), None)
    if probed.broken or not _holds(read):
        return
    values = _values(found.cursor.index, found.note(probed), name, rules)
    listed = read if isinstance(read, list) else []
    missing = [each for each in values if each[0] not in listed]
    for value, detail in NameSearch((_shown(each[0]), each) for each in missing).find(found.typed):
        text = _written(found, name, read, value)
        if text is not None:
            yield found.cursor.item(_shown(value), ItemKind.VALUE, found.start, found.end, text, detail)


def _values(index: Index, note: Note, name: str, rules: Mapping[str, Rule]) -> _Details:
    """The values that may be meant: only those that schemas allow, if they list any."""
    schemas = [(schema, property_schema(schema, name)) for schema in schemas_for(note, rules)]
    allowed: _Details = []
    for schema, demanded in schemas:
        allowed += [(value, "in the schema") for value in allowed_values(schema, demanded)]
        allowed += [(link, path) for link, path in _links(index, note.path, demanded)]
    if allowed:
        return list({repr(each): each for each in allowed}.values())  # True is not 1
    kind = RESERVED.get(name.lower()) or index.settings.property_types.get(name.lower())
    if kind == "tags":
        return [(tag, in_notes(count)) for tag, count in tag_counts(index).items()]
    if kind == "checkbox":
        return [(True, ""), (False, "")]
    if kind == "aliases":
        return []  # those of other notes would make links ambiguous
    return _seen(index, note, name)


def allowed_values(schema: JsonSchema, demanded: Mapping[str, Any]) -> Iterator[_Scalar]:
    """Yield the single values that a schema of a property lists, for the property or the items of its list."""
    open_parts: list[Any] = [demanded]
    seen: list[Any] = []
    while open_parts:
        part = open_parts.pop(0)
        if not isinstance(part, Mapping) or any(part is each for each in seen):
            continue
        seen.append(part)
        listed = part.get("enum", [part["const"]] if "const" in part else [])
        if isinstance(listed, list):
            yield from (value for value in listed if isinstance(value, str | int | float))
        for key in ("anyOf", "oneOf", "allOf"):
            open_parts += part[key] if isinstance(part.get(key), list) else []
        open_parts += [part.get("items"), _referred(schema, part.get("$ref"))]


def _referred(schema: JsonSchema, address: object) -> object:
    """The part of a schema that an address such as `#/$defs/status` names; None for any other address."""
    if not isinstance(address, str) or not address.startswith("#/"):
        return None
    found: object = schema.schema
    for step in address[2:].split("/"):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _links(index: Index, source: str, demanded: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the links to the notes of the folder that a schema demands, each with the path of its note."""
    items = demanded.get("items")
    demand = demanded.get(LINK_TO) or (items.get(LINK_TO) if isinstance(items, Mapping) else None)
    folder = str(demand.get("folder", "")).strip("/").lower() if isinstance(demand, Mapping) else ""
    for path in index.listing.notes if folder else ():
        if path.lower().startswith(f"{folder}/"):
            target = index.resolver.target_of(path, source, index.settings.new_link_format, accepts=_is_plain)
            if target is not None:
                yield f"[[{target}]]", path


def _is_plain(target: str) -> bool:
    found = read_wikilink(target)
    return found is not None and found.target == target and bool(WIKILINK.fullmatch(f"[[{target}]]"))


def _seen(index: Index, note: Note, name: str) -> _Details:
    """The single values that other notes have, alone or in a list, the most frequent first."""
    names = Vault(index).notes_by_property.items()
    paths = sorted({path for other, paths in names if other.lower() == name.lower() for path in paths} - {note.path})
    step = len(paths) // _MOST_NOTES + 1
    counts: Counter[tuple[str, _Scalar]] = Counter()
    for path in paths[::step]:
        value = index.note(path).value(name)
        listed = value if isinstance(value, list) else [value]
        single = [each for each in listed if isinstance(each, str | int | float) and len(str(each)) <= _LONGEST]
        counts.update({(type(each).__name__, each) for each in single})  # True is not 1
    about = "about " if step > 1 else ""
    least = 1 if len(paths) < _FEW else 2
    common = [(value, count) for (_, value), count in counts.most_common() if count >= least]
    return [(value, about + in_notes(count * step)) for value, count in common]


def _shown(value: _Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(found: OpenProperty, name: str, read: Value, value: _Scalar) -> str | None:
    """How a value must be written there to be read as it is, with nothing else changed; None if it cannot be."""
    quotes = found.cursor.text[found.start : found.start + 1]
    ways = _ways(value, quotes) if isinstance(value, str) else [_shown(value)]
    wanted = repr(_replaced(read, value))
    for text in ways:
        front = found.front(text)
        written = next((each.value for each in front.properties if each.name.lower() == name.lower()), None)
        if not front.broken and repr(written) == wanted:
            return text
    return None


def _ways(text: str, quotes: str) -> list[str]:
    """The ways to write a text: in the quotes that are there already, plain, or in those that fit it."""
    single = "'" + text.replace("'", "''") + "'"
    return {"'": [single], '"': [quote(text)]}.get(quotes, [flow_item(text), quote(text)])


def _holds(read: Value) -> bool:
    return read == PLACEHOLDER or (isinstance(read, list) and PLACEHOLDER in read)


def _replaced(read: Value, value: _Scalar) -> Value:
    """What is read, with a value in place of the placeholder."""
    if isinstance(read, list):
        return [value if each == PLACEHOLDER else each for each in read]
    return value
