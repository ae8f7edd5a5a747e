"""Bombs: small inputs that would fill the memory or never end; run as a program, it tells what reading each costs.

python -m tests.integration.bombs FOLDER
"""

import gzip
import io
import json
import resource
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from backports import zstd

from kg.ingestion import guard
from kg.ingestion.sources import read_sources
from kg.model import Article
from tests.unit.sources_made import BODY, mail

#: Seconds of computing that a guarded reader is given here, so that the test need not wait as long as a user would.
SECONDS: Final = 6
_BLANK: Final = b" " * 1_000_000


def _peak() -> int:
    """The most memory that this program has held, in MB; `getrusage` counts what its parent held when it forked."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _gzip(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(_BLANK) for _ in range(megabytes)) + packer.flush()


def _zstd(begin: bytes, megabytes: int) -> bytes:
    packer = zstd.ZstdCompressor()
    packed = [packer.compress(begin), *(packer.compress(_BLANK) for _ in range(megabytes)), packer.flush()]
    return b"".join(packed)


def _zip(name: str, megabytes: int, members: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            with archive.open(f"{number}{name}", "w") as member:
                for _ in range(megabytes):
                    member.write(_BLANK)
    return out.getvalue()


def _pdf(megabytes: int) -> bytes:
    stream = zlib.compress(b"(x) Tj " * (megabytes * 140_000), 9)
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << >> >>\nendobj\n"
        b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(stream)
        + stream
        + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n"
    )


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{entities}]><rss><channel>&l9;</channel></rss>'.encode()
    )


def _nested_mail(depth: int) -> bytes:
    head = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"{head}{parts}Content-Type: text/plain\n\n{BODY}\n".encode()


PROSE: Final = f"<p>{BODY}</p>"
#: File name, content, and whether an article may be found in it: then it is one all the same, at a bounded cost.
BOMBS: Final[dict[str, tuple[Callable[[], bytes], bool]]] = {
    "gzip.txt.gz": (lambda: _gzip(400), False),
    "gzip.jsonl.gz": (lambda: _gzip(400), False),
    "twice.txt.gz": (lambda: gzip.compress(_gzip(400)), False),
    "zstd.csv.zst": (lambda: _zstd(b"id,text\n", 400), False),
    "zstd.json.zst": (lambda: _zstd(b"[", 400), False),
    "one.zip": (lambda: _zip(".txt", 400), False),
    "one-of-records.zip": (lambda: _zip(".jsonl", 400), False),
    "many.zip": (lambda: _zip(".md", 9, members=100), False),
    "bomb.pdf": (lambda: _pdf(60), False),
    "laughs.xml": (_laughs, False),
    "deep.xml": (lambda: b"<rss>" * 500_000, False),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 500_000 + PROSE.encode(), True),
    "deep-inline.html": (lambda: b"<html><body><p>" + b"<b><i>" * 100_000 + BODY.encode(), True),
    "deep-lists.html": (lambda: b"<html><body>" + b"<ul><li>x" * 100_000, True),
    "million-tags.html": (lambda: b"<html><body>" + b"<p>x</p>" * 500_000, False),
    "attributes.html": (lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">" + BODY.encode(), True),
    "no-space.txt": (lambda: b"x" * 1_000_000, True),
    "no-space.html": (lambda: b"<html><body><p>" + b"x" * 1_000_000, True),
    "no-space.md": (lambda: b"x" * 1_000_000, True),
    "no-space.jsonl": (lambda: json.dumps({"text": "x" * 1_000_000}).encode(), True),
    "brackets.md": (lambda: b"[" * 500_000, True),
    "quotes.md": (lambda: b"> " * 500_000 + BODY.encode(), True),
    "cells.md": (lambda: b"|a" * 3000 + b"\n" + b"|-" * 3000 + b"\n" + b"|\n" * 100_000, True),
    "brackets.json": (lambda: b"[" * 5_000_000, False),
    "brackets.jsonl": (lambda: b"[" * 5_000_000, False),
    "digits.jsonl": (lambda: b'{"text": ' + b"9" * 5_000_000 + b"}", False),
    "string.json": (lambda: b'[{"text": "' + b"x" * 30_000_000, False),
    "quote.csv": (lambda: b'id,text\nx,"' + b"x\n" * 15_000_000, False),
    "columns.csv": (lambda: b"text," * 1_000_000 + b"\n" + b"x," * 1_000_000, True),
    "headers.eml": (lambda: b"X-A: b\n" * 1_000_000 + mail(), True),
    "nested.eml": (lambda: _nested_mail(50_000), True),
    "punycode.html": (lambda: b"<meta charset=punycode><p>" + b"a-b" * 1_000_000, False),
    "utf-7.html": (lambda: b"<meta charset=utf-7><p>" + b"+AGE-" * 500_000, False),
    "escape.html": (lambda: b"<meta charset=unicode_escape><p>" + b"\\u0041" * 500_000, False),
    "surrogates.txt": (lambda: b"\xff\xfe" + b"\x00\xd8" * 500_000, False),
    "combining.txt": (lambda: ("a" + "\u0301" * 1_000_000).encode(), True),
    "bidi.txt": (lambda: ("\u202e\u2066" * 500_000 + BODY).encode(), True),
}  # fmt: skip


def outcomes(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each bomb's name and what reading it gave: failures as their text, articles as the length of theirs."""
    guard.SECONDS = SECONDS  # type: ignore[misc]
    for name, (make, _) in BOMBS.items():
        path = folder / name
        path.write_bytes(make())
        found = [f"{len(one.text)}" if isinstance(one, Article) else one.error for one in read_sources([str(path)])]
        path.unlink()
        yield name, found


if __name__ == "__main__":
    begun = time.process_time()
    for name, found in outcomes(Path(sys.argv[1])):
        now, begun = time.process_time() - begun, time.process_time()
        peak = _peak()
        print(json.dumps({"name": name, "found": found[:3], "count": len(found), "seconds": round(now, 1), "mb": peak}))
        sys.stdout.flush()
