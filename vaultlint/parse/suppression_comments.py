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
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from vaultlint.model import Flaw, Span, Suppression
from vaultlint.obsidian.names import nearest
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


class _Directive(NamedTuple):
    """A suppression comment: its word, the rules that it names with their spans, and its own span."""

    word: str
    rules: tuple[tuple[str | None, Span], ...]
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
    named = _NAME.finditer(text, mark.end(), end if reason < 0 else reason)
    rules = tuple((name[0], source_map.span(*name.span())) for name in islice(named, _MAX_NAMES))
    whole = source_map.span(*comment.whole)
    return _Directive(mark[1], rules or ((None, whole),), whole)


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
            for rule, span in directive.rules:
                self._add(directive, rule, span)
        return self._suppressions, self._flaws

    def _add(self, directive: _Directive, rule: str | None, span: Span) -> None:
        first, last = directive.span.line, directive.span.end_line
        match directive.word:
            case "disable":
                self._open.setdefault(rule, []).append(len(self._suppressions))
                last = _END_OF_FILE
            case "disable-next-line":
                first = last = last + 1
            case "disable-file":
                first, last = 1, _END_OF_FILE
            case "enable":
                self._close(rule, last, span)
                return
            case "disable-line":
                pass
            case _:
                return
        self._suppressions.append(Suppression(rule, first, last, span))

    def _close(self, rule: str | None, last_line: int, span: Span) -> None:
        """End the open suppressions of a rule, or all of them if no rule is named."""
        ended = [rule] if rule else list(self._open)
        indexes = [index for name in ended for index in self._open.pop(name, ())]
        for index in indexes:
            self._suppressions[index] = self._suppressions[index]._replace(last_line=last_line)
        if not indexes:
            what = f"no comment above disables {rule} by name" if rule else "no comment above disables anything"
            self._flaws.append(Flaw(UNUSED_SUPPRESSION, f"nothing to enable, {what}: remove it", span, {}, "enable"))


def _unknown_word(directive: _Directive) -> Flaw:
    near = nearest(directive.word, _DIRECTIVES)
    remedy = f"write {_MARK}{near[0]}" if near else f"use one of {', '.join(_MARK + word for word in _DIRECTIVES)}"
    message = f'unknown suppression comment "{_MARK}{directive.word}": {remedy}'
    return Flaw(UNUSED_SUPPRESSION, message, directive.span, {}, directive.word)


def read_property(node: Node, source_map: SourceMap) -> tuple[list[Suppression], list[Flaw]]:
    """Read the property `vaultlint`: `{disable: [rule, ...]}`, or `{disable: {rule: reason, ...}}`.

    A string may name several rules, as in a comment.
    """
    pairs = list(node.pairs) if node.kind == "mapping" else []
    rules = [rule for key, value in pairs if key_of(key) == "disable" for rule in _rule_nodes(value)]
    wrong = [key for key, _ in pairs if key_of(key) != "disable"] or ([] if pairs else [node])
    suppressions = [
        Suppression(name, 1, _END_OF_FILE, source_map.span(rule.start, rule.end))
        for rule in rules
        for name in _NAME.findall(rule.text)
    ]
    message = "the only key of `vaultlint` is `disable`: write `vaultlint: {disable: [orphan-note]}`"
    return suppressions, [
        Flaw(UNUSED_SUPPRESSION, message, source_map.span(each.start, each.end), {}, SUPPRESSION_PROPERTY)
        for each in wrong
    ]


def _rule_nodes(node: Node) -> Iterator[Node]:
    """The scalars that name rules: one, those in a list, or the keys of a mapping from names to reasons."""
    if node.kind == "scalar":
        yield node
    elif node.kind == "mapping":
        yield from (key for key, _ in node.pairs)
    else:
        for child in node.children:
            yield from _rule_nodes(child)
