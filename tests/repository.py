"""Make git repositories: what tests of `--since` share."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")},
}


def git(folder: Path, *args: str | Path) -> str:
    """Run git as a user would, whatever their configuration says, and return what it prints."""
    return subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *map(str, args)],
        cwd=folder,
        env=_ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=True,
    ).stdout


def write_files(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files, and the folders above them."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def new_repository(root: Path, files: dict[str, str | bytes], *options: str) -> Path:
    """Make a repository with a first commit of some files, on the branch `main`."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    write_files(root, files)
    commit_all(root)
    return root


def commit_all(root: Path) -> str:
    """Commit all that has changed, and return the commit's id."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "x")
    return git(root, "rev-parse", "HEAD").strip()
