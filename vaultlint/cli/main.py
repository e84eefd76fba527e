"""The command `vaultlint`; `vaultlint .` is short for `vaultlint check .`."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import click

from vaultlint.cli.console import prepare_streams, print_message
from vaultlint.errors import VaultlintError, reason
from vaultlint.obsidian.names import did_you_mean
from vaultlint.output.version import version_lines
from vaultlint.text.control_characters import printable

REPORT = "This is a bug in vaultlint. Please report it with the lines above and, if you can, the note that caused it."


_MODULES = {
    name: f"{name}_command"
    for name in (
        "check",
        "init",
        "baseline",
        "wanted",
        "config",
        "rules",
        "index",
        "graph",
        "report",
        "mv",
        "schema",
        "server",
    )
}
_MODULES["explain"] = _MODULES["rules"]
_MODULES["tags"] = _MODULES["properties"] = "used_names_command"
"""The commands and their modules in `vaultlint.cli`."""


class CheckByDefault(click.Group):
    """A group that runs `check` when no command is named, and ends with one line and exit code 2 on an error.

    A command is imported when it is called; `--help` imports all of them.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the commands."""
        del ctx
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None if there is none."""
        del ctx
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(import_module(f"vaultlint.cli.{_MODULES[cmd_name]}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `check` before arguments that name no command."""
        if not args or args[0] not in (*_MODULES, "--help", "-h", "--version"):
            self._refuse_misspelt_command(ctx, args)
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt_command(self, ctx: click.Context, args: list[str]) -> None:
        hint = (
            did_you_mean(args[0], _MODULES)
            if args and args[0][:1] not in {"", "-"} and not os.path.exists(args[0])  # noqa: PTH110  pathlib fails on a name that is too long
            else ""
        )
        if hint:
            ctx.fail(f'no command or path named "{printable(args[0])}"{hint}')

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and report its errors."""
        prepare_streams()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except VaultlintError as error:
            print_message(str(error))
        except KeyboardInterrupt:
            print_message("interrupted")
            ctx.exit(130)
        except OSError as error:
            print_message(f"{error.filename}: {reason(error)}" if error.filename else reason(error))
        except Exception:
            import traceback  # rarely needed

            click.echo("\n".join([*map(printable, traceback.format_exc().split("\n")), REPORT]), err=True)
        return ctx.exit(2)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo("\n".join(version_lines()))
        ctx.exit()


@click.group(
    cls=CheckByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`vaultlint [PATH]...` is short for `vaultlint check [PATH]...`: see `vaultlint check --help`.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the versions of vaultlint and its plugins.",
)
def main() -> None:
    """Lint an Obsidian vault: dangling links, front matter, orphan notes."""
