"""What is fixed is right, and does no harm; what would do harm is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.strategies import examples
from tests.strategies.vaults import vaults
from tests.test_laws import EVERY_RULE
from vaultlint import Applicability, Edit, Example, Fix, Note, Problem, Rule, Vault
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.fix import fixer as fixer_module
from vaultlint.fix.edits import edited_bytes, edits_by_path
from vaultlint.fix.fixer import Fixer
from vaultlint.fix.proof import why_not
from vaultlint.lint.engine import check
from vaultlint.lint.verdicts import Verdicts
from vaultlint.parse.positions import LineIndex
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory

Files = Mapping[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Wording(Rule):
    """Reports texts that should be others: pairs with a `>` between them."""

    name = "wording"
    good = bad = Example({})

    pairs: tuple[str, ...] = ()

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        text = vault.text(note) or ""
        for wrong, _, right in (pair.partition(">") for pair in self.pairs):
            at = text.find(wrong)
            while at >= 0:
                span = LineIndex(text).span(at, at + len(wrong))
                fix = Fix(f"Write {right}", (Edit(note.path, span, right),), Applicability.SAFE)
                yield self.problem(note.path, span, f"write {right}", causes=(wrong,), fix=fix)
                at = text.find(wrong, at + len(wrong))


@dataclass(frozen=True, kw_only=True)
class Everywhere(Rule):
    """Reports the word `old` once, and fixes it in all notes at once."""

    name = "everywhere"
    good = bad = Example({})

    def check(self, vault: Vault) -> Iterator[Problem]:
        edits = [
            Edit(path, LineIndex(text).span(text.index("old"), text.index("old") + 3), "new")
            for path in vault.notes
            if "old" in (text := vault.text(path) or "")
        ]
        if edits:
            fix = Fix("Write new everywhere", tuple(edits), Applicability.SAFE)
            yield self.problem(edits[0].path, edits[0].span, "old", fix=fix)


def fixer_of(files: Files, selection: Selection, why: Callable[[str], str | None] = lambda _: None) -> Fixer:
    """A fixer of a vault in memory."""
    index, verdicts = Index(Path("/vault"), Memory(files)), Verdicts()

    def checked() -> Any:
        return check(Vault(index), selection, verdicts=verdicts)

    return Fixer(index, selection, verdicts, checked, checked(), why)


def fixed(files: Files, *pairs: str, **options: Any) -> Fixer:
    """The fixer of a vault in memory once all is fixed."""
    rules = {**EVERY_RULE.classes, "wording": Wording, "everywhere": Everywhere}
    select = options.pop("select", ("wording", "links", "front-matter-syntax"))
    selection = Selection(rules, Config(Options(select=select, rules={"wording": {"pairs": pairs}})))
    fixer = fixer_of(files, selection, **options)
    fixer.fix_all(lambda problem: problem.fix if problem.rule in {Wording.name, Everywhere.name} else None)
    return fixer


def after(fixer: Fixer) -> dict[str, str]:
    """The texts of the files that were changed."""
    edits = edits_by_path(fixer.plan.edits)
    return {path: edited_bytes(fixer.read[path], its).decode() for path, its in edits.items()}


def rejected(fixer: Fixer) -> list[str]:
    return [f"{problem.path}:{problem.span.line}:{problem.span.column}: {why}" for problem, why in fixer.rejected]


@pytest.mark.parametrize(
    "text, pairs, expected, count",
    [
        pytest.param("teh cat, teh dog", ["teh>the"], "the cat, the dog", 2, id="several places"),
        pytest.param("abc", ["ab>x", "bc>y"], "xc", 1, id="the first of two that overlap"),
        pytest.param("a b", ["a >", "b>c"], "c", 2, id="two that touch"),
        pytest.param("x ab y", ["x a>_", "ab y>-"], "_b y", 1, id="what another fix has removed"),
        pytest.param("ab b", ["ab>-", "b b>_", "b>c"], "- c", 2, id="what conflicts no more"),
        pytest.param("a\r\nteh\r\n", ["teh>the"], "a\r\nthe\r\n", 1, id="line endings stay"),
        pytest.param("\ufeffteh", ["teh>the"], "\ufeffthe", 1, id="byte order mark stays"),
        pytest.param("---\ntitle: teh\n---\n", ["teh>the"], "---\ntitle: the\n---\n", 1, id="front matter"),
    ],
)
def test_texts_are_fixed(text: str, pairs: list[str], expected: str, count: int) -> None:
    fixer = fixed({"a.md": text}, *pairs)
    assert after(fixer) == {"a.md": expected}
    assert fixer.read == {"a.md": text.encode()}
    assert len(fixer.fixed) == count
    assert not any(problem.rule == "wording" for problem in fixer.problems)


def test_two_rules_with_one_edit_both_count() -> None:
    fixer = fixed({"a.md": "old"}, "old>new", select=("wording", "everywhere"))
    assert after(fixer) == {"a.md": "new"}
    assert sorted(choice.problem.rule for choice in fixer.fixed) == ["everywhere", "wording"]


@pytest.mark.parametrize(
    "files, pair, why",
    [
        pytest.param(
            {"a.md": "x [[Tea]] y", "Tea.md": ""},
            "Tea>Tee",
            "a.md:1:5: a.md:1:3: [[Tea]] would lead to nothing instead of Tea.md",
            id="a link that would dangle",
        ),
        pytest.param(
            {"a.md": "[[Tea]] y", "Tea.md": "", "x/Tee.md": ""},
            "Tea>Tee",
            "a.md:1:3: a.md:1:1: [[Tea]] would lead to x/Tee.md instead of Tea.md",
            id="a link that would lead elsewhere",
        ),
        pytest.param(
            {"a.md": "[[Tea]] y", "Tea.md": ""},
            "[[>",
            "a.md:1:1: a.md:1:1: [[Tea]] would no longer be a link",
            id="a link that would be none",
        ),
        pytest.param(
            {"a.md": "[[Tea#Green]] y", "Tea.md": "# Green\n"},
            "# Green># Black",
            "Tea.md:1:1: a.md:1:1: [[Tea#Green]] would lose its heading",
            id="a heading that is linked to",
        ),
        pytest.param(
            {"a.md": "[[Tea#^b1]] y", "Tea.md": "text ^b1\n"},
            " ^b1> ^b2",
            "Tea.md:1:5: a.md:1:1: [[Tea#^b1]] would lose its block",
            id="a block that is linked to",
        ),
        pytest.param(
            {"a.md": "See tea."},
            "tea>[[tea]]",
            'a.md:1:5: a.md:1:5: no note or file is named "tea" [dangling-link] would appear',
            id="a new problem",
        ),
        pytest.param(
            {"a.md": "ping"},
            "ping>pong,pong>ping",
            "a.md:1:1: a.md:1:1: write ping [wording] would still be there",
            id="fixes that undo each other",
        ),
        pytest.param(
            {"a.md": "aha"},
            "aha>ahaha",
            "a.md:1:1: a.md:1:1: write ahaha [wording] would still be there",
            id="a problem that stays",
        ),
        pytest.param(
            {"a.md": "---\ntitle: teh\n---\n"},
            "teh>[the",
            "a.md:2:8: the front matter of a.md could no longer be read",
            id="front matter that breaks",
        ),
        pytest.param(
            {"a.md": "---\ntitle: a: b: teh\n---\n"},
            "teh>the",
            "a.md:2:14: a.md: its front matter cannot be read",
            id="front matter that is broken",
        ),
        pytest.param({"a.md": b"caf\xe9 teh"}, "teh>the", "a.md:1:6: a.md: not UTF-8 (byte 4)", id="not UTF-8"),
        pytest.param(
            {"a.md": b"\0 teh"},
            "teh>the",
            "a.md:1:3: a.md: it has NUL characters, so it is damaged or not UTF-8",
            id="NUL characters",
        ),
    ],
)
def test_what_would_do_harm_is_left(files: dict[str, str | bytes], pair: str, why: str) -> None:
    """And what would not is fixed all the same."""
    fixer = fixed({**files, "other.md": "adn"}, *pair.split(","), "adn>and")
    assert rejected(fixer) == [why]
    assert after(fixer) == {"other.md": "and"}
    assert [choice.problem.path for choice in fixer.fixed] == ["other.md"]


def test_front_matter_that_is_broken_may_be_repaired() -> None:
    """What is found in it then has only come to light."""
    files = {"a.md": "---\nup: '[[Gone]]'\ntitle: a: b: x\n---\n"}
    fixer = fixed(files, "a: b: x>x", select=("wording", "front-matter", "links"))
    assert after(fixer) == {"a.md": "---\nup: '[[Gone]]'\ntitle: x\n---\n"}
    assert {problem.rule for problem in fixer.problems} == {"missing-property", "dangling-link"}


def test_the_body_below_broken_front_matter_is_fixed() -> None:
    assert after(fixed({"a.md": "---\na: b: c: d\n---\nteh\n"}, "teh>the")) == {"a.md": "---\na: b: c: d\n---\nthe\n"}


def test_a_fix_of_several_files_is_applied_whole_or_not_at_all() -> None:
    files = {"a.md": "old", "b.md": "old", "c.md": "teh"}
    assert after(fixed(files, select=("everywhere",))) == {"a.md": "new", "b.md": "new"}
    why = {"b.md": "it is read-only"}.get
    fixer = fixed(files, "teh>the", select=("everywhere", "wording"), why=why)
    assert rejected(fixer) == ["a.md:1:1: b.md: it is read-only"]
    assert after(fixer) == {"c.md": "the"}
    harmful = fixed({**files, "b.md": "[[old]]", "old.md": ""}, select=("everywhere",))
    assert rejected(harmful) == ["a.md:1:1: b.md:1:1: [[old]] would lead to nothing instead of old.md"]
    assert after(harmful) == {}


def test_harm_is_found_among_many_fixes_in_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def counting(*args: Any) -> str | None:
        tries.append(args)
        return why_not(*args)

    monkeypatch.setattr(fixer_module, "why_not", counting)
    files = {f"{number:02}.md": "teh [[Tea]]" if number in {7, 50} else "teh" for number in range(64)}
    fixer = fixed({**files, "Tea.md": ""}, "teh>the", "Tea>Tee", select=("wording",))
    assert len(fixer.fixed) == 64
    assert [problem.path for problem, _ in fixer.rejected] == ["07.md", "50.md"]
    assert len(tries) < 40


def test_one_choice_at_a_time() -> None:
    """As a person makes them: what is chosen is applied at once, and what would do harm says why."""
    files = {"a.md": "teh [[Tea]] teh", "Tea.md": ""}
    rules = {**EVERY_RULE.classes, "wording": Wording}
    options = Options(select=("wording",), rules={"wording": {"pairs": ["teh>the", "Tea>Tee"]}})
    fixer = fixer_of(files, Selection(rules, Config(options)))
    first, second, _ = fixer.problems
    assert first.fix
    assert second.fix
    assert fixer.fix(second, second.fix) == "a.md:1:5: [[Tea]] would lead to nothing instead of Tea.md"
    assert fixer.fix(first, first.fix) is None
    assert [problem.span.column for problem in fixer.problems] == [7, 13]
    assert after(fixer) == {"a.md": "the [[Tea]] teh"}


def test_a_fix_that_does_not_fit_any_more() -> None:
    """Whoever chooses from problems that were asked for before may choose what has another text by now."""
    rules = {**EVERY_RULE.classes, "wording": Wording}
    options = Options(select=("wording",), rules={"wording": {"pairs": ["teh>"]}})
    fixer = fixer_of({"a.md": "teh"}, Selection(rules, Config(options)))
    (problem,) = fixer.problems
    assert problem.fix
    assert fixer.fix(problem, problem.fix) is None
    assert fixer.fix(problem, problem.fix) == "a.md: 1:4 is not in the text"


def problems_in(fixer: Fixer) -> Counter[tuple[str, str, str]]:
    return Counter((each.path, each.rule, cause) for each in fixer.problems for cause in each.causes)


@examples(60)
@given(vaults())
def test_fixing_makes_nothing_worse_and_twice_is_once(files: dict[str, bytes]) -> None:
    """With every rule and every fix, safe or not."""
    fixer = fixer_of(files, EVERY_RULE)
    broken = {path for path in fixer.read if fixer._is_broken(path)}
    before = problems_in(fixer)
    fixer.fix_all(lambda problem: problem.fix)
    assert all(path in broken for path, _, _ in problems_in(fixer) - before)
    data = {path: edited_bytes(fixer.read[path], its) for path, its in edits_by_path(fixer.plan.edits).items()}
    for path, edited in data.items():
        assert fixer._index.source.read(path) == edited
    again = fixer_of({**files, **data}, EVERY_RULE)
    assert problems_in(again) == problems_in(fixer)
    again.fix_all(lambda problem: problem.fix)
    assert again.plan.edits == ()
