"""Read and parse the notes and canvases of a vault, many in several processes."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vaultlint.encoding import decode, decode_as, digest, encode, encode_typed
from vaultlint.errors import reason
from vaultlint.model import Contents, Note
from vaultlint.obsidian.settings import extension
from vaultlint.parse import cut_links, read_canvas, read_note, why_over_limit
from vaultlint.vault.resolver import OutgoingLinks, Resolver
from vaultlint.vault.sources import Disk, FileSource

ProgressCallback = Callable[[int, int], None]
"""Called with the number of files read so far and of all files."""


class ParsedFile(NamedTuple):
    """A parsed note or canvas as it is kept: the digest of its bytes, its contents, where its links lead, its aliases.

    The contents are encoded, which takes a tenth of the memory, unless they have what cannot be encoded. So are the
    aliases; None stands for no aliases.
    """

    digest: bytes
    contents: bytes | Contents
    outgoing: OutgoingLinks
    aliases: bytes | None = None


ReadResult = ParsedFile | str
"""A parsed file, or the reason why it cannot be read."""

_CHUNK = 250
_MIN_FOR_PROCESSES = 2_000 if sys.platform == "linux" else 8_000
"""From this many files, more processes save more time than they take to start."""
_MAX_PROCESSES = 61
"""`ProcessPoolExecutor` takes no more on Windows, which waits for at most 63 handles at once."""


def read_files(
    source: FileSource,
    paths: Sequence[str],
    resolver: Resolver,
    *,
    jobs: int | None = 1,
    progress: ProgressCallback | None = None,
) -> dict[str, ReadResult]:
    """Read the files at some paths, in that order, and resolve their links with `resolver`.

    `jobs` is the number of processes, at most 61, which changes no result; None means as many as save time.
    """
    found: dict[str, ReadResult] = {}
    for path, read in _read(source, paths, resolver, jobs):
        found[path] = read
        if progress:
            progress(len(found), len(paths))
    return found


def _read(
    source: FileSource, paths: Sequence[str], resolver: Resolver, jobs: int | None
) -> Iterator[tuple[str, ReadResult]]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, 4) if len(paths) >= _MIN_FOR_PROCESSES else 1
    if jobs > 1 and len(paths) > 1 and isinstance(source, Disk):
        yield from _read_in_processes(source, paths, resolver, jobs)
    else:
        yield from _read_alone(source, paths, resolver)


def _read_alone(source: FileSource, paths: Sequence[str], resolver: Resolver) -> Iterator[tuple[str, ReadResult]]:
    for path in paths:
        try:
            data = source.read(path)
        except OSError as error:
            yield path, _why_unreadable(error)
        else:
            yield path, parse_file(path, data, resolver)


def _why_unreadable(error: OSError) -> str:
    return reason(error) + (" (max-file-size)" if error.errno == errno.EFBIG else "")


def parse_file(path: str, data: bytes, resolver: Resolver) -> ReadResult:
    """Parse the bytes of a note or canvas, and resolve its links."""
    if why := why_over_limit(data):
        return why
    document = (read_canvas if extension(path) == "canvas" else read_note)(path, data)
    contents: bytes | Contents = document.contents
    with suppress(ValueError, TypeError, OverflowError):  # such as an integer of more than 64 bits
        contents = encode_typed(contents)
    aliases = document.texts("aliases") if isinstance(document, Note) else ()
    outgoing = resolver.outgoing_links(document.links, path, cut_links(document.flaws))
    return ParsedFile(digest(data), contents, outgoing, encode(aliases) if aliases else None)


def _read_in_processes(
    disk: Disk, paths: Sequence[str], resolver: Resolver, jobs: int
) -> Iterator[tuple[str, ReadResult]]:
    """Read files in `jobs` processes, each of which takes a chunk of the paths at a time."""
    # Imported only for many files: this takes longer than reading a hundred notes.
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    jobs = min(jobs, _MAX_PROCESSES)
    size = min(_CHUNK, -(-len(paths) // jobs))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Forking is fastest, and safe as long as no thread has been started, as by a server or `--watch`.
    is_alone = threading.active_count() == 1
    context = multiprocessing.get_context("fork" if sys.platform == "linux" and is_alone else "spawn")
    done = 0
    try:
        with ProcessPoolExecutor(jobs, context, _start_worker, (disk.root, disk.limit, disk.follow, resolver)) as pool:
            with _interrupts_held():
                answers = pool.map(_read_chunk, chunks)
            for chunk, answer in zip(chunks, answers, strict=True):
                for path, (error, encoded) in zip(chunk, decode(answer), strict=True):
                    if error:
                        yield path, error
                    elif encoded:
                        parsed = decode_as(ParsedFile, encoded)
                        yield path, parsed._replace(outgoing=resolver.shared(parsed.outgoing))
                    else:  # what cannot be encoded is read again here
                        yield from _read_alone(disk, [path], resolver)
                done += len(chunk)
    except BrokenProcessPool:  # the system killed one, perhaps for lack of memory: read the rest alone
        yield from _read_alone(disk, paths[done:], resolver)


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
    """In a worker process: the reason why each path cannot be read, or the parsed file; all encoded."""
    disk, resolver = _worker
    answers: list[tuple[str, bytes]] = []
    for _, read in _read_alone(disk, paths, resolver):
        try:
            answers.append((read, b"") if isinstance(read, str) else ("", encode_typed(read)))
        except (ValueError, TypeError, OverflowError):  # such as the name of a file that is not UTF-8
            answers.append(("", b""))
    return encode(answers)
