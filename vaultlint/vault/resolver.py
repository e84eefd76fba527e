"""Which file a link leads to: the one place that decides it, and it decides as Obsidian does.

Statement numbers (S3.1 ...) are those of docs/obsidian.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from vaultlint.model import LINK_EXACT, LINK_EXTERNAL, LINK_TARGET, Status
from vaultlint.obsidian.names import fold


class Target(NamedTuple):
    """What a link leads to; the fields mean what they mean in `ResolvedLink`."""

    status: Status
    resolved: str | None = None
    candidates: tuple[str, ...] = ()


DANGLING = Target(Status.DANGLING)
EXTERNAL = Target(Status.EXTERNAL)


class Leads(NamedTuple):
    """Where the links of one file lead, in numbers, which are true as long as the vault has the same files.

    `internal` is how many do not lead out of the vault, `dangling` are the positions of those that lead
    nowhere. `anchored` are those with a fragment: position, number of the file that they lead to in
    `Resolver.paths`, fragment. `ends` are the numbers of the files that the links of Obsidian's
    graph lead to, each once, but for those `unstable` ones of which Obsidian may choose one or another.
    """

    internal: int = 0
    dangling: Sequence[int] = ()
    anchored: Sequence[tuple[int, int, str]] = ()
    ends: Sequence[int] = ()
    unstable: Sequence[int] = ()


class _File(NamedTuple):
    path: str
    folded: str


_text = itemgetter(0)


class _Namesakes:
    """Files of one name, asked for parts of their paths without looking at each of them.

    A vault may have thousands of a name, and as many links to it.
    """

    def __init__(self, files: Iterable[_File]) -> None:
        self._files = list(files)
        self._paths = sorted((file.folded, file) for file in self._files)
        self._endings: list[tuple[str, _File]] = []  # the paths from back to front, sorted
        self._nearest: dict[str, Target] = {}

    def __len__(self) -> int:
        return len(self._files)

    def ending(self, path: str) -> list[_File]:
        """Those whose path ends with another, folder by folder."""
        if not self._endings:
            self._endings = sorted((file.folded[::-1], file) for file in self._files)
        return [file for _, file in _starting(f"{path[::-1]}/", self._endings)]

    def near(self, folder: str) -> Target:
        """What Obsidian chooses from a folder, folded: of those in or below it, else of all (S3.9)."""
        if folder not in self._nearest:
            near = [file for _, file in _starting(f"{folder}/", self._paths)] if folder else self._files
            self._nearest[folder] = _choose(near) if near or not folder else self.near("")
        return self._nearest[folder]


def _starting(start: str, files: Sequence[tuple[str, _File]]) -> Sequence[tuple[str, _File]]:
    """The files, sorted by a text, whose text has a start that ends with a slash."""
    after = start[:-1] + chr(ord("/") + 1)
    return files[bisect_left(files, start, key=_text) : bisect_left(files, after, key=_text)]


class Resolver:
    """Knows every file of the vault that a link may lead to; `paths` are all of them.

    A link into one of the `unread` folders leads out of the vault: nobody knows what is there (S3.21).
    """

    def __init__(self, paths: Iterable[str], unread: Iterable[str] = ()) -> None:
        self.paths = tuple(paths)
        self.unread = tuple(unread)
        self._unread = frozenset(map(fold, self.unread))
        self._unread_endings = sorted(f"{path[::-1]}/" for path in self._unread)  # from back to front
        self._unread_depth = max((path.count("/") + 1 for path in self._unread), default=0)
        self._numbers = {path: number for number, path in enumerate(self.paths)}
        self._by_name: dict[str, list[_File]] = {}
        self._by_path: dict[str, list[_File]] = {}
        self._namesakes: dict[str, _Namesakes] = {}
        self._known_names: dict[str, tuple[str, ...]] = {}
        self._everywhere: dict[str, Target] = {}
        self._from_folder: dict[tuple[str, str], Target] = {}
        for path in self.paths:
            file = _File(path, fold(path))
            self._by_name.setdefault(file.folded.rpartition("/")[2], []).append(file)
            self._by_path.setdefault(file.folded, []).append(file)

    def leads(self, links: Sequence[tuple[Any, ...]], source: str) -> Leads:
        """Where the links, as in `PackedContent.links`, of the file `source` lead."""
        internal = len(links)
        dangling: list[int] = []
        anchored: list[tuple[int, int, str]] = []
        ends: dict[int, None] = {}
        unstable: list[int] = []
        known = self._everywhere.get  # most links lead where the same words have led before
        for position, link in enumerate(links):
            _, _, text, fragment, _, _, is_external, is_exact, is_counted, _ = link
            target = (None if is_external or is_exact else known(text)) or self.resolve(link, source)
            if path := target.resolved:
                number = self._numbers[path]
                if is_counted:
                    ends[number] = None
                if fragment:
                    anchored.append((position, number, fragment))
            elif target is DANGLING:
                dangling.append(position)
            elif target is EXTERNAL:
                internal -= 1
            elif is_counted:
                unstable.append(position)
        return Leads(internal, tuple(dangling), tuple(anchored), tuple(ends), tuple(unstable))

    def resolve(self, link: tuple[Any, ...], source: str) -> Target:
        """Where a link, as in `PackedContent.links`, that stands in the file `source` leads."""
        target = link[LINK_TARGET]
        if link[LINK_EXTERNAL]:
            return EXTERNAL
        if link[LINK_EXACT]:
            return self._exactly(fold(target))
        return self.lead(target, source)

    def lead(self, target: str, source: str) -> Target:
        """Where a target leads from the file `source`."""
        if known := self._everywhere.get(target):
            return known
        if not target:
            return Target(Status.RESOLVED, source)
        folder = _folder(source)
        return self._from_folder.get((target, folder)) or self._find(target, folder)

    def shortest(self, path: str, source: str, *, keeps_md: bool = False) -> str | None:
        """The shortest target by which links of the file `source` lead to a path, and surely to no other.

        It is written as Obsidian writes it: the name, else the whole path (S3.24), of notes without their
        `.md` where that will do and nobody asks to keep it. None where paths differ in case only. Whether it
        can stand in a link is another question.
        """
        spellings = [path] if keeps_md or fold(path[-3:]) != ".md" else [path[:-3], path]
        targets = [target for each in spellings for target in (each.rpartition("/")[2], each)]
        there = Target(Status.RESOLVED, path)
        return next((target for target in targets if self.lead(target, source) == there), None)

    def names_exactly(self, path: str) -> bool:
        """Whether a path names one file where a path is asked for, as in a canvas."""
        return len(self._by_path.get(fold(path), ())) == 1

    def _find(self, target: str, folder: str) -> Target:
        """Where a target leads from the files of a folder; kept for all folders where that does not matter."""
        path = fold(target)
        if path.startswith(("./", "../")):
            return self._keep_for(folder, target, self._at(_join(fold(folder), path)))
        if path.startswith("/"):
            return self._keep(target, self._at(path[1:]))
        files, path = self._candidates(path)
        if path in self._by_path or self._is_unread(path):
            return self._keep(target, self._exactly(path))
        if len(files) < 2:
            fits = [file for file in files if "/" not in path or file.folded.endswith(f"/{path}")]
            return self._keep(target, _choose(fits) if fits else self._nothing(path))
        fitting = self._fitting(path, files)
        if len(fitting) < 2:
            return self._keep(target, fitting.near("") if fitting else self._nothing(path))
        return self._keep_for(folder, target, fitting.near(fold(folder)))

    def _fitting(self, path: str, files: Iterable[_File]) -> _Namesakes:
        """Those of the files of the same name whose path ends with this one (S3.8)."""
        if path not in self._namesakes:
            name = path.rpartition("/")[2]
            fitting = files if name == path else self._fitting(name, files).ending(path)
            self._namesakes[path] = _Namesakes(fitting)
        return self._namesakes[path]

    def _keep(self, target: str, found: Target) -> Target:
        self._everywhere[target] = found
        return found

    def _keep_for(self, folder: str, target: str, found: Target) -> Target:
        self._from_folder[target, folder] = found
        return found

    def named(self, target: str) -> tuple[str, ...]:
        """The files whose name is the last part of a link's path, whatever their folder."""
        files, path = self._candidates(fold(target))
        name = path.rpartition("/")[2]
        if files and name not in self._known_names:
            self._known_names[name] = tuple(sorted(file.path for file in files))
        return self._known_names.get(name, ())

    def _at(self, path: str) -> Target:
        """Exactly this path, with or without `.md` (S3.5, S3.7)."""
        is_literal = "." in path.rpartition("/")[2] and path in self._by_path
        return self._exactly(path if is_literal else f"{path}.md")

    def _exactly(self, path: str) -> Target:
        files = self._by_path.get(path, [])
        return EXTERNAL if not files and self._is_unread(path) else _choose(files)

    def _is_unread(self, path: str) -> bool:
        """Whether a path from the root, folded, leads into an unread folder."""
        return bool(self._unread) and any(start in self._unread for start in _starts(path, self._unread_depth))

    def _nothing(self, path: str) -> Target:
        """What a path leads to whose end no file has: it may go on in an unread folder (S3.8)."""
        is_in_unread = self._unread and any(map(self._is_end_of_unread, _starts(path, self._unread_depth)))
        return EXTERNAL if is_in_unread else DANGLING

    def _is_end_of_unread(self, end: str) -> bool:
        text = f"{end[::-1]}/"
        place = bisect_left(self._unread_endings, text)
        return place < len(self._unread_endings) and self._unread_endings[place].startswith(text)

    def _candidates(self, path: str) -> tuple[list[_File], str]:
        """Files by the last segment of the path, and the path with its extension (S3.3)."""
        name = path.rpartition("/")[2]
        if "." in name and (files := self._by_name.get(name)):
            return files, path
        return self._by_name.get(f"{name}.md", []), f"{path}.md"


def wanted_path(target: str, source: str) -> str:
    """The path of the note that a link's target in the file `source` asks for, from the root, without `.md`.

    Spellings that `names.fold` makes equal ask for the same note.
    """
    path = target[:-3] if fold(target).endswith(".md") else target
    if path.startswith(("./", "../")):
        return _join(_folder(source), path)
    return path.removeprefix("/")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _starts(path: str, most: int) -> Iterator[str]:
    """The folders in which a path lies, each as a path, the `most` outermost ones, outermost first."""
    end = path.find("/")
    while end >= 0 and most:
        yield path[:end]
        end, most = path.find("/", end + 1), most - 1


def _join(folder: str, relative: str) -> str:
    """A relative path made absolute in the vault; `..` at the root stays at the root."""
    parts = folder.split("/") if folder else []
    for part in relative.split("/"):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _choose(files: list[_File]) -> Target:
    """One file is the answer; of several Obsidian takes the shortest path, if there is one (S3.10)."""
    if not files:
        return DANGLING
    if len(files) == 1:
        return Target(Status.RESOLVED, files[0].path)
    ranked = sorted((_length(file.path), file.path) for file in files)
    winner = ranked[0][1] if ranked[0][0] < ranked[1][0] else None
    return Target(Status.AMBIGUOUS, winner, tuple(path for _, path in ranked))


def _length(path: str) -> int:
    """Length as JavaScript counts it, in UTF-16 units."""
    return len(path) if path.isascii() else len(path.encode("utf-16-le", "surrogatepass")) // 2
