"""A linter and link checker for Obsidian vaults. What is named here is the interface for rules."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing is not imported for it: `vaultlint --version` needs nothing else of it
if TYPE_CHECKING:
    from vaultlint.contracts.json_schema import JsonSchema, SchemaError
    from vaultlint.files.file_names import NameFaults, name_faults
    from vaultlint.files.patterns import check_pattern, matches
    from vaultlint.model import (
        MAX_SUGGESTIONS,
        TOP,
        Applicability,
        Block,
        Canvas,
        Edit,
        Fix,
        FixKind,
        Flaw,
        FragmentStatus,
        Heading,
        Link,
        LinkKind,
        Note,
        Problem,
        Property,
        ResolvedLink,
        Severity,
        Span,
        Status,
        Suppression,
        Tag,
        Value,
    )
    from vaultlint.obsidian.moment import MomentFormat
    from vaultlint.obsidian.names import note_name
    from vaultlint.parse.link_spans import LinkSpans, link_spans
    from vaultlint.parse.link_writer import LinkSource, link_edit
    from vaultlint.parse.tags import is_tag
    from vaultlint.rule import Example, Rule, Scope
    from vaultlint.site.site import Site
    from vaultlint.vault.anchors import fold_heading
    from vaultlint.vault.near_files import NearFile
    from vaultlint.vault.near_names import NearNames, name_core
    from vaultlint.vault.resolver import wanted_path
    from vaultlint.vault.vault import Vault

__version__ = "0.2.0"

__all__ = [
    "MAX_SUGGESTIONS",
    "TOP",
    "Applicability",
    "Block",
    "Canvas",
    "Edit",
    "Example",
    "Fix",
    "FixKind",
    "Flaw",
    "FragmentStatus",
    "Heading",
    "JsonSchema",
    "Link",
    "LinkKind",
    "LinkSource",
    "LinkSpans",
    "MomentFormat",
    "NameFaults",
    "NearFile",
    "NearNames",
    "Note",
    "Problem",
    "Property",
    "ResolvedLink",
    "Rule",
    "SchemaError",
    "Scope",
    "Severity",
    "Site",
    "Span",
    "Status",
    "Suppression",
    "Tag",
    "Value",
    "Vault",
    "check_pattern",
    "fold_heading",
    "is_tag",
    "link_edit",
    "link_spans",
    "matches",
    "name_core",
    "name_faults",
    "note_name",
    "wanted_path",
]

_ELSEWHERE = {
    "Example": "rule",
    "JsonSchema": "contracts.json_schema",
    "LinkSource": "parse.link_writer",
    "LinkSpans": "parse.link_spans",
    "MomentFormat": "obsidian.moment",
    "NameFaults": "files.file_names",
    "NearFile": "vault.near_files",
    "NearNames": "vault.near_names",
    "Rule": "rule",
    "SchemaError": "contracts.json_schema",
    "Scope": "rule",
    "Site": "site.site",
    "Vault": "vault.vault",
    "check_pattern": "files.patterns",
    "fold_heading": "vault.anchors",
    "is_tag": "parse.tags",
    "link_edit": "parse.link_writer",
    "link_spans": "parse.link_spans",
    "matches": "files.patterns",
    "name_core": "vault.near_names",
    "name_faults": "files.file_names",
    "note_name": "obsidian.names",
    "wanted_path": "vault.resolver",
}
"""The modules of the names that are not from `vaultlint.model`."""

if not TYPE_CHECKING:  # or a type checker would take every name for one that exists

    def __getattr__(name: str) -> object:
        """Import a name of the interface when it is first asked for (PEP 562): most commands need few of them."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"vaultlint.{_ELSEWHERE.get(name, 'model')}"), name)
        globals()[name] = value
        return value
