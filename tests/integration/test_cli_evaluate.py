"""kg evaluate: figures for people or as JSON, and an exit status that says whether reading has become worse."""

import json
from pathlib import Path

import pytest

from kg.baseline import Baseline, corpus_hash, measure, read_baseline
from kg.cli import run
from kg.evaluation import load_gold

GOLD = """---
id: {id}
title: "A memorandum"
published: 2016-03-04
lang: en
entities:
  cnes: {{type: Agency, name: CNES}}
  isro: {{type: Agency, name: ISRO}}
  office: {{type: Agency, name: Office of Things that Nobody Reads}}
facts:
  - {{s: cnes, p: cooperatesWith, o: isro}}
---
[[cnes|CNES]] cooperates with [[isro|ISRO]] on several satellites.
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for id in ("001-one", "002-two"):
        (folder / f"{id}.md").write_text(GOLD.format(id=id), encoding="utf-8")
    return folder


@pytest.fixture
def baseline(gold: Path) -> Baseline:
    """Scores of a program that finds nothing."""
    return Baseline(corpus_hash(gold), "none", 0.005, measure(load_gold(gold), []))


def write(baseline: Baseline, path: Path, figure: float | None = None) -> str:
    data = json.loads(baseline.to_json())
    if figure is not None:
        data["scores"]["odd"]["entities"]["recall"] = figure
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_the_figures_are_printed_as_tables(gold: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--errors", "3"]) == 0
    out = capfd.readouterr().out
    for word in ("2 articles", "entities", "facts", "core", "Agency", "cooperatesWith", "precision", "F1"):
        assert word in out


def test_the_figures_are_printed_as_json(gold: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert data["articles"] == 2
    assert data["entities"]["tp"] == 4
    assert data["entities"]["fn"] == 2
    assert data["groups"]["entity:Agency"]["recall"] == pytest.approx(2 / 3, abs=1e-4)


def test_scores_that_are_better_than_the_baseline_are_no_trouble(
    gold: Path, baseline: Baseline, tmp_path: Path
) -> None:
    assert run(["evaluate", str(gold), "--baseline", write(baseline, tmp_path / "b.json")]) == 0


@pytest.mark.parametrize(("before", "status"), [(0.67, 0), (0.68, 1)])
def test_a_score_may_fall_by_the_tolerance_and_no_more(
    gold: Path, baseline: Baseline, tmp_path: Path, capfd: pytest.CaptureFixture[str], before: float, status: int
) -> None:
    assert run(["evaluate", str(gold), "--baseline", write(baseline, tmp_path / "b.json", before)]) == status
    assert ("entities recall (odd): 0.6667" in capfd.readouterr().err) == bool(status)


def test_a_baseline_of_other_articles_is_refused(
    gold: Path, baseline: Baseline, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = write(baseline, tmp_path / "b.json")
    (gold / "002-two.md").unlink()
    assert run(["evaluate", str(gold), "--baseline", file]) == 1
    assert "other gold articles" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no front matter", "has no front matter"),
        ("---\nid: [\n---\n", "is not YAML"),
        ("---\nid: x\nentities: {a: {name: A}}\n---\n[[a|A]]", "is incomplete"),
        ("---\n- a\n---\nText", "is incomplete"),
    ],
)
def test_a_file_that_is_not_annotated_is_named(
    text: str, says: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    assert run(["evaluate", str(tmp_path)]) == 1
    error = capfd.readouterr().err
    assert "x.md" in error
    assert says in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_a_folder_without_gold_articles_is_named(
    folder: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["evaluate", str(tmp_path / folder)]) == 1
    assert "holds no gold articles" in capfd.readouterr().err


@pytest.mark.parametrize("text", [None, "", "{}", '{"corpus": 1}', "[]"])
def test_a_file_that_is_no_baseline_is_named(
    text: str | None, gold: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert run(["evaluate", str(gold), "--baseline", str(file)]) == 1
    assert "b.json" in capfd.readouterr().err


def test_a_baseline_comes_back_as_it_was_written(baseline: Baseline, tmp_path: Path) -> None:
    assert read_baseline(Path(write(baseline, tmp_path / "b.json"))) == baseline
