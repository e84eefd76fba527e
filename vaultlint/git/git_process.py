"""Start git so that nothing that a repository names is run, nothing is fetched and nothing is written.

A configuration or attributes file can make git start any program: filters, fsmonitor, hooks, textconv, pagers, aliases,
transports. The commands that `Repository` uses start only those that the options and the environment here turn off.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from vaultlint.errors import GitError, reason

_LONGEST_RUN = 300
"""Seconds after which git is stopped: a repository can be made so that it takes forever."""

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "diff.external="),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),  # a vault may hold files that look like a repository
)

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # beats `protocol.*.allow` of the repository
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "",
}

_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
"""The variables of the user's that count: where their own configuration is, and where to look for a repository.

Others, such as `GIT_DIR` in a hook, name another repository, or programs to run.
"""


def run_git(
    folder: Path, args: Sequence[str], given: bytes = b"", variables: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[bytes]:
    """Run a git command in a folder, with `given` as its input; raises `GitError` if it cannot be started.

    `variables` are added to its environment.
    """
    command = [_executable(), *_OPTIONS, *args]
    env = {**_environment(), **variables}
    try:
        return subprocess.run(
            command, cwd=folder, env=env, input=given, capture_output=True, timeout=_LONGEST_RUN, check=False
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git {args[0]} took more than {_LONGEST_RUN} seconds and was stopped") from None
    except OSError as error:
        raise GitError(f"git cannot be started: {reason(error)}") from None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**kept, **_ENVIRONMENT}


def _executable() -> str:
    """Find git in the absolute folders of PATH alone: Windows would start a `git.exe` of the current folder."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        file = os.path.join(folder, name)  # noqa: PTH118  keeps what the user wrote
        if os.path.isabs(folder) and os.path.isfile(file) and os.access(file, os.X_OK):  # noqa: PTH113, PTH117
            return file
    raise GitError("git was not found: install it, or add its folder to PATH")
