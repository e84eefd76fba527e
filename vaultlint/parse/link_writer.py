"""Write a link with another target, fragment or display text, in the form that its author used.

`link_forms` knows how a link is written, `escaped_text` how JSON and YAML escape it. Here is what a link has around it:
each result is read back, and dropped if anything else would be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.model import Edit, Link, LinkKind, ResolvedLink
from vaultlint.obsidian.settings import extension
from vaultlint.parse.canvas import file_nodes
from vaultlint.parse.changes import Change, apply_changes, joined
from vaultlint.parse.escaped_text import escape_json, json_string_around, read_json_string
from vaultlint.parse.json_positions import JsonString
from vaultlint.parse.link_definitions import referenced_forms
from vaultlint.parse.link_forms import NewLink, forms, says
from vaultlint.parse.link_spans import link_parts, span_within
from vaultlint.parse.link_text import LinkText
from vaultlint.parse.read_back import lines_of, only_changes, range_of
from vaultlint.text.control_characters import CONTROL

LONGEST = 200
"""The most characters of a link that a message proposes; output shows at least that many of its end."""

_LONGEST_RAW = 1_000  # links may be nested
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIRING = frozenset('`$<>"')
"""What may pair with the same character outside the link, and turn the text between into code, math or HTML."""

_QUOTING = frozenset("\"'\\")
"""What needs an escape in one of YAML's two kinds of quotes."""

_NOT_IN_LINK = re.compile("[\r\n\0\ud800-\udfff]")

_STRUCTURAL = re.compile(r"[|\[\]\\]|%%|^%|%$|(?<!#)\^|<.*>")
"""What may make something else of the text around a link, whatever that is."""

_PARTNERS = tuple(
    (re.compile(written).search, partner)
    for written, partner in (
        ("`", "`"),
        (r"\$", "$"),
        ("<", ">"),
        (">", "<"),
        ("[\"']", "<"),
        (r"[*~]|==|(?<!\w)_|_(?!\w)", "$"),
        (r"--|\?", "<"),
    )
)
"""What may do so where there is another character as well: a code span, math, HTML, emphasis around math.

An underscore between letters begins and ends nothing, and neither does a single hyphen or equals sign.
"""


class LinkSource(NamedTuple):
    """The source text of a link to write, and its target and fragment as they are spelled in it.

    In a canvas, this is the text of the card, before JSON escapes it. `to` is what the link says, for `link_edit`.
    """

    text: str
    target: str
    fragment: str
    to: NewLink


def rewrite_link(link: Link, target: str, fragment: str | None, display: str = "") -> LinkSource | None:
    """Write a link with another target and fragment, or None if no such link can stand in its place.

    A wikilink without a display text gets `display`; a Markdown link keeps its text and title. None, too, for a link by
    reference, whose destination is elsewhere, and for a text too long for a message.
    """
    if link.external or len(link.raw) > _LONGEST_RAW or (link.exact and fragment != link.fragment):
        return None
    takes_display = display and link.display is None and not (link.is_markdown or link.exact or link.raw[0] == "!")
    to = NewLink(target, fragment, display if takes_display else None)
    for changes in forms(link, to):
        text = apply_changes(link.raw, changes)
        if _is_safe(text, link):
            return _spelled(link, text, to)
    return None


def _spelled(link: Link, text: str, to: NewLink) -> LinkSource:
    if link.exact:
        return LinkSource(text, to.target, to.fragment or "", to)
    new = link._replace(raw=text, target=to.target, fragment=to.fragment)
    parts = link_parts(new)
    target, fragment = (text[slice(*part)] if part else "" for part in (parts.target, parts.fragment))
    return LinkSource(text, target, fragment, to)


def _is_safe(text: str, link: Link) -> bool:
    """Whether a text can be printed, copied, and replace a link without changing how its surroundings are read."""
    if len(text) > LONGEST or CONTROL.search(text) or _LONE_SURROGATE.search(text):
        return False
    if link.exact:
        return True
    added = {*text} - {*link.raw}
    if link.kind is LinkKind.PROPERTY:
        line, column, end_line, end_column = link.span
        stands_as_it_reads = line == end_line and end_column - column == len(link.raw)
        return stands_as_it_reads and added.isdisjoint(_QUOTING)
    return added.isdisjoint(_PAIRING)


def link_edit(found: ResolvedLink, written: LinkSource) -> Edit | None:
    """Return the edit that makes of a link what `rewrite_link` wrote; None where it is so, or is escaped in the file.

    Only what is between the first and the last part that changes is replaced, or the whole link where JSON escapes it.
    """
    link = found.link
    ways = (changes for changes in forms(link, written.to) if apply_changes(link.raw, changes) == written.text)
    changes = next(ways, ())
    if not changes:
        return None
    start, end = changes[0].start, changes[-1].end
    text = written.text[start : len(written.text) - len(link.raw) + end]
    span = span_within(link, start, end)
    if extension(found.source) != "canvas":
        return Edit(found.source, span, text) if span else None
    return Edit(found.source, span or link.span, escape_json(text if span else written.text))


def link_edits(link: Link, path: str, text: str, to: NewLink) -> tuple[Edit, ...] | None:
    """Return the edits of a file that make one of its links say something else; none for a link that says so already.

    `text` is that of the note or canvas at `path`, decoded, without the byte order mark. Only the parts that change
    are replaced, in the form of the author; for a link by reference, in its definition, so that links with the same
    definition have the same edit. Two edits of one link neither overlap nor touch. None where the link cannot be
    written, or anything else would then be read otherwise.
    """
    if _is_unwritable(to):
        return None
    changes = _file_changes(link, path, text, to)
    if changes is None:
        return None
    lines = lines_of(text)
    return tuple(Edit(path, lines.span(start, end), new) for start, end, new in changes)


def _is_unwritable(to: NewLink) -> bool:
    return any(part and _NOT_IN_LINK.search(part) for part in to)


def _file_changes(link: Link, path: str, text: str, to: NewLink) -> Sequence[Change] | None:
    if link.kind is LinkKind.PROPERTY:
        return _property_changes(link, text, to)
    where = range_of(link.span, text)
    if where is None:
        return None
    if extension(path) == "canvas":
        return _canvas_changes(link, path, text, to, where)
    if text[slice(*where)] != link.raw:
        return None
    ways = _moved(forms(link, to), where[0]) if link.counted else referenced_forms(link, text, where[0], to)
    return _first_right(link, path, text, to, ways)


def _moved(ways: Iterable[tuple[Change, ...]], by: int) -> Iterator[tuple[Change, ...]]:
    for changes in ways:
        yield tuple(Change(start + by, end + by, text) for start, end, text in changes)


def _first_right(
    link: Link, path: str, text: str, to: NewLink, ways: Iterable[tuple[Change, ...]]
) -> tuple[Change, ...] | None:
    """The first way to write a link, as changes of its file, by which nothing else is read otherwise."""

    def is_right(new: Link) -> bool:
        display = link.display if to.display is None or link.is_markdown else to.display
        return new.display == display and says(LinkText(*new[2:5], new.external), link, to)

    for changes in ways:
        is_certain = link.exact or (link.counted and not _may_disturb(changes, link, text))
        if is_certain or only_changes(path, text, apply_changes(text, changes), link, is_right):
            return changes
    return None


def _may_disturb(changes: Iterable[Change], link: Link, text: str) -> bool:
    """Whether changes of a link add or remove what can make something else of the text around it."""
    parts = [part for start, end, new in changes for part in (text[start:end], new)]
    if any(_STRUCTURAL.search(part) for part in parts):
        return True
    start, end = range_of(link.span, text) or (0, 0)
    around = f"{text[:start]}{text[end:]}"
    may_be_escaped = "\\u00" in around  # in JSON
    return any((partner in around or may_be_escaped) and any(map(may_pair, parts)) for may_pair, partner in _PARTNERS)


def _property_changes(link: Link, text: str, to: NewLink) -> tuple[Change, ...] | None:
    from vaultlint.parse.yaml_writer import read_yaml, scalar_changes  # libyaml is needed for few notes

    where, block = range_of(link.span, text), read_yaml(text)
    if where is None or block is None:
        return None
    at = where[0] - block.start
    around = (node for node in block.scalars() if node.start <= at < node.end)
    node = next((block.anchored(node) or node for node in around if node.text.strip() == link.raw), None)
    if node is None:
        return None
    before = len(node.text) - len(node.text.lstrip())
    written = (scalar_changes(block, node, changes) for changes in _moved(forms(link, to), before))
    return next((changes for changes in written if changes is not None), None)


def _canvas_changes(link: Link, path: str, text: str, to: NewLink, where: tuple[int, int]) -> tuple[Change, ...] | None:
    string = read_json_string(text[slice(*where)], where[0])
    subpath = _subpath_changes(text, to, where) if link.exact and to.fragment != link.fragment else ()
    if string is None or string.text != link.raw or subpath is None:
        return None
    ways = forms(link, to)
    if not link.counted:
        string = json_string_around(text, where[0]) or string
        ways = referenced_forms(link, string.text, string.index(where[0]), to)
    placed = (joined([*(string.place(changes) or ()), *subpath]) for changes in ways)
    return _first_right(link, path, text, to, placed)


def _subpath_changes(text: str, to: NewLink, where: tuple[int, int]) -> tuple[Change, ...] | None:
    """The changes of the subpath of the canvas's node whose file is somewhere; None for what has no subpath."""
    node = file_nodes(text).get(where[0])
    if node is None:
        return None
    subpath = node.get("subpath")
    fragment = escape_json(to.fragment or "")
    if isinstance(subpath, JsonString):
        return (Change(subpath.offset(0), subpath.offset(len(subpath.text)), fragment),)
    end = where[1] + 1  # behind the quote
    return (Change(end, end, f',"subpath":"{fragment}"'),) if "subpath" not in node else None
