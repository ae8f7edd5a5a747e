"""Whatever an article says in whatever script: its graph tells it all, and only once."""

import datetime as dt
import random
from dataclasses import replace

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import ID, article_iri, claim_iri, entity_iri, expand, shorten, slug
from kg.model import (
    DATE_PREDICATES,
    ENTITY_TYPES,
    MODALITIES,
    PREDICATES,
    Article,
    Claim,
    Entity,
    Evidence,
    Extraction,
    Mention,
    ObjectType,
    Predicate,
)
from kg.rdf import canonical, extraction_of, normal, parse, quads_of, serialise
from kg.topics import topics_in

#: What the object of a predicate is, where it is neither a date nor an entity alone.
KINDS: dict[Predicate, list[ObjectType]] = {
    "concerns": ["entity", "text"],
    "holdsPosition": ["text"],
    "agreementType": ["text"],
}

# Any text but lone surrogates, which no encoding of a file can hold.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
some_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
days = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31))
dates = st.one_of(
    days.map(dt.date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    st.tuples(days, days).map(lambda pair: f"{min(pair).isoformat()}/{max(pair).isoformat()}"),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction that keeps the invariants, sensible or not."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1])
    article = Article(
        id=draw(some_text),
        text=text,
        title=draw(any_text),
        published=draw(st.none() | days),
        author=draw(any_text),
        publisher=draw(any_text),
        url=draw(st.just("") | st.just("https://news.example/é?a=b#c") | any_text),
        lang=draw(st.sampled_from(["en", "fr", "pt-BR", ""])),
    )
    entities = []
    for type, name in draw(st.lists(st.tuples(st.sampled_from(ENTITY_TYPES), some_text), max_size=4)):
        mentions = tuple(Mention(a, b, text[a:b]) for a, b in draw(st.lists(spans, max_size=3)))
        aliases = tuple(draw(st.lists(some_text, max_size=2)))
        same = tuple(draw(st.lists(st.sampled_from(["Q1", "Q2"]).map(lambda q: expand("wd:" + q)), max_size=2)))
        entities.append(Entity(entity_iri(type, slug(name)), type, name, mentions, same, aliases))
    entities = list({entity.id: entity for entity in entities}.values())
    claims = []
    for _ in range(draw(st.integers(0, 6)) if entities else 0):
        predicate = draw(st.sampled_from(PREDICATES))
        kinds = KINDS.get(predicate, ["date"] if predicate in DATE_PREDICATES else ["entity"])
        kind = draw(st.sampled_from(kinds))
        object = (
            draw(st.sampled_from(entities)).id if kind == "entity" else draw(dates if kind == "date" else some_text)
        )
        claims.append(
            Claim(
                subject=draw(st.sampled_from(entities)).id,
                predicate=predicate,
                object=object,
                object_type=kind,
                modality=draw(st.sampled_from(MODALITIES)),
                confidence=draw(st.floats(0, 1)),
                evidence=tuple(Evidence(a, b, text[a:b]) for a, b in draw(st.lists(spans, max_size=2))),
            )
        )
    said = {(c.subject, c.predicate, c.object, c.modality): c for c in claims}
    return Extraction(article, tuple(entities), tuple(said.values()), draw(any_text))


@given(extractions())
def test_an_extraction_survives_its_graph(extraction: Extraction) -> None:
    assert extraction_of(quads_of(extraction)) == normal(extraction)


@given(extractions())
def test_the_order_that_a_graph_can_tell_is_stable(extraction: Extraction) -> None:
    assert normal(normal(extraction)) == normal(extraction)
    assert canonical(quads_of(normal(extraction))) == canonical(quads_of(extraction))


@given(extractions(), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(extraction: Extraction, shuffled: random.Random) -> None:
    entities, claims = list(extraction.entities), list(extraction.claims)
    shuffled.shuffle(entities)
    shuffled.shuffle(claims)
    assert quads_of(replace(extraction, entities=tuple(entities), claims=tuple(claims))) == quads_of(extraction)


@given(extractions())
def test_every_node_of_ours_is_a_valid_iri_that_can_be_typed(extraction: Extraction) -> None:
    for quad in quads_of(extraction):
        for term in (quad.subject, quad.predicate, quad.graph_name):
            assert isinstance(term, ox.NamedNode)
            prefix, _, local = shorten(term.value).partition(":")
            assert "/" not in local, term
            assert prefix != "https", term


@given(extractions())
def test_storing_and_writing_files_changes_no_byte(extraction: Extraction) -> None:
    quads = quads_of(extraction)
    text = canonical(quads)
    store = ox.Store()
    store.extend(quads)
    assert canonical(store) == text
    assert canonical(parse(text, "nq")) == text
    assert canonical(parse(serialise(quads, "trig"), "trig")) == text


@given(extractions())
def test_spans_of_a_graph_are_spans_of_its_text(extraction: Extraction) -> None:
    back = extraction_of(quads_of(extraction))
    for entity in back.entities:
        assert all(back.article.text[m.start : m.end] == m.text for m in entity.mentions)
    for claim in back.claims:
        assert all(back.article.text[e.start : e.end] == e.quote for e in claim.evidence)


@given(st.sampled_from(ENTITY_TYPES), any_text)
def test_names_of_any_script_give_names_that_can_be_typed(type: str, name: str) -> None:
    iri = entity_iri(type, slug(name))  # type: ignore[arg-type]
    assert ox.NamedNode(iri).value == iri
    assert iri == entity_iri(type, slug(name))  # type: ignore[arg-type]
    assert expand(shorten(iri)) == iri
    assert iri.startswith(ID)


@given(extractions())
def test_what_is_said_elsewhere_has_another_name(extraction: Extraction) -> None:
    elsewhere = replace(extraction.article, id=extraction.article.id + "x", url="")
    here = replace(extraction.article, url="")
    assert article_iri(elsewhere) != article_iri(here)
    names = {claim_iri(article_iri(here), claim) for claim in extraction.claims}
    assert len(names) == len(extraction.claims)
    assert names.isdisjoint(claim_iri(article_iri(elsewhere), claim) for claim in extraction.claims)


@given(any_text, any_text)
def test_topics_are_found_in_any_text(before: str, after: str) -> None:
    assert expand("topic:space-biology") in topics_in(f"{before} , space biology, {after}")
