"""Say of each broken link what broke it since a commit, and fix it where its file was renamed outside Obsidian."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import apply_edits
from vaultlint.fix.moves.link_targets import shown_name, targets
from vaultlint.fix.note_reader import NoteReader
from vaultlint.git.changes_since import ChangesSince
from vaultlint.lint.result import Result
from vaultlint.lint.since import LinkChange, narrow
from vaultlint.model import (
    MAX_SUGGESTIONS,
    Applicability,
    Edit,
    Fix,
    FragmentStatus,
    Heading,
    Note,
    Problem,
    ResolvedLink,
    Span,
    Status,
)
from vaultlint.parse.heading_writer import strip_heading
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edit, link_edits
from vaultlint.parse.positions import LineIndex
from vaultlint.vault.anchors import fold_heading
from vaultlint.vault.index import Index
from vaultlint.vault.past_vault import PastVault
from vaultlint.vault.vault import Vault

_HINT = "; did you mean "
_QUOTE = '"'
_MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)

_MOST_COMPARED = 1_000
"""How many headings or blocks of a note are compared: the time grows with the square of their number."""

_T = TypeVar("_T", bound=Hashable)


def reported_since(result: Result, index: Index, changes: ChangesSince, revision: str) -> Result:
    """Narrow a result to what changed, see `narrow`, and say why links broke; `revision` is what messages call then.

    The result itself stays as it is, so that it can be cached.
    """
    past, vault = PastVault(index, changes), Vault(index)
    healer = _Healer(index, vault, past, revision)
    narrowed = narrow(result.problems, vault, past, changes)
    problems = [healer.explained(problem, change) if change else problem for problem, change in narrowed]
    return replace(result, problems=tuple(problems))


class _Cause(NamedTuple):
    """Why a link broke, as the end of a message, and what to do about it: a fix to `to`, or suggestions."""

    text: str
    hint: str = ""
    fix: Fix | None = None
    to: str | None = None
    write: str | None = None
    suggestions: tuple[Fix, ...] = ()


class _Healer:
    """Explains problems at links, and offers to write the links as `vaultlint mv` would have written them."""

    def __init__(self, index: Index, vault: Vault, past: PastVault, revision: str) -> None:
        self._index = index
        self._vault = vault
        self._past = past
        self._revision = revision
        self._reader = NoteReader(index)

    def explained(self, problem: Problem, change: LinkChange) -> Problem:
        """Return a problem at a link with the reason why it broke and how to fix it; the same if it broke before."""
        cause = None
        if change.now.status is Status.DANGLING and problem.data.keys() >= {"target", "to", "write"}:
            cause = self._cause_of_missing_file(change)
        elif change.now.fragment_status in _MISSING and problem.data.keys() & {"heading", "block"}:
            cause = self._cause_of_missing_anchor(change)
        return _explained(problem, cause) if cause else problem

    def _cause_of_missing_file(self, change: LinkChange) -> _Cause | None:
        """Why the file of a dangling link is not there: it was renamed or deleted, or the link's note was moved."""
        old = change.then.resolved
        if old is None:
            return None
        to, since = change.path_now(old), f"since {self._revision}"
        if to not in self._vault:
            return _Cause(f"{old} was deleted {since}")
        if to == old:
            text, message = f"this note was moved from {change.then.source} {since}", f"Link to {to}"
        else:
            text, message = f"{old} was {_verb(old, to)} {to} {since}", f"Link to {to}, which was {old}"
        edits = self._edits(change.now, old, to)
        if not edits:
            return _Cause(text, to=to)
        fix = Fix(message, edits, Applicability.SAFE if _is_certain(change, old) else Applicability.UNSAFE)
        return _Cause(text, fix=fix, to=to, write=self._source_after(change.now, edits))

    def _edits(self, found: ResolvedLink, old: str, to: str) -> tuple[Edit, ...]:
        """The edits with which `vaultlint mv` makes a link follow a file; none where it cannot."""
        link, path = found.link, found.source
        if link.fragment and self._index.fragment_status(to, link.fragment) in _MISSING:
            return ()
        displays = dict.fromkeys((shown_name(link, old, to), None))
        with suppress(FixRefused):  # a note that cannot be edited
            for target in dict.fromkeys(targets(link, to, path, self._index.settings.new_link_format)):
                leads = self._index.resolver.resolve(link._replace(target=target), path)
                if (leads.status, leads.resolved) == (Status.RESOLVED, to):
                    for display in displays:
                        new = NewLink(target, link.fragment, display)
                        if edits := link_edits(link, path, self._reader.text(path), new):
                            return edits
        return ()

    def _source_after(self, found: ResolvedLink, edits: Sequence[Edit]) -> str | None:
        """The source of a link after edits; None if they are elsewhere, as for a link by reference."""
        span, text = found.link.span, self._reader.text(found.source)
        if not all(_is_within(edit.span, span) for edit in edits):
            return None
        lines, after = LineIndex(text), apply_edits(text, edits)
        end = lines.offset(*span[2:]) + len(after) - len(text)
        return after[lines.offset(*span[:2]) : end]

    def _cause_of_missing_anchor(self, change: LinkChange) -> _Cause | None:
        """Why a heading or block is not there: the link led to another file, or it was removed."""
        old, now = change.then.resolved, change.now.resolved
        if old is None or now is None or change.then.fragment_status is not FragmentStatus.OK:
            return None
        to = change.path_now(old)
        if to != now:
            fix = self._suggestion(change.now, to, f"Link to {to}") if to in self._vault else None
            return _Cause(f"at {self._revision}, the link led to {old}", suggestions=(fix,) if fix else ())
        text, before = f"it was removed since {self._revision}", self._past.note(old)
        fragment = _new_fragment(change.now.link.fragment or "", before, self._vault.notes[now]) if before else None
        fix = self._suggestion(change.now, now, f"Link to {fragment}", fragment) if fragment else None
        return _Cause(text, hint=f"{_HINT}{fragment}?", suggestions=(fix,)) if fix else _Cause(text)

    def _suggestion(self, found: ResolvedLink, to: str, message: str, fragment: str | None = None) -> Fix | None:
        written = self._vault.rewritten(found, to, fragment=fragment)
        edit = link_edit(found, written) if written else None
        return Fix(message, (edit,)) if edit else None


def _verb(old: str, new: str) -> str:
    return "moved to" if old.rpartition("/")[2] == new.rpartition("/")[2] else "renamed to"


def _is_certain(change: LinkChange, old: str) -> bool:
    """Whether the file that a link led to, and the note that holds it, are certain to be what they are taken for."""
    involved = [old] if change.then.source == change.now.source else [old, change.then.source]
    return all(change.renames[path].exact for path in involved if path in change.renames)


def _is_within(inner: Span, outer: Span) -> bool:
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]


def _explained(problem: Problem, cause: _Cause) -> Problem:
    """Add a cause to a problem: what git knows comes before what names make likely."""
    fact, marker, hint = problem.message.rpartition(_HINT)
    if not marker:
        fact, hint = problem.message, ""
    joint, data, own = ":" if fact.endswith(_QUOTE) else ";", dict(problem.data), problem.fix
    if cause.fix is None or _is_as_good(own, cause.fix, agrees=data.get("to") == cause.to):
        fix, others, end = own, [*cause.suggestions, *problem.suggestions], cause.hint or f"{marker}{hint}"
    else:
        fix, others = cause.fix, [*([own] if own else []), *problem.suggestions]
        end = f", so write {cause.write}" if cause.write else ""
        if own and data.get("to") != cause.to:  # of two answers, none is certain
            fix, joint, end = fix._replace(applicability=Applicability.UNSAFE), ", but", ""
        data |= {"to": cause.to, "write": cause.write}
    return replace(
        problem,
        message=f"{fact}{joint} {cause.text}{end}",
        data=data,
        folded="",
        fix=fix,
        suggestions=(*_different(others, fix),)[:MAX_SUGGESTIONS],
    )


def _is_as_good(own: Fix | None, other: Fix, *, agrees: bool) -> bool:
    """Whether the fix that a rule offers leads where another one does, and is no less safe."""
    if own is None or not agrees:
        return False
    return own.applicability is Applicability.SAFE or other.applicability is Applicability.UNSAFE


def _different(fixes: Sequence[Fix], known: Fix | None) -> Iterator[Fix]:
    """Yield those of some fixes that do something else than each other and another one, as suggestions."""
    edits = {known.edits} if known else set()
    for fix in fixes:
        if fix.edits not in edits:
            edits.add(fix.edits)
            yield fix._replace(applicability=Applicability.UNSAFE)


def _new_fragment(fragment: str, before: Note, now: Note) -> str | None:
    """A fragment with what stands now in place of the headings or the block that it names; None if that is unclear."""
    if fragment.lstrip("# ").startswith("^"):
        ids = _replaced([block.id.lower() for block in before.blocks], [block.id.lower() for block in now.blocks])
        place = ids.get(fragment.lstrip("# ")[1:].lower())
        return None if place is None else f"#^{now.blocks[place].id}"
    names = _replaced([_entry(heading) for heading in before.headings], [_entry(heading) for heading in now.headings])
    by_name = {name: now.headings[place].text for (_, name), place in names.items()}
    parts = [part.strip() for part in fragment.split("#") if part.strip()]
    if not any(fold_heading(part) in by_name for part in parts):
        return None
    return "".join(f"#{strip_heading(by_name.get(fold_heading(part), part))}" for part in parts)


def _entry(heading: Heading) -> tuple[int, str]:
    return heading.level, fold_heading(heading.text)


def _replaced(before: Sequence[_T], now: Sequence[_T]) -> dict[_T, int]:
    """What is gone and has exactly one other thing in its place, with the position of that."""
    if max(len(before), len(now)) > _MOST_COMPARED:
        return {}
    steps = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    found = {
        before[start]: new_start
        for kind, start, end, new_start, new_end in steps
        if kind == "replace" and end - start == new_end - new_start == 1
    }
    return {old: place for old, place in found.items() if old not in now and now[place] not in before}
