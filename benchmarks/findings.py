"""Read what tools found from their output, and compare it with the planted faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote

from benchmarks.generated_vaults import PlantedFault, Truth

FILES = "missing files"
FRAGMENTS = "missing headings and blocks"
RULES = {FILES: ("dangling-link", "missing-attachment"), FRAGMENTS: ("dangling-heading", "dangling-block")}

Key = tuple[str | int, ...]  # the parts of a fault that a tool reports
Found = dict[str, set[Key]]  # by kind


@dataclass(frozen=True, slots=True)
class Score:
    """The number of faults of a kind, of what a tool reported as such, and of correct reports among these."""

    kind: str
    true: int
    reported: int
    right: int

    @property
    def precision(self) -> float:
        """The share of reports that are correct."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """The share of faults that were found."""
        return self.right / self.true if self.true else 1.0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads faults by kind from a tool's output; `key` reduces a planted fault to what the tool reports of it.

    `kinds` are those that the tool looks for; empty for vaultlint, whose kinds are its rules.
    """

    read: Callable[[str], Found]
    key: Callable[[PlantedFault], Key]
    kinds: tuple[str, ...] = ()

    def scores(self, output: str, truth: Truth) -> list[Score]:
        """Score an output against the planted faults, kind by kind."""
        found = self.read(output)
        planned = {self.key(fault) for fault in truth.planned}
        scores = []
        for kind in self.kinds or sorted({*truth.faults, *found}):
            true = {self.key(fault) for rule in RULES.get(kind, (kind,)) for fault in truth.faults.get(rule, [])}
            reported = found.get(kind, set()) - (planned - true)
            scores.append(Score(kind, len(true), len(reported), len(reported & true)))
        return scores


def _by_link(fault: PlantedFault) -> Key:
    return (fault.path, fault.line, fault.link) if fault.link else (fault.path,)


def _by_line(fault: PlantedFault) -> Key:
    return (fault.path, fault.line)


def _by_name(fault: PlantedFault) -> Key:
    return (fault.path, _name(fault.target))


def _by_name_alone(fault: PlantedFault) -> Key:
    return (_name(fault.target),)


def _name(target: str) -> str:
    return unquote(target).partition("#")[0].rpartition("/")[2].removesuffix(".md").lower()


def _read_vaultlint(output: str) -> Found:
    found: Found = {}
    for problem in json.loads(output)["problems"]:
        link = problem["data"].get("link")
        key = (problem["path"], problem["line"], link) if link else (problem["path"],)
        found.setdefault(problem["rule"], set()).add(key)
    return found


def _read_rumdl(output: str) -> Found:
    problems = json.loads(output or "[]")
    return {FILES: {(problem["file"], problem["line"]) for problem in problems if problem["rule"] == "MD057"}}


def _read_mdsmith(output: str) -> Found:
    found: Found = {FILES: set(), FRAGMENTS: set()}
    for problem in json.loads(output):
        if problem["rule"] == "MDS027":
            kind = FRAGMENTS if "anchor" in problem["message"] else FILES
            found[kind].add((normpath(problem["file"]), problem["line"]))
    return found


def _read_mdlint(output: str) -> Found:
    problems = json.loads(output)
    return {FILES: {(problem["file"], problem["line"]) for problem in problems if problem["rule"] == "broken-link"}}


def _read_foam(output: str) -> Found:
    places = json.loads(output)
    return {
        FILES: {(note["path"], _name(place["placeholder_id"])) for place in places for note in place["referenced_by"]}
    }


def _read_obsidiantools(output: str) -> Found:
    return {FILES: {(_name(target),) for target in json.loads(output)}}


VAULTLINT = Reader(_read_vaultlint, _by_link)
RUMDL = Reader(_read_rumdl, _by_line, (FILES,))
MDSMITH = Reader(_read_mdsmith, _by_line, (FILES, FRAGMENTS))
MDLINT = Reader(_read_mdlint, _by_line, (FILES,))
FOAM = Reader(_read_foam, _by_name, (FILES,))
OBSIDIANTOOLS = Reader(_read_obsidiantools, _by_name_alone, (FILES,))
