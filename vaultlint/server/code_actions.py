"""What can be done about the problems at a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Plan, edits_by_path
from vaultlint.fix.fixer import Fixer
from vaultlint.fix.note_reader import NoteReader
from vaultlint.fix.proof import why_not
from vaultlint.lint.engine import check
from vaultlint.lint.result import Result
from vaultlint.model import Applicability, Fix, Problem
from vaultlint.parse import read_text
from vaultlint.server.capabilities import EXPLAIN, FIX_ALL, QUICK_FIX
from vaultlint.server.diagnostics import diagnostic, page_uri
from vaultlint.server.editor_files import EditorFiles
from vaultlint.server.lsp_types import CodeAction, Command, WorkspaceEdit
from vaultlint.server.new_notes import new_note_path
from vaultlint.server.open_vault import OpenVault
from vaultlint.server.rpc import ProtocolError
from vaultlint.server.suppressing import line_suppression, note_suppression
from vaultlint.vault.vault import Vault


def is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind of code action is asked for: by its name, or by the beginning of its name."""
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only)


class CodeActions:
    """What can be done about the problems of a file, each as a code action."""

    def __init__(self, vault: OpenVault, path: str, files: EditorFiles, *, explains: bool) -> None:
        self._vault = vault
        self._path = path
        self._files = files
        self._explains = explains

    def quick_fixes(self, start: tuple[int, int], end: tuple[int, int]) -> Iterator[CodeAction]:
        """Yield what can be done about the problems between two places, as line and column."""
        touched = [
            problem
            for problem in self._vault.problems.get(self._path, ())
            if problem.span[:2] <= end and start <= problem.span[2:]
        ]
        for problem in touched:
            yield from self._of(problem)
        for problem in touched:
            yield from self._suppressions(problem)
        for rule in dict.fromkeys(problem.rule for problem in touched if self._explains and page_uri(problem.rule)):
            title = f"Explain {rule}"
            yield CodeAction(title, QUICK_FIX, command=Command(title, EXPLAIN, [rule]))

    def _of(self, problem: Problem) -> Iterator[CodeAction]:
        for fix in (*([problem.fix] if problem.fix else []), *problem.suggestions):
            if edit := self._proved(Plan(fix.edits)):
                is_safe = fix is problem.fix and fix.applicability is Applicability.SAFE
                yield self._action(fix.message, problem, edit, is_preferred=is_safe)
        if (path := self._new_note(problem)) and (edit := self._made(Plan(), path)):
            yield self._action(f"Create {path}", problem, edit)

    def _new_note(self, problem: Problem) -> str | None:
        """The note that the link at a problem asks for."""
        if "target" not in problem.data:
            return None
        index = self._vault.index
        vault, document = Vault(index), index.document(self._path)
        for found in vault.broken_links_of(document):
            if found.link.span == problem.span:
                return new_note_path(index, found)
        return None

    def _suppressions(self, problem: Problem) -> Iterator[CodeAction]:
        try:
            text = read_text(self._vault.index.source.read(self._path))
        except OSError:
            return
        for edit, where in (
            (line_suppression(problem, text), "on this line"),
            (note_suppression(problem, text), "in this note"),
        ):
            if edit and (made := self._made(Plan((edit,)))):
                yield self._action(f"Disable {problem.rule} {where}", problem, made)

    def _action(self, title: str, problem: Problem, edit: WorkspaceEdit, *, is_preferred: bool = False) -> CodeAction:
        found = diagnostic(problem, self._files.positions(self._path), self._files.uri)
        return CodeAction(title, QUICK_FIX, [found], is_preferred, edit)

    def _proved(self, plan: Plan) -> WorkspaceEdit | None:
        """Make an edit of a plan that breaks no link; None of any other."""
        index = self._vault.index
        reader = NoteReader(index)
        try:
            for path in edits_by_path(plan.edits):
                reader.text(path)
        except FixRefused:
            return None
        return None if why_not(index, plan, reader.data) else self._made(plan)

    def _made(self, plan: Plan, creates: str | None = None) -> WorkspaceEdit | None:
        try:
            return self._files.edit(plan, creates)
        except ProtocolError:
            return None

    def fix_all(self) -> CodeAction | None:
        """Return the action that applies all safe fixes of the file; None if there are none."""
        plan = plan_safe_fixes(self._vault, self._path)
        made = self._made(plan) if plan.edits else None
        return CodeAction("Fix all safe problems", FIX_ALL, UNSET, edit=made) if made else None


def plan_safe_fixes(vault: OpenVault, path: str) -> Plan:
    """Plan what `--fix` would do to a file; the vault stays as it is."""
    index, selection, verdicts = vault.index, vault.selection, vault.verdicts

    def judge() -> Result:
        return check(Vault(index), selection, lambda each: each == path, vault.baseline, verdicts)

    fixer = Fixer(index, selection, verdicts, judge, judge(), why_not_written=lambda _: None)
    try:
        fixer.fix_all(_safe_fix)
        return fixer.plan
    finally:
        vault.restore(fixer.read)


def _safe_fix(problem: Problem) -> Fix | None:
    fix = problem.fix
    return fix if fix and fix.applicability is Applicability.SAFE else None
