"""Complete the target of a link: notes by name, alias and path, and other files, as Obsidian writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from vaultlint.model import Link, LinkKind
from vaultlint.obsidian.names import folder_of
from vaultlint.parse.link_forms import NewLink
from vaultlint.server.completion_items import CompletionItem, ItemKind
from vaultlint.server.cursor import Cursor
from vaultlint.server.link_probe import LinkProbe
from vaultlint.server.open_link import OpenLink
from vaultlint.server.vault_names import NamedTarget, names_of
from vaultlint.vault.resolver import wanted_path

_EMBEDS = (LinkKind.EMBED, LinkKind.IMAGE)


def target_items(cursor: Cursor, found: OpenLink) -> Iterator[CompletionItem]:
    """Yield the files that a link may lead to, best first."""
    plain = found.probe("x")
    if plain is None:
        return
    takes_alias = not (plain.link.is_markdown or found.keep or found.fragment)
    with_alias = found.probe("x", r"\|x" if plain.link.in_table else "|x") if takes_alias else None
    for target in _targets(cursor, unquote(found.typed) if plain.link.is_markdown else found.typed, plain.link):
        used, display = (with_alias, target.name) if target.kind is ItemKind.ALIAS else (plain, None)
        text = _written(used, target.path, display) if used else None
        if used and text is not None:
            yield found.item(used, target.name, target.kind, text, target.path)


def _targets(cursor: Cursor, typed: str, link: Link) -> Iterator[NamedTarget]:
    """The files whose name, alias or path fits, best first: notes, or for an embed other files, and near ones first."""
    is_embed = link.kind in _EMBEDS
    folder = folder_of(cursor.path)

    def order(target: NamedTarget) -> int:
        return 2 * ((target.kind is ItemKind.FILE) is not is_embed) + (target.folder != folder)

    names = names_of(cursor.index)
    if "/" not in typed:
        return names.by_name(cursor.index).find(typed, order)
    return names.by_path(cursor.index).find(wanted_path(typed, cursor.path), order)


def _written(used: LinkProbe, path: str, display: str | None) -> str | None:
    """The source of a link to a file and to no other; None if there is none."""
    index, link = used.cursor.index, used.link

    def source(target: str) -> str | None:
        return used.written(NewLink(target, link.fragment, display))

    def target_of(accepts: Callable[[str], bool] | None = None) -> str | None:
        link_format = index.settings.new_link_format
        source_path, keeps_md = used.cursor.path, link.is_markdown
        return index.resolver.target_of(path, source_path, link_format, keeps_md=keeps_md, accepts=accepts)

    best = target_of()
    if best is None:
        return None
    if (text := source(best)) is not None:
        return text
    other = target_of(lambda target: source(target) is not None)
    return None if other is None else source(other)
