"""A python-frontmatter handler: tools that use that library can read exactly what vaultlint reads."""

from __future__ import annotations

from frontmatter.default_handlers import BaseHandler

from vaultlint.model import Value
from vaultlint.parse import yaml_core
from vaultlint.parse.front_matter import OPENING, find_block
from vaultlint.parse.yaml_nodes import value_of


class ObsidianHandler(BaseHandler):
    """Handle what Obsidian reads as front matter, and nothing else; see `find_block`."""

    FM_BOUNDARY = OPENING
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Whether a text has front matter."""
        return find_block(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Split a text into the YAML between the `---` lines and the body; raises ValueError without front matter."""
        block = find_block(text)
        if block is None:
            raise ValueError("no front matter")
        return text[block.start : block.end], text[block.body :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """Read the properties of a block; raises `YamlError`."""
        root = yaml_core.read(fm)
        value = value_of(root) if root else {}
        return value if isinstance(value, dict) else {}
