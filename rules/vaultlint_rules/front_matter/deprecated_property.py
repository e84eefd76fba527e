from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vaultlint import Example, Fix, Note, Problem, Property, Rule, Value, Vault

_PLURALS = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
_SEPARATORS = {"tag": re.compile(r"[\s,]+"), "alias": re.compile(r"\s*,\s*"), "cssclass": re.compile(r"[\s,]+")}
"""What older versions of Obsidian split a text at."""


@dataclass(frozen=True, kw_only=True)
class DeprecatedProperty(Rule):
    """A `tag`, `alias` or `cssclass`, which Obsidian ignores.

    Since version 1.9, Obsidian reads only `tags`, `aliases` and `cssclasses`: the tags of the note are
    missing from searches and its aliases from suggestions, without a word. Rename the property. Some
    publishers read both names, so do not just delete it.

    The fix renames the property. If the note has the other one, too, the unsafe fix adds the values to
    it. A text with commas, which Obsidian used to split, becomes a list by an unsafe fix.
    """

    name = "deprecated-property"
    good = Example({"note.md": "---\ntags: [tea]\naliases: [Green tea]\n---\n"})
    bad = Example(
        {"both.md": "---\ntags: [tea]\ntag: drink\n---\n", "one.md": "---\nalias: Green tea\n---\n"},
        expected=(
            (
                "both.md:3:1: warning: Obsidian ignores `tag` since version 1.9: move its values to `tags`"
                " [deprecated-property]"
            ),
            (
                "one.md:2:1: warning: Obsidian ignores `alias` since version 1.9: rename it to `aliases`"
                " [deprecated-property]"
            ),
        ),
    )

    fixes = ("safe", "unsafe")

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if _PLURALS.keys().isdisjoint(note.names) or note.front_matter_broken:
            return
        for found in note.properties:
            plural = _PLURALS.get(found.name.lower())
            if plural and not isinstance(found.value, dict):
                advice = _advice(found, plural, note)
                yield self.problem(
                    note.path,
                    found.span,
                    f"Obsidian ignores `{found.name}` since version 1.9: {advice}",
                    data={"property": found.name, "replacement": plural},
                    causes=(found.name.lower(),),
                    folded=f"`{found.name}`, which Obsidian ignores since version 1.9, is in {{notes}}: {advice}",
                    fix=_fix(note, found, plural, vault),
                )


def _advice(found: Property, plural: str, note: Note) -> str:
    if not note.has(plural):
        return f"rename it to `{plural}`"
    return f"move its values to `{plural}`" if found.value else "remove it"


def _fix(note: Note, found: Property, plural: str, vault: Vault) -> Fix | None:
    """The plural in place of the singular, if what stands there is what Obsidian reads as its values."""
    texts = _texts(found.value)
    if texts is None:
        return None
    if not note.has(plural):
        return _renaming(note, found, plural, vault)
    edits = vault.rename_edits(note, found, plural) if not _parts(found) else ()
    message = f"Move the values of `{found.name}` to `{plural}`" if texts else f"Remove `{found.name}`"
    return Fix.unsafe(message, *edits) if edits else None


def _renaming(note: Note, found: Property, plural: str, vault: Vault) -> Fix | None:
    edits, parts = vault.rename_edits(note, found, plural), _parts(found)
    if not edits:
        return None
    if not parts:
        return Fix.safe(f"Rename `{found.name}` to `{plural}`", *edits)
    edit = vault.value_edit(note, found, parts)
    return Fix.unsafe(f"Write a list called `{plural}`", *edits, edit) if edit else None


def _texts(value: Value) -> Sequence[str] | None:
    values = [] if value is None else value if isinstance(value, list) else [value]
    texts = [each for each in values if isinstance(each, str)]
    return texts if len(texts) == len(values) else None


def _parts(found: Property) -> list[str]:
    """The values that a text was read as by older versions of Obsidian, if there are several."""
    if not isinstance(found.value, str):
        return []
    parts = [part for part in _SEPARATORS[found.name.lower()].split(found.value.strip()) if part]
    return parts if parts != [found.value.strip()] else []
