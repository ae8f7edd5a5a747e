"""Lookups: queries that parts of the program ask, under no name that a user could ask for."""

from functools import cache
from importlib.resources import files


@cache
def lookup(name: str) -> str:
    """The text of ``kg/queries/<name>.sparql``. What it is asked about is bound to ``?about``."""
    return files(__package__).joinpath(f"{name}.sparql").read_text(encoding="utf-8")
