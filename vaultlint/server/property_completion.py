"""Complete the names of properties: those that the schemas of the note demand, and those that other notes have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vaultlint.parse.yaml_faults.proposals import quote
from vaultlint.rule import Rule
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.contract_text import schemas_for
from vaultlint.server.name_search import NameSearch
from vaultlint.server.open_property import PLACEHOLDER, OpenProperty
from vaultlint.server.tag_completion import in_notes, spelled_counts
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


def property_items(found: OpenProperty, rules: Mapping[str, Rule]) -> Iterator[CompletionItem]:
    """Yield the names of properties that the note does not have yet, best first: those in its schemas, then others."""
    probed = found.front(PLACEHOLDER if found.has_colon else f"{PLACEHOLDER}: ")
    if probed.broken or not any(each.name == PLACEHOLDER for each in probed.properties):
        return
    note = found.note(probed)
    counts = property_counts(found.cursor.index)
    demanded = {
        name.lower(): name for schema in schemas_for(note, rules) for name in reversed([*schema.names.values()])
    }
    others = [name for name in counts if name.lower() not in demanded]
    names = [name for name in (*demanded.values(), *others) if not note.has(name)]
    for name in NameSearch((name, name) for name in names).find(found.typed):
        detail = in_notes(counts[name]) if name in counts else "in the schema"
        text = _written(found, name)
        if text is not None:
            yield found.cursor.item(name, ItemKind.PROPERTY, found.start, found.end, text, detail)


def _written(found: OpenProperty, name: str) -> str | None:
    """How a name must be written there; None if it cannot be."""
    for key in (name, quote(name)):
        text = key if found.has_colon else f"{key}: "
        front = found.front(text)
        if not front.broken and any(each.name == name for each in front.properties):
            return text
    return None


def property_counts(index: Index) -> dict[str, int]:
    """Return how many notes have each property, in the spelling of most, the most frequent first."""
    alike: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for name, paths in Vault(index).notes_by_property.items():
        alike.setdefault(name.lower(), []).append((name, paths))
    return spelled_counts(alike.values())
