"""Which notes say themselves whether they are published, kept so that no run has to look at all notes for it."""

from __future__ import annotations

from contextlib import suppress

from vaultlint.encoding import decode, encode
from vaultlint.model import Note
from vaultlint.site.publication import PUBLISH_KEYS
from vaultlint.vault.reader import ParsedFile

PUBLISH_MARKS = "publish-marks"
"""The name of the cached value."""

_COMMON = b"publish"
"""What both properties have in their names, whatever their case is; most notes do not contain it."""


class PublishMarks:
    """The paths of the notes with a property such as `publish`, as they were `stored`."""

    def __init__(self, stored: bytes | None) -> None:
        self._paths: set[str] = set()
        with suppress(ValueError, TypeError):
            self._paths = set(decode(stored)) if stored else set()
        self._stored = stored

    def __bool__(self) -> bool:
        return bool(self._paths)

    def put(self, path: str, parsed: ParsedFile | None) -> None:
        """Take up what stands in a note; None for one that is gone or cannot be read."""
        contents = parsed.contents if parsed else b""
        if isinstance(contents, bytes) and _COMMON not in contents.lower():
            self._paths.discard(path)
        elif any(Note(path, contents).has(name) for name in PUBLISH_KEYS):
            self._paths.add(path)
        else:
            self._paths.discard(path)

    def unsaved(self) -> dict[str, bytes]:
        """Return the value to store, by its name; none if it is stored."""
        encoded = encode(sorted(self._paths))
        if encoded == self._stored or (not self._paths and not self._stored):
            return {}
        self._stored = encoded
        return {PUBLISH_MARKS: encoded}
