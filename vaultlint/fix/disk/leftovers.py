"""Tell fast whether a change may have been interrupted: every command asks, and hardly ever is there anything."""

from __future__ import annotations

import os
from pathlib import Path

JOURNAL = "journal-"
"""How the names of journals begin."""

DONE = "-done"
"""How the names of journals end whose change is complete."""


def unfinished_journals(folder: Path) -> list[str]:
    """List the names of the journals in a cache folder whose change is not complete, sorted."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(JOURNAL)]
    except OSError:
        return []
    return sorted(name for name in names if not name.endswith(DONE))
