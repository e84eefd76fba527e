"""The output of `vaultlint --version`."""

from __future__ import annotations

import sys

from vaultlint import __version__
from vaultlint.lint.entry_points import OWN, installed_plugins


def version_lines() -> list[str]:
    """Return lines with the versions of vaultlint, Python and each plugin."""
    python = sys.version.partition(" ")[0]  # `platform.python_version` is slow to import
    plugins = [f"plugin {name} {version}" for name, version in installed_plugins() if name != OWN]
    return [f"vaultlint {__version__} (Python {python})", *plugins]
