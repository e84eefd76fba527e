"""The addresses that Quartz gives to notes and files: its slugs, without a leading slash."""

from __future__ import annotations

import re
from functools import lru_cache

_EXTENSION = re.compile(r"\.[A-Za-z0-9]+\Z")
_PAGES = (".md", ".html")
_SPACE = re.compile(r"[\s\ufeff]")
"""What JavaScript takes for a space; Python lacks the byte order mark, and has a few control characters besides."""

_NOT_IN_V5 = re.compile('[<>:"|*]')


@lru_cache(maxsize=65_536)  # each link asks for the slug of its target, and most targets repeat
def quartz_slug(path: str, version: int) -> str:
    """Return the slug of a note, file or link target, by version 4 (as of 4.5) or 5 (as of 5.0).

    The extension of a note or HTML page is dropped, any other kept. In each name, a space becomes `-`, `&` becomes
    `-and-`, `%` becomes `-percent`, and `?` and `#` are dropped; case and all other characters stay. Version 5 drops
    `< > : " | *` too, writes everything but extensions in lower case, and makes a note of its folder's name the
    folder's page, as `_index` and `index` are.
    """
    path = path.removeprefix("/").removesuffix("/")
    kind = found[0] if (found := _EXTENSION.search(path)) else ""
    slug = "/".join(_slugged(name, version) for name in path[: len(path) - len(kind)].split("/")).removesuffix("/")
    folder, slash, name = slug.rpartition("/")
    if name == "_index":
        name = "index"
    if version >= 5 and slash and name == folder.rpartition("/")[2]:
        name = "index"
    return f"{folder}{slash}{name}{'' if kind in _PAGES else kind}"


def _slugged(name: str, version: int) -> str:
    name = _SPACE.sub("-", name).replace("&", "-and-").replace("%", "-percent").replace("?", "").replace("#", "")
    return _NOT_IN_V5.sub("", name).lower() if version >= 5 else name


def without_index(slug: str) -> str:
    """Return a slug as Quartz writes it in addresses: without the `index` at its end; a folder's ends with a slash."""
    return slug[: -len("index")] if slug == "index" or slug.endswith("/index") else slug
