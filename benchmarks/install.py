"""Install the peers, each into its own folder."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import CommandFailedError, output

LIMIT = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Installed:
    """Where a package's commands are, and which version it is."""

    commands: Path
    version: str


def install_from_pypi(package: str, folder: Path) -> Installed:
    """Install into a virtual environment; raises CommandFailedError."""
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        output([sys.executable, "-m", "venv", str(folder)], folder, LIMIT, expected=[0])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        output([*pip, package], folder, LIMIT, expected=[0])
        (folder / "installed").touch()
    code = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
    name = package.partition("==")[0]
    return Installed(python.parent, output([str(python), "-c", code, name], folder, LIMIT, expected=[0]).strip())


def install_from_npm(package: str, folder: Path) -> Installed:
    """Install into a folder's `node_modules`; raises CommandFailedError."""
    if not (npm := shutil.which("npm")):
        raise CommandFailedError("npm is not installed")
    modules = folder / "node_modules"
    if not (folder / "installed").exists():
        modules.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), package]
        output(command, folder, LIMIT, expected=[0])
        (folder / "installed").touch()
    about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
    return Installed(modules / ".bin", about["version"])
