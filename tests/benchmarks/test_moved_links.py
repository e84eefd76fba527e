"""Comparing what tools do to links when a note is renamed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.moved_links import RENAMED, SCENARIOS, Kind, Mover, Outcome, Scenario, ours, outcomes, page

OURS = Mover("vaultlint", "0", lambda what: [sys.executable, "-m", "vaultlint", "mv", *ours(what)], {})
PLAIN = Mover("mv", "0", lambda what: ["mv", what.old, what.new], {})

SMALL = Scenario(
    "A note moves",
    "It moves.",
    (
        Kind("name", "[[Old]]"),
        Kind("path", "[[notes/Old|x]]"),
        Kind("heading", "[[Old#Gone]]"),
        Kind("canvas", '{"nodes": [{"id": "1", "type": "file", "file": "notes/Old.md"}]}', "a.canvas"),
        Kind("in the note", "[[#Head]]\n\n# Head", "notes/Old.md"),
        Kind("code", "`[[Old]]`"),
    ),
    {"archive/Other.md": ""},
    "notes/Old.md",
    "archive/Old.md",
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="benchmarks run on Linux and macOS")


def test_links_are_judged_by_where_they_lead(tmp_path: Path) -> None:
    assert outcomes(SMALL, PLAIN, tmp_path) == [
        Outcome("[[Old]]", is_right=True),
        Outcome("[[notes/Old|x]]", is_right=False),
        Outcome("[[Old#Gone]]", is_right=True),
        Outcome("notes/Old.md", is_right=False),
        Outcome("[[#Head]]", is_right=True),
        Outcome("`[[Old]]`", is_right=True),
    ]


def test_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.moved_links.SCENARIOS", (SMALL,))
    broken = Mover("broken", "1", lambda _: ["false"], {})
    assert list(page([PLAIN, broken]))[-9:] == [
        "| link | before | mv 0 | broken 1 |",
        "|---|---|---|---|",
        "| name | `[[Old]]` | ✓ unchanged | failed |",
        "| path | `[[notes/Old\\|x]]` | ✗ unchanged | failed |",
        "| heading | `[[Old#Gone]]` | ✓ unchanged | failed |",
        "| canvas | `notes/Old.md` | ✗ unchanged | failed |",
        "| in the note | `[[#Head]]` | ✓ unchanged | failed |",
        "| code | `` `[[Old]]` `` | ✓ unchanged | failed |",
        "| **right** | | 4 of 6 |  |",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_vaultlint_keeps_every_link(tmp_path: Path, scenario: Scenario) -> None:
    found = outcomes(scenario, OURS, tmp_path)
    assert [kind.name for kind, each in zip(scenario.kinds, found, strict=True) if not each.is_right] == []


@pytest.mark.slow
def test_every_link_leads_to_the_note_before(tmp_path: Path) -> None:
    """Else a tool could do nothing wrong."""
    untouched = Mover("nothing", "0", lambda _: ["true"], {})
    unmoved = outcomes(RENAMED._replace(new=RENAMED.old), untouched, tmp_path / "unmoved")
    assert all(each.is_right for each in unmoved)
    moved = outcomes(RENAMED, PLAIN, tmp_path / "moved")
    kept = [kind.name for kind, each in zip(RENAMED.kinds, moved, strict=True) if each.is_right]
    assert kept == ["in code: no link"]
