"""The command line, called by tests in their own process."""

from collections.abc import Callable
from typing import NamedTuple


class Ended(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


#: The fixture ``kg``: runs one command in an empty folder.
Kg = Callable[..., Ended]
