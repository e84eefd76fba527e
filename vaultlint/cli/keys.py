"""Read single keys from the terminal while something else goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

_INTERRUPT = "\x03"
"""What Windows gives for Ctrl-C while a key is waited for."""

_ESCAPE = "\x1b"

if sys.platform == "win32":
    import msvcrt

    _PREFIXES = ("\0", "\xe0")
    """What comes before the code of a key that is no character, such as an arrow."""

    @contextmanager
    def _keys_unbuffered() -> Iterator[Callable[[], str] | None]:
        """Give a function that waits for keys, and returns an empty text for those that are no characters."""
        yield _read_key

    def _read_key() -> str:
        key = msvcrt.getwch()
        if key in _PREFIXES:
            msvcrt.getwch()
            return ""
        return key

else:
    import termios
    import tty

    @contextmanager
    def _keys_unbuffered() -> Iterator[Callable[[], str] | None]:
        """Give a function that waits for keys, and raises EOFError at their end; None in the background."""
        file = sys.stdin.fileno()
        try:
            if os.tcgetpgrp(file) != os.getpgrp():
                yield None
                return
            before = termios.tcgetattr(file)
        except (OSError, termios.error):
            yield None
            return
        tty.setcbreak(file, termios.TCSADRAIN)  # Ctrl-C stays a signal, and output is written as before
        try:
            yield lambda: _read_keys(file)
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, before)

    def _read_keys(file: int) -> str:
        data = os.read(file, 32)
        if not data:
            raise EOFError
        return data.decode("ascii", "ignore")


@contextmanager
def reading_keys(tell: Callable[[str], None]) -> Iterator[bool]:
    """Call `tell`, from a thread, for each key that is pressed, in lower case; yields whether that is possible.

    It is not where standard input is no terminal. Keys that send several characters, such as arrows, are left out.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        yield False
        return
    with _keys_unbuffered() as read:
        if read:
            Thread(target=_tell_each, args=(read, tell), daemon=True).start()
        yield read is not None


def _tell_each(read: Callable[[], str], tell: Callable[[str], None]) -> None:
    while True:
        try:
            pressed = read()
        except (EOFError, OSError):  # the terminal is gone
            return
        for key in "" if pressed.startswith(_ESCAPE) else pressed:
            tell("q" if key == _INTERRUPT else key.lower())
