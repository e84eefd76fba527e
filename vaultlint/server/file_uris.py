"""Convert between file URIs and paths, on each system."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname


def path_of(uri: str) -> Path | None:
    """Return the path that a URI names; None for one that is no absolute path of this machine's files."""
    try:
        parts = urlsplit(uri)
        path = Path(os.path.abspath(url2pathname(parts.path)))  # noqa: PTH100  pathlib keeps `..`
    except ValueError:
        return None
    if parts.scheme != "file" or "\0" in str(path):
        return None
    if parts.netloc and parts.netloc != "localhost":
        return Path(f"//{parts.netloc}{path.as_posix()}") if os.name == "nt" else None
    return path


def uri_of(path: Path) -> str:
    """Return the URI of an absolute path."""
    return path.as_uri()
