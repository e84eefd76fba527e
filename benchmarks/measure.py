"""Run a command as a process of its own and measure its cost.

Linux and macOS only: the costs come from `os.wait4`, which Windows does not have.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandFailedError(Exception):
    """A command that took too long or ended in another way than it should; the text says which."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of work (user and system, of child processes too), seconds gone by, and MiB of the largest process."""

    cpu: float
    wall: float
    memory: float


# A small process starts the command, since Linux counts the memory of whoever starts a process to the peak of that one.
_LAUNCHER = """
import json, os, sys, time
mode = os.O_WRONLY | os.O_CREAT | os.O_APPEND
said = [(os.POSIX_SPAWN_OPEN, stream, sys.argv[1], mode, 0o600) for stream in (1, 2)]
begun = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=said)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - begun
unit = 2**20 if sys.platform == "darwin" else 2**10
code = os.waitstatus_to_exitcode(status)
print(json.dumps([code, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit]))
"""


def measure(
    command: Sequence[str], folder: Path, limit: float, *, expected: Sequence[int] = (0, 1), to: str = os.devnull
) -> Cost:
    """Run a command in a folder, what it prints appended to a file; raises CommandFailedError."""
    said = output([sys.executable, "-I", "-S", "-c", _LAUNCHER, to, *command], folder, limit, expected=(0,))
    code, *costs = json.loads(said)
    if code not in expected:
        raise CommandFailedError(f"ended with exit code {code}")
    return Cost(*costs)


def output(command: Sequence[str], folder: Path, limit: float, *, expected: Sequence[int] = (0, 1)) -> str:
    """Run a command in a folder and return what it prints; raises CommandFailedError."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        said, complaints = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        raise CommandFailedError(f"stopped after {limit:g} s") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # the processes that it started, too
            process.communicate()
    if process.returncode not in expected:
        last = complaints.strip().rpartition("\n")[2]
        raise CommandFailedError(f"ended with exit code {process.returncode}: {last}".rstrip(": "))
    return said


def _environment() -> Mapping[str, str]:
    return os.environ | {"FOAM_TELEMETRY": "0", "DO_NOT_TRACK": "1", "NO_COLOR": "1"}
