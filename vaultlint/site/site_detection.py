"""Find out from the files of a site generator, in the vault or above it, which site publishes the notes.

The files are read as data: nothing in them is run.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vaultlint.parse.yaml_core import YamlError
from vaultlint.parse.yaml_core import read as read_yaml
from vaultlint.parse.yaml_nodes import value_of
from vaultlint.site.site_options import SiteName

SITE_FILES = (
    "package.json",
    "quartz.config.ts",
    "quartz.config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.json",
    "mkdocs.yml",
    "_config.yml",
)
"""The names of the files that are read."""

PLUGINS = ".obsidian/community-plugins.json"
"""The file that lists the plugins of a vault, the plugin Digital Garden among them."""

_LONGEST = 200_000
"""The most bytes of such a file that are read as the configuration of a site."""

_STRING = r"\"(?:\\.|[^\"\\\n])*+\"|'(?:\\.|[^'\\\n])*+'|`(?:\\.|[^`\\])*+`"
_COMMENT_OR_STRING = re.compile(rf"//[^\n]*+|/\*(?:(?!\*/).)*+(?:\*/)?|({_STRING})", re.DOTALL)
_STRATEGY = re.compile(r"\bmarkdownLinkResolution\s*:\s*[\"'`](shortest|absolute|relative)[\"'`]")
_IGNORE = re.compile(r"\bignorePatterns\s*:\s*\[([^\[\]]*+)\]")
_FILTERS = re.compile(r"\bfilters\s*:\s*\[([^\[\]]*+)\]")
_CALL = re.compile(r"([\w.]+)\s*\(")
_QUARTZ_FILTERS = ("RemoveDrafts", "ExplicitPublish")


class SiteFolder(NamedTuple):
    """The files of a folder that may be those of a site, by name; `vault` is the vault's path from it."""

    vault: str
    files: Mapping[str, bytes]


SiteFiles = Sequence[SiteFolder]
"""The folders from the vault's root up to the root of its repository."""


@dataclass(frozen=True)
class Detected:
    """A site that was detected: its settings by the names of the fields of `SiteSettings`, and where they stand."""

    name: SiteName
    origin: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    inner: str = ""
    outer: str = ""


class _Place(NamedTuple):
    """Where the vault is in the content of a site; see `SiteSettings`."""

    inner: str
    outer: str


def detect(files: SiteFiles, name: SiteName | None = None) -> Detected | None:
    """Return the nearest site whose files there are, of a name if one is given; None if there is none."""
    for folder in files:
        for site, read in _READERS.items():
            if name in {None, site} and (found := read(folder)):
                return found
    return None


def _quartz(folder: SiteFolder) -> Detected | None:
    package = _mapping(_json(folder.files.get("package.json")))
    if package.get("name") != "@jackyzha0/quartz":
        return None
    settings: dict[str, Any] = {}
    origins: dict[str, str] = {}
    version = str(package.get("version")).partition(".")[0]
    if version in {"4", "5"}:
        settings["version"] = int(version)
    for file, read in (("quartz.config.yaml", _quartz_yaml), ("quartz.config.ts", _quartz_ts)):
        if content := folder.files.get(file):
            found = read(_text(content))
            settings |= found
            origins |= dict.fromkeys(found, _path(folder, file))
            break
    place = _place(folder.vault, "content") or _Place("", "")
    return Detected("quartz", _path(folder, "package.json"), settings, origins, *place)


def _quartz_ts(text: str) -> dict[str, Any]:
    """The settings in a `quartz.config.ts`, which is code: the parts of it that Quartz ships with are recognized."""
    code = _COMMENT_OR_STRING.sub(lambda found: found[1] or " ", text)
    found: dict[str, Any] = {}
    if strategy := _STRATEGY.search(code):
        found["strategy"] = strategy[1]
    if ignore := _IGNORE.search(code):
        found["ignore"] = tuple(each[1:-1] for each in re.findall(_STRING, ignore[1]))
    if filters := _FILTERS.search(code):
        names = {name.rpartition(".")[2] for name in _CALL.findall(filters[1])}
        found["explicit_publish"] = "ExplicitPublish" in names
        # A filter of the author's own may hide drafts, too.
        found["hides_drafts"] = "RemoveDrafts" in names or not names.issubset(_QUARTZ_FILTERS)
    return found


def _quartz_yaml(text: str) -> dict[str, Any]:
    """The settings in a `quartz.config.yaml`, of version 5."""
    config = _mapping(_yaml(text))
    found: dict[str, Any] = {}
    ignore = _mapping(config.get("configuration")).get("ignorePatterns")
    if isinstance(ignore, list):
        found["ignore"] = tuple(each for each in ignore if isinstance(each, str))
    plugins = config.get("plugins")
    if not isinstance(plugins, list):
        return found
    on = {
        str(plugin.get("source")).rpartition("/")[2].partition("#")[0]: plugin
        for plugin in map(_mapping, plugins)
        if plugin.get("enabled") is not False
    }
    strategy = _mapping(_mapping(on.get("crawl-links")).get("options")).get("markdownLinkResolution")
    if strategy in {"shortest", "absolute", "relative"}:
        found["strategy"] = strategy
    found["explicit_publish"] = "explicit-publish" in on
    found["hides_drafts"] = "remove-draft" in on
    return found


def _hugo(folder: SiteFolder) -> Detected | None:
    for name, parse in (("hugo.toml", _toml), ("hugo.yaml", _yaml), ("hugo.json", _json_text)):
        content = folder.files.get(name)
        if content is not None:
            config = {key.lower(): value for key, value in _mapping(parse(_text(content))).items()}
            content_folder = config.get("contentdir")
            place = _place(folder.vault, content_folder if isinstance(content_folder, str) else "content")
            return Detected("hugo", _path(folder, name), {}, {}, *place) if place else None
    return None


def _mkdocs(folder: SiteFolder) -> Detected | None:
    content = folder.files.get("mkdocs.yml")
    if content is None:
        return None
    config = _mapping(_yaml(_text(content)))
    docs = config.get("docs_dir")
    place = _place(folder.vault, docs if isinstance(docs, str) else "docs")
    if not place:
        return None
    excluded = config.get("exclude_docs")
    drafts = config.get("draft_docs")
    ignore = [line for each in (excluded, drafts) if isinstance(each, str) for line in each.splitlines()]
    blog = _mkdocs_blog(config.get("plugins"))
    settings = {"ignore": ("/templates/", *ignore), "draft_folders": (f"{blog}/posts",) if blog is not None else ()}
    return Detected("mkdocs", _path(folder, "mkdocs.yml"), settings, {}, *place)


def _mkdocs_blog(plugins: Any) -> str | None:
    """The folder of the blog of the theme Material; None if there is none."""
    for plugin in plugins if isinstance(plugins, list) else []:
        options = _mapping(plugin)
        if "blog" in {plugin if isinstance(plugin, str) else "", *options}:
            folder = _mapping(options.get("blog")).get("blog_dir")
            return folder.strip("/") if isinstance(folder, str) else "blog"
    return None


def _jekyll(folder: SiteFolder) -> Detected | None:
    content = folder.files.get("_config.yml")
    if content is None:
        return None
    config = _mapping(_yaml(_text(content)))
    collections = config.get("collections")
    names = collections if isinstance(collections, list | dict) else []
    excluded = config.get("exclude")
    # Folders with an underscore are left out, unless they are collections.
    ignore = [
        "_*",
        *(f"!/_{name}" for name in ("posts", *map(str, names))),
        "#*",
        "*~",
        *(f"/{each.removeprefix('/')}" for each in (excluded if isinstance(excluded, list) else []) if _is_text(each)),
    ]
    place = _place(folder.vault, "") or _Place("", "")
    return Detected("jekyll", _path(folder, "_config.yml"), {"ignore": tuple(ignore)}, {}, *place)


def _digital_garden(folder: SiteFolder) -> Detected | None:
    plugins = _json(folder.files.get(PLUGINS))
    is_on = isinstance(plugins, list) and "digitalgarden" in plugins
    return Detected("digital-garden", PLUGINS) if is_on else None


_READERS: Mapping[SiteName, Callable[[SiteFolder], Detected | None]] = {
    "quartz": _quartz,
    "hugo": _hugo,
    "mkdocs": _mkdocs,
    "jekyll": _jekyll,
    "digital-garden": _digital_garden,
}


def _place(vault: str, content: str) -> _Place | None:
    """Where a vault is in the content of a site, both given from the site's folder; None if it is elsewhere."""
    content = "/".join(part for part in content.split("/") if part not in {"", "."})
    if vault == content:
        return _Place("", "")
    if not vault or content.startswith(f"{vault}/"):
        return _Place(content[len(vault) :].removeprefix("/"), "")
    if not content or vault.startswith(f"{content}/"):
        return _Place("", vault[len(content) :].removeprefix("/"))
    return None


def _path(folder: SiteFolder, name: str) -> str:
    """The path of a file from the vault, for people."""
    return "../" * (folder.vault.count("/") + 1 if folder.vault else 0) + name


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace") if len(content) <= _LONGEST else ""


def _json(content: bytes | None) -> Any:
    return _json_text(_text(content)) if content else None


def _json_text(text: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(text)
    return None


def _toml(text: str) -> Any:
    with suppress(ValueError, RecursionError):
        return tomllib.loads(text)
    return None


def _yaml(text: str) -> Any:
    with suppress(YamlError, ValueError, RecursionError):
        root = read_yaml(text)
        return value_of(root) if root else None
    return None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
