from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from vaultlint import MAX_SUGGESTIONS, TOP, Edit, Example, Fix, NearNames, Note, Problem, Rule, Span, Vault

_SHORTEST_SLIP = 5
"""The fewest letters of a property with a slip; of four, many are other words (`date` and `data`)."""

_PLAIN = re.compile(r"[A-Za-z_][\w-]*")
"""What needs no quotes as the name of a property."""


@dataclass(frozen=True, kw_only=True)
class MissingProperty(Rule):
    """A note that lacks a required property.

    Publishers need some properties: the title of a note, its date, whether it is a draft. Only you
    know which ones your notes need, so set `properties` first.

    - `properties`: the properties that every note must have; `[]` requires none. If a folder needs
      other properties, set the option under `[[overrides]]`.
    - `synonyms`: properties that are accepted instead, as in `synonyms.date = ["created"]`. Those that a
      known [site](../sites.md) takes for the date are accepted, too.

    Names match in any case, as in Obsidian. If a property of the note seems to be a missing one,
    misspelt, the message asks for it. An empty property is not missing; `invalid-title`,
    `invalid-date` and `invalid-draft` check the values.
    """

    name = "missing-property"
    good = Example({"note.md": "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\n"})
    bad = Example(
        {
            "black.md": "---\ntilte: Black tea\ndate: 2024-05-01\ndraft: true\n---\n",
            "green.md": "---\ntitle: Green tea\ndraft: true\n---\n",
            "white.md": "White tea.\n",
        },
        expected=(
            "black.md:1:1: warning: missing property: `title`; is `tilte` meant to be `title`? [missing-property]",
            "green.md:1:1: warning: missing property: `date` [missing-property]",
            "white.md:1:1: warning: missing front matter: add `title`, `date` and `draft` [missing-property]",
        ),
    )

    fixes = ("suggestion",)

    properties: tuple[str, ...] = ("title", "date", "draft")
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        missing = [name for name, accepted in self._accepted.items() if accepted.isdisjoint(note.names)]
        if "date" in missing and not {each.lower() for each in vault.site.date_synonyms}.isdisjoint(note.names):
            missing.remove("date")
        if not missing or note.front_matter_broken:
            return
        listed = _list([f"`{name}`" for name in missing])
        if note.has_front_matter:
            noun = "property" if len(missing) == 1 else "properties"
            span, message = Span(1, 1, 1, 4), f"missing {noun}: {listed}"
        else:
            span, message = TOP, f"missing front matter: add {listed}"
        renames = self._renames(note, missing)
        yield self.problem(
            note.path,
            span,
            f"{message}{_hint(renames)}",
            data={"properties": missing},
            causes=missing,
            folded="" if renames else f"{_list(missing)} {'is' if len(missing) == 1 else 'are'} missing in {{notes}}",
            suggestions=[_rename(note, *each) for each in renames.items()][:MAX_SUGGESTIONS],
        )

    def _renames(self, note: Note, missing: Sequence[str]) -> dict[str, str]:
        """The properties of a note that seem to be the missing ones, misspelt."""
        accepted = frozenset().union(*self._accepted.values())
        near = {name: _misspelt(name, tuple(missing)) for name in note.names if name not in accepted}
        found = {name: meant[0] for name, meant in near.items() if len(meant) == 1}
        return found if len({*found.values()}) == len(found) else {}

    @cached_property
    def _accepted(self) -> dict[str, frozenset[str]]:
        """The names that are accepted for each property, in lower case."""
        return {
            name: frozenset(known.lower() for known in (name, *self.synonyms.get(name, ()))) for name in self.properties
        }


@lru_cache(maxsize=1024)  # notes share a few names
def _misspelt(name: str, required: tuple[str, ...]) -> tuple[str, ...]:
    """The required properties that a name seems to be, misspelt."""
    return tuple(filter(_PLAIN.fullmatch, NearNames(required, shortest=_SHORTEST_SLIP).near(name)))


def _hint(renames: Mapping[str, str]) -> str:
    if not renames:
        return ""
    written, meant = (_list([f"`{name}`" for name in names]) for names in (renames, renames.values()))
    return f"; {'is' if len(renames) == 1 else 'are'} {written} meant to be {meant}?"


def _rename(note: Note, name: str, meant: str) -> Fix:
    found = next(each for each in note.properties if each.name.lower() == name)
    return Fix(f"Rename `{found.name}` to `{meant}`", (Edit(note.path, found.span, meant),))


def _list(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
