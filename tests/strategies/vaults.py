"""Whole vaults: the bytes of their files by path."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from tests.strategies import canvas, markdown, names, obsidian
from tests.strategies.front_matter import FRONT_MATTER

Vault = dict[str, bytes]


def _encode(text: str, line_end: str) -> bytes:
    return text.replace("\n", line_end).encode(errors="surrogatepass")


TEXTS = st.builds(
    _encode,
    st.builds("{}{}".format, FRONT_MATTER, markdown.BODIES),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]),
)
NOTES = TEXTS | TEXTS | TEXTS | st.builds(lambda text, more: text + more, TEXTS, st.binary(max_size=6))
"""The bytes of a note; of some not all are UTF-8."""


@st.composite
def vaults(draw: st.DrawFn, *, min_notes: int = 2) -> Vault:
    """A few notes, canvases and other files, and settings of Obsidian; only these have paths that begin with a dot."""
    files: Vault = dict(draw(obsidian.SETTINGS_FILES))
    files |= draw(st.dictionaries(_visible(names.FILES), st.binary(max_size=3), max_size=3))
    files |= draw(st.dictionaries(_visible(names.CANVASES), canvas.CANVASES, max_size=2))
    files |= draw(st.dictionaries(_visible(names.NOTES), NOTES, min_size=min_notes, max_size=6))
    return files


def _visible(paths: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Paths that can stand on a disk, of which no part begins with a dot."""
    return paths.filter(lambda path: not any(part.startswith(".") for part in path.split("/")) and "\0" not in path)


def write(root: Path, files: Mapping[str, bytes], second: int = 1_700_000_000) -> None:
    """Write a vault, long ago; what the system does not take as a name, or has already, is left out."""
    for path, content in files.items():
        with suppress(OSError, ValueError):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            write_note(root / path, content, second)


def write_note(file: Path, content: bytes, second: int = 1_700_000_000) -> None:
    """Write a file that was last changed at that second."""
    file.write_bytes(content)
    os.utime(file, (second, second))
