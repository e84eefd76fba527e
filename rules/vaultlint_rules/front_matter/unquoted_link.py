from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import Example, Note, Problem, Rule, Severity, Vault


@dataclass(frozen=True, kw_only=True)
class UnquotedLink(Rule):
    """A link or tag in front matter that is something else to YAML.

    In YAML, `[[Tea]]` is a list in a list, and `#tea` is a comment: the property has no link, so the other
    note has no backlink, and the note does not have the tag. Write links in quotes, as in
    `up: "[[Tea]]"`, and tags without `#`, as in `tags: [tea]`. The rule reports

    - links without quotes, also in lists;
    - tags with `#` in `tags`, if nothing else is on their line;
    - links after two colons, the syntax of the Dataview plugin for the text of a note. In front matter,
      the name of the property ends with a colon then.

    `front-matter-syntax` reports what no YAML parser accepts, such as two links side by side.
    """

    name = "unquoted-link"
    good = Example({"note.md": '---\nup: "[[Tea]]"\ntags: [drink]\n---\n'})
    bad = Example(
        {
            "link.md": "---\nup: [[Tea]]\n---\n",
            "tag.md": "---\ntags:\n  - #drink\n---\n",
            "two.md": "---\nup:: [[Tea]]\n---\n",
        },
        expected=(
            'link.md:2:5: error: `[[Tea]]` is a list in a list to YAML, not a link: write `"[[Tea]]"` [unquoted-link]',
            "tag.md:3:5: error: `#drink` is a comment to YAML, not a tag: write `drink` [unquoted-link]",
            'two.md:2:1: error: `up::` is a property called `up:` to YAML: write `up: "[[Tea]]"` [unquoted-link]',
        ),
    )

    fixes = ("safe", "unsafe")

    severity: Severity = Severity.ERROR

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        del vault
        yield from self.problems_of((note.path, flaw) for flaw in note.flaws)
