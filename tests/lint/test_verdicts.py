"""Verdicts are kept as long as they are true, and only where every rule has answered."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from vaultlint import TOP, Example, Note, Problem, Rule, Severity, Vault
from vaultlint.cache.store import Changes, Store
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.encoding import encode, encode_typed
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.lint.verdicts import CachedVerdicts, Verdict, Verdicts
from vaultlint.vault.index import Index, Update
from vaultlint.vault.sources import Disk, Memory

FILES = {"a.md": "[[b]]", "b.md": "", "c.md": "%% vaultlint-disable %%", "d.canvas": "{"}


@dataclass(frozen=True, kw_only=True)
class Named(Rule):
    """Reports notes by their names."""

    name = "named"
    good = bad = Example({})

    only: str = ""
    fails_on: ClassVar[str] = ""
    asked: ClassVar[list[str]] = []

    def check_note(self, note: Note, vault: Vault, /) -> Iterator[Problem]:
        del vault
        self.asked.append(note.path)
        if note.path == self.fails_on:
            raise ValueError("oops")
        if note.path.startswith(self.only):
            yield self.problem(note.path, TOP, "found", data={"number": 1, "list": ["x"]}, causes=["x"], alike="y")


@dataclass(frozen=True, kw_only=True)
class Graph(Rule):
    """Reports the notes that lead nowhere."""

    name = "graph"
    good = bad = Example({})
    is_graph_rule = True

    only: str = ""
    fails: ClassVar[bool] = False
    asked: ClassVar[list[str]] = []

    def check(self, vault: Vault) -> Iterator[Problem]:
        self.asked.append("graph")
        for path in vault.notes:
            if path.startswith(self.only) and not vault.graph.out_degree(path):
                yield self.problem(path, TOP, "leads nowhere")
        if self.fails:
            raise ValueError("oops")


@pytest.fixture(autouse=True)
def _reset(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in (Named, Graph):
        monkeypatch.setattr(rule, "asked", [])


def asked() -> list[str]:
    """What rules were asked about since this was last called."""
    found = sorted([*Named.asked, *Graph.asked])
    Named.asked.clear()
    Graph.asked.clear()
    return found


def choose(*, select: tuple[str, ...] = (), **options: str) -> Selection:
    config = Config(Options(rules={name: {"only": value} for name, value in options.items()}))
    return Selection({"named": Named, "graph": Graph}, config, SelectionFlags(select=select))


def index_of(cache: Path, files: dict[str, str] = FILES) -> Index:
    """The index of a vault on disk, with a cache beside it."""
    root = cache / "vault"
    shutil.rmtree(root, ignore_errors=True)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        os.utime(root / path, (1_700_000_000, 1_700_000_000 + len(text)))
    return Index(root, Disk(root), store=Store(cache))


def run(
    cache: Path, conditions: object = 1, files: dict[str, str] = FILES, selection: Selection | None = None
) -> Result:
    """Check the vault with the cache of the runs before, and keep what is new."""
    index = index_of(cache, files)
    verdicts = CachedVerdicts(index, conditions)
    result = check(Vault(index), selection or choose(), verdicts=verdicts)
    verdicts.save({})
    return result


def anew(files: dict[str, str] = FILES, selection: Selection | None = None) -> Result:
    result = check(Vault(Index(Path("/vault"), Memory(files))), selection or choose())
    asked()
    return result


def test_what_was_found_is_kept(tmp_path: Path) -> None:
    """With suppressions and flaws, which the engine needs besides; nothing is asked twice."""
    expected = anew()
    assert run(tmp_path) == expected
    assert asked() == ["a.md", "b.md", "c.md", "graph"]
    for _ in range(2):
        assert run(tmp_path) == expected
        assert asked() == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({**FILES, "b.md": "more"}, ["b.md"], id="text"),
        pytest.param({**FILES, "b.md": "# H"}, ["a.md", "b.md"], id="heading of a note that is linked to"),
        pytest.param({**FILES, "b.md": "[[a]]"}, ["b.md", "graph"], id="edge"),
        pytest.param({**FILES, "e.md": ""}, ["e.md", "graph"], id="new note"),
        pytest.param({path: text for path, text in FILES.items() if path != "c.md"}, ["graph"], id="note removed"),
        pytest.param(
            {**FILES, ".obsidian/app.json": '{"userIgnoreFilters": ["b"]}'}, ["a.md", "c.md", "graph"], id="settings"
        ),
    ],
)
def test_what_an_edit_affects_is_asked_again(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    """Nothing else is, in that run and the next one."""
    run(tmp_path)
    asked()
    result = anew(files)
    assert run(tmp_path, files=files) == result
    assert asked() == expected
    assert run(tmp_path, files=files) == result
    assert asked() == []


def test_other_conditions(tmp_path: Path) -> None:
    """Such as another configuration: everything is asked again, and what was found before is forgotten."""
    run(tmp_path, 1)
    asked()
    selection = choose(named="b", graph="b")
    assert run(tmp_path, 2, selection=selection) == anew(selection=selection)
    assert run(tmp_path, 2, selection=selection) == anew(selection=selection)
    assert run(tmp_path, 1) == anew()
    assert asked() == []
    run(tmp_path, 1)
    assert asked() == []


def test_other_conditions_for_some_notes(tmp_path: Path) -> None:
    """A run under other conditions that looks at one note forgets what was found in the others."""
    run(tmp_path, 1)
    index = index_of(tmp_path)
    verdicts = CachedVerdicts(index, 2)
    selection = choose(named="nothing")
    check(Vault(index), selection, lambda path: path == "a.md", verdicts=verdicts)
    verdicts.save({})
    assert run(tmp_path, 2, selection=selection) == anew(selection=selection)


def test_other_conditions_where_no_graph_rule_is_in_force(tmp_path: Path) -> None:
    """What graph rules found under the conditions before does not come back."""
    run(tmp_path, 1)
    run(tmp_path, 2, selection=choose(select=("named",)))
    asked()
    assert run(tmp_path, 2).problems
    assert "graph" in asked()


def test_options_of_a_graph_rule(tmp_path: Path) -> None:
    """What a graph rule found is known by its options, which differ between folders."""
    verdicts = Verdicts()
    vault = Vault(Index(Path("/vault"), Memory(FILES)))
    assert check(vault, choose(select=("graph",)), verdicts=verdicts) == anew(selection=choose(select=("graph",)))
    other = choose(select=("graph",), graph="b")
    result = check(vault, other, verdicts=verdicts)
    assert [problem.path for problem in result.problems] == ["b.md"]


@pytest.mark.parametrize("path", ["a.md", "b.md", "c.md"])
def test_failing_rule_is_asked_again(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No verdict is kept on the note on which a rule failed, nor on those that it was not asked about after that."""
    monkeypatch.setattr(Named, "fails_on", path)
    for _ in range(2):
        result = run(tmp_path)
        assert [failure.message.partition(":")[0] for failure in result.failures] == [f'rule "named" failed on {path}']
        assert [problem.rule for problem in result.problems if problem.rule == "named"] == []
    monkeypatch.setattr(Named, "fails_on", "")
    assert run(tmp_path) == anew()


def test_failing_graph_rule_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it found before it failed is not kept."""
    monkeypatch.setattr(Graph, "fails", True)
    for _ in range(2):
        assert [failure.message[:20] for failure in run(tmp_path).failures] == ['rule "graph" failed:']
        assert "graph" in asked()
    monkeypatch.setattr(Graph, "fails", False)
    assert run(tmp_path) == anew()


def test_failing_rule_in_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is without a cache."""
    verdicts = Verdicts()
    vault = Vault(Index(Path("/vault"), Memory(FILES)))
    monkeypatch.setattr(Named, "fails_on", "b.md")
    assert len(check(vault, choose(), verdicts=verdicts).failures) == 1
    monkeypatch.setattr(Named, "fails_on", "")
    assert check(vault, choose(), verdicts=verdicts) == anew()


def test_what_was_not_asked_for(tmp_path: Path) -> None:
    """A run on one note keeps the verdict on that note."""
    index = index_of(tmp_path)
    verdicts = CachedVerdicts(index, 1)
    check(Vault(index), choose(), lambda path: path == "b.md", verdicts=verdicts)
    verdicts.save({})
    asked()
    assert run(tmp_path) == anew()
    assert run(tmp_path) == anew()
    run(tmp_path)
    assert asked() == []


def test_session_forgets(tmp_path: Path) -> None:
    """What an edit affects, and what graph rules found if the graph differs."""
    verdicts = CachedVerdicts(index_of(tmp_path), 1)
    for path in ("a.md", "b.md"):
        verdicts.put(path, Verdict())
    verdicts.put_found_by(Graph(), [])
    verdicts.forget(Update(frozenset({"a.md", "new.md"}), graph=False))
    assert verdicts.of(["a.md", "b.md"]) == {"a.md": None, "b.md": Verdict()}
    assert verdicts.found_by(Graph()) == ()
    verdicts.forget(Update(frozenset(), graph=True))
    assert verdicts.found_by(Graph()) is None
    verdicts.save({})


def edited(cache: Path, path: str, text: str, *, is_checked: bool = True) -> None:
    """What a session leaves in the cache in which a note was edited, and its file written."""
    index = index_of(cache)
    verdicts = CachedVerdicts(index, 1)
    assert check(Vault(index), choose(), verdicts=verdicts) == anew()
    verdicts.forget(index.update(path, text.encode()))
    if is_checked:
        assert check(Vault(index), choose(), verdicts=verdicts) == anew({**FILES, path: text})
    verdicts.save({})


@pytest.mark.parametrize("is_checked", [True, False], ids=["checked again", "not checked again"])
@pytest.mark.parametrize("text", ["[[a]]", "# H", "more"], ids=["edge", "heading", "text"])
def test_session_saves(tmp_path: Path, text: str, is_checked: bool) -> None:
    """What is true in the end, whether the session began with a cache or not."""
    for _ in range(2):
        edited(tmp_path, "b.md", text, is_checked=is_checked)
        asked()
        result = run(tmp_path, files={**FILES, "b.md": text})
        assert (asked() == []) == is_checked
        assert result == anew({**FILES, "b.md": text})
        assert run(tmp_path) == anew()


def test_session_saves_without_verdicts(tmp_path: Path) -> None:
    """A command that asks no rules leaves no verdict that has become false."""
    run(tmp_path)
    index = index_of(tmp_path)
    index.update("b.md", b"[[a]]")
    index.save()
    assert run(tmp_path, files={**FILES, "b.md": "[[a]]"}) == anew({**FILES, "b.md": "[[a]]"})


PROBLEM = Problem("named", Severity.ERROR, "crafted", "b.md", TOP, {})


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(b"\xc1", id="no msgpack"),
        pytest.param(encode(7), id="other data"),
        pytest.param(encode([[7], [], []]), id="number for a problem"),
        pytest.param(encode_typed(Verdict((PROBLEM,)))[:-1], id="cut off"),
        pytest.param(encode_typed(Verdict((PROBLEM,))).replace(b"error", b"wrong"), id="unknown severity"),
        pytest.param(b"\x91" * 10_000, id="deeply nested"),
    ],
)
def test_crafted_verdict(tmp_path: Path, stored: bytes) -> None:
    """What is no verdict is as good as none; one that could be true is believed."""
    expected = run(tmp_path)
    for crafted in (encode_typed(Verdict((PROBLEM,))), stored):
        store = Store(tmp_path)
        store.save(Changes(files={"b.md": store.files()["b.md"]._replace(verdict=crafted)}))
        messages = [problem.message for problem in run(tmp_path).problems]
        assert ("crafted" in messages) == (crafted is not stored)
    assert run(tmp_path) == expected


@pytest.mark.parametrize("stored", [b"\xc1", encode(7), encode([{"x": 7}]), encode([{"x": [7]}])])
def test_crafted_graph_verdicts(tmp_path: Path, stored: bytes) -> None:
    """So with what graph rules found."""
    expected = run(tmp_path)
    Store(tmp_path).save(Changes({"graph-verdicts": stored}))
    assert run(tmp_path) == expected
    asked()
    run(tmp_path)
    assert asked() == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_verdict_that_cannot_be_encoded(tmp_path: Path) -> None:
    """It is found again each time, and the others are kept."""
    files = {"a.md": "", "\udcff.md": ""}
    expected = anew(files)
    for _ in range(3):
        assert run(tmp_path, files=files) == expected
    assert asked()[:1] != []
    assert "a.md" not in asked()


def test_session_saves_after_a_note_is_removed(tmp_path: Path) -> None:
    """The verdict on it goes with it."""
    index = index_of(tmp_path)
    verdicts = CachedVerdicts(index, 1)
    check(Vault(index), choose(), verdicts=verdicts)
    files = {path: text for path, text in FILES.items() if path != "c.md"}
    verdicts.forget(index.update("c.md", None))
    assert check(Vault(index), choose(), verdicts=verdicts) == anew(files)
    verdicts.save({})
    assert run(tmp_path, files=files) == anew(files)


SETTINGS = ".obsidian/app.json"
TO_HIDDEN = {"a.md": "[[x.odd]]", "x.odd": ""}


@dataclass(frozen=True, kw_only=True)
class Dangling(Rule):
    """Reports links that dangle."""

    name = "dangling"
    good = bad = Example({})

    def check_note(self, note: Note, vault: Vault, /) -> Iterator[Problem]:
        for found in vault.broken_links_of(note):
            yield self.problem(note.path, found.link.span, "dangles")


@pytest.mark.parametrize("is_checked", [True, False], ids=["checked again", "not checked again"])
@pytest.mark.parametrize("begins_cached", [True, False], ids=["begins with a cache", "begins without"])
def test_session_saves_after_other_settings(tmp_path: Path, is_checked: bool, begins_cached: bool) -> None:
    """Verdicts and links count for the settings under which they were found."""
    selection = Selection({"dangling": Dangling}, Config(Options()))
    on = {**TO_HIDDEN, SETTINGS: '{"showUnsupportedFiles": true}'}
    if begins_cached:
        run(tmp_path, files=TO_HIDDEN, selection=selection)
    index = index_of(tmp_path, TO_HIDDEN)
    verdicts = CachedVerdicts(index, 1)
    assert len(check(Vault(index), selection, verdicts=verdicts).problems) == 1
    verdicts.forget(index.update(SETTINGS, on[SETTINGS].encode()))
    if is_checked:
        assert check(Vault(index), selection, verdicts=verdicts) == anew(on, selection)
    verdicts.save({})
    assert run(tmp_path, files=TO_HIDDEN, selection=selection) == anew(TO_HIDDEN, selection)
    assert run(tmp_path, files=on, selection=selection) == anew(on, selection)


def namesake(name: str) -> type[Rule]:
    """A graph rule whose class is called as all that this returns, as in two plugins that know nothing of each other."""

    @dataclass(frozen=True, kw_only=True)
    class Namesake(Rule):
        """Reports itself."""

        good = bad = Example({})
        is_graph_rule = True

        def check(self, vault: Vault) -> Iterator[Problem]:
            yield self.problem(next(iter(vault.notes)), TOP, self.name)

    Namesake.name = name
    return Namesake


def test_graph_rules_whose_classes_have_one_name() -> None:
    """Each has its own verdict."""
    selection = Selection({name: namesake(name) for name in ("one", "other")}, Config(Options()))
    vault = Vault(Index(Path("/vault"), Memory(FILES)))
    assert [found.message for found in check(vault, selection, verdicts=Verdicts()).problems] == ["one", "other"]
