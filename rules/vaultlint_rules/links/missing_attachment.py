from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import (
    Canvas,
    Example,
    Note,
    Problem,
    ResolvedLink,
    Rule,
    Severity,
    Status,
    Vault,
    check_pattern,
    matches,
    note_name,
    wanted_path,
)
from vaultlint_rules.link_advice import (
    Advice,
    Remedies,
    advise_each,
    hint_at_links,
    near_advice,
    near_remedies,
    remedies_by_name,
    suggest,
)
from vaultlint_rules.links import LISTED


@dataclass(frozen=True, kw_only=True)
class MissingAttachment(Rule):
    """A link to, or embed of, a file that does not exist.

    Readers see a placeholder instead of a picture, sound or PDF. Put the file back into the vault, or
    correct its name; the message shows a file of nearly the same name, or of another format. Names
    match anywhere in the vault and in any case, but never without the extension.

    An extension such as `.png` or `.pdf` makes a link one to a file; `dangling-link` reports links to
    notes. An extension that Obsidian does not show, such as `.txt`, does so only in an embed, or if the
    vault has a file of that type: otherwise `[[Robots.txt]]` is a note that is not written yet.

    Files of types that Obsidian does not show, such as `.csv`, cannot be linked to unless "Show all
    file types" is on (Settings, Files and links; stored in `.obsidian/app.json`).

    - `elsewhere`: attachments that are kept outside the vault, such as the static files of a site, as
      patterns in the syntax of .gitignore on the path that the link asks for, as in `["static/**"]`.
      They are not reported, unless a file of that name is in the vault.
    """

    name = "missing-attachment"
    good = Example({"note.md": "![[cup.png|300]]\n", "images/cup.png": ""})
    bad = Example(
        {"note.md": "![[cup.png]] and [[list.csv]]\n", "list.csv": "a,b\n"},
        expected=(
            'note.md:1:1: error: no file is named "cup.png" [missing-attachment]',
            (
                'note.md:1:18: error: Obsidian does not show "list.csv": turn on "Show all file types" in its settings'
                " [missing-attachment]"
            ),
        ),
    )

    fixes = ("safe", "unsafe", "suggestion")

    severity: Severity = Severity.ERROR
    elsewhere: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for pattern in self.elsewhere:
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise ValueError(f"elsewhere: {error}") from None

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        for found in vault.broken_links_of(note):
            link = found.link
            if found.status is Status.DANGLING and vault.is_attachment(link):
                elsewhere = vault.named(link.target)
                if not elsewhere and matches(self.elsewhere, wanted_path(link.target, found.source)):
                    continue
                to = elsewhere[0] if len(elsewhere) == 1 else None
                advice, remedies = _advice(found, vault, elsewhere)
                yield self.problem(
                    found.source,
                    link.span,
                    _message(found, vault, elsewhere, advice),
                    data={
                        "target": link.target,
                        "link": link.raw,
                        "same_name": list(elsewhere[:LISTED]),
                        "to": to,
                        "write": advice[0].write if to and advice else None,
                    },
                    causes=(note_name(link.target),),
                    alike=f'links to "{link.target}"',
                    fix=remedies.fix,
                    suggestions=remedies.suggestions,
                )

    check_canvas = check_note


def _advice(found: ResolvedLink, vault: Vault, elsewhere: tuple[str, ...]) -> tuple[list[Advice], Remedies]:
    """The links to the files of that name or, if there are none, even hidden ones, of names that are near."""
    if elsewhere:
        advice = advise_each(vault, found, elsewhere)
        return advice, remedies_by_name(advice, found.link.target) if len(elsewhere) == 1 else suggest(advice)
    near = () if vault.hides(found.link.target) else vault.near(found)
    advice = near_advice(vault, found, near)
    return advice, near_remedies(advice, near, found)


def _message(found: ResolvedLink, vault: Vault, elsewhere: tuple[str, ...], advice: list[Advice]) -> str:
    target = found.link.target
    if vault.hides_target_of(found):
        return f'Obsidian does not show "{target}": turn on "Show all file types" in its settings'
    if vault.hides(target):
        return f'no file is at "{target}", and Obsidian does not show the file of that name elsewhere'
    if elsewhere:
        return f'no file is at "{target}"' + (f"; did you mean {elsewhere[0]}?" if len(elsewhere) == 1 else "")
    return f'no file is {"at" if "/" in target else "named"} "{target}"{hint_at_links(advice)}'
