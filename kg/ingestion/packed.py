"""Packed sources: gzip, Zstandard and ZIP, unpacked as they are read, and never further than is sound."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, Final, cast

from backports import zstd

from kg.errors import SourceError
from kg.ingestion.forms import stem_of_name
from kg.ingestion.reading import Content, printable

#: Text packs to a tenth, a log to a fiftieth. What unpacks to more than this many times its size, and to more than
#: `FREE` bytes, was made to fill memories and disks.
RATIO: Final = 200
FREE: Final = 50_000_000
#: Members of one archive, and archives within archives.
MEMBERS: Final = 100_000
DEPTH: Final = 3
#: Zstandard may ask for more memory than any text needs.
_WINDOW: Final = 27  # as a power of two
_BUFFER: Final = 1 << 16

_BOMB: Final = f"it unpacks to more than {RATIO} times its size"
_REMEDY: Final = "unpack it yourself and give what is in it"
_BROKEN: Final = (EOFError, zlib.error, zstd.ZstdError, gzip.BadGzipFile, zipfile.BadZipFile, OSError)


def unpack_stream(content: Content) -> Content:
    """What a ``gz`` or ``zst`` holds, unpacked as it is read, which raises `SourceError` if it is broken or a bomb."""
    _check_depth(content)
    packed = _Counted(content.stream)
    if content.form == "gz":
        plain = cast(IO[bytes], gzip.GzipFile(fileobj=packed, mode="rb"))
    else:
        options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}
        plain = cast(IO[bytes], zstd.ZstdFile(cast(IO[bytes], packed), options=options))
    bounded = _Bounded(plain, content.name, _Budget(lambda: packed.count))
    return replace(content, stream=io.BufferedReader(bounded, _BUFFER), form=None, depth=content.depth + 1)


def unpack_members(content: Content) -> Iterator[Content | SourceError]:
    """The files of a ZIP archive, in the order of their names; a broken one is an error in its place.

    Raises `SourceError` where the archive itself cannot be read. Members are never written to disk.
    """
    _check_depth(content)
    stream: IO[bytes] = content.stream
    if not content.stream.seekable():
        stream = io.BytesIO(content.read())
    try:
        archive = zipfile.ZipFile(stream)
        members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (*_BROKEN, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceError(content.name, f"not a readable ZIP archive: {error}", "make it again") from error
    if len(members) > MEMBERS:
        raise SourceError(content.name, f"it holds more than {MEMBERS:,} files", _REMEDY)
    size = stream.seek(0, io.SEEK_END)
    budget = _Budget(lambda: size)
    with archive:
        for member in members:
            if budget.exceeded:
                raise SourceError(content.name, _BOMB, _REMEDY)
            if member.is_dir():
                continue
            path = PurePosixPath(member.filename.replace("\\", "/").lstrip("/"))
            name = f"{content.name}/{printable(str(path))}"
            if member.flag_bits & 0x1:
                yield SourceError(name, "it is encrypted", _REMEDY)
                continue
            try:
                plain = archive.open(member)
            except (*_BROKEN, ValueError, NotImplementedError, RuntimeError) as error:
                yield SourceError(name, f"it cannot be unpacked: {error}", "make the archive again")
                continue
            with plain:
                bounded = _Bounded(plain, name, budget)
                yield Content(
                    name=name,
                    stem=stem_of_name(path.name),
                    stream=io.BufferedReader(bounded, _BUFFER),
                    place=f"{content.place}/{path}" if content.place else "",
                    depth=content.depth + 1,
                )


def unpack_bytes(raw: bytes, coding: str, source: str, *, limit: int) -> bytes:
    """What a server sent packed as gzip or deflate. Raises `SourceError` where it is more than ``limit`` bytes."""
    try:
        decompressor = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # either header
        plain = decompressor.decompress(raw, limit + 1)
    except zlib.error as error:
        raise SourceError(source, f"the answer is no {coding}: {error}", "try again later") from error
    if len(plain) > limit:
        raise SourceError(source, f"the answer is larger than {limit // 1_000_000} MB", "fetch it yourself")
    return plain


def _check_depth(content: Content) -> None:
    if content.depth >= DEPTH:
        raise SourceError(content.name, f"it is packed more than {DEPTH} times", _REMEDY)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Budget:
    """How much may be unpacked, by how much packed data it comes from; the members of an archive share one."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._spent = 0

    @property
    def exceeded(self) -> bool:
        return self._spent > FREE and self._spent > RATIO * max(self._packed(), 1)

    def spend(self, amount: int) -> None:
        self._spent += amount


class _Bounded(io.RawIOBase):
    """An unpacked stream that stops with a `SourceError` where it is broken or its budget ends."""

    def __init__(self, plain: IO[bytes], name: str, budget: _Budget) -> None:
        self._plain = plain
        self._name = name
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        if self._budget.exceeded:
            raise SourceError(self._name, _BOMB, _REMEDY)
        try:
            data = self._plain.read(len(buffer))
        except (*_BROKEN, NotImplementedError) as error:
            trouble = str(error) or "it ends in the middle"
            raise SourceError(self._name, f"it cannot be unpacked: {trouble}", "make it again") from error
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)
