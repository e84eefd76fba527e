"""Front matter: words of YAML in any order, and properties as notes have them."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz.tokens import YAML_MARKS, YAML_ODDITIES
from tests.strategies import names
from tests.strategies.markdown import TOKENS

_WORDS = st.sampled_from(
    ["a", "b c", "é", "😀", "1", "0o7", "true", "x:y", "[[a]]", "a'b", 'a"b', *YAML_MARKS, *YAML_ODDITIES]
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=3).map("".join)
_QUOTED = _TEXTS.map("'{}'".format) | _TEXTS.map('"{}"'.format)
_LISTS = st.lists(st.one_of(_TEXTS, _QUOTED), max_size=3).map(lambda items: f"[{', '.join(items)}]")
_VALUES = st.one_of(st.just(""), _TEXTS, _QUOTED, _LISTS)
_NAMES = st.one_of(st.sampled_from(["a", "b", "c", "d e", "é", "'f'", "a-b"]), _TEXTS)
_HEADS = st.one_of(_NAMES.map("{}:".format), st.sampled_from(["-", "  -", "  -", "    -", "  ", "", "  k:", "?"]))
_LINES = st.builds(
    "{}{}{}{}".format, _HEADS, st.sampled_from([" ", " ", " ", "", "  ", "\t"]), _VALUES, st.sampled_from(["", "", " "])
)

BLOCKS = st.lists(st.builds("{}{}".format, _LINES, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])), max_size=6).map(
    "".join
)
"""Lines of YAML, of which any may be wrong, and none looks at the one before."""

_KNOWN = st.sampled_from(
    ["title", "Title", "date", "created", "draft", "publish", "tags", "aliases", "up", "excalidraw-plugin", "日付"]
)
_LINKS = st.builds('"[[{}]]"'.format, names.TARGETS) | st.builds("'[a]({})'".format, names.TARGETS)
_KNOWN_VALUES = st.one_of(
    st.sampled_from(["Tea", "", "2024-05-01", "2024-02-30", "1.5.2024", "true", '"true"', "7", "[]", "{{date}}"]),
    names.TARGETS,
    _LINKS,
    st.lists(names.TARGETS | _LINKS, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(names.TARGETS | _LINKS, min_size=1, max_size=3).map(lambda items: "\n  - " + "\n  - ".join(items)),
)
_SUPPRESSIONS = st.sampled_from(
    ["vaultlint: {disable: [orphan-note]}", "vaultlint:\n  disable: missing-property dangling-link", "vaultlint: no"]
)
_PROPERTIES = st.lists(st.builds("{}: {}".format, _KNOWN, _KNOWN_VALUES) | _SUPPRESSIONS, max_size=5).map("\n".join)

FRONT_MATTER = st.one_of(
    st.just(""),
    st.builds("---\n{}\n---\n".format, _PROPERTIES),
    st.builds("---\n{}\n---\n".format, _PROPERTIES),
    st.builds("---\n{}---\n".format, BLOCKS),
    st.builds("---\n{}\n---\n".format, TOKENS),
    st.sampled_from(["---\n", "\ufeff", " ---\na: b\n---\n", "---\r\na: b\r\n---\r\n", "---\n---\n"]),
)
"""The top of a note."""
