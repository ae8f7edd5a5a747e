"""The manifest of everything under data/: ``python -m tests.manifest`` writes it anew, a test says when it must be.

A new kind of data file needs a line in `ORIGINS` first: where it comes from and under which licence.
"""

import hashlib
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
MANIFEST: Final = ROOT / "data" / "MANIFEST.tsv"
HEADER: Final = ("path", "source", "licence", "sha256")

_OURS: Final = "written for this project"
#: By the beginning of the path below data/, longest first: source and licence.
ORIGINS: Final[dict[str, tuple[str, str]]] = {
    "articles/SOURCES.tsv": ("addresses of the pages that the demo articles' facts were checked against", "MIT"),
    "articles/": (f"{_OURS}; facts as in articles/SOURCES.tsv", "MIT"),
    "gazetteer/agencies.tsv": (f"{_OURS}; facts from GCAT, ROR, name-suggestion-index and space-map, by row", "MIT"),
    "gazetteer/countries.tsv": (f"{_OURS}; codes and official names from ISO 3166 by pycountry", "MIT"),
    "gazetteer/events.tsv": (f"{_OURS}; facts from the web pages named in each row", "MIT"),
    "gazetteer/french.tsv": (f"{_OURS}; names of countries from Unicode CLDR by Babel", "MIT"),
    "gazetteer/projects.tsv": (f"{_OURS}; facts from ROR, space-map and WMO code tables, by row", "MIT"),
    "gazetteer/": (_OURS, "MIT"),
    "gold/": (f"{_OURS}: synthetic news with annotation, invented people and details", "MIT"),
    "models/": ("trained by extractors.training on data/gold/train, from sentence-transformers/all-MiniLM-L6-v2",
                "Apache-2.0 (base model), MIT (our training)"),
}  # fmt: skip


def files() -> list[Path]:
    """Every file under data/ that belongs to the project, without the manifest itself, sorted by path."""
    found = (p for p in (ROOT / "data").rglob("*") if p.is_file() and p != MANIFEST)
    return sorted((p for p in found if not _ignored(p)), key=lambda p: p.relative_to(ROOT).as_posix())


def row(path: Path) -> tuple[str, str, str, str]:
    """Path, source, licence and SHA-256 of one file. Raises `KeyError` if `ORIGINS` does not know where it is from."""
    name = path.relative_to(ROOT / "data").as_posix()
    prefix = max((p for p in ORIGINS if name.startswith(p)), key=len, default="")
    if not prefix:
        raise KeyError(f"data/{name}: not in tests.manifest.ORIGINS (add its source and licence there)")
    source, licence = ORIGINS[prefix]
    return f"data/{name}", source, licence, hashlib.sha256(path.read_bytes()).hexdigest()


def text() -> str:
    """The manifest as it should be."""
    return "".join("\t".join(line) + "\n" for line in (HEADER, *map(row, files())))


def _ignored(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts)


if __name__ == "__main__":
    MANIFEST.write_text(text(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{MANIFEST.relative_to(ROOT)}: {len(files())} files\n")
