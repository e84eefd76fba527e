"""A note as it is being typed: its text, and the position of the cursor in it."""

from __future__ import annotations

from dataclasses import dataclass

from vaultlint.model import Contents
from vaultlint.parse.read_back import contents_of, lines_of, range_of
from vaultlint.parse.utf8 import BOM
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.vault.index import Index
from vaultlint.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cursor in a note; `text` is that of the note, without its byte order mark, and `offset` counts in it."""

    index: Index
    path: str
    text: str
    offset: int
    after_bom: bool

    @property
    def before(self) -> str:
        """What is in the line before the cursor."""
        start = max(self.text.rfind("\n", 0, self.offset), self.text.rfind("\r", 0, self.offset)) + 1
        return self.text[start : self.offset]

    @property
    def after(self) -> str:
        """What is in the line after the cursor."""
        ends = (end for mark in "\r\n" if (end := self.text.find(mark, self.offset)) >= 0)
        return self.text[self.offset : min(ends, default=len(self.text))]

    def with_text(self, start: int, end: int, new: str) -> str:
        """Return the text with another part between two offsets."""
        return f"{self.text[:start]}{new}{self.text[end:]}"

    def read(self, text: str) -> Contents:
        """Read another text of the note."""
        return contents_of(self.path, text, after_bom=self.after_bom)

    def has(self, item: CompletionItem) -> bool:
        """Whether what an item writes is there already."""
        where = range_of(item.span, self.text)
        return where is not None and self.text[slice(*where)] == item.text

    def item(self, label: str, kind: ItemKind, start: int, end: int, text: str, detail: str = "") -> CompletionItem:
        """Return an item that writes a text between two offsets."""
        span = lines_of(self.text).span(start, end)
        return CompletionItem(label, kind, span, text, self.text[start : self.offset], detail)


def cursor_at(index: Index, path: str, line: int, column: int) -> Cursor | None:
    """Return the cursor at a position; None if that is not in a note that can be read."""
    text = Vault(index).text(path) if path in index.listing.notes else None
    if text is None:
        return None
    try:
        offset = lines_of(text).offset(line, column)
    except ValueError:
        return None
    return Cursor(index, path, text, offset, index.source.read(path).startswith(BOM.encode()))
