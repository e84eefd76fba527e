"""What a file or folder may be called: names that links and all systems can hold.

The statements cited (S1.19 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST_BYTES = 255
"""How long a name may be, in UTF-8, on the file systems of Linux; those of macOS and Windows take about as much."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NEVER_IN_LINKS = re.compile(r"[#^\[\]|\\:]")  # S1.19
_UNPORTABLE = re.compile(r'[*"\\<>:|?]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)


class NameFaults(NamedTuple):
    """What is wrong with a name, as the end of a sentence; empty where nothing is.

    Nothing may be called so if it is `forbidden`. A name that is `unportable` is a bad idea, but works here.
    """

    forbidden: str = ""
    unportable: str = ""


def name_faults(name: str, *, is_note: bool = False) -> NameFaults:
    """Say what is wrong with the name of a file or folder."""
    return NameFaults(_forbidden(name, is_note=is_note), _unportable(name))


def _forbidden(name: str, *, is_note: bool) -> str:
    if name.startswith("."):
        return "starts with a dot, so Obsidian would not see it"
    if found := _CONTROL.search(name):
        return f"contains a control character (U+{ord(found[0]):04X})"
    if len(name.encode()) > _MOST_BYTES:
        return f"is longer than {_MOST_BYTES} bytes"
    if is_note and (found := _NEVER_IN_LINKS.search(name)):
        return f"contains `{found[0]}`, which no link can hold"
    if is_note and name[:-3].strip() != name[:-3]:
        return "begins or ends with a space, which no link can hold"
    return ""


def _unportable(name: str) -> str:
    if found := _UNPORTABLE.search(name):
        return f"contains `{found[0]}`, which Windows does not allow"
    if name.endswith((".", " ")):
        return f"ends with a {'dot' if name[-1] == '.' else 'space'}, which Windows does not allow"
    if _DEVICE.match(name):
        return "is the name of a device on Windows"
    return ""
