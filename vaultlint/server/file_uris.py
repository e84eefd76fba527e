"""Convert between file URIs and paths, on each system."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit


def path_of(uri: str) -> Path | None:
    """Return the path that a URI names; None for one that is no absolute path of this machine's files."""
    try:
        parts = urlsplit(uri)
        path = Path(os.path.abspath(_local_path(parts.path)))  # noqa: PTH100  pathlib keeps `..`
    except (ValueError, OSError):
        return None
    if parts.scheme != "file" or "\0" in str(path):
        return None
    if parts.netloc and parts.netloc != "localhost":
        return Path(f"//{parts.netloc}{path.as_posix()}") if os.name == "nt" else None
    return path


def _local_path(quoted: str) -> str:
    if os.name == "nt":
        from urllib.request import url2pathname  # slow to import, and only needed for drives

        return url2pathname(quoted)
    return os.fsdecode(unquote_to_bytes(quoted))  # as `Path.as_uri` quotes names that are no UTF-8


def uri_of(path: Path) -> str:
    """Return the URI of an absolute path."""
    return path.as_uri()
