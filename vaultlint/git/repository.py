"""The git repository around a folder: revisions, the files at one of them, and those of now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from vaultlint.errors import GitError
from vaultlint.git.git_process import run_git

SYMBOLIC_LINK = "120000"
_SUBMODULE = "160000"
_SKIPPED = "S"
"""The tag of a file that a sparse checkout leaves out of the work tree."""

HASHES = {40: "sha1", 64: "sha256"}
"""The hash functions of git's object formats, by the length of an id."""

_INDEX = "GIT_INDEX_FILE"

_MOST_COMMITS = 2_000

_SHALLOW = ": this clone is shallow; fetch all history (`git fetch --unshallow`; with actions/checkout, fetch-depth: 0)"

_INCOMPLETE = "git does not have all files of earlier revisions here: clone again without --filter"


class TrackedFile(NamedTuple):
    """A file in a commit or in the index: its mode, such as `100644`, and the id of its content."""

    mode: str
    blob: str
    is_skipped: bool = False


class Step(NamedTuple):
    """What was removed and added at once: contents by path, of new files all that they may have."""

    gone: dict[str, str]
    new: dict[str, Collection[str]]


class Repository:
    """The git repository around a folder.

    Paths are relative to the folder, with `/`; files outside it are left out. All methods raise `GitError`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = run_git(folder, ["rev-parse", "--is-inside-work-tree", "--is-shallow-repository"])
        if found.returncode:
            raise GitError(_why_none(folder, found.stderr))
        is_inside, is_shallow = found.stdout.decode().split()
        if is_inside != "true":
            raise GitError(f"{folder} is inside a git repository, not in its work tree")
        self.is_shallow = is_shallow == "true"

    @cached_property
    def top(self) -> Path:
        """The top folder of the work tree."""
        above = os.fsdecode(self._run("rev-parse", "--show-cdup").removesuffix(b"\n"))
        return Path(os.path.normpath(self.folder / above))

    @cached_property
    def _index_file(self) -> Mapping[str, str]:
        """The environment variable with the index of the commit that git is about to make, in a hook; else empty.

        For `git commit FILE`, git makes an index of its own. One elsewhere is that of another repository.
        """
        given = os.environ.get(_INDEX)
        if not given:
            return {}
        folder = os.fsdecode(run_git(self.folder, ["rev-parse", "--absolute-git-dir"]).stdout.removesuffix(b"\n"))
        above = os.fsdecode(run_git(self.folder, ["rev-parse", "--show-cdup"]).stdout.removesuffix(b"\n"))
        file = os.path.realpath(self.folder / above / given)
        is_own = os.path.dirname(file) == os.path.realpath(folder)  # noqa: PTH120
        return {_INDEX: file} if is_own else {}

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names, such as `main` or `HEAD~3`."""
        is_plain = revision and not revision.startswith("-") and "\0" not in revision
        args = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
        found = run_git(self.folder, args) if is_plain else None
        if found and found.returncode == 0:
            return found.stdout.decode().strip()
        raise GitError(f'git knows no revision "{revision}"{_SHALLOW if self.is_shallow else ""}')

    def head(self) -> str | None:
        """Return the id of the commit that is checked out; None before the first one."""
        try:
            return self.commit("HEAD")
        except GitError:
            return None

    def branch_point(self, commit: str) -> str:
        """Return the last commit that HEAD and another have in common; that other one if there is none."""
        found = run_git(self.folder, ["merge-base", commit, "HEAD"])
        return found.stdout.decode().split()[0] if found.returncode == 0 else commit

    def files_at(self, commit: str) -> dict[str, TrackedFile]:
        """Return the files at a commit by path."""
        found: dict[str, TrackedFile] = {}
        for entry in self._entries("ls-tree", "-r", "-z", commit):
            facts, _, path = entry.partition("\t")
            mode, _, blob = facts.split(" ")
            if mode != _SUBMODULE:
                found[path] = TrackedFile(mode, blob)
        return found

    def index(self) -> dict[str, TrackedFile]:
        """Return the files in the index by path; of a file in conflict, one of its sides."""
        return {path: file for path, file in self._staged() if file.mode != _SUBMODULE}

    def submodules(self) -> list[str]:
        """List the paths of the submodules."""
        return [path for path, file in self._staged() if file.mode == _SUBMODULE]

    def announced(self) -> set[str]:
        """Return the files of which the index has no content yet (`git add --intent-to-add`), so no commit has them."""
        blobs = {file.blob for _, file in self._staged()}
        length = len(next(iter(blobs), ""))
        if not blobs & {_empty_id("blob", length)}:  # which git takes for their content
            return set()
        args = ("-z", "--raw", "--no-renames", "--no-abbrev", "--relative", self.head() or _empty_id("tree", length))
        seen, unseen = (
            [*self._entries("diff-index", "--cached", f"--ita-{kind}-in-index", *args)]
            for kind in ("visible", "invisible")
        )
        differing = {*zip(seen[::2], seen[1::2], strict=True)} ^ {*zip(unseen[::2], unseen[1::2], strict=True)}
        return {path for _, path in differing}

    def _staged(self) -> Iterator[tuple[str, TrackedFile]]:
        for entry in self._entries("ls-files", "-z", "-t", "-s"):
            facts, _, path = entry.partition("\t")
            tag, mode, blob, _ = facts.split(" ")
            yield path, TrackedFile(mode, blob, tag == _SKIPPED)

    def untracked(self) -> list[str]:
        """List the files of the work tree that are neither in the index nor ignored."""
        listed = self._entries("ls-files", "-z", "--others", "--exclude-standard")
        return [path for path in listed if not path.endswith("/")]  # else it is another repository

    def history(self, commit: str) -> list[Step]:
        """Return what each commit from another one up to HEAD removed and added, oldest first; without merges.

        Of a long history, the last commits alone are looked at.
        """
        args = ("-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--relative", "--diff-filter=AD")
        listed = ("--reverse", "--topo-order", f"--max-count={_MOST_COMMITS}", f"{commit}..HEAD")
        steps: list[Step] = []
        entries = self._entries("diff-tree", "--stdin", *args, given=self._run("rev-list", *listed))
        for entry in entries:
            if not entry.startswith(":"):
                steps.append(Step({}, {}))
                continue
            _, _, old, new, status = entry.split(" ")
            if status == "D":
                steps[-1].gone[next(entries)] = old
            else:
                steps[-1].new[next(entries)] = (new,)
        return steps

    def contents(self, blobs: Iterable[str], limit: int) -> dict[str, bytes]:
        """Return the content of those of some blobs that have at most `limit` bytes, by their ids."""
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        found = run_git(self.folder, ["cat-file", "--batch-check"], asked)
        headers = [line.split() for line in found.stdout.splitlines()]
        if found.returncode or any(len(header) < 3 for header in headers):
            raise GitError(_INCOMPLETE)
        small = [blob for blob, kind, size in headers if kind == b"blob" and int(size) <= limit]
        output = self._run("cat-file", "--batch", given=b"".join(blob + b"\n" for blob in small)) if small else b""
        return dict(_batch(output))

    def _entries(self, *args: str, given: bytes = b"") -> Iterator[str]:
        """Run a command and yield what it lists, each ended by NUL; names that are not UTF-8 are as in a listing."""
        return (os.fsdecode(entry) for entry in self._run(*args, given=given).split(b"\0") if entry)

    def _run(self, *args: str, given: bytes = b"") -> bytes:
        found = run_git(self.folder, args, given, self._index_file)
        if found.returncode:
            raise GitError(f"git {args[0]}: {_first_line(found.stderr)}")
        return found.stdout


def _empty_id(kind: str, length: int) -> str:
    """The id of an empty blob or tree in a repository whose ids have some length."""
    return hashlib.new(HASHES.get(length, "sha1"), f"{kind} 0\0".encode(), usedforsecurity=False).hexdigest()


def _batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the ids and contents of what `cat-file --batch` printed."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        blob, _, size = output[at:end].split()
        at = end + 1 + int(size)
        yield blob.decode(), output[end + 1 : at]
        at += 1


def _why_none(folder: Path, error: bytes) -> str:
    line = _first_line(error)
    if "not a git repository" in line:
        return f"{folder} is not in a git repository"
    lines = [each.strip() for each in error.decode(errors="replace").splitlines()]
    advice = next((each for each in lines if each.startswith("git config --global --add safe.directory")), "")
    return f"git: {line}" + (f"; if you trust it, run `{advice}`" if advice else "")


def _first_line(error: bytes) -> str:
    lines = error.decode(errors="replace").strip().splitlines() or ["no reason given"]
    return next((line for line in lines if line.startswith("fatal: ")), lines[0]).removeprefix("fatal: ")
