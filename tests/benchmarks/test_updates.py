"""benchmarks/updates.py: every kind of edit is measured, and means what its name says; no word about durations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import updates
from benchmarks.generated_vaults import make_vault
from benchmarks.updates import RENAMED, main, measure, shares
from vaultlint.lint.live_check import LiveCheck
from vaultlint.model import Problem

KINDS = [
    "a word added",
    "a heading added",
    "a dangling link added",
    "a link added",
    "an alias added",
    "a new note",
    "a note removed",
]

Call = tuple[Mapping[str, bytes | None], Mapping[str, list[Problem]]]


class Spy(LiveCheck):
    """Remembers each update and what it returned."""

    calls: list[Call]

    def update(self, changes: Mapping[str, bytes | None]) -> dict[str, list[Problem]]:
        """Follow an edit."""
        problems = super().update(changes)
        self.calls.append((changes, problems))
        return problems


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated vault."""
    folder = tmp_path_factory.mktemp("updates") / "vault"
    make_vault(folder, 60)
    return folder


def test_each_kind_of_edit_is_measured(vault: Path) -> None:
    costs = measure(vault, times=3, renames=2)
    assert [(kind, len(times)) for kind, times in costs.items()] == [*((kind, 3) for kind in KINDS), (RENAMED, 2)]
    assert all(time >= 0 for times in costs.values() for time in times)


def test_edits_are_what_they_are_called_and_are_undone(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spy, "calls", [], raising=False)
    monkeypatch.setattr(updates, "LiveCheck", Spy)
    before = {file: file.read_bytes() for file in vault.rglob("*") if file.is_file()}
    measure(vault, times=1, renames=2, linking=20)
    assert {file: file.read_bytes() for file in vault.rglob("*") if file.is_file()} == before
    (_, _, *edits), renames = Spy.calls[: 2 + 2 * len(KINDS)], Spy.calls[2 + 2 * len(KINDS) + 1 :]
    done, undone = edits[::2], edits[1::2]
    assert [_added(vault, changes) for changes, _ in done] == [
        "\nword\n",
        "\n## New heading 0\n",
        "\n[[Nowhere 0]]\n",
        "a link",
        "aliases: [Also 0]",
        "New note 0.md",
        "removed",
    ]
    for changes, _ in undone:
        assert changes == {path: (vault / path).read_bytes() if (vault / path).exists() else None for path in changes}
    dangling = [[problem for found in problems.values() for problem in found
                 if problem.rule == "dangling-link" and "The hub" in problem.message]
                for _, problems in renames]  # fmt: skip
    assert [len(problems) for problems in dangling] == [20, 0, 20, 0]


def test_shares() -> None:
    assert shares([float(number) for number in range(101)]) == (50, 90, 99)


def test_the_command_prints_a_table(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(vault), "--times", "2"]) == 0
    load, head, _, *rows, targets = capsys.readouterr().out.splitlines()
    assert load.startswith("load average ")
    assert head == "| ms of CPU time | times | median | 90 % | 99 % |"
    assert [row.split(" | ")[:2] for row in rows] == [*([f"| {kind}", "2"] for kind in KINDS), [f"| {RENAMED}", "10"]]
    assert targets == "targets: median 5 ms, 99 % 30 ms; a note renamed that others link to (500 notes): 150 ms"


def _added(vault: Path, changes: Mapping[str, bytes | None]) -> str:
    """What an edit adds to a note, or which note it adds."""
    [(path, content)] = changes.items()
    if content is None:
        return "removed"
    if not (vault / path).exists():
        return path
    text, old = content.decode(), (vault / path).read_bytes().decode()
    if not text.startswith(old):
        [line] = [line for line in text.splitlines() if "Also 0" in line]
        return line
    added = text.removeprefix(old)
    name = added.strip("\n[]")
    return "a link" if added == f"\n[[{name}]]\n" and (vault / f"{name}.md").exists() else added
