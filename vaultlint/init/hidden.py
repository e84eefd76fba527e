"""Account for what a configuration hides: the problems that a check without it reports and one with it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vaultlint.init.planned_notes import wanted
from vaultlint.model import TOP, Problem
from vaultlint.output.text_output import plural
from vaultlint.text.control_characters import printable

MISSING_PROPERTY = "missing-property"
PLANNED = "dangling-link.planned"

SHOWN = 2
"""How many hidden problems are shown as examples."""

_LONGEST = 50
"""The most characters of a link that is shown."""


@dataclass(frozen=True)
class HiddenProblems:
    """Problems of a rule that a setting hides: how many, and two of them.

    `setting` is the key in the file, `part` the member or folder that it is about. `what` are the properties that notes
    lack, `wanted` is the number of planned notes.
    """

    setting: str
    part: str
    rule: str
    count: int
    examples: tuple[str, ...]
    what: str = ""
    wanted: int = 0


def describe_hidden(found: Sequence[HiddenProblems]) -> str:
    """Describe for a comment all that one setting hides."""
    if found[0].wanted or found[0].what:
        return " ".join(map(_sentence, found))
    total = sum(each.count for each in found)
    counts = _listed([f"{each.count:,} {each.rule}" for each in found])
    shown = list(dict.fromkeys(example for each in found for example in each.examples))[:SHOWN]
    return f"Hides {counts} problem{'' if total == 1 else 's'}{_such_as(shown, total)}."


def _sentence(found: HiddenProblems) -> str:
    such = _such_as(found.examples, found.count)
    if found.what:
        return f"Hides {plural(found.count, 'note')} without {found.what}{such}."
    what = (
        f"{plural(found.count, 'link')} to {plural(found.wanted, 'note')} that {'does' if found.wanted == 1 else 'do'}"
    )
    return (
        f"Hides {what} not exist{such}; `vaultlint wanted` lists them. Links that miss an existing note are still"
        " reported."
    )


def _such_as(shown: Sequence[str], count: int) -> str:
    """Return examples as the end of a phrase."""
    return f"{', such as ' if count > len(shown) else ': '}{' and '.join(shown)}"


def group_hidden(problems: Iterable[tuple[str, str, Problem]]) -> list[HiddenProblems]:
    """Group hidden problems, given with the setting and part that hide each, in the order of settings and rules."""
    groups: defaultdict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for setting, part, problem in problems:
        groups[setting, part, problem.rule].append(problem)
    return [
        HiddenProblems(
            *key, len(found), examples(found), wanted=len(set(map(wanted, found))) if PLANNED in key[0] else 0
        )
        for key, found in sorted(groups.items(), key=lambda item: item[0])
    ]


def unreported(before: Sequence[Problem], after: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one check that another does not report at the same place."""
    kept = {_place(problem) for problem in after}
    return [problem for problem in before if _place(problem) not in kept]


def _place(problem: Problem) -> tuple[object, ...]:
    return problem.rule, problem.path, problem.span


def group_lacking(lacking: Iterable[tuple[str, str, str]]) -> list[HiddenProblems]:
    """Group what is hidden of missing-property, given as the folder of the setting, the property and the note's path.

    Properties that the same notes lack are described together.
    """
    notes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for folder, name, path in lacking:
        notes[folder, name].append(path)
    names: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (folder, name), paths in notes.items():
        names[folder, tuple(paths)].append(name)
    return [
        HiddenProblems(
            f"rules.{MISSING_PROPERTY}.properties",
            folder,
            MISSING_PROPERTY,
            len(paths),
            tuple(map(printable, paths[:SHOWN])),
            _listed(those),
        )
        for (folder, paths), those in names.items()
    ]


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def examples(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Show the first problem and, if there is one, another with a different target or in a different note."""
    first = problems[0]
    differs: tuple[Callable[[Problem], object], ...] = (lambda each: each.causes, lambda each: each.path, _place)
    others = (next((each for each in problems if by(each) != by(first)), None) for by in differs)
    second = next((each for each in others if each), None)
    return tuple(_example(each) for each in (first, second) if each)


def _example(problem: Problem) -> str:
    place = problem.path if problem.span == TOP else f"{problem.path}:{problem.span.line}"
    link = problem.data.get("link")
    return printable(f"{place} {_shortened(link)}" if isinstance(link, str) else place)


def _shortened(link: str) -> str:
    return link if len(link) <= _LONGEST else f"{link[:_LONGEST]}..."
