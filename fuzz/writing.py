"""What holds when a link is written: it says what it shall, and all else is read as before."""

from __future__ import annotations

from zlib import crc32

from vaultlint.model import TOP, Canvas, Contents, Edit, Link, LinkKind, Note
from vaultlint.parse import read_canvas, read_note
from vaultlint.parse.link_forms import NewLink
from vaultlint.parse.link_writer import link_edits
from vaultlint.parse.positions import LineIndex

_NEW_LINKS = (
    NewLink("Green tea"),
    NewLink("a`b", "#c`"),
    NewLink("$5", None, "$5"),
    NewLink("<!--", "#-->", "a--"),
    NewLink("T (2", "#A b#C", "d|e"),
    NewLink('it\'s "q"', "#^id", "\\"),
    NewLink("100%", None, "%%"),
    NewLink("", "#A", "[[b]]"),
    NewLink("\u00e9/\U0001f375", "#*x*", "a]b"),
)
_MOST_LINKS = 3


def assert_links_written(path: str, text: str) -> None:
    """The first links of a file say something else, or are not written; which, depends on the text alone."""
    number = crc32(text.encode(errors="replace"))
    for position, link in enumerate(_read(path, text).links[:_MOST_LINKS]):
        to = _NEW_LINKS[(number + position) % len(_NEW_LINKS)]
        if not link.external:
            assert_written(path, text, link, to)


def _read(path: str, text: str) -> Note | Canvas:
    return (
        read_canvas(path, text.encode(errors="replace"))
        if path.endswith(".canvas")
        else read_note(path, text.encode(errors="replace"))
    )


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with some edits; all else stays."""
    lines = LineIndex(text)
    for span, new in sorted((edit.span, edit.text) for edit in edits)[::-1]:
        start, end = lines.offset(*span[:2]), lines.offset(*span[2:])
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _spaced(text: str | None) -> str | None:
    return text.rstrip() if text else text


def _said(link: Link, *, nested: bool) -> Link:
    return link._replace(span=TOP, raw="" if nested else link.raw)


def _holds(outer: Link, inner: Link) -> bool:
    return outer.span[:2] <= inner.span[:2] and inner.span[2:] <= outer.span[2:]


def _is_follower(other: Link, link: Link) -> bool:
    """Whether a link has its target from where another one has it: a definition, or an anchor in YAML."""
    shares = not link.counted and not other.counted
    is_alias = link.kind is other.kind is LinkKind.PROPERTY and other.raw == link.raw
    return (shares or is_alias) and other[2:4] == link[2:4]


def assert_written(path: str, text: str, link: Link, to: NewLink) -> tuple[Edit, ...] | None:
    """A link says what it shall, or is not written; all other links, headings and properties are as before."""
    edits = link_edits(link, path, text, to)
    if edits is None:
        return None
    assert all(edit.path == path for edit in edits)
    old, new = _read(path, text).contents, _read(path, applied(text, edits)).contents
    assert len(old.links) == len(new.links)
    written = new.links[old.links.index(link)]
    assert (written.kind, written.target, written.fragment) == (link.kind, to.target, _spaced(to.fragment))
    assert written[6:] == link[6:]
    if not link.is_markdown:
        assert written.display == (link.display if to.display is None else to.display)
    for before, after in zip(old.links, new.links, strict=True):
        nested = _holds(before, link) or _holds(link, before)
        if before != link and not (_is_follower(before, link) and after[2:4] == written[2:4]):
            assert _said(before, nested=nested) == _said(after, nested=nested)
    _assert_same_outline(old, new, link)
    return edits


def _assert_same_outline(old: Contents, new: Contents, link: Link) -> None:
    assert [heading.level for heading in old.headings] == [heading.level for heading in new.headings]
    for before, after in zip(old.headings, new.headings, strict=True):
        assert before.text == after.text or before.span[:2] <= link.span[:2] < before.span[2:]
    assert [block.id for block in old.blocks] == [block.id for block in new.blocks]
    assert [tag.name for tag in old.tags] == [tag.name for tag in new.tags]
    assert [found.name for found in old.properties] == [found.name for found in new.properties]
    if link.kind is not LinkKind.PROPERTY:
        assert old.properties == new.properties
    assert [flaw.rule for flaw in old.flaws] == [flaw.rule for flaw in new.flaws]
