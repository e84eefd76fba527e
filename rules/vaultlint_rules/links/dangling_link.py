from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Link, Problem, Rule, Severity, Vault, check_pattern, note_name
from vaultlint_rules.links import LISTED


@dataclass(frozen=True, kw_only=True)
class DanglingLink(Rule):
    """A link to a note that does not exist.

    A link dangles exactly when Obsidian would not resolve it: names match in the whole vault, in
    any case, with or without a folder; aliases, titles and headings are no names of a note.
    Wikilinks, embeds, Markdown links, links in properties and in canvases are checked alike.

    A link to a note that is planned is no problem. Planned are daily notes (`planned-daily-notes`),
    whose names are those that Obsidian's settings, also those of the plugin Periodic Notes, or the
    key `daily-notes` of the configuration say, and what fits `planned`: patterns as in .gitignore
    on the path that the link asks for, without `.md`, such as `People/*`. A link whose note is
    there after all, in another folder or under that alias, is still reported; so `planned = ["*"]`
    reports nothing but those.
    `vaultlint wanted` lists the notes that are not written yet.
    """

    name = "dangling-link"
    good = Example({"film.md": "See [[barbie]].\n", "people/Barbie.md": "A doll.\n"})
    bad = Example(
        {"film.md": "See [[Barbie]] and [Ken](Ken.md).\n", "people/Margot.md": "---\naliases: [Barbie]\n---\n"},
        says=(
            (
                'film.md:1:5: error: no note or file is named "Barbie": it is an alias of people/Margot.md,'
                " so write [[Margot|Barbie]] [dangling-link]"
            ),
            'film.md:1:20: error: no note or file is named "Ken.md" [dangling-link]',
        ),
    )

    severity: Severity = Severity.ERROR
    planned: tuple[str, ...] = ()
    planned_daily_notes: bool = True

    def __post_init__(self) -> None:
        for pattern in self.planned:
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise ValueError(f"planned: {error}") from None

    def check(self, vault: Vault) -> Iterator[Problem]:
        for dangling in vault.dangling:
            source, link, *_ = dangling
            if vault.plan(dangling, self.planned, daily_notes=self.planned_daily_notes) is None:
                elsewhere, called = vault.named(link.target), vault.called(link.target)
                yield self.problem(
                    source,
                    link.span,
                    f'no note or file is {_wanted(link)} "{link.target}"{_hint(link, vault, elsewhere, called)}',
                    causes=(note_name(link.target),),
                    alike=f'links to "{link.target}"',
                    target=link.target,
                    link=link.raw,
                    same_name=list(elsewhere[:LISTED]),
                    aliased=list(called[:LISTED]),
                )


def _wanted(link: Link) -> str:
    return "at" if "/" in link.target else "named"


def _hint(link: Link, vault: Vault, elsewhere: tuple[str, ...], called: tuple[str, ...]) -> str:
    if called:
        return f": it is an alias of {called[0]}, so write [[{vault.notes[called[0]].stem}|{link.target}]]"
    if len(elsewhere) == 1:
        return f": there is {elsewhere[0]}"
    return ""
