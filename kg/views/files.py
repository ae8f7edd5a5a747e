"""Writing a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of ``path`` only when the block ends without an error.

    So a reader never sees half a file, and a failure leaves what was there before. Raises `KgError` if the folder
    is missing or cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    except OSError as error:
        raise KgError(
            str(path), f"cannot be written: {error.strerror}", "choose a folder that you may write to"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # a temporary file is private; the result is as any other file
        os.replace(name, path)
    except OSError as error:
        raise KgError(str(path), f"cannot be written: {error.strerror}", "is it a folder, or the disk full?") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
