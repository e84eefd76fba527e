"""Run the command on files on disk: what tests of hostile and of linked folders share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vaultlint.cli import main

OLD = (1_700_000_000, 1_700_000_000)
"""A time stamp, so old that the cache trusts it."""


def run(*args: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner(env={"NO_COLOR": None, "FORCE_COLOR": None}).invoke(main, [str(arg) for arg in args])


def write(file: Path, text: str) -> Path:
    """Write a file with an old time stamp, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, OLD)
    return file


def link(place: Path, target: Path | str) -> None:
    """Make a symbolic link to a file or folder, or skip the test where the system forbids it."""
    _link(place, target, is_folder=Path(place.parent, target).is_dir())


def link_folder(place: Path, target: Path | str) -> None:
    """Make a symbolic link to a folder, which need not exist, or skip the test where the system forbids it."""
    _link(place, target, is_folder=True)


def _link(place: Path, target: Path | str, *, is_folder: bool) -> None:
    try:
        place.symlink_to(target, target_is_directory=is_folder)
    except (OSError, NotImplementedError):
        pytest.skip("no symbolic links here")
