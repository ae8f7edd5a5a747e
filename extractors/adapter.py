"""Adapter: articles in, extractions out. The only door between spaCy and the rest of the program."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extractors.french import pipeline as french
from extractors.languages import extra_missing, primary, require_supported
from extractors.pipeline import describe, load_pipeline
from extractors.triage import load_triage
from kg.config import resource
from kg.errors import KgError, SourceError
from kg.ids import digest
from kg.model import Article, Extraction, Failure

#: Characters of the longest article that is read: coreference compares every mention with those before it.
LONGEST: Final = 300_000


def extractor_label() -> str:
    """What reads: the program, its version, models and rules. Two equal labels read an article alike."""
    return f"space-cooperation-kg/{version('space-cooperation-kg')} {describe()} {french.describe()} rules/{_rules()}"


@cache
def _rules() -> str:
    """Eight hexadecimal digits of what decides besides the models: the stages, their settings, the gazetteer."""
    folder = Path(__file__).parent
    files = [
        *folder.glob("*.py"),
        *folder.glob("french/*.py"),
        folder / "pipeline.cfg",
        *resource("data/gazetteer").glob("*.tsv"),
    ]
    return digest(*(path.read_text("utf-8") for path in sorted(files, key=lambda path: path.name)))[:8]


def extract_articles(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """Extract each article, in order, exactly one result per article. Nothing is written.

    A failure is a result: it names the stage and keeps the rest of the batch going. Raises `ModelError` before the
    first article if a model is missing or damaged, since then nothing at all can be read. An article in a language that
    is not read, or that needs an extra which is not installed, is a failure that says so.
    """
    load_pipeline()
    label = extractor_label()
    for article in articles:
        try:
            yield extract_article(article, label)
        except SourceError as error:
            yield Failure(
                error.subject, "extract", f"{error.trouble} ({error.remedy})" if error.remedy else error.trouble
            )
        except (KgError, ValueError, IndexError, KeyError, RuntimeError, MemoryError) as error:
            # one article that a stage chokes on must not end the batch; what is a bug shows as a failure with its type
            yield Failure(article.source or article.id, "extract", f"{type(error).__name__}: {error}")


def extract_article(article: Article, label: str) -> Extraction:
    """Entities and claims of one article: none, and no model is asked, where nothing speaks for it (`triage`)."""
    if primary(article.lang) == "en" and load_triage().reason(article.text) is None:
        return Extraction(article, extractor=label)
    doc = read_doc(article)
    return Extraction(article, tuple(doc._.entities), tuple(doc._.claims), label)


def pipeline_for(article: Article) -> Language:
    """The pipeline for the article's language. Raises `SourceError` if that is not read, or its extra is missing."""
    lang, source = primary(article.lang), article.source or article.id
    require_supported(lang, source)
    if lang == "en":
        return load_pipeline()
    if not french.installed():
        raise extra_missing(lang, source)
    return french.load_french_pipeline()


def read_doc(article: Article) -> Doc:
    """The article after all stages, for those who train and measure them."""
    if len(article.text) > LONGEST:
        raise ValueError(
            f"{len(article.text):,} characters are too many for one article (split it; at most {LONGEST:,})"
        )
    nlp = pipeline_for(article)
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return nlp(doc)
