"""The peers: how to install each, run it and read its output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import findings
from benchmarks.cases import Case, one_note_changed
from benchmarks.findings import Reader
from benchmarks.install import Installed, install_from_npm, install_from_pypi

_OBSIDIANTOOLS = (
    "import json, pathlib, obsidiantools.api as tools;"
    " print(json.dumps(tools.Vault(pathlib.Path('.')).connect().nonexistent_notes))"
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that is ready to run.

    `reports` are the commands that tell what it finds, by the label of their case; `files` are what it needs to have in
    the vault, by their names.
    """

    name: str
    version: str
    cases: tuple[Case, ...]
    reports: Mapping[str, tuple[str, ...]]
    reader: Reader | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def _rumdl(installed: Installed, folder: Path) -> Tool:
    command = (str(installed.commands / "rumdl"), "check", "--isolated")
    silent, cold = (*command, "--silent"), (*command, "--no-cache")
    warm, changed = (("--cache-dir", str(folder / f"cache-{state}"), ".") for state in ("warm", "changed"))
    cases = (
        Case("rumdl", "cold", (*cold, "--silent", ".")),
        Case("rumdl", "cold, MD057 alone", (*cold, "--silent", "--enable", "MD057", ".")),
        Case("rumdl", "warm", (*silent, *warm)),
        Case("rumdl", "one note changed", (*silent, *changed), one_note_changed),
    )
    reports = {"rumdl, cold": (*cold, "--output-format", "json", ".")}
    return Tool("rumdl", installed.version, cases, reports, findings.RUMDL)


def _mdsmith(installed: Installed, _: Path) -> Tool:
    command = (str(installed.commands / "mdsmith"), "check")
    case = Case("mdsmith", "cold", (*command, "--quiet", "."))
    reports = {case.label: (*command, "--format", "json", "--output", "-", ".")}
    config = {".mdsmith.yml": "convention: obsidian\n"}  # what is vault-wide is so below the folder of this file
    return Tool("mdsmith", installed.version, (case,), reports, findings.MDSMITH, config)


def _mdlint_obsidian(installed: Installed, _: Path) -> Tool:
    command = (str(installed.commands / "mdlint"), ".", "--vault", ".", "--format", "json")
    return _plain("mdlint-obsidian", installed, command, findings.MDLINT)


def _obsidiantools(installed: Installed, _: Path) -> Tool:
    return _plain(
        "obsidiantools", installed, (str(installed.commands / "python"), "-c", _OBSIDIANTOOLS), findings.OBSIDIANTOOLS
    )


def _foam(installed: Installed, _: Path) -> Tool:
    command = (str(installed.commands / "foam"), "list", "placeholders", "--format", "json")
    return _plain("foam-cli", installed, command, findings.FOAM)


def _markdownlint(installed: Installed, _: Path) -> Tool:
    command = (str(installed.commands / "markdownlint-cli2"), "**/*.md")
    return _plain("markdownlint-cli2", installed, command, None)


def _plain(name: str, installed: Installed, command: tuple[str, ...], reader: Reader | None) -> Tool:
    case = Case(name, "cold", command)
    return Tool(name, installed.version, (case,), {case.label: command} if reader else {}, reader)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another tool: where it comes from, and how it is run once it is installed."""

    package: str
    install: Callable[[str, Path], Installed]
    run: Callable[[Installed, Path], Tool]

    def ready(self, folder: Path) -> Tool:
        """Install it below a folder unless it is; raises CommandFailedError."""
        place = folder / self.package.replace("==", "-")
        return self.run(self.install(self.package, place), place)


PEERS = {
    "rumdl": Peer("rumdl==0.3.0", install_from_pypi, _rumdl),
    "mdsmith": Peer("mdsmith", install_from_pypi, _mdsmith),
    "mdlint-obsidian": Peer("mdlint-obsidian", install_from_pypi, _mdlint_obsidian),
    "obsidiantools": Peer("obsidiantools", install_from_pypi, _obsidiantools),
    "foam-cli": Peer("foam-cli", install_from_npm, _foam),
    "markdownlint-cli2": Peer("markdownlint-cli2", install_from_npm, _markdownlint),
}
