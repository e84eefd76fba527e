"""Nothing that a repository names is run: the promise of docs/safety.md."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from tests.command import run
from tests.repository import commit_all, git, needs_git, new_repository, write_files

pytestmark = [needs_git, pytest.mark.skipif(sys.platform == "win32", reason="the trap is a shell script")]

PROJECT = Path(__file__).parents[2]
FILES: dict[str, str | bytes] = {
    "a.md": "[[Old]] [[gone]]\n",
    "Old.md": "# Old\n\nOne line.\nAnother.\n",
    "gone.md": "x\n",
    "pic.png": b"\x89PNG",
}
ATTRIBUTES = "* filter=trap diff=trap merge=trap text=auto\n"
TRAPS = {
    "core.fsmonitor": "{trap}",
    "core.pager": "{trap}",
    "core.editor": "{trap}",
    "core.sshCommand": "{trap}",
    "core.gitProxy": "{trap}",
    "core.askPass": "{trap}",
    "core.alternateRefsCommand": "{trap}",
    "core.hooksPath": "{hooks}",
    "core.untrackedCache": "true",
    "core.excludesFile": "{vault}/.ignored",
    "credential.helper": "!{trap}",
    "diff.external": "{trap}",
    "diff.trap.command": "{trap}",
    "diff.trap.textconv": "{trap}",
    "diff.orderFile": "{vault}/.ignored",
    "filter.trap.clean": "{trap}",
    "filter.trap.smudge": "{trap}",
    "filter.trap.process": "{trap}",
    "filter.trap.required": "true",
    "gpg.program": "{trap}",
    "interactive.diffFilter": "{trap}",
    "log.showSignature": "true",
    "merge.trap.driver": "{trap}",
    "pager.ls-files": "{trap}",
    "pager.ls-tree": "{trap}",
    "sequence.editor": "{trap}",
    "uploadpack.packObjectsHook": "{trap}",
}
COMMANDS = (
    "rev-parse",
    "merge-base",
    "ls-tree",
    "ls-files",
    "cat-file",
    "rev-list",
    "diff-tree",
    "diff-index",
    "config",
)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it ran"


@pytest.fixture
def trap(tmp_path: Path, marker: Path) -> Path:
    """A script that leaves a file behind when it runs."""
    script = tmp_path / "trap.sh"
    script.write_text(f'#!/bin/sh\necho "$0" "$@" >> "{marker}"\ncat 2>/dev/null\nexit 0\n')
    script.chmod(0o755)
    return script


@pytest.fixture
def vault(tmp_path: Path, trap: Path) -> Path:
    """A repository that tries to run the script for everything for which git runs one."""
    root = new_repository(tmp_path / "vault", {**FILES, ".gitattributes": ATTRIBUTES})
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction", "pre-auto-gc"):
        (hooks / name).symlink_to(trap)
        (root / ".git" / "hooks").mkdir(exist_ok=True)
        (root / ".git" / "hooks" / name).symlink_to(trap)
    (root / "Old.md").rename(root / "New.md")
    (root / "gone.md").unlink()
    os.utime(root / "a.md", (1, 1))
    values = {"trap": trap, "hooks": hooks, "vault": root}
    aliases = {f"alias.{name}": f"!{trap}" for name in COMMANDS}
    lines = [_line(key, value.format(**values)) for key, value in {**TRAPS, **aliases}.items()]
    (root / ".git" / "more").write_text("".join(lines))
    with (root / ".git" / "config").open("a") as config:
        config.write("".join(["[include]\n\tpath = more\n", *lines]))
    return root


def _line(key: str, value: str) -> str:
    section, _, name = key.rpartition(".")
    outer, _, inner = section.partition(".")
    return f'[{outer}{f" {chr(34)}{inner}{chr(34)}" if inner else ""}]\n\t{name} = "{value}"\n'


def test_the_trap_works(vault: Path, marker: Path) -> None:
    """What a user types does run the script, so that the tests below can fail."""
    with suppress(CalledProcessError):  # the script is no filter
        git(vault, "status", "--porcelain")
    assert marker.exists()


@pytest.mark.parametrize("revision", ["HEAD", "main", "HEAD~0", "@{0}"])
def test_nothing_of_the_repository_runs(vault: Path, marker: Path, revision: str) -> None:
    before = sorted((vault / ".git").rglob("*")), (vault / ".git" / "index").read_bytes()
    result = run("check", "--select", "links", "--root", vault, "--since", revision, vault)
    assert "Old.md was renamed to New.md" in result.output
    assert "gone.md was deleted" in result.output
    assert not marker.exists()
    assert (sorted((vault / ".git").rglob("*")), (vault / ".git" / "index").read_bytes()) == before


def test_the_page_names_the_commands() -> None:
    """docs/safety.md says which commands of git are started."""
    source = (PROJECT / "vaultlint/git/repository.py").read_text(encoding="utf-8")
    started = re.findall(r'[(\[]"([a-z]+-[a-z]+)"', source)
    text = (PROJECT / "docs/safety.md").read_text(encoding="utf-8").partition("\n## git\n")[2].partition("\n## ")[0]
    named = re.findall(r"`([a-z]+-[a-z]+)(?: --cached)?`", text)
    assert {*started} == {*named} == {*COMMANDS} - {"config"}


@pytest.mark.parametrize("args", [(), ("--fix", "--diff")], ids=["check", "fix"])
def test_tracked_runs_nothing_of_the_repository(vault: Path, marker: Path, args: tuple[str, ...]) -> None:
    """Not even where git must compare the index with a commit, as for a file that is only announced."""
    write_files(vault, {"later.md": "x\n"})
    git(vault, "-c", "core.fsmonitor=false", "-c", "filter.trap.required=false", "add", "-N", "later.md")
    marker.unlink(missing_ok=True)
    before = sorted((vault / ".git").rglob("*")), (vault / ".git" / "index").read_bytes()
    result = run("check", "--select", "links", "--root", vault, "--tracked", *args, vault)
    assert result.exit_code < 2, result.output
    assert not marker.exists()
    assert (sorted((vault / ".git").rglob("*")), (vault / ".git" / "index").read_bytes()) == before


@pytest.mark.parametrize(
    "revision",
    [
        "--help",
        "-h",
        "--git-dir=/tmp",
        "--output=x",
        "",
        "$(trap)",
        "`trap`",
        "HEAD:a.md",
        "HEAD^{tree}",
        "main..HEAD",
        "a\nb",
    ],
)
def test_a_revision_is_no_option(vault: Path, marker: Path, revision: str) -> None:
    result = run("check", "--root", vault, f"--since={revision}", vault)
    assert result.stderr.startswith("vaultlint: git knows no revision ")
    assert result.exit_code == 2
    assert not marker.exists()


def test_nothing_is_fetched(tmp_path: Path, trap: Path, marker: Path) -> None:
    """A partial clone lacks contents, which git would fetch with a program that the clone's configuration names."""
    origin = new_repository(tmp_path / "origin", FILES)
    (origin / "Old.md").rename(origin / "New.md")
    write_files(origin, {"New.md": "# Old\n\nOne line.\nAnother.\nMore.\n"})
    commit_all(origin)
    git(origin, "config", "uploadpack.allowFilter", "true")
    vault = tmp_path / "vault"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{origin}", vault)
    for key, value in {"uploadpack": str(trap), "vcs": "trap", "url": f"ext::{trap} %S"}.items():
        git(vault, "config", f"remote.origin.{key}", value)
    git(vault, "config", "protocol.ext.allow", "always")
    result = run("check", "--select", "links", "--root", vault, "--since", "HEAD~1", vault)
    assert result.stderr == (
        "vaultlint: git does not have all files of earlier revisions here: clone again without --filter\n"
    )
    assert result.exit_code == 2
    assert not marker.exists()


def test_files_that_look_like_a_repository(tmp_path: Path, trap: Path, marker: Path) -> None:
    """A vault may hold a bare repository in plain sight, whose configuration does not count."""
    vault = new_repository(tmp_path / "vault", FILES)
    inner = vault / "inner"
    git(vault, "init", "-q", "--bare", inner)
    git(inner, "config", "core.fsmonitor", str(trap))
    write_files(inner, {"vaultlint.toml": "", "a.md": "[[b]]\n"})
    result = run("check", "--root", inner, "--since", "HEAD", inner)
    assert result.exit_code == 2
    assert result.stderr.startswith("vaultlint: git: ")
    assert not marker.exists()


def test_git_of_the_current_folder_is_not_started(
    vault: Path, trap: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither an empty nor a relative entry of PATH makes vaultlint start a `git` of the vault."""
    (vault / "git").symlink_to(trap)
    monkeypatch.chdir(vault)
    monkeypatch.setenv("PATH", f"{os.pathsep}.{os.pathsep}{os.environ['PATH']}")
    assert run("check", "--select", "links", "--since", "HEAD").exit_code == 1
    monkeypatch.setenv("PATH", f"{os.pathsep}.")
    result = run("check", "--since", "HEAD")
    assert result.stderr == "vaultlint: git was not found: install it, or add its folder to PATH\n"
    assert not marker.exists()


@pytest.mark.parametrize(
    "name", ["GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_PROXY_COMMAND"]
)
def test_the_environment_runs_nothing(
    vault: Path, trap: Path, marker: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(trap))
    assert run("check", "--select", "links", "--root", vault, "--since", "HEAD", vault).exit_code == 1
    assert not marker.exists()


def test_a_hook_is_about_its_own_repository(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a hook, git names the repository that runs it; the vault's own counts."""
    other = new_repository(tmp_path / "other", {"b.md": "x\n"})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    result = run("check", "--select", "links", "--root", vault, "--since", "HEAD", vault)
    assert "Old.md was renamed to New.md" in result.output
