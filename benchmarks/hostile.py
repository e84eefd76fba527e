"""Hostile inputs by class: each is a function that writes about as many bytes as it is asked for.

Shared by the benchmarks (`linear`, `limits`) and, at a small size, by the tests. `NOTES`, `FRONT_MATTERS` and
`CANVASES` give the content of one file, `VAULTS` give whole vaults of about as many files or links as they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count

Write = Callable[[int], bytes]
WriteVault = Callable[[int], Mapping[str, bytes]]


def repeated(unit: str, before: str = "", after: str = "") -> Write:
    """A writer that repeats a text."""

    def write(size: int) -> bytes:
        room = size - len(before.encode()) - len(after.encode())
        return f"{before}{unit * max(1, room // len(unit.encode()))}{after}".encode()

    return write


def numbered(pattern: str, before: str = "", after: str = "") -> Write:
    """A writer that repeats a text with a number of its own in place of each `#N`."""

    def write(size: int) -> bytes:
        pieces, room = [], size - len(before) - len(after)
        for number in count():
            pieces.append(pattern.replace("#N", f"{number}"))
            room -= len(pieces[-1])
            if room <= 0:
                return f"{before}{''.join(pieces)}{after}".encode()
        raise AssertionError

    return write


def nested(opening: str, middle: str, closing: str, before: str = "", after: str = "") -> Write:
    """A writer that nests brackets of some kind."""

    def write(size: int) -> bytes:
        depth = max(1, (size - len(before) - len(after) - len(middle)) // (len(opening) + len(closing)))
        return f"{before}{opening * depth}{middle}{closing * depth}{after}".encode()

    return write


def growing(mark: str, between: str) -> Write:
    """A writer of runs of a mark, each longer by one than the last."""

    def write(size: int) -> bytes:
        pieces, room = [], size
        for length in count(1):
            pieces.append(mark * length + between)
            room -= len(pieces[-1])
            if room <= 0:
                return "".join(pieces).encode()
        raise AssertionError

    return write


def in_front_matter(write: Write) -> Write:
    """What a writer writes, as front matter."""
    return lambda size: b"---\n" + write(size - 30) + b"\n---\n[[Missing]]\n"


def as_card(write: Write) -> Write:
    """What a writer writes, as a text card of a canvas."""
    return lambda size: json.dumps({"nodes": [{"type": "text", "text": write(size - 50).decode()}]}).encode()


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
    "references to a long definition": lambda size: (
        f"[a]: {'b' * (size // 2)}\n\n{'[a] ' * (size // 8)}".encode()
    ),
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
    "templates": repeated("<% tp.file.title %> {{date}} [[{{title}}]]\n", "---\ntitle: {{title}}\n---\n"),
}


def _levels(size: int) -> Iterator[int]:
    return iter(range(1, max(2, size // 60)))


def _aliases(size: int) -> bytes:
    """A billion laughs."""
    lines = ["a0: &a0 [lol, lol, lol, lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in _levels(size))]
    return "\n".join(lines).encode()


def _merges(size: int) -> bytes:
    lines = ["a0: &a0 {b: c}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], x: y}}" for n in _levels(size))]
    return "\n".join(lines).encode()


def _long_alias(size: int) -> bytes:
    """A long text, repeated by aliases."""
    return f"a: &a {'x' * (size // 2)}\nb: [{', '.join(['*a'] * (size // 8))}]".encode()


def _long_link_alias(size: int) -> bytes:
    """A long text that looks like a link, repeated by aliases."""
    return f"a: &a '[x](<{'[' * (size // 2)}>)'\nb: [{', '.join(['*a'] * (size // 8))}]".encode()


def _deep_block(size: int) -> bytes:
    depth = max(1, int((2 * size) ** 0.5))
    return "\n".join(f"{' ' * level}a:" for level in range(depth)).encode()


YAML: Mapping[str, Write] = {
    "YAML billion laughs": _aliases,
    "YAML merge keys": _merges,
    "YAML aliases of a long text": _long_alias,
    "YAML aliases of a long link": _long_link_alias,
    "YAML alias of nothing": repeated("a: *b\n"),
    "YAML alias in itself": repeated(", *a", "a: &a [b", "]"),
    "YAML anchors": numbered("a#N: &a#N b\n"),
    "YAML anchors alone": repeated("&a "),
    "YAML nested [": repeated("[", "a: "),
    "YAML nested [ ]": nested("[", "", "]", "a: "),
    "YAML nested {": repeated("{", "a: "),
    "YAML nested {a: }": nested("{a: ", "b", "}", "a: "),
    "YAML nested - ": repeated("- ", "a:\n "),
    "YAML nested ? ": repeated("? "),
    "YAML nested blocks": _deep_block,
    "YAML 60 levels": repeated(f"- {'[' * 60}{']' * 60}\n", "a:\n"),
    "YAML long integer": repeated("1", "title: "),
    "YAML long float": repeated("1", "title: 0."),
    "YAML large float": repeated("1", "title: 1e"),
    "YAML many large numbers": repeated("  - 99999999999999999999\n", "a:\n"),
    "YAML long hexadecimal": repeated("f", "title: 0x"),
    "YAML not a number": repeated(".nan, ", "title: [", "]"),
    "YAML many keys": numbered("key#N: v\n"),
    "YAML many keys in a flow": numbered("key#N: v, ", "a: {", "}"),
    "YAML many items": numbered("- item #N\n", "a:\n"),
    "YAML many items in a flow": numbered("i#N, ", "tags: [", "]"),
    "YAML duplicate keys": repeated("a: b\n"),
    "YAML duplicate keys in maps": repeated("- {a: b, a: c}\n", "x:\n"),
    "YAML keys that are lists": numbered("? [a, #N]\n: b\n"),
    "YAML keys that are nested lists": repeated(f"? {'[' * 40}a{']' * 40}\n: b\n"),
    "YAML emoji keys": numbered("😀#N: [[a]]\n"),
    "YAML long key": repeated("k", "", ": v"),
    "YAML long plain text": repeated("tea ", "title: "),
    "YAML long quoted text": repeated("tea ", 'title: "', '"'),
    "YAML long text of escapes": repeated("\\u0041", 'title: "', '"'),
    "YAML long text of lines": repeated(" tea\n", "title: |\n"),
    "YAML folded text": repeated(" tea\n\n", "title: >\n"),
    "YAML quotes never closed": repeated('"a ', "title: "),
    "YAML quotes over lines": repeated("  'a\n\n   b'\n", "a:\n"),
    "YAML colons": repeated("a:", "title: "),
    "YAML colons apart": repeated(": "),
    "YAML question marks": repeated("? a\n"),
    "YAML commas": repeated(",", "a: [", "]"),
    "YAML comments": repeated("# a\n", "a: b\n"),
    "YAML tabs": repeated("\ta: b\n"),
    "YAML lines of tabs": repeated(" \t \n", "a: b\n"),
    "YAML blanks": repeated(" ", "a: ", "b"),
    "YAML tags": repeated("!!a ", "a: ", "b"),
    "YAML tagged values": numbered("a#N: !!binary b\n"),
    "YAML directives": repeated("%TAG ! tag:a,2000:\n"),
    "YAML directives alike": repeated("%YAML 1.2\n"),
    "YAML percents": repeated("%a\n"),
    "YAML many documents": repeated("...\n--- a\n", "a: b\n"),
    "YAML control characters": repeated("\x01\x02\x7f\u2028\ufeff", 'a: "', '"'),
    "YAML many foreign characters": lambda size: (
        'a: "' + "".join(map(chr, range(0x80, 0xA0))) * max(1, size // 64) + '"'
    ).encode(),
    "YAML private-use characters": repeated("".join(map(chr, range(0x100000, 0x100100))), "a: \x01", ""),
    "YAML links": numbered('a#N: "[[b#N]]"\n'),
    "YAML list of links": numbered('  - "[[b#N]]"\n', "a:\n"),
    "YAML Markdown links": numbered("  - '[x](b#N)'\n", "a:\n"),
    "YAML brackets of a link": repeated("[", "a: '", ")'"),
    "YAML wikilinks not quoted": repeated("a: [[b]]\n"),
    "YAML aliases of a note": numbered("  - alias #N\n", "aliases:\n"),
    "YAML templates": numbered("a#N: {{title}}\n"),
    "YAML Templater": numbered("a#N: <% tp.file.title %>\n"),
    "YAML suppressions": numbered(" rule-#N,", "vaultlint: {disable: [", " orphan-note]}"),
    "YAML suppressions in a text": numbered(" rule-#N", "vaultlint: {disable: '", "'}"),
    "YAML suppressions all wrong": numbered("  k#N: v\n", "vaultlint:\n"),
    "YAML list": repeated("- a\n"),
    "YAML prose": repeated("tea and water\n"),
}

FRONT_MATTERS: Mapping[str, Write] = {name: in_front_matter(write) for name, write in YAML.items()}


def node(**fields: object) -> str:
    """A node of a canvas."""
    return json.dumps({"id": "a", "x": 0, "y": 0, "width": 1, "height": 1, **fields}) + ","


def nodes(pattern: str) -> Write:
    """A writer of a canvas of many nodes; `#N` is a number of their own."""
    return numbered(pattern, '{"nodes": [', 'null], "edges": []}')


CANVASES: Mapping[str, Write] = {
    "canvas not JSON": repeated("tea "),
    "canvas cut off": repeated('{"a": ', '{"nodes": [', ""),
    "canvas of NUL": repeated("\0"),
    "canvas not UTF-8": lambda size: b'{"nodes": [{"file": "' + b"\xff" * size + b'.md"}]}',
    "canvas with BOM": repeated(node(file="Missing.md"), '\ufeff{"nodes": [', "null]}"),
    "canvas nested [": repeated("["),
    "canvas nested [ ]": nested("[", "", "]", '{"nodes": ', "}"),
    "canvas nested {": nested('{"a":', "1", "}", '{"nodes": ', "}"),
    "canvas 900 levels": repeated(f"{'[' * 900}{']' * 900},", '{"nodes": [', "null]}"),
    "canvas NaN": repeated("NaN, Infinity, -Infinity, ", '{"nodes": [', "null]}"),
    "canvas long number": repeated("1", '{"nodes": [', "]}"),
    "canvas numbers of 4,000 digits": repeated(f"{'1' * 4000},", '{"nodes": [', "null]}"),
    "canvas large float": repeated("1", '{"nodes": [1e', "]}"),
    "canvas numbers": repeated("1e400, -0.0, 99999999999999999999,", '{"nodes": [', "null]}"),
    "canvas duplicate keys": repeated('"nodes": [{"file": "Missing.md"}],', "{", '"nodes": []}'),
    "canvas wrong types": nodes('1, "a", [], {"text": 1, "file": [], "url": {}, "background": true, "subpath": 1},'),
    "canvas nodes of no kind": nodes("{},"),
    "canvas file nodes": nodes('{"type": "file", "file": "Missing #N.md", "subpath": "#a"},'),
    "canvas file nodes all alike": nodes('{"type": "file", "file": "Missing.md"},'),
    "canvas file nodes to headings": nodes('{"type": "file", "file": "Other.md", "subpath": "#a#N"},'),
    "canvas text cards": nodes('{"type": "text", "text": "[[Missing #N]]"},'),
    "canvas text cards with front matter": nodes('{"type": "text", "text": "---\\na: b\\n---\\n# a"},'),
    "canvas suppressions": nodes('{"type": "text", "text": "[[a]] %% vaultlint-disable-line dangling-link %%"},'),
    "canvas URLs": nodes('{"type": "link", "url": "https://a.org/#N"},'),
    "canvas backgrounds": nodes('{"type": "group", "background": "#N.png"},'),
    "canvas lone surrogates": nodes('{"file": "\\ud800#N.md"}, {"text": "[[\\udfff]] \\ud83d"},'),
    "canvas escapes": repeated("\\u005b\\u005ba]]", '{"nodes": [{"text": "', '"}]}'),
    "canvas escapes in a file": repeated("\\u0061", '{"nodes": [{"file": "', '"}]}'),
    "canvas pairs": repeated("\\ud83d\\ude00[[a]]", '{"nodes": [{"text": "', '"}]}'),
    "canvas backslashes": repeated("\\\\", '{"nodes": [{"text": "', '"}]}'),
    "canvas quotes never closed": repeated('"a', '{"nodes": [', ""),
    "canvas long text": as_card(repeated("# tea [[Missing]]\n")),
    "canvas text of [[": as_card(repeated("[[")),
    "canvas many keys": numbered('"k#N": 1,', "{", '"nodes": []}'),
    "canvas edges": numbered('{"id": "#N", "fromNode": "a", "toNode": "b"},', '{"edges": [', 'null], "nodes": []}'),
}


def _one_name(many: int) -> Mapping[str, bytes]:
    """Many links to one name that many files share."""
    notes = {f"f{number}/Same.md": b"[[Same]]\n" for number in range(many)}
    return notes | {"links.md": b"[[Same]]\n" * 20 * many}


def _one_name_by_path(many: int) -> Mapping[str, bytes]:
    """Links by different paths to one name that many files share."""
    links = "".join(f"[[f{number}/Same]]\n[[x{number}/Same]]\n[[g/f{number}/Same]]\n" for number in range(many))
    return {f"g/f{number}/Same.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _one_name_linked_from_everywhere(many: int) -> Mapping[str, bytes]:
    """From each folder a link to one name that each folder's neighbour has."""
    return {f"f{number}/sub/Same.md": b"[[Same]] [[sub/Same]]\n" for number in range(many)} | {
        f"h{number}/a.md": b"[[Same]]\n" for number in range(many)
    }


def _one_name_missing(many: int) -> Mapping[str, bytes]:
    """Links by a wrong path to a name that many files share: each problem lists them all."""
    links = "".join(f"[[x{number}/Same]]\n" for number in range(many))
    return {f"f{number}/Same.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _one_alias(many: int) -> Mapping[str, bytes]:
    """Many links to an alias that many notes have."""
    notes = {f"n{number}.md": b"---\naliases: [Same]\n---\n" for number in range(many)}
    return notes | {"links.md": b"[[Same]]\n" * many}


def _many_aliases(many: int) -> Mapping[str, bytes]:
    aliases = "".join(f"- alias {number}\n" for number in range(many))
    links = "".join(f"[[alias {number}]]\n" for number in range(many))
    return {"a.md": f"---\naliases:\n{aliases}---\n".encode(), "links.md": links.encode()}


def _cases(many: int) -> Mapping[str, bytes]:
    """Names that differ in case only."""
    names = ["".join(c.upper() if number >> bit & 1 else c for bit, c in enumerate("abcdefghijklmnopq"))
             for number in range(many)]  # fmt: skip
    return {f"{name}.md": b"[[ABCDEFGHIJKLMNOPQ]]\n" for name in names}


def _dates(many: int) -> Mapping[str, bytes]:
    """Links that look like daily notes."""
    links = "".join(f"[[{1000 + number % 9000}-{number % 20:02}-{number % 40:02}]]\n" for number in range(many))
    return {f"2024-{number}.md": b"x\n" for number in range(many)} | {"links.md": links.encode()}


def _headings(many: int) -> Mapping[str, bytes]:
    """Links from many notes to different headings of a note that has many."""
    headings = "".join(f"# heading {number}\n" for number in range(many))
    return {f"n{number}.md": f"[[Big#heading -{number}]]\n".encode() for number in range(many)} | {
        "Big.md": headings.encode()
    }


def _canvas(many: int) -> Mapping[str, bytes]:
    cards = [{"type": "file", "file": f"n{number}.md"} for number in range(2 * many)]
    return {f"n{number}.md": b"x\n" for number in range(many)} | {
        "board.canvas": json.dumps({"nodes": cards}).encode()
    }


def _deep(many: int) -> Mapping[str, bytes]:
    """Folders within folders, as deep as a path may be long, with links up and down."""
    depths = [number % 1_000 for number in range(many)]
    return {f"{'a/' * depth}n{number}.md": b"[[../../Same]] [[a/a/n1]]\n" for number, depth in enumerate(depths)}


VAULTS: Mapping[str, WriteVault] = {
    "vault of one name": _one_name,
    "vault of one name, by path": _one_name_by_path,
    "vault of one name, from everywhere": _one_name_linked_from_everywhere,
    "vault of one name, missing": _one_name_missing,
    "vault of one alias": _one_alias,
    "vault of many aliases": _many_aliases,
    "vault of names in other cases": _cases,
    "vault of dates": _dates,
    "vault of links to headings": _headings,
    "vault of a canvas": _canvas,
    "vault of deep folders": _deep,
    "vault of empty notes": lambda many: {f"n{number}.md": b"" for number in range(many)},
}
