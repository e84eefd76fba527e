"""Names of files and folders: few, so that links meet them, and odd, so that they are hard to compare."""

from __future__ import annotations

from hypothesis import strategies as st

_STEMS = [
    *("Tea", "tea", "TEA", "A cup", "a  b", "v1.2 plan", ".5", "x.", "Tea.md", "2024-05-01", "README", "Templates"),
    *("Zo\u00eb", "Zoe\u0308", "STRASSE", "Straße", "Σς", "日本", "😀", "a\u00a0b", "e\u200d", "I\u0307"),
    *(
        "it's",
        "st*r",
        "wh?t",
        "[b]",
        "#hash",
        "^id",
        "a|b",
        "!not",
        'q"uote',
        "back\\slash",
        "100%",
        "a%20b",
        "~$",
        "$1",
    ),
    *("trailing ", " leading", "tab\t", "line\nend", "\x7f", "\x1b[31m", "\u202e", "\u2028", "\udcff", "-f", "con"),
]
_PLAIN = st.sampled_from(["Tea", "tea", "Zo\u00eb"])
_ODD = st.sampled_from(_STEMS)

STEMS = st.one_of(_PLAIN, _PLAIN, _PLAIN, _ODD, st.text(st.characters(exclude_characters="/\0"), min_size=1))
"""A name without its extension."""

_FOLDERS = st.one_of(*[st.just([])] * 4, st.just(["Log"]), st.lists(st.sampled_from(["Log", "log"]) | _ODD, max_size=2))


def _path(folders: list[str], stem: str, extension: str) -> str:
    return "/".join([*folders, stem + extension])


NOTES = st.builds(_path, _FOLDERS, STEMS, st.sampled_from([".md", ".md", ".md", ".MD"]))
CANVASES = st.builds(_path, _FOLDERS, STEMS, st.just(".canvas"))
FILES = st.builds(_path, _FOLDERS, STEMS, st.sampled_from([".png", ".pdf", ".base", ".xyz", "", ".md.txt", ".PNG"]))

_ENDS = st.sampled_from([*[""] * 8, ".md", ".png", ".MD", ".canvas"])
_PREFIXES = st.one_of(
    *[st.just([])] * 8, st.just(["Log"]), st.lists(st.sampled_from(["log", ".", "..", ""]), max_size=2)
)
TARGETS = st.builds(_path, _PREFIXES, st.one_of(*[_PLAIN] * 6, _ODD, st.sampled_from(["Gone", ""])), _ENDS)
"""What a link asks for: mostly a name of the vault, with or without folders and extension."""
