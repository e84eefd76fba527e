"""The hook as users run it: real pre-commit, this project as the hook's repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
HOOK_FILES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "vaultlint", "rules", "docs")
NOTE = "---\ntitle: {0}\ndate: 2024-05-01\ndraft: false\n---\nSee [[{1}]].\n"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")]


class Repository:
    """A git repository in a folder, with nobody's settings."""

    def __init__(self, folder: Path, **env: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
        committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        self._env = {**inherited, **author, **committer, **settings, **env}
        self.run("git", "init", "--quiet", "--initial-branch=main")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self._env, capture_output=True, encoding="utf-8", check=False, timeout=600
        )

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--quiet", "--message", message)


@pytest.fixture
def vault(tmp_path: Path) -> Repository:
    """Two notes that link to each other, and the hook installed from a tagged copy of this project."""
    hooks = Repository(tmp_path / "hooks")
    for name in HOOK_FILES:
        source, target = PROJECT / name, hooks.folder / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    hooks.commit("Release")
    hooks.run("git", "tag", "v1")

    vault = Repository(tmp_path / "vault", PRE_COMMIT_HOME=str(tmp_path / "home"))
    (vault.folder / "Tea.md").write_text(NOTE.format("Tea", "Water"), encoding="utf-8")
    (vault.folder / "Water.md").write_text(NOTE.format("Water", "Tea"), encoding="utf-8")
    (vault.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.folder.as_uri()}\n  rev: v1\n  hooks:\n  - id: vaultlint\n", encoding="utf-8"
    )
    installed = vault.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return vault


def test_a_deletion_that_breaks_a_link_is_stopped(vault: Repository) -> None:
    """A good commit passes; one that only deletes a note is stopped by the link it breaks elsewhere."""
    good = vault.commit("Two notes")
    assert good.returncode == 0, good.stdout + good.stderr

    (vault.folder / "Water.md").unlink()
    bad = vault.commit("Only a deletion")
    said = bad.stdout + bad.stderr
    assert bad.returncode == 1
    assert 'Tea.md:6:5: error: no note or file is named "Water" [dangling-link]' in said
    assert "2 problems (1 error, 1 warning) in 1 of 1 notes" in said
