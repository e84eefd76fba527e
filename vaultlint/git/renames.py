"""Find which of the files that are gone was renamed to which of the new ones: git looks at committed files alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from vaultlint.obsidian.names import fold, folder_of

_LEAST_ALIKE = 60
"""The percentage of two texts that must be the same lines for one to be the other under a new name; git asks for 50."""

_MOST_SHARING = 50
"""How many new files may share a line before it says nothing about which of them another file became."""


class Rename(NamedTuple):
    """The new path of a file; an `exact` rename is certain, since of the gone and new files only these are the same."""

    new: str
    exact: bool


def exact_renames(gone: Mapping[str, str], new: Mapping[str, Collection[str]]) -> dict[str, Rename]:
    """Return the renames of files whose content is the same, by old path.

    `gone` maps old paths to the ids of contents, `new` maps new paths to the ids of all contents that they may have.
    """
    groups: _Groups = {}
    for path, content in gone.items():
        groups.setdefault(content, ([], []))[0].append(path)
    for path, contents in new.items():
        for content in contents:
            if content in groups:
                groups[content][1].append(path)
    return {old: Rename(path, exact=True) for old, path in _unique_pairs(groups.values())}


def likely_renames(
    gone: Mapping[str, bytes], new: Mapping[str, bytes], known: Mapping[str, Rename]
) -> dict[str, Rename]:
    """Return the renames of files whose content has changed, too, by old path.

    They went where other files of their folder went, as `known` says, or most of their lines are in the new file.
    """
    found: dict[str, Rename] = {}
    taken: set[str] = set()
    folders = _moved_folders(known)
    moved = [(old, _joined(folders[folder_of(old)], _name(old))) for old in gone if folder_of(old) in folders]
    for old, path in [*moved, *_alike(gone, new)]:
        if path in new and old not in found and path not in taken:
            found[old] = Rename(path, exact=False)
            taken.add(path)
    return found


_Groups = dict[str, tuple[list[str], list[str]]]
"""Files that are gone and new ones by what they have in common."""


def _unique_pairs(groups: Iterable[tuple[list[str], list[str]]]) -> list[tuple[str, str]]:
    """The pairs of groups that have one file on each side and, of larger groups, those of one name."""
    found: list[tuple[str, str]] = []
    for gone, new in groups:
        if len(gone) == len(new) == 1:
            found.append((gone[0], new[0]))
        else:
            old_names, new_names = _by_name(gone), _by_name(new)
            pairs = [(old, new_names[name]) for name, old in old_names.items() if name in new_names]
            found += [(old[0], now[0]) for old, now in pairs if len(old) == len(now) == 1]
    return found


def _by_name(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(fold(_name(path)), []).append(path)
    return found


def _moved_folders(renames: Mapping[str, Rename]) -> dict[str, str]:
    """Map each folder to the one that most of its renamed files went to."""
    moves = Counter((folder_of(old), folder_of(rename.new)) for old, rename in renames.items())
    found: dict[str, str] = {}
    for (old, new), _ in sorted(moves.items(), key=lambda move: (-move[1], move[0])):
        found.setdefault(old, new)
    return {old: new for old, new in found.items() if old != new}


def _alike(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The pairs of files that have most lines in common, the most alike first."""
    holders: dict[bytes, list[str]] = {}
    for path, data in new.items():
        for line in {line.strip() for line in data.split(b"\n")} - {b""}:
            holders.setdefault(line, []).append(path)
    scored = [
        (-100 * shared // max(len(data), len(new[path]), 1), old, path)
        for old, data in gone.items()
        for path, shared in _shared(data, holders).items()
    ]
    return [(old, path) for score, old, path in sorted(scored) if -score >= _LEAST_ALIKE]


def _shared(data: bytes, holders: Mapping[bytes, list[str]]) -> Counter[str]:
    """How many bytes of a file stand on lines that each new file has, too."""
    found: Counter[str] = Counter()
    for line in data.split(b"\n"):
        paths = holders.get(line.strip(), [])
        if len(paths) <= _MOST_SHARING:
            for path in paths:
                found[path] += len(line) + 1
    return found


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _name(path: str) -> str:
    return path.rpartition("/")[2]
