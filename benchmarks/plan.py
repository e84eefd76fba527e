"""Plan a generated vault: its notes, attachments and links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from random import Random

from benchmarks import generated_links, prose
from benchmarks.generated_links import GeneratedLink, PlannedNote

DAILY_NOTES = 0.08  # shares of all notes
NAMESAKES = 0.01
ORPHANS = 0.03
WITH_RELATED = 0.1

DANGLING = 0.02  # shares of all links
MISSING_ATTACHMENTS = 0.004
MISSING_HEADINGS = 0.004
MISSING_BLOCKS = 0.003
ATTACHMENT_LINKS = 0.06
SELF_LINKS = 0.01
PLANNED = 0.002


FIRST_DAY = date(2002, 1, 1)


class VaultPlan:
    """Which notes there are and who links to whom."""

    def __init__(self, chance: Random, size: int) -> None:
        self._chance = chance
        self._taken: set[str] = set()
        self._numbers = count(1)
        self._unwritten = size // 15 + 1  # names of notes that are linked to but not there
        self.folders = self._make_folders(size // 40 + 6)
        self.attachments = [self._attachment(number) for number in range(size // 12 + 1)]
        daily = int(size * DAILY_NOTES)
        named = [self._note(self._new_path()) for _ in range(size - daily)]
        self.daily = [self._note(f"Daily/{FIRST_DAY + timedelta(number)}.md") for number in range(daily)]
        self._make_namesakes(named, int(size * NAMESAKES))
        orphans = set(chance.sample([note.path for note in named], int(size * ORPHANS)))
        self.notes = sorted(named + self.daily, key=lambda note: note.path)
        self.orphans = sorted(orphans)
        self.linkable = [note for note in self.notes if note.path not in orphans]
        chance.shuffle(self.linkable)  # those in front will be linked to most
        self._link_all()

    def popular(self) -> PlannedNote:
        """Draw a note that may be linked to, some far more often than others."""
        share = self._chance.random()
        return self.linkable[int(len(self.linkable) * share * share)]

    def dangling(self, source: PlannedNote) -> GeneratedLink:
        """A link to a note that is not there, no name twice from one note."""
        used = {link.target for link in (*source.links, *source.related)}
        while True:
            link = generated_links.dangling(
                self._chance, source, f"Unwritten {self._chance.randrange(self._unwritten)}"
            )
            if link.target not in used:
                return link

    def _make_folders(self, wanted: int) -> list[str]:
        folders = ["", "Projects", "Areas", "Archive 2019", "Études", "日記"]
        while len(folders) < wanted:
            path = f"{self._chance.choice(folders)}/{self._chance.choice(prose.NOUNS)}".lstrip("/")
            if path.count("/") < 4 and path not in folders:
                folders.append(path)
        return folders

    def _new_path(self) -> str:
        while True:
            name = prose.name(self._chance)
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return f"{self._chance.choice(self.folders)}/{name}.md".lstrip("/")

    def _make_namesakes(self, notes: list[PlannedNote], pairs: int) -> None:
        for first, second in zip(notes[:pairs], notes[pairs : 2 * pairs], strict=False):
            folder = self._chance.choice([folder for folder in self.folders if folder != first.folder])
            second.path = f"{folder}/{first.stem}.md".lstrip("/")
            first.is_namesake = second.is_namesake = True

    def _note(self, path: str) -> PlannedNote:
        share = self._chance.random()
        headings = prose.headings(self._chance, int(12 * share * share))
        blocks = [f"{self._chance.randrange(16**6):06x}" for _ in range(self._chance.choice((0, 0, 0, 1, 2)))]
        return PlannedNote(path, headings, blocks)

    def _attachment(self, number: int) -> str:
        ending = self._chance.choice(("png", "png", "jpg", "pdf"))
        return f"{self._chance.choice(('assets', 'assets/scans'))}/{self._chance.choice(prose.NOUNS)} {number}.{ending}"

    def _link_all(self) -> None:
        chance = self._chance
        for note in self.notes:
            share = chance.random()
            for _ in range(1 + int(14 * share * share)):
                if link := self._link(note):
                    note.links.append(link)
            if chance.random() < WITH_RELATED:
                note.related = [self._related() for _ in range(chance.choice((1, 2)))]
        for target in self.linkable:  # each is linked to from elsewhere at least once
            source = chance.choice(self.notes)
            while source is target:
                source = chance.choice(self.notes)
            source.links.append(generated_links.to_note(chance, source, target))
        for day, following in zip(self.daily, self.daily[1:], strict=False):
            day.links.append(GeneratedLink(f"[[{following.stem}|tomorrow]]"))

    def _link(self, source: PlannedNote) -> GeneratedLink | None:
        kinds: tuple[tuple[float, Callable[[PlannedNote], GeneratedLink | None]], ...] = (
            (DANGLING, self.dangling),
            (MISSING_ATTACHMENTS, self._to_missing_attachment),
            (MISSING_HEADINGS, self._to_missing_heading),
            (MISSING_BLOCKS, lambda _: generated_links.to_missing_block(self.popular(), next(self._numbers))),
            (PLANNED, lambda _: generated_links.to_planned_day(self._chance)),
            (SELF_LINKS, lambda note: generated_links.to_self(self._chance, note)),
            (ATTACHMENT_LINKS, self._to_attachment),
        )
        draw = self._chance.random()
        for share, make in kinds:
            if draw < share:
                return make(source)
            draw -= share
        return generated_links.to_note(self._chance, source, self.popular())

    def _to_attachment(self, source: PlannedNote) -> GeneratedLink:
        return generated_links.to_attachment(self._chance, source, self._chance.choice(self.attachments))

    def _to_missing_attachment(self, source: PlannedNote) -> GeneratedLink:
        path = f"assets/lost picture {next(self._numbers)}.png"
        return generated_links.to_attachment(self._chance, source, path, missing=True)

    def _to_missing_heading(self, source: PlannedNote) -> GeneratedLink:
        return generated_links.to_missing_heading(self._chance, source, self.popular(), next(self._numbers))

    def _related(self) -> GeneratedLink:
        if self._chance.random() < DANGLING:
            number = next(self._numbers)
            return GeneratedLink(f"[[Unwritten relation {number}]]", "dangling-link", f"Unwritten relation {number}")
        return GeneratedLink(f"[[{self.popular().path.removesuffix('.md')}]]")
