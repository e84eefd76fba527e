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

Retargeted = Mapping[tuple[str, Span], str]
"""Where links must lead after a plan instead of where they led: a new path, by path and span of the link before it."""

_FINE = (FragmentStatus.OK, FragmentStatus.UNCHECKED, None)


def why_not(index: Index, plan: Plan, data: Mapping[str, bytes], retargeted: Retargeted = {}) -> str | None:
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
            found = before.resolve(link, path)
            is_named = bool(link.fragment and found.resolved)
            status = index.fragment_status(found.resolved or "", link.fragment or "") if is_named else None
            old = ResolvedLink(path, link, *found, status)
            expected = retargeted.get((path, link.span))
            if fault := _fault(old, now, after.moved, expected):
                return f"{path}:{link.span.line}:{link.span.column}: {link.raw} {fault}"
    return None


def _fault(old: ResolvedLink, now: ResolvedLink | None, moved: Mapping[str, str], expected: str | None) -> str:
    """What a plan would do to a link, as the end of a sentence; empty if that is right."""
    if now is None:
        return "would no longer be a link"
    if expected is None and old.resolved:
        expected = moved.get(old.resolved, old.resolved)
    if expected is not None:
        if now.resolved != expected:
            return f"would lead to {now.resolved or 'nothing'} instead of {expected}"
        if now.status is Status.AMBIGUOUS and old.status is Status.RESOLVED:
            return "would become ambiguous"
        if old.fragment_status in _FINE and now.fragment_status not in _FINE:
            return f"would lose its {'block' if now.fragment_status is FragmentStatus.MISSING_BLOCK else 'heading'}"
        return ""
    if old.status is Status.EXTERNAL and now.status is not Status.EXTERNAL:
        return "would no longer lead out of the vault"
    return ""


def _pairs(index: Index, after: VaultAfter, path: str) -> Iterator[tuple[Link, ResolvedLink | None]]:
    """Yield each link of a file with what it would be after the plan, found by where it begins."""
    links = index.document(path).links
    edits = after.edits.get(path)
    if not edits:
        yield from zip(links, after.links_of(path), strict=True)
        return
    new: dict[tuple[int, int], list[ResolvedLink]] = {}
    for link in after.links_of(path):
        new.setdefault(link.link.span[:2], []).append(link)
    for link in links:
        found = new.get(position_after(link.span[:2], edits), [])
        yield link, found.pop(0) if found else None
