"""Faults in a line of YAML: in its spaces, indentation or name, or because it is not a property."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.misplaced_front_matter import INVISIBLE
from vaultlint.parse.yaml_faults.property_lines import BULLET, Fault, PropertyLines, YamlLine, split_lines
from vaultlint.parse.yaml_faults.proposals import code, proposal, quote
from vaultlint.parse.yaml_faults.value_faults import WIKILINK, faults_of_value, quoted, read_tokens

_MAX_COLUMNS = 5
_SPACES = "\xa0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_TAB = re.compile(r"[ \t]*\t|\s*(?:-[ \t]+)*-[ ]*\t")
_INDENTS = re.compile(r"([ \t]*(?:-[ \t]+)*)([^\n]*(?:\n|\Z))")
_CLOSING = re.compile(r"[-–—]{2,40}|[-–—_*=+]{3,40}|\.\.\.")
_BULLETS = re.compile(rf"^([ \t]*){BULLET.pattern}", re.MULTILINE)
_HIDDEN = "".join(INVISIBLE)
_LINK_ITEMS = re.compile(rf"^([ \t]*- )({WIKILINK.pattern})(?=[ \t]*\r?$)", re.MULTILINE)
_NOTHING = {"[]", "{}", '""', "''", "~", "null"}


def faults_of_line(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Yield the faults that a line and its value may have, the most specific first."""
    line = prop.lines[number]
    yield from _foreign_space_faults(prop, line)
    yield from _tab_faults(prop, number)
    yield from _unindented_faults(prop)
    yield from _item_faults(prop, number)
    yield from _first_item_faults(prop, number)
    yield from _first_line_of_list_faults(prop, number)
    if not line.name and not line.dashes:
        yield from _odd_line_faults(prop, line)
    yield from faults_of_value(prop, number)
    yield from _value_and_items_faults(prop, number)
    yield from _name_faults(prop, line)
    yield from _comment_faults(prop, number)
    yield from indentation_faults(prop, number)
    if not line.name and not line.indent:
        yield from _missing_name_faults(prop, line)


def _foreign_space_faults(prop: PropertyLines, line: YamlLine) -> Iterator[Fault]:
    for shape, where in (
        (rf"\s*(?:-[ \t]+)*[^\s:\"'\[{{-][^:]*:[ \t]*([{_SPACES}]\s*)", "after the colon"),
        (rf"\s*(?:-[ \t]+)*-([{_SPACES}]\s*)", "after the hyphen"),
        (rf"[ \t]*([{_SPACES}]\s*)", "at the start of the line"),
    ):
        if found := re.match(shape, prop.block[line.start : line.end]):
            start, end = line.start + found.start(1), line.start + found.end(1)
            foreign = f"the character {where} is U+{ord(found[1][0]):04X}, not a space"
            if new := _quoted_links(prop.block[end : line.end]):
                message = f"{foreign}: write a space and {code(new)}"
                yield Fault(message, start, start + 1, prop.replace(start, line.end, f" {new}"))
            yield Fault(f"{foreign}: write a space", start, start + 1, prop.replace(start, end, " " * len(found[1])))
    if found := re.match(r"([^\s:：]{1,60})[ \t]*(：)\s*", prop.block[line.start : line.end]):
        start, end = line.start + found.start(2), line.start + found.end()
        message = f"the colon after {code(found[1])} is full-width (U+FF1A): write a plain colon and a space"
        yield Fault(message, start, start + 1, prop.replace(start, end, ": "))


def _tab_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    tabs = (_TAB.match(prop.block, line.start, line.end) for line in prop.lines[number:])
    found = next(filter(None, tabs), None)
    if found is None:
        return
    at = found.start() + found[0].index("\t")
    first = prop.lines[0].start
    for new, remedy in (("  ", "use spaces"), ("", "remove it")):
        corrected = "".join(
            _untabbed(found[1], new) + found[2] for found in _INDENTS.finditer(prop.block, first, prop.end)
        )
        yield Fault(f"a tab in the indentation: {remedy}", at, at + 1, prop.replace(first, prop.end, corrected))


def _untabbed(indents: str, new: str) -> str:
    spaces = indents[: len(indents) - len(indents.lstrip())]
    return spaces.replace("\t", new) + indents[len(spaces) :].replace("\t", " ")


def _unindented_faults(prop: PropertyLines) -> Iterator[Fault]:
    """Quotes and brackets that continue on an unindented line."""
    first = prop.lines[0]
    out = [line for line in prop.lines[1:] if not line.indent]
    if out and not first.indent and (opens := re.match(r"[\"'\[{]", first.value)):
        end = prop.end
        corrected = re.sub(r"^(?=[^\s\]}])", "  ", prop.block[first.end : end], flags=re.MULTILINE)
        what = "quoted text" if opens[0] in "\"'" else "list in brackets" if opens[0] == "[" else "text in braces"
        message = f"the {what} continues on this line: indent the line"
        yield Fault(message, out[0].start, out[0].end, prop.replace(first.end, end, corrected), is_certain=False)


def _odd_line_faults(prop: PropertyLines, line: YamlLine) -> Iterator[Fault]:
    """Lines that are neither a property nor an item, if they show what they were meant to be."""
    start, end, text = line.text_at, line.end, line.value
    if hidden := text.strip(_HIDDEN) == "---" and next((char for char in text if char in INVISIBLE), ""):
        at = start + text.index(hidden)
        message = f"{INVISIBLE[hidden]} beside `---` keeps it from closing the front matter: remove it"
        yield Fault(message, at, at + 1, prop.block[: line.start], is_certain=False)
    if _CLOSING.fullmatch(text):
        message = f"{code(text)} does not close the front matter: write `---`"
        yield Fault(message, start, end, prop.block[: line.start], is_certain=False)
    for opening, closing in (("%%", "%%"), ("<!--", "-->"), ("//", "")):
        if not text.startswith(opening):
            continue
        words = text.removeprefix(opening).removesuffix(closing).strip()
        message = "a comment in front matter starts with `#`"
        yield Fault(message, start, end, prop.replace(start, end, f"# {words}"))
    if name := re.match(r"([^\W\d][\w -]{0,60}|\"[^\"]{0,60}\"|'[^']{0,60}'):(?!//)\S", text):
        after = start + len(name[1]) + 1
        if new := _quoted_links(prop.block[after:end]):
            message = f"missing space after {code(f'{name[1]}:')}: write {code(f'{name[1]}: {new}')}"
            yield Fault(message, start, after, prop.replace(after, end, f" {new}"))
        message = f"missing space after {code(f'{name[1]}:')}: add one"
        yield Fault(message, start, after, prop.replace(after, after, " "))


def _quoted_links(value: str) -> str:
    """How to write a value of nothing but links; empty for any other."""
    if WIKILINK.fullmatch(value):
        return quoted(value)
    tokens = read_tokens(value)
    return f"[{', '.join(tokens)}]" if tokens else ""


def _item_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Lines of a list that are not items, as their hyphen or the space after it is missing."""
    line = prop.lines[number]
    above = next((each for each in reversed(prop.lines[:number]) if len(each.indent) <= len(line.indent)), None)
    is_in_list = bool(above and above.dashes and len(above.indent) == len(line.indent))
    if line.dashes or above is None or not (is_in_list or (above.name and not above.value)):
        return
    if BULLET.match(prop.block, line.text_at):
        first = prop.lines[0].start
        corrected = _BULLETS.sub(r"\1- ", prop.block[first : prop.end])
        message = "a list item begins with a hyphen and a space"
        if corrected != (quoted_too := _LINK_ITEMS.sub(r'\1"\2"', corrected)):
            corrected, message = quoted_too, f"{message}, and a link needs quotes"
        yield Fault(message, line.text_at, line.text_at + 1, prop.replace(first, prop.end, corrected))
    elif is_in_list and not line.name and line.value[0] not in "]}":
        words = quoted(line.value) if WIKILINK.fullmatch(line.value) else line.value
        begin = "begin it with `- `" if words == line.value else f"write {code(f'- {words}')}"
        message = f"this line in a list is not an item: {begin}, or indent it further if it continues the one above"
        yield Fault(
            message, line.text_at, line.end, prop.replace(line.text_at, line.end, f"- {words}"), is_certain=False
        )


def _first_line_of_list_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """A list whose first line is not an item."""
    line, below = prop.lines[number], prop.lines[number + 1 : number + 2]
    if number and line.indent and not line.dashes and not line.name and below and below[0].dashes:
        words = quoted(line.value) if WIKILINK.fullmatch(line.value) else line.value
        begin = "begin it with `- `" if words == line.value else f"write {code(f'- {words}')}"
        message = f"this line in a list is not an item: {begin}"
        corrected = prop.replace(line.start, line.end, f"{below[0].indent}- {words}")
        yield Fault(message, line.text_at, line.end, corrected, is_certain=False)


def _first_item_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """The first item of a list on the line of the name."""
    line, below = prop.lines[number], prop.lines[number + 1 : number + 2]
    if line.name and line.value.startswith("- ") and below and below[0].dashes:
        message = f"the first list item is on the line of {code(line.name)}: move it to a line of its own"
        corrected = prop.replace(line.value_at - 1, line.value_at, f"\n{below[0].indent}")
        yield Fault(message, line.value_at, line.end, corrected)


def _comment_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Text that goes on below a comment, which ends it."""
    above = prop.lines[number - 1] if number else None
    comment = re.search(r"(?<=[ \t])#", above.value) if above else None
    if above is None or comment is None or not prop.lines[number].indent:
        return
    at = above.value_at + comment.start()
    corrected = f"{prop.block[at : above.end]}\n{prop.block[above.start : at].rstrip()}"
    message = "the comment ends the value, and text follows below: move the comment to a line above the property"
    first = prop.lines[0].start
    corrected = (
        f"{prop.block[:first]}{prop.block[at : above.end]}\n{prop.block[first:at].rstrip()}{prop.block[above.end :]}"
    )
    yield Fault(message, at, above.end, corrected, is_certain=False)


def _continuation_faults(prop: PropertyLines, line: YamlLine) -> Iterator[Fault]:
    """A line that continues the property above it, unindented."""
    above = prop.block[: line.start].rstrip().rpartition("\n")
    head = next(split_lines(above[2]), None)
    if head is None or not head.name or head.indent:
        return
    since = len(above[0]) + len(above[1])
    is_text = bool(re.fullmatch(r"[|>][-+\d]*", head.value)) or (not head.value and line.value[:1] in {*"[{\"'"})
    if is_text:
        message = f"this line continues {code(head.name)}: indent it"
    elif re.match(r"[^\[{\"'#&*!|>@`%-].*\s", head.value):
        message = f"this line is not a property: indent it if it continues {code(head.name)}, or write `name: value`"
    else:
        return
    new = quoted(line.value) if WIKILINK.fullmatch(line.value) and head.value[:1] not in {"|", ">"} else line.value
    if new != line.value:
        message = f"this line continues {code(head.name)}: indent it, and write {code(new)}"
    corrected = prop.replace(line.text_at, line.end, f"  {new}")
    yield Fault(message, line.text_at, line.end, corrected, since, is_certain=False)


def _missing_name_faults(prop: PropertyLines, line: YamlLine) -> Iterator[Fault]:
    start, end, text = line.text_at, line.end, line.value
    if line.dashes:
        message = "the list item belongs to no property: add a line like `tags:` above it"
        yield Fault(message, start, end, prop.replace(line.start, line.start, "tags:\n"), is_certain=False)
        return
    if stray := re.fullmatch(r"[\"']([^\"':\[{]+:(?:\s.*)?)", text):
        message = f"stray {code(text[0])} before the name: remove it"
        yield Fault(message, start, start + 1, prop.replace(start, end, stray[1]))
    yield from _continuation_faults(prop, line)
    name, _, value = text.partition(" ")
    close = ", or close the front matter above it with `---`" if prop.block[: line.start].strip() else ""
    for corrected in (f"{name}: {value}".rstrip(), f"{quote(name)}: {quote(value)}", f"name: {quote(text)}"):
        message = f"this line is not a property: write `name: value`{close}"
        yield Fault(message, start, end, prop.replace(start, end, corrected), is_certain=False)


def _name_faults(prop: PropertyLines, line: YamlLine) -> Iterator[Fault]:
    if line.name[:1] and line.name[0] in "@`%*&!|>,]}":
        start, end, new = line.name_at, line.name_at + len(line.name), quote(line.name)
        message = f"a property name that starts with {code(line.name[0])} needs quotes{proposal(new)}"
        yield Fault(message, start, end, prop.replace(start, end, new))


def indentation_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    """Yield a fault for each indentation of the lines above that a line may have; lines nested below move with it."""
    line = prop.lines[number]
    columns = [0] if not number else []
    for above in reversed(prop.lines[:number][-100:]):
        columns += [len(above.indent)] if line.dashes else [len(above.indent + above.dashes), len(above.indent)]
    others = [column for column in dict.fromkeys(columns) if column != len(line.indent)]
    for column in others[:_MAX_COLUMNS]:
        corrected = [prop.block[: line.start]]
        moving = True
        for each in prop.lines[number:]:
            moving = moving and len(each.indent) >= len(line.indent)
            by = column - len(line.indent) if moving else 0
            indent = " " * (len(each.indent) + by) if by else each.indent
            corrected.append(f"{indent}{prop.block[each.text_at : each.end]}\n")
        message = "this line is not indented like the lines above: " + (
            f"indent it by {column} space{'s' * (column > 1)}" if column else "remove its indentation"
        )
        yield Fault(message, line.start, line.text_at, "".join(corrected) + prop.block[prop.end :], is_certain=False)


def _value_and_items_faults(prop: PropertyLines, number: int) -> Iterator[Fault]:
    line = prop.lines[number]
    if not line.dashes and line.value != "-":
        return
    above = [each for each in prop.lines[:number] if not each.dashes and len(each.indent) <= len(line.indent)]
    if not above or not above[-1].value or not above[-1].name:
        return
    _, end, _, _, name, value, at = above[-1]
    empty = value in _NOTHING
    remedy = f"remove {code(value)}" if empty else "make the value an item too"
    message = f"{code(name)} has both a value and list items below it: {remedy}"
    item = "" if empty else f"\n{line.indent}- {value}"
    yield Fault(message, at, end, prop.replace(at - 1, end, item), is_certain=empty)
    if line.value[:1] in {"[", "{"}:
        corrected = prop.replace(line.value_at, line.end, quote(line.value))
        yield Fault(message, at, end, corrected[: at - 1] + item + corrected[end:], is_certain=False)
