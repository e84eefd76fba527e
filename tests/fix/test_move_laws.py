"""Laws of moves: no link breaks, and to move back is to restore."""

from __future__ import annotations

import json

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.fix.in_memory import after, index_of, leading
from tests.strategies import names, vaults
from vaultlint.errors import FixRefused
from vaultlint.fix.edits import Move
from vaultlint.fix.move_checks import check_move
from vaultlint.fix.moved_paths import folders_of, moved_paths
from vaultlint.fix.request import FileMove, Proved, plan_request
from vaultlint.obsidian.settings import LINK_FORMATS

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
