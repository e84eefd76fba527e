"""A client of a language server in a process of its own: it sends messages and waits for what comes back."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter
from types import TracebackType
from typing import IO, Any, Self

from benchmarks.measure import CommandFailedError

Json = Mapping[str, Any]

CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"publishDiagnostics": {"versionSupport": True}},
    "workspace": {
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
    },
}
"""What the client says it can do: diagnostics are pushed to it, and it tells of files that change."""


class LspClient:
    """A language server that was started by a command, and its answers; raises `CommandFailedError` if none comes."""

    def __init__(self, command: Sequence[str], folder: Path, limit: float = 120.0) -> None:
        self._limit = limit
        self._last_id = 0
        self._received: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self.begun = perf_counter()
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise CommandFailedError("has no streams")
        self._requests, self._answers = self._process.stdin, self._process.stdout
        Thread(target=self._read_all, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def _read_all(self) -> None:
        while (message := _read(self._answers)) is not None:
            self._received.put(message)
        self._received.put(None)

    def initialize(self, root: Path) -> Json:
        """Say hello, and return the capabilities of the server."""
        folder = {"uri": root.as_uri(), "name": root.name}
        params = {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "workspaceFolders": [folder],
            "capabilities": CAPABILITIES,
        }
        answer = self.ask("initialize", params)
        self.notify("initialized", {})
        capabilities: Json = answer["capabilities"]
        return capabilities

    def notify(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object = None) -> Any:
        """Send a request and return its result."""
        self._last_id += 1
        request = self._last_id
        self._send({"id": request, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == request and "method" not in message:
                return message.get("result")

    def wait_for_diagnostics(self, uri: str) -> Sequence[Json]:
        """Wait until the diagnostics of a file are pushed."""
        while True:
            message = self._next()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                found: Sequence[Json] = params["diagnostics"]
                return found

    def end(self) -> float:
        """Say goodbye; return the peak memory of the server, in MiB (Linux and macOS only)."""
        self.ask("shutdown")
        self.notify("exit")
        _, _, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = 0
        return usage.ru_maxrss / (2**20 if os.uname().sysname == "Darwin" else 2**10)

    def resident(self) -> float | None:
        """The memory that the server has now, in MiB (Linux only)."""
        status = Path(f"/proc/{self._process.pid}/status")
        lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 2**10 for line in lines if line.startswith("VmRSS:")), None)

    def cpu(self) -> float | None:
        """The seconds of CPU time that the server has taken, with those of its processes that ended (Linux only)."""
        stat = Path(f"/proc/{self._process.pid}/stat")
        if not stat.exists():
            return None
        times = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:15]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def _send(self, message: Json) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._requests.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._requests.flush()

    def _next(self) -> dict[str, Any]:
        """The next message; requests of the server are answered with null at once."""
        try:
            message = self._received.get(timeout=self._limit)
        except Empty:
            raise CommandFailedError(f"no answer within {self._limit:g} s") from None
        if message is None:
            raise CommandFailedError("ended by itself")
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message


def _read(source: IO[bytes]) -> dict[str, Any] | None:
    length = 0
    while line := source.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    content = source.read(length)
    return json.loads(content) if content else None
