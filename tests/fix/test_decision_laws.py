"""Whatever is answered: what was decided is what a check finds afterwards, and undoing it all leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import examples
from tests.strategies.vaults import vaults
from tests.test_laws import EVERY_RULE
from vaultlint import Edit, Example, Fix, Note, Problem, Rule, Vault
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.fix.decisions import Decisions
from vaultlint.fix.edits import edited_bytes, edits_by_path
from vaultlint.fix.undoable_fixer import UndoableFixer
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import Verdicts
from vaultlint.model import Problem as FoundProblem
from vaultlint.parse.positions import LineIndex
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory


@dataclass(frozen=True, kw_only=True)
class Doubling(Rule):
    """Reports two letters in a row that are the same, with fixes that overlap if there are three."""

    name = "doubling"
    good = bad = Example({})

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        text = vault.text(note) or ""
        lines = LineIndex(text)
        for at, pair in enumerate(pairwise(text)):
            if pair[0] == pair[1] and pair[0].isalpha():
                span = lines.span(at, at + 2)
                others = [Fix(f"Write {new}", (Edit(note.path, span, new),)) for new in (f"{pair[0]}-{pair[0]}", "")]
                fix = Fix("Write it once", (Edit(note.path, span, pair[0]),))
                message = f"{pair[0]} twice"
                yield self.problem(
                    note.path, span, message, causes=(pair[0],), alike=message, fix=fix, suggestions=tuple(others)
                )


EVERYTHING = Selection({**EVERY_RULE.classes, "doubling": Doubling}, Config(Options(select=("all",))))
WORDS = st.dictionaries(st.sampled_from(["a.md", "b.md"]), st.text("abc \n", max_size=12).map(str.encode), min_size=1)


def make_fixer(files: Mapping[str, bytes]) -> UndoableFixer:
    index, verdicts = Index(Path("/vault"), Memory(files)), Verdicts()

    def result() -> Result:
        return check(Vault(index), EVERYTHING, verdicts=verdicts)

    return UndoableFixer(index, EVERYTHING, verdicts, result, result(), lambda _: None)


def problems_of(files: Mapping[str, bytes]) -> tuple[FoundProblem, ...]:
    return check(Vault(Index(Path("/vault"), Memory(files))), EVERYTHING).problems


def answer(data: st.DataObject, decisions: Decisions) -> bool:
    """Answer the next question in any way; False if there is none."""
    question = decisions.question()
    if question is None:
        return False
    assert 1 <= question.number <= question.total
    kind = data.draw(st.sampled_from(["choose", "choose", "choose", "skip", "batch", "undo"]))
    if kind == "undo":
        decisions.undo()
    elif kind == "batch" and question.batches:
        decisions.choose_batch(data.draw(st.sampled_from(question.batches)))
    elif kind == "skip":
        decisions.skip(question.problem)
    else:
        decisions.choose(question, data.draw(st.integers(0, len(question.candidates) - 1)))
    return True


@examples(40)
@given(st.data(), WORDS | vaults())
def test_any_answers(data: st.DataObject, files: dict[str, bytes]) -> None:
    fixer = make_fixer(files)
    decisions = Decisions(fixer)
    first = fixer.problems
    for _ in range(data.draw(st.integers(0, 12))):
        if not answer(data, decisions):
            break
    edits = edits_by_path(fixer.plan.edits)
    after = {**files, **{path: edited_bytes(fixer.read[path], edits[path]) for path in edits}}
    assert tuple(fixer.problems) == problems_of(after)
    while decisions.can_undo:
        decisions.undo()
    assert fixer.plan.edits == ()
    assert fixer.problems == first
    assert decisions.skipped == 0


@examples(10)
@given(st.data(), WORDS)
def test_answers_come_to_an_end(data: st.DataObject, files: dict[str, bytes]) -> None:
    decisions = Decisions(make_fixer(files))
    answers = 0
    while question := decisions.question():
        if data.draw(st.booleans()):
            decisions.skip(question.problem)
        else:
            decisions.choose(question, 0)
        answers += 1
    assert answers <= sum(map(len, files.values()))
