"""Fingerprints of problems, by which other programs know a problem again although its note was edited or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from vaultlint.model import Problem
from vaultlint.obsidian.names import note_name


def with_fingerprints(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Yield each problem with 32 hexadecimal digits that no other has.

    They depend on its rule, its causes and the name of its note, as in the baseline, and not on its line or folder;
    equal ones are numbered in the order of the text.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        key = (problem.rule, note_name(problem.path), *problem.causes)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        yield problem, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
