"""Links in terminals (OSC 8): which terminals know them, and from a rule's name to its manual page."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote

from vaultlint.output.manual import manual_page

_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper")
_SIGNS = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_FIRST_VTE = 5000  # GNOME Terminal and its relatives, as of 0.50


def link_to_manual_page(text: str, rule: str) -> str:
    """The text as a link to the rule's manual page, where there is such a page and the terminal shows links."""
    page = manual_page(rule) if _shows_links() else None
    return f"\x1b]8;;{_uri(page)}\x1b\\{text}\x1b]8;;\x1b\\" if page else text


def _shows_links() -> bool:
    """Whether standard output is a terminal known to show links; FORCE_HYPERLINK decides where it is set."""
    env = os.environ
    if forced := env.get("FORCE_HYPERLINK"):
        return forced != "0"
    if not sys.stdout.isatty() or env.get("TERM") == "dumb":
        return False
    vte = env.get("VTE_VERSION", "")
    return (
        env.get("TERM", "").startswith(_TERMS)
        or env.get("TERM_PROGRAM") in _PROGRAMS
        or any(sign in env for sign in _SIGNS)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def _uri(file: Path) -> str:
    """The file's URI. It names this machine, so that a terminal on another one does not look for the file at home.

    Not on Windows, whose terminal opens only links that name no machine.
    """
    uri = file.as_uri()
    return uri if sys.platform == "win32" else uri.replace("file://", f"file://{quote(socket.gethostname())}", 1)
