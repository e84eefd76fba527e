"""Read the notes that a plan edits, as the index read them."""

from __future__ import annotations

from vaultlint.encoding import digest
from vaultlint.errors import FixRefused, reason
from vaultlint.parse import read_text
from vaultlint.vault.index import Index


class NoteReader:
    """Reads notes and canvases for a plan; `data` keeps the bytes of all that were read, by path."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.data: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}

    def text(self, path: str) -> str:
        """Return the text of a note or canvas, as spans count it.

        Raises `FixRefused` where it is not what the index read, and where it is not UTF-8: it cannot be edited.
        """
        if path not in self._texts:
            self._texts[path] = read_text(self._read(path))
        return self._texts[path]

    def _read(self, path: str) -> bytes:
        try:
            data = self._index.source.read(path)
        except OSError as error:
            raise FixRefused(f"{path}: cannot be read: {reason(error)}") from None
        file = self._index.documents.files.get(path)
        if file is None or digest(data) != file.digest:
            raise FixRefused(f"{path}: changed while it was being read: run the command again")
        try:
            data.decode()
        except UnicodeDecodeError as error:
            message = (
                f"{path}: not UTF-8 (byte {error.start + 1}), so links in it cannot be rewritten: save it as UTF-8"
            )
            raise FixRefused(message) from None
        self.data[path] = data
        return data
