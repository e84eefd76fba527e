"""Write the result of `vaultlint check` in the formats asked for, to standard output and files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from vaultlint.cli.console import print_message, terminal_style, uses_colour, write_output
from vaultlint.cli.session import Session
from vaultlint.cli.shared_options import color_option, packed
from vaultlint.config.config_file import git_root
from vaultlint.errors import reason
from vaultlint.lint.result import Result
from vaultlint.output.check_report import GroupBy, Report, Style, View, plain_style
from vaultlint.output.formats import BUILT_IN, TEXT, find_format, format_names
from vaultlint.output.text_output import render_statistics

_STANDARD_OUTPUT = "-"


class _FormatName(click.Choice[str]):
    """The name of a format; those of plugins are only looked for if it is not one of vaultlint's own."""

    def __init__(self) -> None:
        super().__init__([*BUILT_IN])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fails for one that no format has."""
        if value in BUILT_IN:
            return str(value)
        return click.Choice(format_names()).convert(value, param, ctx)


@dataclass(frozen=True)
class ReportFlags:
    """What is written, where, and how much of it; the n-th output belongs to the n-th format."""

    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    show_all: bool = False
    group_by: GroupBy | None = None
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    @property
    def machine_format(self) -> str:
        """The first format asked for that is not text; empty if there is none."""
        return next((name for name in self.formats if name != TEXT), "")

    @property
    def ungrouped_format(self) -> str:
        """The first format asked for that groups nothing; empty if there is none."""
        return next((name for name in self.formats if name not in {TEXT, "agent"}), "")

    @property
    def is_text(self) -> bool:
        """Whether people read the result on standard output."""
        return (TEXT, None) in self.pairs()

    def pairs(self) -> list[tuple[str, str | None]]:
        """Return each format and its file, None for standard output; raises `click.UsageError` if they do not match."""
        formats = self.formats or (self._default(),)
        if self.group_by:
            formats = tuple("agent" if name == TEXT else name for name in formats)
        if len(self.outputs) > len(formats):
            raise click.UsageError(f"--output {self.outputs[len(formats)]} has no --format: give one for each --output")
        files = [None if file == _STANDARD_OUTPUT else file for file in self.outputs]
        pairs = [*zip(formats, [*files, *[None] * (len(formats) - len(files))], strict=True)]
        for file, count in Counter(file for _, file in pairs).items():
            if count > 1:
                names = " and ".join(f"--format {name}" for name, each in pairs if each == file)
                where = file or "standard output"
                raise click.UsageError(f"{names} cannot both be written to {where}: give each its own --output")
        return pairs

    def _default(self) -> str:
        """The format if none was asked for: in GitHub Actions the one that annotates, where its log is written to."""
        is_log = os.environ.get("GITHUB_ACTIONS") == "true" and not (self.outputs or self.statistics or self.group_by)
        return "github" if is_log else TEXT

    def style(self, file: str | None) -> Style:
        """Return how text is styled in a file, or on standard output."""
        return terminal_style if file is None and uses_colour(self.color) else plain_style


report_options = packed(
    "reporting",
    ReportFlags,
    {
        "formats": click.option(
            "-f",
            "--format",
            "formats",
            multiple=True,
            type=_FormatName(),
            help="Output format; may be repeated, each with its own --output.  [default: text]",
        ),
        "outputs": click.option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            type=click.Path(dir_okay=False, writable=True, allow_dash=True),
            metavar="FILE",
            help="Write to FILE instead of standard output (-); the n-th belongs to the n-th --format.",
        ),
        "show_all": click.option(
            "--all", "show_all", is_flag=True, help="Show every problem, each on a line of its own."
        ),
        "group_by": click.option(
            "--group-by",
            type=click.Choice(["rule", "file", "target"]),
            help="List problems under their rule, their file, or what they are about, as --format agent does.",
        ),
        "statistics": click.option(
            "--statistics", is_flag=True, help="Print the number of problems per rule instead of the problems."
        ),
        "quiet": click.option("-q", "--quiet", is_flag=True, help="Print only problems: no summary, no notices."),
        "verbose": click.option(
            "-v",
            "--verbose",
            is_flag=True,
            help="Print the vault, configuration and rules in use, and the traceback of any rule that fails.",
        ),
        "color": color_option,
    },
)
"""The options that say how a result is written, which a command gets as `reporting`."""


class Rendered(NamedTuple):
    """A result in a format, and the file that it is for, None for standard output."""

    text: str
    file: str | None
    is_coloured: bool


def write_reports(session: Session, result: Result, view: View, flags: ReportFlags, *, to_stderr: bool = False) -> None:
    """Write a result in each format asked for, and in GitHub Actions as a job summary; raises `VaultlintError`.

    With `to_stderr`, standard output is taken by something else.
    """
    write_rendered(render_reports(session, result, view, flags), to_stderr=to_stderr)
    _write_job_summary(_report(session, result, view), flags)


def render_reports(session: Session, result: Result, view: View, flags: ReportFlags) -> list[Rendered]:
    """Render a result in each format asked for; raises `VaultlintError`."""
    return [*_rendered(_report(session, result, view), flags)]


def _rendered(report: Report, flags: ReportFlags) -> Iterator[Rendered]:
    for name, file in flags.pairs():
        style = flags.style(file)
        shown = replace(report, view=replace(report.view, style=style, group_by=flags.group_by or "target"))
        text = render_statistics(report.result.problems) if flags.statistics else find_format(name)(shown)
        yield Rendered(text, file, style is not plain_style)


def write_rendered(reports: Iterable[Rendered], *, to_stderr: bool = False) -> None:
    """Write reports where they are for; raises `OutputError`."""
    for text, file, is_coloured in reports:
        write_output(text, file, coloured=is_coloured, to_stderr=to_stderr)


def _report(session: Session, result: Result, view: View) -> Report:
    return Report(
        result, session.root, _repository(session.root), lambda: session.selection.classes, session.source.read, view
    )


def _repository(root: Path) -> Path:
    """Return what paths in formats for CI are relative to: the git repository, the folder checked out, or the vault."""
    if found := git_root(root):
        return found
    folders = filter(None, map(os.environ.get, ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")))
    return next((folder for folder in map(Path, map(os.path.realpath, folders)) if root.is_relative_to(folder)), root)


def _write_job_summary(report: Report, flags: ReportFlags) -> None:
    """Append the problems to the summary that GitHub Actions shows of a job, unless an `--output` is that file."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file or any(each and os.path.realpath(each) == os.path.realpath(file) for _, each in flags.pairs()):
        return
    try:
        with Path(file).open("ab") as summary:
            summary.write(find_format("markdown")(report).encode("utf-8", "backslashreplace"))
    except OSError as error:
        print_message(f"GITHUB_STEP_SUMMARY: {file}: cannot be written: {reason(error)}")
