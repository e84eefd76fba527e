"""Write a comment that hides a problem, without changing how its note is read."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.model import Edit, Note, Problem, Span
from vaultlint.parse import read_note
from vaultlint.vault.listing import is_note


def line_suppression(problem: Problem, text: str) -> Edit | None:
    """Return the edit that hides the problems of a rule on a line; None where no comment can stand there."""
    lines = text.split("\n")
    number = problem.span.line
    if not is_note(problem.path) or "\r" in text.replace("\r\n", "") or number > len(lines):
        return None
    before = read_note(problem.path, text.encode())
    for edit, changed in _for_line(problem, lines, number):
        now = changed[: number + 1]
        line = number + (len(changed) - len(lines))
        after = read_note(problem.path, "\n".join(changed).encode())
        if now and _reads_the_same(before, after) and _hides(after, problem.rule, line):
            return edit
    return None


def note_suppression(problem: Problem, text: str) -> Edit | None:
    """Return the edit that hides the problems of a rule in a note; None where no comment can stand at its end."""
    if not is_note(problem.path):
        return None
    before = read_note(problem.path, text.encode())
    lines = text.split("\n")
    ending = "\r\n" if "\r\n" in text else "\n"
    added = f"{'' if lines[-1] == '' else ending}{ending}%% vaultlint-disable-file {problem.rule} %%{ending}"
    after = read_note(problem.path, (text + added).encode())
    if not (_reads_the_same(before, after) and _hides(after, problem.rule, problem.span.line)):
        return None
    end = len(lines), len(lines[-1]) + 1
    return Edit(problem.path, Span(*end, *end), added)


def _for_line(problem: Problem, lines: list[str], number: int) -> Iterator[tuple[Edit, list[str]]]:
    """Yield what may be done, best first, with the lines that it gives."""
    line = lines[number - 1]
    content = line.rstrip("\r \t")
    is_row = content.startswith("|") and content.endswith("|") and len(content) > 1
    column = len(content[:-1].rstrip() if is_row else content) + 1
    comment = f" %% vaultlint-disable-line {problem.rule} %%"
    changed = [*lines]
    changed[number - 1] = line[: column - 1] + comment + line[column - 1 :]
    yield Edit(problem.path, Span(number, column, number, column), comment), changed
    indent = content[: len(content) - len(content.lstrip(" \t>"))]
    above = f"{indent}%% vaultlint-disable-next-line {problem.rule} %%" + ("\r" if line.endswith("\r") else "")
    yield (
        Edit(problem.path, Span(number, 1, number, 1), f"{above}\n"),
        [*lines[: number - 1], above, *lines[number - 1 :]],
    )


def _reads_the_same(before: Note, after: Note) -> bool:
    """Whether a note has the same links, headings, blocks, tags and properties."""
    return _facts(before) == _facts(after)


def _facts(note: Note) -> object:
    return (
        [(link.kind, link.raw, link.target, link.fragment) for link in note.links],
        [(heading.level, heading.text) for heading in note.headings],
        [block.id for block in note.blocks],
        [tag.name for tag in note.tags],
        [(found.name, found.value) for found in note.properties],
        note.front_matter_broken,
    )


def _hides(note: Note, rule: str, line: int) -> bool:
    return any(each.rule == rule and each.first_line <= line <= each.last_line for each in note.suppressions)
