"""Hypothesis strategies that write vaults: notes, canvases, names, settings and configurations."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> settings:
    """As many examples in the profile `full`, fewer or more in the others: see `tests/conftest.py`."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))
