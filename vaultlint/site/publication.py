"""Which notes a site publishes, from their paths and properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from vaultlint.files.patterns import LONGEST
from vaultlint.model import Note, Value
from vaultlint.site.site_options import LABELS, SiteName
from vaultlint.site.site_settings import SiteSettings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

PUBLISH_KEYS = ("publish", "dg-publish")
"""The properties that say that a note is published, or not, whatever the site is."""

_ANCHORED: tuple[SiteName, ...] = ("quartz",)
"""The sites whose patterns match from the root of the content only, as those of globbing do."""


def content_path(path: str, settings: SiteSettings) -> str | None:
    """Return the path that a file of the vault has in the content of the site; None where it is not in it."""
    if settings.inner:
        if not path.startswith(f"{settings.inner}/"):
            return None
        path = path[len(settings.inner) + 1 :]
    return f"{settings.outer}/{path}" if settings.outer else path


def why_left_out(path: str, settings: SiteSettings) -> str | None:
    """Return why a site leaves out a file for its path alone; None where it does not."""
    inside = content_path(path, settings)
    if inside is None:
        return f'outside of "{settings.inner}"'
    if settings.name == "jekyll" and f"/{inside}".find("/_drafts/") >= 0:
        return "in _drafts"
    if not settings.ignore or len(inside) > LONGEST:
        return None
    patterns = tuple(f"/{each}" for each in settings.ignore) if settings.name in _ANCHORED else settings.ignore
    is_out = _compiled(patterns).check_file(inside).include
    return f"left out by {LABELS[settings.name]}" if is_out else None


@lru_cache(maxsize=16)
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from vaultlint.files.gitignore import compile_patterns  # few sites leave out anything

    kept: list[str] = []
    for pattern in patterns:
        try:
            compile_patterns((pattern,))
        except (ValueError, re.error):  # a pattern of another syntax: what it leaves out is not known
            continue
        kept.append(pattern)
    return compile_patterns(tuple(kept))


def why_unpublished(note: Note, settings: SiteSettings) -> str | None:
    """Return why a site does not publish a note, as in `draft: true`; None where it does, or nobody knows.

    Without a known site, what the note says itself decides: `publish: false`. Dates do not count: a note that is
    published tomorrow is published.
    """
    if note.front_matter_broken:
        return None
    return why_left_out(note.path, settings) or _BY_SITE[settings.name](note, settings)


def is_surely_published(note: Note, settings: SiteSettings) -> bool:
    """Tell whether it is sure that a note is published: without a known site, only if it says so."""
    if why_unpublished(note, settings) is not None:
        return False
    return settings.is_known or note.value("publish") is True


def publishing_site(note: Note, settings: SiteSettings) -> SiteSettings:
    """Return the site that publishes a note: without a known one, Digital Garden publishes what has `dg-publish`."""
    if not settings.is_known and is_true(note.value("dg-publish")):
        return DIGITAL_GARDEN
    return settings


DIGITAL_GARDEN = SiteSettings(name="digital-garden")


def is_true(value: Value) -> bool:
    """Tell whether a property's value is true for tools that ask JavaScript."""
    return bool(value) if not isinstance(value, list | dict) else True


def _is_flag(value: Value) -> bool:
    return value is True or (isinstance(value, str) and value.lower() == "true")


def _shown(note: Note, name: str) -> str:
    """A property of a note as it is written, for a message, or that it has none."""
    found = note.get(name)
    if found is None:
        return f"no `{name}: true`"
    return (
        f"`{found.name}: {str(found.value).lower()}`"
        if isinstance(found.value, bool)
        else f"`{found.name}` is not true"
    )


def _draft(note: Note) -> str | None:
    return "`draft: true`" if _is_flag(note.value("draft")) else None


def _on_quartz(note: Note, settings: SiteSettings) -> str | None:
    if settings.hides_drafts and (why := _draft(note)):
        return why
    return _shown(note, "publish") if settings.explicit_publish and not _is_flag(note.value("publish")) else None


def _on_hugo(note: Note, settings: SiteSettings) -> str | None:
    del settings
    if why := _draft(note):
        return why
    if note.value("headless") is True:
        return "`headless: true`"
    for name in ("build", "_build"):
        build = note.value(name)
        if isinstance(build, dict) and build.get("render") == "never":
            return f"`{name}.render: never`"
    return None


def _on_jekyll(note: Note, settings: SiteSettings) -> str | None:
    del settings
    return "`published: false`" if note.value("published") is False else None


def _on_mkdocs(note: Note, settings: SiteSettings) -> str | None:
    inside = content_path(note.path, settings) or ""
    folders = settings.draft_folders or ()
    return _draft(note) if any(inside.startswith(f"{folder}/") for folder in folders) else None


def _on_digital_garden(note: Note, settings: SiteSettings) -> str | None:
    del settings
    return None if is_true(note.value("dg-publish")) else _shown(note, "dg-publish")


def _by_publish(note: Note, settings: SiteSettings) -> str | None:
    del settings
    return "`publish: false`" if note.value("publish") is False else None


def _always(note: Note, settings: SiteSettings) -> str | None:
    del note, settings
    return None


_BY_SITE: dict[SiteName, Callable[[Note, SiteSettings], str | None]] = {
    "obsidian": _by_publish,
    "quartz": _on_quartz,
    "hugo": _on_hugo,
    "jekyll": _on_jekyll,
    "mkdocs": _on_mkdocs,
    "digital-garden": _on_digital_garden,
    "obsidian-publish": _by_publish,
    "github": _always,
}
