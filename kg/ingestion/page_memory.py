"""Page memory: what servers sent last time, so that an unchanged page need not be sent again."""

import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from kg.errors import SourceError

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A page as it was sent: its validators, its ``Content-Type`` and its bytes."""

    etag: str
    modified: str
    type: str
    body: bytes


class PageMemory:
    """Pages by URL, in one SQLite file; without a file nothing is remembered. A context manager."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> "PageMemory":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def get(self, url: str) -> Remembered | None:
        """The page as it was last sent. Raises `SourceError` where the file is damaged."""
        try:
            database = self._open()
            if database is None:
                return None
            with closing(database.execute("SELECT etag, modified, type, body FROM page WHERE url = ?", (url,))) as rows:
                row = rows.fetchone()
            return Remembered(row[0], row[1], row[2], zlib.decompress(row[3])) if row else None
        except (sqlite3.Error, zlib.error) as error:
            raise self._damaged(url, error) from error

    def put(self, url: str, page: Remembered) -> None:
        """Remember the page if it has a validator; at once, so that an interrupt loses nothing."""
        try:
            database = self._open()
            if database is not None and (page.etag or page.modified):
                packed = zlib.compress(page.body)
                values = (url, page.etag, page.modified, page.type, packed)
                with database:
                    database.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", values)
        except sqlite3.Error as error:
            raise self._damaged(url, error) from error

    def _open(self) -> sqlite3.Connection | None:
        if self._database is None and self._path is not None:
            self._database = sqlite3.connect(self._path, timeout=30)
            self._database.execute(_SCHEMA)
        return self._database

    def _damaged(self, url: str, error: Exception) -> SourceError:
        return SourceError(url, f"the memory of pages {self._path} cannot be used: {error}", "delete that file")
