"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kg.config import Place, default_store, is_address
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Reader


def _place(context: click.Context, parameter: click.Parameter, value: str) -> Place:
    return value.rstrip("/") if is_address(value) else Path(value)


def _directory(context: click.Context, parameter: click.Parameter, value: str) -> Path:
    if is_address(value):
        raise click.BadParameter(f"{value}: a server serves itself, name a directory")
    return Path(value)


_F = TypeVar("_F", bound=Callable[..., Any])


def store_option(command: _F) -> _F:
    """``--store``: a directory, or the address of a server; ``KG_STORE`` or ``./kg-store`` where it is not given."""
    return _option(_place, "Directory of the graph, or the http(s) address of a SPARQL server.")(command)


def directory_option(command: _F) -> _F:
    """``--store`` of a command that needs a directory."""
    return _option(_directory, "Directory of the graph.")(command)


def table_or_json(help: str) -> Callable[[_F], _F]:
    """``--format``, a table for people unless JSON is asked for; ``help`` says what a line of JSON is."""
    return click.option(
        "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help=help
    )


def _option(callback: Callable[..., Place], help: str) -> Callable[[_F], _F]:
    return click.option(
        "--store",
        metavar="S",
        default=default_store,
        show_default="KG_STORE, else ./kg-store",
        callback=callback,
        help=help,
    )


class Text(click.types.StringParamType):
    """A text that can be searched for: the command line may hold bytes that are no text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself. Wrong usage if it is not UTF-8."""
        text = str(super().convert(value, param, ctx))
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.fail(f"{text.encode('utf-8', 'backslashreplace').decode()!r} is not UTF-8 text", param, ctx)
        return text


TEXT: Final = Text()


def canonical_option(command: _F) -> _F:
    """``--canonical`` and ``--as-written``: whose names are seen; None where neither is given."""
    return click.option(
        "--canonical/--as-written",
        "canonical",
        default=None,
        help="One node for one thing over all articles (kg entities), or the names that each article uses.",
    )(command)


def read_store(place: Place, *, canonical: bool | None = False) -> "Reader":
    """The store for reading: the current snapshot of a directory, or a server. Raises `kg.errors.StoreError`.

    With ``canonical`` its canonical dataset, brought up to date; None: the dataset where it is up to date.
    """
    from kg.store import open_reader

    if not canonical and (canonical is not None or is_address(place)):
        return open_reader(place)
    if is_address(place):
        raise StoreError(str(place), "a server has no canonical dataset", "leave out --canonical")
    from kg.resolution.dataset import open_canonical

    found = open_canonical(Path(place))
    if found is None and canonical:
        from kg.cli.identity import writing

        with writing(place):
            pass
        found = open_canonical(Path(place))
    return found or open_reader(place)
