"""The user's own key, by which a journal in a vault is known to be theirs."""

from __future__ import annotations

import os
from pathlib import Path

from vaultlint.files.regular_file import read_regular_file, replace_file

_SIZE = 32
_FILE = "journal-key"


def load_key() -> bytes | None:
    """Load the key; None if there is none, or it cannot be read."""
    try:
        key = read_regular_file(str(_folder() / _FILE), _SIZE)
    except OSError:
        return None
    return key if len(key) == _SIZE else None


def load_or_make_key() -> bytes:
    """Load the key, or make one; where it cannot be kept, it is good for this process only."""
    if key := load_key():
        return key
    key = os.urandom(_SIZE)
    try:
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / _FILE
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))  # so that its replacement is private, too
        replace_file(str(file), key)
    except OSError:
        return key
    return load_key() or key  # another process may have made one meanwhile


def _folder() -> Path:
    from platformdirs import user_state_path  # only needed to write, and for a journal that was left behind

    return user_state_path("vaultlint", appauthor=False)
