"""Reading the notes and canvases of a vault: what did not change from the cache, much in several processes."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vaultlint.encoding import decode, digest, encode
from vaultlint.errors import reason
from vaultlint.model import PackedDocument
from vaultlint.obsidian.settings import extension
from vaultlint.parse import read_canvas, read_note, why_too_much
from vaultlint.vault.note_cache import NoteCache, Reading
from vaultlint.vault.resolver import Leads, Resolver
from vaultlint.vault.sources import Disk, Source

Progress = Callable[[int, int], None]
"""Called with the number of files read and of all files to read."""

Read = Reading | str
"""The reading of a file, or why it cannot be read."""

_CHUNK = 250
_WORTH_IT = 2_000 if sys.platform == "linux" else 8_000
"""From so many files on further processes save more time than they take to start."""


def read_files(
    source: Source,
    paths: Sequence[str],
    resolver: Resolver,
    *,
    cache: NoteCache | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> dict[str, Read]:
    """What each of the paths says, in their order, and where `resolver` says that its links lead.

    `jobs` is how many processes read; None means as many as are worth it. It changes no result.
    """
    found: dict[str, Read] = {}
    if cache is not None and isinstance(source, Disk):
        found = _unchanged(source, paths, cache)
    elif isinstance(source, Disk):
        for path in paths:
            source.remember(path)  # before it is read, so that a later change is noticed
    missing = [path for path in paths if path not in found]
    for path, read in _read_missing(source, missing, resolver, cache, jobs):
        found[path] = read
        if progress:
            progress(len(found), len(paths))
    return {path: found[path] for path in paths}


def _unchanged(disk: Disk, paths: Sequence[str], cache: NoteCache) -> dict[str, Read]:
    """What the cache knows: of files that look as they did, and of those that have the same content."""
    found: dict[str, Read] = {}
    for path in paths:
        stamp = disk.stamp(path)
        if stamp and stamp[0] > disk.limit:
            continue
        reading = cache.at(path, stamp)
        if reading is None and cache.may_know(path, stamp):
            try:
                reading = cache.of_content(path, stamp, digest(disk.read(path)))
            except OSError:
                continue
        if reading is not None:
            found[path] = reading
    return found


def _read_missing(
    source: Source, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None, jobs: int | None
) -> Iterator[tuple[str, Read]]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 4) if len(paths) >= _WORTH_IT else 1
    if jobs > 1 and len(paths) > 1 and isinstance(source, Disk):
        yield from _read_in_processes(source, paths, resolver, cache, jobs)
    else:
        yield from _read_alone(source, paths, resolver, cache)


def _read_alone(
    source: Source, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None
) -> Iterator[tuple[str, Read]]:
    for path in paths:
        try:
            data = source.read(path)
        except OSError as error:
            yield path, _why(error)
            continue
        read = _read(path, data, resolver)
        if cache is not None and isinstance(source, Disk) and isinstance(read, Reading):
            cache.put(path, source.stamp(path), digest(data), read)
        yield path, read


def _why(error: OSError) -> str:
    return reason(error) + (" (max-file-size)" if error.errno == errno.EFBIG else "")


def _read(path: str, data: bytes, resolver: Resolver) -> Read:
    if why := why_too_much(data):
        return why
    found = (read_canvas if extension(path) == "canvas" else read_note)(path, data)
    return Reading(found.packed.encoded(), resolver.leads(found.packed_content.links, path))


def _read_in_processes(
    disk: Disk, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None, jobs: int
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
        with ProcessPoolExecutor(jobs, context, _start_worker, (disk.root, disk.limit, disk.follow, resolver)) as pool:
            with _interrupts_held():
                answers = pool.map(_read_chunk, chunks)
            for chunk, answer in zip(chunks, answers, strict=True):
                for path, (error, mark, encoded, leads) in zip(chunk, decode(answer, tuples=True), strict=True):
                    if error:
                        yield path, error
                    elif encoded:
                        reading = Reading(PackedDocument(*decode(encoded)), Leads(*leads))
                        if cache is not None:
                            cache.put_encoded(path, disk.stamp(path), mark, encoded, reading.leads)
                        yield path, reading
                    else:  # what could not be encoded is read again here
                        yield from _read_alone(disk, [path], resolver, None)
                done += len(chunk)
    except BrokenProcessPool:  # the system killed one, such as where memory is short: alone it takes longer
        yield from _read_alone(disk, paths[done:], resolver, cache)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let interrupts wait while processes begin: Python would lose them, or each process would tell of them."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows nothing is forked
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: tuple[Disk, Resolver]
"""In another process: the vault it reads."""


def _start_worker(root: Path, limit: int, follow: Sequence[str], resolver: Resolver) -> None:
    """In another process: leave interrupts to the parent, and end when it ends, in whatever way."""
    from threading import Thread

    global _worker  # noqa: PLW0603  a process of a pool has no other place
    _worker = Disk(root, limit, follow), resolver
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _read_chunk(paths: Sequence[str]) -> bytes:
    """In another process: for each path why it cannot be read, or its digest and reading; all encoded at once."""
    disk, resolver = _worker
    answers: list[tuple[str, bytes, bytes, Sequence[object]]] = []
    for path in paths:
        try:
            data = disk.read(path)
        except OSError as error:
            answers.append((_why(error), b"", b"", ()))
            continue
        try:
            read = _read(path, data, resolver)
            if isinstance(read, str):
                answers.append((read, b"", b"", ()))
            else:
                answers.append(("", digest(data), encode(read.parts), read.leads))
        except (ValueError, TypeError, OverflowError):  # such as a number that msgpack cannot hold
            answers.append(("", b"", b"", ()))
    return encode(answers)
