"""Read and write the baseline file."""

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
    """Render a baseline as JSON, sorted and with one entry per line, so that git can merge it.

    Lone surrogates and control characters are escaped.
    """
    lines = [
        json.dumps({**entry._asdict(), "count": count}, ensure_ascii=False) for entry, count in sorted(baseline.items())
    ]
    shown = (CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in lines)
    text = '{"version": 1, "problems": [\n' + ",\n".join(shown) + "\n]}\n"
    return text.encode("utf-8", "backslashreplace").decode()


def parse_baseline(data: bytes, where: str) -> Baseline:
    """Parse the bytes of a baseline file; raises `BaselineError`.

    Of two equal entries, which a merge may leave, the one with the larger count wins.
    """
    try:
        file = msgspec.convert(json.loads(data), _BaselineRecord)  # msgspec's own decoder rejects lone surrogates
    except (ValueError, RecursionError) as error:
        raise BaselineError(
            f"{where}: invalid baseline: {error}: rewrite it with `vaultlint baseline update`"
        ) from None
    found: dict[BaselineEntry, int] = {}
    for record in file.problems:
        entry = BaselineEntry(record.rule, record.cause, record.note)
        found[entry] = max(record.count, found.get(entry, 0))
    return found
