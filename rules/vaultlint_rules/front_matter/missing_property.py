from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from vaultlint import TOP, Example, Note, Problem, Rule, Span, Vault


@dataclass(frozen=True, kw_only=True)
class MissingProperty(Rule):
    """A note that lacks a required property.

    Publishers need some properties: the title of a note, its date, whether it is a draft. Only you
    know which ones your notes need, so set `properties` first.

    - `properties`: the properties that every note must have; `[]` requires none. If a folder needs
      other properties, set the option under `[[overrides]]`.
    - `synonyms`: properties that are accepted instead, as in `synonyms.date = ["created"]`.

    Names match in any case, as in Obsidian. An empty property is not missing; `invalid-title`,
    `invalid-date` and `invalid-draft` check the values.
    """

    name = "missing-property"
    good = Example({"note.md": "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\n"})
    bad = Example(
        {"green.md": "---\ntitle: Green tea\ndraft: true\n---\n", "white.md": "White tea.\n"},
        expected=(
            "green.md:1:1: warning: missing property: `date` [missing-property]",
            "white.md:1:1: warning: missing front matter: add `title`, `date` and `draft` [missing-property]",
        ),
    )

    properties: tuple[str, ...] = ("title", "date", "draft")
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        del vault
        missing = [name for name, accepted in self._accepted.items() if accepted.isdisjoint(note.names)]
        if not missing or note.front_matter_broken:
            return
        listed = _list([f"`{name}`" for name in missing])
        if note.has_front_matter:
            noun = "property" if len(missing) == 1 else "properties"
            span, message = Span(1, 1, 1, 4), f"missing {noun}: {listed}"
        else:
            span, message = TOP, f"missing front matter: add {listed}"
        folded = f"{_list(missing)} {'is' if len(missing) == 1 else 'are'} missing in {{notes}}"
        yield self.problem(note.path, span, message, data={"properties": missing}, causes=missing, folded=folded)

    @cached_property
    def _accepted(self) -> dict[str, frozenset[str]]:
        """The names that are accepted for each property, in lower case."""
        return {
            name: frozenset(known.lower() for known in (name, *self.synonyms.get(name, ()))) for name in self.properties
        }


def _list(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
