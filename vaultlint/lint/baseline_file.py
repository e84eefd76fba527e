"""The file that holds a baseline: reading and writing it."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import msgspec

from vaultlint.errors import BaselineError
from vaultlint.lint.baseline import Baseline, BaselineEntry
from vaultlint.text.control_characters import CONTROL


class _EntryRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: str
    cause: str
    note: str
    count: Annotated[int, msgspec.Meta(ge=1)]


class _BaselineRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    problems: list[_EntryRecord]


def render_baseline(baseline: Baseline) -> str:
    """A baseline as JSON, sorted, one entry a line, so that git can merge it.

    Lone surrogates and what `control` calls unprintable are escaped.
    """
    lines = [
        json.dumps({**entry._asdict(), "count": count}, ensure_ascii=False) for entry, count in sorted(baseline.items())
    ]
    shown = (CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in lines)
    text = '{"version": 1, "problems": [\n' + ",\n".join(shown) + "\n]}\n"
    return text.encode("utf-8", "backslashreplace").decode()


def parse_baseline(data: bytes, where: str) -> Baseline:
    """A baseline from the bytes of its file; raises `BaselineError`.

    Of two equal entries, as a merge may leave them, the larger counts.
    """
    try:
        file = msgspec.convert(json.loads(data), _BaselineRecord)  # msgspec's own reader refuses lone surrogates
    except (ValueError, RecursionError) as error:
        raise BaselineError(
            f"{where}: not a baseline: {error}: write it again with `vaultlint baseline update`"
        ) from None
    found: dict[BaselineEntry, int] = {}
    for line in file.problems:
        entry = BaselineEntry(line.rule, line.cause, line.note)
        found[entry] = max(line.count, found.get(entry, 0))
    return found
