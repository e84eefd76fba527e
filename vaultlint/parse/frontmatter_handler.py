"""Front matter for python-frontmatter: any tool that uses that library can read just what vaultlint reads."""

from __future__ import annotations

from frontmatter.default_handlers import BaseHandler

from vaultlint.model import Value
from vaultlint.parse import yaml_core
from vaultlint.parse.front_matter import OPENING, find_block
from vaultlint.parse.yaml_nodes import value_of


class ObsidianHandler(BaseHandler):
    """python-frontmatter's handler for what Obsidian takes for front matter, and nothing else; see `find_block`."""

    FM_BOUNDARY = OPENING
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Whether a text has front matter."""
        return find_block(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """The YAML between the two lines, and all that follows the second; raises ValueError."""
        block = find_block(text)
        if block is None:
            raise ValueError("no front matter")
        return text[block.start : block.end], text[block.body :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """The properties of a block; raises `YamlError`."""
        root = yaml_core.read(fm)
        value = value_of(root) if root else {}
        return value if isinstance(value, dict) else {}
