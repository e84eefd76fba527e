"""Standard streams, colour and the progress bar."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from vaultlint.errors import OutputError, reason
from vaultlint.files.regular_file import replace_file
from vaultlint.text.control_characters import printable

if TYPE_CHECKING:
    from vaultlint.lint.result import RuleFailure

PATIENCE = 1.0
"""Seconds before a progress bar is shown."""

_COLOURS: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "locations": {"dim": True},
    "rule": {"dim": True},
    "hint": {"dim": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "info": {"fg": "blue"},
    "header": {"bold": True},
    "hunk": {"fg": "cyan"},
    "removed": {"fg": "red"},
    "added": {"fg": "green"},
}


def prepare_streams() -> None:
    """Write UTF-8 to pipes and files on every system; never fail on a character or a missing stream."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def write_output(output: str | bytes, file: str | None, *, coloured: bool = False, to_stderr: bool = False) -> None:
    """Print a text, or bytes as they are, or write it to a file atomically; raises `OutputError`."""
    if file is None:
        click.echo(output, nl=False, color=coloured, err=to_stderr)
        return
    # the same line endings on every system
    content = output.encode("utf-8", "backslashreplace") if isinstance(output, str) else output
    try:
        if Path(file).is_file() or not Path(file).exists():
            replace_file(os.path.realpath(file), content)
        else:  # a device or pipe cannot be replaced
            Path(file).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {reason(error)}") from None


def print_message(message: str) -> None:
    """Print one line to standard error: a notice or an error."""
    click.echo(f"vaultlint: {printable(message)}", err=True)


def show_traceback(failure: RuleFailure) -> None:
    """Show the author of a rule the calls in which it failed."""
    click.echo("\n".join(map(printable, failure.traceback.splitlines())), err=True)


def uses_colour(choice: str) -> bool:
    """Whether to colour standard output: `always`, `never`, or `auto` by NO_COLOR, FORCE_COLOR and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_style(text: str, role: str) -> str:
    """Style a text for a terminal (a `Style`); a rule becomes a link to its manual page."""
    styled = click.style(text, **_COLOURS[role])
    if role != "rule":
        return styled
    from vaultlint.cli.hyperlinks import link_to_manual_page  # only needed in terminals

    return link_to_manual_page(styled, text.strip("[]"))


class ProgressBar:
    """A progress bar on standard error, shown in a terminal once a run has taken longer than `PATIENCE`."""

    def __init__(self, label: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._clock = clock
        self._started = clock()
        self._shown = 0
        self._is_terminal = sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.__exit__(kind, error, trace)

    def __call__(self, done: int, total: int) -> None:
        """Report that `done` of `total` files have been read."""
        if self._bar is None:
            if not self._is_terminal or self._clock() - self._started < PATIENCE:
                return
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr).__enter__()
        self._bar.update(done - self._shown)
        self._shown = done
