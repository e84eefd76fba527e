"""What planning a move or rename gives."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.fix.edits import Plan
from vaultlint.model import Mention, Span


class Planned(NamedTuple):
    """A plan, what it leaves as it is although it names what is moved, and what else its user should know.

    `dropped` are the links, by path and span, that the user asks to remove: those in a heading that gets another text.
    """

    plan: Plan
    left: tuple[Mention, ...] = ()
    notices: tuple[str, ...] = ()
    dropped: tuple[tuple[str, Span], ...] = ()
