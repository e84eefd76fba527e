from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vaultlint import (
    Canvas,
    Example,
    Note,
    Problem,
    ResolvedLink,
    Rule,
    Severity,
    Vault,
    check_pattern,
    note_name,
)
from vaultlint_rules.link_advice import (
    Remedies,
    advise_each,
    hint_at_links,
    near_advice,
    near_remedies,
    remedies_by_alias,
    remedies_by_name,
    suggest,
)
from vaultlint_rules.links import LISTED, listed


@dataclass(frozen=True, kw_only=True)
class DanglingLink(Rule):
    """A link to a note that does not exist.

    A link is reported exactly when Obsidian would not resolve it: names match anywhere in the vault,
    in any case, with or without a folder; aliases, titles and headings are not names. Wikilinks,
    embeds, Markdown links, and links in properties and canvases are all checked.

    If exactly one note has the name as an alias, the message gives the shortest link to that note, in
    the style of the original. If a name or alias is nearly the same, the message asks whether it was
    meant: one that differs in case, accents, spaces or punctuation, in the order of words, in
    singular or plural, or by one slip of the pen in eight letters or more, but never in a number.

    `vaultlint wanted` lists the notes that are not written yet. A link to a planned note is not
    reported, unless the note exists in another folder, under that alias or under a name that is
    nearly the same.

    - `planned`: notes that are planned, as patterns in the syntax of .gitignore on the path that the
      link asks for, without `.md`, as in `["People/*"]`. With `["*"]`, only links to notes that
      exist elsewhere, or nearly under that name, are reported.
    - `planned-daily-notes`: whether daily notes are planned. Their names come from Obsidian's settings,
      including those of the Periodic Notes plugin, or from `daily-notes` in the configuration.
    """

    name = "dangling-link"
    good = Example({"film.md": "See [[barbie]].\n", "people/Barbie.md": "A doll.\n"})
    bad = Example(
        {
            "film.md": "See [[Barbie]], [Ken](Ken.md) and [[Greta Gewrig]].\n",
            "people/Margot.md": "---\naliases: [Barbie]\n---\n",
            "people/Greta Gerwig.md": "",
        },
        expected=(
            (
                'film.md:1:5: error: no note or file is named "Barbie": it is an alias of people/Margot.md,'
                " so write [[Margot|Barbie]] [dangling-link]"
            ),
            'film.md:1:17: error: no note or file is named "Ken.md" [dangling-link]',
            (
                'film.md:1:35: error: no note or file is named "Greta Gewrig"; did you mean [[Greta Gerwig]]?'
                " [dangling-link]"
            ),
        ),
    )

    fixes = ("safe", "unsafe", "suggestion")

    severity: Severity = Severity.ERROR
    planned: tuple[str, ...] = ()
    planned_daily_notes: bool = True

    def __post_init__(self) -> None:
        for pattern in self.planned:
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise ValueError(f"planned: {error}") from None

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for dangling in vault.dangling_links_of(note):
            if vault.plan(dangling, self.planned, daily_notes=self.planned_daily_notes) is None:
                link = dangling.link
                elsewhere, called = vault.named(link.target), vault.called(link.target)
                meant = _meant(dangling, vault, elsewhere, called)
                is_at = "at" if "/" in link.target or elsewhere else "named"
                yield self.problem(
                    dangling.source,
                    link.span,
                    f'no note or file is {is_at} "{link.target}"{meant.hint}',
                    data={
                        "target": link.target,
                        "link": link.raw,
                        "same_name": list(elsewhere[:LISTED]),
                        "aliased": list(called[:LISTED]),
                        "to": meant.to,
                        "write": meant.write,
                    },
                    causes=(note_name(link.target),),
                    alike=f'links to "{link.target}"',
                    fix=meant.remedies.fix,
                    suggestions=meant.remedies.suggestions,
                )

    check_canvas = check_note


class _MeantNote(NamedTuple):
    """What a link may mean: the end of the message, the only file and the link to it, the fix and the suggestions."""

    hint: str = ""
    to: str | None = None
    write: str | None = None
    remedies: Remedies = Remedies()


def _meant(dangling: ResolvedLink, vault: Vault, elsewhere: tuple[str, ...], called: tuple[str, ...]) -> _MeantNote:
    if files := called or elsewhere:
        return _one_of(files, dangling, vault, is_alias=bool(called))
    near = vault.near(dangling)
    advice = near_advice(vault, dangling, near)
    return _MeantNote(hint_at_links(advice, near), remedies=near_remedies(advice, near, dangling))


def _one_of(files: tuple[str, ...], dangling: ResolvedLink, vault: Vault, *, is_alias: bool) -> _MeantNote:
    """What a link may mean that has the name or an alias of some files."""
    advice = advise_each(vault, dangling, files, is_alias=is_alias)
    to, *others = files
    hint = f": it is an alias of {listed(files)}" if is_alias else ""
    if others:
        return _MeantNote(hint, remedies=suggest(advice))
    write = advice[0].write if advice else None
    if is_alias:
        hint = f"{hint}, so write {write}" if write else hint
        return _MeantNote(hint, to, write, remedies_by_alias(advice, dangling.link))
    return _MeantNote(f"; did you mean {to}?", to, write, remedies_by_name(advice, dangling.link.target))
