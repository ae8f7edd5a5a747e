"""The command line: what ``kg`` runs, and how each way of ending becomes one line and an exit status.

0 success, 1 a data error, 2 wrong usage, 130 interrupted, 141 the reader of the output went away.
Results alone go to stdout; messages and progress go to stderr. Command modules import what they need when they run,
so that ``kg --help`` is fast.
"""

import os
import sys
from collections.abc import Sequence

import click

from kg.cli import (
    ask,
    change,
    check,
    console,
    demo,
    evaluate,
    extract,
    facts,
    identity,
    ingest,
    network,
    review,
    runs,
    serve,
    view,
)
from kg.config import use_one_thread
from kg.errors import KgError, UsageError


class _InOrder(click.Group):
    """Commands in the order in which one comes to need them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog="Start with: kg demo. The store S is a directory or a SPARQL server: ./kg-store, or what KG_STORE says.",
)
@click.version_option(package_name="space-cooperation-kg", message="%(version)s")
def cli() -> None:
    """Read articles on space policy, build a graph of who cooperates with whom, and ask it."""


for command in (
    demo.demo,
    extract.extract,
    ingest.ingest,
    ask.query,
    ask.queries,
    identity.entities,
    review.review,
    facts.conflicts,
    facts.life,
    view.view,
    view.export,
    network.network,
    runs.runs,
    change.load,
    serve.serve,
    check.stats,
    check.validate,
    change.remove,
    evaluate.evaluate,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit status."""
    use_one_thread()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Expected trouble is one line on stderr, never a traceback."""
    console.use_utf8()
    try:
        status = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        console.complain(f"{error.format_message().rstrip('.')} (see {command} --help)")
        return 2
    except click.ClickException as error:
        console.complain(error.format_message())
        return 1
    except KgError as error:
        console.complain(str(error))
        return 2 if isinstance(error, UsageError) else 1
    except console.ReaderGone:
        _give_up_stdout()
        return 141
    except (click.exceptions.Abort, KeyboardInterrupt):
        console.complain("interrupted")
        return 130
    except OSError as error:
        # The file system said no where no code of ours could say it better. Without a file name it would be a bug.
        if error.filename is None:
            raise
        console.complain(f"{error.filename}: {error.strerror} (check the path, its permissions and the free space)")
        return 1


def _give_up_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
