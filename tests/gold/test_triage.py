"""Triage turns away most irrelevant news and nothing from which something is to be learnt."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from extractors.adapter import extract_articles
from extractors.triage import load_triage
from kg.config import resource
from kg.evaluation import load_gold
from kg.ingestion.sources import read_sources
from kg.model import Article, Extraction
from tests.gold.challenge_cases import load_cases

IRRELEVANT: Mapping[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "irrelevant.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", ["dev", "train", "calibration", "clusters"])
def test_no_annotated_article_is_turned_away(name: str) -> None:
    gold = [x.article for x in load_gold(resource("data/gold") / name)]
    assert gold
    assert [a.id for a in gold if load_triage().reason(a.text) is None] == []


def test_no_article_of_the_demo_corpus_is_turned_away() -> None:
    articles = [a for a in read_sources([str(resource("data/articles"))]) if isinstance(a, Article)]
    assert len(articles) == 24
    assert [a.id for a in articles if load_triage().reason(a.text) is None] == []


def test_no_challenge_case_that_states_a_fact_is_turned_away() -> None:
    assert [c.id for c in load_cases() if c.expected and load_triage().reason(c.article.text) is None] == []


def test_most_irrelevant_news_is_turned_away() -> None:
    reasons = [load_triage().reason(text) for texts in IRRELEVANT.values() for text in texts]
    assert len(reasons) >= 60
    assert reasons.count(None) >= 0.9 * len(reasons)


def test_what_is_turned_away_is_an_extraction_without_claims() -> None:
    article = Article(id="goats", text=IRRELEVANT["local"][2])
    assert load_triage().reason(article.text) is None
    [result] = extract_articles([article])
    assert isinstance(result, Extraction)
    assert (result.article, result.entities, result.claims) == (article, (), ())
    assert result.extractor
