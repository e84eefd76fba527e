"""A change is written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import link, link_folder
from vaultlint.cache.store import FOLDER
from vaultlint.errors import FixRefused
from vaultlint.fix.disk import journal_key
from vaultlint.fix.disk.journal import Journals
from vaultlint.fix.disk.transaction import interrupted, recover, undo, write
from vaultlint.fix.edits import Move, Plan
from vaultlint.model import Edit, Span

FILES = {
    "a.md": b"[[old]]\r\n",
    "b/c.md": b"\xef\xbb\xbf[[old]]",
    "b/d.md": b"[[old]] [[old]]\n",
    "old.md": b"# Old\n",
    "folder/deep/x.png": b"\x89PNG",
    "folder/y.md": b"",
}
PLAN = Plan(
    (
        Edit("a.md", Span(1, 3, 1, 6), "new"),
        Edit("b/c.md", Span(1, 3, 1, 6), "new"),
        Edit("b/d.md", Span(1, 3, 1, 6), "new"),
        Edit("b/d.md", Span(1, 11, 1, 14), "new"),
        Edit("old.md", Span(1, 3, 1, 6), "New"),
    ),
    (Move("old.md", "n/e/new.md"), Move("folder", "n/folder")),
)
AFTER = {
    "a.md": b"[[new]]\r\n",
    "b/c.md": b"\xef\xbb\xbf[[new]]",
    "b/d.md": b"[[new]] [[new]]\n",
    "n/e/new.md": b"# New\n",
    "n/folder/deep/x.png": b"\x89PNG",
    "n/folder/y.md": b"",
}


@pytest.fixture(autouse=True)
def _no_power_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """To wait for the disk takes nearly all the time of these tests."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    make(root)
    return root


def make(root: Path) -> None:
    for path, data in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def contents(root: Path) -> dict[str, bytes]:
    """All files of a vault, hidden ones too, and its empty folders, without the cache."""
    found = {}
    for place in root.rglob("*"):
        path = place.relative_to(root).as_posix()
        if not path.startswith(FOLDER) and (place.is_file() or not any(place.iterdir())):
            found[path] = place.read_bytes() if place.is_file() else b"a folder"
    return found


def journals(root: Path) -> list[str]:
    return sorted(each.name.partition("-")[2][16:] for each in (root / FOLDER).glob("journal-*"))


def test_a_plan_is_written(vault: Path) -> None:
    write(vault, PLAN, FILES)
    assert contents(vault) == AFTER
    assert journals(vault) == []
    assert interrupted(vault) is None
    assert recover(vault) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_modes_stay(vault: Path) -> None:
    (vault / "a.md").chmod(0o640)
    write(vault, PLAN, FILES)
    assert stat.S_IMODE((vault / "a.md").stat().st_mode) == 0o640


def test_what_does_not_change_is_not_written(vault: Path) -> None:
    before = (vault / "a.md").stat()
    write(vault, Plan((Edit("a.md", Span(1, 3, 1, 6), "old"),)), FILES)
    assert (vault / "a.md").stat().st_mtime_ns == before.st_mtime_ns
    assert (vault / "a.md").stat().st_ino == before.st_ino


def test_undo_gives_every_byte_once(vault: Path) -> None:
    write(vault, PLAN, FILES, can_undo=True)
    assert journals(vault) == ["-done"]
    write(vault, Plan(), {})
    done = undo(vault)
    assert contents(vault) == FILES
    assert done.moves == (Move("n/folder", "folder"), Move("n/e/new.md", "old.md"))
    assert done.files == ("a.md", "b/c.md", "b/d.md", "old.md")
    with pytest.raises(FixRefused, match=r"^no move to undo$"):
        undo(vault)


def test_nothing_is_undone_over_an_interrupted_change(vault: Path) -> None:
    """Its journal would be lost."""
    write(vault, PLAN, FILES, can_undo=True)
    edit = Plan((Edit("n/folder/y.md", Span(1, 1, 1, 1), "x"),))
    count = 1
    while not any(name == "" for name in journals(vault)):
        assert is_killed(lambda: write(vault, edit, {"n/folder/y.md": b""}), count)
        count += 1
    with pytest.raises(FixRefused, match=r"^another change was interrupted meanwhile: try again; nothing was written$"):
        undo(vault)
    assert recover(vault) == "finished a fix that was interrupted"
    undo(vault)
    assert contents(vault) == FILES | {"folder/y.md": b"x"}


def test_a_folder_that_is_used_since_stays(vault: Path) -> None:
    write(vault, PLAN, FILES, can_undo=True)
    (vault / "n/e/mine.md").write_bytes(b"mine")
    undo(vault)
    assert contents(vault) == FILES | {"n/e/mine.md": b"mine"}


@pytest.mark.parametrize(
    "change, message",
    [
        pytest.param(
            lambda root: (root / "b/d.md").write_bytes(b"mine"),
            "b/d.md: it has changed since; nothing was written",
            id="file edited",
        ),
        pytest.param(
            lambda root: (root / "n/e/new.md").unlink(),
            "n/e/new.md: it does not exist any more; nothing was written",
            id="file deleted",
        ),
        pytest.param(
            lambda root: (root / "old.md").write_bytes(b"mine"),
            "n/e/new.md: cannot be moved: old.md exists; nothing was written",
            id="name used again",
        ),
    ],
)
def test_undo_is_refused(change: Callable[[Path], object], message: str, vault: Path) -> None:
    write(vault, PLAN, FILES, can_undo=True)
    change(vault)
    before = contents(vault)
    with pytest.raises(FixRefused) as refusal:
        undo(vault)
    assert str(refusal.value) == message
    assert contents(vault) == before


def _read_only(place: Path) -> None:
    place.chmod(0o444)


def _linked(root: Path) -> None:
    (root / "a.md").rename(root.parent / "a.md")
    link(root / "a.md", root.parent / "a.md")


def _in_linked_folder(root: Path) -> None:
    (root / "b").rename(root.parent / "b")
    link_folder(root / "b", root.parent / "b")


@pytest.mark.parametrize(
    "change, message",
    [
        pytest.param(
            lambda root: (root / "b/d.md").write_bytes(b"mine"),
            "b/d.md: it has changed since it was read",
            id="file changed",
        ),
        pytest.param(lambda root: (root / "a.md").unlink(), "a.md: it does not exist any more", id="file gone"),
        pytest.param(lambda root: _read_only(root / "a.md"), "a.md: it is read-only", id="read-only"),
        pytest.param(_linked, "a.md: it is a symbolic link", id="link out of the vault"),
        pytest.param(_in_linked_folder, "b/c.md: it is in a folder that is a symbolic link", id="linked folder"),
        pytest.param(
            lambda root: (root / "folder").rename(root / "other"),
            "folder: cannot be moved: it does not exist any more",
            id="folder gone",
        ),
        pytest.param(
            lambda root: (root / "n/folder").mkdir(parents=True),
            "folder: cannot be moved: n/folder exists",
            id="new name taken",
        ),
        pytest.param(
            lambda root: (root / "n").write_bytes(b""),
            "old.md: cannot be moved: n is not a folder",
            id="file as folder",
        ),
    ],
)
def test_a_plan_is_refused_whole(change: Callable[[Path], object], message: str, vault: Path) -> None:
    change(vault)
    before = contents(vault)
    with pytest.raises(FixRefused) as refusal:
        write(vault, PLAN, FILES)
    assert str(refusal.value) == f"{message}; nothing was written"
    assert contents(vault) == before
    assert journals(vault) == []


@pytest.mark.parametrize(
    "plan, message",
    [
        pytest.param(
            Plan((Edit("../a.md", Span(1, 1, 1, 1), "x"),)),
            "../a.md: it is hidden, or not in the vault",
            id="edit outside of the vault",
        ),
        pytest.param(
            Plan((Edit(".git/config", Span(1, 1, 1, 1), "x"),)),
            ".git/config: it is hidden, or not in the vault",
            id="edit of a hidden file",
        ),
        pytest.param(
            Plan((), (Move("a.md", "../a.md"),)),
            "a.md: cannot be moved: ../a.md: it is hidden, or not in the vault",
            id="move out of the vault",
        ),
        pytest.param(
            Plan((), (Move("a.md", "x/a.md"), Move("old.md", "x/a.md"))),
            "old.md: cannot be moved: another file is moved to x/a.md",
            id="two moves to one place",
        ),
        pytest.param(
            Plan((), (Move("b", "b/b"),)), "b: cannot be moved: b/b is in it, or the same", id="folder into itself"
        ),
        pytest.param(
            Plan((Edit("latin.md", Span(1, 1, 1, 1), "x"),)),
            "latin.md: cannot be edited: not UTF-8 (byte 4)",
            id="not UTF-8",
        ),
        pytest.param(
            Plan((Edit("a.md", Span(9, 1, 9, 1), "x"),)), "a.md: cannot be edited: 9:1 is not in the text", id="nowhere"
        ),
    ],
)
def test_wrong_plans_are_refused(plan: Plan, message: str, vault: Path) -> None:
    read = FILES | {"../a.md": b"", ".git/config": b"", "latin.md": b"caf\xe9"}
    (vault / "latin.md").write_bytes(b"caf\xe9")
    (vault.parent / "a.md").write_bytes(b"")
    before = contents(vault)
    with pytest.raises(FixRefused) as refusal:
        write(vault, plan, read)
    assert str(refusal.value) == f"{message}; nothing was written"
    assert contents(vault) == before


class Killed(BaseException):
    """Stands for the end of the process."""


STEPS = ("open", "replace", "rename", "mkdir", "rmdir", "unlink", "fsync", "chmod")
"""The file operations after each of which the process may end."""


def is_killed(work: Callable[[], object], after: int) -> bool:
    """Do work until so many file operations are done; tell whether it took more.

    Then no other follows, not even to clean up, as if the process were dead.
    """
    left = after

    def counting(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            nonlocal left
            if left <= 0:
                raise Killed
            left -= 1
            result = step(*args, **options)
            if left <= 0 and step is opened:
                os.close(result)
            if left <= 0:
                raise Killed
            return result

        return run

    opened = os.open
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, counting(getattr(os, name)))
        try:
            work()
        except Killed:
            return True
    return False


def anew(root: Path) -> None:
    """Make the vault as it was."""
    shutil.rmtree(root, ignore_errors=True)
    make(root)


def test_a_crash_after_any_operation_ends_before_or_after(vault: Path) -> None:
    ends = []
    for count in range(1, 1_000):
        anew(vault)
        if not is_killed(lambda: write(vault, PLAN, FILES), count):
            break
        notice = recover(vault)
        found = contents(vault)
        ends.append(found == AFTER)
        assert found in (FILES, AFTER), count
        assert notice in (None, "finished a fix that was interrupted")
        assert journals(vault) == []
    assert len(ends) > 30
    assert ends == sorted(ends), "once the journal is written, the change is finished"
    assert {*ends} == {False, True}


def test_a_crash_while_a_move_is_undone(vault: Path) -> None:
    ends = []
    for count in range(1, 1_000):
        anew(vault)
        write(vault, PLAN, FILES, can_undo=True)
        if not is_killed(lambda: undo(vault), count):
            break
        recover(vault)
        found = contents(vault)
        ends.append(found == FILES)
        assert found in (FILES, AFTER), count
        assert journals(vault) == ([] if found == FILES else ["-done"])
    assert {*ends} == {False, True}


@pytest.mark.slow
def test_a_crash_while_a_crash_is_recovered_from(vault: Path) -> None:
    for first in range(1, 1_000):
        for second in range(1, 1_000):
            anew(vault)
            if not is_killed(lambda: write(vault, PLAN, FILES), first):
                return
            if not is_killed(lambda: recover(vault), second):
                break
            recover(vault)
            assert contents(vault) in (FILES, AFTER), (first, second)
            assert journals(vault) == []


@pytest.mark.parametrize("edited", ["a.md", "b/c.md", "b/d.md", "old.md"])
def test_what_is_edited_after_a_crash_stays(edited: str, vault: Path) -> None:
    """All other files are as before or as after, together with the moves."""
    notices = set()
    for count in range(1, 1_000):
        anew(vault)
        if not is_killed(lambda: write(vault, PLAN, FILES), count):
            break
        place = vault / edited if (vault / edited).exists() else vault / "n/e/new.md"
        place.write_bytes(b"mine")
        if interrupted(vault) is None:
            continue
        notices.add(recover(vault))
        wanted = [dict(files) for files in (FILES, AFTER)]
        wanted[0][edited] = wanted[1]["n/e/new.md" if edited == "old.md" else edited] = b"mine"
        assert contents(vault) in wanted, count
        assert journals(vault) == []
    assert notices == {
        "finished a fix that was interrupted",
        f"undid a fix that was interrupted, since it cannot be finished: {edited} has changed meanwhile",
    }


def test_what_can_neither_be_finished_nor_undone_stays(vault: Path) -> None:
    count = 1
    while not (vault / "n/e/new.md").exists():
        anew(vault)
        assert is_killed(lambda: write(vault, PLAN, FILES), count)
        count += 1
    (vault / "old.md").write_bytes(b"mine")
    (vault / "n/folder").mkdir()
    before = contents(vault)
    with pytest.raises(FixRefused) as refusal:
        recover(vault)
    (journal,) = (vault / FOLDER).glob("journal-*")
    assert str(refusal.value) == (
        "a fix was interrupted, and can neither be finished nor undone: both old.md and n/e/new.md exist;"
        f" put that right, or delete {journal} to keep the vault as it is"
    )
    assert contents(vault) == before
    with pytest.raises(FixRefused, match=r"^another change was interrupted meanwhile"):
        write(vault, Plan((Edit("a.md", Span(1, 1, 1, 1), "x"),)), {"a.md": AFTER["a.md"]})


def test_an_error_on_the_way_undoes_all(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def fail(old: str, new: str) -> None:
        if old.endswith("folder"):  # the last one
            raise OSError(28, "No space left on device", old)
        rename(old, new)

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(FixRefused) as refusal:
        write(vault, PLAN, FILES)
    assert str(refusal.value) == f"{vault.resolve() / 'folder'}: no space left on device; nothing was written"
    assert contents(vault) == FILES
    assert journals(vault) == []


def test_a_file_that_changes_while_others_are_written_undoes_all(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def replace_and_edit(old: str, new: str) -> None:
        replace(old, new)
        if str(new).endswith("a.md"):
            (vault / "b/d.md").write_bytes(b"mine")

    monkeypatch.setattr(os, "replace", replace_and_edit)
    with pytest.raises(FixRefused, match=r"^b/d.md has changed meanwhile; nothing was written$"):
        write(vault, PLAN, FILES)
    assert contents(vault) == FILES | {"b/d.md": b"mine"}


def interrupt(vault: Path) -> None:
    """Leave a change behind that was killed when its first file was written."""
    count = 1
    while (vault / "a.md").read_bytes() == FILES["a.md"]:
        anew(vault)
        assert is_killed(lambda: write(vault, PLAN, FILES), count)
        count += 1


def test_an_interrupted_change_is_noticed(vault: Path) -> None:
    interrupt(vault)
    assert interrupted(vault) == (
        "a change to this vault was interrupted: the next `vaultlint check --fix` or `vaultlint mv` finishes it"
    )
    assert contents(vault)["b/c.md"] == FILES["b/c.md"]


def test_the_journal_of_someone_else_is_never_used(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(vault)
    before = contents(vault)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other user"))
    monkeypatch.setattr(journal_key, "_folder", lambda: tmp_path / "other user")
    (journal,) = (vault / FOLDER).glob("journal-*")
    notice = (
        f"{journal}: another user, or vaultlint on another machine, was interrupted while it changed this vault:"
        " finish that there, or delete the file"
    )
    for _ in range(2):  # without a key of one's own, and with one
        assert interrupted(vault) == notice
        assert recover(vault) == notice
        assert contents(vault) == before
        write(vault, Plan((Edit("folder/y.md", Span(1, 1, 1, 1), "x"),)), {"folder/y.md": b""})
        (vault / "folder/y.md").write_bytes(b"")


def test_a_crafted_journal_is_never_used(vault: Path, tmp_path: Path) -> None:
    interrupt(vault)
    before = contents(vault)
    (journal,) = (vault / FOLDER).glob("journal-*")
    data = journal.read_bytes()
    for crafted in (data.replace(b"new", b"bad"), b"", data[:40], data + b"x", os.urandom(200)):
        journal.write_bytes(crafted)
        with pytest.raises(FixRefused, match=r": not a journal that this vaultlint wrote here: delete it$"):
            recover(vault)
        assert contents(vault) == before
    journal.unlink()
    link(journal, tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_bytes(data)
    with pytest.raises(FixRefused, match=r"journal-[0-9a-f]+: cannot be read: "):
        recover(vault)
    assert contents(vault) == before


def test_a_journal_holds_for_its_vault_only(vault: Path, tmp_path: Path) -> None:
    """A copy in another vault would change that one."""
    interrupt(vault)
    other = tmp_path / "other"
    make(other)
    shutil.copytree(vault / FOLDER, other / FOLDER)
    notice = recover(other)
    assert notice
    assert notice.endswith("finish that there, or delete the file")
    assert contents(other) == FILES
    name = Journals(str(other.resolve())).file.name  # which nobody else can tell
    next((other / FOLDER).glob("journal-*")).rename(other / FOLDER / name)
    with pytest.raises(FixRefused, match=r": not a journal that this vaultlint wrote here: delete it$"):
        recover(other)
    assert contents(other) == FILES


def test_a_link_in_place_of_the_cache_folder_is_refused(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link_folder(vault / FOLDER, tmp_path / "elsewhere")
    with pytest.raises(FixRefused, match=r"is a symbolic link: remove it, so that the journal can be written there$"):
        write(vault, PLAN, FILES)
    assert [*(tmp_path / "elsewhere").iterdir()] == []
    assert contents(vault) == FILES


def test_a_linked_lock_is_refused(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (vault / FOLDER).mkdir()
    link(vault / FOLDER / "lock", tmp_path / "elsewhere")
    with pytest.raises(FixRefused, match=r"lock: cannot be locked: "):
        write(vault, PLAN, FILES)
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_folders_that_become_links_meanwhile_are_not_written_through(vault: Path, tmp_path: Path) -> None:
    """Whoever interrupted the change may have prepared that."""
    interrupt(vault)
    (vault / "b").rename(tmp_path / "elsewhere")
    link_folder(vault / "b", tmp_path / "elsewhere")
    before = {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()}
    assert recover(vault) == (
        "undid a fix that was interrupted, since it cannot be finished:"
        " b/c.md cannot be changed: it is in a folder that is a symbolic link"
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()} == before
    assert (vault / "a.md").read_bytes() == FILES["a.md"]


def test_without_a_place_for_a_key_changes_are_still_written(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(journal_key, "_folder", lambda: tmp_path / "file" / "state")
    write(vault, PLAN, FILES)
    assert contents(vault) == AFTER


def test_a_second_process_is_refused(vault: Path) -> None:
    """The lock is free again as soon as its process has ended."""
    (vault / FOLDER).mkdir()
    script = (
        "import sys; from pathlib import Path; from vaultlint.fix.disk.lock import locked\n"
        f"with locked(Path({str(vault / FOLDER)!r})): print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "locked\n"
        with pytest.raises(
            FixRefused, match=r"^another vaultlint is changing this vault: try again once it has ended$"
        ):
            write(vault, PLAN, FILES)
        assert contents(vault) == FILES
        process.kill()
    write(vault, PLAN, FILES)
    assert contents(vault) == AFTER


def test_case_only_moves(vault: Path) -> None:
    """Also where the file system ignores case, and the new name is the old file."""
    plan = Plan((), (Move("old.md", "OLD.md"), Move("b", "B")))
    write(vault, plan, {}, can_undo=True)
    assert {"OLD.md", "B"} <= {place.name for place in vault.iterdir()}
    undo(vault)
    assert contents(vault) == FILES
    assert {"old.md", "b"} <= {place.name for place in vault.iterdir()}


def test_names_that_only_some_systems_tell_apart_are_not_overwritten(vault: Path) -> None:
    (vault / "OLD.md").write_bytes(b"mine")
    if (vault / "old.md").read_bytes() == b"mine":
        pytest.skip("this file system does not tell them apart")
    with pytest.raises(FixRefused, match=r"^old.md: cannot be moved: OLD.md exists; nothing was written$"):
        write(vault, Plan((), (Move("old.md", "OLD.md"),)), {})


@pytest.mark.parametrize(
    "operation, path",
    [pytest.param("replace", "b/c.md", id="a note to write"), pytest.param("rename", "folder", id="a folder to move")],
)
def test_what_another_program_keeps_open(
    vault: Path, monkeypatch: pytest.MonkeyPatch, operation: str, path: str
) -> None:
    """As Windows says it: nothing is changed, and the message names the file. A moment later all is well."""
    place, step = str(vault / path), getattr(os, operation)

    def refuse(old: str, new: str) -> None:
        if place in (old, new):
            error = PermissionError(errno.EACCES, "in use", old)
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        step(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, refuse)
        patch.setattr("vaultlint.files.busy_files.time.sleep", lambda _: None)
        with pytest.raises(FixRefused) as refusal:
            write(vault, PLAN, FILES)
    reason = "another program has it open: close it there and try again"
    assert str(refusal.value) == f"{place}: {reason}; nothing was written"
    assert contents(vault) == FILES
    assert journals(vault) == []
    write(vault, PLAN, FILES)
    assert contents(vault) == AFTER
