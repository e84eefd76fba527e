"""Problems as diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec
from msgspec import UNSET

from vaultlint.encoding import digest
from vaultlint.model import Problem, Severity
from vaultlint.output.manual import manual_page
from vaultlint.server.file_uris import uri_of
from vaultlint.server.lsp_types import CodeDescription, Diagnostic, Location, Position, Range, RelatedInformation
from vaultlint.server.text_positions import TextPositions

_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_TOP = Range(Position(0, 0), Position(0, 0))
_LISTED = 10


def diagnostic(
    problem: Problem, positions: TextPositions, uri: Callable[[str], str], *, with_data: bool = False
) -> Diagnostic:
    """Make a diagnostic of a problem in a text; `uri` returns the URI of a path in the vault."""
    page = page_uri(problem.rule)
    others = problem.data.get("others")
    related = [
        RelatedInformation(Location(uri(other), _TOP), other)
        for other in (others if isinstance(others, list) else [])[:_LISTED]
        if isinstance(other, str)
    ]
    return Diagnostic(
        positions.range(problem.span),
        _SEVERITIES[problem.severity],
        problem.rule,
        "vaultlint",
        problem.message,
        code_description=CodeDescription(page) if page else UNSET,
        related_information=related or UNSET,
        data=problem.data if with_data and problem.data else UNSET,
    )


@cache
def page_uri(rule: str) -> str | None:
    """Return the URI of a rule's page in the manual; None for a rule of a plugin."""
    page = manual_page(rule)
    return uri_of(page) if page else None


def result_id(diagnostics: list[Diagnostic]) -> str:
    """Return what tells whether a client has these diagnostics already."""
    return digest(msgspec.json.encode(diagnostics)).hex()
