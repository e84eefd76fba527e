"""The command `vaultlint`: `vaultlint .` is `vaultlint check .`."""

from __future__ import annotations

import gc
import platform
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from vaultlint import __version__
from vaultlint.cli.baseline import baseline
from vaultlint.cli.check import check
from vaultlint.cli.config import config
from vaultlint.cli.console import prepare_streams, say
from vaultlint.cli.index import index
from vaultlint.cli.init import init
from vaultlint.cli.rules import explain, rules
from vaultlint.cli.wanted import wanted
from vaultlint.config import suggestion
from vaultlint.errors import VaultlintError
from vaultlint.plugins import installed_plugins

REPORT = "This is a bug in vaultlint. Please report it with the lines above and, if you can, the note behind it."


class CheckByDefault(click.Group):
    """A group whose command `check` may be left out, and whose errors are one line and exit code 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of arguments that name no command."""
        if not args or args[0] not in (*self.commands, "--help", "-h", "--version"):
            self._refuse_misspelt_command(ctx, args)
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt_command(self, ctx: click.Context, args: list[str]) -> None:
        hint = (
            suggestion(args[0], self.commands)
            if args and args[0][:1] not in {"", "-"} and not Path(args[0]).exists()
            else ""
        )
        if hint:
            ctx.fail(f'no command and no path is called "{args[0]}"{hint}')

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        prepare_streams()
        gc.disable()  # a run makes much and frees nothing: collecting costs a third of its time
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except VaultlintError as error:
            say(str(error))
        except KeyboardInterrupt:
            say("interrupted")
            ctx.exit(130)
        except OSError as error:
            say(str(error))
        except Exception:
            click.echo(f"{traceback.format_exc()}\n{REPORT}", err=True)
        finally:
            gc.enable()
        return ctx.exit(2)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"vaultlint {__version__} (Python {platform.python_version()})")
        for plugin in installed_plugins():
            if plugin.name != "obsidian-vaultlint":
                click.echo(f"plugin {plugin.name} {plugin.version}")
        ctx.exit()


@click.group(
    cls=CheckByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`vaultlint [PATH]...` is `vaultlint check [PATH]...`; see `vaultlint check --help` for its options.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version of vaultlint and of its plugins.",
)
def main() -> None:
    """Lint an Obsidian vault: dangling links, front matter, orphan notes."""


for command in (check, init, baseline, wanted, config, rules, explain, index):
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
