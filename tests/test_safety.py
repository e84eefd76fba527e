"""What docs/safety.md promises: watched by Python's own audit, which sees every file, socket and process."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import needs_git, new_repository

WATCH = """
import json, os, sys

seen = []

def note(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        follows = not args[2] & getattr(os, "O_NOFOLLOW", 0)
        place = os.path.realpath(args[0]) if follows else os.path.abspath(args[0])
        seen.append(["open", place, str(args[1])])
    elif event.partition(".")[0] in {"socket", "subprocess", "urllib", "ftplib", "http", "smtplib", "webbrowser"}:
        seen.append([event, str(args[:2]), ""])
    elif event in {"os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "os.startfile"}:
        seen.append([event, str(args), ""])

from vaultlint.__main__ import run
sys.addaudithook(note)
try:
    run()
except SystemExit:
    pass
print(json.dumps(seen), file=sys.stderr)
"""

FILES = {
    "a.md": "---\ntitle: x\n---\n[[b]] ![[../outside/secret.md]] [x](../outside/secret.md) [y](/etc/passwd)\n"
    "![[https://example.com/x.png]] <https://example.com> ![](file:///etc/passwd) [[~/secret]]\n",
    "b.canvas": '{"nodes": [{"type": "file", "file": "../outside/secret.md"}, {"type": "link", "url": "http://x.org"}]}',
    "README.md": "[[/etc/passwd]]\n",
    ".obsidian/app.json": '{"userIgnoreFilters": ["../outside"], "attachmentFolderPath": "../outside"}',
    ".obsidian/templates.json": '{"folder": "../outside"}',
    ".obsidian/daily-notes.json": '{"folder": "../outside", "template": "../outside/secret"}',
    "vaultlint.toml": 'exclude = ["../outside/*"]\n[rules.dangling-link]\nplanned = ["/etc/*"]\n',
}


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("check", "--no-cache", "--jobs", "2"),
        ("check", "-f", "json"),
        ("wanted",),
        ("index",),
        ("config",),
        ("init", "--dry-run"),
        ("baseline", "create"),
        ("rules",),
    ],
    ids=" ".join,
)
def test_no_network_and_nothing_outside(tmp_path: Path, args: tuple[str, ...]) -> None:
    """No command opens a socket or starts a program, or a file that is neither in the vault nor Python's own."""
    vault = tmp_path / "vault"
    for name, text in FILES.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("hunter2")
    for name, target in (("linked.md", "../outside/secret.md"), ("folder", "../outside")):
        try:
            (vault / name).symlink_to(target)
        except (OSError, NotImplementedError):
            continue
    result = subprocess.run(
        [sys.executable, "-c", WATCH, *args], cwd=vault, capture_output=True, encoding="utf-8", check=False
    )
    seen = json.loads(result.stderr.splitlines()[-1])
    assert [each for each in seen if each[0] != "open"] == []
    places = {place for _, place, _ in seen}
    assert places, "the audit sees something"
    assert [place for place in places if "outside" in place or place.startswith("/etc")] == []
    written = [Path(place) for _, place, mode in seen if mode.startswith(("w", "a", "x", "r+"))]
    assert all(place.is_relative_to(vault) or "__pycache__" in place.parts for place in written)
    assert "hunter2" not in result.stdout


@needs_git
def test_since_starts_git_alone(tmp_path: Path) -> None:
    """No other program, no shell, and git only with commands that run nothing of the repository's."""
    vault = new_repository(tmp_path / "vault", {"a.md": "[[b]] [[c]]\n", "b.md": "x\n", "c.md": "y\n"})
    (vault / "b.md").rename(vault / "d.md")
    (vault / "c.md").unlink()
    result = subprocess.run(
        [sys.executable, "-c", WATCH, "check", "--since", "HEAD"],
        cwd=vault,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "b.md was renamed to d.md" in result.stdout
    started = [(event, args) for event, args, _ in json.loads(result.stderr.splitlines()[-1]) if event != "open"]
    assert {event for event, _ in started} == {"subprocess.Popen"}
    commands = {"rev-parse", "merge-base", "rev-list", "ls-tree", "ls-files", "diff-tree", "cat-file"}
    words = [ast.literal_eval(args)[1] for _, args in started]
    assert {Path(each[0]).stem for each in words} == {"git"}
    assert {next(word for word in each if word in commands) for each in words} == commands
    assert all("core.fsmonitor=false" in each for each in words)


def test_the_promises_name_their_tests() -> None:
    """The page names the tests that hold it, and these exist."""
    root = Path(__file__).parents[1]
    text = (root / "docs" / "safety.md").read_text(encoding="utf-8")
    named = [word.strip("`.,") for word in text.split() if word.startswith("`tests/")]
    assert named
    assert all((root / name).exists() for name in named)
