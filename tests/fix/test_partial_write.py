"""Writing what a fixer did although some files have changed meanwhile."""

from __future__ import annotations

from pathlib import Path

from tests.fix.test_decisions import FILES, make_fixer
from vaultlint.fix.partial_write import Written, write_fixes
from vaultlint.fix.undoable_fixer import UndoableFixer
from vaultlint.model import Applicability, Fix

FIXED = {
    "a.md": "[[Milk|Cream]] [[Soya]]\n",
    "b.md": "[[Milk|Cream]] [[Gone]] [[Milk|x]]\n",
    "c.md": "[[Green tea]] [[Soya]]\n",
}


def fix_all(fixer: UndoableFixer) -> None:
    fixer.fix_all(lambda problem: problem.fix)


def on_disk(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_bytes().decode() for path in FILES}


def test_all_is_written(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    fix_all(fixer)
    assert write_fixes(tmp_path, fixer) == Written(4, 3)
    assert on_disk(tmp_path) == {**FILES, **FIXED}


def test_a_note_that_was_edited_meanwhile_is_left(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    fix_all(fixer)
    (tmp_path / "b.md").write_bytes(b"mine\n")
    refusal = "b.md: it has changed since it was read; nothing was written"
    assert write_fixes(tmp_path, fixer) == Written(2, 2, (refusal,))
    assert on_disk(tmp_path) == {**FILES, **FIXED, "b.md": "mine\n"}


def test_a_fix_of_several_files_is_written_to_all_or_none(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    first, second, third = (
        next(each for each in fixer.problems if each.path == path) for path in ("a.md", "b.md", "c.md")
    )
    assert first.fix
    assert second.fix
    assert third.fix
    both = Fix("Link to Milk.md", (*first.fix.edits, *second.fix.edits), Applicability.SAFE)
    assert fixer.fix(first, both) is None
    assert fixer.fix(third, third.fix) is None
    (tmp_path / "b.md").write_bytes(b"mine\n")
    assert write_fixes(tmp_path, fixer).fixes == 1
    assert on_disk(tmp_path) == {**FILES, "c.md": FIXED["c.md"], "b.md": "mine\n"}


def test_nothing_to_write(tmp_path: Path) -> None:
    assert write_fixes(tmp_path, make_fixer(tmp_path)) == Written(0, 0)
    assert not (tmp_path / ".vaultlint_cache").exists()
