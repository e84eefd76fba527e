"""Read the baseline of a vault."""

from __future__ import annotations

from pathlib import Path

from vaultlint.errors import BaselineError, reason
from vaultlint.files.regular_file import read_regular_file, resolve_inside
from vaultlint.lint.baseline import BASELINE_FILE, Baseline

MAX_SIZE = 100_000_000
"""The largest baseline that is read, in bytes: enough for a million problems."""


def load_baseline(root: Path) -> Baseline | None:
    """Load the baseline in a vault's root, None if there is none; raises `BaselineError`."""
    data = baseline_bytes(root)
    if data is None:
        return None
    from vaultlint.lint.baseline_file import parse_baseline  # imports msgspec, which is slow and only needed here

    return parse_baseline(data, str(root / BASELINE_FILE))


def baseline_bytes(root: Path) -> bytes | None:
    """Read the baseline file in a vault's root, None if there is none; raises `BaselineError`."""
    file = root / BASELINE_FILE
    try:
        return read_regular_file(resolve_inside(root, file), MAX_SIZE, follow=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read: {reason(error)}") from None
