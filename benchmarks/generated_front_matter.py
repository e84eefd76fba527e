"""Generate front matter, valid or with a known defect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

# The defects that are planted, by the rule that must report them. Impossible days are in quotes: bare ones make some
# peers crash, which then could not be compared at all.
_UNCLOSED = "{title}{date}{draft}\n"
DEFECTS: Mapping[str, tuple[str, ...]] = {
    "front-matter-syntax": (
        "title: one: two\n{date}{draft}",
        "title: 'open\n{date}{draft}",
        "{title}\t{date}{draft}",
        _UNCLOSED,
    ),
    "duplicate-property": ("{title}{date}{draft}{title}", "{title}{date}{draft}{draft}"),
    "missing-property": ("{title}{draft}", "{date}{draft}", "{title}{date}", "{title}"),
    "invalid-title": ("title:\n{date}{draft}", "title: 2024\n{date}{draft}", "title: [one, two]\n{date}{draft}"),
    "invalid-date": ('{title}date: "2023-02-30"\n{draft}', "{title}date: 12/05/2023\n{draft}"),
    "invalid-draft": ('{title}{date}draft: "false"\n', "{title}{date}draft: yes\n", "{title}{date}draft: 1\n"),
}

_TAGS = ("idea", "todo", "garden/plants", "reading", "日本", "draft-2", "people")


def front_matter(chance: Random, title: str, defect: str | None, related: Sequence[str]) -> str:
    """Generate a block with title, date and draft, or one with a defect; `related` are links in a property."""
    day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    if defect:
        fields = {
            "title": "title: A title\n",
            "date": f"date: {day}\n",
            "draft": "draft: true\n",
        }
        form = chance.choice(DEFECTS[defect])
        return f"---\n{form.format_map(fields)}{'' if form is _UNCLOSED else '---'}\n"
    date = chance.choice((day, day, f'"{day}"', f"{day}T09:30:00"))
    text = f'title: "{title}"\ndate: {date}\ndraft: {chance.choice(("true", "false"))}\n'
    text += chance.choice(("", "tags: [{0}, {1}]\n", "tags:\n  - {0}\n  - {1}\n")).format(*chance.sample(_TAGS, 2))
    if chance.random() < 0.3:
        text += f"aliases:\n  - {title} (alias)\n"
    if chance.random() < 0.1:
        text += f"# a comment\nrating: {chance.randrange(6)}\nsummary: >-\n  On two\n  lines\n"
    if related:
        text += "related:\n" + "".join(f'  - "{link}"\n' for link in related)
    return f"---\n{text}---\n"
