"""A vault in which a note is being typed: `§` in its text is the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vaultlint.model import Span
from vaultlint.parse.read_back import range_of
from vaultlint.server.completion_items import CompletionItem
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory

CURSOR = "§"


@dataclass(frozen=True)
class Editing:
    """A vault, and the place of the cursor in one of its notes; `text` is without the byte order mark, if it has one."""

    index: Index
    path: str
    text: str
    line: int
    column: int
    mark: str

    @property
    def at(self) -> tuple[Index, str, int, int]:
        """The arguments that say where the cursor is."""
        return self.index, self.path, self.line, self.column

    def write(self, item: CompletionItem) -> None:
        """Write an item."""
        self.index.update(self.path, f"{self.mark}{self.after(item)}".encode())

    def after(self, item: CompletionItem) -> str:
        """Return the text of the note with an item written."""
        where = range_of(item.span, self.text)
        assert where is not None
        return f"{self.text[: where[0]]}{item.text}{self.text[where[1] :]}"


def editing(text: str, files: Mapping[str, str | bytes] = {}, path: str = "0.md") -> Editing:
    """Open a vault with some files and a note, in which the cursor is marked."""
    mark = text[: text.startswith("\ufeff")]
    text = text.removeprefix(mark)
    offset = text.index(CURSOR)
    text = text[:offset] + text[offset + 1 :]
    before = text[:offset].replace("\r\n", "\n ").replace("\r", "\n")
    line_start = before.rfind("\n") + 1
    crlf = before[line_start - 1 : line_start + 1] == "\n " and "\r\n" in text
    column = len(before) - line_start + 1 - crlf
    return Editing(index_of({**files, path: mark + text}), path, text, before.count("\n") + 1, column, mark)


def index_of(files: Mapping[str, str | bytes]) -> Index:
    """Return the index of a vault in memory."""
    return Index(Path("/vault"), Memory(files))


def text_of(files: Mapping[str, str], path: str, span: Span) -> str:
    """Return what stands at a span of a file."""
    where = range_of(span, files[path])
    assert where is not None
    return files[path][slice(*where)]
