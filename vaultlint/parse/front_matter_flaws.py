"""What is said of front matter that Obsidian cannot read."""

from __future__ import annotations

import re

from vaultlint.model import Correction, Flaw, Span, TextEdit
from vaultlint.parse.front_matter import SYNTAX
from vaultlint.parse.misplaced_front_matter import UnreadFrontMatter, find_wrong_closing
from vaultlint.parse.positions import PartMap, SourceMap
from vaultlint.parse.property_line import LIKE_PROPERTY, PROPERTY
from vaultlint.parse.yaml_core import YamlError
from vaultlint.parse.yaml_faults import Fault, find_fault
from vaultlint.parse.yaml_nodes import Node

_LOOKS_LIKE_PROPERTY = re.compile(rf"\s*+{PROPERTY}")
_HAS_PROPERTY = re.compile(rf"^{LIKE_PROPERTY}", re.MULTILINE)
_SENTENCE = re.compile(rf"\s*+{PROPERTY}[^\n]*[.!?…][ \t]*\r?\n[ \t]*\r?(?:\n|\Z)")
_NOT_A_PROPERTY_BELOW = re.compile(rf"\n[ \t]*\r?\n(?=[^\s#\]}}-])(?!{LIKE_PROPERTY})")
_TOML = re.compile(r"(?:\s*+(?:#[^\n]*|\[[\w.\"-]+\][ \t]*\r?)\n)*+\s*+[\w\"'.-]+[ \t]*=[ \t]*[\"'\d\[tf{]")

_LONE_LF = re.compile(r"(?<!\r)\n")
_REMEDY = re.compile(r"(?:`[^`]*`|[^`:]|:(?! ))*+: (.+)", re.DOTALL)

_UNREADABLE = "Obsidian cannot read this front matter"


def may_be_unclosed(text: str, start: int) -> bool:
    """Whether what follows a `---` line looks like properties, not prose below a horizontal rule."""
    return _LOOKS_LIKE_PROPERTY.match(text, start) is not None and not _SENTENCE.match(text, start)


def flaw_of_yaml(block: str, source_map: PartMap, error: YamlError) -> Flaw:
    """Say why a block is not YAML, in the parser's words only if we have none of our own."""
    if error.is_limit:
        at = min(error.offset, len(block))
        return _syntax(error.message, source_map.span(at, at))
    if flaw := _flaw_of_kind(block, source_map):
        return flaw
    if fault := find_fault(block, error):
        return _flaw_of_fault(block, source_map, fault)
    return _syntax(f"{_UNREADABLE}: {error.message}", source_map.span(error.offset, error.offset))


def flaw_of_root(block: str, source_map: PartMap, root: Node) -> Flaw:
    """Say why a block of YAML is a string or a list."""
    if flaw := _flaw_of_kind(block, source_map):
        return flaw
    if root.kind == "scalar" and (fault := find_fault(block)):
        return _flaw_of_fault(block, source_map, fault)
    what = "a list" if root.kind == "sequence" else "text"
    message = f"the front matter is {what}, not properties: write lines like `name: value`"
    return _syntax(message, source_map.span(root.start, root.end))


def _flaw_of_kind(block: str, source_map: PartMap) -> Flaw | None:
    """Say that a block is prose between rules, TOML, or properties that a rule further below closes."""
    if _TOML.match(block) and not _HAS_PROPERTY.search(block):
        message = f"{_UNREADABLE}: it is TOML: write it as YAML, in lines like `name: value`"
        return _syntax(message, Span(1, 1, 1, 4))
    if _is_prose(block):
        return _flaw_of_prose()
    if _LOOKS_LIKE_PROPERTY.match(block) and _ends_with_empty_line(block) and _NOT_A_PROPERTY_BELOW.search(block):
        odd = find_wrong_closing(block, 0)
        return flaw_of_unread(odd, source_map) if odd else flaw_of_unclosed()
    return None


def flaw_of_unread(unread: UnreadFrontMatter, source_map: SourceMap) -> Flaw:
    """Report a block that Obsidian takes for text."""
    message, start, end, new = unread
    flaw = _syntax(message, source_map.span(start, end))
    if new is None:
        return flaw
    replacement = TextEdit(source_map.span(new.start, new.end), new.text)
    return flaw._replace(correction=Correction(_remedy(message), (replacement,)))


def _flaw_of_fault(block: str, source_map: SourceMap, fault: Fault) -> Flaw:
    flaw = _syntax(f"{_UNREADABLE}: {fault.message}", source_map.span(fault.start, fault.end))
    if not fault.is_certain:
        return flaw
    start, end, text = _difference(block, fault.corrected)
    text = _LONE_LF.sub("\r\n", text) if "\r\n" in block else text
    replacement = TextEdit(source_map.span(start, end), text)
    return flaw._replace(correction=Correction(_remedy(fault.message), (replacement,)))


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """The offsets in a text of what differs in another, and the text that the other one has there."""
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    common = next((at for at in range(shortest - start) if old[-1 - at] != new[-1 - at]), shortest - start)
    return start, len(old) - common, new[start : len(new) - common]


def _remedy(message: str) -> str:
    """What a message says to do, after its colon, if that can stand alone."""
    found = _REMEDY.fullmatch(message)
    if found is None or found[1].endswith((" it", " them", " one")):
        return "Correct the front matter"
    return found[1][0].upper() + found[1][1:]


def flaw_of_unclosed() -> Flaw:
    """Report a block without a `---` line below it."""
    return _syntax("the front matter is not closed: add a `---` line after it", Span(1, 1, 1, 4))


def _is_prose(block: str) -> bool:
    """Whether the `---` lines are horizontal rules around prose.

    They are if nothing between them looks like a property, or an empty line above the second shows that it is a rule,
    and the text does not begin with properties.
    """
    is_list = block[:1] in "-{\t " or (block.startswith("[") and not block.startswith("[["))
    if _ends_with_empty_line(block) and not is_list:
        return not _HAS_PROPERTY.match(block.lstrip()) or bool(_SENTENCE.match(block))
    return not (_HAS_PROPERTY.search(block) or is_list)


def _ends_with_empty_line(block: str) -> bool:
    return not block[:-1].rpartition("\n")[2].strip()


def _flaw_of_prose() -> Flaw:
    message = (
        "`---` on the first line opens front matter, but no properties follow: add an empty line above it if it is a"
        " horizontal rule, or write properties like `name: value`"
    )
    return _syntax(message, Span(1, 1, 1, 4))


def _syntax(message: str, span: Span) -> Flaw:
    return Flaw(SYNTAX, message, span, {})
