"""benchmarks/series.py, measure.py, cases.py and the command: real processes, and no word about how long they take."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.cases import Case, one_link_added, one_note_changed, with_new_file, without
from benchmarks.generated_vaults import CHANGED_NOTE
from benchmarks.measure import CommandFailedError, measure, output
from benchmarks.series import Series, run_in_turn

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="the benchmarks need os.wait4")


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-S", "-c", code)


def _logs(name: str) -> Case:
    return Case(name, "", _python(f"open('log', 'a').write('{name}')"))


def test_cases_run_in_turn_and_the_first_round_does_not_count(tmp_path: Path) -> None:
    series = Series(1, 1, 1)
    failing = Case("failing", "cold", _python("raise SystemExit(3)"))
    run_in_turn(series, [_logs("a"), failing, _logs("b")], tmp_path, runs=2, limit=60)
    assert (tmp_path / "log").read_text() == "ababab"
    assert {label: len(costs) for label, costs in series.costs.items()} == {"a": 2, "b": 2}
    assert series.left_out == {"failing, cold": "ended with exit code 3"}


def test_a_command_costs_something(tmp_path: Path) -> None:
    cost = measure(_python("x = b'x' * 50_000_000"), tmp_path, 60)
    assert cost.wall > 0
    assert cost.cpu > 0
    assert 45 < cost.memory < 100


def test_a_command_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match=r"^stopped after 0\.2 s$"):
        measure(_python("while True: pass"), tmp_path, 0.2)


def test_a_command_that_fails_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match=r"^ended with exit code 2: really$"):
        output(_python("import sys; print('no\\nreally', file=sys.stderr); sys.exit(2)"), tmp_path, 60)


def test_a_changed_note_is_put_back(tmp_path: Path) -> None:
    note = tmp_path / CHANGED_NOTE
    note.parent.mkdir()
    note.write_bytes(b"A day.\r\n")
    before = note.stat().st_mtime_ns
    changed = set()
    for _ in range(2):
        with one_note_changed(tmp_path):
            changed.add(note.read_bytes())
    assert len(changed) == 2
    assert all(content.startswith(b"A day.\r\n\nAn afterthought of ") for content in changed)
    assert (note.read_bytes(), note.stat().st_mtime_ns) == (b"A day.\r\n", before)


def test_each_run_has_another_link(tmp_path: Path) -> None:
    note = tmp_path / CHANGED_NOTE
    note.parent.mkdir()
    note.write_bytes(b"[[linked before]]\n")
    for name in ("linked before", "one", "two"):
        note.with_name(f"{name}.md").touch()
    around = one_link_added()
    texts = []
    for _ in range(3):
        with around(tmp_path):
            texts.append(note.read_bytes().removeprefix(b"[[linked before]]\n\nSee also "))
    assert texts == [b"[[one]].\n", b"[[two]].\n", b"[[one]].\n"]
    assert note.read_bytes() == b"[[linked before]]\n"


def test_a_new_file_is_there_only_during_the_run(tmp_path: Path) -> None:
    around = with_new_file("log", _python("open('log', 'x').write('new')"))
    for _ in range(2):
        with around(tmp_path):
            assert (tmp_path / "log").read_text() == "new"
        assert not (tmp_path / "log").exists()


def test_a_first_run_has_no_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    with without(cache)(tmp_path):
        assert not cache.exists()
    with without(cache)(tmp_path):  # nothing to remove is fine
        assert not cache.exists()


@pytest.mark.slow
def test_the_command_writes_the_page(tmp_path: Path) -> None:
    page, profile = tmp_path / "page.md", tmp_path / "profile.txt"
    arguments = [
        "--quick",
        "--sizes",
        "60",
        "--work",
        str(tmp_path / "work"),
        "-o",
        str(page),
        "--profile",
        str(profile),
    ]
    assert main(arguments) == 0
    lines = page.read_text(encoding="utf-8").splitlines()
    assert "## 60 notes" in lines
    assert not [line for line in lines if line.startswith("Left out")]
    assert "| 60 | vaultlint, every state and rule: precision and recall | 1 (at least) | 1 | met |" in lines
    assert "Ordered by: cumulative time" in profile.read_text(encoding="utf-8")
