"""The store's directory: where things lie, who may write, which snapshot is current, when an old one goes.

    kg-store/
      kg-store.json      says that this is a store, and in which format
      lock               flock'ed by the writer, names its process
      primary/           the writer's database, closed to everyone else
      unpublished        there while the primary holds what no snapshot shows; says whether all of that is whole
      current            the number of the current snapshot, replaced atomically
      snapshots/000007/  lock (flock'ed shared by each reader) and db/, never changed once it is there;
                         answers/, what readers worked out from it

The operating system drops a flock when its process ends, however it ends, so no lock is ever stale.
"""

import fcntl
import json
import os
import re
import shutil
from pathlib import Path
from typing import Final

from kg.errors import StoreError

FORMAT: Final = 1
_SNAPSHOT: Final = re.compile(r"\d{6,}")
_CUT: Final = "may be cut\n"


class Layout:
    """The paths below one store directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marker = root / "kg-store.json"
        self.lock = root / "lock"
        self.primary = root / "primary"
        self.unpublished = root / "unpublished"
        self.current = root / "current"
        self.snapshots = root / "snapshots"

    def snapshot(self, number: int) -> Path:
        """The directory of one snapshot."""
        return self.snapshots / f"{number:06d}"

    def check(self) -> None:
        """Raise `StoreError` unless the directory is there, is a store and has a format that we know."""
        if not self.root.exists():
            raise StoreError(str(self.root), "there is no store here", _MAKE)
        if not self.root.is_dir():
            raise StoreError(str(self.root), "is a file, not a store", "name a directory")
        try:
            found = json.loads(self.marker.read_text("utf-8"))["format"]
        except FileNotFoundError:
            raise StoreError(
                str(self.root),
                "is not a store",
                _MAKE,
            ) from None
        except PermissionError:
            raise StoreError(str(self.root), "may not be read", "check its permissions") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(str(self.marker), f"is damaged: {error}", _REBUILD) from None
        if found != FORMAT:
            raise StoreError(
                str(self.root), f"has store format {found}, this version reads {FORMAT}", "update space-cooperation-kg"
            )

    def create(self) -> None:
        """Make what a store needs and is not there. Refuses a directory that holds something else."""
        if self.marker.exists():
            return self.check()
        strangers = sorted(set(os.listdir(self.root)) - {self.lock.name, self.marker.name + ".new"})
        if strangers:
            raise StoreError(
                str(self.root), f"is not a store: it holds {strangers[0]!r}", "name an empty or a new directory"
            )
        write_atomically(self.marker, json.dumps({"format": FORMAT}) + "\n")

    def current_number(self) -> int | None:
        """The number of the current snapshot, None before the first. Raises `StoreError` where it is damaged."""
        try:
            return int(self.current.read_text("ascii"))
        except FileNotFoundError:
            return None
        except ValueError:
            raise StoreError(str(self.current), "is damaged", _REBUILD) from None

    def numbers(self) -> list[int]:
        """The numbers of all snapshots on disk, the current and those that readers may still hold."""
        if not self.snapshots.is_dir():
            return []
        return sorted(int(name) for name in os.listdir(self.snapshots) if _SNAPSHOT.fullmatch(name))

    def mark_unpublished(self, *, whole: bool = True) -> None:
        """Leave word, durably, that there is something to publish; not ``whole``: or, should we die, to undo.

        To be said before anything is written. What was once not whole stays so until it is published.
        """
        if not self.unpublished.exists() or not (whole or self.cut()):
            write_atomically(self.unpublished, "" if whole else _CUT)

    def cut(self) -> bool:
        """Whether the primary may hold half of something."""
        try:
            return self.unpublished.read_text("ascii") == _CUT
        except FileNotFoundError:
            return False

    def restore(self) -> None:
        """Make the primary what the current snapshot shows. For the writer only, before it opens the database."""
        number = self.current_number()
        coming = self.root / ".primary"
        shutil.rmtree(coming, ignore_errors=True)
        if number is None:
            coming.mkdir()
        else:
            shutil.copytree(self.snapshot(number) / "db", coming, copy_function=_linked)
        shutil.rmtree(self.primary, ignore_errors=True)
        coming.rename(self.primary)
        sync_directory(self.root)
        self.unpublished.unlink()

    def prune(self) -> None:
        """Remove each snapshot that is older than the current one and that no reader holds.

        Writers call it after publishing, readers when they leave. A newer one than the current is about to be
        published and stays. Where it may not be removed (a reader without write permission), a writer will do it.
        """
        current = self.current_number()
        for number in self.numbers():
            if current is not None and number < current:
                self._remove_unread(self.snapshot(number))

    def _remove_unread(self, snapshot: Path) -> None:
        trash = snapshot.with_name(f".old-{snapshot.name}-{os.getpid()}")
        try:
            lock = os.open(snapshot / "lock", os.O_RDONLY)
        except OSError:
            return  # somebody else is removing it
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            snapshot.rename(trash)  # at once, so that no newcomer finds half of it
            shutil.rmtree(trash, ignore_errors=True)
        except OSError:
            return  # a reader holds it, or we may not write here
        finally:
            os.close(lock)

    def sweep(self) -> None:
        """Remove what an interrupted writer or remover left half done. For the writer only."""
        if self.snapshots.is_dir():
            for name in os.listdir(self.snapshots):
                if name.startswith("."):
                    shutil.rmtree(self.snapshots / name, ignore_errors=True)


def lock_for_writing(file: Path, store: str) -> int:
    """The descriptor that holds the writer's lock in a file; closing it, or dying, gives it back.

    Raises `StoreError` naming the ``store`` and the process that holds it.
    """
    lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 64, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(lock)
        raise StoreError(
            store,
            f"process {holder} is writing to it",
            f"wait until it is done, or stop it: kill {holder}",
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
    return lock


def lock_for_reading(layout: Layout) -> tuple[Path, int] | None:
    """The current snapshot's database and the descriptor that keeps it there; None before the first publication."""
    while True:
        number = layout.current_number()
        if number is None:
            return None
        snapshot = layout.snapshot(number)
        try:
            lock = os.open(snapshot / "lock", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            if layout.current_number() == number:
                raise StoreError(str(snapshot), "the current snapshot is missing", _REBUILD) from None
            continue  # a newer one was published and this one removed: look again
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock), os.stat(snapshot / "lock")):
                return snapshot / "db", lock
        except (BlockingIOError, FileNotFoundError):
            pass  # it was being removed: look again
        os.close(lock)


def write_atomically(path: Path, text: str) -> None:
    """Write a small file so that it is there wholly or not at all, also after a power failure."""
    new = path.with_name(path.name + ".new")
    with open(new, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    sync_directory(path.parent)


def _linked(source: str, target: str) -> None:
    """A file of a snapshot for the primary: RocksDB never changes its tables, so that a link does for them."""
    if source.endswith(".sst"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def sync_directory(path: Path) -> None:
    """Make names in a directory durable."""
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


_MAKE: Final = "name another directory, or make a store: kg ingest --store DIR SOURCE"
_REBUILD: Final = "restore it from a backup, or delete the directory and ingest again"
