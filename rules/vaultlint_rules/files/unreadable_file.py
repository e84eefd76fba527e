from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Canvas, Example, Note, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class UnreadableFile(Rule):
    """A note, canvas or folder that cannot be read correctly.

    - A note is not UTF-8. Obsidian knows no other encoding and shows wrong characters. Save the file
      as UTF-8.
    - A note contains a NUL character. It is in UTF-16, or a crash has overwritten part of it.
    - A note or canvas has so many links, lines or characters that reading it would take minutes. Split
      it. It stays a link target, but nothing in it is checked.
    - A canvas is not valid JSON, so Obsidian cannot open it. Often it contains the markers of a merge
      conflict.
    - The operating system refuses to open a file or folder. Check its permissions.
    - A file is larger than `max-file-size` in the configuration, 10,000,000 bytes by default. It stays
      a link target; links to its headings and blocks are not checked.
    - A symbolic link leads out of the vault.

    Whatever could be read is still checked.
    """

    name = "unreadable-file"
    good = Example({"board.canvas": '{"nodes": [], "edges": []}'})
    bad = Example(
        {"board.canvas": '{"nodes": ['},
        expected=(("board.canvas:1:12: error: cannot read this canvas as JSON: expecting value [unreadable-file]"),),
    )

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note | Canvas, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of((note.path, flaw) for flaw in vault.flaws_of(note))

    check_canvas = check_note

    def check(self, vault: Vault) -> Iterator[Problem]:
        others = [path for path in vault.unreadable if path not in vault.notes and path not in vault.canvases]
        yield from self.problems_of((path, flaw) for path in others for flaw in vault.flaws_of(path))
