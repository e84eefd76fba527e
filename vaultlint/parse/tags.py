"""What Obsidian takes as a tag, and where front matter has tags."""

from __future__ import annotations

from vaultlint.parse.markdown import TAG

TAG_PROPERTIES = frozenset({"tags", "tag"})
"""The properties that hold tags, in lower case; Obsidian reads `tags` alone since version 1.9."""


def is_tag(name: str) -> bool:
    """Whether Obsidian takes a name, without `#`, as a tag; no part between slashes may be empty."""
    return bool(TAG.fullmatch(f"#{name}")) and not name.isdecimal() and all(name.split("/"))
