from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, ResolvedLink, Rule, Severity, Vault, check_pattern, note_name
from vaultlint_rules.links import LISTED, listed


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

    Where one note has the name as an alias, the message says what to write: the shortest link to
    that note, in the form of this one.
    """

    name = "dangling-link"
    good = Example({"film.md": "See [[barbie]].\n", "people/Barbie.md": "A doll.\n"})
    bad = Example(
        {"film.md": "See [[Barbie]] and [Ken](Ken.md).\n", "people/Margot.md": "---\naliases: [Barbie]\n---\n"},
        expected=(
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
            if vault.plan(dangling, self.planned, daily_notes=self.planned_daily_notes) is None:
                link = dangling.link
                elsewhere, called = vault.named(link.target), vault.called(link.target)
                hint, to, write = _advice(dangling, vault, elsewhere, called)
                is_at = "at" if "/" in link.target or elsewhere else "named"
                yield self.problem(
                    dangling.source,
                    link.span,
                    f'no note or file is {is_at} "{link.target}"{hint}',
                    data={
                        "target": link.target,
                        "link": link.raw,
                        "same_name": list(elsewhere[:LISTED]),
                        "aliased": list(called[:LISTED]),
                        "to": to,
                        "write": write,
                    },
                    causes=(note_name(link.target),),
                    alike=f'links to "{link.target}"',
                )


def _advice(
    dangling: ResolvedLink, vault: Vault, elsewhere: tuple[str, ...], called: tuple[str, ...]
) -> tuple[str, str | None, str | None]:
    """What the message says of the note that was meant, and where there is just one, that note and the link to it."""
    found = called or elsewhere
    to = found[0] if len(found) == 1 else None
    alias = dangling.link.target if called else ""
    rewritten = vault.rewritten(dangling, to, display=alias) if to else None
    write = rewritten.text if rewritten else None
    if called:
        hint = f": it is an alias of {listed(called)}{f', so write {write}' if write else ''}"
    else:
        hint = f": there is {to}" if to else ""
    return hint, to, write
