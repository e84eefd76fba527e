"""`vaultlint check --watch`: check a vault again whenever something in it changes."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import click

from vaultlint.cli.check_output import CheckRequest
from vaultlint.cli.console import print_message
from vaultlint.cli.fixing import FixFlags, FixRun, fixed_run, recover_changes
from vaultlint.cli.notices import print_notices
from vaultlint.cli.reporting import render_reports, write_rendered
from vaultlint.cli.watch_events import CHANGED, TerminalEvents, WatchEvents
from vaultlint.cli.watched_vault import WatchedVault
from vaultlint.errors import VaultlintError
from vaultlint.output.text_output import plural


def watch_vault(request: CheckRequest) -> int:
    """Report the problems of a vault, again after each change, until the user quits; return the exit code.

    Raises `VaultlintError` if the first check does, and once the vault is gone.
    """
    outputs = [file for _, file in request.reporting.pairs() if file]
    started = time.perf_counter()
    vault = WatchedVault(request.open_session, use_baseline=request.use_baseline, outputs=outputs)
    gc.freeze()  # the index stays
    gc.enable()
    with TerminalEvents.opened() as events:
        try:
            Watch(request, vault, events).run(time.perf_counter() - started)
        except KeyboardInterrupt:  # the usual end
            click.echo(err=True)
    return 0


class _KeyAction(NamedTuple):
    """What a key does: in words, and in fact."""

    description: str
    run: Callable[[], None]


class Watch:
    """Reports on a vault as events come.

    On a terminal each report takes the place of the last one; elsewhere a report that differs follows the last one.
    """

    def __init__(self, request: CheckRequest, vault: WatchedVault, events: WatchEvents) -> None:
        self._request = request
        self._vault = vault
        self._events = events
        self._is_screen = is_screen(request)
        self._shows_all = False
        self._has_fixed = False
        self._last: object = None

    def run(self, seconds: float) -> None:
        """Report until `q` is pressed; the first check took so many seconds. Raises `VaultError` once it is gone."""
        self._show(seconds)
        while True:
            self._events.watch(self._vault.session.root, self._vault.folders)
            event = self._events.next()
            if event == "q":
                return
            if event == CHANGED:
                self._look()
            elif action := self._actions().get(event):
                action.run()

    def _actions(self) -> dict[str, _KeyAction]:
        """What each key does now."""
        found = {
            "a": _KeyAction("fewer" if self._shows_all else "all", self._toggle_all),
            "f": _KeyAction("fix", self._fix),
        }
        if self._has_fixed:
            found["u"] = _KeyAction("undo the fixes", self._undo)
        return found

    def _look(self, run: FixRun | None = None, message: str = "") -> None:
        """Check again what has changed, and report if anything has, or if there is a message."""
        started = time.perf_counter()
        if self._vault.look() or run or message:
            self._show(time.perf_counter() - started, run, message)

    def _toggle_all(self) -> None:
        self._shows_all = not self._shows_all
        self._look(message=" ")

    def _fix(self) -> None:
        """Apply fixes as `--fix` does."""
        request = self._request
        try:
            notice = recover_changes(self._vault.session.root) or ""
            flags = FixFlags(fix=True, unsafe=request.fixes.unsafe)
            run = fixed_run(request.open_session(), flags, use_baseline=request.use_baseline)
            run.write(can_undo=True)
        except VaultlintError as error:
            self._look(message=str(error))
            return
        self._has_fixed |= run.fixed > 0
        self._look(run, notice)

    def _undo(self) -> None:
        """Take back the fixes that were applied last."""
        from vaultlint.fix.disk.transaction import undo  # rarely needed

        try:
            undone = undo(self._vault.session.root)
            message = f"took back the fixes in {plural(len(undone.files), 'file')}"
        except VaultlintError as error:
            message = str(error)
        self._has_fixed = False
        self._look(message=message)

    def _show(self, seconds: float, run: FixRun | None = None, message: str = "") -> None:
        vault, request = self._vault, self._request
        session, result = vault.session, vault.result
        view = result and request.view(session, result, run, show_all=self._shows_all)
        reports = render_reports(session, result, view, request.reporting) if result and view else []
        state = reports, result and (result.notices, result.failures), vault.error, message
        if state == self._last and not self._is_screen:
            return
        if self._is_screen:
            click.clear()
        if self._is_screen or self._last is None:
            print_notices(session, quiet=request.reporting.quiet)
        self._last = state
        try:
            write_rendered(reports)
        except VaultlintError as error:
            print_message(str(error))
        if result:
            request.print_remarks(result, run)
        for each in filter(str.strip, dict.fromkeys((vault.error, message))):
            print_message(each)
        if self._is_screen and not request.reporting.quiet:
            click.echo(" ".join(self._status(seconds)), nl=False)

    def _status(self, seconds: float) -> Iterator[str]:
        yield f"\n[{time.strftime('%H:%M:%S')}] checked in {seconds * 1000:,.0f} ms;"
        keys = [f"{key} {action.description}" for key, action in self._actions().items()]
        yield f"keys: {', '.join((*keys, 'q quit'))}" if self._events.has_keys else "press Ctrl-C to quit"


def is_screen(request: CheckRequest) -> bool:
    """Whether reports take turns on a terminal."""
    return request.reporting.is_text and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
