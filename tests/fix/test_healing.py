"""A law: a link that follows a file renamed outside Obsidian is written as `mv` writes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import quote

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.fix.in_memory import index_of
from tests.strategies import examples
from vaultlint.config.options import Config, Options
from vaultlint.config.selection import Selection
from vaultlint.config.selection_flags import SelectionFlags
from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move
from vaultlint.fix.healing import reported_since
from vaultlint.fix.moves.request import FileMove, plan_request
from vaultlint.git.changes_since import ChangesSince
from vaultlint.git.renames import Rename
from vaultlint.lint.engine import check
from vaultlint.lint.registry import find_rules
from vaultlint.model import Applicability
from vaultlint.obsidian.settings import LINK_FORMATS
from vaultlint.vault.vault import Vault

APP = ".obsidian/app.json"
SELECTION = Selection(find_rules(), Config(Options()), SelectionFlags(select=("dangling-link", "missing-attachment")))


class OneRename:
    """The changes of a vault in which one file was renamed, and nothing else."""

    def __init__(self, files: dict[str, bytes], old: str, new: str) -> None:
        self.old_files = list(files)
        self.renames = {old: Rename(new, exact=True)}
        self.old_paths = {new: old}
        self._files = files

    def is_changed(self, path: str) -> bool:
        return path in self.old_paths

    def old_contents(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: self._files[path] for path in paths if path in self._files}


OLD = ["Tea.md", "Log/Tea cup.md", "Log/Zoë.md", "a (1).md", "it's.md", "Log/cup.png", "plan.canvas", "日本/😀.md"]
NEW = ["New", "Log/New", "日本/New", "Neu 😀", "it's new", "New (2)", "50% new", "a, b", 'q"uote', "tilde~ $ & new"]
FORMS = [
    "[[{stem}]]",
    "[[{path}]]",
    "[[{stem}|{stem}]]",
    "[[{stem}|a text]]",
    "![[{stem}]]",
    "![[{name}|300]]",
    "[[{stem}#A]]",
    "[x]({url})",
    "[x](<{path}>)",
    "[{stem}]({url}#A)",
    "![{name}](<{path}> 'title')",
    "| a | b |\n|---|---|\n| [[{stem}\\|x]] | [y]({url}) |",
    "> [!note] [[{stem}]]\n> - [[{path}|{name}]]",
    "[x][r]\n\n[r]: <{path}>",
    "`[[{stem}]]` %% [[{stem}]] %%",
]
PROPERTIES = ['a: "[[{stem}]]"', "a: '[[{stem}|x]]'", 'a:\n  - "[[{path}]]"\n  - b']


@st.composite
def renamed(draw: st.DrawFn) -> tuple[dict[str, bytes], str, str]:
    """A vault in which all files link to one, and a new path for that."""
    old = draw(st.sampled_from(OLD))
    files = {path: b"# A\n" for path in OLD if path.endswith(".md")} | {"Log/cup.png": b"1", "plan.canvas": b"{}"}
    name = old.rpartition("/")[2]
    stem = name.removesuffix(".md")
    values = {"path": old, "name": name, "stem": stem, "url": quote(old)}
    for path in ("b.md", "Log/c.md", *([old] if old.endswith(".md") else [])):
        body = "\n\n".join(
            form.format(**values) for form in draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=5))
        )
        front = f"---\n{draw(st.sampled_from(PROPERTIES)).format(**values)}\n---\n"
        text = f"{draw(st.sampled_from(['', front]))}# A\n\n{body}\n"
        end, mark = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from(["", "\ufeff"]))
        files[path] = f"{mark}{text.replace(chr(10), end)}".encode()
    card = {"type": "text", "text": draw(st.sampled_from(FORMS)).format(**values)}
    files["d.canvas"] = json.dumps(
        {"nodes": [card, {"type": "file", "file": old}]}, ensure_ascii=draw(st.booleans())
    ).encode()
    files[APP] = json.dumps({"newLinkFormat": draw(st.sampled_from(LINK_FORMATS))}).encode()
    return files, old, draw(st.sampled_from(NEW)) + old[old.rfind(".") :]


@examples(100)
@given(renamed())
def test_links_are_written_as_mv_writes_them(case: tuple[dict[str, bytes], str, str]) -> None:
    """Law: the fixes for a file that was renamed are the edits that `mv` makes for it."""
    files, old, new = case
    try:
        plan = plan_request(index_of(files), FileMove(Move(old, new), is_folder=False), force=True).plan
    except FixRefused:
        assume(False)
        raise
    by_mv = {edit._replace(path=new) if edit.path == old else edit for edit in plan.edits}
    after = index_of({new if path == old else path: data for path, data in files.items()})
    changes = cast("ChangesSince", OneRename(files, old, new))
    result = reported_since(check(Vault(after), SELECTION), after, changes, "HEAD")
    fixes = [problem.fix for problem in result.problems]
    event(f"{min(len(fixes), 5)} problems")
    assert all(fix and fix.applicability is Applicability.SAFE for fix in fixes)
    assert {edit for fix in fixes if fix for edit in fix.edits} == by_mv
