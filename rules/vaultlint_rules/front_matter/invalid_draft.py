from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Severity, Value, Vault

_WORDS = frozenset(("true", "false", "yes", "no", "y", "n", "on", "off", "1", "0"))
"""What is written for true and false, by people and in other languages than YAML 1.2."""


@dataclass(frozen=True, kw_only=True)
class InvalidDraft(Rule):
    """`draft` is neither true nor false.

    Publishers leave out notes with `draft: true`. Anything else but `false` they read as they like:
    `"false"` in quotes, `no` and `0` are true to one tool and false to another. So a note vanishes
    from the site, or a draft is published. Write `true` or `false`, without quotes.

    - `properties`: those that must be true or false, as in `["draft", "publish"]`. A note may lack
      them.
    - `loose-properties`: those that may hold something else too, since tools differ in what they
      mean: `published` is true or false to one and a day to another. Only text and numbers that
      spell true or false are reported, such as `"false"`, `no` and `0`.
    - `allow-empty`: whether a property may be empty. An empty one is false to Obsidian and to most
      publishers.
    """

    name = "invalid-draft"
    good = Example({"note.md": "---\ndraft: false\npublished: 2024-05-01\n---\n"})
    bad = Example(
        {
            "no.md": "---\ndraft: no\n---\n",
            "publish.md": '---\npublish: "true"\n---\n',
            "text.md": '---\ndraft: "false"\n---\n',
        },
        expected=(
            'no.md:2:8: error: draft is the text "no": write true or false [invalid-draft]',
            'publish.md:2:10: error: publish is the text "true": write true without quotes [invalid-draft]',
            'text.md:2:8: error: draft is the text "false": write false without quotes [invalid-draft]',
        ),
    )

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("draft",)
    loose_properties: tuple[str, ...] = ("publish", "published", "dg-publish", "share")
    allow_empty: bool = True

    def check(self, vault: Vault) -> Iterator[Problem]:
        strict = {name.lower() for name in self.properties}
        loose = [name for name in self.loose_properties if name.lower() not in strict]
        names = [*((name, False) for name in self.properties), *((name, True) for name in loose)]
        for note in vault.notes.values():
            if note.front_matter_broken:
                continue
            for name, is_loose in names:
                if self._is_wrong(note.value(name), is_loose=is_loose) and (found := note.get(name)):
                    yield self.problem(
                        note.path,
                        found.value_span,
                        f"{found.name} is {_describe(found.value)}",
                        data={"property": found.name, "value": found.value},
                        causes=(name,),
                    )

    def _is_wrong(self, value: Value, *, is_loose: bool) -> bool:
        if value is None:
            return not (is_loose or self.allow_empty)
        return not isinstance(value, bool) and (not is_loose or _spells_boolean(value))


def _spells_boolean(value: Value) -> bool:
    return isinstance(value, str | int | float) and str(value).strip().lower() in _WORDS


def _describe(value: Value) -> str:
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return f'the text "{value}": write {value.strip().lower()} without quotes'
    match value:
        case None:
            what = "empty"
        case str():
            what = f'the text "{value}"'
        case list():
            what = "a list"
        case dict():
            what = "a group of properties"
        case _:
            what = f"the number {value}"
    return f"{what}: write true or false"
