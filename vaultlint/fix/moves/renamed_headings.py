"""How links name the headings of a note once some of them have another text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vaultlint.model import Heading, Note
from vaultlint.parse.heading_writer import strip_heading
from vaultlint.vault.anchors import Anchors

_BRACKETS = re.compile(r"[\[\]]")


class RenamedHeadings:
    """The headings of a note before and after some of them get another text; their number and levels stay."""

    def __init__(self, before: Note, after: Note) -> None:
        self._before = Anchors(before)
        self._after = Anchors(after)
        self._headings = after.headings
        pairs = enumerate(zip(before.headings, after.headings, strict=True))
        self._renamed = {at for at, (old, new) in pairs if old.text != new.text}

    def fragments(self, fragment: str) -> list[str]:
        """Return what may be written instead of a fragment, so that a link leads to the same heading, best first.

        It is the fragment itself where that need not change. There may be none.
        """
        named = self._before.headings_on(fragment)
        if not named or fragment.lstrip("# ").startswith("^"):
            return [fragment]
        if self._renamed.isdisjoint(named) and self._leads_to(fragment, named[-1]):
            return [fragment]
        return [each for each in dict.fromkeys(self._candidates(fragment, named)) if self._leads_to(each, named[-1])]

    def _leads_to(self, fragment: str, position: int) -> bool:
        return self._after.headings_on(fragment)[-1:] == [position]

    def _candidates(self, fragment: str, named: Sequence[int]) -> Iterator[str]:
        """Yield the fragment with its renamed steps, then the whole path to the heading."""
        for form in (strip_heading, _without_brackets):
            steps = iter(named)
            parts = fragment.removeprefix("#").split("#")
            yield "".join(f"#{self._step(part, next(steps), form) if part.strip() else part}" for part in parts)
        yield "".join(f"#{_without_brackets(heading.text)}" for heading in self._path_to(named[-1]))

    def _step(self, part: str, position: int, form: Callable[[str], str]) -> str:
        return form(self._headings[position].text) if position in self._renamed else part

    def _path_to(self, position: int) -> list[Heading]:
        """The headings around one, outermost first, and itself."""
        path = [self._headings[position]]
        for heading in reversed(self._headings[:position]):
            if heading.level < path[0].level:
                path.insert(0, heading)
        return path


def _without_brackets(heading: str) -> str:
    """The same without brackets, which are not compared: with `]` at its end, a heading would close a wikilink."""
    return " ".join(_BRACKETS.sub(" ", strip_heading(heading)).split())
