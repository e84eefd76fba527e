"""A fingerprint of the code that a result depends on, which tells whether a cached result is still valid."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from vaultlint.encoding import digest, encode

PARSERS = ("vaultlint", "pyromark", "yaml")
"""The packages that parsing a note depends on."""

_CODE = (".py", ".so", ".pyd")


def fingerprint(packages: Iterable[str]) -> bytes:
    """Digest the Python version and the names, sizes and timestamps of the code files of some packages."""
    return digest(encode((sys.version, [(name, list(_files(name))) for name in packages])))


def _files(package: str) -> Iterator[tuple[str, int, int]]:
    spec = find_spec(package)
    if spec is None or not spec.origin:
        return
    folders = [str(Path(spec.origin).parent)] if spec.submodule_search_locations else []
    if not folders:
        yield _facts(spec.origin)
    while folders:
        for entry in sorted(os.scandir(folders.pop()), key=lambda entry: entry.name):
            if entry.is_dir():
                folders.append(entry.path)
            elif entry.name.endswith(_CODE):
                yield _facts(entry.path)


def _facts(file: str) -> tuple[str, int, int]:
    found = os.stat(file)  # noqa: PTH116
    return file, found.st_size, found.st_mtime_ns
