from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vaultlint import MAX_SUGGESTIONS, Example, NearNames, Note, Problem, Rule, Vault, is_tag


@dataclass(frozen=True, kw_only=True)
class UnknownTag(Rule):
    """A tag that is not on the list of tags.

    For vaults with a fixed set of tags. Until there is a list, nothing is reported.

    - `known`: the tags that may be used, without `#` and in any case. `project` allows that tag alone,
      `project/*` all tags below it.
    """

    name = "unknown-tag"
    good = Example({"note.md": "#Book #project/garden\n"}, options={"known": ["book", "project/*"]})
    bad = Example(
        {"note.md": "---\ntags: [book, boks]\n---\n#project\n"},
        expected=(
            "note.md:2:14: warning: unknown tag #boks [unknown-tag]",
            "note.md:4:1: warning: unknown tag #project; did you mean #projects? [unknown-tag]",
        ),
        options={"known": ["book", "projects", "projects/*"]},
    )
    is_default = False

    known: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for each in self.known:
            if not is_tag(each.removesuffix("/*")):
                raise ValueError(f'known: "{each}" is not a tag: write one without `#`, or as in "project/*"')

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not self.known or not (note.tags or note.has("tags")):
            return
        for tag in vault.tags_of(note):
            if not self._is_known(tag.name.lower()):
                near = self._names.near(tag.name)[:MAX_SUGGESTIONS]
                hint = f"; did you mean #{near[0]}?" if near else ""
                yield self.problem(
                    note.path,
                    tag.span,
                    f"unknown tag #{tag.name}{hint}",
                    data={"tag": tag.name, "near": list(near)},
                    causes=(tag.name.lower(),),
                    alike=f"uses of #{tag.name}",
                )

    def _is_known(self, tag: str) -> bool:
        return tag in self._single or tag.startswith(self._above)

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(each.lower() for each in self.known if not each.endswith("/*"))

    @cached_property
    def _above(self) -> tuple[str, ...]:
        """What the tags below a known one begin with."""
        return tuple(each.lower().removesuffix("*") for each in self.known if each.endswith("/*"))

    @cached_property
    def _names(self) -> NearNames:
        return NearNames(sorted({each.removesuffix("/*") for each in self.known}), shortest=5)
