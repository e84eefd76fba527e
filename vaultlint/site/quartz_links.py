"""Where Quartz leads a link: to the address that it writes, and the page that is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from vaultlint.site.quartz_slugs import quartz_slug, without_index

Strategy = Literal["shortest", "absolute", "relative"]
"""Quartz's option `markdownLinkResolution`."""

_INDEXES = ("index", "index.md", "index.html")


class QuartzLinks:
    """The links of a site that Quartz builds from some files, given by their paths from the root of its content.

    Of files with one slug, the last is the page, as it overwrites the others.
    """

    def __init__(self, paths: Iterable[str], version: int, strategy: Strategy) -> None:
        self._version = version
        self._strategy = strategy
        self._pages: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            slug = quartz_slug(path, version)
            self._pages[slug] = path
            self._by_name.setdefault(slug.rpartition("/")[2], []).append(slug)

    def leads_to(self, target: str, source: str) -> str | None:
        """Return the path of the file whose page a link in the file `source` leads to; None if there is none.

        `target` is the path of the link, decoded; an empty one leads to the source itself.
        """
        return self._page_at(self.address_of(target, source)) if target else source

    def address_of(self, target: str, source: str) -> str:
        """Return the address, from the root of the site, that a link leads to; that of a folder ends with a slash."""
        base = quartz_slug(source, self._version).rpartition("/")[0]
        return _joined(base, self.href(target, source))

    def _page_at(self, address: str) -> str | None:
        """Return the path of the file whose page an address from the site's root is, with or without a slash."""
        slug = address.removesuffix("/")
        folder = f"{slug}/index" if slug else "index"
        found = (folder, slug) if address.endswith("/") or not slug else (slug, folder)
        return next((self._pages[each] for each in found if each in self._pages), None)

    def href(self, target: str, source: str) -> str:
        """Return the relative address that Quartz writes for a link, without its fragment."""
        written, has_index = self._written(target)
        if self._strategy == "relative":
            return f"{written}/" if has_index else written
        slug = written[1:].removeprefix("/").removesuffix("/")
        to_root = self._to_root(source)
        if self._strategy == "shortest" and (only := self._only_match(slug, has_index=has_index)):
            return f"{to_root}/{without_index(only)}"
        is_folder = has_index or _is_folder(written)
        return (f"{to_root}/{slug}" if slug else to_root) + ("/" if is_folder else "")

    def _written(self, target: str) -> tuple[str, bool]:
        """The slug of a target with its leading dots, as in `./a/b` or `../a`, and whether it names a folder."""
        names = [name for name in target.split("/") if name]
        dots = "/".join(name for name in names if name in {".", ".."})
        path = "/".join(name for name in names if name not in {".", ".."})
        full = quartz_slug(path, self._version)
        slug = without_index(full).removeprefix("/").removesuffix("/")
        written = "/".join(part for part in (dots, slug) if part)
        has_index = _is_folder(target) or (self._version >= 5 and _is_folder(full))
        return (written if written.startswith(".") else f"./{written}".removesuffix("/")), has_index

    def _to_root(self, source: str) -> str:
        slug = quartz_slug(source, self._version)
        depth = slug.count("/")
        if self._version >= 5 and slug.rpartition("/")[2] != "index" and f"{slug}/index" in self._pages:
            depth += 1
        return "/".join([".."] * depth) or "."

    def _only_match(self, slug: str, *, has_index: bool) -> str | None:
        """The only slug that a target fits with the strategy `shortest`: by its name or, in version 5, by its end."""
        folder, slash, name = slug.rpartition("/")
        if self._version < 5 or not slash:
            found = [] if folder or slash else self._by_name.get(name, [])
        else:
            found = [each for each in self._by_name.get(name, ()) if _ends_with(each, slug)]
            if has_index:
                found += [each for each in self._by_name.get("index", ()) if _ends_with(each, f"{slug}/index")]
        return found[0] if len(found) == 1 else None


def _is_folder(target: str) -> bool:
    return target.endswith("/") or target.rpartition("/")[2] in _INDEXES


def _ends_with(slug: str, end: str) -> bool:
    return slug == end or slug.endswith(f"/{end}")


def _joined(base: str, href: str) -> str:
    """The address, from the site's root, that a browser makes of a relative one on a page in a folder."""
    parts = [part for part in base.split("/") if part]
    *names, last = href.split("/")
    for name in names:
        if name == "..":
            del parts[-1:]
        elif name not in {"", "."}:
            parts.append(name)
    if last == "..":
        del parts[-1:]
    is_folder = last in {"", ".", ".."}
    return "/".join([*parts, *([] if is_folder else [last]), *([""] if is_folder and parts else [])])
