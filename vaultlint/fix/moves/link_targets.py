"""What to write as the target and the display text of a link whose file is moved, as Obsidian does.

The statements cited (S3.24, S3.26, S3.27) are in docs/obsidian.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.fix.moves.moved_paths import relative_target
from vaultlint.model import Link, LinkKind
from vaultlint.obsidian.names import fold, stem
from vaultlint.parse.link_spans import link_spans

_SIZE = re.compile(r"\d+(?:x\d+)?")
_EMBEDS = (LinkKind.EMBED, LinkKind.IMAGE)


def targets(link: Link, path: str, source: str, link_format: str) -> Iterator[str]:
    """Yield what may be written as the target of a link in `source` that must lead to `path`, best first.

    The first is what Obsidian writes with a `newLinkFormat` (S3.24, S3.26): the name or, where that leads elsewhere,
    the path from the vault's root; the path from the folder of `source`; or the path from the root. The others are for
    names by which that leads elsewhere. `.md` is written where the author wrote it; a wikilink with a path and `.md`,
    which Obsidian does not write, keeps its path.
    """
    if link.exact:
        yield path
        return
    is_note = fold(path[-3:]) == ".md"
    has_md = fold(link.target[-3:]) == ".md"
    spellings = [path, path[:-3]] if has_md or not is_note else [path[:-3], path]
    for spelling in spellings[: 2 if is_note else 1]:
        name, relative = spelling.rpartition("/")[2], relative_target(spelling, source)
        if link_format == "relative":
            yield from (relative, f"./{relative}")
        elif link_format == "shortest" and not (has_md and "/" in link.target and not link.is_markdown):
            yield name
        yield from (spelling, name, relative if relative.startswith("../") else f"./{relative}", f"/{spelling}")


def shown_name(link: Link, old: str, new: str) -> str | None:
    """Return what the display text becomes that is the name of the file (S3.27); None if it is another text.

    The size of an embedded picture is no text.
    """
    shown = text_of(link)
    if shown is None or (link.kind in _EMBEDS and _SIZE.fullmatch(shown)):
        return None
    for name in (stem, _file_name):
        if shown == name(old):
            return name(new) if name(new) != shown else None
    return None


def text_of(link: Link) -> str | None:
    """Return the display text of a link; None if it has none, or is not written as it reads."""
    if not link.is_markdown:
        return link.display
    span = link_spans(link).display
    if span is None or span.line != span.end_line or span.line != link.span.line:
        return None
    start = span.column - link.span.column
    return link.raw[start : start + span.end_column - span.column]


def seen_text(link: Link) -> str | None:
    """Return what the reader of a wikilink without a display text sees, as in `Tea > Brewing`; None for other links."""
    if link.display is not None or link.is_markdown or link.exact or link.kind is LinkKind.EMBED:
        return None
    steps = [step.strip() for step in (link.fragment or "").split("#") if step.strip()]
    return " > ".join([link.target, *steps]) if link.target else None


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
