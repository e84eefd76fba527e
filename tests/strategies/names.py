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
_PLAIN = ["Tea", "tea", "A cup", "Zo\u00eb", "v1.2 plan", "2024-05-01"]

STEMS = st.sampled_from(_PLAIN) | st.sampled_from(_STEMS) | st.text(st.characters(exclude_characters="/\0"), min_size=1)
"""A name without its extension."""

_FOLDERS = st.lists(st.sampled_from(["Log", "log", "Zo\u00eb", "a b"]) | st.sampled_from(_STEMS), max_size=2)


def _path(folders: list[str], stem: str, extension: str) -> str:
    return "/".join([*folders, stem + extension])


NOTES = st.builds(_path, _FOLDERS, STEMS, st.sampled_from([".md", ".md", ".md", ".MD"]))
CANVASES = st.builds(_path, _FOLDERS, STEMS, st.just(".canvas"))
FILES = st.builds(_path, _FOLDERS, STEMS, st.sampled_from([".png", ".pdf", ".base", ".xyz", "", ".md.txt", ".PNG"]))

_ENDS = st.sampled_from(["", "", "", ".md", ".png", ".MD", ".canvas"])
TARGETS = st.builds(
    _path,
    st.lists(st.sampled_from(["Log", "log", "Zoe\u0308", ".", "..", "gone"]), max_size=2),
    st.sampled_from([*_PLAIN, "Gone", ""]) | st.sampled_from(_PLAIN) | st.sampled_from(_STEMS),
    _ENDS,
)
"""What a link asks for: mostly a name of the vault, with or without folders and extension."""
