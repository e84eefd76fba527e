from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint import TOP, Example, Problem, Rule, Vault, matches
from vaultlint_rules.graph import check_patterns, in_folder, is_exempt

_HOME = ("/index.md", "/_index.md", "/Home.md", "/Start.md", "/Welcome.md", "/README.md")


@dataclass(frozen=True, kw_only=True)
class UnreachableNote(Rule):
    """A note to which no path of links leads from a start page.

    A reader who begins there and follows links never sees it. Links of all kinds count, including embeds
    and links in properties and canvases. Lists that Bases or Dataview make are not known to vaultlint:
    list what they show in `home` or `exempt`.

    Off by default: it is meant for gardens and handbooks, which are read from a start page.

    - `home`: the start pages, as patterns in the syntax of .gitignore. If no note matches, one problem
      says so.
    - `exempt`: notes that need not be reached, as patterns in the same syntax.
    - `exempt-daily-notes`: whether daily notes need not be. Their names come from Obsidian's settings,
      including those of the Periodic Notes plugin, or from `daily-notes` in the configuration.
    """

    name = "unreachable-note"
    is_default = False
    is_graph_rule = True
    good = Example({"index.md": "See [[b]].\n", "b.md": "See [[c]].\n", "c.md": "x\n"})
    bad = Example(
        {"Home.md": "See [[b]].\n", "b.md": "x\n", "c.md": "See [[d]] and [[b]].\n", "d.md": "See [[c]].\n"},
        expected=(
            "c.md:1:1: warning: no path of links leads here from Home.md [unreachable-note]",
            "d.md:1:1: warning: no path of links leads here from Home.md [unreachable-note]",
        ),
    )

    home: tuple[str, ...] = _HOME
    exempt: tuple[str, ...] = ()
    exempt_daily_notes: bool = True

    def __post_init__(self) -> None:
        check_patterns(exempt=self.exempt)
        if self.home != _HOME:  # which are known to be valid: to compile them takes a library that few runs need
            check_patterns(home=self.home)

    def check(self, vault: Vault) -> Iterator[Problem]:
        homes = [path for path in vault.notes if matches(self.home, path)]
        if not homes:
            message = 'no note is a start page: name one, as in `rules.unreachable-note.home = ["Start.md"]`'
            yield from (self.problem(path, TOP, message, data={"option": "home"}) for path in list(vault.notes)[:1])
            return
        start = homes[0] if len(homes) == 1 else "any start page"
        reached = vault.reached_from(homes)
        for path in vault.notes:
            if path not in reached and not is_exempt(path, self.exempt, vault, daily_notes=self.exempt_daily_notes):
                yield self.problem(
                    path,
                    TOP,
                    f"no path of links leads here from {start}",
                    alike=f"notes{in_folder(path)} to which no path of links leads from {start}",
                )
