"""What a configuration says about the site that publishes the notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vaultlint.site.quartz_links import Strategy

SiteName = Literal["obsidian", "quartz", "hugo", "jekyll", "mkdocs", "digital-garden", "obsidian-publish", "github"]
"""What may read the notes; `obsidian` alone publishes none."""

LABELS: dict[SiteName, str] = {
    "obsidian": "Obsidian",
    "quartz": "Quartz",
    "hugo": "Hugo",
    "jekyll": "Jekyll",
    "mkdocs": "MkDocs",
    "digital-garden": "Digital Garden",
    "obsidian-publish": "Obsidian Publish",
    "github": "GitHub",
}
"""The names of sites in messages."""


def _describe(meaning: str) -> dict[str, str]:
    return {"description": meaning}


@dataclass(frozen=True, kw_only=True)
class QuartzOptions:
    """The keys below `[sites.quartz]`; None stands for one that is not set."""

    version: Literal[4, 5] | None = field(
        default=None, metadata=_describe("The version of Quartz. Default: as package.json says, else 5.")
    )
    strategy: Strategy | None = field(
        default=None,
        metadata=_describe(
            'How Quartz resolves links (`markdownLinkResolution`). Default: as its configuration says, else "shortest".'
        ),
    )
    explicit_publish: bool | None = field(
        default=None,
        metadata=_describe(
            "Whether only notes with `publish: true` are published. Default: as Quartz's configuration says, else no."
        ),
    )
    ignore: tuple[str, ...] | None = field(
        default=None,
        metadata=_describe(
            "Files that Quartz leaves out (`ignorePatterns`), relative to the root of its content. Default: as its "
            'configuration says, else ["private", "templates"].'
        ),
    )


@dataclass(frozen=True, kw_only=True)
class SitesOptions:
    """The tables below `[sites]`."""

    quartz: QuartzOptions = field(
        default_factory=QuartzOptions, metadata=_describe("How Quartz is set up, where its own files do not say it.")
    )


@dataclass(frozen=True, kw_only=True)
class SiteOptions:
    """The keys `site` and `sites` of a configuration; `origin` names its file."""

    name: SiteName | None = None
    sites: SitesOptions = field(default_factory=SitesOptions)
    origin: str = ""

    @property
    def stated(self) -> SiteName | None:
        """The site that the configuration names, or sets up."""
        return self.name or ("quartz" if self.sites != SitesOptions() else None)
