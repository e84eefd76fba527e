from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vaultlint import Edit, Example, Fix, Note, Problem, Property, Rule, Severity, Span, Value, Vault, is_tag

_SEPARATOR = re.compile(r"[\s,]")
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%")
_JOINERS = str.maketrans("", "", "\u200c\u200d")
"""Characters that Persian words and some emoji are made of, which may or may not end a tag in a property."""

_ALLOWED = "use letters, digits, `-`, `_` and `/`"


class _Fault(NamedTuple):
    """What is wrong with a tag, and what may be written instead."""

    message: str
    better: str | None = None


@dataclass(frozen=True, kw_only=True)
class InvalidTag(Rule):
    """A tag that Obsidian does not accept.

    A tag consists of letters, digits, emoji, `-`, `_` and `/`, and not of digits alone. Obsidian ignores
    any other in `tags`, so a search for it does not find the note. Nor does Obsidian split a text:
    `tags: tea, history` is one tag that is not valid. Write a list, as in `tags: [tea, history]`.
    A tag with nothing before or after a `/`, as in `tea//green`, is not where it belongs in the tree of tags.

    - `text`: whether tags in the text of notes are checked, too. There, `#12` is not a tag, and mostly
      not meant as one.
    """

    name = "invalid-tag"
    good = Example({"note.md": "---\ntags: [tea, 2024-05, drinks/hot]\n---\nIssue #12\n"})
    bad = Example(
        {
            "list.md": "---\ntags: [2024, green tea, c++, tea//green]\n---\n",
            "text.md": "---\ntags: tea, history\n---\n",
        },
        expected=(
            "list.md:2:8: error: `2024` cannot be a tag: it has digits only [invalid-tag]",
            "list.md:2:14: error: `green tea` cannot be a tag: write it without spaces [invalid-tag]",
            (
                "list.md:2:25: error: `c++` cannot be a tag because of `+`: use letters, digits, `-`, `_` and `/`"
                " [invalid-tag]"
            ),
            "list.md:2:30: error: `tea//green` has an empty part: remove the extra `/` [invalid-tag]",
            (
                "text.md:2:7: error: `tea, history` is one text, which Obsidian does not split: write a list"
                " [invalid-tag]"
            ),
        ),
    )

    fixes = ("safe", "unsafe", "suggestion")

    severity: Severity = Severity.ERROR
    text: bool = False

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        found = note.get("tags")
        if found and found.value and not note.front_matter_broken:
            yield from self._in_property(note, found, vault)
        if self.text:
            yield from self._in_text(note, vault)

    def _in_property(self, note: Note, found: Property, vault: Vault) -> Iterator[Problem]:
        if isinstance(found.value, str) and _SEPARATOR.search(found.value.strip()):
            if not _PLACEHOLDER.search(found.value):
                yield self._of_text(note, found, found.value, vault)
            return
        values = found.value if isinstance(found.value, list) else [found.value]
        faults = [(at, value, fault) for at, value in enumerate(values) if (fault := _fault_of(value))]
        if not faults:
            return
        spans = vault.value_spans(note) if isinstance(found.value, list) else {}
        for at, value, fault in faults:
            span = spans.get((found.name, at), found.value_span)
            yield self._problem(note, span, str(value), fault, _replacement(note, span, str(value), fault, vault))

    def _of_text(self, note: Note, found: Property, text: str, vault: Vault) -> Problem:
        message = f"{_code(text.strip())} is one text, which Obsidian does not split: write a list"
        parts = [part.strip().removeprefix("#") for part in text.split(",") if part.strip()]
        lists = [parts, ["-".join(part.split()) for part in parts]]
        if len(parts) == 1:
            lists[0] = [word.removeprefix("#") for word in text.split()]
        is_certain = len(parts) > 1 and lists[0] == lists[1]
        make = Fix.safe if is_certain else Fix.unsafe
        edits = [edit for each in lists if (edit := _list(note, found, each, vault))]
        fixes = [make(f"Write {_code(edit.text.strip())}", edit) for edit in edits]
        return self.problem(
            note.path,
            found.value_span,
            message,
            data={"tag": text},
            causes=(text,),
            alike=f"uses of {_code(text.strip())}",
            fix=fixes[0] if is_certain and fixes else None,
            suggestions=() if is_certain else fixes,
        )

    def _in_text(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for tag in (*note.tags, *vault.digit_tags(note)):
            if fault := _fault_of(tag.name):
                line, column, *_ = tag.span
                edit = Edit(note.path, tag.span._replace(column=column + 1, end_line=line), fault.better or "")
                yield self._problem(note, tag.span, tag.name, fault, edit if fault.better else None)

    def _problem(self, note: Note, span: Span, tag: str, fault: _Fault, edit: Edit | None) -> Problem:
        fix = Fix.unsafe(f"Write {_code(fault.better)}", edit) if edit and fault.better else None
        is_likely = "/" in tag and "".join(tag.split("/")) == "".join((fault.better or "").split("/"))
        return self.problem(
            note.path,
            span,
            fault.message,
            data={"tag": tag},
            causes=(tag,),
            alike=f"uses of {_code(tag)}",
            fix=fix if is_likely else None,
            suggestions=(fix,) if fix and not is_likely else (),
        )


def _fault_of(value: Value) -> _Fault | None:
    """What is wrong with an item of `tags`; None for a tag, and for what was hardly meant as one."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return _fault_of_text(str(value))
    return _fault_of_text(value.strip()) if isinstance(value, str) and not _PLACEHOLDER.search(value) else None


def _fault_of_text(text: str) -> _Fault | None:
    tag = text.removeprefix("#").translate(_JOINERS)
    if not tag or is_tag(tag):
        return None
    if tag.isdecimal():
        return _Fault(f"{_code(text)} cannot be a tag: it has digits only")
    if "," in tag:
        return _Fault(f"{_code(text)} cannot be a tag: write each tag as an item of its own")
    if _SEPARATOR.search(tag):
        return _Fault(f"{_code(text)} cannot be a tag: write it without spaces", _valid("-".join(tag.split())))
    wrong = next((each for each in tag if each != "/" and not is_tag(f"a{each}")), None)
    if wrong is None:
        better = "/".join(filter(None, tag.split("/")))
        return _Fault(f"{_code(text)} has an empty part: remove the extra `/`", _valid(better))
    shown = _code(wrong) if wrong.isprintable() else f"U+{ord(wrong):04X}"
    return _Fault(f"{_code(text)} cannot be a tag because of {shown}: {_ALLOWED}")


def _valid(tag: str) -> str | None:
    return tag if is_tag(tag) else None


def _list(note: Note, found: Property, tags: list[str], vault: Vault) -> Edit | None:
    return vault.value_edit(note, found, tags) if tags and all(map(is_tag, tags)) else None


def _replacement(note: Note, span: Span, tag: str, fault: _Fault, vault: Vault) -> Edit | None:
    """The edit that writes another tag in the place of one, in the quotes that are there."""
    source = vault.text_at(note, span) if fault.better else None
    if not source or not fault.better or source.count(tag) != 1 or source.strip("\"'") != tag:
        return None
    return Edit(note.path, span, source.replace(tag, fault.better))


def _code(text: str) -> str:
    return f'"{text}"' if "`" in text else f"`{text}`"
