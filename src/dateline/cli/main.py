"""The table of commands, and what every command shares: errors, quiet, debug."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from dateline import __version__
from dateline.errors import DatelineError

COMMANDS = {
    "read": ("dateline.cli.read", "Pages in, their records out."),
    "stories": ("dateline.cli.stories", "Group pages into stories, copies folded."),
    "compare": ("dateline.cli.compare", "Show what two pages share, and what one of them changed."),
    "demo": ("dateline.cli.demo", "Read the sample pages and build an edition of them."),
    "add": ("dateline.cli.add", "Add sources, or read pages into an archive."),
    "gather": ("dateline.cli.gather", "Ask every source once, and read what is new."),
    "run": ("dateline.cli.run", "Gather for ever."),
    "sources": ("dateline.cli.sources", "List the sources and how they do."),
    "jobs": ("dateline.cli.jobs", "Show what waits to be done, and what was given up."),
    "find": ("dateline.cli.find", "Find articles in an archive."),
    "watch": ("dateline.cli.watch", "Keep queries, and see what they find that is new."),
    "history": ("dateline.cli.history", "Show the versions of a page, or how a story came to be."),
    "decide": ("dateline.cli.decide", "Join two stories for good, or keep two apart."),
    "serve": ("dateline.cli.serve", "Show the archive as a news site."),
    "edition": ("dateline.cli.edition", "Build an edition from an archive."),
    "export": ("dateline.cli.export", "Pages in, a file for other tools out: PLOVER, CAMEO, CSV, GeoJSON."),
    "verify": ("dateline.cli.verify", "Check every line of an edition against its evidence."),
    "backup": ("dateline.cli.backup", "Write all of an archive to one file."),
    "restore": ("dateline.cli.restore", "Make an archive of a backup."),
    "import": ("dateline.cli.imports", "Take what an archive exported into another one."),
    "check": ("dateline.cli.check", "Check every hash, span and reference of an archive."),
    "actor": ("dateline.cli.actor", "Say whom a phrase names: country and sectors."),
    "evaluate": ("dateline.cli.evaluate", "Score a part against gold data."),
    "data": ("dateline.cli.data", "List or verify the tables, weights and models."),
    "schema": ("dateline.cli.schema", "Print the JSON Schema of a record."),
}
"""Name, the module whose ``command`` it is, and its line in --help: so that --help imports none of them."""


class LateGroup(click.Group):
    """A group that imports a command when it is asked for by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
@click.option("--quiet", is_flag=True, help="Print results and errors only.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def group(ctx: click.Context, *, quiet: bool, debug: bool) -> None:
    """Turn news pages into a record that anyone can check, and publish from it."""
    ctx.obj = {"quiet": quiet, "debug": debug}


def run() -> NoReturn:
    """Run a command line; an error is one sentence on standard error.

    Exit codes: 0 done; 1 done, but some page or line did not hold; 2 not done.
    """
    debug = "--debug" in sys.argv
    try:
        result = group.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of the pipe has gone, as in "dateline read … | head": nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (DatelineError, OSError) as error:
        if debug:
            raise
        click.echo(f"dateline: {told(error)}", err=True)
        sys.exit(2)
    sys.exit(result if isinstance(result, int) else 0)


def told(error: DatelineError | OSError) -> str:
    """Return an error as one sentence for a reader."""
    if isinstance(error, OSError) and not isinstance(error, DatelineError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{(error.strerror or str(error)).lower()}"
    return str(error)
