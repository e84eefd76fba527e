"""Law: after whatever happens in the editor and on disk, the diagnostics are those of a check of the same files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lint.test_updates import NOTES, TEXTS, VAULTS, edits
from tests.server.editor import PULLING, Editor, Json, editing, summary
from tests.strategies import examples, vaults
from vaultlint.cli.cached_check import cached_check
from vaultlint.cli.session import VaultOptions, open_session
from vaultlint.errors import VaultlintError
from vaultlint.model import Problem

CONFIGURATION = b'select = ["all"]\n'
WIDE = ("\N{GRINNING FACE}", "\N{CJK UNIFIED IDEOGRAPH-8336}", "e\N{COMBINING ACUTE ACCENT}", "x")

UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode()),
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-32": len,
}


def expected(root: Path, buffers: Mapping[str, str], encoding: str) -> dict[str, list[str]]:
    """What a check says of the files with the texts of the buffers in place of theirs, as diagnostics."""
    with TemporaryDirectory() as place:
        copy = Path(place, root.name)
        for file in filter(Path.is_file, root.rglob("*")):
            if ".vaultlint_cache" not in file.parts:
                put(copy / file.relative_to(root), file.read_bytes())
        for path, text in buffers.items():
            put(copy / path, text.encode())
        try:
            result = cached_check(open_session([str(copy)], VaultOptions(no_cache=True)), use_baseline=True).result
        except VaultlintError:  # nothing to check
            return {}
        found: dict[str, list[str]] = {}
        for problem in result.problems:
            found.setdefault(problem.path, []).append(as_diagnostic(problem, copy, encoding))
        return found


def as_diagnostic(problem: Problem, root: Path, encoding: str) -> str:
    lines = (root / problem.path).read_bytes().decode(errors="replace").removeprefix("\ufeff").split("\n")

    def place(line: int, column: int) -> str:
        text = lines[line - 1] if line <= len(lines) else ""
        return f"{line - 1}:{UNITS[encoding](text[: column - 1])}"

    return f"{place(*problem.span[:2])}-{place(*problem.span[2:])} {problem.rule}"


def put(file: Path, data: bytes | None) -> None:
    """Write or delete a file, as far as the system allows such a name."""
    with suppress(OSError):
        if data is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def reported(editor: Editor, root: Path) -> dict[str, list[str]]:
    """All diagnostics, by path."""
    report = editor.ask("workspace/diagnostic", {"previousResultIds": []})
    found = {each["uri"]: [summary(item) for item in each["items"]] for each in report["items"]}
    prefix = f"{root.as_uri()}/"
    return {uri.removeprefix(prefix).replace("%20", " "): items for uri, items in found.items() if items}


def range_of(text: str, start: int, end: int, encoding: str) -> Json:
    """The range between two offsets."""

    def position(offset: int) -> Json:
        line = text.count("\n", 0, offset)
        return {"line": line, "character": UNITS[encoding](text[text.rfind("\n", 0, offset) + 1 : offset])}

    return {"start": position(start), "end": position(end)}


@pytest.mark.parametrize("encoding", UNITS)
@examples(30)
@given(st.data(), VAULTS)
def test_diagnostics_are_those_of_a_check(encoding: str, data: st.DataObject, files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder, editing() as editor:
        root = Path(folder).resolve() / "vault"
        root.mkdir()
        vaults.write(root, {**files, "vaultlint.toml": CONFIGURATION, ".obsidian/app.json": b"{}"})
        editor.start({**PULLING, "general": {"positionEncodings": [encoding]}}, root)
        buffers: dict[str, str] = {}
        for version in range(2, 2 + data.draw(st.integers(1, 6))):
            _step(data, editor, root, buffers, version, encoding, files)
            assert reported(editor, root) == expected(root, buffers, encoding)


def _step(
    data: st.DataObject,
    editor: Editor,
    root: Path,
    buffers: dict[str, str],
    version: int,
    encoding: str,
    files: Mapping[str, bytes],
) -> None:
    """Do something in the editor or on disk."""
    path = data.draw(st.sampled_from(sorted(buffers) or NOTES) | st.sampled_from(NOTES))
    kind = data.draw(st.sampled_from(["type", "type", "type", "close", "save", "disk", "rename"]))
    if kind == "type":
        _type(data, editor, root / path, buffers, path, version, encoding)
    elif kind == "close" and path in buffers:
        del buffers[path]
        editor.close(root / path)
    elif kind == "save" and path in buffers:
        put(root / path, buffers[path].encode())
        editor.notify("textDocument/didSave", {"textDocument": {"uri": (root / path).as_uri()}})
    elif kind == "disk":
        for other, content in data.draw(edits(files)).items():
            put(root / other, content)
        editor.touched(root)
    elif kind == "rename":
        new = root / data.draw(st.sampled_from(NOTES))
        with suppress(OSError):
            new.parent.mkdir(exist_ok=True)
            (root / path).replace(new)
        moved = {"oldUri": (root / path).as_uri(), "newUri": new.as_uri()}
        editor.notify("workspace/didRenameFiles", {"files": [moved]})


def _type(
    data: st.DataObject,
    editor: Editor,
    file: Path,
    buffers: dict[str, str],
    path: str,
    version: int,
    encoding: str,
) -> None:
    """Open a file, or change a part of it."""
    if path not in buffers:
        buffers[path] = data.draw(TEXTS).decode()
        editor.open(file, buffers[path])
        return
    text = buffers[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 9, len(text))))
    new = data.draw(st.lists(st.sampled_from((*WIDE, "[[", "]]", "a", "#", "\n", "|")), max_size=4).map("".join))
    editor.change(file, new, version, range_of(text, start, end, encoding))
    buffers[path] = text[:start] + new + text[end:]
