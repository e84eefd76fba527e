"""Open a file in the user's text editor, at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from vaultlint.errors import VaultlintError, reason

Arguments = Callable[[str, int], list[str]]
"""Makes the arguments that open a file at a line."""

_BATCH_FILES = (".bat", ".cmd")
_SPECIAL_IN_BATCH = frozenset('&|<>^%!"')


class EditorError(VaultlintError):
    """An editor that cannot be started, or failed."""


def open_editor(file: str, line: int, environment: Mapping[str, str] = os.environ) -> None:
    """Open a file in VISUAL, EDITOR or what the system has, and wait until it is closed; raises `EditorError`."""
    name = environment.get("VISUAL") or environment.get("EDITOR") or _default_editor()
    words = _words(name)
    program = shutil.which(words[0])
    if program is None:
        raise EditorError(f'"{words[0]}" was not found: set EDITOR to a program that edits text')
    if program.lower().endswith(_BATCH_FILES) and not _SPECIAL_IN_BATCH.isdisjoint(file):
        raise EditorError(f"{file}: {PurePath(program).name} cannot open a file of this name safely")
    command = [program, *words[1:], *_arguments(PurePath(program).stem.lower(), words[1:], file, line)]
    try:
        code = subprocess.call(command)
    except OSError as error:
        raise EditorError(f"{name}: cannot be started: {reason(error)}") from None
    if code:
        raise EditorError(f"{name}: failed with exit code {code}")


def _default_editor() -> str:
    if sys.platform == "win32":
        return "notepad"
    return next(filter(shutil.which, ("sensible-editor", "editor", "nano")), "vi")


def _words(name: str) -> list[str]:
    """Split the command that starts an editor; a path with spaces may stand in it without quotes if it is all of it."""
    if Path(name).is_file():
        return [name]
    if sys.platform == "win32":
        return [word.strip('"') for word in shlex.split(name, posix=False)]
    try:
        return shlex.split(name) or [name]
    except ValueError:  # a quote is missing
        return [name]


def _arguments(editor: str, given: list[str], file: str, line: int) -> list[str]:
    make, waits = _KNOWN.get(editor, (_file_alone, ""))
    wait = [waits] if waits and not {"-w", "--wait"} & {*given} else []
    return [*wait, *make(file, line)]


def _file_alone(file: str, line: int) -> list[str]:
    del line
    return [file]


def _plus_line(file: str, line: int) -> list[str]:
    return [f"+{line}", file]


def _colon_line(file: str, line: int) -> list[str]:
    return [f"{file}:{line}"]


def _goto_line(file: str, line: int) -> list[str]:
    return ["--goto", f"{file}:{line}"]


_KNOWN: dict[str, tuple[Arguments, str]] = {
    **dict.fromkeys(
        (
            *("vi", "vim", "nvim", "gvim", "mvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe"),
            *("mg", "ne", "vis", "gedit", "editor", "sensible-editor"),
        ),
        (_plus_line, ""),
    ),
    **dict.fromkeys(("hx", "helix"), (_colon_line, "")),
    **dict.fromkeys(("subl", "zed"), (_colon_line, "--wait")),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), (_goto_line, "--wait")),
}
"""How editors are told the line, and the option, if they need one, with which they wait until the file is closed."""
