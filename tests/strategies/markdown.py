"""Markdown: tokens of Obsidian's syntax in any order, and lines that look like those of a note."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz.tokens import MARKDOWN
from tests.strategies import names

TOKENS = st.lists(st.sampled_from(MARKDOWN), max_size=25).map("".join)
"""Anything that the syntax is made of."""

_STARTS = [
    *("", "", "", "- ", "* ", "1. ", "2. ", "10) ", "> ", ">", "  - ", "    - ", "      - ", "\t- ", "-     "),
    *("- [ ] ", "  ", "    ", "        ", "# ", "###### ", "#", "   # ", "[^1]: ", "- > ", "> - ", "- # "),
    *("> # ", "[r]: ", "| "),
]
_WORDS = [
    *("a", "bb", "[[a]]", "[[a|b]]", "![[i.png]]", "[[n#h]]", "[[n#^b\\|x]]", "[t](u.md)", "![t](u.png)"),
    *("[t](<a b.md>)", "#tag", "#1", "`c`", "`[[x]]`", "`a|b`", "``d``", "$m$", "$5", "$", "`", "%% c %%"),
    *("**5$**", "*$6", "_a $b_", "c*d$", "**", "$x_{1}$", "==7$==", "~~8$~~", "\\$\\$"),
    *("$$", "$$m$$", "$a [b$", "$x [[p]] y$", "$ c](d$e)", "$6x", "https://a.org/$b", "\\$", "[a $b](c$d)"),
    *("%%", "[^1]", "[^1](x)", "**b**", "==h==", "\\", "\\[", "^id", "|", "<b>", "<", "[a]", "](x)"),
    *("[[a]](b)", "[", "]]", "!", "é", "\xa0", "1.", "[ ]", "[[ ]]", "[[[a]]]", "[a #t](b)", "[a](b c)"),
    *("[a](b&amp;c)", "[a](b(c))", "[x [[a]] y](z)", "]:", "[[a]]^id", "##"),
]
_LINES = [
    *("---", "***", "===", "-", "```", "```py", "````", "~~~", "  ```", "> ```", "- ```", "| a | b |"),
    *("| --- | --- |", "|---|", "--- | ---", "| [[a\\|b]] | x |", "| [[a|b]] |", "| ^id | b |"),
    *("| `a|b` | c |", "| x | y | z |", "^id", "%%", "$$", "  ", "\t", "<div>", "<!-- x", "-->", "## a ^id ##"),
    *(
        "$$\n- a\n\n[[m]] `\n$$",
        "\n$$\n[[m]]\n# b\n\n> c\n$$\n",
        "$$ [[q]]",
        "> $$",
        "- $$",
        "see [[a|b]] c",
        "[[a|b]]",
    ),
    *("^id\n$$x$$", "t ^id\n$$\nm\n$$", "x $$\n- a\n$$", "- [ ] $$\n  - a\n  $$", "> |a|\n> |-|\n> t [x\n> y](z)"),
    *("> ```\n> [[c]]\n> # x\n> ```", ">```py\n>\n> $$\n>```", "> $$\n> [[m]]\n> $$", ">$$\n>- a\n>>b$$", "> $$m$$"),
    *("<!-- [[c]] -->", "<!-- $$ --> [[c]]", "<!-- a --> -->", "Title\n---", "Title\n===", "\nTitle [[a]]\n--", "=="),
    *(
        "text [^1]: [a](b.md)",
        "[^1]:  [[a]]",
        "- [^1]: a",
        "  - a\n\n  b",
        "- a\n\n  ```\n  [[a]]\n  ```",
        "## h\n  - a",
    ),
    *("| $a | b$ |", "| a | b | [[c]] | d |", "  [r]: x.md"),
    *(">", "[^1]:", "    [[z]]", "> | - | - |", "[a", "b](c)", "- a ^x", "text ^z", "```\n[[c]]\n\n# x\n```"),
    *("| a | b |\n|---|---|\n| [[a\\|b]] | c |", "", "", "", "", "", "", ""),
]
_TEXT_LINES = st.tuples(
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["", "", "", " ^id", "  ", " ##"]),
).map("".join)

LINES = st.lists(st.sampled_from(_LINES) | _TEXT_LINES, max_size=9).map("\n".join)
"""Lines of lists, tables, code, math and text, with links and marks in them."""

_FRAGMENTS = st.sampled_from(
    ["", "", "", "", "#Tea", "#tea", "#A part", "#A part#Tea", "#^id", "#^ID", "#^gone", "#", "#^", "#page=2"]
)
_SHOWN = st.sampled_from(["", "", "|shown", "\\|300", "|"])
_LINKS = st.one_of(
    st.builds("[[{}{}{}]]".format, names.TARGETS, _FRAGMENTS, _SHOWN),
    st.builds("![[{}{}{}]]".format, names.TARGETS, _FRAGMENTS, _SHOWN),
    st.builds("[text]({}{})".format, names.TARGETS.map(lambda name: name.replace(" ", "%20")), _FRAGMENTS),
    st.builds("![text](<{}>)".format, names.TARGETS),
)
_RULES = st.sampled_from(
    ["", "dangling-link", "dangling-heading, dangling-block", "missing-attachment: why", "no-rule"]
)
_WORD = st.sampled_from(["disable", "enable", "disable-line", "disable-next-line", "disable-file", "disabled"])
_COMMENTS = st.builds("%% vaultlint-{} {} %%".format, _WORD, _RULES) | st.builds(
    "<!-- vaultlint-{} {} -->".format, _WORD, _RULES
)
_PARAGRAPHS = st.one_of(
    _LINKS,
    st.lists(_LINKS, min_size=1, max_size=4).map(" and ".join),
    _COMMENTS,
    st.builds("{} {}".format, _LINKS, _COMMENTS),
    st.builds("- {}\n- [ ] {} ^id".format, _LINKS, _LINKS),
    st.builds("| a | b |\n|---|---|\n| {} | #tag |".format, _LINKS),
    st.sampled_from(["# Tea", "## A part\n\n### Tea", "A paragraph. ^id"]),
    st.sampled_from(["# Tea", "## A part", "A paragraph. ^id", "```\n[[no]]\n```", "# Tea ^id", "<b>x</b>", ""]),
)

PROSE = st.lists(_PARAGRAPHS, min_size=1, max_size=6).map("\n\n".join)
"""A note as people write them, whose links lead to the notes of a vault, or nearly."""

BODIES = st.one_of(PROSE, PROSE, PROSE, LINES, TOKENS)
