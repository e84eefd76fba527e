"""A vault with known faults, each in a note of its own, and what repairs it: to measure fixes and suggestions."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal, NamedTuple

Kind = Literal["certain", "near", "trap"]
"""Whether a fault has exactly one answer, is a near miss of a name, or has no answer although something looks like it."""

_ADJECTIVES = [
    "ancient",
    "broken",
    "careful",
    "distant",
    "eager",
    "faithful",
    "gentle",
    "hidden",
    "patient",
    "silent",
    "tender",
    "wooden",
]
_NOUNS = [
    "archive",
    "blanket",
    "cathedral",
    "dolphin",
    "engine",
    "festival",
    "garden",
    "harbour",
    "kitchen",
    "lantern",
    "mountain",
    "orchard",
]
_TOPICS = [
    "history",
    "theory",
    "practice",
    "economics",
    "philosophy",
    "anatomy",
    "geography",
    "chemistry",
    "grammar",
    "tradition",
]
_FOLDERS = ("", "areas/", "areas/home/", "projects/", "log/")
_ACCENTS = str.maketrans("aeiou", "áéíóú")


class Fault(NamedTuple):
    """A fault in the note at a path: its kind and sort, the text of the note, and the text that repairs it.

    A trap has no such text: nothing may be changed.
    """

    path: str
    kind: Kind
    sort: str
    text: str
    repaired: str


class Planter:
    """Makes a vault of notes with names of three words, and plants faults in notes beside them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  a test must be the same each time
        names = [f"{a} {n} {t}" for a in _ADJECTIVES for n in _NOUNS for t in _TOPICS]
        self._random.shuffle(names)
        self._names = iter(names)
        self.files: dict[str, str] = {
            "Chapter 1.md": "",
            "SNAT.md": "",
            "areas/index.md": "",
            "areas/image 1.png": "",
            "東京の春の記録.md": "",
            "Microeconomics.md": "",
            "2024-05-01 Review.md": "",
            "Harriet.md": "---\naliases: [Sparrow]\n---\n",
            "Ludwig.md": "---\naliases: [Sparrow]\n---\n",
        }
        self.faults: list[Fault] = []

    def plant(self, count: int, kind: Kind, sort: str, make: Callable[[Planter], tuple[str, str]]) -> None:
        """Plant faults of a sort; `make` returns the faulty and the repaired text."""
        for number in range(count):
            text, repaired = make(self)
            path = f"faults/{sort} {number}.md"
            self.faults.append(Fault(path, kind, sort, text, repaired))
            self.files[path] = text

    def note(self, text: str = "") -> str:
        """Add a note in some folder; return its name."""
        name = next(self._names).capitalize()
        self.files[f"{self._random.choice(_FOLDERS)}{name}.md"] = text
        return name

    def name(self) -> str:
        """Return a name that nothing has."""
        return next(self._names)

    def attachment(self) -> str:
        """Add a picture in some folder; return its name."""
        name = f"{next(self._names)}.png"
        self.files[f"{self._random.choice(_FOLDERS)}{name}"] = ""
        return name

    def either(self, *choices: str) -> str:
        """Return one of several texts."""
        return self._random.choice(choices)

    def slip(self, name: str) -> str:
        """Return a name with one slip of the pen, in the middle of a word."""
        words = name.split(" ")
        at = self._random.randrange(len(words))
        word = words[at]
        place = self._random.randrange(2, len(word) - 2)
        words[at] = self._random.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                word[:place] + "q" + word[place + 1 :],
            ]
        )
        return " ".join(words)


def plant_200_faults(seed: int) -> Planter:
    """Make the vault: 200 faults, of which some in five only look as if they had an answer."""
    planter = Planter(seed)
    for count, kind, sort, make in _SORTS:
        planter.plant(count, kind, sort, make)
    return planter


def _moved_note(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    link = planter.either("[[{}]]", "![[{}]]", "[[{}|text]]", "| [[{}\\|text]] |\n|---|\n", '---\nup: "[[{}]]"\n---\n')
    return link.format(f"old/{name}"), link.format(name)


def _moved_markdown(planter: Planter) -> tuple[str, str]:
    name = planter.note().replace(" ", "%20")
    return f"[text](old/{name}.md)\n", f"[text]({name}.md)\n"


def _alias(planter: Planter) -> tuple[str, str]:
    alias = planter.name()
    name = planter.note(f"---\naliases:\n  - {alias}\n---\n")
    before, after = {
        "wikilink": (f"[[{alias}]]", f"[[{name}|{alias}]]"),
        "display": (f"[[{alias}|text]]", f"[[{name}|text]]"),
        "property": (f"---\nup: '[[{alias}]]'\n---\n", f"---\nup: '[[{name}|{alias}]]'\n---\n"),
        "table": (f"| [[{alias}]] |\n|---|\n", f"| [[{name}\\|{alias}]] |\n|---|\n"),
        "Markdown": (f"[x]({alias.replace(' ', '%20')}.md)", f"[x]({name.replace(' ', '%20')}.md)"),
    }[planter.either("wikilink", "display", "property", "table", "Markdown")]
    return before, after


def _slug(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    slug = planter.either(name.lower().replace(" ", "-"), name.replace(" ", "_"), name.title().replace(" ", ""))
    before, after = {
        "wikilink": (f"[[{slug}]]", f"[[{name}|{slug}]]"),
        "embed": (f"![[{slug}]]", f"![[{name}]]"),
        "Markdown": (f"[x]({slug}.md)", f"[x]({name.replace(' ', '%20')}.md)"),
    }[planter.either("wikilink", "embed", "Markdown")]
    return before, after


def _emoji(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    return f"See [[🌳 {name}]].\r\n", f"See [[{name}|🌳 {name}]].\r\n"


def _heading_slug(planter: Planter) -> tuple[str, str]:
    heading = f"{planter.name().capitalize()}: what's new?"
    name = planter.note(f"# One\n\n## {heading}\n")
    slug = heading.lower().replace(" ", "-").replace(":", "").replace("'", "").replace("?", "")
    written = heading.replace(":", "")
    target = name.replace(" ", "%20")
    before, after = {
        "wikilink": (f"[[{name}#{slug}|x]]", f"[[{name}#{written}|x]]"),
        "embed": (f"![[{name}#{slug}]]", f"![[{name}#{written}]]"),
        "Markdown": (f"[x]({target}.md#{slug})", f"[x]({target}.md#{written.replace(' ', '%20')})"),
    }[planter.either("wikilink", "embed", "Markdown")]
    return before, after


def _moved_attachment(planter: Planter) -> tuple[str, str]:
    name = planter.attachment()
    return f"![[old/{name}|300]]", f"![[{name}|300]]"


def _respelled_attachment(planter: Planter) -> tuple[str, str]:
    name = planter.attachment()
    return f"![[{name.replace(' ', '_')}]]", f"![[{name}]]"


def _boolean(planter: Planter) -> tuple[str, str]:
    word = planter.either("true", "false")
    written = planter.either(f'"{word}"', f"'{word}'", "yes" if word == "true" else "no")
    name = planter.either("draft", "publish")
    return f"---\n{name}: {written} # ok\n---\n", f"---\n{name}: {word} # ok\n---\n"


def _date(planter: Planter) -> tuple[str, str]:
    written = planter.either("2024-5-1", '"2024/05/01"', "20240501", "1 May 2024", "May 1st, 2024", "2024-05-01\u200b")
    quote = '"' if written.startswith('"') else ""
    return f"---\ndate: {written}\n---\n", f"---\ndate: {quote}2024-05-01{quote}\n---\n"


def _syntax(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    before, after = {
        "colon": (f"title: {name}: more", f'title: "{name}: more"'),
        "links": (f"up: [[{name}]], [[{name}]]", f'up: ["[[{name}]]", "[[{name}]]"]'),
        "tab": (f"up:\n\t- {name}", f"up:\n  - {name}"),
        "twice": (f"title: {name}\ntitle: {name}", f"title: {name}"),
        "tags": ("tags: [#a, #b]", "tags: [a, b]"),
    }[planter.either("colon", "links", "tab", "twice", "tags")]
    return f"---\n{before}\n---\n# Text\n", f"---\n{after}\n---\n# Text\n"


def _slip(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    link = planter.either("[[{}]]", "[[{}|text]]", '---\nup: "[[{}]]"\n---\n')
    return link.format(planter.slip(name)), link.format(name)


def _slip_in_heading(planter: Planter) -> tuple[str, str]:
    heading = planter.name().capitalize()
    name = planter.note(f"# {heading}\n")
    return f"[[{name}#{planter.slip(heading)}]]", f"[[{name}#{heading}]]"


def _plural(planter: Planter) -> tuple[str, str]:
    adjective, noun, topic = planter.note().split(" ")
    name = f"{adjective} {noun} {topic}"
    return f"[[{adjective} {noun}s {topic}]]", f"[[{name}|{adjective} {noun}s {topic}]]"


def _accents(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    return f"[[{name.translate(_ACCENTS)}]]", f"[[{name}]]"


def _order(planter: Planter) -> tuple[str, str]:
    name = planter.note()
    first, *others = name.split(" ")
    other = f"{' '.join(others)}, {first}"
    return f"[[{other}]]", f"[[{name}|{other}]]"


def _trap(planter: Planter) -> tuple[str, str]:
    text = _TRAPS[sum(fault.kind == "trap" for fault in planter.faults)]
    return text, text


_TRAPS = (
    "[[Chapter 2]]",
    "[[NAT]]",
    "[[old/index]]",
    "![[old/image 1.png]]",
    "![[old/image 2.png]]",
    "[[東京の秋の記録]]",
    "[[Macroeconomics]]",
    "[[2024-05-02 Review]]",
    "[[Sparrow]]",
    "---\ndate: 1.5.2024\n---\n",
    "---\ndate: 2023-02-30\n---\n",
    "---\ndraft: maybe\n---\n",
    "---\ntitle: a\ntitle: b\n---\n",
    "---\n- a\nb: c\n---\n",
    "[[Nothing like it anywhere]]",
    "[[Chapter 1#Begin]]",
    "[[SNAT#^none]]",
    "`[[old/SNAT]]`",
    "[text](https://example.org/chapter-2)",
    "[[{{title}}]]",
)

_SORTS: tuple[tuple[int, Kind, str, Callable[[Planter], tuple[str, str]]], ...] = (
    (15, "certain", "moved note", _moved_note),
    (5, "certain", "moved note, Markdown", _moved_markdown),
    (20, "certain", "alias", _alias),
    (15, "certain", "slug", _slug),
    (10, "certain", "emoji", _emoji),
    (15, "certain", "slug of a heading", _heading_slug),
    (8, "certain", "moved attachment", _moved_attachment),
    (7, "certain", "respelled attachment", _respelled_attachment),
    (15, "certain", "boolean", _boolean),
    (10, "certain", "date", _date),
    (10, "certain", "syntax", _syntax),
    (20, "near", "slip", _slip),
    (5, "near", "slip in a heading", _slip_in_heading),
    (8, "near", "plural", _plural),
    (8, "near", "accents", _accents),
    (9, "near", "order", _order),
    (len(_TRAPS), "trap", "trap", _trap),
)
