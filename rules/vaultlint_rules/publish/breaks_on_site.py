from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Applicability, Example, Fix, LinkKind, Problem, ResolvedLink, Rule, Status, Vault, link_edit
from vaultlint_rules.publish import shown_links

_ALIKE = {"not-a-link": "links that are shown as text", "no-section": "links to a section that the site misses"}

_QUARTZ = '{"name": "@jackyzha0/quartz", "version": "4.5.0"}'


@dataclass(frozen=True, kw_only=True)
class BreaksOnSite(Rule):
    """A link works in Obsidian, but not on the site.

    Obsidian ignores case, finds a note by its name or by the end of its path, and chooses one of several
    notes of a name. Sites do so less, or not at all. The message says what to write so that the link
    works in both.

    Links are resolved as Quartz 4 and 5 do, with the strategy (`markdownLinkResolution`), version and
    left-out files of your site, and as GitHub does, which shows wikilinks as text and needs the exact
    path. For other sites it is not known well enough where links lead, and nothing is reported. Links to
    and from notes that are not published are `links-to-draft`'s, and links that do not work in Obsidian
    either are `dangling-link`'s.

    Off by default. Set `site` in the configuration, unless vaultlint finds the files of the site.
    """

    name = "breaks-on-site"
    good = Example(
        {"package.json": _QUARTZ, "index.md": "[[Tea]] and [[drinks/Coffee]]\n", "drinks/Coffee.md": "", "Tea.md": ""}
    )
    bad = Example(
        {
            "package.json": _QUARTZ,
            "index.md": "[[tea]] and [coffee](hot/Coffee.md)\n\n[[Tea#Kinds#Green]]\n\n[[Cup]]\n",
            "drinks/hot/Coffee.md": "",
            "Tea.md": "# Kinds\n## Green\n",
            "old/things/Cup.md": "",
            "things/Cup.md": "",
        },
        expected=(
            'index.md:1:1: warning: Quartz 4 has no page at "tea": write [[Tea|tea]] [breaks-on-site]',
            (
                'index.md:1:13: warning: Quartz 4 has no page at "hot/Coffee.md":'
                " write [coffee](Coffee.md) [breaks-on-site]"
            ),
            (
                "index.md:3:1: warning: Quartz 4 shows this link as text: name one heading:"
                " write [[Tea#Green]] [breaks-on-site]"
            ),
            'index.md:5:1: warning: Quartz 4 has no page at "Cup": write [[things/Cup|Cup]] [breaks-on-site]',
        ),
    )
    is_default = False
    fixes = ("safe", "unsafe", "suggestion")

    def check(self, vault: Vault) -> Iterator[Problem]:
        site = vault.site
        if not site.resolves_links:
            return
        for note in vault.notes.values():
            if not note.links or not site.publishes(note):
                continue
            for found in shown_links(note, vault, itself=True):
                if not self._is_published(found, vault) or _is_redirected(found, vault):
                    continue
                landing = site.landing(found)
                if landing.problem and not vault.is_in_comment(found):
                    yield self._problem(found, landing.problem, landing.path, vault)

    def _is_published(self, found: ResolvedLink, vault: Vault) -> bool:
        path = found.resolved or ""
        if path in vault.notes:
            return vault.site.publishes(path)
        return not vault.site.leaves_out(path)

    def _problem(self, found: ResolvedLink, problem: str, path: str | None, vault: Vault) -> Problem:
        remedy = _remedy(found, vault)
        label, link = vault.site.label, found.link
        what = {
            "no-page": f'{label} has no {_thing(found, vault)} at "{link.target}"',
            "other-page": f'{label} leads "{link.target}" to {path}, not to {found.resolved}',
            "not-a-link": f"{label} shows this link as text"
            + (": name one heading" if vault.site.name == "quartz" else ""),
            "no-section": f"{label} does not lead to this section",
        }[problem]
        is_choice = found.status is Status.AMBIGUOUS
        return self.problem(
            found.source,
            link.span,
            what + (f": write {remedy[0]}" if remedy else ""),
            data={
                "target": link.target,
                "link": link.raw,
                "site": vault.site.name,
                "problem": problem,
                "resolved": found.resolved,
                "on_site": path,
                "write": remedy[0] if remedy else None,
            },
            causes=(link.target,),
            alike=_ALIKE.get(problem) or f'links to "{link.target}"',
            fix=remedy[1] if remedy and not is_choice else None,
            suggestions=[remedy[1]._replace(applicability=Applicability.UNSAFE)] if remedy and is_choice else [],
        )


def _thing(found: ResolvedLink, vault: Vault) -> str:
    return "page" if vault.site.name == "quartz" and found.resolved in vault.notes else "file"


def _is_redirected(found: ResolvedLink, vault: Vault) -> bool:
    """Whether the name in a link is an alias of the note, too, for which Quartz makes a page that leads to it."""
    return vault.site.name == "quartz" and found.resolved in vault.called(found.link.target)


def _remedy(found: ResolvedLink, vault: Vault) -> tuple[str, Fix] | None:
    """The link that works in Obsidian and on the site, and the fix that writes it."""
    link, to = found.link, found.resolved or ""
    heading = (link.fragment or "").lstrip("#").rpartition("#")[2]
    fragment = f"#{heading}" if link.fragment and "#" in link.fragment.lstrip("#") else None
    shortened = found._replace(link=link._replace(fragment=fragment or link.fragment))

    def works(target: str) -> bool:
        return vault.site.landing(shortened, target).problem is None

    shown = link.target if "/" not in link.target and not link.fragment else ""
    written = vault.rewritten(found, to, fragment=fragment, display=shown, accepts=works)
    usual = vault.rewritten(found, to, fragment=fragment, display=shown, accepts=lambda _: True)
    edit = link_edit(found, written) if written else None
    if written is None or edit is None:
        return None
    shows_the_same = link.is_markdown or link.kind is LinkKind.EMBED or bool(link.display) or not link.fragment
    make = Fix.safe if written == usual and shows_the_same and not fragment else Fix.unsafe
    return written.text, make(f"Write a link that {vault.site.label} leads to {to}, too", edit)
