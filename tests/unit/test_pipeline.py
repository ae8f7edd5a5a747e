"""The pipeline declares what its stages need, checks the pinned model, and one bad article never ends a batch."""

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors import adapter, pipeline
from extractors.adapter import extract_articles
from extractors.pipeline import content_hash, load_model, load_pipeline
from extractors.state import ATTRIBUTES
from kg.errors import ModelError
from kg.model import Article, Extraction, Failure

STAGES = ["kg_reader", "kg_mentions", "kg_coreference", "kg_linking", "kg_relations"]


@pytest.fixture
def nlp() -> Language:
    return load_pipeline()


def test_the_stages_come_after_the_sentence_splitter_in_the_order_of_the_settings(nlp: Language) -> None:
    assert nlp.pipe_names[-len(STAGES) :] == STAGES


def test_every_stage_declares_what_it_needs_and_assigns(nlp: Language) -> None:
    assigned = {"doc._.article"}
    for name in STAGES:
        meta = nlp.get_pipe_meta(name)
        assert meta.requires, name
        assert meta.assigns, name
        assert set(meta.requires) <= assigned, f"{name} needs what no earlier stage assigns"
        assigned |= set(meta.assigns)
    assert assigned == {f"doc._.{name}" for name in ATTRIBUTES}


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_says_in_its_docstring_what_it_declares(nlp: Language, name: str) -> None:
    meta, text = nlp.get_pipe_meta(name), type(nlp.get_pipe(name)).__doc__ or ""
    assert f"``{name}``" in text
    for attribute in (*meta.requires, *meta.assigns):
        assert re.search(rf"``(?:doc\._\.)?{attribute.removeprefix('doc._.')}``", text), attribute


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match=r"KG_SPACY_MODEL=en_core_web_nothing: is not an installed spaCy pipeline"):
        load_model("en_core_web_nothing")


def test_another_model_can_be_named_by_its_folder(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    assert load_model(str(tmp_path)).pipe_names == ["sentencizer"]


def test_a_missing_pinned_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PINNED", ("no_such_package", "x", "1", "0"))
    with pytest.raises(ModelError, match=r"no_such_package: the language model is not installed \(run: make setup\)"):
        load_model(None)


def test_a_model_with_other_content_than_the_pinned_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PINNED", (*pipeline.PINNED[:3], "0" * 64))
    with pytest.raises(ModelError, match="not the one that was pinned"):
        load_model(None)


def test_a_model_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    package, _, version, content = pipeline.PINNED
    monkeypatch.setattr(pipeline, "PINNED", (package, "another_name", version, content))
    with pytest.raises(ModelError, match="names itself"):
        load_model(None)


def test_the_content_hash_sees_names_and_contents_but_no_compiled_python(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = content_hash(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("2")
    assert content_hash(tmp_path) == before
    (tmp_path / "a").rename(tmp_path / "b")
    assert content_hash(tmp_path) != before


class Choking:
    """A pipeline that cannot bear one article."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.nlp = spacy.blank("en")

    def make_doc(self, text: str) -> Doc:
        return self.nlp.make_doc(text)

    def __call__(self, doc: Doc) -> Doc:
        if "bad" in doc.text:
            raise self.error
        doc._.entities, doc._.claims = [], []
        return doc


@pytest.mark.parametrize("error", [ValueError("too odd"), KeyError("odd"), MemoryError("too much")])
def test_one_bad_article_is_a_failure_and_the_batch_goes_on(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(adapter, "load_pipeline", lambda: Choking(error))
    articles = [Article("one", "good"), Article("two", "bad", source="feed.jsonl:2"), Article("three", "good")]
    first, second, third = extract_articles(articles)
    assert isinstance(first, Extraction)
    assert isinstance(third, Extraction)
    assert isinstance(second, Failure)
    assert (second.source, second.stage) == ("feed.jsonl:2", "extract")
    assert type(error).__name__ in second.error


def test_a_bug_that_is_no_trouble_of_the_article_is_not_hidden(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "load_pipeline", lambda: Choking(AttributeError("a bug")))
    with pytest.raises(AttributeError, match="a bug"):
        list(extract_articles([Article("two", "bad")]))
