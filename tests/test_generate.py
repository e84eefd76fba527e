"""docs/generate.py names what is stale, and rewrites it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.mark.slow
def test_stale_pages_are_named_and_rewritten(tmp_path: Path) -> None:
    """Pages that differ or are missing are written, and the page of a removed rule is deleted."""
    for name in ("docs", "examples"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "README.md", tmp_path)
    pages = tmp_path / "docs" / "rules"
    (pages / "gone-rule.md").touch()
    (pages / "orphan-note.md").write_text("# By hand\n", encoding="utf-8")
    (pages / "dangling-link.md").unlink()
    picture = tmp_path / "docs" / "garden.svg"
    picture.write_text("<svg/>", encoding="utf-8")

    said, code = _generate(tmp_path, "--check")
    assert set(said.splitlines()) == {
        "docs/rules/gone-rule.md is stale: run `make docs`",
        "docs/rules/orphan-note.md is stale: run `make docs`",
        "docs/rules/dangling-link.md is stale: run `make docs`",
        "docs/garden.svg is stale: run `make docs`",
    }
    assert code == 1

    assert _generate(tmp_path) == ("", 0)
    assert _generate(tmp_path, "--check") == ("", 0)
    assert _contents(pages) == _contents(PROJECT / "docs" / "rules")
    assert picture.read_bytes() == (PROJECT / "docs" / "garden.svg").read_bytes()


def _generate(folder: Path, *args: str) -> tuple[str, int]:
    command = [sys.executable, str(folder / "docs" / "generate.py"), *args]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.stderr == ""
    return result.stdout, result.returncode


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
