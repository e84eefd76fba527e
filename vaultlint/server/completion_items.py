"""What an editor shows in a list of completions, and what it writes."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from vaultlint.model import Span


class ItemKind(StrEnum):
    """What an item stands for, which an editor shows as an icon."""

    NOTE = "note"
    ALIAS = "alias"
    FILE = "file"
    HEADING = "heading"
    BLOCK = "block"
    TAG = "tag"
    PROPERTY = "property"
    VALUE = "value"
    CALLOUT = "callout"


class CompletionItem(NamedTuple):
    """One thing that may be written: `text` in place of `span`, which is in one line and holds the position.

    `label` is what is shown, `detail` what is shown beside it, such as a path. `filter_text` is what is between the
    start of `span` and the position, so that editors, which compare it with that, keep every item in its order.
    """

    label: str
    kind: ItemKind
    span: Span
    text: str
    filter_text: str
    detail: str = ""
