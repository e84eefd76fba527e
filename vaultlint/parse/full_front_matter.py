"""The full reader of front matter: python-frontmatter with a handler for what Obsidian reads as front matter."""

from __future__ import annotations

from typing import cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from vaultlint.model import Value
from vaultlint.parse import yaml_core
from vaultlint.parse.front_matter import OPENING, BlockBounds, find_block
from vaultlint.parse.yaml_nodes import Node, value_of


class ObsidianHandler(BaseHandler):
    """Handle what Obsidian reads as front matter, and nothing else; see `find_block`.

    `bounds` is where the block is, if known. After `load`, `root` is the root node of the block, with the positions
    that the library has no place for; None if the block is empty.
    """

    FM_BOUNDARY = OPENING
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, bounds: BlockBounds | None = None) -> None:
        super().__init__()
        self._bounds = bounds
        self.root: Node | None = None

    def detect(self, text: str) -> bool:
        """Whether a text has front matter."""
        return find_block(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Split a text into the YAML between the `---` lines and the body; raises ValueError without front matter."""
        block = self._bounds or find_block(text)
        if block is None:
            raise ValueError("no front matter")
        return text[block.start : block.end], text[block.body :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """Read the properties of a block; raises `YamlError`."""
        self.root = yaml_core.read(fm)
        value = value_of(self.root) if self.root else {}
        return value if isinstance(value, dict) else {}


def read_block(text: str, bounds: BlockBounds) -> tuple[dict[str, Value], Node | None]:
    """The properties of a note's front matter, and its root node, None when it is empty; raises `YamlError`.

    `frontmatter.parse` replaces CRLF with LF and strips the text, which would move offsets. So each CRLF is given
    a second CR, which is what the library then takes away, and the text ends with hyphens, which are not stripped.
    """
    handler = ObsidianHandler(bounds)
    same_once_parsed = text[: bounds.end].replace("\r\n", "\r\r\n") + "---"
    properties, _ = frontmatter.parse(same_once_parsed, handler=handler)
    return cast("dict[str, Value]", properties), handler.root
