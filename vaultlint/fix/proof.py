"""Prove before anything is written that a plan breaks no link.

The vault is built in memory as it would be. Every link must lead where it led, though the file may have moved, and what
a plan changes must lead where the plan says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultlint.fix.edits import Plan
from vaultlint.fix.shifts import position_after
from vaultlint.fix.vault_after import VaultAfter, resolver_before
from vaultlint.model import FragmentStatus, Link, ResolvedLink, Span, Status
from vaultlint.vault.index import Index
from vaultlint.vault.resolver import Resolution

Retargeted = Mapping[tuple[str, Span], str | None]
"""Where links must lead after a plan instead of where they led: a new path, by path and span of the link before it.

None stands for anything: the plan may also remove that link.
"""

_FINE = (FragmentStatus.OK, FragmentStatus.UNCHECKED, None)


def why_not(index: Index, plan: Plan, data: Mapping[str, bytes], retargeted: Retargeted | None = None) -> str | None:
    """Say which link a plan would break; None if it breaks none. `index` is that of the vault as it is.

    `data` has the bytes of the files that are edited, as they were when the index read them. Links that led nowhere may
    lead somewhere after it.
    """
    try:
        after = VaultAfter(index, plan, data)
    except ValueError as error:
        return str(error)
    before = resolver_before(index)
    for path in sorted(after.concerned()):
        for link, now in _pairs(index, after, path):
            where = path, link.span
            if retargeted and where in retargeted and retargeted[where] is None:
                continue
            expected = retargeted.get(where) if retargeted else None
            if now and expected is None and _is_same(link, now) and not after.concern.has(link, path):
                continue
            old = _resolved(before.resolve(link, path), link, path, index)
            if fault := _fault(old, now and after.resolved(now, path), after.moved, expected):
                return f"{path}:{link.span.line}:{link.span.column}: {link.raw} {fault}"
    return None


def _is_same(link: Link, other: Link) -> bool:
    return link.raw == other.raw and link[2:4] == other[2:4]


def _resolved(found: Resolution, link: Link, path: str, index: Index) -> ResolvedLink:
    status = index.fragment_status(found.resolved, link.fragment) if found.resolved and link.fragment else None
    return ResolvedLink(path, link, *found, status)


def _fault(old: ResolvedLink, now: ResolvedLink | None, moved: Mapping[str, str], expected: str | None) -> str:
    """What a plan would do to a link, as the end of a sentence; empty if that is right."""
    if now is None:
        return "would no longer be a link"
    if expected is None and old.resolved:
        expected = moved.get(old.resolved, old.resolved)
    if expected is not None:
        return _wrong_lead(old, now, expected)
    if old.status is Status.EXTERNAL and now.status is not Status.EXTERNAL:
        return "would no longer lead out of the vault"
    return ""


def _wrong_lead(old: ResolvedLink, now: ResolvedLink, expected: str) -> str:
    if now.resolved != expected:
        return f"would lead to {now.resolved or 'nothing'} instead of {expected}"
    if now.status is Status.AMBIGUOUS and old.status is Status.RESOLVED:
        return "would become ambiguous"
    if old.fragment_status in _FINE and now.fragment_status not in _FINE:
        return f"would lose its {'block' if now.fragment_status is FragmentStatus.MISSING_BLOCK else 'heading'}"
    return ""


def _pairs(index: Index, after: VaultAfter, path: str) -> Iterator[tuple[Link, Link | None]]:
    """Yield each link of a file with what it would be after the plan, found by where it begins."""
    edits = after.edits.get(path)
    if not edits:
        links = after.links_of(path)
        yield from zip(links, links, strict=True)
        return
    new: dict[tuple[int, int], list[Link]] = {}
    for link in after.links_of(path):
        new.setdefault(link.span[:2], []).append(link)
    for link in index.document(path).links:
        start = link.span[:2]
        others = [
            edit for edit in edits if edit.span[:2] != start or edit.span[2:] != start
        ]  # such as the `!` of an embed
        found = new.get(position_after(start, edits)) or new.get(position_after(start, others)) or []
        yield link, found.pop(0) if found else None
