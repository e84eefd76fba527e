"""The files that are open in the editor, with their text there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vaultlint.server.lsp_types import ContentChange, Encoding
from vaultlint.server.text_positions import TextPositions


@dataclass
class Buffer:
    """A file that is open in the editor: its URI as the editor writes it, its path, and its text with a version."""

    uri: str
    path: Path
    version: int
    text: str

    @property
    def data(self) -> bytes:
        """The bytes that the file would have if it were saved."""
        return self.text.encode(errors="replace")  # JSON may hold half of a surrogate pair

    def change(self, changes: Sequence[ContentChange], version: int, encoding: Encoding) -> None:
        """Take up edits, one after the other."""
        for change in changes:
            if change.range is None:
                self.text = change.text
                continue
            positions = TextPositions(self.text, encoding)
            start, end = positions.offset(change.range.start), positions.offset(change.range.end)
            self.text = self.text[:start] + change.text + self.text[max(start, end) :]
        self.version = version
