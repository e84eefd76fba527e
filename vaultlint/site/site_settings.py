"""The site in force: what the configuration says, else what the site's own files say, else the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from vaultlint.site.quartz_links import Strategy
from vaultlint.site.site_detection import SiteFiles, detect
from vaultlint.site.site_options import SiteName, SiteOptions

DEFAULT = "default"
"""The origin of a setting that nothing sets."""


@dataclass(frozen=True)
class SiteSettings:
    """The site that publishes a vault, and how it is set up.

    `inner` is the folder of the vault that holds the site's content, empty for the whole vault; `outer` is the folder
    of the content that the vault is. `ignore` are patterns of what is left out, relative to the content's root, as in
    .gitignore but with case. `draft_folders` hold posts whose `draft: true` counts; None stands for all notes.
    `origins` says where a setting comes from, by its key in the configuration.
    """

    name: SiteName = "obsidian"
    inner: str = ""
    outer: str = ""
    version: Literal[4, 5] = 5
    strategy: Strategy = "shortest"
    explicit_publish: bool = False
    ignore: tuple[str, ...] = ()
    hides_drafts: bool = True
    draft_folders: tuple[str, ...] | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether it is known what publishes the notes."""
        return self.name != "obsidian"

    def origin(self, key: str) -> str:
        """Return where the setting of a key comes from."""
        return self.origins.get(key, DEFAULT)


def site_settings(options: SiteOptions, files: SiteFiles, paths: Iterable[str] = ()) -> SiteSettings:
    """Return the site in force, given the site's own files by folder, nearest first, and the paths of the vault.

    If the vault has nothing in the folder of the site's content, the content is the vault itself.
    """
    detected = detect(files, options.stated)
    name = options.stated or (detected.name if detected else "obsidian")
    origins = {"site": options.origin if options.name else detected.origin if detected else DEFAULT}
    if options.stated and not detected:
        origins["site"] = options.origin
    found: dict[str, Any] = {}
    if detected:
        found = dict(detected.settings)
        origins |= {key: detected.origins.get(key, detected.origin) for key in found}
    if name == "quartz":
        quartz = options.sites.quartz
        given = {
            "version": quartz.version,
            "strategy": quartz.strategy,
            "explicit_publish": quartz.explicit_publish,
            "ignore": quartz.ignore,
        }
        set_here = {key: value for key, value in given.items() if value is not None}
        found = {"ignore": QUARTZ_IGNORES, **found, **set_here}
        origins |= dict.fromkeys(set_here, options.origin)
    if detected:
        is_inside = any(path.startswith(f"{detected.inner}/") for path in paths)
        found |= {"inner": detected.inner if is_inside else "", "outer": detected.outer}
    return SiteSettings(name=name, origins=origins, **found)


QUARTZ_IGNORES = ("private", "templates")
"""What Quartz leaves out by the configuration that it ships with, besides hidden folders."""
