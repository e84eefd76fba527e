"""What changed between a commit and the files on disk."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from tests.command import link
from tests.repository import commit_all, git, needs_git, new_repository, write_files
from vaultlint.git.changes_since import ChangesSince
from vaultlint.git.renames import Rename
from vaultlint.git.repository import Repository
from vaultlint.vault.sources import Disk

pytestmark = needs_git

LONG = "".join(f"line {number}\n" for number in range(20))
FILES: dict[str, str | bytes] = {
    "same.md": "same\n",
    "edited.md": "before\n",
    "staged.md": "before\n",
    "committed.md": "before\n",
    "deleted.md": "gone\n",
    "old/moved.md": f"moved\n{LONG}",
    "old/and edited.md": f"edited\n{LONG}",
    "pic.png": b"\x89PNG 1",
    "board.canvas": '{"nodes": []}',
    ".gitignore": "ignored/\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "vault", FILES)


def changes(root: Path, revision: str = "HEAD") -> ChangesSince:
    repository, disk = Repository(root), Disk(root)
    return ChangesSince(repository, repository.commit(revision), disk.paths(), disk.read)


def changed(found: ChangesSince, root: Path) -> list[str]:
    return [path for path in Disk(root).paths() if found.is_changed(path)]


def test_nothing_changed(root: Path) -> None:
    os.utime(root / "same.md", (1, 1))  # what git itself would look at
    found = changes(root)
    assert (changed(found, root), found.gone, found.new, found.renames) == ([], frozenset(), frozenset(), {})


def test_every_way_to_change(root: Path) -> None:
    """Committed, staged or not, and untracked; ignored files are no change."""
    write_files(root, {"committed.md": "after\n", "new committed.md": "n\n"})
    commit_all(root)
    write_files(root, {"staged.md": "after\n", "new staged.md": "s\n"})
    git(root, "add", "-A")
    write_files(root, {"edited.md": "after\n", "new untracked.md": "u\n", "ignored/x.md": "i\n"})
    (root / "deleted.md").unlink()
    found = changes(root, "HEAD~1")
    new = ["new committed.md", "new staged.md", "new untracked.md"]
    assert changed(found, root) == ["committed.md", "edited.md", *new, "staged.md"]
    assert sorted(found.new) == new
    assert found.gone == {"deleted.md"}
    assert changed(changes(root), root) == ["edited.md", "new staged.md", "new untracked.md", "staged.md"]


def test_a_change_that_was_taken_back(root: Path) -> None:
    write_files(root, {"edited.md": "after\n"})
    commit_all(root)
    write_files(root, {"edited.md": "before\n"})
    assert changed(changes(root, "HEAD~1"), root) == []
    assert changed(changes(root), root) == ["edited.md"]


@pytest.mark.parametrize("step", ["work tree", "staged", "committed"])
def test_renames(root: Path, step: str) -> None:
    """Those that only the work tree has, too, of which git knows nothing."""
    (root / "old").rename(root / "new")
    (root / "new" / "and edited.md").write_text(f"another beginning\n{LONG}")
    (root / "pic.png").rename(root / "cup.png")
    (root / "board.canvas").rename(root / "plan.canvas")
    if step != "work tree":
        git(root, "add", "-A")
    if step == "committed":
        git(root, "commit", "-qm", "x")
    found = changes(root, "HEAD~1" if step == "committed" else "HEAD")
    assert found.renames == {
        "old/moved.md": Rename("new/moved.md", exact=True),
        "old/and edited.md": Rename("new/and edited.md", exact=False),
        "pic.png": Rename("cup.png", exact=True),
        "board.canvas": Rename("plan.canvas", exact=True),
    }
    assert found.old_paths["new/moved.md"] == "old/moved.md"
    assert changed(found, root) == ["cup.png", "new/and edited.md", "new/moved.md", "plan.canvas"]


def test_a_staged_rename_that_was_edited_since(root: Path) -> None:
    git(root, "mv", "old/moved.md", "now.md")
    (root / "now.md").write_text("all is new")
    assert changes(root).renames == {"old/moved.md": Rename("now.md", exact=True)}


def test_a_rename_and_edits_in_commits_of_their_own(root: Path) -> None:
    """Each commit is looked at, and what came after the last: a rename is certain though little of the text is left."""
    write_files(root, {"old/moved.md": "all is new\n"})
    commit_all(root)
    (root / "old" / "moved.md").rename(root / "first.md")
    commit_all(root)
    write_files(root, {"first.md": "and new again\n"})
    commit_all(root)
    (root / "first.md").rename(root / "second.md")
    assert changes(root, "HEAD~3").renames == {"old/moved.md": Rename("second.md", exact=True)}
    commit_all(root)
    write_files(root, {"second.md": "once more\n"})
    assert changes(root, "HEAD~4").renames == {"old/moved.md": Rename("second.md", exact=True)}
    (root / "second.md").unlink()
    assert changes(root, "HEAD~4").renames == {}


def test_a_name_that_was_used_again(root: Path) -> None:
    """What was renamed and then deleted is not the file that has that name now."""
    (root / "old" / "moved.md").rename(root / "now.md")
    commit_all(root)
    (root / "now.md").unlink()
    commit_all(root)
    (root / "same.md").rename(root / "now.md")
    commit_all(root)
    (root / "now.md").write_text("all is new")
    assert changes(root, "HEAD~3").renames == {"same.md": Rename("now.md", exact=True)}


def test_a_branch_without_commits(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    (root / "old" / "moved.md").rename(root / "now.md")
    (root / "same.md").unlink()
    found = changes(root, "main")
    assert found.renames == {"old/moved.md": Rename("now.md", exact=True)}


def test_names_that_changed_places(root: Path) -> None:
    """A file is followed through each name that it had, not to another file that took its first one."""
    write_files(root, {"one.md": "1\n", "two.md": "2\n"})
    commit_all(root)
    (root / "one.md").rename(root / "three.md")
    commit_all(root)
    (root / "two.md").rename(root / "one.md")
    write_files(root, {"three.md": "1 and more\n"})
    found = changes(root, "HEAD~1")
    assert found.renames == {"two.md": Rename("one.md", exact=True)}
    assert found.gone == {"two.md"}


def test_empty_files_are_not_the_same(root: Path) -> None:
    write_files(root, {"empty.md": ""})
    commit_all(root)
    (root / "empty.md").rename(root / "untitled.md")
    assert changes(root).renames == {}


def test_old_contents(root: Path) -> None:
    write_files(root, {"edited.md": "after\n"})
    (root / "deleted.md").unlink()
    found = changes(root)
    assert found.old_contents(["edited.md", "deleted.md", "never.md"]) == {
        "edited.md": b"before\n",
        "deleted.md": b"gone\n",
    }


def test_line_endings_alone(root: Path) -> None:
    """Git for Windows checks out CRLF where the repository has LF."""
    (root / "same.md").write_bytes(b"same\r\n")
    (root / "edited.md").write_bytes(b"after\r\n")
    assert changed(changes(root), root) == ["edited.md"]


def test_a_symbolic_link(root: Path) -> None:
    link(root / "link.md", "same.md")
    commit_all(root)
    assert changed(changes(root), root) == []
    (root / "link.md").unlink()
    link(root / "link.md", "edited.md")
    assert changed(changes(root), root) == ["link.md"]


def test_a_sparse_checkout(root: Path) -> None:
    """A file that was left out is not gone."""
    git(root, "sparse-checkout", "set", "--no-cone", "/*", "!/old/")
    assert not (root / "old").exists()
    assert changes(root).gone == frozenset()


def test_hidden_files(root: Path) -> None:
    write_files(root, {".obsidian/app.json": "{}"})
    commit_all(root)
    assert changes(root).gone == frozenset()


def test_names_in_another_normal_form(root: Path) -> None:
    """On macOS, git composes the names that the disk has decomposed."""
    write_files(root, {unicodedata.normalize("NFC", "é.md"): "x\n"})
    commit_all(root)
    (root / unicodedata.normalize("NFC", "é.md")).rename(root / unicodedata.normalize("NFD", "é.md"))
    found = changes(root)
    assert changed(found, root) == []
    assert found.gone == frozenset()


def test_names_in_another_case(root: Path) -> None:
    """Where case does not matter, git may keep the old one: an edit is noticed, and the name has not changed."""
    (root / "old").rename(root / "Old")
    (root / "edited.md").rename(root / "Edited.md")
    (root / "Edited.md").write_text("after\n")
    found = changes(root)
    assert changed(found, root) == ["Edited.md"]
    assert (found.gone, found.new, found.renames) == (frozenset(), frozenset(), {})


def test_names_that_differ_in_case(root: Path) -> None:
    write_files(root, {"Same.md": "another\n"})
    if (root / "same.md").read_text() == "another\n":
        pytest.skip("no such files here")
    assert changed(changes(root), root) == ["Same.md"]
    commit_all(root)
    for gone in ("Same.md", "same.md"):
        (root / gone).unlink()
        assert changed(changes(root), root) == []
        git(root, "checkout", "--", gone)


def test_longer_ids(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "vault", FILES, "--object-format=sha256")
    write_files(root, {"edited.md": "after\n"})
    (root / "pic.png").rename(root / "cup.png")
    found = changes(root)
    assert changed(found, root) == ["cup.png", "edited.md"]
    assert found.renames == {"pic.png": Rename("cup.png", exact=True)}


def test_a_folder_that_git_does_not_know(root: Path) -> None:
    write_files(root, {"ignored/a.md": "a\n"})
    assert changes(root / "ignored").is_empty
    assert not changes(root).is_empty
