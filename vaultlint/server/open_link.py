"""The link that is being typed at the cursor: `[[target#fragment|display]]` or `[text](target#fragment)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.cursor import Cursor
from vaultlint.server.link_probe import LinkProbe, first_probe
from vaultlint.server.place import LinkPart

_OPEN_WIKILINK = re.compile(r"\[\[([^\[\]]*)\Z")
_OPEN_DESTINATION = re.compile(r"\]\((?:<([^<>]*)|([^\s()<>]*))\Z")

_DISPLAY = r"(?P<keep>\\?\|[^\[\]]*)?\]\]"
_REST = {
    "target": re.compile(rf"[^\[\]|#\\]*(?P<fragment>#[^\[\]|\\]*)?{_DISPLAY}"),
    "fragment": re.compile(rf"[^\[\]|\\]*{_DISPLAY}"),
    "display": re.compile(r"[^\[\]]*(?P<keep>)\]\]"),
}
"""What a wikilink that is closed already has behind the cursor: the rest of the part, which is replaced, and others."""

_TITLE = r"(?P<keep>[ \t]+(?:\"[^\"]*\"|'[^']*'))?\)"
_REST_OF_DESTINATION = {
    "target": re.compile(rf"[^\s()<>#]*(?P<fragment>#[^\s()<>]*)?{_TITLE}"),
    "fragment": re.compile(rf"[^\s()<>]*{_TITLE}"),
}
_REST_IN_BRACKETS = {
    "target": re.compile(rf"[^<>#]*(?P<fragment>#[^<>]*)?>{_TITLE}"),
    "fragment": re.compile(rf"[^<>]*>{_TITLE}"),
}


class OpenLink(NamedTuple):
    """A link that is being typed: from `opening`, behind its brackets, to `end`, with those that close it, if any.

    `head` is what is before the part at the cursor, `typed` what of that part is before the cursor. `fragment` and
    `keep` are what stands behind the part and stays. `closing` ends the link.
    """

    cursor: Cursor
    part: LinkPart
    opening: int
    end: int
    head: str
    typed: str
    fragment: str
    keep: str
    closing: str

    def probe(self, part: str, display: str = "") -> LinkProbe | None:
        """Put a link in place of this one that has another part at the cursor, and a display text with its `|`."""
        return first_probe(
            self.cursor, self._ways(f"{self.head}{part}{self.fragment}{display}{self.keep}{self.closing}")
        )

    def _ways(self, source: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield the ways to put a source in place: as it is, with a quote behind it, in quotes, as YAML needs them."""
        yield self.opening, self.end, source, ""
        text = self.cursor.text
        if not text.startswith("---") or self.closing != "]]":
            return
        brackets = self.opening - 2
        quote = text[brackets - 1 : brackets]
        if quote in {"'", '"'}:
            yield self.opening, self.end, source, quote
        else:
            yield brackets, self.end, f'"[[{source}', '"'

    def item(self, used: LinkProbe, label: str, kind: ItemKind, text: str, detail: str = "") -> CompletionItem:
        """Return an item that writes a text in place of what a probe has replaced, but for what is before the part."""
        start = used.start
        if start == self.opening and text.startswith(self.head):
            start, text = start + len(self.head), text[len(self.head) :]
        return self.cursor.item(label, kind, start, used.end, text, detail)


def open_link(cursor: Cursor) -> OpenLink | None:
    """Return the link that is being typed at the cursor; None if nothing there looks like one."""
    if found := _OPEN_WIKILINK.search(cursor.before):
        return _open_wikilink(cursor, found[1])
    found = _OPEN_DESTINATION.search(cursor.before)
    return _open_destination(cursor, found[1], found[2]) if found else None


def _open_wikilink(cursor: Cursor, inner: str) -> OpenLink:
    bar = inner.find("|", 1)
    if bar > 0:
        return _made(cursor, "display", inner, bar + 1, _REST["display"].match(cursor.after))
    if "#" in inner:
        return _made(cursor, "fragment", inner, inner.rindex("#") + 1, _REST["fragment"].match(cursor.after))
    return _made(cursor, "target", inner, 0, _REST["target"].match(cursor.after))


def _made(
    cursor: Cursor, part: LinkPart, inner: str, at: int, rest: re.Match[str] | None, closing: str = "]]", mark: str = ""
) -> OpenLink:
    """The link whose part at the cursor begins at a position of what is in its brackets; `rest` is what follows it."""
    parts = rest.groupdict() if rest else {}
    return OpenLink(
        cursor,
        part,
        opening=cursor.offset - len(inner),
        end=cursor.offset + (rest.end() if rest else 0),
        head=inner[:at],
        typed=inner[at:],
        fragment=parts.get("fragment") or "",
        keep=mark + (parts.get("keep") or ""),
        closing=closing,
    )


def _open_destination(cursor: Cursor, in_brackets: str | None, plain: str | None) -> OpenLink | None:
    inner = plain if in_brackets is None else in_brackets
    if inner is None or (":" in inner and not inner.startswith(".")):
        return None
    rests, mark = (_REST_OF_DESTINATION, "") if in_brackets is None else (_REST_IN_BRACKETS, ">")
    part: LinkPart = "fragment" if "#" in inner else "target"
    return _made(cursor, part, inner, inner.rfind("#") + 1, rests[part].match(cursor.after), ")", mark)
