"""`vaultlint mv`: move or rename something in a vault, with everything that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vaultlint.cli.cache_fallback import with_cache_fallback
from vaultlint.cli.command_line import shown_paths
from vaultlint.cli.console import print_message, write_output
from vaultlint.cli.mv_arguments import open_session_around, read_request
from vaultlint.cli.notices import demand_one_vault, print_root_notice
from vaultlint.cli.session import Session, VaultOptions, open_session
from vaultlint.cli.shared_options import format_option, whole_vault_options
from vaultlint.fix.disk.transaction import interrupted, recover, undo, write
from vaultlint.fix.edits import edits_by_path
from vaultlint.fix.moves.moved_paths import moved_paths
from vaultlint.fix.moves.request import AnchorRename, FileMove, PropertyRename, Proved, Request, plan_request
from vaultlint.model import Edit
from vaultlint.output.move_output import mention_line, render_moves_json, render_moves_text
from vaultlint.output.text_output import plural
from vaultlint.parse import read_text
from vaultlint.parse.positions import LineIndex

_LISTED = 10
"""The most places left as they are that a message names."""


@click.command(
    short_help="Move or rename notes, folders, headings, tags ... with all links.",
    epilog="Exit code: 0 done, 2 refused; then nothing was written.",
)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--dry-run", is_flag=True, help="List what would be moved and edited, and write nothing.")
@click.option("--diff", "shows_diff", is_flag=True, help="Print a patch of what would change, and write nothing.")
@click.option("--undo", "takes_back", is_flag=True, help="Take the last move or renaming back.")
@click.option("--keep-text", is_flag=True, help="Let links show the text that they showed before.")
@click.option("--force", is_flag=True, help="Allow names that Windows, or a disk that ignores case, would refuse.")
@format_option()
@whole_vault_options
def mv(
    old: str | None,
    new: str | None,
    dry_run: bool,
    shows_diff: bool,
    takes_back: bool,
    keep_text: bool,
    force: bool,
    format_name: str,
    options: VaultOptions,
) -> None:
    r"""Move or rename OLD to NEW, and rewrite every link that leads to it.

    \b
    vaultlint mv notes/Tea.md drinks/           a note, attachment or folder into a folder
    vaultlint mv notes/Tea "notes/Green tea"    .md may be left out
    vaultlint mv 'Tea.md#Brewing' 'How to brew' a heading
    vaultlint mv 'Tea.md#^water' '^boil'        a block id
    vaultlint mv '#drinks' '#food/drinks'       a tag, with the tags below it
    vaultlint mv property:up property:parent    a property

    Paths are relative to the current folder. It is all or nothing: where a link could not follow, nothing is written.
    """
    if takes_back:
        if old or new:
            raise click.UsageError("--undo takes no OLD and NEW")
        _undo(open_session((), options))
        return
    if not old or not new:
        raise click.UsageError("pass OLD and NEW; see `vaultlint mv --help`")
    session = open_session_around(old, options)
    print_root_notice(session)
    is_read_only = dry_run or shows_diff
    if not is_read_only:
        demand_one_vault(session)
    if notice := (interrupted if is_read_only else recover)(session.root):
        print_message(notice)

    def plan(session: Session) -> tuple[Request, Proved]:
        request = read_request(session, old, new)
        proved = plan_request(session.index, request, keep_text=keep_text, force=force)
        session.save()
        return request, proved

    request, proved = with_cache_fallback(session, plan)
    if shows_diff:
        from vaultlint.fix.patch import render_patch

        moved = moved_paths(proved.plan.moves, session.index.documents.files)
        write_output("".join(render_patch(proved.plan, proved.data, moved)), None)
        return
    if not dry_run:
        write(session.root, proved.plan, proved.data, can_undo=True)
    _report(session, request, proved, format_name, dry_run=dry_run)


def _report(session: Session, request: Request, proved: Proved, format_name: str, *, dry_run: bool) -> None:
    moves = sorted(moved_paths(proved.plan.moves, session.index.documents.files).items())
    if format_name == "json":
        write_output(render_moves_json(moves, proved.plan.edits, proved.left), None)
        return
    shown = shown_paths(session.root)
    if dry_run:
        write_output(render_moves_text(moves, _with_old_texts(proved), proved.left, shown), None)
    click.echo(_summary(request, proved, dry_run=dry_run))
    for notice in proved.notices:
        print_message(notice)
    if not dry_run:
        for mention in proved.left[:_LISTED]:
            print_message(f"left as it is: {mention_line(mention, shown)}")
        if len(proved.left) > _LISTED:
            print_message(f"{len(proved.left) - _LISTED:,} more places were left as they are")


def _summary(request: Request, proved: Proved, *, dry_run: bool) -> str:
    plan = proved.plan
    match request:
        case FileMove(move, _):
            done = f"move {move.old} to {move.new}" if dry_run else f"moved {move.old} to {move.new}"
        case AnchorRename(path, old, new, _):
            done = f'rename{"" if dry_run else "d"} "{old}" to "{new}" in {path}'
        case PropertyRename(old, new):
            done = f'rename{"" if dry_run else "d"} the property "{old}" to "{new}"'
        case _:
            done = f"rename{'' if dry_run else 'd'} #{request.old} to #{request.new}"
    edited = f"{plural(len(plan.edits), 'edit')} in {plural(len(edits_by_path(plan.edits)), 'file')}"
    return f"{'would ' if dry_run else ''}{done}: {edited}"


def _with_old_texts(proved: Proved) -> Iterator[tuple[Edit, str]]:
    for path, edits in edits_by_path(proved.plan.edits).items():
        text = read_text(proved.data[path])
        lines = LineIndex(text)
        for edit in edits:
            yield edit, text[lines.offset(*edit.span[:2]) : lines.offset(*edit.span[2:])]


def _undo(session: Session) -> None:
    if notice := recover(session.root):
        print_message(notice)
    undone = undo(session.root)
    for old, new in undone.moves:
        click.echo(f"moved {old} back to {new}")
    click.echo(f"restored {plural(len(undone.files), 'file')}")
