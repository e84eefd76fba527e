from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Canvas, Example, Note, Problem, ResolvedLink, Rule, Severity, Vault, check_pattern, note_name
from vaultlint_rules.links import LISTED, listed


@dataclass(frozen=True, kw_only=True)
class DanglingLink(Rule):
    """A link to a note that does not exist.

    A link is reported exactly when Obsidian would not resolve it: names match anywhere in the vault,
    in any case, with or without a folder; aliases, titles and headings are not names. Wikilinks,
    embeds, Markdown links, and links in properties and canvases are all checked.

    If exactly one note has the name as an alias, the message gives the shortest link to that note, in
    the style of the original. `vaultlint wanted` lists the notes that are not written yet. A link to
    a planned note is not reported, unless the note exists in another folder or under that alias.

    - `planned`: notes that are planned, as patterns in the syntax of .gitignore on the path that the
      link asks for, without `.md`, as in `["People/*"]`. With `["*"]`, only links to notes that
      exist elsewhere are reported.
    - `planned-daily-notes`: whether daily notes are planned. Their names come from Obsidian's settings,
      including those of the Periodic Notes plugin, or from `daily-notes` in the configuration.
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

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for dangling in vault.dangling_links_of(note):
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

    check_canvas = check_note


def _advice(
    dangling: ResolvedLink, vault: Vault, elsewhere: tuple[str, ...], called: tuple[str, ...]
) -> tuple[str, str | None, str | None]:
    """The end of the message and, if exactly one note can be meant, that note and the link to it."""
    found = called or elsewhere
    to = found[0] if len(found) == 1 else None
    alias = dangling.link.target if called else ""
    rewritten = vault.rewritten(dangling, to, display=alias) if to else None
    write = rewritten.text if rewritten else None
    if called:
        hint = f": it is an alias of {listed(called)}{f', so write {write}' if write else ''}"
    else:
        hint = f"; did you mean {to}?" if to else ""
    return hint, to, write
