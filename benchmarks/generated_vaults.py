"""Makes vaults for benchmarks, with the truth about them: the same seed gives the same bytes.

A vault has notes of about 2.5 KB with links of all forms, daily notes, attachments and canvases, and faults planted in
it. The truth lists each fault that a checker must find, by the name of vaultlint's rule, and the links to daily notes
that are not written yet, which it may report or not.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from itertools import cycle
from pathlib import Path
from random import Random

import msgspec

from benchmarks import body, generated_front_matter, generated_links, plan, prose
from benchmarks.generated_links import PlannedNote

SEED = 5
STOCK = 4_000  # sentences, from which all prose is put together
CHANGED_NOTE = f"Daily/{plan.FIRST_DAY}.md"  # the one to edit where a benchmark changes one
EPOCH = 1_600_000_000  # files are dated back: caches rightly distrust what was written a moment ago

WITHOUT_FRONT_MATTER = 0.1  # shares of all notes
DEFECTIVE = 0.025

_MODULES = (body, generated_front_matter, generated_links, plan, prose)

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """What a checker must find: `link` as it is written and its `target`, both empty where a whole note is at fault."""

    path: str
    line: int
    target: str = ""
    link: str = ""


@dataclass(slots=True)
class Truth:
    """What stands in a vault: counts, and the faults by the name of the rule that reports them."""

    notes: int
    size: int = 0
    links: int = 0
    faults: dict[str, list[PlantedFault]] = field(default_factory=dict)
    planned: list[PlantedFault] = field(default_factory=list)

    def add(self, rule: str, fault: PlantedFault) -> None:
        """Enter a fault, or a plan."""
        (self.planned if rule == generated_links.PLANNED else self.faults.setdefault(rule, [])).append(fault)


def get_vault(folder: Path, notes: int, seed: int = SEED) -> tuple[Path, Truth]:
    """The vault of that size in `folder`, with its truth; made unless it is there and still the same."""
    vault, file = folder / f"vault-{notes}", folder / f"vault-{notes}.json"
    made_by = _fingerprint(seed)
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept.pop("made_by") == made_by:
            return vault, msgspec.convert(kept, Truth)
        file.unlink()
    for stale in (vault, unfinished := folder / "unfinished"):
        shutil.rmtree(stale, ignore_errors=True)
    truth = make_vault(unfinished, notes, seed)
    unfinished.rename(vault)
    text = json.dumps({"made_by": made_by, **asdict(truth)}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    return vault, truth


def make_vault(folder: Path, notes: int, seed: int = SEED) -> Truth:
    """Write a vault into a folder that does not exist yet."""
    chance = Random(seed)
    planned = plan.VaultPlan(chance, notes - 1)
    truth = Truth(notes)
    stock = prose.sentences(chance, STOCK)
    files = _Files(folder)
    defects = cycle(generated_front_matter.DEFECTS)
    for note in planned.notes:
        defect = next(defects) if chance.random() < DEFECTIVE else None
        text = _front_matter(chance, note, defect, truth) + body.body(chance, note, stock)
        _enter_faults(note, text, truth)
        ending = "\r\n" if chance.random() < 0.02 else "\n"
        truth.size += files.write(note.path, text.replace("\n", ending).encode())
    for path in planned.attachments:
        files.write(path, PNG)
    for number in range(max(1, notes // 250)):
        _write_canvas(chance, planned, number, truth, files)
    for path in planned.orphans:
        truth.add("orphan-note", PlantedFault(path, 1))
    files.write("index.md", b"---\ntitle: Start\ndate: 2024-01-01\ndraft: false\n---\nAn entry page.\n")
    files.write(".obsidian/app.json", b"{}")
    files.write(".trash/Thrown away.md", b"Not in the vault: [[Unwritten 1]]\n")
    return truth


def _front_matter(chance: Random, note: PlannedNote, defect: str | None, truth: Truth) -> str:
    if defect:
        truth.add(defect, PlantedFault(note.path, 1))
        note.related = []
    elif chance.random() < WITHOUT_FRONT_MATTER:
        truth.add("missing-property", PlantedFault(note.path, 1))
        note.related = []
        return ""
    return generated_front_matter.front_matter(chance, note.stem, defect, [link.text for link in note.related])


def _enter_faults(note: PlannedNote, text: str, truth: Truth) -> None:
    written = [*note.links, *note.related]
    truth.links += len(written)
    for link in written:
        if link.fault:
            form = link.text if link.text in text else generated_links.in_table(link.text)
            line = text.count("\n", 0, text.index(form)) + 1
            truth.add(link.fault, PlantedFault(note.path, line, link.target, form))


def _write_canvas(chance: Random, planned: plan.VaultPlan, number: int, truth: Truth, files: _Files) -> None:
    """A canvas with a card on each line: notes, a text, and in every second canvas a note that is not there."""
    path = f"Boards/Board {number}.canvas"
    cards = [{"type": "file", "file": planned.popular().path} for _ in range(chance.randrange(2, 6))]
    cards.append({"type": "text", "text": f"A thought about [[{planned.popular().path.removesuffix('.md')}]]"})
    if number % 2 == 0:
        gone = f"Plans/Unwritten card {number}.md"
        cards.append({"type": "file", "file": gone})
        truth.add("dangling-link", PlantedFault(path, len(cards) + 1, gone, gone))
    truth.links += len(cards)
    nodes = [json.dumps({"id": f"{index}", "x": 0, "y": 0, "width": 9, "height": 9, **card}, ensure_ascii=False)
             for index, card in enumerate(cards)]  # fmt: skip
    files.write(path, ('{"nodes": [\n' + ",\n".join(nodes) + '\n], "edges": []}\n').encode())


class _Files:
    """Writes files below a folder, each a minute younger than the last."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True)
        self._root = root
        self._written = 0

    def write(self, path: str, content: bytes) -> int:
        """Write a file and return its size."""
        file = self._root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._written += 1
        os.utime(file, (EPOCH + 60 * self._written,) * 2)
        return len(content)


def _fingerprint(seed: int) -> str:
    sources = (Path(__file__), *(Path(str(module.__file__)) for module in _MODULES))
    return f"{seed}:{blake2b(b''.join(file.read_bytes() for file in sources), digest_size=8).hexdigest()}"
