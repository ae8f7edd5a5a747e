"""Writes docs/cli.md from the commands themselves: ``python -m kg.cli.reference`` after each change of an option."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import cli

_HEAD = """\
# Command line

Written by `python -m kg.cli.reference` (`make docs`) from the commands themselves.

Exit status: 0 success, 1 a data error, 2 wrong usage, 130 interrupted, 141 the reader of the output went away.
Results alone go to standard output. Messages go to standard error, one line each: what it is about, the trouble, the
remedy. Progress is shown on standard error only if that is a terminal.

Every command takes `--help`; `kg --version` prints the version.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    sections = [_HEAD, *(section(name, command) for name, command in cli.commands.items())]
    return "\n".join(sections)


def section(name: str, command: click.Command) -> str:
    """One command: how it is called, what it does, its options."""
    context = click.Context(command, info_name=f"kg {name}")
    usage = " ".join([f"kg {name}", *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "")
    options = list(_options(context, command))
    table = ["", "| option | meaning |", "|---|---|", *options] if options else []
    return "\n".join([f"## kg {name}", "", f"    {usage}", "", *_paragraphs(text), *table, ""])


def _paragraphs(text: str) -> Iterator[str]:
    """The help text; a paragraph that click keeps as it is (marked by a backspace) is code."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        kept = paragraph.startswith("\b\n")
        for line in paragraph.removeprefix("\b\n").splitlines():
            yield "    " + line if kept else line.replace("*", r"\*").replace("<", r"\<")


def _options(context: click.Context, command: click.Command) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record and "--help" not in parameter.opts:
            names, text = (part.replace("|", r"\|") for part in record)
            yield f"| `{names}` | {text} |"


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/cli.md")
    target.write_text(reference(), encoding="utf-8")
