"""Comments and properties that suppress problems.

    <!-- vaultlint-disable-line dangling-link: the reason, after a colon -->
    %% vaultlint-disable-next-line dangling-link, orphan-note %%
    <!-- vaultlint-disable dangling-heading --> ... <!-- vaultlint-enable dangling-heading -->
    %% vaultlint-disable-file orphan-note: an entry page %%

Without a rule's name they hide every rule. In front matter: `vaultlint: {disable: [orphan-note]}`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from vaultlint.model import Applicability, Correction, Flaw, Span, Suppression, TextEdit
from vaultlint.obsidian.names import nearest
from vaultlint.parse.comment_removal import remove_comment
from vaultlint.parse.duplicate_keys import own_lines
from vaultlint.parse.layout import Range
from vaultlint.parse.positions import SourceMap
from vaultlint.parse.yaml_nodes import Node, key_of

UNUSED_SUPPRESSION = "unused-suppression"
"""The rule that reports suppressions that hide nothing or cannot be understood."""

SUPPRESSION_PROPERTY = "vaultlint"
"""The front matter property that holds suppressions."""

_MARK = "vaultlint-"
_DIRECTIVE = re.compile(rf"[\s>]*{_MARK}([\w-]*)")
_NAME = re.compile(r"[^\s,>]+")  # a comment may continue on the next line of a quote
_DIRECTIVES = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")
_END_OF_FILE = sys.maxsize
_MAX_NAMES = 10_000


class _Named(NamedTuple):
    """A rule that a suppression comment names, or None for all rules, and what removes that name."""

    rule: str | None
    span: Span
    removal: Correction | None


class _Directive(NamedTuple):
    """A suppression comment: its word with its span, the rules that it names, and its own span."""

    word: str
    word_span: Span
    rules: tuple[_Named, ...]
    span: Span


class _CommentRange(NamedTuple):
    """The offsets of a comment, and of the text between its markers."""

    whole: Range
    inner: Range


def read_comments(
    text: str, html: Iterable[Range], comments: Iterable[Range], source_map: SourceMap
) -> tuple[list[Suppression], list[Flaw]]:
    """Read the suppression comments of a Markdown text, given its HTML and its `%%` comments."""
    if _MARK not in text:
        return [], []
    found = [
        *_html_comments(text, html),
        *(_CommentRange(each, Range(each.start + 2, each.end - 2)) for each in comments),
    ]
    directives = (_read_directive(text, comment, source_map) for comment in sorted(found))
    return _SuppressionBuilder().build(directive for directive in directives if directive)


def _html_comments(text: str, html: Iterable[Range]) -> Iterator[_CommentRange]:
    for start, end in html:
        opening = text.find("<!--", start, end)
        while opening >= 0 and (closing := text.find("-->", opening + 4, end)) >= 0:
            yield _CommentRange(Range(opening, closing + 3), Range(opening + 4, closing))
            opening = text.find("<!--", closing + 3, end)


def _read_directive(text: str, comment: _CommentRange, source_map: SourceMap) -> _Directive | None:
    start, end = comment.inner
    mark = _DIRECTIVE.match(text, start, end)
    if mark is None:
        return None
    reason = text.find(":", mark.end(), end)
    found = list(islice(_NAME.finditer(text, mark.end(), end if reason < 0 else reason), _MAX_NAMES))
    whole = source_map.span(*comment.whole)
    names = [Range(*name.span()) for name in found]
    removals = [_remove_whole(text, comment.whole, source_map)]
    if len(names) > 1:
        removals = [_delete("Remove the name", source_map, part) for part in _parts_to_delete(names)]
    rules = [
        _Named(name[0], source_map.span(*name.span()), removal) for name, removal in zip(found, removals, strict=False)
    ]
    word_span = source_map.span(mark.start(1), mark.end(1))
    return _Directive(mark[1], word_span, tuple(rules) or (_Named(None, whole, removals[0]),), whole)


def _parts_to_delete(items: Sequence[Range]) -> Iterator[Range]:
    """What to delete for each of several items of a list, with the separator that it leaves behind."""
    yield Range(items[0].start, items[1].start)
    yield from (Range(above.end, item.end) for above, item in pairwise(items))


def _delete(message: str, source_map: SourceMap, part: Range, *, is_safe: bool = True) -> Correction:
    applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
    return Correction(message, (TextEdit(source_map.span(*part), ""),), applicability)


def _remove_whole(text: str, comment: Range, source_map: SourceMap) -> Correction | None:
    removal = remove_comment(text, *comment)
    return _delete("Remove the comment", source_map, removal.range, is_safe=removal.is_safe) if removal else None


class _SuppressionBuilder:
    """Builds suppressions from directives in the order of the text; an open block ends with the file."""

    def __init__(self) -> None:
        self._suppressions: list[Suppression] = []
        self._flaws: list[Flaw] = []
        self._open: dict[str | None, list[int]] = {}
        self._names = 0

    def build(self, directives: Iterable[_Directive]) -> tuple[list[Suppression], list[Flaw]]:
        for directive in directives:
            self._names += len(directive.rules)
            if self._names >= _MAX_NAMES:
                message = f"too many rules named (limit {_MAX_NAMES:,}): this comment and those below are ignored"
                self._flaws.append(Flaw(UNUSED_SUPPRESSION, message, directive.span, {}, "limit"))
                break
            if directive.word not in _DIRECTIVES:
                self._flaws.append(_unknown_word(directive))
            for named in directive.rules:
                self._add(directive, named)
        return self._suppressions, self._flaws

    def _add(self, directive: _Directive, named: _Named) -> None:
        first, last = directive.span.line, directive.span.end_line
        match directive.word:
            case "disable":
                self._open.setdefault(named.rule, []).append(len(self._suppressions))
                last = _END_OF_FILE
            case "disable-next-line":
                first = last = last + 1
            case "disable-file":
                first, last = 1, _END_OF_FILE
            case "enable":
                self._close(named, last)
                return
            case "disable-line":
                pass
            case _:
                return
        self._suppressions.append(Suppression(named.rule, first, last, named.span, named.removal))

    def _close(self, named: _Named, last_line: int) -> None:
        """End the open suppressions of a rule, or all of them if no rule is named."""
        rule, span, removal = named
        ended = [rule] if rule else list(self._open)
        indexes = [index for name in ended for index in self._open.pop(name, ())]
        for index in indexes:
            opened = self._suppressions[index]
            both = _both(opened.removal, removal) if len(indexes) == 1 else opened.removal
            self._suppressions[index] = opened._replace(last_line=last_line, removal=both)
        if not indexes:
            what = f"no comment above disables {rule} by name" if rule else "no comment above disables anything"
            message = f"nothing to enable, {what}: remove it"
            self._flaws.append(Flaw(UNUSED_SUPPRESSION, message, span, {}, "enable", removal))


def _both(one: Correction | None, other: Correction | None) -> Correction | None:
    """Remove a comment that begins a block of lines, and the one that ends it."""
    if one is None or other is None:
        return None
    is_safe = one.applicability is other.applicability is Applicability.SAFE
    return Correction(
        "Remove the comments",
        (*one.edits, *other.edits),
        Applicability.SAFE if is_safe else Applicability.UNSAFE,
    )


def _unknown_word(directive: _Directive) -> Flaw:
    near = nearest(directive.word, _DIRECTIVES)
    remedy = f"write {_MARK}{near[0]}" if near else f"use one of {', '.join(_MARK + word for word in _DIRECTIVES)}"
    message = f'unknown suppression comment "{_MARK}{directive.word}": {remedy}'
    new = near[0] if near else ""
    correction = Correction(f"Write `{_MARK}{new}`", (TextEdit(directive.word_span, new),)) if near else None
    return Flaw(UNUSED_SUPPRESSION, message, directive.span, {}, directive.word, correction)


def read_property(
    property_key: Node, node: Node, block: str, source_map: SourceMap
) -> tuple[list[Suppression], list[Flaw]]:
    """Read the property `vaultlint` of a block: `{disable: [rule, ...]}`, or `{disable: {rule: reason, ...}}`.

    A string may name several rules, as in a comment.
    """
    pairs = list(node.pairs) if node.kind == "mapping" else []
    rules = [rule for key, value in pairs if key_of(key) == "disable" for rule in _rule_nodes(value)]
    wrong = [key for key, _ in pairs if key_of(key) != "disable"] or ([] if pairs else [node])
    removals = _removals_of(rules, block, source_map)
    if len(rules) == 1 and not wrong and (lines := own_lines(block, property_key, node)):
        removals = [_delete(f"Remove `{SUPPRESSION_PROPERTY}`", source_map, Range(*lines))]
    suppressions = [
        Suppression(name, 1, _END_OF_FILE, source_map.span(rule.start, rule.end), removal if len(names) == 1 else None)
        for rule, removal in zip(rules, removals, strict=True)
        for names in [_NAME.findall(rule.text)]
        for name in names
    ]
    message = "the only key of `vaultlint` is `disable`: write `vaultlint: {disable: [orphan-note]}`"
    return suppressions, [
        Flaw(UNUSED_SUPPRESSION, message, source_map.span(each.start, each.end), {}, SUPPRESSION_PROPERTY)
        for each in wrong
    ]


def _removals_of(rules: Sequence[Node], block: str, source_map: SourceMap) -> Sequence[Correction | None]:
    """What removes each of several names in a list; nothing if there is more between them than the list needs."""
    between = [block[above.end : below.start] for above, below in pairwise(rules)]
    if not between or any(text.strip(" \t\r\n,-") for text in between):
        return [None] * len(rules)
    parts = _parts_to_delete([Range(rule.start, rule.end) for rule in rules])
    return [_delete("Remove the name", source_map, part) for part in parts]


def _rule_nodes(node: Node) -> Iterator[Node]:
    """The scalars that name rules: one, those in a list, or the keys of a mapping from names to reasons."""
    if node.kind == "scalar":
        yield node
    elif node.kind == "mapping":
        yield from (key for key, _ in node.pairs)
    else:
        for child in node.children:
            yield from _rule_nodes(child)
