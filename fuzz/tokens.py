"""The tokens of the syntaxes, for hypothesis strategies and libFuzzer's dictionaries."""

from __future__ import annotations

MARKDOWN = [
    *("[[", "]]", "[", "]", "(", ")", "!", "|", "#", "^id", "\\", "<", ">", ":", "*", "_", "=="),
    *("`", "``", "```\n", "~~~\n", "$", "$$", "%%", "<!--", "-->", "<div>", "</div>", "<b>"),
    *("> ", "- ", "1. ", "    ", "\t", " ", "\n", "\n\n", "\r\n", "\r", "---\n", "===\n", "# ", "[^1]: ", "[r]: u\n"),
    *(
        "a: b\n",
        '"[[x]]"\n',
        "é",
        "😀",
        "a",
        "\u2028",
        "\0",
        "&amp;",
        "|a|b|\n|-|-|\n",
        "- 'x'\n",
        "&x ",
        "*x",
        "{",
        ",",
    ),
    *("[[a]]", "![[é#b|c]]", "[a](b%20c.md)", "![😀](<b c.png>)", "[r]", "<https://a.org>", "> [!note]", "- [ ] "),
    *("%% vaultlint-disable", "%% vaultlint-enable %%", "<!-- vaultlint-disable-line", " dangling-link", "-next-line"),
]

YAML_MARKS = [
    "-",
    "- ",
    ": ",
    " #",
    "# ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "?",
    "%",
    "@",
    "`",
    "\\",
]
YAML_ODDITIES = ["...", "---", "<<", "\t", "\r", "\xa0", "\x85", "\u2028", "\ufeff", "\0", "  ", " ", "", "~"]
YAML = [
    *YAML_MARKS,
    *YAML_ODDITIES,
    *("'", '"', "''", "\n", "\n  ", "\n- ", "\r\n", "vaultlint:", "disable:", "[[a]]", "!!str", "0x1F", "0o7", "1e999"),
    *(".inf", ".nan", "null", "true", "2024-01-31", "|-\n", ">\n", "é", "😀"),
]

CANVAS = [
    *("{", "}", "[", "]", ",", ":", '"', "\\", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "NaN", "1e999", "null"),
    *('"nodes":', '"edges":', '"type":', '"text":', '"file":', '"subpath":', '"url":', '"background":', '"id":"1"'),
    *('"group"', "[[a]]", "![[b.png]]", "[a](b.md)", "#heading", "#^id", "%% vaultlint-disable-file %%", "\ufeff"),
]
