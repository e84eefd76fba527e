"""What `vaultlint --version` prints."""

from __future__ import annotations

import sys

from vaultlint import __version__
from vaultlint.lint.entry_points import OWN, installed_plugins


def version_lines() -> list[str]:
    """The versions of vaultlint and Python, and of each plugin."""
    python = sys.version.partition(" ")[0]  # the module platform says the same, slowly
    plugins = [f"plugin {name} {version}" for name, version in installed_plugins() if name != OWN]
    return [f"vaultlint {__version__} (Python {python})", *plugins]
