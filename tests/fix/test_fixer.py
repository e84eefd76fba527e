"""What is fixed is right, and does no harm; what would do harm is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.strategies import examples
from tests.strategies.vaults import misdirected_vaults
from tests.test_laws import EVERY_RULE
from vaultlint import Applicability, Edit, Example, Fix, Note, Problem, Rule, Span, Vault
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.fix import fixer as fixer_module
from vaultlint.fix.edits import edited_bytes, edits_by_path
from vaultlint.fix.fixer import Fixer
from vaultlint.lint.engine import check
from vaultlint.lint.verdicts import Verdicts
from vaultlint.parse.positions import LineIndex
from vaultlint.vault.index import Index
from vaultlint.vault.sources import Memory

Files = Mapping[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Wording(Rule):
    """Reports texts that should be others: pairs with a `>` between them."""

    name = "wording"
    good = bad = Example({})

    pairs: tuple[str, ...] = ()

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        text = vault.text(note) or ""
        for wrong, _, right in (pair.partition(">") for pair in self.pairs):
            at = text.find(wrong)
            while at >= 0:
                span = LineIndex(text).span(at, at + len(wrong))
                fix = Fix(f"Write {right}", (Edit(note.path, span, right),), Applicability.SAFE)
                yield self.problem(note.path, span, f"write {right}", causes=(wrong,), fix=fix)
                at = text.find(wrong, at + len(wrong))


@dataclass(frozen=True, kw_only=True)
class Everywhere(Rule):
    """Reports the word `old` once, and fixes it in all notes at once."""

    name = "everywhere"
    good = bad = Example({})

    def check(self, vault: Vault) -> Iterator[Problem]:
        edits = [
            Edit(path, LineIndex(text).span(text.index("old"), text.index("old") + 3), "new")
            for path in vault.notes
            if "old" in (text := vault.text(path) or "")
        ]
        if edits:
            fix = Fix("Write new everywhere", tuple(edits), Applicability.SAFE)
            yield self.problem(edits[0].path, edits[0].span, "old", fix=fix)


def fixer_of(files: Files, selection: Selection, why: Callable[[str], str | None] = lambda _: None) -> Fixer:
    """A fixer of a vault in memory."""
    index, verdicts = Index(Path("/vault"), Memory(files)), Verdicts()

    def checked() -> Any:
        return check(Vault(index), selection, verdicts=verdicts)

    return Fixer(index, selection, verdicts, checked, checked(), why)


def fixed(files: Files, *pairs: str, **options: Any) -> Fixer:
    """The fixer of a vault in memory once all is fixed."""
    rules = {**EVERY_RULE.classes, "wording": Wording, "everywhere": Everywhere}
    settings = {"wording": {"pairs": pairs}, "missing-property": {"properties": ["kind"]}}
    select = options.pop("select", ("wording", "links", "front-matter-syntax", "missing-property"))
    selection = Selection(rules, Config(Options(select=select, rules=settings)))
    fixer = fixer_of({path: _with_kind(text) for path, text in files.items()}, selection, **options)
    fixer.fix_all(lambda problem: problem.fix)
    return fixer


def _with_kind(text: str | bytes) -> str | bytes:
    return text


def after(fixer: Fixer) -> dict[str, str]:
    """The texts of the files that were changed."""
    edits = edits_by_path(fixer.plan.edits)
    return {path: edited_bytes(fixer.read[path], its).decode() for path, its in edits.items()}


def rejected(fixer: Fixer) -> list[str]:
    return [f"{problem.path}:{problem.span.line}:{problem.span.column}: {why}" for problem, why in fixer.rejected]
