"""What to write in place of a link, as text for the message and as a fix for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vaultlint import MAX_SUGGESTIONS, Applicability, Fix, NearFile, ResolvedLink, Vault, link_edit, note_name

_COMMON_NAMES = frozenset({"_index", "image", "index", "readme", "untitled"})
"""Names that many folders have a file of, so that the only one in a vault need not be the one that was meant."""


class Advice(NamedTuple):
    """A link to write in place of another: its text, the fragment as it stands in it, and the fix, which is unsafe."""

    write: str
    fragment: str
    fix: Fix


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
    return Advice(written.text, written.fragment, Fix(message, (edit,)))


def advise_each(vault: Vault, found: ResolvedLink, files: Sequence[str], *, alias: str = "") -> list[Advice]:
    """Return the advice to link to each of a few files; none for more files than there may be suggestions.

    `alias` is one that they all have, and becomes the display text.
    """
    message = "Link to {}, which has this alias" if alias else "Link to {}"
    few = files if len(files) <= MAX_SUGGESTIONS else ()
    advice = [advise(vault, found, to, message.format(to), display=alias) for to in few]
    return [each for each in advice if each]


def near_advice(vault: Vault, dangling: ResolvedLink, files: Sequence[NearFile]) -> list[Advice]:
    """Return the advice to link to each of the files that are near to a dangling link."""
    found = [advise(vault, dangling, near.path, _message(near), display=near.display) for near in files]
    return [each for each in found if each]


def _message(near: NearFile) -> str:
    return f'Link to {near.path}, which has the alias "{near.name}"' if near.is_alias else f"Link to {near.path}"


def hint_at_links(advice: Sequence[Advice], near: Sequence[NearFile] = ()) -> str:
    """Return the end of a message that shows the links that may be meant, or the files where no link can be written."""
    return _did_you_mean([each.write for each in advice] or [each.path for each in near])


def hint_at_fragments(advice: Sequence[Advice]) -> str:
    """Return the end of a message that shows the fragments that may be meant, as they must stand in the link."""
    return _did_you_mean([each.fragment for each in advice])


def _did_you_mean(texts: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(texts)}?" if texts else ""


def safe_fix(advice: Sequence[Advice], target: str = "") -> Fix | None:
    """Return the fix of the only advice that there is, safe to apply; None where it need not be what was meant."""
    if len(advice) != 1 or note_name(target).partition(".")[0] in _COMMON_NAMES:
        return None
    return advice[0].fix._replace(applicability=Applicability.SAFE)
