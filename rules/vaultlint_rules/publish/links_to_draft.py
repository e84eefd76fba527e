from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from vaultlint import Example, LinkKind, Note, Problem, ResolvedLink, Rule, Severity, Vault
from vaultlint_rules.links import LISTED, listed
from vaultlint_rules.publish import shown_links

_EMBEDDING = (LinkKind.EMBED, LinkKind.IMAGE)
_MOST = 1_000
"""The most notes in which embeds are followed from one link."""


@dataclass(frozen=True, kw_only=True)
class LinksToDraft(Rule):
    """A published note links to, or embeds, one that is not published.

    Readers of the site meet a dead link. An embed stays empty or, on a site that puts the text of
    embedded notes into the page before it looks at their properties (Digital Garden, and Hugo behind
    obsidian-export), publishes what was meant to stay private. Publish the note, or remove the link.

    The message says why the note is not published: `draft: true`, no `publish: true`, or a folder that
    the site leaves out. Which of these count depends on the site, from `site` in the configuration or
    from the files of the site itself. Without a site, only notes that have `publish: true` or
    `dg-publish: true` are taken for published, and only their links to notes that have `publish: false`
    or lack `dg-publish: true` are reported.

    Embeds in embedded notes are followed; the problem is at the published note, and the message shows
    the way. Links in properties and canvases are not part of a page.

    - `attachments`: whether to report files that only unpublished notes use, on a site that publishes
      all files (Quartz). They are listed at one of these notes, once for all of its files.
    """

    name = "links-to-draft"
    good = Example(
        {
            "garden.md": "---\ndg-publish: true\n---\n[[tea]]\n",
            "tea.md": "---\ndg-publish: true\n---\n",
            "diary.md": "[[tea]] and [[plan]]\n",
            "plan.md": "",
        }
    )
    bad = Example(
        {
            "garden.md": "---\ndg-publish: true\n---\n[[plan]]\n\n![[tea]]\n",
            "tea.md": "---\ndg-publish: true\n---\n![[plan]]\n",
            "plan.md": "---\ndg-publish: false\n---\n",
        },
        expected=(
            (
                "garden.md:4:1: error: links to plan.md, which is not published (`dg-publish: false`):"
                " readers meet a dead link [links-to-draft]"
            ),
            (
                "garden.md:6:1: error: embeds tea.md, which embeds plan.md, which is not published"
                " (`dg-publish: false`): its text is published with this note [links-to-draft]"
            ),
            (
                "tea.md:4:1: error: embeds plan.md, which is not published (`dg-publish: false`):"
                " its text is published with this note [links-to-draft]"
            ),
        ),
    )

    severity: Severity = Severity.ERROR
    attachments: bool = True

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        site = vault.site.publishing(note)
        if not note.links or not site.publishes(note):
            return
        for found in shown_links(note, vault):
            to = found.resolved or ""
            why = site.why_unpublished(to) if to in vault.notes else None
            if why and not vault.is_in_comment(found):
                yield self._problem(found, [to], why, inlines_embeds=site.inlines_embeds)

    def check(self, vault: Vault) -> Iterator[Problem]:
        if not (vault.site.is_known or vault.has_publish_marks):
            return
        embeds = {path: found for path, note in vault.notes.items() if (found := _embeds(note, vault))}

        @cache
        def shown(path: str) -> list[ResolvedLink]:
            return [found for found in embeds.get(path, ()) if not vault.is_in_comment(found)]

        for path, links in embeds.items():
            if any(found.resolved in embeds for found in links):
                yield from self._chains(vault.notes[path], vault, shown)
        if self.attachments and vault.site.copies_all_files:
            yield from self._attachments(vault)

    def _chains(self, note: Note, vault: Vault, embeds_in: _Embeds) -> Iterator[Problem]:
        """The unpublished notes that a published one embeds by way of others."""
        site = vault.site.publishing(note)
        if not site.publishes(note):
            return

        for found in embeds_in(note.path):
            why = site.why_unpublished
            # What stays empty embeds nothing.
            stops_at = (lambda _: False) if site.inlines_embeds else why
            for chain in _chains(found, embeds_in, why, stops_at):
                yield self._problem(found, chain, why(chain[-1]) or "", inlines_embeds=site.inlines_embeds)

    def _problem(self, found: ResolvedLink, chain: list[str], why: str, *, inlines_embeds: bool) -> Problem:
        is_embed = found.link.kind in _EMBEDDING
        is_leak = is_embed and inlines_embeds
        ways = [f"embeds {path}" if is_embed else f"links to {path}" for path in chain]
        harm = "its text is published with this note" if is_leak else "the embed stays empty"
        return self.problem(
            found.source,
            found.link.span,
            f"{', which '.join(ways)}, which is not published ({why}): "
            f"{harm if is_embed else 'readers meet a dead link'}",
            data={
                "target": found.link.target,
                "link": found.link.raw,
                "kind": "embed" if is_embed else "link",
                "leak": is_leak,
                "draft": chain[-1],
                "reason": why.replace("`", ""),
                "chain": [*chain],
                "files": [],
            },
            causes=(chain[-1],),
            alike=f"links to {chain[-1]}",
        )

    def _attachments(self, vault: Vault) -> Iterator[Problem]:
        """The files that only unpublished notes use, and that the site publishes all the same."""
        by_user: dict[str, list[str]] = {}
        for path in vault.files:
            users = vault.linking_to(path)
            if not users or vault.site.leaves_out(path) or not vault.notes.keys() >= users:
                continue
            if all(map(vault.site.why_unpublished, users)):
                by_user.setdefault(min(users), []).append(path)
        for user, files in by_user.items():
            note = vault.notes[user]
            why = vault.site.why_unpublished(note) or ""
            first = next(found for found in vault.links_of(note) if found.resolved in files)
            yield self.problem(
                user,
                first.link.span,
                f"{vault.site.label} publishes {listed(files)}, though only notes that are not published use"
                f" {'it' if len(files) == 1 else 'them'} ({why})",
                data={
                    "target": first.link.target,
                    "link": first.link.raw,
                    "kind": "attachment",
                    "leak": True,
                    "draft": user,
                    "reason": why.replace("`", ""),
                    "chain": [],
                    "files": files[:LISTED],
                },
                causes=files,
                folded="files that only unpublished notes use are published: those of {notes}",
            )


_Embeds = Callable[[str], list[ResolvedLink]]
"""Returns the embeds of a note, given its path."""


def _embeds(note: Note, vault: Vault) -> list[ResolvedLink]:
    """The embeds in a note that show another note."""
    if not any(link.kind in _EMBEDDING for link in note.links):
        return []
    return [
        found for found in shown_links(note, vault) if found.link.kind in _EMBEDDING and found.resolved in vault.notes
    ]


def _chains(
    first: ResolvedLink, embeds_in: _Embeds, is_hidden: Callable[[str], object], stops_at: Callable[[str], object]
) -> Iterator[list[str]]:
    """Yield a shortest chain of embeds, from the note that one shows, to each hidden one that it embeds in turn."""
    start = first.resolved or ""
    waiting, before = deque([start]), {start: "", first.source: ""}
    while waiting and len(before) < _MOST:
        path = waiting.popleft()
        if path != start and is_hidden(path):
            yield _way_to(path, before)
        for found in () if stops_at(path) else embeds_in(path):
            if found.resolved and found.resolved not in before:
                before[found.resolved] = path
                waiting.append(found.resolved)


def _way_to(path: str, before: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    while path:
        found.append(path)
        path = before[path]
    return found[::-1]
