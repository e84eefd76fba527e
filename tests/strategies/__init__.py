"""Hypothesis strategies that write vaults: notes, canvases, names, settings and configurations."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> settings:
    """Scale a number of examples, given for the profile `full`, to the profile in force: see `tests/conftest.py`."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))
