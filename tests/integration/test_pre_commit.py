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
def vault(tmp_path: Path, request: pytest.FixtureRequest) -> Repository:
    """Two notes that link to each other, and a hook installed from a tagged copy of this project."""
    hook = getattr(request, "param", "vaultlint")
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
        f"repos:\n- repo: {hooks.folder.as_uri()}\n  rev: v1\n  hooks:\n  - id: {hook}\n    args: [--fail-on, error]\n",
        encoding="utf-8",
    )
    installed = vault.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return vault


def test_commits_that_break_links_are_stopped(vault: Repository) -> None:
    """A good commit passes; others are stopped by the links they break elsewhere, or that work on this disk alone."""
    (vault.folder / "cup.jpg").write_bytes(b"x")
    (vault.folder / ".gitignore").write_text("*.png\n", encoding="utf-8")
    with (vault.folder / "Tea.md").open("a", encoding="utf-8") as tea:
        tea.write("![[cup.jpg]] [[Water#Boil]]\n")
    with (vault.folder / "Water.md").open("a", encoding="utf-8") as water:
        water.write("# Boil\n")
    good = vault.commit("Two notes and a picture")
    assert good.returncode == 0, good.stdout + good.stderr

    (vault.folder / "Loose.md").write_text("[[gone]]\n", encoding="utf-8")
    (vault.folder / "pot.png").write_bytes(b"x")
    blocked_by_nobody = vault.run("git", "commit", "--quiet", "--allow-empty", "--message", "Leave a note out")
    assert blocked_by_nobody.returncode == 0, blocked_by_nobody.stdout + blocked_by_nobody.stderr

    def said_of(*command: str) -> str:
        vault.run(*command)
        tried = vault.run("git", "commit", "--quiet", "--message", "Break it")
        assert tried.returncode == 1
        vault.run("git", "reset", "--quiet", "--hard")
        return tried.stdout + tried.stderr

    assert 'Tea.md:6:5: error: no note or file is named "Water" [dangling-link]' in said_of("git", "rm", "Water.md")
    assert 'Tea.md:7:1: error: no file is named "cup.jpg" [missing-attachment]' in said_of("git", "rm", "cup.jpg")
    with (vault.folder / "Tea.md").open("a", encoding="utf-8") as tea:
        tea.write("![[pot.png]] [[Loose]]\n")
    said = said_of("git", "add", "Tea.md")
    assert 'Tea.md:8:1: error: no file is named "pot.png" [missing-attachment]' in said
    assert 'Tea.md:8:14: error: no note or file is named "Loose" [dangling-link]' in said
    assert "gone" not in said


@pytest.mark.parametrize("vault", ["vaultlint-fix"], indirect=True)
def test_fixing(vault: Repository) -> None:
    """The hook writes safe fixes, which stops the commit once; then it passes."""
    note = vault.folder / "Tea.md"
    note.write_text(
        note.read_text(encoding="utf-8").replace("draft: false", "draft: false\ntag: hot"), encoding="utf-8"
    )
    first = vault.commit("A deprecated property")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout + first.stderr
    assert "tags: hot" in note.read_text(encoding="utf-8")
    second = vault.commit("Fixed")
    assert second.returncode == 0, second.stdout + second.stderr
