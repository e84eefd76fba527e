"""The command line: options, exit codes, printing. Nothing else knows click."""

from vaultlint.cli.main import main

__all__ = ["main"]
