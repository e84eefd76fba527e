"""`python -m benchmarks.server_latency`: how long an editor waits for a language server while someone types."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any

from benchmarks.__main__ import WORK
from benchmarks.generated_vaults import CHANGED_NOTE, get_vault
from benchmarks.lsp_client import LspClient
from benchmarks.measure import CommandFailedError
from benchmarks.report import table
from benchmarks.targets import MEDIUM

CHARACTERS = 200
SETTLE = 3.0
"""Seconds between opening a note and typing: servers get ready for edits meanwhile."""

OURS = "vaultlint"

_INCREMENTAL = 2
_TYPED = "The quick brown fox sees [[Nowhere at all]], an #idea and a [link](Some%20note.md). "


@dataclass(frozen=True, slots=True)
class Waits:
    """What an editor waits for: seconds until the first answers, those for each key, and the memory in MiB.

    `first` is from the start of the process to the diagnostics of the note that was opened, `keys` from each change to
    the diagnostics after it, and `completions` to the list of completions. `first_cpu` and `key_cpu` are the seconds of
    CPU time until the first diagnostics, and for one key on average: what counts on a busy machine.
    """

    hello: float
    first: float
    keys: Sequence[float]
    completions: Sequence[float]
    first_cpu: float | None
    key_cpu: float | None
    resident: float | None
    peak: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    parser = ArgumentParser("python -m benchmarks.server_latency", description=__doc__)
    parser.add_argument("vault", nargs="?", default=f"{MEDIUM}", metavar="VAULT",
                        help=f"a vault, or how many notes to generate (default: {MEDIUM})")  # fmt: skip
    parser.add_argument("--note", default=CHANGED_NOTE, help=f"the note to type into (default: {CHANGED_NOTE})")
    parser.add_argument("--keys", type=int, default=CHARACTERS, metavar="N",
                        help=f"how many characters to type (default: {CHARACTERS})")  # fmt: skip
    parser.add_argument("--pause", type=float, default=0.0, metavar="SECONDS",
                        help="how long to wait after each character (default: 0)")  # fmt: skip
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND",
                        help="also measure another server; may be repeated")  # fmt: skip
    options = parser.parse_args(arguments)
    root = get_vault(WORK, int(options.vault))[0] if options.vault.isdecimal() else Path(options.vault).resolve()
    print(f"load average {os.getloadavg()[0]:.1f}", flush=True)
    servers = {OURS: [sys.executable, "-m", "vaultlint", "server"]}
    servers |= {name: shlex.split(command) for name, _, command in (each.partition("=") for each in options.peer)}
    rows = []
    for name, command in servers.items():
        for state in ("cold", "warm") if name == OURS else ("",):
            with _state(root, state):
                try:
                    waits = measure(command, root, options.note, options.keys, options.pause)
                except CommandFailedError as error:
                    print(f"{name}: {error}")
                    continue
            rows.append((f"{name}, {state}" if state else name, *_row(waits)))
    heads = ("server", "initialize", "first diagnostics", "a key: median", "99 %", "slowest",
             "completion: median", "slowest", "CPU: first diagnostics", "a key", "memory", "peak")  # fmt: skip
    print(table(heads, rows), end="")
    return 0


@contextmanager
def _state(root: Path, state: str) -> Iterator[None]:
    """Leave no cache for a cold start; a warm one finds that of the run before."""
    if state == "cold":
        shutil.rmtree(root / ".vaultlint_cache", ignore_errors=True)
    yield


def _row(waits: Waits) -> tuple[str, ...]:
    percentiles = quantiles(waits.keys, n=100, method="inclusive")
    completions = waits.completions
    return (
        f"{waits.hello:.2f} s",
        f"{waits.first:.2f} s",
        f"{percentiles[49] * 1_000:.1f} ms",
        f"{percentiles[98] * 1_000:.1f} ms",
        f"{max(waits.keys) * 1_000:.1f} ms",
        f"{median(completions) * 1_000:.1f} ms" if completions else "-",
        f"{max(completions) * 1_000:.1f} ms" if completions else "-",
        f"{waits.first_cpu:.2f} s" if waits.first_cpu is not None else "-",
        f"{waits.key_cpu * 1_000:.1f} ms" if waits.key_cpu is not None else "-",
        f"{waits.resident:.0f} MiB" if waits.resident else "-",
        f"{waits.peak:.0f} MiB",
    )


def measure(command: Sequence[str], root: Path, note: str, keys: int = CHARACTERS, pause: float = 0.0) -> Waits:
    """Open a note and type at its end, one character after the other, each once the diagnostics have come."""
    file = root / note
    with LspClient(command, root) as client:
        capabilities = client.initialize(root)
        hello = perf_counter() - client.begun
        typist = _Typist(client, file, is_incremental=_sync(capabilities) == _INCREMENTAL)
        typist.open()
        first = perf_counter() - client.begun
        first_cpu = client.cpu()
        sleep(SETTLE)
        waits, begun = [], client.cpu()
        for number in range(keys):
            waits.append(typist.type(_TYPED[number % len(_TYPED)]))
            sleep(pause)
        ended = client.cpu()
        key_cpu = (ended - begun) / keys if ended is not None and begun is not None else None
        completions = list(typist.complete("\n[[gr")) if capabilities.get("completionProvider") else []
        resident = client.resident()
        return Waits(hello, first, waits, completions, first_cpu, key_cpu, resident, client.end())


def _sync(capabilities: Any) -> int | None:
    sync = capabilities.get("textDocumentSync")
    kind: int | None = sync.get("change") if isinstance(sync, dict) else sync
    return kind


class _Typist:
    """Someone who types at the end of a note."""

    def __init__(self, client: LspClient, file: Path, *, is_incremental: bool) -> None:
        self._client = client
        self._uri = file.as_uri()
        self._text = file.read_text(encoding="utf-8")
        self._is_incremental = is_incremental
        self._version = 1

    def open(self) -> None:
        item = {"uri": self._uri, "languageId": "markdown", "version": self._version, "text": self._text}
        self._client.notify("textDocument/didOpen", {"textDocument": item})
        self._client.wait_for_diagnostics(self._uri)

    def type(self, typed: str) -> float:
        """Type, and return how many seconds it took until the diagnostics came."""
        self._version += 1
        at = self._end()
        self._text += typed
        change: dict[str, object] = {"text": typed, "range": {"start": at, "end": at}}
        params = {
            "textDocument": {"uri": self._uri, "version": self._version},
            "contentChanges": [change if self._is_incremental else {"text": self._text}],
        }
        begun = perf_counter()
        self._client.notify("textDocument/didChange", params)
        self._client.wait_for_diagnostics(self._uri)
        return perf_counter() - begun

    def complete(self, typed: str) -> Iterator[float]:
        """Type and ask for completions after each character."""
        for character in typed:
            self.type(character)
            begun = perf_counter()
            params = {"textDocument": {"uri": self._uri}, "position": self._end()}
            self._client.ask("textDocument/completion", params)
            yield perf_counter() - begun

    def _end(self) -> dict[str, int]:
        before, _, last = self._text.rpartition("\n")
        line = before.count("\n") + 1 if _ else 0
        return {"line": line, "character": len(last.encode("utf-16-le")) // 2}


if __name__ == "__main__":
    sys.exit(main())
