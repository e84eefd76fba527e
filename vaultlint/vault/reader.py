"""Read the notes and canvases of a vault: unchanged ones from the cache, many in several processes."""

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
from vaultlint.parse import read_canvas, read_note, why_over_limit
from vaultlint.vault.note_cache import NoteCache, ParsedFile
from vaultlint.vault.resolver import OutgoingLinks, Resolver
from vaultlint.vault.sources import Disk, FileSource

ProgressCallback = Callable[[int, int], None]
"""Called with the number of files read so far and of all files."""

ReadResult = ParsedFile | str
"""A parsed file, or the reason why it cannot be read."""

_CHUNK = 250
_MIN_FOR_PROCESSES = 2_000 if sys.platform == "linux" else 8_000
"""From this many files, more processes save more time than they take to start."""


def read_files(
    source: FileSource,
    paths: Sequence[str],
    resolver: Resolver,
    *,
    cache: NoteCache | None = None,
    jobs: int | None = 1,
    progress: ProgressCallback | None = None,
) -> dict[str, ReadResult]:
    """Read the files at some paths, in that order, and resolve their links with `resolver`.

    `jobs` is the number of processes, which changes no result; None means as many as save time.
    """
    found: dict[str, ReadResult] = {}
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


def _unchanged(disk: Disk, paths: Sequence[str], cache: NoteCache) -> dict[str, ReadResult]:
    """The files that are unchanged since they were cached, by stamp or else by content."""
    found: dict[str, ReadResult] = {}
    for path in paths:
        stamp = disk.stamp(path)
        if stamp and stamp[0] > disk.limit:
            continue
        parsed = cache.by_stamp(path, stamp)
        if parsed is None and cache.has_size(path, stamp):
            try:
                parsed = cache.by_digest(path, stamp, digest(disk.read(path)))
            except OSError:
                continue
        if parsed is not None:
            found[path] = parsed
    return found


def _read_missing(
    source: FileSource, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None, jobs: int | None
) -> Iterator[tuple[str, ReadResult]]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 4) if len(paths) >= _MIN_FOR_PROCESSES else 1
    if jobs > 1 and len(paths) > 1 and isinstance(source, Disk):
        yield from _read_in_processes(source, paths, resolver, cache, jobs)
    else:
        yield from _read_alone(source, paths, resolver, cache)


def _read_alone(
    source: FileSource, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None
) -> Iterator[tuple[str, ReadResult]]:
    for path in paths:
        try:
            data = source.read(path)
        except OSError as error:
            yield path, _why_unreadable(error)
            continue
        read = _parse(path, data, resolver)
        if cache is not None and isinstance(source, Disk) and isinstance(read, ParsedFile):
            cache.put(path, source.stamp(path), digest(data), read)
        yield path, read


def _why_unreadable(error: OSError) -> str:
    return reason(error) + (" (max-file-size)" if error.errno == errno.EFBIG else "")


def _parse(path: str, data: bytes, resolver: Resolver) -> ReadResult:
    if why := why_over_limit(data):
        return why
    found = (read_canvas if extension(path) == "canvas" else read_note)(path, data)
    return ParsedFile(found.packed.encoded(), resolver.outgoing_links(found.packed_content.links, path))


def _read_in_processes(
    disk: Disk, paths: Sequence[str], resolver: Resolver, cache: NoteCache | None, jobs: int
) -> Iterator[tuple[str, ReadResult]]:
    """Read files in `jobs` processes, each of which takes a chunk of the paths at a time."""
    # Imported only for many files: this takes longer than reading a hundred notes.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    size = min(_CHUNK, -(-len(paths) // jobs))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Forking is fastest, and safe here as no thread has been started.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    done = 0
    try:
        with ProcessPoolExecutor(jobs, context, _start_worker, (disk.root, disk.limit, disk.follow, resolver)) as pool:
            with _interrupts_held():
                answers = pool.map(_read_chunk, chunks)
            for chunk, answer in zip(chunks, answers, strict=True):
                for path, (error, mark, encoded, outgoing) in zip(chunk, decode(answer, tuples=True), strict=True):
                    if error:
                        yield path, error
                    elif encoded:
                        parsed = ParsedFile(PackedDocument(*decode(encoded)), OutgoingLinks(*outgoing))
                        if cache is not None:
                            cache.put_encoded(path, disk.stamp(path), mark, encoded, parsed.outgoing)
                        yield path, parsed
                    else:  # what cannot be encoded is read again here
                        yield from _read_alone(disk, [path], resolver, None)
                done += len(chunk)
    except BrokenProcessPool:  # the system killed one, perhaps for lack of memory: read the rest alone
        yield from _read_alone(disk, paths[done:], resolver, cache)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back interrupts while processes start: Python could lose one, or each process would report it."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows nothing is forked
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: tuple[Disk, Resolver]
"""In a worker process: the vault that it reads."""


def _start_worker(root: Path, limit: int, follow: Sequence[str], resolver: Resolver) -> None:
    """In a worker process: leave interrupts to the parent, and end when it ends, however it ends."""
    from threading import Thread

    global _worker  # noqa: PLW0603  a pool gives its processes no other place
    _worker = Disk(root, limit, follow), resolver
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _read_chunk(paths: Sequence[str]) -> bytes:
    """In a worker process: the reason why each path cannot be read, or its digest and parts; all encoded at once."""
    disk, resolver = _worker
    answers: list[tuple[str, bytes, bytes, Sequence[object]]] = []
    for path in paths:
        try:
            data = disk.read(path)
        except OSError as error:
            answers.append((_why_unreadable(error), b"", b"", ()))
            continue
        try:
            read = _parse(path, data, resolver)
            if isinstance(read, str):
                answers.append((read, b"", b"", ()))
            else:
                answers.append(("", digest(data), encode(read.packed), read.outgoing))
        except (ValueError, TypeError, OverflowError):  # such as a number that msgpack cannot hold
            answers.append(("", b"", b"", ()))
    return encode(answers)
