"""Hostile inputs by class, for `benchmarks.linear`, `benchmarks.hostile_costs` and, at a small size, the tests."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.hostile.canvases import CANVASES
from benchmarks.hostile.front_matters import FRONT_MATTERS
from benchmarks.hostile.notes import NOTES
from benchmarks.hostile.vaults import VAULTS

__all__ = ["CANVASES", "CLASSES", "FRONT_MATTERS", "NOTES", "VAULTS", "file_of", "vault_of"]

CLASSES = (*NOTES, *FRONT_MATTERS, *CANVASES, *VAULTS)
"""The names of all classes."""


def vault_of(name: str, size: int) -> Mapping[str, bytes]:
    """A vault by its class, of so many files or with a file of so many bytes: `file_of` beside a faultless index."""
    if name in VAULTS:
        return VAULTS[name](size)
    write = NOTES.get(name) or FRONT_MATTERS.get(name) or CANVASES[name]
    index = f"---\ntitle: Index\ndate: 2024-05-01\ndraft: false\n---\n[[{file_of(name)}]]\n"
    return {file_of(name): write(size), "index.md": index.encode()}


def file_of(name: str) -> str:
    """The name of the hostile file in a vault by its class."""
    return "Tea.canvas" if name in CANVASES else "Tea.md"
