"""The command `vaultlint`, also as `python -m vaultlint`: it answers `--version` itself, and starts the rest."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing is not imported for it
if TYPE_CHECKING:
    from typing import Any


class _Start:
    """The console script. To who looks into it, such as click's test runner, it is the click command itself."""

    def __call__(self) -> None:
        """Run the command line and end the process."""
        gc.disable()  # a run makes much and frees nothing: collecting costs a third of its time
        try:
            run()
        except SystemExit as end:
            _leave(end)
        except KeyboardInterrupt:
            _leave(SystemExit(130))
        except OSError as error:  # nobody reads, or a disk is full, where the command line is not there yet to say so
            if not isinstance(error, BrokenPipeError):
                print(f"vaultlint: {error.strerror}", file=sys.stderr)  # noqa: T201
            _leave(SystemExit(2))

    def __getattr__(self, name: str) -> Any:
        from vaultlint.cli import main as command_line

        return getattr(command_line, name)


main = _Start()


def run() -> None:
    """Run the command line; what it needs is imported only when it is needed."""
    if sys.argv[1:] == ["--version"]:
        from vaultlint.output.version import version_lines

        print(*version_lines(), sep="\n", flush=True)  # noqa: T201  click is not there yet
    else:
        from vaultlint.cli import main as command_line

        command_line(prog_name="vaultlint")


def _leave(end: SystemExit) -> None:
    """End without freeing a million objects one by one, which takes a tenth of the time of a run."""
    if _is_watched() or not isinstance(end.code, int):
        raise end
    code = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:  # a process may have none
                stream.flush()
        except OSError:
            code = code or 2
    os._exit(code)


def _is_watched() -> bool:
    """Whether a debugger, a profiler or a measurement of coverage would write its findings at the end."""
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    tools = [monitoring.get_tool(number) for number in range(6)] if monitoring else []
    return bool(sys.gettrace() or sys.getprofile() or any(tools))


if __name__ == "__main__":
    main()
