"""The problems as the page shows them: with their line, and what a fix would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import attrgetter

from vaultlint.fix.edits import offset_edits
from vaultlint.html_report.vault_facts import ProblemRow, ShownEdit, ShownFix, ShownLine
from vaultlint.model import Applicability, Edit, Fix, Problem
from vaultlint.output.text_output import shortened
from vaultlint.parse.positions import LINE_ENDING, LineIndex
from vaultlint.text.control_characters import printable
from vaultlint.vault.vault import Vault

_AROUND = 60
_MARKED = 80
_CONTEXT = 24
_CHANGED = 120
"""The most bytes in UTF-8 of a text around a problem and in it, and around an edit and in it."""

_MOST_EDITS = 3
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def problem_rows(
    problems: Iterable[Problem], vault: Vault, causes: Mapping[int, int], withheld: AbstractSet[str]
) -> Iterator[ProblemRow]:
    """Yield a row for each of the sorted problems; `causes` gives the number of the cause by the identity of a problem.

    Nothing is quoted from the files in `withheld`.
    """
    reader = _Quotes(vault, withheld)
    for path, alike in groupby(problems, attrgetter("path")):
        for problem in alike:
            yield ProblemRow(
                problem.rule,
                problem.severity,
                shortened(problem.message),
                path,
                problem.span,
                causes.get(id(problem), 0),
                reader.line(problem),
                reader.fix(problem.fix) if problem.fix else None,
                tuple(shortened(each.message) for each in problem.suggestions),
            )


class _Quotes:
    """Quotes the text of files; the last one is kept, since problems are sorted by path."""

    def __init__(self, vault: Vault, withheld: AbstractSet[str]) -> None:
        self._vault = vault
        self._withheld = withheld
        self._last: tuple[str, str, LineIndex] = ("", "", LineIndex(""))

    def _text(self, path: str) -> str:
        if self._last[0] != path:
            is_quoted = path in self._vault.documents and path not in self._withheld
            text = (self._vault.text(path) if is_quoted else None) or ""
            self._last = path, text, LineIndex(text)
        return self._last[1]

    def line(self, problem: Problem) -> ShownLine | None:
        """Return the line of a problem; None for one of the whole file, without words, and that cannot be quoted."""
        span = problem.span
        text, lines = self._text(problem.path), self._last[2]
        if not text or span[:2] == span[2:]:
            return None
        try:
            start, end = lines.offset(*span[:2]), lines.offset(*span[2:])
        except ValueError:  # the file has changed
            return None
        line = ShownLine(_before(text, start, _AROUND), _middle(text[start:end], _MARKED), _after(text, end, _AROUND))
        return line if any(map(str.isalnum, "".join(line))) else None

    def fix(self, fix: Fix) -> ShownFix:
        """Return what a fix changes, the first edits at least."""
        edits = [shown for edit in fix.edits[:_MOST_EDITS] for shown in self._edit(edit)]
        is_safe = fix.applicability is Applicability.SAFE
        return ShownFix(shortened(fix.message), is_safe, tuple(edits), max(len(fix.edits) - _MOST_EDITS, 0))

    def _edit(self, edit: Edit) -> Iterator[ShownEdit]:
        if edit.path in self._withheld:
            return
        text = self._text(edit.path)
        try:
            [(start, end, added)] = offset_edits(text, [edit])
        except ValueError:  # the file has changed
            return
        around = _before(text, start, _CONTEXT), _after(text, end, _CONTEXT)
        changed = _middle(text[start:end], _CHANGED), _middle(added, _CHANGED)
        yield ShownEdit(edit.path, edit.span.line, around[0], *changed, around[1])


def _before(text: str, offset: int, most: int) -> str:
    """Return the end of what stands in the line before an offset."""
    piece = text[max(offset - most - 1, 0) : offset]
    line = LINE_ENDING.split(piece)[-1]
    kept = line.encode("utf-8", "replace")[-most:].decode("utf-8", "ignore") if line else ""
    is_cut = len(kept) < len(line)
    return _shown(f"{_CUT}{kept}" if is_cut else kept.lstrip())


def _after(text: str, offset: int, most: int) -> str:
    line = LINE_ENDING.split(text[offset : offset + most + 1], maxsplit=1)[0]
    return _clipped(line, most)


def _clipped(line: str, most: int) -> str:
    kept = line.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
    return _shown(kept if len(kept) == len(line) else f"{kept}{_CUT}")


def _middle(text: str, most: int) -> str:
    """Return a text, with line endings as they are and without the middle of a long one."""
    lines: Sequence[str] = LINE_ENDING.split(text[: 2 * most])
    whole = "\n".join(lines)
    kept = whole.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
    is_cut = len(kept) < len(whole) or len(text) > 2 * most
    return "\n".join(map(_shown, kept.split("\n"))) + (_CUT if is_cut else "")


def _shown(line: str) -> str:
    return "\t".join(map(printable, line.split("\t"))).replace("\t", "  ")
