"""Ask a person at a terminal what to do about each problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from shutil import get_terminal_size
from typing import NamedTuple, Protocol

import click

from vaultlint.cli.question_screen import question_lines
from vaultlint.cli.text_editor import EditorError, open_editor
from vaultlint.fix.decisions import Decisions, Draft, Question
from vaultlint.fix.partial_write import Written
from vaultlint.model import Problem
from vaultlint.output.check_report import ShownPath, Style
from vaultlint.output.excerpt import wrapped
from vaultlint.output.text_output import plural, shortened
from vaultlint.text.control_characters import printable

_SKIP = "s"
_ENTER = frozenset("\r\n")


class Terminal(NamedTuple):
    """How a person is asked.

    `read_key` waits for a key and returns what it sends; it raises EOFError where nothing more will come, and
    KeyboardInterrupt on Ctrl-C. `open_editor` opens a file at a line.
    """

    style: Style
    shown_path: ShownPath
    read_key: Callable[[], str] = click.getchar
    width: Callable[[], int] = lambda: get_terminal_size().columns
    open_editor: Callable[[str, int], None] = open_editor


class Workplace(Protocol):
    """Where the fixes come from and go to: the vault on disk."""

    def draft(self) -> Draft:
        """Return what fixes problems in memory."""
        raise NotImplementedError

    def read_again(self) -> Draft:
        """Read the vault, and return a draft without fixes."""
        raise NotImplementedError

    def text(self, path: str) -> str:
        """Return the text of the note or canvas at a path, as it is in the draft."""
        raise NotImplementedError

    def location(self, path: str) -> str:
        """Return where the file at a path in the vault is on disk."""
        raise NotImplementedError

    def write(self) -> Written:
        """Write the fixes of the draft."""
        raise NotImplementedError


class _Action(NamedTuple):
    """What a key does: in words, and in fact."""

    description: str
    run: Callable[[], None]


class Dialogue:
    """A dialogue about the problems of a vault."""

    def __init__(self, workplace: Workplace, terminal: Terminal) -> None:
        self._workplace = workplace
        self._terminal = terminal
        self._draft = workplace.draft()
        self._decisions = Decisions(self._draft)
        self._has_quit = False

    @property
    def summary(self) -> str:
        """Count the problems that are left, by why they are; empty where there are none."""
        skipped, unanswered = self._decisions.skipped, self._decisions.unanswered
        others = len(self._draft.problems) - skipped - unanswered
        counts = ((skipped, "skipped"), (unanswered, "not answered"), (others, "without a fix"))
        return ", ".join(f"{count:,} {what}" for count, what in counts if count)

    @property
    def unwritten(self) -> int:
        """How many fixes were chosen and are not written."""
        return len(self._draft.fixed)

    def hold(self) -> None:
        """Ask until there is nothing left to ask or the person quits, and write what was chosen.

        Raises KeyboardInterrupt on Ctrl-C; nothing more is written then.
        """
        while not self._has_quit and (question := self._decisions.question()):
            self._show(question)
            self._answer(question)
        self._write()

    def _show(self, question: Question) -> None:
        terminal = self._terminal
        text = self._workplace.text(question.problem.path)
        for line in question_lines(question, text, terminal.width(), terminal.style, terminal.shown_path):
            self._say(line)
        self._say()

    def _answer(self, question: Question) -> None:
        actions = self._actions(question)
        numbers = _range(len(question.candidates))
        keys = ",".join([numbers, *(key for key in actions if not key.isdecimal()), "?"])
        while (key := self._ask(f"{question.number:,} of {question.total:,}: fix? [{keys}] ")) not in actions:
            self._explain({numbers: "apply the fix with that number", **_descriptions(actions)})
        actions[key].run()
        self._say()

    def _actions(self, question: Question) -> dict[str, _Action]:
        """What each key does now."""
        decisions = self._decisions
        actions = {
            str(number + 1): _Action(fix.message, partial(self._choose, question, number))
            for number, fix in enumerate(question.candidates)
        }
        actions[_SKIP] = _Action("skip this problem (also Enter)", partial(decisions.skip, question.problem))
        if question.batches:
            actions["a"] = _Action("fix all of a kind: shows how many, and asks", partial(self._fix_batch, question))
        writes = f"write {plural(self.unwritten, 'fix', 'fixes')} and " if self.unwritten else ""
        actions["e"] = _Action(f"{writes}open the note in your editor", partial(self._edit, question.problem))
        if decisions.can_undo:
            actions["u"] = _Action("undo the last answer", decisions.undo)
        actions["q"] = _Action(f"{writes}quit", self._quit)
        return actions

    def _explain(self, descriptions: Mapping[str, str]) -> None:
        self._say()
        for key, description in {**descriptions, "Ctrl-C": "quit and write nothing"}.items():
            self._say(f"  {key:<6}  {description}")
        self._say()

    def _choose(self, question: Question, candidate: int) -> None:
        if reason := self._decisions.choose(question, candidate):
            self._warn(f"not fixed: {reason}")

    def _fix_batch(self, question: Question) -> None:
        """Ask which of the batches of a problem to fix, and fix it; a key that names none goes back."""
        batches = question.batches
        self._say()
        for number, batch in enumerate(batches, 1):
            first, *rest = wrapped(shortened(batch.description), max(self._terminal.width() - 5, 20))
            self._say(f"  {self._terminal.style(str(number), 'path')}  {first}")
            for line in rest:
                self._say(f"     {line}")
        self._say()
        key = self._ask(f"fix which? [{_range(len(batches))}, any other key goes back] ")
        if key.isdecimal() and 1 <= int(key) <= len(batches):
            outcome = self._decisions.choose_batch(batches[int(key) - 1])
            self._say(f"fixed {plural(outcome.fixed, 'problem')}")
            if outcome.refused:
                self._warn(f"not fixed: {plural(outcome.refused, 'problem')}: {outcome.reason}")

    def _edit(self, problem: Problem) -> None:
        """Write what was chosen, open the file of a problem in an editor, and read the vault again."""
        self._write()
        try:
            self._terminal.open_editor(self._workplace.location(problem.path), problem.span.line)
        except EditorError as error:
            self._warn(str(error))
        self._draft = self._workplace.read_again()
        self._decisions.go_on(self._draft, problem.path)

    def _quit(self) -> None:
        self._has_quit = True

    def _write(self) -> None:
        if not self.unwritten:
            return
        written = self._workplace.write()
        if written.fixes:
            self._say(f"wrote {plural(written.fixes, 'fix', 'fixes')} to {plural(written.files, 'file')}")
        for reason in written.refusals:
            self._warn(f"not written: {reason}")

    def _ask(self, prompt: str) -> str:
        """Ask for a key, and show it; upper case counts as lower, and Enter as skipping."""
        click.echo(prompt, nl=False)
        try:
            pressed = self._read_key()
        except KeyboardInterrupt:
            self._say()
            raise
        key = _SKIP if pressed in _ENTER else pressed.lower()
        self._say(key if key.isalnum() and len(key) == 1 else "")
        return key

    def _read_key(self) -> str:
        """Read a key: `q` if the person ends the input; raises KeyboardInterrupt if the terminal is gone."""
        try:
            pressed = self._terminal.read_key()
        except EOFError:
            return "q"
        if not pressed:
            raise KeyboardInterrupt
        return pressed

    def _say(self, line: str = "") -> None:
        click.echo(line, color=True)

    def _warn(self, message: str) -> None:
        self._say(self._terminal.style(printable(message), "warning"))


def _descriptions(actions: Mapping[str, _Action]) -> dict[str, str]:
    """What each key does, without those of candidates."""
    return {key: action.description for key, action in actions.items() if not key.isdecimal()}


def _range(size: int) -> str:
    return "1" if size == 1 else f"1-{size}"
