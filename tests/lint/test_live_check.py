"""What an editor shows after each edit is what checking everything anew finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from tests.lint.test_updates import VAULTS, apply, edits
from tests.strategies import examples
from tests.test_laws import EVERY_RULE
from vaultlint import TOP, Example, Problem, Rule, Vault
from vaultlint.config.options import Config, Options, Override
from vaultlint.config.selection import Selection
from vaultlint.lint import engine
from vaultlint.lint.live_check import LiveCheck
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory

ROOT = Path("/vault")


@dataclass(frozen=True, kw_only=True)
class SameTitle(Rule):
    """Reports notes with the title of another one, which only the whole vault shows."""

    name = "same-title"
    good = bad = Example({})

    asked: ClassVar[list[str]] = []

    def check(self, vault: Vault) -> Iterator[Problem]:
        self.asked.append("vault")
        counts = Counter(note.title for note in vault.notes.values())
        for note in vault.notes.values():
            if counts[note.title] > 1:
                yield self.problem(note.path, TOP, "same title")


def by_path(files: Mapping[str, str | bytes], selection: Selection) -> dict[str, list[Problem]]:
    """The problems that a check finds which reads everything anew."""
    found: dict[str, list[Problem]] = {}
    for problem in engine.check(Vault(Index(ROOT, Memory(files))), selection).problems:
        found.setdefault(problem.path, []).append(problem)
    return found


@examples(200)
@given(st.data(), VAULTS)
def test_live_check_is_as_good_as_a_check(data: st.DataObject, files: dict[str, bytes]) -> None:
    """What an update returns is what differs, and perhaps more; what it leaves out is the same as before."""
    selection = Selection({**EVERY_RULE.classes, "same-title": SameTitle}, Config(Options(select=("all",))))
    live = LiveCheck(Index(ROOT, Memory(files)), selection)
    assert live.problems == by_path(files, selection)
    for _ in range(data.draw(st.integers(1, 4))):
        before = live.problems.copy()
        edit = data.draw(edits(files))
        files = apply(files, edit)
        returned = live.update(edit)
        assert live.problems == by_path(files, selection)
        assert {path: found for path, found in {**before, **returned}.items() if found} == live.problems


def test_rule_that_judges_the_whole_vault() -> None:
    """It is asked once for each edit, and its problems in other notes are returned."""
    selection = Selection({"same-title": SameTitle}, Config(Options()))
    live = LiveCheck(Index(ROOT, Memory({"x/a.md": "", "y/a.md": ""})), selection)
    assert list(live.problems) == ["x/a.md", "y/a.md"]
    SameTitle.asked.clear()
    assert live.update({"x/a.md": b"---\ntitle: b\n---\n"}) == {"x/a.md": [], "y/a.md": []}
    assert live.problems == {}
    assert SameTitle.asked == ["vault"]


def test_removed_note() -> None:
    """What it linked to is an orphan now, though no note is left to be judged again."""
    files = {"a.md": b"[[b]]", "b.md": b""}
    live = LiveCheck(Index(ROOT, Memory(files)), EVERY_RULE)
    live.update({"a.md": None})
    assert live.problems == by_path({"b.md": b""}, EVERY_RULE)


def test_rule_that_is_in_force_elsewhere() -> None:
    """A rule that judges the whole vault, in one folder only, is asked after an edit in another one."""
    override = Override(paths=("x/**",), extend_select=("same-title",))
    selection = Selection(
        {**EVERY_RULE.classes, "same-title": SameTitle},
        Config(Options(select=("invalid-date",), overrides=(override,))),
    )
    live = LiveCheck(Index(ROOT, Memory({"x/a.md": b"", "y/a.md": b""})), selection)
    assert list(live.problems) == ["x/a.md"]
    assert live.update({"y/a.md": b"---\ntitle: b\n---\n"}) == {"x/a.md": [], "y/a.md": []}
