"""Laws of moves: no link breaks, and to move back is to restore."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.fix.in_memory import after, index_of, leading
from tests.strategies import examples, names, vaults
from vaultlint.cache.store import FOLDER
from vaultlint.errors import FixRefused
from vaultlint.fix.disk.transaction import undo, write
from vaultlint.fix.edits import Move
from vaultlint.fix.moves.move_checks import check_move
from vaultlint.fix.moves.moved_paths import folders_of, moved_paths
from vaultlint.fix.moves.request import AnchorRename, FileMove, Proved, plan_request
from vaultlint.obsidian.settings import LINK_FORMATS
from vaultlint.vault.anchors import Anchors
from vaultlint.vault.index import Index
from vaultlint.vault.listing import is_note
from vaultlint.vault.sources import Disk

APP = ".obsidian/app.json"
NEW = st.one_of(names.NOTES, names.FILES, names.CANVASES)


@st.composite
def moves(draw: st.DrawFn) -> tuple[vaults.Vault, FileMove]:
    """A vault, and a file or folder of it to move to where nothing is."""
    files = draw(vaults.vaults())
    files[APP] = json.dumps({"newLinkFormat": draw(st.sampled_from(LINK_FORMATS))}).encode()
    shown = sorted(path for path in files if not path.startswith("."))
    folders = sorted(folders_of(shown))
    old = draw(st.sampled_from([*shown, *folders]))
    new = draw(NEW)
    if old in folders:
        return files, FileMove(Move(old, new), is_folder=True)
    dot = old.rfind(".", old.rfind("/") + 1)
    return files, FileMove(Move(old, new.rpartition(".")[0] + old[dot:] if dot >= 0 else new), is_folder=False)


def planned(files: vaults.Vault, move: FileMove, **options: bool) -> Proved:
    index = index_of(files)
    try:
        check_move(index, move.move, is_folder=move.is_folder, force=True)
    except FixRefused:
        assume(False)
    try:
        return plan_request(index, move, force=True, **options)
    except FixRefused as refused:
        event(f"refused: {str(refused)[-30:]}")
        assume(False)
        raise


@examples(60)
@given(moves(), st.booleans())
def test_every_link_leads_where_it_led(case: tuple[vaults.Vault, FileMove], keep_text: bool) -> None:
    files, move = case
    proved = planned(files, move, keep_text=keep_text)
    moved = moved_paths(proved.plan.moves, files)
    before, now = leading(files, moved), leading(after(files, proved.plan), {})
    assert before.keys() == now.keys()
    for link, lead in before.items():
        if lead is not None:
            file, was_certain, fragment = lead
            assert now[link] in {lead, (file, True, fragment), *([] if was_certain else [(file, False, fragment)])}


@examples(40)
@given(moves())
def test_move_and_back(case: tuple[vaults.Vault, FileMove]) -> None:
    """Law: to move back restores every byte, once the links that change have the form that Obsidian writes."""
    files, move = case
    once = there_and_back(files, move)
    assert there_and_back(once, move) == once


def there_and_back(files: vaults.Vault, move: FileMove) -> vaults.Vault:
    for old, new in (move.move, move.move[::-1]):
        files = after(files, planned(files, FileMove(Move(old, new), move.is_folder)).plan)
    return files


@st.composite
def headings(draw: st.DrawFn) -> tuple[vaults.Vault, AnchorRename]:
    """A vault, and a heading of one of its notes to rename."""
    files = draw(vaults.vaults())
    path = draw(st.sampled_from(sorted(path for path in files if is_note(path))))
    files[path] += b"\n\n# Tea\n\n## Green tea\n\n[[#Green tea]] [[#Tea#Green tea]]\n"
    texts = [heading.text for heading in index_of(files).note(path).headings] or ["Tea"]
    new = draw(st.one_of(names.STEMS, st.sampled_from([*texts, "Green tea", "A: b #c", "[[Tea]]", "x]"])))
    return files, AnchorRename(path, draw(st.sampled_from(texts)), new)


@examples(40)
@given(headings())
def test_every_link_names_the_same_heading(case: tuple[vaults.Vault, AnchorRename]) -> None:
    """Law: after a heading is renamed, each link leads to the same file and, there, to the same heading."""
    files, rename = case
    index = index_of(files)
    try:
        plan = plan_request(index, rename).plan
    except FixRefused:
        assume(False)
        raise
    now = index_of(after(files, plan))
    old_anchors, new_anchors = Anchors(index.note(rename.path)), Anchors(now.note(rename.path))
    for path in index.listing.documents:
        before, links = index.document(path).links, now.document(path).links
        if path != rename.path:
            assert len(before) == len(links)
        for old, new in zip(before, links, strict=False) if path != rename.path else ():
            found = index.resolver.resolve(old, path)
            assert now.resolver.resolve(new, path) == found
            named = old_anchors.headings_on(old.fragment or "")
            if found.resolved == rename.path and named and not (old.fragment or "").lstrip("# ").startswith("^"):
                assert new_anchors.headings_on(new.fragment or "")[-1] == named[-1]


@examples(15)
@given(moves())
def test_undo_restores_every_byte(case: tuple[vaults.Vault, FileMove]) -> None:
    """Law: what `--undo` takes back was never done, also on disk."""
    files, move = case
    with TemporaryDirectory() as folder:
        root = Path(folder)
        vaults.write(root, files)
        index = Index(root, Disk(root))
        before = on_disk(root)
        try:
            check_move(index, move.move, is_folder=move.is_folder, force=True)
            proved = plan_request(index, move, force=True)
            write(root, proved.plan, proved.data, can_undo=True)
        except FixRefused:
            assert on_disk(root) == before
            return
        assert on_disk(root) != before
        undo(root)
        assert on_disk(root) == before


def on_disk(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file() and FOLDER not in path.parts}
