"""The whole extractor with its bundled models: whatever the text, the promises of `kg.model.Extraction` hold."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.adapter import extract_articles
from kg.model import DATE_PREDICATES, ENTITY_TYPES, MODALITIES, PREDICATES, Article, Extraction
from kg.rdf import extraction_of, quads_of

NEWS = (
    "MOSCOW, Sept. 6. CNES President Jean-Yves Le Gall and Dmitry Rogozin, head of Roscosmos, signed a memorandum on "
    "space biology in Moscow on 6 September 2019. The French agency will fly its experiments on Bion-M2 in 2023.\n\n"
    "Roscosmos and ISRO did not sign the framework agreement."
)
PIECES = [*NEWS.split(), "’s", "(", ")", ",", "\n", "the", "of", "Dr", "in 2019", "Artemis II"]


def extract(text: str) -> Extraction:
    [result] = extract_articles([Article("a", text, published=dt.date(2019, 9, 6))])
    assert isinstance(result, Extraction), result
    return result


def check(x: Extraction) -> None:
    text, ids = x.article.text, [e.id for e in x.entities]
    assert len(set(ids)) == len(ids)
    for entity in x.entities:
        assert entity.type in ENTITY_TYPES
        assert entity.name.strip()
        assert entity.mentions == tuple(sorted(set(entity.mentions)))
        assert entity.name not in entity.aliases
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.text
    said = [(c.subject, c.predicate, c.object, c.modality) for c in x.claims]
    assert len(set(said)) == len(said)
    for claim in x.claims:
        assert claim.predicate in PREDICATES
        assert claim.modality in MODALITIES
        assert claim.subject in ids
        assert claim.object_type != "entity" or claim.object in ids
        assert (claim.object_type == "date") == (claim.predicate in DATE_PREDICATES)
        assert 0 <= claim.confidence <= 1
        assert claim.evidence
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    quads = quads_of(x)
    assert quads_of(extraction_of(quads)) == quads


def test_news_is_read() -> None:
    extraction = extract(NEWS)
    check(extraction)
    names = {e.name for e in extraction.entities}
    assert {"CNES", "Roscosmos", "Jean-Yves Le Gall", "Dmitry Rogozin"} <= names
    heads = {(extraction.entity(c.subject).name, c.object) for c in extraction if c.predicate == "positionAt"}
    assert ("Dmitry Rogozin", next(e.id for e in extraction.entities if e.name == "Roscosmos")) in heads


def test_the_same_article_gives_the_same_extraction() -> None:
    assert extract(NEWS) == extract(NEWS)


def test_an_article_is_read_alike_alone_and_in_a_batch() -> None:
    article = Article("a", NEWS, published=dt.date(2019, 9, 6))
    _, second = extract_articles([Article("b", "ESA and JAXA met in Tokyo."), article])
    assert second == extract(NEWS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "...",
        "—",
        "2019",
        "12 34 56",
        "🚀🛰️ 👩‍🚀",
        "🚀 CNES 🤝 ISRO 🛰️ signed an MoU in Paris 🇫🇷.",
        "宇宙航空研究開発機構(JAXA)と欧州宇宙機関は2019年9月6日に東京で協定に署名した。",
        "وقعت وكالة الإمارات للفضاء مذكرة تفاهم مع روسكوسموس في موسكو.",
        "Роскосмос и CNES подписали соглашение в Москве.",
        "e\u0301tude de l\u2019Agence spatiale franc\u0327aise \u200b\ufeff CNES",
        "CNES\x00 and\x07 ISRO\x1b[31m",
        "CNES and ISRO\rsigned\r\nan agreement\u2028in Paris.",
        "A" * 3000,
        "CNES " * 400,
        "(" * 500,
        "CNES, " * 100 + "and ISRO signed.",
        "\U00010400 \ud7ff \ue000 \uffff",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    check(extract(text))


def test_a_text_without_words_yields_nothing() -> None:
    extraction = extract("...\n\n—")
    assert (extraction.entities, extraction.claims) == ((), ())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
        st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    )
)
def test_extraction_never_raises_and_keeps_its_promises(text: str) -> None:
    check(extract(text))
