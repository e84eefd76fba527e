from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vaultlint import Example, Note, Problem, Rule, Severity, Span, Vault, matches
from vaultlint_rules.graph import check_patterns
from vaultlint_rules.links import LISTED, listed


@dataclass(frozen=True, kw_only=True)
class DuplicateAlias(Rule):
    """An alias that another note has too, as an alias or as its name.

    Obsidian offers both notes for that name, and a reader cannot tell which one is meant. If it is the
    name of a note, a link by that name leads there and never to the note with the alias. Names and aliases
    are the same in any case. Of several notes with an alias, the first one keeps it.

    Off by default: people share first names, and words have several meanings.

    - `exempt`: notes whose aliases may repeat, as patterns in the syntax of .gitignore.
    """

    name = "duplicate-alias"
    is_default = False
    good = Example({"a.md": "---\naliases: [Tea, tea]\n---\n", "Coffee.md": "---\naliases: Mocha\n---\n"})
    bad = Example(
        {
            "a.md": "---\naliases: [Tea]\n---\n",
            "b.md": "---\naliases:\n  - tea\n  - Coffee\n---\n",
            "Coffee.md": "x\n",
        },
        expected=(
            'b.md:3:5: info: "tea" is an alias of a.md too [duplicate-alias]',
            'b.md:4:5: info: "Coffee" is the name of Coffee.md, where [[Coffee]] leads [duplicate-alias]',
        ),
    )

    severity: Severity = Severity.INFO
    exempt: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_patterns(exempt=self.exempt)

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        found = {at: _others(note.path, alias, vault) for at, alias in enumerate(note.texts("aliases"))}
        if any(found.values()) and not matches(self.exempt, note.path):
            yield from self._problems(note, found, vault)

    def _problems(self, note: Note, found: Mapping[int, _Others | None], vault: Vault) -> Iterator[Problem]:
        places = _places(note, vault)
        for at, others in found.items():
            if others and at < len(places):
                alias, span = places[at]
                kind, end = ("the name", f", where [[{alias}]] leads") if others.are_names else ("an alias", " too")
                yield self.problem(
                    note.path,
                    span,
                    f'"{alias}" is {kind} of {listed(others.paths)}{end}',
                    data={"alias": alias, "others": list(others.paths[:LISTED])},
                    causes=(alias.lower(),),
                    alike=f'notes with the alias "{alias}"',
                    folded="{count} aliases are names or aliases of other notes too",
                )


class _Others(NamedTuple):
    """The other notes that have an alias as their name, or as an alias."""

    paths: Sequence[str]
    are_names: bool


def _others(path: str, alias: str, vault: Vault) -> _Others | None:
    """The notes called like an alias of a note or, unless it is the first with this alias, those that have it too."""
    called = () if "/" in alias else vault.named(alias)
    if names := [other for other in called if other != path and other in vault.notes]:
        return _Others(names, are_names=True)
    first, *others = vault.called(alias)
    if path == first or path not in others:
        return None
    return _Others([first, *(other for other in others if other != path)], are_names=False)


def _places(note: Note, vault: Vault) -> list[tuple[str, Span]]:
    """The aliases of a note, in order, and where each stands."""
    aliases = note.get("aliases")
    if aliases is None:
        return []
    if isinstance(aliases.value, str):
        return [(aliases.value, aliases.value_span)]
    values = aliases.value if isinstance(aliases.value, list | tuple) else ()
    spans = vault.value_spans(note)
    return [
        (value, spans.get((aliases.name, at), aliases.value_span))
        for at, value in enumerate(values)
        if isinstance(value, str)
    ]
