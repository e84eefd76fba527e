"""Keys that are pressed in a terminal, and events of watching."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from queue import SimpleQueue

import pytest

from vaultlint.cli.keys import reading_keys
from vaultlint.cli.watch_events import CHANGED, TerminalEvents
from vaultlint.files import watcher

PATIENCE = 20


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_keys_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is told in lower case."""
    master, slave = os.openpty()
    with os.fdopen(slave) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(os, "tcgetpgrp", lambda _: os.getpgrp())
        pressed: SimpleQueue[str] = SimpleQueue()
        with reading_keys(pressed.put) as has_keys:
            assert has_keys
            os.write(master, b"aF")
            assert [pressed.get(timeout=PATIENCE) for _ in "aF"] == ["a", "f"]
        os.close(master)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_no_keys_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(os, "tcgetpgrp", lambda _: os.getpgrp() + 1)
        with reading_keys(lambda _: None) as has_keys:
            assert not has_keys
    os.close(master)


def test_no_keys_without_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("q")
    with (tmp_path / "in").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        with TerminalEvents.opened() as events:
            assert not events.has_keys


def test_a_change_is_an_event(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing tells of changes, one looks now and then."""
    monkeypatch.setattr(watcher, "OFTEN", 0.01)
    monkeypatch.setattr(watcher, "SELDOM", 0.01)
    monkeypatch.setattr(sys, "stdin", None)
    with TerminalEvents.opened() as events:
        events.watch(tmp_path, frozenset())
        events.watch(tmp_path, frozenset())
        assert events.next() == CHANGED
