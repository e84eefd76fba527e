"""Vaults of thousands of files, in which looking at every file for every link would take forever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

WriteVault = Callable[[int], Mapping[str, bytes]]
"""Writes the files of a vault, by their paths; of about as many files or links as it is asked for."""


def _one_name(many: int) -> Mapping[str, bytes]:
    """Many links to one name that many files share."""
    notes = {f"f{number}/Same.md": b"[[Same]]\n" for number in range(many)}
    return notes | {"links.md": b"[[Same]]\n" * 20 * many}


def _one_name_by_path(many: int) -> Mapping[str, bytes]:
    """Links by different paths to one name that many files share."""
    links = "".join(f"[[f{number}/Same]]\n[[x{number}/Same]]\n[[g/f{number}/Same]]\n" for number in range(many))
    return {f"g/f{number}/Same.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _one_name_linked_from_everywhere(many: int) -> Mapping[str, bytes]:
    """From each folder a link to one name that each folder's neighbour has."""
    return {f"f{number}/sub/Same.md": b"[[Same]] [[sub/Same]]\n" for number in range(many)} | {
        f"h{number}/a.md": b"[[Same]]\n" for number in range(many)
    }


def _one_name_missing(many: int) -> Mapping[str, bytes]:
    """Links by a wrong path to a name that many files share: each problem lists them all."""
    links = "".join(f"[[x{number}/Same]]\n" for number in range(many))
    return {f"f{number}/Same.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _one_alias(many: int) -> Mapping[str, bytes]:
    """Many links to an alias that many notes have."""
    notes = {f"n{number}.md": b"---\naliases: [Same]\n---\n" for number in range(many)}
    return notes | {"links.md": b"[[Same]]\n" * many}


def _many_aliases(many: int) -> Mapping[str, bytes]:
    aliases = "".join(f"- alias {number}\n" for number in range(many))
    links = "".join(f"[[alias {number}]]\n" for number in range(many))
    return {"a.md": f"---\naliases:\n{aliases}---\n".encode(), "links.md": links.encode()}


def _one_name_by_alias(many: int) -> Mapping[str, bytes]:
    """Links by aliases, from each folder and from one note, to notes that share a name: each is advised how to link."""
    notes = {f"f{number}/Same.md": f"---\naliases: [alias {number}]\n---\n[[alias {many - 1 - number}]]\n".encode()
             for number in range(many)}  # fmt: skip
    links = "".join(f"[[alias {number}]] [x](alias%20{number}) [x](gone/Same.md)\n" for number in range(many))
    return notes | {"links.md": links.encode()}


def _cases(many: int) -> Mapping[str, bytes]:
    """Names that differ in case only."""
    names = ["".join(c.upper() if number >> bit & 1 else c for bit, c in enumerate("abcdefghijklmnopq"))
             for number in range(many)]  # fmt: skip
    return {f"{name}.md": b"[[ABCDEFGHIJKLMNOPQ]]\n" for name in names}


def _dates(many: int) -> Mapping[str, bytes]:
    """Links that look like daily notes."""
    links = "".join(f"[[{1000 + number % 9000}-{number % 20:02}-{number % 40:02}]]\n" for number in range(many))
    return {f"2024-{number}.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _headings(many: int) -> Mapping[str, bytes]:
    """Links from many notes to different headings of a note that has many."""
    headings = "".join(f"# heading {number}\n" for number in range(many))
    return {f"n{number}.md": f"[[Big#heading -{number}]]\n".encode() for number in range(many)} | {
        "Big.md": headings.encode()
    }


def _canvas(many: int) -> Mapping[str, bytes]:
    cards = [{"type": "file", "file": f"n{number}.md"} for number in range(2 * many)]
    return {f"n{number}.md": b"x\n" for number in range(many)} | {"board.canvas": json.dumps({"nodes": cards}).encode()}


def _deep(many: int) -> Mapping[str, bytes]:
    """Folders within folders, as deep as a path may be long, with links up and down."""
    depths = [number % 1_000 for number in range(many)]
    return {f"{'a/' * depth}n{number}.md": b"[[../../Same]] [[a/a/n1]]\n" for number, depth in enumerate(depths)}


VAULTS: Mapping[str, WriteVault] = {
    "vault of one name": _one_name,
    "vault of one name, by path": _one_name_by_path,
    "vault of one name, from everywhere": _one_name_linked_from_everywhere,
    "vault of one name, missing": _one_name_missing,
    "vault of one alias": _one_alias,
    "vault of many aliases": _many_aliases,
    "vault of one name, by alias": _one_name_by_alias,
    "vault of names in other cases": _cases,
    "vault of dates": _dates,
    "vault of links to headings": _headings,
    "vault of a canvas": _canvas,
    "vault of deep folders": _deep,
    "vault of empty notes": lambda many: {f"n{number}.md": b"" for number in range(many)},
}
