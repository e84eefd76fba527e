"""Hypothesis strategies that write vaults: notes, canvases, names, settings and configurations."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> settings:
    """Scale a number of examples, given for the default of a hundred, to the profile in force."""
    return settings(max_examples=count * settings().max_examples // 100)
