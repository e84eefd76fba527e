"""Notes: bytes that are no text, and Markdown that nests, repeats, opens and never closes."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.hostile.writers import Write, growing, nested, numbered, repeated


def _utf16(codec: str) -> Write:
    return lambda size: ("# Tea\n\n[[Missing]]\n" * max(1, size // 40)).encode(codec)


def _broken_utf8(size: int) -> bytes:
    return b"[[Missing]] \xff \xc3( \xed\xa0\x80\n" * max(1, size // 24)


def _table_of_columns(size: int) -> bytes:
    width = max(1, size // 14)
    return ("|a" * width + "|\n" + "|-" * width + "|\n" + "|[[x\\|y]]" * width + "|\n").encode()


def _deepening_list(size: int) -> bytes:
    depth = max(1, int((2 * size) ** 0.5))
    return "".join(f"{' ' * level}- a\n" for level in range(depth)).encode()


def _outline(size: int) -> bytes:
    """Headings all alike, each below the last, and a link to a path of them."""
    level = "".join(f"{'#' * depth} b\n" for depth in range(1, 7))
    return (f"[[Tea{'#b' * (size // 4)}#c]]\n" + "# c\n" + level * max(1, size // 2 // len(level))).encode()


def _paths_of_headings(size: int) -> bytes:
    """Many links, each to another heading path, over many headings all alike."""
    links = "".join(f"[[Tea#b#b#b#b#b#b#c{number}]]\n" for number in range(max(1, size // 50)))
    return (links + "###### b\n##### b\n#### b\n### b\n## b\n# b\n" * max(1, size // 66)).encode()


def _paths_of_known_headings(size: int) -> bytes:
    """Many links, each to a heading path that no section has though each of its headings is there."""
    number = max(1, size // 60)
    links = "".join(f"[[Tea#b#b#c{index}]]\n" for index in range(number))
    return (links + "".join(f"# c{index}\n## b\n### b\n" for index in range(number))).encode()


NOTES: Mapping[str, Write] = {
    # encodings and characters
    "not UTF-8": _broken_utf8,
    "UTF-16 with BOM": _utf16("utf-16"),
    "UTF-16 without BOM": _utf16("utf-16-le"),
    "binary": lambda size: bytes(range(256)) * max(1, size // 256),
    "NUL": repeated("\0"),
    "NUL in lines": repeated("[[Missing]] \0\n"),
    "control characters": repeated("[[a\x1b[31m]] \x07\x08\x9b\n"),
    "BOM": repeated("[[Missing]] \ufeff\n", "\ufeff"),
    "CR": repeated("# a\r[[Missing]]\r"),
    "CRLF": repeated("# a\r\n\r\n[[Missing]]\r\n"),
    "line ends mixed": repeated("# a\r\n[[Missing]]\r\n\n\r# b\n"),
    "U+2028": repeated("# a\u2028[[Missing]]\u2028"),
    "combining characters": repeated("\u0301", "[[a", "]]\n"),
    "marks out of order": repeated("\u0301\u0323", "[[a", "]]\n"),
    "marks out of order, in names": repeated("[[a" + "\u0301\u0323" * 500 + "]]\n"),
    "marks out of order, in headings": repeated("# a" + "\u0f73" * 1000 + "\n", "[[#a]]\n"),
    "emoji": repeated("😀[[😀]]#😀 "),
    "blanks": repeated(" "),
    "tabs": repeated("\t"),
    "line feeds": repeated("\n"),
    "blank lines": repeated(" \t\n"),
    "one line of text": repeated("tea "),
    "one word": repeated("a"),
    # nesting
    "nested >": repeated(">"),
    "nested > with blanks": repeated("> "),
    "nested [": repeated("["),
    "nested [ ]": nested("[", "a", "]"),
    "nested (": repeated("("),
    "nested [a](": nested("[a](", "b", ")"),
    "nested - ": repeated("- "),
    "nested 1. ": repeated("1. "),
    "nested - >": repeated("- > "),
    "nested list over lines": _deepening_list,
    "lists and quotes in lines": repeated("- > - > - > [[Missing]]\n"),
    "nested *": repeated("*"),
    "nested *a": repeated("*a"),
    "nested **a _b": repeated("**a _b "),
    "nested _": repeated("_"),
    "nested _a": repeated("_a "),
    "nested a**b": repeated("a**b"),
    "nested <": repeated("<"),
    "nested {": repeated("{"),
    "nested ![": repeated("!["),
    "nested ![a](": nested("![a](", "b", ")"),
    "nested [[ ]]": nested("[[", "a", "]]"),
    "nested <b>": nested("<b>", "a", "</b>"),
    "nested <div>": repeated("<div>\n"),
    # links
    "[[": repeated("[["),
    "]]": repeated("]]"),
    "[[ in lines": repeated("[[a\n"),
    "[[a": repeated("[[a"),
    "[[a|": repeated("[[a|"),
    "[[|": repeated("[[|"),
    "[[#": repeated("[[#"),
    "[[a]": repeated("[[a]"),
    "[[]]": repeated("[[]]"),
    "[[a]]": repeated("[[a]]"),
    "[[a]](": repeated("[[a]]("),
    "![[": repeated("![["),
    "![[a]]": repeated("![[a]] "),
    "[[a`b]]": repeated("[[a`b]] "),
    "[[a$b]]": repeated("[[a$b]] c$ "),
    "[[a<b]]": repeated("[[a<b]] c> "),
    "[[a`b]] in paragraphs": repeated("[[a`b]] c`\n\n"),
    "[x](": repeated("[x]("),
    "[x](y": repeated("[x](y "),
    "[x](<": repeated("[x](<"),
    "[x](<y": repeated("[x](<y"),
    "[x]()": repeated("[x]()"),
    "[x](y)": repeated("[x](y)"),
    "[x](y) in lines": repeated("[x](y)\n"),
    "](": repeated("]("),
    "](a": repeated("](a"),
    "![](": repeated("![]("),
    '[x](y "': repeated('[x](y "'),
    "[x][": repeated("[x]["),
    "[a]: ": repeated("[a]: "),
    "[a]: in lines": repeated("[a]: b\n"),
    "definitions": numbered("[a#N]: b#N\n"),
    "definitions and references": numbered("[a#N]: b#N\n\n[a#N] [x][a#N] [a#N][]\n\n"),
    "references to one definition": repeated("[a] ", "[a]: " + "b" * 10 + "\n\n"),
    "references to a long definition": lambda size: f"[a]: {'b' * (size // 2)}\n\n{'[a] ' * (size // 8)}".encode(),
    "autolinks": repeated("<https://a.b/c> "),
    "open autolinks": repeated("<https://a"),
    "different links": numbered("[[Missing #N]]\n"),
    "different links to headings": numbered("[[Tea##N]]\n"),
    "different links to blocks": numbered("[[Tea#^#N]]\n"),
    "different links to attachments": numbered("![[#N.png]]\n"),
    "different links up": numbered("[[../#N/a]] [[./#N]]\n"),
    "a long target": repeated("a", "[[", "]]\n"),
    "a long path": repeated("a/", "[[", "]]\n"),
    "a long path up": repeated("../", "[[", "a]]\n"),
    "a long path down and up": repeated("a/../", "[[./", "a]]\n"),
    "a long display": repeated("a", "[[Missing|", "]]\n"),
    "a long alias of pipes": repeated("|", "[[Missing|", "]]\n"),
    "a long fragment": repeated("#b", "# b\n[[Tea", "]]\n"),
    "a long fragment to a block": repeated("#b", "[[Tea", "#^b]]\n"),
    "a long destination": repeated("a", "[x](", ")\n"),
    "a long destination in brackets": nested("(", "a", ")", "[x](", ")\n"),
    "a long label": repeated("a", "[", "](b.md)\n"),
    "backslashes in a target": repeated("\\", "[[a", "]]\n"),
    "dots in a target": repeated(".", "[[a", "]]\n"),
    "digits in a target": repeated("1", "[[", "]]\n"),
    "dates in a target": repeated("2024-05-01", "[[", "]]\n"),
    "percent escapes": repeated("%41", "[x](", ")\n"),
    "percent escapes in links": repeated("[x](%E0%A4%A)\n"),
    "percent escapes that are not UTF-8": repeated("%FF", "[x](", ")\n"),
    "percents": repeated("%", "[x](", ")\n"),
    "entities": repeated("&amp;", "[x](", ")\n"),
    "entities in text": repeated("&amp;&#0;&#x110000;"),
    "a link to itself by its headings": _outline,
    "paths of headings": _paths_of_headings,
    "paths of known headings": _paths_of_known_headings,
    # code, math, comments, HTML
    "backticks": repeated("`"),
    "growing backticks": growing("`", "a"),
    "growing backticks in lines": growing("`", "a\n\n"),
    "backticks apart": repeated("` "),
    "backticks in paragraphs": repeated("``a` [[b]]\n\n"),
    "unclosed fence": repeated("[[a]]\n", "```\n"),
    "unclosed fences": growing("`", "\n```\n"),
    "fences that grow": lambda size: "".join(f"{'`' * n}\n" for n in range(3, max(4, int((2 * size) ** 0.5)))).encode(),
    "fences": repeated("```\n[[a]]\n```\n"),
    "fences in lists": repeated("- ```\n  [[a]]\n"),
    "indented fences": repeated("   ```\n"),
    "tildes": repeated("~"),
    "growing tildes": growing("~", "a"),
    "tilde fences": repeated("~~~\n[[a]]\n"),
    "dollars": repeated("$"),
    "growing dollars": growing("$", "a"),
    "dollars apart": repeated("$ "),
    "$a": repeated("$a"),
    "$a in words": repeated("$a "),
    "${": repeated("${"),
    "$$": repeated("$$\n"),
    "$$ in paragraphs": repeated("$$\n\n"),
    "$$ unclosed": repeated("[[a]]\n\n", "$$\n"),
    "escaped dollars": repeated("\\$"),
    "emphasis before math": repeated("*a $b_c$ "),
    "fences in math": repeated("$$\n```\n$$\n\n"),
    "$ in paragraphs": repeated("a $ b $\n\n"),
    "percents alone": repeated("%%"),
    "growing percents": growing("%", "a"),
    "%% a": repeated("%% a\n"),
    "%% in paragraphs": repeated("%%\n\n"),
    "%% unclosed": repeated("[[a]]\n\n", "%%\n"),
    "<!--": repeated("<!--"),
    "<!-- in paragraphs": repeated("a <!-- b\n\n"),
    "<!-- unclosed": repeated("[[a]]\n\n", "<!--\n"),
    "<!-- -->": repeated("<!-- [[a]] -->\n"),
    "<?": repeated("<?"),
    "<!A": repeated("<!A"),
    "<![CDATA[": repeated("<![CDATA["),
    "<a": repeated("<a "),
    "<a b": repeated("<a b='"),
    '<a b="c"': repeated('x <a b="c" '),
    "a long tag": repeated(' b="c"', "x <a", ">\n"),
    "<b>": repeated("x <b>[[a]]</b> "),
    "HTML blocks": repeated("<div>\n[[a]]\n\n"),
    "<script>": repeated("<script>\n\n"),
    "escapes": repeated("\\"),
    "escaped brackets": repeated("\\[[a]] "),
    # blocks
    "headings all alike": repeated("# b\n"),
    "different headings": numbered("# b #N\n"),
    "a long heading": repeated("b", "# ", "\n"),
    "a heading of hashes": repeated("#", "# ", "\n"),
    "a heading of hashes apart": repeated(" #", "# a", " b\n"),
    "setext headings": repeated("a\n=\n"),
    "a long setext heading": repeated("a\n", "", "===\n"),
    "block ids": numbered("a ^b#N\n\n"),
    "block ids in one paragraph": numbered("a ^b#N\n"),
    "carets": repeated("^"),
    "carets in lines": repeated("a ^\n"),
    "tags": numbered("#t#N "),
    "a long tag of tags": repeated("/a", "#a", "\n"),
    "#": repeated("#"),
    "hashes apart": repeated("# "),
    "rules": repeated("---\n"),
    "rules of stars": repeated("* "),
    "dashes": repeated("-"),
    "equals": repeated("="),
    "table of rows": repeated("|[[a\\|b]]|c|\n", "|a|b|\n|-|-|\n"),
    "table of columns": _table_of_columns,
    "table heads": repeated("|a|\n|-|\n"),
    "tables that fail": repeated("|a|b|\n|-|\n"),
    "pipes": repeated("|"),
    "pipes in lines": repeated("a | b\n"),
    "footnotes": numbered("[^#N]: a\n\n[^#N] "),
    "footnote references": repeated("[^a]"),
    "nested footnotes": numbered("[^#N]: [^#N] "),
    "footnote labels": repeated("[^"),
    "indented lines": repeated("     a\n"),
    "lines with odd starts": repeated("a\n  b\n\n"),
    "list items": repeated("- [[a]]\n"),
    "tasks": repeated("- [ ] [[a]] #t ^b\n"),
    "doubts far apart": repeated(f"a\\* [[b]]\n\n{'c ' * 200}\n\n"),
    "doubts below indented blocks": repeated("a\\*\n\n  b\n\n"),
    # comments to vaultlint
    "suppressions": repeated("%% vaultlint-disable-line dangling-link %%\n"),
    "suppressions that hide": repeated("[[Missing]] <!-- vaultlint-disable-line dangling-link -->\n"),
    "suppressions without end": repeated("%% vaultlint-disable dangling-link %%\n"),
    "suppressions opened and ended": repeated("%% vaultlint-disable %%\n[[a]]\n%% vaultlint-enable %%\n"),
    "unknown suppressions": numbered("%% vaultlint-disable-line rule-#N %%\n"),
    "unknown comments": numbered("%% vaultlint-x#N %%\n"),
    "many rules in a suppression": numbered(" rule-#N,", "%% vaultlint-disable-line ", " %%\n"),
    "a long unknown rule": repeated("a", "%% vaultlint-disable-line ", " %%\n"),
    "a long unknown comment": repeated("a", "%% vaultlint-", " %%\n"),
    # front matter that is none
    "front matter never closed": repeated("a: b\n", "---\n"),
    "front matter never closed, numbered": numbered("a#N: b\n", "---\n"),
    "rules for front matter": repeated("---x\n", "---\n"),
    "front matter below blanks": repeated("\n", "", "---\ntitle: a\n---\n"),
    "front matter that ends with blanks": repeated(" \n", " ---\ntitle: a\n", "---\n"),
    "front matter behind a BOM": repeated("a: b\n", "\ufeff---\n", "---\n"),
    "front matter below headings": repeated("# a\n", "", "---\na: b\n---\n"),
    "front matter below comments": repeated("%% a %%<!-- b -->\n", "", "---\na: b\n---\n"),
    "front matter between dashes": repeated("—", "", "\na: b\n—\n"),
    "front matter in TOML": repeated("[a]\n", "+++\n", "b = 1\n+++\n"),
    "front matter closed by dashes": repeated("-—", "---\na: b\n", "\n"),
    "two blocks of front matter": repeated("a: b\n", "---\nc: d\n---\n---\n", "---\n"),
    "templates": repeated("<% tp.file.title %> {{date}} [[{{title}}]]\n", "---\ntitle: {{title}}\n---\n"),
}
