"""Leave out what stands in drafts: whoever is sent the page need not be one who may read them.

Of a draft, the page shows its name and the existing notes that it links to. Its problems are described in general.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from vaultlint.model import Note, Problem, Value
from vaultlint.rule import Rule
from vaultlint.vault.vault import Vault

LINKS_TO_DRAFT = "links-to-draft"
"""The rule that names drafts, which is what it is for; it quotes nothing that stands in them."""

_NOT_DRAFT = (None, False, 0, "", "false", "no", "off", "0")
"""The values of `draft` that make no draft; what else it may be, some publisher takes for one."""

_NOTE_END = re.compile(r"\.md", re.IGNORECASE)
_MARK = re.compile(
    r"""^\s*["']?(?:draft["']?\s*:(?!\s*(?:false)?\s*$)|(?:publish|published|dg-publish)["']?\s*:(?!\s*true\s*$))""",
    re.IGNORECASE | re.MULTILINE,
)


class Publication(NamedTuple):
    """Which notes are certainly published, which are certainly not, and which are drafts or may be."""

    published: frozenset[str]
    unpublished: frozenset[str]
    drafts: frozenset[str]


def find_publication(vault: Vault) -> Publication:
    """Look at all notes once; a draft is not published, or has a `draft` that is not false.

    So is a note with front matter that cannot be read and may hold such a property.
    """
    published: set[str] = set()
    unpublished: set[str] = set()
    drafts: set[str] = set()
    for path, note in vault.notes.items():
        site = vault.site.publishing(note)
        if site.why_unpublished(note) is not None:
            unpublished.add(path)
        elif site.publishes(note):
            published.add(path)
        if path in unpublished or _may_be_draft(note, vault):
            drafts.add(path)
    return Publication(frozenset(published), frozenset(unpublished), frozenset(drafts))


def _may_be_draft(note: Note, vault: Vault) -> bool:
    if note.front_matter_broken:
        return _MARK.search(vault.text(note) or "") is not None
    draft = note.value("draft")
    plain = draft.strip().lower() if isinstance(draft, str) else draft
    return isinstance(plain, list | dict) or plain not in _NOT_DRAFT


def withhold(problem: Problem, drafts: AbstractSet[str], rules: Mapping[str, type[Rule]]) -> Problem:
    """Return a problem without what may be quoted from a draft: the message becomes the summary of the rule."""
    is_quoting = problem.rule != LINKS_TO_DRAFT and any(text in drafts for text in _named(problem))
    if problem.path not in drafts and not is_quoting:
        return problem
    rule = rules.get(problem.rule)
    message = rule.summary().removesuffix(".") if rule else problem.rule
    return replace(problem, message=message, alike="", folded="", fix=None, suggestions=(), data={})


def _named(problem: Problem) -> Iterator[str]:
    """Yield what may be the path of a note that a problem quotes: texts in its data, and what its fixes say more about.

    That is an alias, as in `Link to Tea.md, which has the alias "Chai"`; the name of a note alone is no quotation.
    """
    yield from _texts(problem.data)
    for fix in (problem.fix, *problem.suggestions):
        target = fix.message.partition("Link to ")[2] if fix else ""
        yield from (target[: end.end()] for end in _NOTE_END.finditer(target) if end.end() < len(target))


def _texts(value: Value) -> Iterator[str]:
    """Yield all texts in the data of a problem."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
