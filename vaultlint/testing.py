"""Helpers for tests of rules: make a vault from a dict, run one rule over it, apply its fixes, and run its examples."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import msgspec

from vaultlint.config.options import Config, Options, configure
from vaultlint.config.selection import Selection
from vaultlint.fix.edits import apply_edits, edits_by_path
from vaultlint.lint.engine import check
from vaultlint.model import Fix, Problem
from vaultlint.output.text_output import problem_line
from vaultlint.rule import Example, Rule
from vaultlint.text.toml_text import as_option
from vaultlint.vault.sources import Memory
from vaultlint.vault.vault import Vault, read_vault


def vault(files: Mapping[str, str | bytes]) -> Vault:
    """Make a vault from the contents of its files by path, including settings such as `.obsidian/app.json`."""
    return read_vault(Path("/vault"), Memory(files))


def find(rule: Rule, vault: Vault) -> list[Problem]:
    """Return what a rule finds in a vault: in notes, in canvases, and in the vault as a whole."""
    in_notes = (problem for note in vault.notes.values() for problem in rule.check_note(note, vault))
    in_canvases = (problem for canvas in vault.canvases.values() for problem in rule.check_canvas(canvas, vault))
    return [*in_notes, *in_canvases, *rule.check(vault)]


def says(rule: Rule, files: Mapping[str, str | bytes]) -> list[str]:
    """Return the lines that `vaultlint check` prints if this rule, with these options, is the only one.

    Suppressions in the notes apply. Raises AssertionError with the traceback if the rule fails.
    """
    return [problem_line(problem) for problem in _problems(rule, files)]


def fixed(fix: Fix, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a vault with a fix or suggestion applied."""
    edits = edits_by_path(fix.edits)
    return {path: apply_edits(text, edits.get(path, ())) for path, text in files.items()}


def _problems(rule: Rule, files: Mapping[str, str | bytes]) -> tuple[Problem, ...]:
    options = {
        field.name.replace("_", "-"): msgspec.to_builtins(getattr(rule, field.name), enc_hook=as_option)
        for field in fields(rule)
    }
    config = Config(Options(select=(rule.name,), rules={rule.name: options}))
    result = check(vault(files), Selection({rule.name: type(rule)}, config))
    if result.failures:
        raise AssertionError("\n".join(failure.traceback for failure in result.failures))
    return result.problems


def check_examples(rule: type[Rule]) -> list[str]:
    """Run the `good` and the `bad` example of a rule; return a text of several lines for each that does not hold.

    Each fix and suggestion must be of a kind in `fixes`, and remove its problem without making another.
    Raises `ConfigError` for options of an example that the rule does not take.
    """
    return [*_check_example(rule, "good", rule.good), *_check_example(rule, "bad", rule.bad)]


def check_fixes(rule: Rule, files: Mapping[str, str]) -> list[str]:
    """Apply each fix and suggestion that a rule offers in a vault; return what is wrong with them, a line for each.

    It must be of a kind that the rule has in its `fixes`, and remove its problem without making another of the rule.
    """
    return list(_faults_of_fixes(rule, files))


def _faults_of_fixes(rule: Rule, files: Mapping[str, str]) -> Iterator[str]:
    problems = _problems(rule, {**files})
    known = Counter(_without_place(problem) for problem in problems)
    for problem in problems:
        offered = [(str(problem.fix.applicability), problem.fix)] if problem.fix else []
        offered += [("suggestion", suggestion) for suggestion in problem.suggestions]
        for kind, fix in offered:
            if kind not in rule.fixes:
                yield f'{rule.name}: offers "{fix.message}": add "{kind}" to `fixes`'
            left = Counter(map(_without_place, _problems(rule, {**fixed(fix, files)})))
            if left[_without_place(problem)] >= known[_without_place(problem)]:
                yield f'{rule.name}: "{fix.message}" does not remove "{problem_line(problem)}"'
            elif left.total() > known.total():
                yield f'{rule.name}: "{fix.message}" makes a new problem: {next(iter(left - known))[1]}'


def _without_place(problem: Problem) -> tuple[str, str]:
    return problem.path, problem.message


def _check_example(rule: type[Rule], kind: str, example: Example) -> Iterator[str]:
    configured = configure(rule, dict(example.options), f"{kind} example")
    expected = list(example.expected)
    try:
        got = says(configured, dict(example.files))
    except AssertionError as failure:
        yield f"{rule.name}: the rule fails on the {kind} example\n{failure}"
        return
    if kind == "good" and expected:
        yield f"{rule.name}: the good example expects problems: move them to the bad one"
    elif kind == "bad" and not expected:
        yield "\n".join([f"{rule.name}: the bad example expects no problems: list the lines that it gives", *got])
    elif got != expected:
        yield "\n".join([f"{rule.name}: the {kind} example differs (- expected, + got)", *_diff(expected, got)])
    else:
        yield from check_fixes(configured, example.files)


def _diff(expected: list[str], got: list[str]) -> Iterator[str]:
    """The lines of two lists, with a sign before each that only one of them has."""
    return (line for line in difflib.ndiff(expected, got) if not line.startswith("?"))
