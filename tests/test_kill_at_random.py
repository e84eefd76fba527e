"""The script that kills at random sees what it looks for."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("kill_at_random", Path(__file__).with_name("kill_at_random.py"))
assert spec
assert spec.loader
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there"),
]


def test_faults_are_seen(tmp_path: Path) -> None:
    """Files that are neither old nor new, that were changed, left or damaged; and none where all is well."""
    script.make_vault(tmp_path, 6, random.Random(1))  # noqa: S311
    before = script.contents(tmp_path)
    script.run(tmp_path, "baseline", "update")
    after = script.contents(tmp_path)
    assert list(script.faults(tmp_path, before, after)) == []
    (tmp_path / script.BASELINE).write_bytes(before[script.BASELINE])
    (tmp_path / ".vaultlint-1.tmp").touch()
    assert list(script.faults(tmp_path, before, after)) == []
    (tmp_path / script.REPORT).write_bytes(before[script.REPORT][:-1])
    (tmp_path / "n0.md").write_bytes(b"")
    (tmp_path / "other").touch()
    (tmp_path / script.FOLDER / script.DATABASE).write_bytes(b"SQLite format 3")
    assert list(script.faults(tmp_path, before, after)) == [
        "n0.md was changed",
        "other was left behind",
        "report.json is neither the old one nor the new one",
        "the cache is damaged",
    ]
    assert script.killed(tmp_path, ("check",), 0.01)


def test_killed_fixes(tmp_path: Path) -> None:
    """No note is half written, and the next fix finishes what was begun."""
    fix = {"fix": script.COMMANDS["fix"]}
    for seed in range(4):
        (found,) = script.one_round(random.Random(seed), 40, fix)  # noqa: S311
        assert found[2] == []
