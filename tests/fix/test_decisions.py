"""Deciding about problems one after the other, with a real fixer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import write
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.fix.decisions import BatchOutcome, Decisions, Question
from vaultlint.fix.undoable_fixer import UndoableFixer
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import Verdicts
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Disk
from vaultlint.vault.vault import Vault

FILES = {
    "Green tea.md": "",
    "Milk.md": "---\naliases: [Cream]\n---\n",
    "Soy milk.md": "---\naliases: [Soya]\n---\n",
    "Oat milk.md": "---\naliases: [Soya]\n---\n",
    "a.md": "[[Cream]] [[Soya]]\n",
    "b.md": "[[Cream]] [[Gone]] [[Cream|x]]\n",
    "c.md": "[[old/Green tea]] [[Soya]]\n",
}


def make_fixer(folder: Path, files: Mapping[str, str] = FILES) -> UndoableFixer:
    for name, text in files.items():
        write(folder / name, text)
    index = Index(folder, Disk(folder))
    selection = Selection(find_rules(), Config(Options(select=("links",))))
    verdicts = Verdicts()

    def result() -> Result:
        return check(Vault(index), selection, verdicts=verdicts)

    return UndoableFixer(index, selection, verdicts, result, result())


def asked(question: Question | None) -> tuple[str, list[str], str] | None:
    """The place of a question, its candidates, and its number."""
    if question is None:
        return None
    line, column = question.problem.span[:2]
    candidates = [fix.message for fix in question.candidates]
    return f"{question.problem.path}:{line}:{column}", candidates, f"{question.number}/{question.total}"


def next_question(decisions: Decisions) -> Question:
    question = decisions.question()
    assert question is not None
    return question


CREAM = "Link to Milk.md, which has this alias"
SOYA = ["Link to Oat milk.md, which has this alias", "Link to Soy milk.md, which has this alias"]


def test_each_problem_with_candidates_is_asked_about_once(tmp_path: Path) -> None:
    decisions = Decisions(make_fixer(tmp_path))
    places = []
    while question := decisions.question():
        places.append(asked(question))
        decisions.skip(question.problem)
    assert places == [
        ("a.md:1:1", [CREAM], "1/6"),
        ("a.md:1:11", SOYA, "2/6"),
        ("b.md:1:1", [CREAM], "3/6"),
        ("b.md:1:20", [CREAM], "4/6"),
        ("c.md:1:1", ["Link to Green tea.md"], "5/6"),
        ("c.md:1:19", SOYA, "6/6"),
    ]
    assert (decisions.skipped, decisions.unanswered) == (6, 0)


def test_a_fix_moves_what_is_behind_it(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    decisions = Decisions(fixer)
    assert decisions.choose(next_question(decisions), 0) is None
    assert asked(decisions.question()) == ("a.md:1:16", SOYA, "2/6")
    assert decisions.choose(next_question(decisions), 1) is None
    assert [edit.text for edit in fixer.plan.edits] == ["Milk|Cream", "Soy milk|Soya"]


def test_of_two_problems_that_are_alike_the_skipped_one_is_not_asked_about_again(tmp_path: Path) -> None:
    decisions = Decisions(
        make_fixer(tmp_path, {**FILES, "a.md": "[[Cream]] [[Cream]] [[Cream]]\n", "b.md": "", "c.md": ""})
    )
    decisions.skip(next_question(decisions).problem)
    assert decisions.choose(next_question(decisions), 0) is None
    assert asked(decisions.question()) == ("a.md:1:26", [CREAM], "3/3")
    decisions.undo()
    assert asked(decisions.question()) == ("a.md:1:11", [CREAM], "2/3")
    decisions.undo()
    assert asked(decisions.question()) == ("a.md:1:1", [CREAM], "1/3")
    assert not decisions.can_undo


def test_batches(tmp_path: Path) -> None:
    decisions = Decisions(make_fixer(tmp_path))
    assert [batch.description for batch in next_question(decisions).batches] == [
        f'all 3 links to "Cream": {CREAM}',
        "all 4 dangling-link problems with a safe fix, each with its own",
    ]
    decisions.skip(next_question(decisions).problem)
    assert [batch.description for batch in next_question(decisions).batches] == [
        f'all 2 links to "Soya": {SOYA[0]}',
        f'all 2 links to "Soya": {SOYA[1]}',
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(
            0, {"a.md": "[[Milk|Cream]] [[Soya]]\n", "b.md": "[[Milk|Cream]] [[Gone]] [[Milk|x]]\n"}, id="one target"
        ),
        pytest.param(
            1,
            {
                "a.md": "[[Milk|Cream]] [[Soya]]\n",
                "b.md": "[[Milk|Cream]] [[Gone]] [[Milk|x]]\n",
                "c.md": "[[Green tea]] [[Soya]]\n",
            },
            id="one kind of fix",
        ),
    ],
)
def test_a_batch_is_fixed_and_taken_back_as_one(tmp_path: Path, number: int, expected: dict[str, str]) -> None:
    fixer = make_fixer(tmp_path)
    decisions = Decisions(fixer)
    batch = next_question(decisions).batches[number]
    assert decisions.choose_batch(batch) == BatchOutcome(batch.size, 0, "")
    assert texts(fixer) == {**FILES, **expected}
    decisions.undo()
    assert texts(fixer) == FILES
    assert fixer.plan.edits == ()
    assert asked(decisions.question()) == ("a.md:1:1", [CREAM], "1/6")


def test_what_was_skipped_is_in_no_batch(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    decisions = Decisions(fixer)
    decisions.skip(next_question(decisions).problem)
    decisions.skip(next_question(decisions).problem)
    assert decisions.choose_batch(next_question(decisions).batches[0]) == BatchOutcome(2, 0, "")
    assert texts(fixer)["a.md"] == FILES["a.md"]


def test_a_fix_that_is_refused_is_offered_no_more(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    (tmp_path / "a.md").chmod(0o444)
    decisions = Decisions(fixer)
    assert decisions.choose(next_question(decisions), 0) == "a.md: it is read-only"
    assert asked(decisions.question()) == ("a.md:1:11", SOYA, "2/6")
    assert decisions.choose(next_question(decisions), 0) == "a.md: it is read-only"
    assert asked(decisions.question()) == ("a.md:1:11", SOYA[1:], "2/6")
    assert not decisions.can_undo


def test_the_other_fixes_of_a_batch_are_applied(tmp_path: Path) -> None:
    fixer = make_fixer(tmp_path)
    (tmp_path / "b.md").chmod(0o444)
    decisions = Decisions(fixer)
    assert decisions.choose_batch(next_question(decisions).batches[1]) == BatchOutcome(2, 2, "b.md: it is read-only")
    assert texts(fixer)["c.md"] == "[[Green tea]] [[Soya]]\n"
    decisions.undo()
    assert asked(decisions.question()) == ("a.md:1:1", [CREAM], "1/6")


def test_after_a_note_was_edited_only_its_problems_are_asked_about_again(tmp_path: Path) -> None:
    decisions = Decisions(make_fixer(tmp_path))
    for _ in range(3):
        decisions.skip(next_question(decisions).problem)
    decisions.go_on(make_fixer(tmp_path), "b.md")
    assert not decisions.can_undo
    assert asked(decisions.question()) == ("b.md:1:1", [CREAM], "3/6")


def texts(fixer: UndoableFixer) -> dict[str, str]:
    """The texts of the vault as the fixer has it in memory."""
    source = fixer._index.source
    return {path: source.read(path).decode() for path in FILES}
