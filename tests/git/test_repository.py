"""What git says about revisions and files, wherever the vault and its repository are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.command import link_folder
from tests.repository import commit_all, git, needs_git, new_repository, write_files
from vaultlint.errors import GitError
from vaultlint.git import git_process
from vaultlint.git.repository import Repository

pytestmark = needs_git

NAMES = [
    "tab\tand\nline.md",
    'quo"te.md',
    "back\\slash.md",
    "é.md",
    "한글 😀.md",
    " space .md",
    "-dash.md",
    ":(top).md",
    "a/[x]*?.md",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "repository", {"top.md": "t\n", "content/a.md": "a\n", "content/b/c.md": "c\n"})


def test_paths_are_those_in_the_folder(root: Path) -> None:
    write_files(root, {"content/new.md": "n\n", "outside.md": "o\n"})
    found = Repository(root / "content")
    assert sorted(found.files_at(found.commit("HEAD"))) == ["a.md", "b/c.md"]
    assert sorted(found.index()) == ["a.md", "b/c.md"]
    assert found.untracked() == ["new.md"]


def test_a_folder_that_was_not_there(root: Path) -> None:
    (root / "later").mkdir()
    found = Repository(root / "later")
    assert found.files_at(found.commit("HEAD")) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_names_of_all_kinds(root: Path) -> None:
    write_files(root, dict.fromkeys(NAMES, "x\n"))
    (root / os.fsdecode(b"latin-\xe9.md")).write_text("x")
    expected = sorted([*NAMES, os.fsdecode(b"latin-\xe9.md")])
    found = Repository(root)
    assert sorted(found.untracked()) == expected
    commit_all(root)
    known = {"top.md", "content/a.md", "content/b/c.md"}
    assert sorted(found.files_at(found.commit("HEAD")).keys() - known) == expected
    assert sorted(found.index().keys() - known) == expected


def test_contents(root: Path) -> None:
    """Of several files at once, whatever bytes they have; those that are too large are left out."""
    write_files(root, {"empty.md": "", "odd.md": b"\xff\0\n\r\n\n", "large.md": "x" * 100})
    found = Repository(root)
    files = found.files_at(commit_all(root))
    blobs = [files[path].blob for path in ("empty.md", "odd.md", "large.md", "top.md")]
    assert [*found.contents(blobs, 99).values()] == [b"", b"\xff\0\n\r\n\n", b"t\n"]
    assert found.contents([], 99) == {}


def test_the_point_where_a_branch_began(root: Path) -> None:
    """Since a branch that went on means: since the last commit that is in both."""
    found = Repository(root)
    first = found.commit("main")
    git(root, "checkout", "-q", "-b", "topic")
    write_files(root, {"own.md": "o\n"})
    own = commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"ahead.md": "a\n"})
    ahead = commit_all(root)
    git(root, "checkout", "-q", "topic")
    assert found.branch_point(ahead) == first
    assert found.branch_point(first) == first
    assert found.branch_point(own) == own


def test_branches_with_nothing_in_common(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    found = Repository(root)
    main = found.commit("main")
    assert found.branch_point(main) == main, "HEAD has no commit yet"
    commit_all(root)
    assert found.branch_point(main) == main


def test_a_worktree(root: Path, tmp_path: Path) -> None:
    """Its `.git` is a file."""
    git(root, "worktree", "add", "-q", tmp_path / "tree", "HEAD")
    assert sorted(Repository(tmp_path / "tree" / "content").index()) == ["a.md", "b/c.md"]


def test_a_submodule(root: Path, tmp_path: Path) -> None:
    """As a vault it is a repository of its own; in a vault its files are another's."""
    outer = new_repository(tmp_path / "outer", {"o.md": "o\n"})
    git(outer, "submodule", "--quiet", "add", root, "inner")
    commit_all(outer)
    write_files(outer, {"inner/new.md": "n\n"})
    found = Repository(outer)
    assert sorted(found.files_at(found.commit("HEAD"))) == [".gitmodules", "o.md"]
    assert sorted(found.index()) == [".gitmodules", "o.md"]
    assert found.untracked() == []
    assert Repository(outer / "inner").untracked() == ["new.md"]


def test_a_repository_in_another(root: Path) -> None:
    new_repository(root / "nested", {"n.md": "n\n"})
    assert Repository(root).untracked() == []


def test_a_link_to_a_repository(root: Path, tmp_path: Path) -> None:
    link_folder(tmp_path / "link", root / "content")
    assert sorted(Repository(tmp_path / "link").index()) == ["a.md", "b/c.md"]


def test_sparse_and_intended_files(root: Path) -> None:
    """Files that a sparse checkout leaves out, and those that are to be added but are not yet."""
    write_files(root, {"intended.md": "i\n"})
    git(root, "add", "--intent-to-add", "intended.md")
    git(root, "update-index", "--skip-worktree", "top.md")
    index = Repository(root).index()
    assert {path: file.is_skipped for path, file in index.items() if "/" not in path} == {
        "intended.md": False,
        "top.md": True,
    }


def test_a_conflict(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "topic")
    write_files(root, {"top.md": "one\n"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"top.md": "other\n"})
    commit_all(root)
    with pytest.raises(Exception, match="non-zero"):
        git(root, "merge", "topic")
    assert "top.md" in Repository(root).index()


def test_a_repository_with_longer_ids(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "sha256", {"a.md": "a\n"}, "--object-format=sha256")
    found = Repository(root)
    commit = found.commit("HEAD")
    assert len(commit) == 64
    assert [*found.contents([found.files_at(commit)["a.md"].blob], 9).values()] == [b"a\n"]


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError) as error:
        Repository(tmp_path)
    assert str(error.value) == f"{tmp_path} is not in a git repository"


def test_no_work_tree(root: Path, tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"^git: cannot use bare repository .*"):
        Repository(root / ".git" / "refs")
    git(root, "config", "core.bare", "true")
    with pytest.raises(GitError) as error:
        Repository(root)
    assert str(error.value) == f"{root} is inside a git repository, not in its work tree"


def test_a_worktree_of_a_bare_repository(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", root, tmp_path / "all" / ".bare")
    git(tmp_path / "all" / ".bare", "worktree", "add", "-q", tmp_path / "all" / "tree", "main")
    assert sorted(Repository(tmp_path / "all" / "tree" / "content").index()) == ["a.md", "b/c.md"]


def test_no_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    with pytest.raises(GitError) as error:
        Repository(tmp_path).commit("HEAD")
    assert str(error.value) == 'git knows no revision "HEAD"'


def test_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    commit_all(root)
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "shallow")
    with pytest.raises(GitError) as error:
        Repository(tmp_path / "shallow").commit("HEAD~1")
    assert str(error.value) == (
        'git knows no revision "HEAD~1": this clone is shallow; fetch all history (`git fetch --unshallow`;'
        " with actions/checkout, fetch-depth: 0)"
    )


def test_a_repository_of_another_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(git_process._ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setitem(git_process._ENVIRONMENT, "GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(GitError) as error:
        Repository(root)
    assert str(error.value) == (
        f"git: detected dubious ownership in repository at '{root.as_posix()}'; if you trust it, run"
        f" `git config --global --add safe.directory {root.as_posix()}`"
    )


def test_a_damaged_repository(root: Path) -> None:
    """What git cannot read is an error with git's own reason, not a vault without changes."""
    found = Repository(root)
    commit = found.commit("HEAD")
    (root / ".git" / "index").write_bytes(b"DIRCjunk")
    with pytest.raises(GitError, match=r"^git ls-files: .*index"):
        found.index()
    tree = git(root, "rev-parse", f"{commit}^{{tree}}").strip()
    (root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(GitError, match=r"^git ls-tree: "):
        found.files_at(commit)


def test_git_that_hangs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_process, "_LONGEST_RUN", 0)
    with pytest.raises(GitError) as error:
        Repository(root)
    assert str(error.value) == "git rev-parse took more than 0 seconds and was stopped"
