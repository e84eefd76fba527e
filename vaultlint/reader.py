"""Reading the notes and canvases of a vault: what did not change from the cache, much in several processes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vaultlint.files import Disk, Source, reason
from vaultlint.model import Parts
from vaultlint.note_cache import NoteCache
from vaultlint.obsidian import extension
from vaultlint.parse import read_canvas, read_note, why_too_much
from vaultlint.store import decode, digest, encode

Progress = Callable[[int, int], None]
"""Called with the number of files read and of all files to read."""

Read = Parts | str
"""What a file says, or why it cannot be read."""

_CHUNK = 250
_WORTH_IT = 2_000 if sys.platform == "linux" else 8_000
"""From so many files on further processes save more time than they take to start."""


def read_files(
    source: Source,
    paths: Sequence[str],
    *,
    cache: NoteCache | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> dict[str, Read]:
    """What each of the paths says, in their order.

    `jobs` is how many processes read; None means as many as are worth it. It changes no result.
    """
    found: dict[str, Read] = {}
    if cache is not None and isinstance(source, Disk):
        found = _unchanged(source, paths, cache)
    missing = [path for path in paths if path not in found]
    for path, read in _read_missing(source, missing, cache, jobs):
        found[path] = read
        if progress:
            progress(len(found), len(paths))
    if cache is not None:
        cache.save()
    return {path: found[path] for path in paths}


def _unchanged(disk: Disk, paths: Sequence[str], cache: NoteCache) -> dict[str, Read]:
    """What the cache knows: of files that look as they did, and of those that have the same content."""
    found: dict[str, Read] = {}
    for path in paths:
        stamp = disk.stamp(path)
        parts = cache.at(path, stamp)
        if parts is None and cache.may_know(path, stamp):
            try:
                parts = cache.of_content(path, stamp, digest(disk.read(path)))
            except OSError:
                continue
        if parts is not None:
            found[path] = parts
    return found


def _read_missing(
    source: Source, paths: Sequence[str], cache: NoteCache | None, jobs: int | None
) -> Iterator[tuple[str, Read]]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 4) if len(paths) >= _WORTH_IT else 1
    if jobs > 1 and len(paths) > 1 and isinstance(source, Disk):
        yield from _read_in_processes(source, paths, cache, jobs)
    else:
        yield from _read_alone(source, paths, cache)


def _read_alone(source: Source, paths: Sequence[str], cache: NoteCache | None) -> Iterator[tuple[str, Read]]:
    for path in paths:
        try:
            data = source.read(path)
        except OSError as error:
            yield path, reason(error)
            continue
        read = _parse(path, data)
        if cache is not None and isinstance(source, Disk) and isinstance(read, Parts):
            cache.put(path, source.stamp(path), digest(data), read)
        yield path, read


def _parse(path: str, data: bytes) -> Read:
    return why_too_much(data) or (read_canvas if extension(path) == "canvas" else read_note)(path, data).parts


def _read_in_processes(
    disk: Disk, paths: Sequence[str], cache: NoteCache | None, jobs: int
) -> Iterator[tuple[str, Read]]:
    """The same in `jobs` processes, each of which takes a chunk of the paths at a time."""
    # For many files only: importing these two takes longer than reading a hundred notes.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    size = min(_CHUNK, -(-len(paths) // jobs))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Forking is quickest, and safe here since nothing has started a thread.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    done = 0
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts_to_the_parent) as pool:
            for chunk, answer in zip(chunks, pool.map(_read_chunk, [disk.root] * len(chunks), chunks), strict=True):
                for path, (error, mark, encoded) in zip(chunk, decode(answer), strict=True):
                    yield path, error or _take(disk, path, mark, encoded, cache)
                done += len(chunk)
    except BrokenProcessPool:  # the system killed one, such as where memory is short: alone it takes longer
        yield from _read_alone(disk, paths[done:], cache)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _take(disk: Disk, path: str, mark: bytes, encoded: bytes, cache: NoteCache | None) -> Read:
    """What another process read; what it could not encode is read again here."""
    if not encoded:
        return _parse(path, disk.read(path))
    if cache is not None:
        cache.put_encoded(path, disk.stamp(path), mark, encoded)
    return Parts(*decode(encoded))


def _read_chunk(root: Path, paths: Sequence[str]) -> bytes:
    """In another process: for each path why it cannot be read, or its digest and parts; all encoded at once."""
    disk = Disk(root)
    answers: list[tuple[str, bytes, bytes]] = []
    for path in paths:
        try:
            data = disk.read(path)
        except OSError as error:
            answers.append((reason(error), b"", b""))
            continue
        try:
            read = _parse(path, data)
            answers.append((read, b"", b"") if isinstance(read, str) else ("", digest(data), encode(read)))
        except (ValueError, TypeError, OverflowError):  # such as a number that msgpack cannot hold
            answers.append(("", b"", b""))
    return encode(answers)
