"""How links name the headings of a note once some of them have another text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vaultlint.model import Note
from vaultlint.parse.heading_writer import headings_around, strip_brackets, strip_heading
from vaultlint.vault.anchors import Anchors


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
        for form in (strip_heading, strip_brackets):
            steps = iter(named)
            parts = fragment.removeprefix("#").split("#")
            yield "".join(f"#{self._step(part, next(steps), form) if part.strip() else part}" for part in parts)
        around = headings_around(self._headings, named[-1])
        yield "".join(f"#{strip_brackets(heading.text)}" for heading in around)

    def _step(self, part: str, position: int, form: Callable[[str], str]) -> str:
        return form(self._headings[position].text) if position in self._renamed else part
