"""A linter and link checker for Obsidian vaults. What is named here is the interface for rules."""

from vaultlint.fragments import fold_heading
from vaultlint.model import (
    TOP,
    Block,
    Canvas,
    Flaw,
    FragmentStatus,
    Heading,
    Link,
    LinkKind,
    Note,
    Parts,
    Problem,
    Property,
    ResolvedLink,
    Severity,
    Span,
    Status,
    Suppression,
    Value,
)
from vaultlint.moment import MomentFormat
from vaultlint.names import note_name
from vaultlint.patterns import check_pattern, matches
from vaultlint.rule import Example, Rule
from vaultlint.vault import Vault

__version__ = "0.1.0"

__all__ = [
    "TOP",
    "Block",
    "Canvas",
    "Example",
    "Flaw",
    "FragmentStatus",
    "Heading",
    "Link",
    "LinkKind",
    "MomentFormat",
    "Note",
    "Parts",
    "Problem",
    "Property",
    "ResolvedLink",
    "Rule",
    "Severity",
    "Span",
    "Status",
    "Suppression",
    "Value",
    "Vault",
    "check_pattern",
    "fold_heading",
    "matches",
    "note_name",
]
