"""Front matter: YAML that explodes, nests, repeats, or is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.hostile.writers import Write, in_front_matter, nested, numbered, repeated


def _levels(size: int) -> Iterator[int]:
    return iter(range(1, max(2, size // 110)))


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
    "YAML at sign at the end": numbered("a#N: {b}\n", "", "c: @d"),
    "YAML signs in a list": repeated("@a, ", "a: [", "]"),
    "YAML open brackets in quotes": repeated('\\"', "a: ["),
    "YAML lines that go on": repeated("b\n", "a: [\n", "]"),
    "YAML lines without a colon": repeated("b\n", "a: 'c\n"),
    "YAML lines indented alike": repeated(" a\n  b\n   c: d\n", "a:\n"),
    "YAML lone hyphens": repeated("a: -\n"),
    "YAML items below a value": repeated("  - a\n", "a: 'b'\n"),
    "YAML commas": repeated(",", "a: [", "]"),
    "YAML comments": repeated("# a\n", "a: b\n"),
    "YAML tabs": repeated("\ta: b\n"),
    "YAML lines of tabs": repeated(" \t \n", "a: b\n"),
    "YAML blanks": repeated(" ", "a: ", "b"),
    "YAML blanks in a comment": repeated(" ", "a: x\n<!--", "y"),
    "YAML tabs before text": repeated("\t", "a:\n", "b"),
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
