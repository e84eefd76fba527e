"""Resolve links to files as Obsidian does. Nothing else in vaultlint decides where a link leads.

The statements cited (S3.1 ...) are in docs/obsidian.md.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from vaultlint.model import Link, Status
from vaultlint.obsidian.names import fold, folder_of, note_name


class Resolution(NamedTuple):
    """What a link resolves to; the fields mean the same as in `ResolvedLink`."""

    status: Status
    resolved: str | None = None
    candidates: tuple[str, ...] = ()


DANGLING = Resolution(Status.DANGLING)
EXTERNAL = Resolution(Status.EXTERNAL)


class OutgoingLinks(NamedTuple):
    """Where the links of one file lead.

    - `internal`: the number of links that do not lead out of the vault;
    - `dangling`: the positions of links to files that do not exist;
    - `anchored`: links with a fragment, each as position, file and fragment;
    - `ends`: the files at the ends of Obsidian's graph edges from this file, each once;
    - `uncounted`: further files that links lead to which are not edges of the graph;
    - `unstable`: the positions of links for which Obsidian may choose one file or another, which are not in `ends`;
    - `asked`: the names, as `note_name` returns them, of the files to which the other links would lead;
    - `cut`: the files to which links would lead that a `|` cuts in two, so that they are text.
    """

    internal: int = 0
    dangling: tuple[int, ...] = ()
    anchored: tuple[tuple[int, str, str], ...] = ()
    ends: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    unstable: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


_key = itemgetter(0)


class _Namesakes:
    """The files of one name, indexed by path.

    A vault may have thousands of files of one name and as many links to it, so no search looks at each file.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._files = list(files)
        self._paths = sorted((fold(file), file) for file in self._files)
        self._endings: list[tuple[str, str]] = []  # reversed paths, sorted
        self._chosen: dict[str, Resolution] = {}

    def __len__(self) -> int:
        return len(self._files)

    def ending(self, path: str) -> list[str]:
        """The files whose path ends with `path`, folder by folder."""
        if not self._endings:
            self._endings = sorted((folded[::-1], file) for folded, file in self._paths)
        return [file for _, file in _with_prefix(f"{path[::-1]}/", self._endings)]

    def chosen_from(self, folder: str) -> Resolution:
        """What Obsidian chooses for links in a folder, folded: one in or below it, else any (S3.9)."""
        if folder not in self._chosen:
            near = [file for _, file in _with_prefix(f"{folder}/", self._paths)] if folder else self._files
            self._chosen[folder] = _choose(near) if near or not folder else self.chosen_from("")
        return self._chosen[folder]


def _with_prefix(prefix: str, files: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The files whose key has a prefix, which ends with a slash; `files` are sorted by key."""
    after = prefix[:-1] + chr(ord("/") + 1)
    return files[bisect_left(files, prefix, key=_key) : bisect_left(files, after, key=_key)]


class Resolver:
    """Resolves links to the files of a vault.

    `paths` are all files that a link may lead to. A link into one of the `unread` folders is external, as their files
    are not known (S3.21).
    """

    def __init__(self, paths: Iterable[str], unread: Iterable[str] = ()) -> None:
        self._unread = frozenset(map(fold, unread))
        self._unread_endings = sorted(f"{path[::-1]}/" for path in self._unread)  # reversed
        self._unread_depth = max((path.count("/") + 1 for path in self._unread), default=0)
        self._by_name: dict[str, list[str]] = {}
        self._by_path: dict[str, list[str]] = {}
        self._forget()
        self._add_all(paths)

    def update(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Add and remove files."""
        for path in removed:
            self._remove(path)
        self._add_all(added)
        self._forget()

    def _add_all(self, paths: Iterable[str]) -> None:
        by_name, by_path = self._by_name.setdefault, self._by_path.setdefault
        for path in paths:
            folded = path.lower() if path.isascii() else fold(path)  # as `fold` does, without a call
            by_name(folded[folded.rfind("/") + 1 :], []).append(path)
            by_path(folded, []).append(path)

    def _remove(self, path: str) -> None:
        folded = fold(path)
        for files, key in ((self._by_name, folded.rpartition("/")[2]), (self._by_path, folded)):
            files[key].remove(path)
            if not files[key]:
                del files[key]

    def _forget(self) -> None:
        """Forget what was resolved."""
        self._own: dict[str, str] | None = None
        self._namesakes: dict[str, _Namesakes] = {}
        self._known_names: dict[str, tuple[str, ...]] = {}
        self._by_target: dict[str, Resolution] = {}
        self._by_target_and_folder: dict[tuple[str, str], Resolution] = {}

    def shared(self, links: OutgoingLinks) -> OutgoingLinks:
        """Return the same with the strings of this object, so that each path is in memory once."""
        if self._own is None:
            self._own = {path: path for paths in self._by_path.values() for path in paths}
        own = self._own.get
        return links._replace(
            anchored=tuple([(at, own(path, path), fragment) for at, path, fragment in links.anchored]),
            ends=tuple([own(path, path) for path in links.ends]),
        )

    def namesakes(self, name: str) -> Iterator[str]:
        """Yield the files of a name, as `note_name` returns it: only a link by that name may lead to one of them."""
        for key in (f"{name}.md", *(() if name.endswith(".md") else (name,))):
            yield from self._by_name.get(key, ())

    def outgoing_links(self, links: Sequence[Link], source: str, cut: Iterable[Link] = ()) -> OutgoingLinks:
        """Resolve the links of the file `source`, and those that are cut in two."""
        internal = len(links)
        dangling: list[int] = []
        anchored: list[tuple[int, str, str]] = []
        ends: dict[str, None] = {}
        uncounted: dict[str, None] = {}
        unstable: list[int] = []
        asked: dict[str, None] = {}
        known = self._by_target.get  # most links repeat a target that is already resolved
        for position, link in enumerate(links):
            _, _, text, fragment, _, _, is_external, is_exact, is_counted, _ = link
            target = (None if is_external or is_exact else known(text)) or self.resolve(link, source)
            if path := target.resolved:
                if is_counted:
                    ends[path] = None
                else:
                    uncounted[path] = None
                if fragment:
                    anchored.append((position, path, fragment))
                if path[-6:].lower() != ".md.md":
                    continue  # it is found by its own name, as nearly always
            elif target is DANGLING:
                dangling.append(position)
            elif target is EXTERNAL:
                internal -= 1
                if is_external:
                    continue
            elif is_counted:
                unstable.append(position)
            asked |= dict.fromkeys(self.asked_names(link, source))
        others = tuple([path for path in uncounted if path not in ends])
        meant: dict[str, None] = {}
        for link in cut:
            target = self.resolve(link, source)
            if target is not EXTERNAL:
                meant |= dict.fromkeys([target.resolved] if target.resolved else target.candidates)
                asked |= dict.fromkeys(self.asked_names(link, source))
        return OutgoingLinks(
            internal, tuple(dangling), tuple(anchored), tuple(ends), others, tuple(unstable), tuple(asked), tuple(meant)
        )

    @staticmethod
    def asked_names(link: Link, source: str) -> tuple[str, str]:
        """Return the names of the files that a link may lead to: with a `.md` it has, and as `note_name` does."""
        path = fold(link.target)
        if path.startswith(("./", "../")) and not link.exact:
            path = _join(fold(folder_of(source)), path)
        return path.rpartition("/")[2], note_name(path)

    def resolve(self, link: Link, source: str) -> Resolution:
        """Resolve a link of the file `source`."""
        if link.external:
            return EXTERNAL
        if link.exact:
            return self._resolve_path(fold(link.target))
        return self.resolve_target(link.target, source)

    def resolve_target(self, target: str, source: str) -> Resolution:
        """Resolve the target of a wikilink or Markdown link of the file `source`."""
        if known := self._by_target.get(target):
            return known
        if not target:
            return Resolution(Status.RESOLVED, source)
        folder = folder_of(source)
        return self._by_target_and_folder.get((target, folder)) or self._resolve_anew(target, folder)

    def target_of(
        self,
        path: str,
        source: str,
        link_format: str,
        *,
        keeps_md: bool = False,
        accepts: Callable[[str], bool] | None = None,
    ) -> str | None:
        """Return the best target that resolves from the file `source` to `path` and to nothing else.

        It is written as Obsidian writes it with a `newLinkFormat` (S3.24): the name, the path from the folder of
        `source`, or the path from the root, without the `.md` of a note unless that is needed or `keeps_md`. Where that
        leads elsewhere, it is the name or the path from the root. With `accepts`, it is the first that this is true
        for, in any of the formats. None if no target is certain, as with paths that
        differ only in case. The target may have characters that no link can contain.
        """
        spellings = [path] if keeps_md or fold(path[-3:]) != ".md" else [path[:-3], path]
        formats = [link_format] if accepts is None else [link_format, "absolute", "relative"]
        targets = [target for each in spellings for form in formats for target in _targets(each, source, form)]
        there = Resolution(Status.RESOLVED, path)
        leading = (target for target in targets if self.resolve_target(target, source) == there)
        return next((target for target in leading if accepts is None or accepts(target)), None)

    def names_exactly(self, path: str) -> bool:
        """Tell whether a path names exactly one file when read as a path, as in a canvas."""
        return len(self._by_path.get(fold(path), ())) == 1

    def _resolve_anew(self, target: str, folder: str) -> Resolution:
        """Resolve a target in a folder, and remember it, for all folders if the folder does not matter."""
        path = fold(target)
        if path.startswith(("./", "../")):
            return self._remember_for(folder, target, self._resolve_note_path(_join(fold(folder), path)))
        if path.startswith("/"):
            return self._remember(target, self._resolve_note_path(path[1:]))
        files, path = self._candidates(path)
        if path in self._by_path or self._is_unread(path):
            return self._remember(target, self._resolve_path(path))
        if len(files) < 2:
            fits = [file for file in files if "/" not in path or fold(file).endswith(f"/{path}")]
            return self._remember(target, _choose(fits) if fits else self._resolve_unknown(path))
        fitting = self._fitting(path, files)
        if len(fitting) < 2:
            return self._remember(target, fitting.chosen_from("") if fitting else self._resolve_unknown(path))
        return self._remember_for(folder, target, fitting.chosen_from(fold(folder)))

    def _fitting(self, path: str, files: Iterable[str]) -> _Namesakes:
        """Those of the files of one name whose path ends with `path` (S3.8)."""
        if path not in self._namesakes:
            name = path.rpartition("/")[2]
            fitting = files if name == path else self._fitting(name, files).ending(path)
            self._namesakes[path] = _Namesakes(fitting)
        return self._namesakes[path]

    def _remember(self, target: str, found: Resolution) -> Resolution:
        self._by_target[target] = found
        return found

    def _remember_for(self, folder: str, target: str, found: Resolution) -> Resolution:
        self._by_target_and_folder[target, folder] = found
        return found

    def named(self, target: str) -> tuple[str, ...]:
        """Return the files that have the name of a target, in any folder."""
        files, path = self._candidates(fold(target))
        name = path.rpartition("/")[2]
        if files and name not in self._known_names:
            self._known_names[name] = tuple(sorted(files))
        return self._known_names.get(name, ())

    def _resolve_note_path(self, path: str) -> Resolution:
        """Resolve a path from the root, with or without `.md` (S3.5, S3.7)."""
        is_literal = "." in path.rpartition("/")[2] and path in self._by_path
        return self._resolve_path(path if is_literal else f"{path}.md")

    def _resolve_path(self, path: str) -> Resolution:
        files = self._by_path.get(path, [])
        return EXTERNAL if not files and self._is_unread(path) else _choose(files)

    def _is_unread(self, path: str) -> bool:
        """Whether a path from the root, folded, leads into an unread folder."""
        return bool(self._unread) and any(start in self._unread for start in _outer_folders(path, self._unread_depth))

    def _resolve_unknown(self, path: str) -> Resolution:
        """Resolve a path that no file ends with: such a file may be in an unread folder (S3.8)."""
        is_in_unread = self._unread and any(map(self._is_end_of_unread, _outer_folders(path, self._unread_depth)))
        return EXTERNAL if is_in_unread else DANGLING

    def _is_end_of_unread(self, end: str) -> bool:
        key = f"{end[::-1]}/"
        index = bisect_left(self._unread_endings, key)
        return index < len(self._unread_endings) and self._unread_endings[index].startswith(key)

    def _candidates(self, path: str) -> tuple[list[str], str]:
        """The files with the name at the end of a path, and the path with its extension (S3.3)."""
        name = path.rpartition("/")[2]
        if "." in name and (files := self._by_name.get(name)):
            return files, path
        return self._by_name.get(f"{name}.md", []), f"{path}.md"


def wanted_path(target: str, source: str) -> str:
    """Return the path, without `.md`, of the note that a dangling target in the file `source` asks for.

    Paths that `names.fold` makes equal ask for the same note.
    """
    path = target[:-3] if fold(target).endswith(".md") else target
    if path.startswith(("./", "../")):
        return _join(folder_of(source), path)
    return path.removeprefix("/")


def _outer_folders(path: str, most: int) -> Iterator[str]:
    """Yield the paths of the `most` outermost folders around a path, outermost first."""
    end = path.find("/")
    while end >= 0 and most:
        yield path[:end]
        end, most = path.find("/", end + 1), most - 1


def _join(folder: str, relative: str) -> str:
    """Make a relative path one from the vault's root; `..` at the root stays at the root."""
    parts = folder.split("/") if folder else []
    for part in relative.split("/"):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _choose(files: list[str]) -> Resolution:
    """Choose the only file or, of several, the one with the shortest path, if there is one (S3.10)."""
    if not files:
        return DANGLING
    if len(files) == 1:
        return Resolution(Status.RESOLVED, files[0])
    ranked = sorted((_length(file), file) for file in files)
    winner = ranked[0][1] if ranked[0][0] < ranked[1][0] else None
    return Resolution(Status.AMBIGUOUS, winner, tuple(path for _, path in ranked))


def _length(path: str) -> int:
    """The length in UTF-16 units, as JavaScript counts it."""
    return len(path) if path.isascii() else len(path.encode("utf-16-le", "surrogatepass")) // 2


def _targets(path: str, source: str, link_format: str) -> list[str]:
    """What may be written to lead from a file to a path, in a format of links, the best first."""
    name = path.rpartition("/")[2]
    if link_format == "relative":
        relative = posixpath.relpath(path, folder_of(source) or ".")
        return [relative, f"./{relative}", name, path]
    return [path, name] if link_format == "absolute" else [name, path]
