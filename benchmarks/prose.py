"""Generate words, sentences and blocks of Markdown from a seeded random generator."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

ADJECTIVES = """
amber ancient autumn bitter blue brass bright calm careful clever coastal copper crooked deep distant dusty
early empty faded fallow gentle gilded golden grey hidden hollow humble inland ivory late lesser little lonely
lost lunar marble mild misty modern narrow northern oaken old open pale patient plain polar proud quiet rapid
restless rough rural sandy scarlet secret shallow silent silver slow small solar southern spare steady still
stony sudden sunken tidal upper velvet wandering western wild winter wooden young
""".split()

NOUNS = """
acorn almanac anchor archive arcade atlas attic barge basin beacon bellows bridge bucket cabin canal candle
canyon cellar chapel chart chimney cliff clock compass corridor creek dock drawer engine estuary ferry field
flute forge fountain furnace garden gate glacier glove grove hammer harbour hedge hinge island kettle kiln
ladder lagoon lamp lantern ledger lever library loom map market meadow mill mirror mortar needle oar orchard
oven parcel path pendulum pier plough pond pulley quarry raft railway recipe reef river roof sail saddle
satchel shed shelf signal spindle spring stable staircase stove tapestry telegraph thicket tower trail tunnel
valley vessel viaduct village wagon wall weir well wharf wheel windmill workshop yard
""".split()

ACCENTED = (
    "Größe",
    "élan",
    "Čaj",
    "茶の本",
    "Заметка",
    "Ærø",
    "señal",
    "물레방아",
    "Ωmega",
    "łódka",
    "naïve",
    "🌊 Tide",
)

_VERBS = """
asks borrows carries changes counts crosses describes draws explains follows gathers hides holds joins keeps
leaves maps measures mends moves names needs notes opens orders outlasts points proves reads recalls repeats
rests returns shapes shows sorts starts supports teaches tests traces turns uses waits weighs writes
""".split()

_LINKING = "a the its our each every this that some no of in on near under with without before after beside for".split()

_INLINE = (
    "**{}**",
    "*{}*",
    "`{}()`",
    "`[[{}]]`",  # no link: it stands in code
    "=={}==",
    "~~{}~~",
    "#{}",
    "#garden/{}",
    "$x_1 + {}$",
    "%%{}: check this%%",
    "https://example.org/{}",
    "[{} elsewhere](https://example.org/a_(b))",
    "“{}”",
    "{} — in fact",
    "<kbd>{}</kbd>",
    "\\[[{}]",  # no link: it is escaped
)

_HEADINGS = (
    "Background", "Aims", "How it began", "What we know", "Open questions", "Sources", "Next steps", "Plan: first half",
    "Method", "Results", "Discussion", "Costs & gains", "People", "Places", "Tools", "Materials", "Timeline", "Résumé",
    "Übersicht", "まとめ", "Why (and why not)", "What's left?", "In short", "Further reading", "Examples", "Details",
    "A second look", "Version 2.0", "Decisions", "Risks", "Reading, writing", "Glossary", "Appendix",
)  # fmt: skip

_CODE = (
    ("python", "# Not a heading\nfor {0} in range(10):\n    print(f'[[{0}]] {{matrix[[0]]}}')\n"),
    ("sh", "if [[ -f {0}.txt ]]; then\n  # {0}\n  cat {0}.txt | sort\nfi\n"),
    ("markdown", "## Not a heading\n\nWrite [[{0}]] or [{0}](no/{0}.md) to link, ![[{0}.png]] to embed. ^{0}\n"),
    ("", "{0}\n\n| a | b |\n\t%% {0}\n"),
)


def name(chance: Random) -> str:
    """Draw a name for a note: some have dots, commas, brackets or letters beyond ASCII."""
    words = f"{chance.choice(ADJECTIVES).capitalize()} {chance.choice(NOUNS)}"
    kind = chance.random()
    if kind < 0.5:
        return f"{words} of the {chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"
    if kind < 0.8:
        return f"{words} {chance.randrange(1, 1000)}"
    if kind < 0.9:
        return f"{chance.choice(ACCENTED)} {words.lower()} {chance.randrange(100)}"
    ending = chance.choice(("v{0}.2", "({0})", "& {1}", "no. {0}", "{1}'s", "a, b, {1}"))
    return f"{words} {ending.format(chance.randrange(1, 100), chance.choice(NOUNS))}"


def headings(chance: Random, count: int) -> list[tuple[int, str]]:
    """Draw levels and texts of a note's headings, no text twice; one of level 3 always stands below one of level 2."""
    texts = chance.sample(_HEADINGS, min(count, len(_HEADINGS)))
    return [(3 if index and chance.random() < 0.35 else 2, text) for index, text in enumerate(texts)]


def sentences(chance: Random, count: int) -> list[str]:
    """Make a stock of sentences, from which paragraphs are put together fast."""
    return [_sentence(chance) for _ in range(count)]


def _sentence(chance: Random) -> str:
    clauses = [
        f"{chance.choice(_LINKING)} {chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(_VERBS)}"
        f" {chance.choice(_LINKING)} {chance.choice(NOUNS)}"
        for _ in range(chance.choice((1, 1, 2, 2, 3)))
    ]
    if chance.random() < 0.3:
        clauses.append(chance.choice(_INLINE).format(chance.choice(NOUNS)))
    elif chance.random() < 0.1:
        clauses.append(chance.choice(ACCENTED))
    text = ", ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def with_links(chance: Random, stock: Sequence[str], links: Sequence[str], sentence_count: int) -> str:
    """One line of sentences with links between them."""
    parts = [chance.choice(stock) for _ in range(sentence_count)]
    for link in links:
        parts.insert(chance.randrange(len(parts) + 1), f"{chance.choice(('See', 'Compare', 'After', 'From'))} {link}.")
    return " ".join(parts)


def bullets(chance: Random, stock: Sequence[str], links: Sequence[str]) -> str:
    """A list, nested and with tasks, whose items hold the links."""
    items = [*links, *(chance.choice(stock) for _ in range(chance.randrange(1, 5)))]
    chance.shuffle(items)
    marks = ("- ", "- ", "    - ", "- [ ] ", "- [x] ")
    return "\n".join((chance.choice(marks) if index else "- ") + item for index, item in enumerate(items)) + "\n"


def table(chance: Random, links: Sequence[str]) -> str:
    """A table whose first column holds the links; their pipes must be escaped already."""
    cells = [*links, *(chance.choice(NOUNS) for _ in range(chance.randrange(1, 4)))]
    rows = "".join(f"| {cell} | {chance.randrange(1000)} | `a\\|b` |\n" for cell in cells)
    return f"| {chance.choice(NOUNS)} | number | code |\n| --- | ---: | :-: |\n{rows}"


def quote(chance: Random, stock: Sequence[str], links: Sequence[str]) -> str:
    """A quote or a callout."""
    kind = chance.choice(("", "> [!note] Keep in mind\n", "> [!warning]- Folded\n", "> [!tip]\n"))
    return f"{kind}> {with_links(chance, stock, links, 2)}\n> {chance.choice(stock)}\n"


def without_links(chance: Random, stock: Sequence[str]) -> str:
    """A block in which nothing is a link, though some of it looks like one."""
    kind = chance.random()
    if kind < 0.5:
        language, code = chance.choice(_CODE)
        return f"```{language}\n{code.format(chance.choice(NOUNS))}```\n"
    if kind < 0.65:
        return f"$$\n\\sum_{{i=0}}^{{n}} {chance.choice(NOUNS)}_i = [[1, 2], [3, 4]]\n$$\n"
    if kind < 0.8:
        return f"%%\n{chance.choice(stock)}\n%%\n"
    if kind < 0.9:
        return f"<details>\n<summary>{chance.choice(NOUNS)}</summary>\n{chance.choice(NOUNS)}\n</details>\n"
    number = chance.randrange(10**6)
    return f"A claim with a source.[^{number}]\n\n[^{number}]: {chance.choice(stock)}\n\n* * *\n"
