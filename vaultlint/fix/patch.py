"""Show a plan as a patch, which `git apply` and `patch -p1` take: made of the edits, without comparing texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultlint.fix.edits import OffsetEdit, Plan, edits_by_path, offset_edits
from vaultlint.model import Edit
from vaultlint.parse.utf8 import BOM

CONTEXT = 3
"""How many lines are shown before and after those that differ."""

_NO_NEWLINE = "\\ No newline at end of file\n"
_NEWLINE = re.compile("\n")
_NEEDS_QUOTES = re.compile(rb'[\x00-\x1f"\\\x7f]')
_ESCAPES = {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    7: "\\a",
    8: "\\b",
    9: "\\t",
    10: "\\n",
    11: "\\v",
    12: "\\f",
    13: "\\r",
}


class _Difference(NamedTuple):
    """Lines that differ: the number of lines before them in the old text, and what they were and are, with endings."""

    before: int
    old: list[str]
    new: list[str]


def render_patch(
    plan: Plan, read: Mapping[str, bytes], moved: Mapping[str, str] = {}, *, prefix: str = ""
) -> list[str]:
    """Render a plan as the lines of a patch, with their endings.

    `read` has the bytes of the edited files by path, `moved` the new paths of all moved files by the old ones. `prefix`
    goes before all paths: the vault's path from where the patch is to be applied, with a slash at its end.
    """
    edits = edits_by_path(plan.edits)
    lines: list[str] = []
    for path in sorted({*edits, *moved}):
        differences = _differences(read[path].decode(), edits[path]) if path in edits else []
        new = moved.get(path, path)
        if differences or new != path:
            lines += _header(prefix + path, prefix + new, has_hunks=bool(differences))
            lines += _hunks(_lines(read[path].decode()), differences) if differences else []
    return lines


def _header(old: str, new: str, *, has_hunks: bool) -> Iterator[str]:
    yield f"diff --git {_quoted(f'a/{old}')} {_quoted(f'b/{new}')}\n"
    if old != new:
        yield f"rename from {_quoted(old)}\n"
        yield f"rename to {_quoted(new)}\n"
    if has_hunks:
        yield f"--- {_file_name(f'a/{old}')}\n"
        yield f"+++ {_file_name(f'b/{new}')}\n"


def _quoted(path: str) -> str:
    """Quote a path as git does, where it has to be; letters of all scripts stay as they are."""
    data = path.encode("utf-8", "surrogateescape")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = ""
    if text and not _NEEDS_QUOTES.search(data):
        return text
    shown = (_ESCAPES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in data)
    return f'"{"".join(shown)}"'


def _file_name(path: str) -> str:
    """Write a path where a time may follow: a tab ends it, in case it has spaces."""
    quoted = _quoted(path)
    return f"{quoted}\t" if " " in quoted and not quoted.startswith('"') else quoted


def _differences(text: str, edits: Sequence[Edit]) -> list[_Difference]:
    content = text.removeprefix(BOM)
    mark = len(text) - len(content)
    steps = [OffsetEdit(mark + start, mark + end, new) for start, end, new in offset_edits(content, edits)]
    starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]
    found: list[_Difference] = []
    for first, last, block in _blocks(steps, starts):
        start, end = starts[first], starts[last + 1] if last + 1 < len(starts) else len(text)
        new = _applied(text, start, end, block)
        if difference := _trimmed(first, _lines(text[start:end]), _lines(new)):
            found.append(difference)
    return found


def _blocks(steps: Iterable[OffsetEdit], starts: Sequence[int]) -> Iterator[tuple[int, int, list[OffsetEdit]]]:
    """Group edits on lines that follow each other: first and last line, from 0, and the edits in them."""
    first = last = -1
    block: list[OffsetEdit] = []
    for step in steps:
        begins, ends = bisect_right(starts, step.start) - 1, bisect_right(starts, step.end) - 1
        if block and begins > last + 1:
            yield first, last, block
            block = []
        first = first if block else begins
        last = ends
        block.append(step)
    if block:
        yield first, last, block


def _applied(text: str, start: int, end: int, block: Iterable[OffsetEdit]) -> str:
    parts: list[str] = []
    for step in block:
        parts += (text[start : step.start], step.text)
        start = step.end
    return "".join((*parts, text[start:end]))


def _lines(text: str) -> list[str]:
    """Split a text at LF, as patches do, which stays at the end of each line."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _trimmed(before: int, old: list[str], new: list[str]) -> _Difference | None:
    """Leave out what is the same at both ends; None where nothing differs."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    return _Difference(before + start, old, new) if old or new else None


def _hunks(lines: Sequence[str], differences: Sequence[_Difference]) -> Iterator[str]:
    shift = 0
    for group in _groups(differences):
        first, last = group[0], group[-1]
        start = max(first.before - CONTEXT, 0)
        end = min(last.before + len(last.old) + CONTEXT, len(lines))
        grown = sum(len(each.new) - len(each.old) for each in group)
        yield f"@@ -{_range(start, end - start)} +{_range(start + shift, end - start + grown)} @@\n"
        at = start
        for before, old, new in group:
            yield from _marked(" ", lines[at:before])
            yield from _marked("-", old)
            yield from _marked("+", new)
            at = before + len(old)
        yield from _marked(" ", lines[at:end])
        shift += grown


def _groups(differences: Sequence[_Difference]) -> Iterator[list[_Difference]]:
    """Group the differences whose context meets."""
    group: list[_Difference] = []
    for each in differences:
        if group and each.before - group[-1].before - len(group[-1].old) > 2 * CONTEXT:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _range(before: int, count: int) -> str:
    return f"{before},0" if count == 0 else f"{before + 1}" if count == 1 else f"{before + 1},{count}"


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_NEWLINE}"
