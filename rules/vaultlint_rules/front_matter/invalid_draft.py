from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Severity, Value, Vault


@dataclass(frozen=True, kw_only=True)
class InvalidDraft(Rule):
    """`draft` is neither true nor false.

    Publishers leave out notes with `draft: true`. Anything else but `false` they read as they like:
    `"false"` in quotes, `no` and `0` are true to one tool and false to another. So a note vanishes
    from the site, or a draft is published. Write `true` or `false`, without quotes.

    - `properties`: those that must be true or false, as in `["draft", "publish"]`. A note may lack
      them.
    """

    name = "invalid-draft"
    good = Example({"note.md": "---\ndraft: false\n---\n"})
    bad = Example(
        {"no.md": "---\ndraft: no\n---\n", "text.md": '---\ndraft: "false"\n---\n'},
        says=(
            'no.md:2:8: error: draft is the text "no": write true or false [invalid-draft]',
            'text.md:2:8: error: draft is the text "false": write false without quotes [invalid-draft]',
        ),
    )

    severity: Severity = Severity.ERROR
    properties: tuple[str, ...] = ("draft",)

    def check(self, vault: Vault) -> Iterator[Problem]:
        for note in vault.notes.values():
            if note.front_matter_broken:
                continue
            for name in self.properties:
                if not isinstance(note.value(name), bool) and (found := note.get(name)):
                    yield self.problem(
                        note.path,
                        found.value_span,
                        f"{found.name} is {_describe(found.value)}",
                        causes=(name,),
                        property=found.name,
                        value=found.value,
                    )


def _describe(value: Value) -> str:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return f'the text "{value}": write {value.lower()} without quotes'
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
