"""The articles met in one run, so that a second one of the same name is noticed, in memory that does not grow."""

import sqlite3
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Met:
    """An article that was met before."""

    said: str  #: a hash of what it says
    source: str


class MetArticles:
    """Articles by IRI. A context manager; it keeps them in a temporary database that moves to disk as it grows."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE met (iri TEXT PRIMARY KEY, said TEXT, source TEXT) WITHOUT ROWID")

    def meet(self, iri: str, said: str, source: str) -> Met | None:
        """Note an article, unless one of that name was met before: that one."""
        row = self._database.execute("SELECT said, source FROM met WHERE iri = ?", (iri,)).fetchone()
        if row:
            return Met(*row)
        self._database.execute("INSERT INTO met VALUES (?, ?, ?)", (iri, said, source))
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._database.close()
