"""`--tracked`: only what git tracks is in the vault, as in a fresh clone."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import link, link_folder, run
from tests.repository import commit_all, git, needs_git, new_repository, write_files

pytestmark = needs_git


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files: dict[str, str | bytes] = {".gitignore": "*.png\n", "a.md": "![[pic.png]] [[fresh]] [[b]]\n", "b.md": "x\n"}
    return new_repository(tmp_path / "repository", files)


def broken(vault: Path, *args: str) -> list[str]:
    """Where the broken links are, with a cache and without."""
    found = [run("check", "--select", "links", "-q", *args, *more, vault) for more in ((), ("--no-cache",))]
    assert found[0].output == found[1].output
    assert found[0].exit_code < 2, found[0].output
    return [":".join(line.split(": ")[0].rsplit(":", 2)).split("/", 1)[1] for line in found[0].stdout.splitlines()]


def test_as_in_a_clone(root: Path) -> None:
    """Links to ignored and untracked files are broken, and what is wrong in an untracked note blocks nobody."""
    write_files(root, {"pic.png": "x", "fresh.md": "[[gone]]\n"})
    assert broken(root) == ["fresh.md:1:1"]
    assert broken(root, "--tracked") == ["a.md:1:1", "a.md:1:14"]
    assert broken(root) == ["fresh.md:1:1"]
    git(root, "add", "-f", "pic.png", "fresh.md")
    assert broken(root, "--tracked") == ["fresh.md:1:1"]
    git(root, "rm", "-q", "--cached", "b.md", "fresh.md")
    assert broken(root, "--tracked") == ["a.md:1:14", "a.md:1:24"]


def test_announced(root: Path) -> None:
    """`git add --intent-to-add` puts nothing into the next commit; an empty file that was added is in it."""
    write_files(root, {"fresh.md": "x\n", "pic.png": ""})
    git(root, "add", "-N", "fresh.md")
    git(root, "add", "-f", "pic.png")
    assert broken(root, "--tracked") == ["a.md:1:14"]


@pytest.mark.parametrize("name", ["été 茶.md", 'qu"ote\\.md', "tab\there.md", b"latin\xe9.md"])
def test_names(root: Path, name: str | bytes) -> None:
    """Names that git quotes, whatever `core.quotepath` says, and names that are not UTF-8."""
    file = os.path.join(root, os.fsdecode(name))  # noqa: PTH118
    try:
        Path(file).write_text("[[gone]]\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    result = run("check", "--tracked", "--select", "links", "--statistics", "--root", root, root)
    assert "2  dangling-link" not in result.stdout
    commit_all(root)
    result = run("check", "--tracked", "--select", "links", "--statistics", "--root", root, root)
    assert "2  dangling-link" in result.stdout


def test_case(root: Path) -> None:
    """A tracked note that has another case on disk is there."""
    (root / "b.md").rename(root / "B.md")
    assert broken(root, "--tracked") == ["a.md:1:1", "a.md:1:14"]


def test_settings_and_site_files(root: Path) -> None:
    """Obsidian's settings, `.gitignore` and the files of a site are files, too."""
    write_files(root, {".obsidian/app.json": '{"userIgnoreFilters": ["a.md"]}', "quartz.config.ts": "x"})
    assert broken(root) == []
    assert broken(root, "--tracked") == ["a.md:1:1", "a.md:1:14"]
    git(root, "add", ".obsidian")
    assert broken(root, "--tracked") == []


def test_subfolder_and_worktree(root: Path, tmp_path: Path) -> None:
    write_files(root, {"notes/.obsidian/app.json": "{}", "notes/c.md": "[[d]]\n"})
    commit_all(root)
    write_files(root, {"notes/d.md": "x\n"})
    git(root, "worktree", "add", "-q", tmp_path / "worktree")
    write_files(tmp_path / "worktree", {"notes/d.md": "x\n"})
    for vault in (root / "notes", tmp_path / "worktree" / "notes"):
        assert [path.rpartition("/")[2] for path in broken(vault, "--tracked")] == ["c.md:1:1"]
        assert broken(vault) == []


def test_submodule(root: Path, tmp_path: Path) -> None:
    """The files of a submodule are tracked if it tracks them; another repository in the vault is not."""
    new_repository(tmp_path / "other", {"inner.md": "[[gone]]\n"})
    git(root, "submodule", "--quiet", "add", tmp_path / "other", "sub")
    commit_all(root)
    write_files(root, {"sub/loose.md": "[[gone]]\n"})
    new_repository(root / "nested", {"n.md": "[[gone]]\n"})
    assert broken(root, "--tracked") == ["a.md:1:1", "a.md:1:14", "sub/inner.md:1:1"]


def test_links(root: Path, tmp_path: Path) -> None:
    """A link to a file or folder that is not tracked is none in a clone; a followed folder is read where it is."""
    write_files(
        root, {"vaultlint.toml": 'follow-links = ["shared", "out"]\nroot = "v"\n', "v/a.md": "[[x]] [[y]] [[z]]"}
    )
    write_files(root, {"shared/x.md": "[[gone]]\n", "shared/loose.md": "[[gone]]\n", "v/.ignored.md": "x\n"})
    write_files(tmp_path, {"out/z.md": "[[gone]]\n"})
    link(root / "v" / "y.md", ".ignored.md")
    link_folder(root / "v" / "shared", "../shared")
    link_folder(root / "v" / "out", tmp_path / "out")
    git(root, "add", "v/a.md", "v/y.md", "v/shared", "shared/x.md", "v/out")
    result = run("check", "--tracked", "--select", "links", "--root", root / "v", root / "v")
    assert 'follow-links: "out" is not read: it links out of the git repository (--tracked)' in result.stderr
    assert [line.split(" ")[0].rpartition("/")[2] for line in result.stdout.splitlines()[:3]] == [
        "a.md:1:7:",
        "a.md:1:13:",
        "x.md:1:1:",
    ]


def test_a_sparse_checkout(root: Path) -> None:
    """A file that is left out of the work tree is in no vault here, as without `--tracked`; in a clone it may be."""
    write_files(root, {"in/c.md": "[[b]] [[out/d]]\n", "out/d.md": "[[gone]]\n"})
    commit_all(root)
    git(root, "sparse-checkout", "set", "in")
    assert not (root / "out").exists()
    assert broken(root) == broken(root, "--tracked")


def test_ids_of_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a file that is only announced, which has the id of an empty one."""
    monkeypatch.chdir(tmp_path)
    try:
        root = new_repository(tmp_path / "repository", {"a.md": "[[b]] [[fresh]]\n"}, "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git has no sha256")
    write_files(root, {"b.md": "", "fresh.md": "[[gone]]\n"})
    assert broken(root, "--tracked") == ["a.md:1:1", "a.md:1:7"]
    git(root, "add", "b.md")
    git(root, "add", "-N", "fresh.md")
    assert broken(root, "--tracked") == ["a.md:1:7"]
    git(root, "add", "fresh.md")
    assert broken(root, "--tracked") == ["fresh.md:1:1"]


@pytest.mark.parametrize("kind", ["both changed it", "one deleted it", "both added it"])
def test_a_merge_with_conflicts(root: Path, kind: str) -> None:
    """A file in conflict is tracked, and what stands in it now, marks and all, is what is checked."""
    name = "new.md" if kind == "both added it" else "b.md"
    git(root, "switch", "-q", "-c", "other")
    write_files(root, {name: "theirs [[pic.png]]\n"})
    commit_all(root)
    git(root, "switch", "-q", "main")
    if kind == "one deleted it":
        git(root, "rm", "-q", "b.md")
    else:
        write_files(root, {name: "ours [[fresh]]\n"})
    commit_all(root)
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "other")
    assert git(root, "ls-files", "-u").count("\n") == (3 if kind == "both changed it" else 2)
    found = broken(root, "--tracked")
    assert found[:2] == ["a.md:1:1", "a.md:1:14"]
    assert {place.split(":")[0] for place in found[2:]} == {name}
    assert found == broken(root)


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
def test_a_commit_of_some_files(root: Path) -> None:
    """For `git commit FILE`, git makes an index of its own, which a hook must look at."""
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\n"{sys.executable}" -m vaultlint --tracked --select links -q . > said\nexit 0\n')
    hook.chmod(0o755)
    write_files(root, {"fresh.md": "x\n", "b.md": "y\n", ".gitignore": "*.png\nsaid\n", "a.md": "[[fresh]]\n"})
    git(root, "add", "fresh.md")
    git(root, "commit", "-q", "--no-verify", "-m", "x", "b.md")
    git(root, "commit", "-q", "-m", "x", ".gitignore", "--allow-empty")
    assert (root / "said").read_text(encoding="utf-8").startswith('a.md:1:1: error: no note or file is named "fresh"')


@pytest.mark.parametrize(
    "message, path",
    [
        pytest.param("{} is not in a git repository", "", id="no repository"),
        pytest.param("git tracks no file in {}: it is ignored, or nothing was added yet", "new", id="nothing tracked"),
    ],
)
def test_git_cannot_tell(tmp_path: Path, message: str, path: str) -> None:
    vault = tmp_path / path
    if path:
        vault.mkdir()
        git(vault, "init", "-q")
    write_files(vault, {"a.md": "x\n"})
    for command in ("check", "wanted", "index", "tags", "baseline create"):
        result = run(*command.split(), "--tracked", "--root", vault)
        assert (result.exit_code, result.stderr) == (2, f"vaultlint: {message.format(vault)}\n")
        assert result.stdout == ""


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    result = run("check", "--tracked", "--root", root)
    assert (result.exit_code, result.stderr) == (
        2,
        "vaultlint: git was not found: install it, or add its folder to PATH\n",
    )


def test_fix_sees_every_file(root: Path) -> None:
    """A link to a file that is not tracked works on this disk, so it is reported and not given another file."""
    write_files(root, {"a.md": "[[Recipees]] [[Tea/]]\n", "Recipes.md": "x\n"})
    commit_all(root)
    write_files(root, {"Recipees.md": "[[Recipess]]\n"})
    result = run("check", "--tracked", "--select", "links", "--fix", "--unsafe-fixes", "--root", root, root)
    assert (root / "a.md").read_text(encoding="utf-8").startswith("[[Recipees]]")
    assert (root / "Recipees.md").read_text(encoding="utf-8") == "[[Recipess]]\n"
    assert 'no note or file is named "Recipees"' in result.stdout


def test_the_cache_never_mixes(root: Path) -> None:
    """Whatever was added, removed and edited, and however the last run looked at it, the result is the same."""
    choice = random.Random(1)  # noqa: S311
    names = ["b.md", "c/b.md", "fresh.md", "pic.png", ".obsidian/app.json"]
    texts = ["[[fresh#h]] [[b]] ![[pic.png]]\n", "# h\n", '{"userIgnoreFilters": ["c/"]}', "[[c/b]] #tag\n"]
    for _ in range(20):
        name = choice.choice(names)
        match choice.randrange(4):
            case 0:
                (root / name).unlink(missing_ok=True)
            case 1 if (root / name).exists():
                git(root, "add", "-f", name)
            case 2:
                git(root, "rm", "-q", "--cached", "--ignore-unmatch", name)
            case _:
                write_files(root, {name: choice.choice(texts)})
        options: list[tuple[str, ...]] = [("--tracked",), (), ("--tracked", "--since", "HEAD")]
        for args in choice.sample(options, 2):
            command: tuple[str | Path, ...] = ("check", "--select", "all", "--all", "--root", root, *args, root)
            assert run(*command).output == run(*command, "--no-cache").output
