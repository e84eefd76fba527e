from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Severity, Span, Vault
from vaultlint_rules.links import LISTED, listed

_QUARTZ = '{"name": "@jackyzha0/quartz", "version": "5.0.0"}'


@dataclass(frozen=True, kw_only=True)
class DuplicateAddress(Rule):
    """Two notes are published at one address.

    Only one of them can be there: the site overwrites the other without a word, or redirects to either.
    Rename one of the notes, or change its permalink or alias.

    Addresses are those of your site: Quartz makes them from names, so that `a b` and `a-b`, `Q&A` and
    `Q-and-A`, and in version 5 `Tea` and `tea` have the same one; permalinks and the redirects of
    aliases count too. On Hugo (`url`), Jekyll and Obsidian Publish (`permalink`) and Digital Garden
    (`dg-permalink`, and `dg-home`, of which there can be one), only addresses that a note names itself
    are compared. GitHub shows files, and never two at one address.

    Off by default. Set `site` in the configuration, unless vaultlint finds the files of the site.
    """

    name = "duplicate-address"
    good = Example({"package.json": _QUARTZ, "a-b.md": "", "a/b.md": ""})
    bad = Example(
        {
            "package.json": _QUARTZ,
            "Green tea.md": "",
            "green-tea.md": "",
            "matcha.md": "---\naliases: [Tea]\n---\n",
            "tea.md": "",
        },
        expected=(
            (
                'green-tea.md:1:1: error: Quartz 5 publishes this note at "green-tea", as it does Green tea.md:'
                " rename one of them [duplicate-address]"
            ),
            (
                'matcha.md:2:1: error: Quartz 5 publishes this note at "tea", as it does tea.md:'
                " change `aliases` [duplicate-address]"
            ),
        ),
    )
    is_default = False

    severity: Severity = Severity.ERROR

    def check(self, vault: Vault) -> Iterator[Problem]:
        site = vault.site
        if not site.is_known:
            return
        holders: dict[str, dict[str, str]] = {}
        for note in vault.notes.values():
            if site.publishes(note):
                for address, by in site.addresses(note):
                    holders.setdefault(address, {}).setdefault(note.path, by)
        for address, by_note in holders.items():
            if len(by_note) > 1:
                yield from self._problems(address, by_note, vault)

    def _problems(self, address: str, by_note: dict[str, str], vault: Vault) -> Iterator[Problem]:
        """Problems at all notes but the one that has the address by its name or, if there is none, the first."""
        first = next((path for path, by in by_note.items() if by == "name"), next(iter(by_note)))
        for path, by in by_note.items():
            if path == first:
                continue
            others = [other for other in by_note if other != path]
            advice = "rename one of them" if by == "name" else f"change `{by}`"
            shown = f'at "{address}"' if address else "as the home page"
            yield self.problem(
                path,
                _place(path, by, vault),
                f"{vault.site.label} publishes this note {shown}, as it does {listed(others)}: {advice}",
                data={"address": address, "by": by, "others": others[:LISTED], "site": vault.site.name},
                causes=(address,),
                alike=f'notes at "{address}"',
            )


def _place(path: str, by: str, vault: Vault) -> Span:
    found = vault.notes[path].get(by)
    return found.span if found and by != "name" else TOP
