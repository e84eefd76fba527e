"""Hypothesis strategies that write vaults: notes, canvases, names, settings and configurations."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> settings:
    """So many examples where the profile in force asks for a hundred, more where it asks for more."""
    return settings(max_examples=count * settings().max_examples // 100)
