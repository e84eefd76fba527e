"""Ask a person at a terminal what to do about each problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from shutil import get_terminal_size
from typing import NamedTuple

import click

from vaultlint.cli.question_screen import question_lines
from vaultlint.cli.text_editor import EditorError, open_editor
from vaultlint.fix.decisions import Decisions, Question
from vaultlint.fix.live_draft import LiveDraft, Written
from vaultlint.model import Problem
from vaultlint.output.text_output import ShownPath, Style, plural
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


class _Action(NamedTuple):
    """What a key does: in words, and in fact."""

    description: str
    run: Callable[[], None]


_Actions = dict[str, _Action]
"""What each key does, those of candidates first."""


class Dialogue:
    """A dialogue about the problems of a draft."""

    def __init__(self, draft: LiveDraft, decisions: Decisions, terminal: Terminal) -> None:
        self.written: list[Written] = []
        self._draft = draft
        self._decisions = decisions
        self._terminal = terminal
        self._has_quit = False

    def hold(self) -> None:
        """Ask until there is nothing left to ask or the person quits, and write what was chosen.

        Raises KeyboardInterrupt on Ctrl-C; nothing is written then but what was before.
        """
        while not self._has_quit and (question := self._decisions.question()):
            self._show(question)
            self._answer(question)
        self._write()

    def _show(self, question: Question) -> None:
        terminal = self._terminal
        text = self._draft.text(question.problem.path)
        for line in question_lines(question, text, terminal.width(), terminal.style, terminal.shown_path):
            self._say(line)
        self._say()

    def _answer(self, question: Question) -> None:
        actions = self._actions(question)
        prompt = f"{question.number:,} of {question.total:,}: fix? [{_keys(question, actions)}] "
        while (key := self._ask(prompt)) not in actions:
            self._explain(question, actions)
        actions[key].run()
        self._say()

    def _actions(self, question: Question) -> _Actions:
        decisions = self._decisions
        writes = f"write {_chosen(decisions.fixed)} and " if decisions.fixed else ""
        actions = {
            str(number + 1): _Action(fix.message, partial(self._choose, question, number))
            for number, fix in enumerate(question.candidates)
        }
        actions[_SKIP] = _Action("skip this problem (also Enter)", partial(decisions.skip, question.problem))
        if question.batches:
            actions["a"] = _Action(
                "fix all of a kind: shows how many, and asks", partial(self._ask_for_batch, question)
            )
        actions["e"] = _Action(f"{writes}open the note in your editor", partial(self._edit, question.problem))
        if decisions.can_undo:
            actions["u"] = _Action("undo the last answer", decisions.undo)
        actions["q"] = _Action(f"{writes}quit", self._quit)
        return actions

    def _explain(self, question: Question, actions: _Actions) -> None:
        numbers = _range(len(question.candidates))
        lines = {numbers: "apply the fix of this number"}
        lines |= {key: action.description for key, action in actions.items() if not key.isdecimal()}
        lines["Ctrl-C"] = "quit and write nothing"
        self._say()
        for key, description in lines.items():
            self._say(f"  {key:<6}  {description}")
        self._say()

    def _choose(self, question: Question, candidate: int) -> None:
        if reason := self._decisions.choose(question, candidate):
            self._warn(f"not fixed: {reason}")

    def _ask_for_batch(self, question: Question) -> None:
        """Ask which of the batches of a problem to fix, and fix it; a key that names none goes back."""
        batches = question.batches
        self._say()
        for number, batch in enumerate(batches, 1):
            self._say(f"  {self._terminal.style(str(number), 'path')}  {printable(batch.description)}")
        self._say()
        key = self._ask(f"fix which? [{_range(len(batches))}, any other key goes back] ")
        if key.isdecimal() and 1 <= int(key) <= len(batches):
            outcome = self._decisions.choose_batch(batches[int(key) - 1])
            self._say(f"fixed {outcome.fixed:,}")
            if outcome.refused:
                self._warn(f"not fixed: {outcome.refused:,}: {outcome.reason}")

    def _edit(self, problem: Problem) -> None:
        """Write what was chosen, open the file of a problem in an editor, and read it again."""
        self._write()
        try:
            self._terminal.open_editor(self._draft.location(problem.path), problem.span.line)
        except EditorError as error:
            self._warn(str(error))
        self._draft.read_again(problem.path)
        self._decisions.commit(problem.path)

    def _quit(self) -> None:
        self._has_quit = True

    def _write(self) -> None:
        if not self._decisions.fixed:
            return
        written = self._draft.write()
        self.written.append(written)
        if written.fixes:
            self._say(f"wrote {plural(written.fixes, 'fix', 'fixes')} to {plural(written.files, 'file')}")
        for reason in written.refusals:
            self._warn(reason)

    def _ask(self, prompt: str) -> str:
        """Ask for a key; it is shown, and upper case counts as lower. Where no more keys will come, that is `q`."""
        click.echo(prompt, nl=False)
        try:
            pressed = self._terminal.read_key()
        except EOFError:
            pressed = "q"
        except KeyboardInterrupt:
            self._say()
            raise
        key = _SKIP if pressed in _ENTER else pressed.lower()
        self._say(key if key.isalnum() and len(key) == 1 else "")
        return key

    def _say(self, line: str = "") -> None:
        click.echo(line, color=True)

    def _warn(self, message: str) -> None:
        self._say(self._terminal.style(printable(message), "warning"))


def _keys(question: Question, actions: Iterable[str]) -> str:
    """List the keys in a prompt, as in `1-3,s,q,?`."""
    return ",".join([_range(len(question.candidates)), *(key for key in actions if not key.isdecimal()), "?"])


def _range(size: int) -> str:
    return "1" if size == 1 else f"1-{size}"


def _chosen(fixes: int) -> str:
    return "the fix chosen so far" if fixes == 1 else f"the {fixes:,} fixes chosen so far"
