"""The files by which a site is detected, read from where the files of a vault come from."""

from __future__ import annotations

from vaultlint.site.site_detection import PLUGINS, SITE_FILES, SiteFiles, SiteFolder
from vaultlint.vault.sources import FileSource


def site_files(source: FileSource) -> SiteFiles:
    """Read the files of a site in the vault's root and above it, up to the top of its repository, nearest first."""
    found: dict[str, dict[str, bytes]] = {"": {}}
    for name in (*SITE_FILES, PLUGINS):
        try:
            found[""][name] = source.read(name)
        except OSError:
            continue
    for name in SITE_FILES:
        for vault, content in source.files_above(name):
            found.setdefault(vault, {})[name] = content
    return [
        SiteFolder(vault, found[vault]) for vault in sorted(found, key=lambda vault: vault.count("/") + bool(vault))
    ]
