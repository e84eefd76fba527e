"""Vaults in memory, before and after a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vaultlint.fix.edits import Plan, edited_bytes, edits_by_path
from vaultlint.fix.moves.moved_paths import moved_paths
from vaultlint.model import Canvas, FragmentStatus, Note, ResolvedLink, Status
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import Vault

Files = Mapping[str, str | bytes]


def index_of(files: Files) -> Index:
    return Index(Path("/vault"), Memory(files))


def after(files: Files, plan: Plan) -> dict[str, bytes]:
    """The files of a vault after a plan."""
    new = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    for path, edits in edits_by_path(plan.edits).items():
        new[path] = edited_bytes(new[path], edits)
    moved = moved_paths(plan.moves, new)
    return {moved.get(path, path): content for path, content in new.items()}


Leading = tuple[str, bool, FragmentStatus | None]
"""Where a link leads, whether that is certain, and what becomes of its fragment."""


def leading(files: Files, moved: Mapping[str, str]) -> dict[tuple[str, int], Leading | None]:
    """Where all links lead that lead to one file, by the new path of their file and their number in it."""
    vault = Vault(index_of(files))
    return dict(_leading(vault, moved))


def _leading(vault: Vault, moved: Mapping[str, str]) -> Iterator[tuple[tuple[str, int], Leading | None]]:
    documents: list[Note | Canvas] = [*vault.notes.values(), *vault.canvases.values()]
    for document in documents:
        for number, link in enumerate(vault.links_of(document)):
            yield (moved.get(document.path, document.path), number), _lead(link, moved)


def _lead(link: ResolvedLink, moved: Mapping[str, str]) -> Leading | None:
    if link.resolved is None:
        return None
    return moved.get(link.resolved, link.resolved), link.status is Status.RESOLVED, link.fragment_status
