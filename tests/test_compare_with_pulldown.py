"""Our wikilinks against pulldown-cmark's: on the example vault, and where the two must differ."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SCRIPT = PROJECT / "tests" / "compare_with_pulldown.py"

NOTE = """\
[[a]] ![[b|c]] `[[d]]`

[[two
lines]] and [[|e]] and [[f|` g]] h `

$$
x

[[in math]]
$$
"""


def compare(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", SCRIPT, folder], capture_output=True, encoding="utf-8", check=False
    )


def test_nothing_in_the_garden_is_unexplained() -> None:
    """Every wikilink that only one side sees falls in a known class."""
    result = compare(PROJECT / "examples" / "garden")
    assert "unexplained" not in result.stdout
    assert result.returncode == 0


def test_differences_are_sorted_into_classes(tmp_path: Path) -> None:
    """Line breaks, math blocks, bars at the start, and code that begins inside a wikilink."""
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    assert compare(tmp_path).stdout.splitlines() == [
        "      1  only pulldown: it holds a line break (S1.2)",
        "      1  only pulldown: it stands in a $$ block with a blank line (S1.34)",
        "      1  only vaultlint: code, math, HTML or a Markdown link begins inside of it (S1.25, S1.33)",
        "      1  only vaultlint: the name begins with a bar (S1.4)",
        "      2  same",
    ]
