"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kg.config import default_store

if TYPE_CHECKING:
    from kg.store import Snapshot


def _local_store(context: click.Context, parameter: click.Parameter, value: str) -> Path:
    if value.startswith(("http://", "https://")):
        raise click.BadParameter(f"{value}: remote stores come with a later version, name a directory")
    return Path(value)


_F = TypeVar("_F", bound=Callable[..., Any])


def store_option(command: _F) -> _F:
    """``--store``: a directory; ``KG_STORE`` or ``./kg-store`` where it is not given."""
    return click.option(
        "--store",
        metavar="S",
        default=default_store,
        show_default="KG_STORE, else ./kg-store",
        callback=_local_store,
        help="Directory of the graph.",
    )(command)


class Text(click.types.StringParamType):
    """A text that can be searched for: the command line may hold bytes that are no text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text itself. Wrong usage if it is not UTF-8."""
        text = str(super().convert(value, param, ctx))
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.fail(f"{text.encode('utf-8', 'backslashreplace').decode()!r} is not UTF-8 text", param, ctx)
        return text


TEXT: Final = Text()


def read_store(path: Path) -> "Snapshot":
    """The current snapshot of the store. Raises `kg.errors.StoreError`."""
    from kg.store import open_snapshot

    return open_snapshot(path)
