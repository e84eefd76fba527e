"""The command line: options, exit codes and printing. Only this package imports click."""

from vaultlint.cli.main import main

__all__ = ["main"]
