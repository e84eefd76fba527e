"""Summarise what a generated configuration hides and what a check with it reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from vaultlint.init.generator import GeneratedConfig
from vaultlint.init.hidden import PLANNED, SHOWN, HiddenProblems
from vaultlint.output.text_output import plural, render_statistics, summarise

_MOST_HIDDEN = 12
"""How many lines show what is hidden."""

_MOST_RULES = 5
"""How many rules are shown with their number of problems."""

_BASELINE_FROM = 50
"""The number of problems above which a baseline is suggested."""


Command = Callable[..., str]
"""Writes a command of vaultlint for this vault as the user may type it, given its words."""


def render_summary(generated: GeneratedConfig, command: Command) -> str:
    """Render what the configuration hides, what is left, and what to do next, in 30 lines at most."""
    parts = [
        list(_hidden(generated.hidden)),
        [*_left(generated), *_off(generated.off)],
        [_next_steps(generated, command)],
    ]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _hidden(hidden: Sequence[HiddenProblems]) -> Iterator[str]:
    rows = sorted(_merged(hidden), key=lambda each: (-each.count, each.rule, each.setting))
    if not rows:
        return
    yield "Hidden by this configuration (its comments say why):"
    width = len(f"{rows[0].count:,}")
    for each in rows[:_MOST_HIDDEN]:
        label = f"{each.what} not required" if each.what else each.setting.rpartition(".")[2]
        yield f"  {each.count:>{width},}  {each.rule} ({label}): {', '.join(each.examples)}"
    if more := rows[_MOST_HIDDEN:]:
        yield f"  {sum(each.count for each in more):>{width},}  more: see the comments"


def _merged(hidden: Sequence[HiddenProblems]) -> Iterator[HiddenProblems]:
    """Merge what one key hides of a rule, whatever the folder or member."""
    groups: defaultdict[tuple[str, str, str], list[HiddenProblems]] = defaultdict(list)
    for each in hidden:
        groups[each.setting, each.rule, each.what].append(each)
    for found in groups.values():
        shown = dict.fromkeys(example for each in found for example in each.examples)
        yield replace(found[0], count=sum(each.count for each in found), examples=tuple(shown)[:SHOWN])


def _left(generated: GeneratedConfig) -> Iterator[str]:
    """Yield the rules with the most problems, and the summary of the check."""
    statistics = render_statistics(generated.result.problems).splitlines()
    if statistics:
        yield "Reported with it:"
        yield from (f"  {line}" for line in statistics[:_MOST_RULES])
        if more := statistics[_MOST_RULES:]:
            yield f"  and problems of {plural(len(more), 'more rule')}"
    yield summarise(generated.result)


def _off(off: Sequence[tuple[str, int]]) -> Iterator[str]:
    if off:
        yield f"Off by default (see `extend-select`): {', '.join(f'{rule} ({count:,})' for rule, count in off)}"


def _next_steps(generated: GeneratedConfig, command: Command) -> str:
    steps = []
    count = len(generated.result.problems)
    if count:
        steps.append(f"`{command()}` lists the problems")
    if count > _BASELINE_FROM:
        steps.append(f"`{command('baseline', 'create')}` hides them so that new ones stand out")
    if any(PLANNED in each.setting for each in generated.hidden):
        steps.append(f"`{command('wanted')}` lists the planned notes")
    return f"Next: {'; '.join(steps or [f'commit the file, and run `{command()}` whenever notes change'])}."
