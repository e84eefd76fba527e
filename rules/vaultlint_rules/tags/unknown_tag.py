from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from vaultlint import MAX_SUGGESTIONS, Example, NearNames, Note, Problem, Rule, Value, Vault, is_tag

_COMMENT = re.compile(r"(?:\A|\s)#(?:[\s#].*)?\Z")


class TagFile:
    """A text file that lists tags; without a name there is none."""

    option_types: ClassVar = ("string",)

    def __init__(self, name: str = "", tags: tuple[str, ...] = ()) -> None:
        self.name = name
        self.tags = tags

    @classmethod
    def from_option(cls, value: Value, read: Callable[[str], bytes]) -> TagFile:
        """Read the file that the configuration names; raises ValueError for a line that is no tag."""
        if not isinstance(value, str):
            raise ValueError("expected the name of a text file with tags")  # noqa: TRY004  options raise ValueError
        return cls(value, tuple(_tags_in(read(value), value))) if value else cls()

    def to_option(self) -> Value:
        """Return what the configuration says."""
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TagFile) and (self.name, self.tags) == (other.name, other.tags)

    def __hash__(self) -> int:
        return hash((self.name, self.tags))

    def __repr__(self) -> str:
        return f"TagFile({self.name!r}, {self.tags!r})"


def _tags_in(content: bytes, name: str) -> Iterator[str]:
    """Yield the tags of a file; raises ValueError if there are none, or for what is no tag."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not UTF-8") from None
    tags = [(number, tag) for number, line in enumerate(lines, 1) if (tag := _COMMENT.sub("", line).strip())]
    if not tags:
        raise ValueError(f"{name} lists no tags")
    for number, tag in tags:
        if not _is_entry(tag):
            raise ValueError(f'{name}, line {number}: "{tag}" is not a tag: {_HOW_TO_WRITE}')
        yield tag


def _is_entry(text: str) -> bool:
    return is_tag(text.removesuffix("/*"))


_HOW_TO_WRITE = 'write one without `#`, or as in "project/*"'


@dataclass(frozen=True, kw_only=True)
class UnknownTag(Rule):
    """A tag that is not on the list of tags.

    For vaults with a fixed set of tags. Until there is a list, nothing is reported.

    - `known`: the tags that may be used, without `#` and in any case. `project` allows that tag alone,
      `project/*` all tags below it.
    - `file`: a text file with more of them, relative to the configuration file: one on each line. What
      follows `# ` is a comment.
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
    file: TagFile = TagFile()  # noqa: RUF009  it never changes

    def __post_init__(self) -> None:
        for each in self.known:
            if not _is_entry(each):
                raise ValueError(f'known: "{each}" is not a tag: {_HOW_TO_WRITE}')

    def check_note(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not self._all or not (note.tags or note.has("tags")):
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
    def _all(self) -> tuple[str, ...]:
        return (*self.known, *self.file.tags)

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(each.lower() for each in self._all if not each.endswith("/*"))

    @cached_property
    def _above(self) -> tuple[str, ...]:
        """What the tags below a known one begin with."""
        return tuple(each.lower().removesuffix("*") for each in self._all if each.endswith("/*"))

    @cached_property
    def _names(self) -> NearNames:
        return NearNames(sorted({each.removesuffix("/*") for each in self._all}), shortest=5)
