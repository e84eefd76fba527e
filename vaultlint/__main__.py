"""The command `vaultlint`, also as `python -m vaultlint`. It answers `--version` itself to start fast."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # typing is not imported for it
if TYPE_CHECKING:
    from typing import Any


class _ConsoleScript:
    """The console script. Its attributes are those of the click command, for click's test runner."""

    def __call__(self) -> None:
        """Run the command line and end the process."""
        gc.disable()  # a run allocates much and frees little: collecting would take a third of its time
        try:
            run()
        except SystemExit as end:
            _exit(end)
        except KeyboardInterrupt:
            _exit(SystemExit(130))
        except OSError as error:  # a closed pipe or a full disk, before click can report it
            if not isinstance(error, BrokenPipeError):
                print(f"vaultlint: {error.strerror}", file=sys.stderr)  # noqa: T201
            _exit(SystemExit(2))

    def __getattr__(self, name: str) -> Any:
        from vaultlint.cli import main as command_line

        return getattr(command_line, name)


main = _ConsoleScript()


def run() -> None:
    """Run the command line, importing only what it needs."""
    if sys.argv[1:] == ["--version"]:
        from vaultlint.output.version import version_lines

        print(*version_lines(), sep="\n", flush=True)  # noqa: T201  click is not imported yet
    else:
        from vaultlint.cli import main as command_line

        command_line(prog_name="vaultlint")


def _exit(end: SystemExit) -> None:
    """Exit without freeing a million objects one by one, which would take a tenth of the time of a run."""
    if _is_traced() or not isinstance(end.code, int):
        raise end
    code = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:  # a process may have none
                stream.flush()
        except OSError:
            code = code or 2
    os._exit(code)


def _is_traced() -> bool:
    """Whether a debugger, profiler or coverage tool is active, which writes its results at exit."""
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    tools = [monitoring.get_tool(number) for number in range(6)] if monitoring else []
    return bool(sys.gettrace() or sys.getprofile() or any(tools))


if __name__ == "__main__":
    main()
