"""Hyperlinks in terminals (OSC 8), from the name of a rule to its manual page."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote

from vaultlint.output.manual import manual_page

_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper")
_VARIABLES = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_FIRST_VTE = 5000  # GNOME Terminal and its relatives, as of 0.50


def link_to_manual_page(text: str, rule: str) -> str:
    """Make a text a link to the rule's manual page, if there is one and the terminal shows links."""
    page = manual_page(rule) if _shows_links() else None
    return f"\x1b]8;;{_uri(page)}\x1b\\{text}\x1b]8;;\x1b\\" if page else text


def _shows_links() -> bool:
    """Whether standard output is a terminal known to show links; FORCE_HYPERLINK overrides it."""
    env = os.environ
    if forced := env.get("FORCE_HYPERLINK"):
        return forced != "0"
    if not sys.stdout.isatty() or env.get("TERM") == "dumb":
        return False
    vte = env.get("VTE_VERSION", "")
    return (
        env.get("TERM", "").startswith(_TERMS)
        or env.get("TERM_PROGRAM") in _PROGRAMS
        or any(name in env for name in _VARIABLES)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def _uri(file: Path) -> str:
    """Return the URI of a file with this machine's name, so that a terminal elsewhere does not open a local file.

    On Windows without the name, since its terminal opens no other links.
    """
    uri = file.as_uri()
    return uri if sys.platform == "win32" else uri.replace("file://", f"file://{quote(socket.gethostname())}", 1)
