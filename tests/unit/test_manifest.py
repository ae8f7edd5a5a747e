"""The manifest under data/ must name every file there, and each as it is."""

import csv

from tests import manifest


def test_the_manifest_is_complete_and_true() -> None:
    written = manifest.MANIFEST.read_text(encoding="utf-8")
    assert written == manifest.text(), "data/ has changed: run `python -m tests.manifest`"


def test_every_file_has_a_source_and_a_licence() -> None:
    with manifest.MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    assert all(row[column] for row in rows for column in manifest.HEADER)


def test_no_real_article_is_among_the_gold() -> None:
    names = {p.relative_to(manifest.ROOT).parts[2] for p in manifest.files() if p.parts[-3:-2] == ("gold",)}
    assert names == {"calibration", "challenge", "clusters", "dev", "french", "train"}
