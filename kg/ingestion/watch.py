"""A drop folder: which files have come into it, or have changed, and are whole."""

from pathlib import Path

from kg.errors import SourceError
from kg.ingestion.files import walk

#: When a file was last written and its size; equal twice, nobody is writing it any more.
_Look = tuple[int, int]


class DropFolder:
    """The files below a folder, looked at from time to time.

    It is asked and not told, so that it works on network drives and in containers too. A file is ready when it has not
    changed between two looks. What goes away is forgotten and nothing else: its articles stay in the store.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last: dict[Path, _Look] = {}
        self._taken: dict[Path, _Look] = {}

    def ready(self) -> list[Path]:
        """The files that are whole and were not taken as they are now, by name. Raises `SourceError`."""
        if not self.folder.is_dir():
            raise SourceError(str(self.folder), "is no folder to watch", "make it first")
        now: dict[Path, _Look] = {}
        for path in walk(self.folder):
            try:
                found = path.stat()
            except OSError:  # it has just gone
                continue
            now[path] = found.st_mtime_ns, found.st_size
        found_whole = [path for path, look in now.items() if self._last.get(path) == look != self._taken.get(path)]
        self._last = now
        self._taken = {path: look for path, look in self._taken.items() if path in now}
        return found_whole

    def take(self, paths: list[Path]) -> None:
        """Note that files were read as they were at the last look."""
        self._taken.update((path, self._last[path]) for path in paths if path in self._last)
