from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class UnreadableFile(Rule):
    """A note, canvas or folder that cannot be read as it should.

    - A note that is not UTF-8: Obsidian knows no other encoding and shows odd characters. Save the
      file as UTF-8.
    - A note with a NUL character: it is in UTF-16, or a crash has overwritten part of it.
    - A note or canvas with far more links, lines and signs than anybody writes, which would take
      minutes to read: split it. It stays a link target, and nothing is said of what is in it.
    - A canvas that is not JSON: Obsidian cannot show it. Often the marks of a merge conflict were
      left in it.
    - A file or folder that the system will not open: look at its permissions.
    - A file that is larger than `max-file-size` in the configuration allows, 10,000,000 bytes by default. It
      stays a link target; links to its headings and blocks are not checked.
    - A link to a file outside of the vault.

    What could be read is still checked.
    """

    name = "unreadable-file"
    good = Example({"board.canvas": '{"nodes": [], "edges": []}'})
    bad = Example(
        {"board.canvas": '{"nodes": ['},
        expected=(("board.canvas:1:12: error: cannot read this canvas as JSON: expecting value [unreadable-file]"),),
    )

    severity: Severity = Severity.ERROR

    def check(self, vault: Vault) -> Iterator[Problem]:
        yield from self.problems_of(vault.flaws)
