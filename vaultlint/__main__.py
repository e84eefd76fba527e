"""The command `vaultlint`, also as `python -m vaultlint`: it answers `--version` itself, and starts the rest."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what it needs is imported only when it is needed."""
    if sys.argv[1:] == ["--version"]:
        from vaultlint.version import version_lines

        print(*version_lines(), sep="\n")  # noqa: T201  click is not there yet
    else:
        from vaultlint.cli import main as run

        run(prog_name="vaultlint")


if __name__ == "__main__":
    main()
