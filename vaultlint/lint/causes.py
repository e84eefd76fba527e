"""Why a link broke since a commit, and the fix where its file was renamed: added to a problem once rules have run."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from vaultlint.git.changes_since import ChangesSince
from vaultlint.model import (
    MAX_SUGGESTIONS,
    Applicability,
    Fix,
    FragmentStatus,
    Heading,
    Link,
    Note,
    Problem,
    ResolvedLink,
    Status,
)
from vaultlint.obsidian.names import fold, stem
from vaultlint.parse.link_writer import link_edit
from vaultlint.vault.anchors import fold_heading
from vaultlint.vault.past_vault import PastVault
from vaultlint.vault.vault import Vault

_HINT = "; did you mean "
_QUOTE = '"'
_MISSING = (FragmentStatus.MISSING_HEADING, FragmentStatus.MISSING_BLOCK)
_UNWRITABLE = re.compile(r"(?:[:#|^\\`$<>\[\]\s]|%%+)+")
"""What cannot be written in a fragment; a space matches it."""

_MOST_COMPARED = 1_000
"""How many headings or blocks of a note are compared: the time grows with the square of their number."""

_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True)
class LinkChange:
    """A link now and `then`: where it would have led at the commit that `changes` start from, called `revision`."""

    now: ResolvedLink
    then: ResolvedLink
    changes: ChangesSince
    revision: str

    @property
    def leads_elsewhere(self) -> bool:
        """Whether the link leads to another file than then, or no longer to what its fragment names."""
        now, then = self.now, self.then
        return (now.status, now.resolved, sorted(now.candidates), now.fragment_status) != (
            then.status,
            then.resolved and self.now_called(then.resolved),
            sorted(map(self.now_called, then.candidates)),
            then.fragment_status,
        )

    def now_called(self, path: str) -> str:
        """Return the path that a file of then has now; the same where it was deleted."""
        rename = self.changes.renames.get(path)
        return rename.new if rename else path


class _Cause(NamedTuple):
    """Why a link broke, as the end of a message, and what to do about it: a fix to `to`, or suggestions."""

    text: str
    hint: str = ""
    fix: Fix | None = None
    to: str | None = None
    write: str | None = None
    suggestions: tuple[Fix, ...] = ()


def with_cause(problem: Problem, change: LinkChange, vault: Vault, past: PastVault) -> Problem:
    """Return a problem at a link with the reason why it broke and how to fix it; the same if it was broken before."""
    if change.now.status is Status.DANGLING and problem.data.keys() >= {"target", "to", "write"}:
        cause = _cause_of_missing_file(change, vault)
    elif change.now.fragment_status in _MISSING and problem.data.keys() & {"heading", "block"}:
        cause = _cause_of_missing_anchor(change, vault, past)
    else:
        cause = None
    return _explained(problem, cause) if cause else problem


def _explained(problem: Problem, cause: _Cause) -> Problem:
    """Add a cause to a problem: what git knows comes before what names make likely."""
    fact, marker, hint = problem.message.rpartition(_HINT)
    if not marker:
        fact, hint = problem.message, ""
    joint, data, own = ":" if fact.endswith(_QUOTE) else ";", dict(problem.data), problem.fix
    if cause.fix is None or _is_as_good(own, cause.fix, agrees=data.get("to") == cause.to):
        fix, others, end = own, [*cause.suggestions, *problem.suggestions], cause.hint or f"{marker}{hint}"
    else:
        fix, others, end = cause.fix, [*([own] if own else []), *problem.suggestions], f", so write {cause.write}"
        if own and data.get("to") != cause.to:  # of two answers, none is certain
            fix, joint, end = fix._replace(applicability=Applicability.UNSAFE), ", but", ""
        data |= {"to": cause.to, "write": cause.write}
    return replace(
        problem,
        message=f"{fact}{joint} {cause.text}{end}",
        data=data,
        folded="",
        fix=fix,
        suggestions=_different(others, fix)[:MAX_SUGGESTIONS],
    )


def _is_as_good(own: Fix | None, other: Fix, *, agrees: bool) -> bool:
    """Whether the fix that a rule offers leads where another one does, and is no less safe."""
    return (
        own is not None
        and agrees
        and (own.applicability == other.applicability or own.applicability is Applicability.SAFE)
    )


def _different(fixes: Sequence[Fix], known: Fix | None) -> tuple[Fix, ...]:
    """Those of some fixes that do something else than each other and another one; all are unsafe."""
    edits = {known.edits} if known else set()
    found: list[Fix] = []
    for fix in fixes:
        if fix.edits not in edits:
            edits.add(fix.edits)
            found.append(fix._replace(applicability=Applicability.UNSAFE))
    return tuple(found)


def _cause_of_missing_file(change: LinkChange, vault: Vault) -> _Cause | None:
    """Why the file of a dangling link is no longer there: it was renamed or deleted, or the link's note was moved."""
    old = change.then.resolved
    if old is None:
        return None
    rename, since = change.changes.renames.get(old), f"since {change.revision}"
    to = rename.new if rename else old
    if to not in vault:
        return _Cause(f"{old} was deleted {since}")
    source = change.then.source
    if rename is None:
        text, message = f"this note was moved from {source} {since}", f"Link to {to}"
    else:
        text, message = f"{old} was {_verb(old, to)} {to} {since}", f"Link to {to}, which was {old}"
    written = vault.rewritten(change.now, to)
    edit = link_edit(change.now, written) if written else None
    if written is None or edit is None:
        return _Cause(text, to=to)
    is_safe = _is_certain(change, old) and _is_as_after_move(change.now.link, old)
    fix = Fix(message, (edit,), Applicability.SAFE if is_safe else Applicability.UNSAFE)
    return _Cause(text, fix=fix, to=to, write=written.text)


def _verb(old: str, new: str) -> str:
    return "moved to" if old.rpartition("/")[2] == new.rpartition("/")[2] else "renamed to"


def _is_certain(change: LinkChange, old: str) -> bool:
    """Whether the file that a link led to, and the note that holds it, are certain to be what they are taken for."""
    involved = [old] if change.then.source == change.now.source else [old, change.then.source]
    renames = [change.changes.renames.get(path) for path in involved]
    return all(rename is None or rename.exact for rename in renames)


def _is_as_after_move(link: Link, old: str) -> bool:
    """Whether `Vault.rewritten` writes a link as it would be, had the file been moved with `vaultlint mv`.

    That renews a display text that is the name of the file, and writes `.md` where the author did.
    """
    has_md = fold(link.target[-3:]) == ".md"
    is_usual = link.exact or has_md == link.is_markdown or fold(old[-3:]) != ".md"
    return is_usual and _shown(link) not in {stem(old), old.rpartition("/")[2]}


def _shown(link: Link) -> str | None:
    """The display text of a link."""
    return link.raw[link.raw.find("[") + 1 : link.raw.rfind("](")] if link.is_markdown else link.display


def _cause_of_missing_anchor(change: LinkChange, vault: Vault, past: PastVault) -> _Cause | None:
    """Why a heading or block is no longer there: it is in another file that the link led to, or was removed."""
    old, now = change.then.resolved, change.now.resolved
    if old is None or now is None or change.then.fragment_status is not FragmentStatus.OK:
        return None
    to = change.now_called(old)
    if to != now:
        fix = _fix(change.now, to, vault, f"Link to {to}") if to in vault else None
        return _Cause(f"at {change.revision}, the link led to {old}", suggestions=(fix,) if fix else ())
    text, before = f"it was removed since {change.revision}", past.note(old)
    fragment = _new_fragment(change.now.link.fragment or "", before, vault.notes[now]) if before else None
    if fragment is None:
        return _Cause(text)
    fix = _fix(change.now, now, vault, f"Link to {fragment}", fragment)
    return _Cause(text, hint=f"{_HINT}{fragment}?", suggestions=(fix,)) if fix else _Cause(text)


def _fix(found: ResolvedLink, to: str, vault: Vault, message: str, fragment: str | None = None) -> Fix | None:
    written = vault.rewritten(found, to, fragment=fragment)
    edit = link_edit(found, written) if written else None
    return Fix(message, (edit,)) if edit else None


def _new_fragment(fragment: str, before: Note, now: Note) -> str | None:
    """A fragment with what stands now in place of the headings or the block that it names; None if that is unclear."""
    if fragment.lstrip("# ").startswith("^"):
        ids = _replaced([block.id.lower() for block in before.blocks], [block.id.lower() for block in now.blocks])
        place = ids.get(fragment.lstrip("# ")[1:].lower())
        return None if place is None else f"#^{now.blocks[place].id}"
    names = _replaced(list(map(_outline_entry, before.headings)), list(map(_outline_entry, now.headings)))
    by_name = {name: now.headings[place].text for (_, name), place in names.items()}
    parts = [part.strip() for part in fragment.split("#") if part.strip()]
    if not any(fold_heading(part) in by_name for part in parts):
        return None
    return "".join(f"#{_UNWRITABLE.sub(' ', by_name.get(fold_heading(part), part)).strip()}" for part in parts)


def _outline_entry(heading: Heading) -> tuple[int, str]:
    return heading.level, fold_heading(heading.text)


def _replaced(before: Sequence[_T], now: Sequence[_T]) -> dict[_T, int]:
    """What is gone and has exactly one other thing in its place, with the position of that."""
    found: dict[_T, int] = {}
    if max(len(before), len(now)) > _MOST_COMPARED:
        return found
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "replace" and end - start == new_end - new_start == 1:
            found[before[start]] = new_start
    return {old: place for old, place in found.items() if old not in now and now[place] not in before}
