"""Hover: a short text, in Markdown, about what stands at a position."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultlint.model import Note, Problem, ResolvedLink, Span, Status
from vaultlint.obsidian.settings import extension
from vaultlint.parse.front_matter import find_block
from vaultlint.rule import Rule
from vaultlint.server.contract_text import contract_text
from vaultlint.server.locations import anchor_span, block_id_in, section_end
from vaultlint.server.markdown_text import code_span, excerpt
from vaultlint.server.place import HeadingPlace, LinkPlace, Place, PropertyPlace, TagPlace, holds_position, place_at
from vaultlint.server.references import links_to_heading
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note
from vaultlint.vault.vault import Vault

_PICTURES = frozenset(("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"))


class HoverText(NamedTuple):
    """What is shown, in Markdown, about a span."""

    markdown: str
    span: Span


def hover(
    index: Index,
    path: str,
    line: int,
    column: int,
    *,
    address_of: Callable[[str], str],
    rules: Mapping[str, Rule] = {},
    problems: Iterable[Problem] = (),
) -> HoverText | None:
    """Return what is shown about a position of a note or canvas; None if there is nothing to say.

    A link shows the beginning of what it leads to, or which files it may mean if it leads nowhere; a heading and a tag
    show how much they are used, a property its type and what schemas demand. Above, a sentence says what each rule
    finds that has reported a problem there.

    `address_of` makes a URI of the path of a picture. `rules` are those in force for the note, `problems` its problems.
    """
    place = place_at(index, path, line, column)
    there = [problem for problem in problems if holds_position(problem.span, (line, column))]
    about_rules = [f"`{name}`: {type(rules[name]).summary()}" for name in _names(there) if name in rules]
    about_place = list(_about(index, path, place, address_of, rules)) if place else []
    if not about_rules and not about_place:
        return None
    span = place.span if place and about_place else there[0].span
    if isinstance(place, LinkPlace) and about_place:
        span = place.found.link.span
    return HoverText("\n\n---\n\n".join(filter(None, ("\n\n".join(about_rules), "\n\n".join(about_place)))), span)


def _names(problems: Iterable[Problem]) -> Iterable[str]:
    return dict.fromkeys(problem.rule for problem in problems)


def _about(
    index: Index, path: str, place: Place, address_of: Callable[[str], str], rules: Mapping[str, Rule]
) -> Iterator[str]:
    match place:
        case LinkPlace(found, _, _):
            yield from _about_link(index, found, address_of)
        case HeadingPlace(_, position, _):
            yield _counted(sum(1 for _ in links_to_heading(index, path, position)), "link")
        case TagPlace(tag, _):
            uses = Vault(index).notes_by_tag.items()
            yield _counted(
                len({note for name, notes in uses if name.lower() == tag.name.lower() for note in notes}), "note"
            )
        case PropertyPlace(found, _, _):
            yield from contract_text(index, index.note(path), found.name, rules)
        case _:
            return


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _about_link(index: Index, found: ResolvedLink, address_of: Callable[[str], str]) -> Iterator[str]:
    if found.status is Status.DANGLING:
        yield "No note or file has this name."
        candidates = _candidates(Vault(index), found)
        if candidates:
            yield "\n".join(("Did you mean:\n", *(f"- {code_span(each)}" for each in candidates)))
    elif found.status is Status.AMBIGUOUS:
        listed = (f"- {code_span(each)}{' (opened)' if each == found.resolved else ''}" for each in found.candidates)
        yield "\n".join(("This name may mean:\n", *listed))
    elif found.resolved:
        yield code_span(found.resolved)
        if is_note(found.resolved):
            yield _preview(index, index.note(found.resolved), found.link.fragment)
        elif extension(found.resolved) in _PICTURES:
            yield f"![](<{address_of(found.resolved)}>)"


def _candidates(vault: Vault, found: ResolvedLink) -> list[str]:
    target = found.link.target
    near = [each.path for each in vault.near(found)]
    return list(dict.fromkeys((*vault.called(target), *vault.named(target), *near)))[:5]


def _preview(index: Index, note: Note, fragment: str | None) -> str:
    """The beginning of a note, or of the section or block that a fragment names."""
    text = Vault(index).text(note.path) or ""
    lines = text.splitlines()
    span = anchor_span(index, note.path, fragment)
    if fragment and span is None:
        return "The note has no such heading or block."
    if span and fragment and block_id_in(fragment):
        return excerpt(_block_lines(lines, span.line))
    heading = next((each for each in note.headings if each.span == span), None)
    if heading:
        return excerpt(lines[heading.span.line - 1 : (section_end(note, heading) or len(lines) + 1) - 1])
    bounds = find_block(text) if note.has_front_matter else None
    return excerpt((text[bounds.body :] if bounds else text).splitlines())


def _block_lines(lines: list[str], line: int) -> list[str]:
    """The lines of a block whose id is on a line: its paragraph, or what is above an id on a line of its own."""
    end = line
    if lines[line - 1].strip().startswith("^"):
        end = line - 1
        while end and not lines[end - 1].strip():
            end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return lines[start : max(end, start)]
