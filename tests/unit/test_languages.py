"""An article in a language that is not read, or whose extra is missing, is a failure that says what to do."""

import pytest

from extractors import adapter
from extractors.adapter import extract_articles
from extractors.french import pipeline as french
from extractors.languages import SUPPORTED, primary
from kg.ingestion.language import language_of
from kg.model import Article, Extraction, Failure


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "load_pipeline", lambda: None)

    def extract(article: Article, label: str) -> Extraction:
        adapter.pipeline_for(article)
        return Extraction(article, extractor=label)

    monkeypatch.setattr(adapter, "extract_article", extract)


def test_an_article_in_another_language_is_a_failure_and_the_others_are_read() -> None:
    articles = [
        Article("a", "CNES."),
        Article("b", "Das DLR.", lang="de", source="b.txt"),
        Article("c", "ESA.", lang=""),
    ]
    first, second, third = extract_articles(articles)
    assert isinstance(first, Extraction)
    assert isinstance(third, Extraction)
    assert isinstance(second, Failure)
    assert (second.source, second.stage) == ("b.txt", "extract")
    assert second.error.startswith("language not supported: it is in German (de)")


def test_french_without_its_extra_names_the_extra_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(french, "installed", lambda: False)
    [result] = extract_articles([Article("a", "Le CNES.", lang="fr-CA", source="a.txt")])
    assert isinstance(result, Failure)
    assert "the extra 'french'" in result.error
    assert "pip install 'space-cooperation-kg[french]'" in result.error


def test_the_label_of_the_extractor_does_not_depend_on_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    label = adapter.extractor_label()
    monkeypatch.setattr(french, "installed", lambda: False)
    assert adapter.extractor_label() == label
    assert "fr_core_news_sm/3.8.0" in label


def test_language_tags_come_down_to_their_first_part() -> None:
    assert [primary(tag) for tag in ("en", "en-GB", "fr_CA", "FR", "")] == ["en", "en", "fr", "fr", "en"]
    assert set(SUPPORTED) == {"en", "fr"}


def test_of_two_languages_in_one_article_that_are_read_english_is_taken() -> None:
    english = "CNES and ISRO signed a memorandum in Paris on Monday, the agencies said jointly. " * 20
    french_text = "Le CNES et l'ISRO ont signé un mémorandum à Paris lundi, ont indiqué les deux agences. " * 20
    assert language_of(french_text + english) == "en"
    assert language_of(french_text) == "fr"
