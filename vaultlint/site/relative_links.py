"""Where a Markdown link leads by its path alone, as on GitHub: from the folder of its file, or from the root."""

from __future__ import annotations


def relative_path(target: str, source: str) -> str | None:
    """Return the path that a link in the file `source` leads to, as it is spelled; None for one above the root.

    `target` is the path of the link, decoded; an empty one leads to the source itself. With a leading slash it is a
    path from the root.
    """
    if not target:
        return source
    parts = [] if target.startswith("/") else source.split("/")[:-1]
    for part in target.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
