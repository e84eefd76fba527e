"""What to write in place of a link, as text for the message and as a fix for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vaultlint import (
    MAX_SUGGESTIONS,
    Applicability,
    Fix,
    Link,
    NearFile,
    ResolvedLink,
    Vault,
    link_edit,
    name_core,
    note_name,
)

_COMMON = """
about banner changelog contents cover draft figure glossary home icon image img index introduction intro license log
logo main moc new note notes overview page photo picture readme references screenshot summary template thumbnail todo
untitled
"""
_COMMON_NAMES = frozenset(_COMMON.split())
"""Names that many folders have a file of, so that the only one in a vault need not be the one that was meant."""

_NUMBERED_BY_PROGRAMS = frozenset(("", "figure", "icon", "image", "img", "photo", "picture", "screenshot", "untitled"))
"""What programs call files, with a number: another folder soon has one of that name."""

_STAMP = 6
"""The fewest digits that tell a name from all others, as in `image-20240501`; `image 1` is one of many."""

_WORD = re.compile(r"[^\W\d_]+")


class Advice(NamedTuple):
    """A link to write in place of another: its text, the fragment as it stands in it, and the fix, which is unsafe."""

    write: str
    fragment: str
    fix: Fix


class Remedies(NamedTuple):
    """The fix of a problem, if there is one, and its suggestions."""

    fix: Fix | None = None
    suggestions: tuple[Fix, ...] = ()


def advise(
    vault: Vault, found: ResolvedLink, to: str, message: str, *, fragment: str | None = None, display: str = ""
) -> Advice | None:
    """Return the advice to link to a file; None where no link to it can be written there.

    `message` is that of the fix; `fragment` and `display` are as in `Vault.rewritten`.
    """
    written = vault.rewritten(found, to, fragment=fragment, display=display)
    edit = link_edit(found, written) if written else None
    if written is None or edit is None:
        return None
    return Advice(written.text, written.fragment, Fix.unsafe(message, edit))


def advise_each(vault: Vault, found: ResolvedLink, files: Sequence[str], *, is_alias: bool = False) -> list[Advice]:
    """Return the advice to link to each of a few files; none for more files than there may be suggestions.

    With `is_alias` the link names an alias of all of them, which stays what it shows.
    """
    message = "Link to {}, which has this alias" if is_alias else "Link to {}"
    display = found.link.target if is_alias else ""
    few = files if len(files) <= MAX_SUGGESTIONS else ()
    advice = [advise(vault, found, to, message.format(to), display=display) for to in few]
    return [each for each in advice if each]


def near_advice(vault: Vault, dangling: ResolvedLink, files: Sequence[NearFile]) -> list[Advice]:
    """Return the advice to link to each of the files that are near to a dangling link."""
    found = [advise(vault, dangling, near.path, _message(near), display=_display(near, dangling)) for near in files]
    return [each for each in found if each]


def _message(near: NearFile) -> str:
    return f'Link to {near.path}, which has the alias "{near.name}"' if near.is_alias else f"Link to {near.path}"


def _display(near: NearFile, dangling: ResolvedLink) -> str:
    return dangling.link.target if _is_same_name(near, dangling) else near.display


def hint_at_links(advice: Sequence[Advice], near: Sequence[NearFile] = ()) -> str:
    """Return the end of a message that shows the links that may be meant, or the files where no link can be written."""
    return _did_you_mean([each.write for each in advice] or [each.path for each in near])


def hint_at_fragments(advice: Sequence[Advice]) -> str:
    """Return the end of a message that shows the fragments that may be meant, as they must stand in the link."""
    return _did_you_mean([each.fragment for each in advice])


def _did_you_mean(texts: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(texts)}?" if texts else ""


def safe_remedies(advice: Sequence[Advice]) -> Remedies:
    """Return the only advice as a safe fix; of several, suggestions."""
    if len(advice) != 1:
        return suggest(advice)
    return Remedies(advice[0].fix._replace(applicability=Applicability.SAFE))


def remedies_by_alias(advice: Sequence[Advice], link: Link) -> Remedies:
    """Return the only advice to link to a note by its alias as a fix, which is safe if it shows the same text."""
    shows_heading = link.fragment and link.display is None and not link.is_markdown and not link.raw.startswith("!")
    shows_other = link.exact or shows_heading
    return Remedies(advice[0].fix) if shows_other and len(advice) == 1 else safe_remedies(advice)


def remedies_by_name(advice: Sequence[Advice], target: str) -> Remedies:
    """Return the only advice to link to a file of the target's name as a fix; suggestions for a common name.

    It is safe unless the name is one of a series, such as `Lecture 3`: another folder may be meant to have one, too.
    """
    if len(advice) != 1 or _is_common(target):
        return suggest(advice)
    return Remedies(advice[0].fix) if _is_in_series(target) else safe_remedies(advice)


def near_remedies(advice: Sequence[Advice], near: Sequence[NearFile], dangling: ResolvedLink) -> Remedies:
    """Return the only advice as an unsafe fix if the file has the same name, written in another way; else suggestions.

    An alias that is only near to the target is no fix: aliases are short, and many notes have some.
    """
    is_certain = len(near) == len(advice) == 1 and _is_same_name(near[0], dangling)
    if not is_certain or near[0].is_alias or _is_common(dangling.link.target):
        return suggest(advice)
    return Remedies(advice[0].fix)


def suggest(advice: Sequence[Advice]) -> Remedies:
    """Return advice that a person must choose from."""
    return Remedies(None, tuple(each.fix for each in advice))


def _is_same_name(near: NearFile, dangling: ResolvedLink) -> bool:
    """Whether a near name differs in case, spaces, punctuation and symbols alone, and the extension not at all."""
    name = near.name if near.is_alias else note_name(near.path)
    return name_core(note_name(dangling.link.target)) == name_core(name)


def _is_common(target: str) -> bool:
    """Whether the name of a target is one that many folders have a file of."""
    words, digits = _parts_of(target)
    return digits < _STAMP and "".join(words) in (_NUMBERED_BY_PROGRAMS if digits else {*_COMMON_NAMES, ""})


def _is_in_series(target: str) -> bool:
    """Whether the name of a target is a word and a number."""
    words, digits = _parts_of(target)
    return len(words) == 1 and 0 < digits < _STAMP


def _parts_of(target: str) -> tuple[list[str], int]:
    """The words of a target's name without its extension, and the number of its digits."""
    name = note_name(target).partition(".")[0]
    return _WORD.findall(name), sum(map(str.isdecimal, name))
