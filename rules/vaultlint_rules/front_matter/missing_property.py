from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vaultlint import TOP, Example, Problem, Rule, Span, Vault


@dataclass(frozen=True, kw_only=True)
class MissingProperty(Rule):
    """A note lacks a required property.

    Publishers ask for some: what to call a note, when it was written, whether it is a draft. Which
    ones your notes need, only you know, so set `properties` first of all.

    - `properties`: those that every note must have; `[]` asks for none. For a folder that needs
      others, set it under `[[overrides]]`.
    - `synonyms`: others that serve as well, as in `synonyms.date = ["created"]`.

    Names match in any case, as in Obsidian. A property that is there but empty is not missing;
    `invalid-title`, `invalid-date` and `invalid-draft` look at the values.
    """

    name = "missing-property"
    good = Example({"note.md": "---\ntitle: Tea\ndate: 2024-05-01\ndraft: false\n---\n"})
    bad = Example(
        {"green.md": "---\ntitle: Green tea\ndraft: true\n---\n", "white.md": "White tea.\n"},
        expected=(
            "green.md:1:1: warning: the front matter lacks date [missing-property]",
            "white.md:1:1: warning: there is no front matter: title, date and draft are missing [missing-property]",
        ),
    )

    properties: tuple[str, ...] = ("title", "date", "draft")
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check(self, vault: Vault) -> Iterator[Problem]:
        accepted = {name: self._accepted(name) for name in self.properties}
        for note in vault.notes.values():
            missing = [name for name, names in accepted.items() if names.isdisjoint(note.names)]
            if missing and not note.front_matter_broken:
                listed = _list(missing)
                if note.has_front_matter:
                    span, message = Span(1, 1, 1, 4), f"the front matter lacks {listed}"
                else:
                    are = "is" if len(missing) == 1 else "are"
                    span, message = TOP, f"there is no front matter: {listed} {are} missing"
                alike = f"notes without {listed}"
                yield self.problem(note.path, span, message, data={"properties": missing}, causes=missing, alike=alike)

    def notice(self, problems: int, notes: int) -> str | None:
        if problems * 2 <= notes or self.properties != MissingProperty.properties:
            return None
        return (
            f"{problems:,} of {notes:,} notes lack a required property. `vaultlint init` writes a configuration"
            f" that fits this vault; or list what you want under [rules.{self.name}] properties = [...] in"
            f' vaultlint.toml, or switch the rule off with ignore = ["{self.name}"].'
        )

    def _accepted(self, name: str) -> set[str]:
        """The names that serve as a property, in lower case."""
        return {known.lower() for known in (name, *self.synonyms.get(name, ()))}


def _list(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
