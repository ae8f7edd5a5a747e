import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox
import pytest

from kg import vocab as v
from kg.config import CONFIDENCE_THRESHOLD
from kg.ids import ID, PREFIXES, article_iri, expand, shorten
from kg.model import Claim, EntityType, Extraction
from kg.rdf import (
    FORMATS,
    GAZETTEER_GRAPH,
    canonical,
    extraction_of,
    gazetteer_quads,
    normal,
    parse,
    quads_of,
    reified,
    serialise,
)
from tests.unit import newswire
from tests.unit.newswire import CHARTER, CNES, FIRST, FRANCE, MOREL, PACT, PETROV, ROSCOSMOS, SECOND, claim, pact

Triple = tuple[str, str, str]


def triples(quads: Iterable[ox.Quad]) -> set[Triple]:
    """Subject, predicate and object as one would type them in a query."""
    return {(_short(q.subject), _short(q.predicate), _short(q.object)) for q in quads}


def _short(term: object) -> str:
    return shorten(term.value) if isinstance(term, ox.NamedNode) else getattr(term, "value", "")


def about(quads: Iterable[ox.Quad], predicate: str) -> set[tuple[str, str]]:
    return {(s, o) for s, p, o in triples(quads) if p == predicate}


def with_claims(*claims: Claim) -> Extraction:
    return replace(pact(), claims=claims)


# ------------------------------------------------------------------------------------------------ article graph


def test_the_graph_is_that_of_the_article_alone() -> None:
    assert {str(quad.graph_name) for quad in quads_of(pact())} == {f"<{article_iri(pact().article)}>"}


def test_the_graph_of_an_extraction_gives_the_extraction_back() -> None:
    assert extraction_of(quads_of(pact())) == normal(pact())


def test_the_order_of_entities_claims_and_quads_does_not_matter() -> None:
    shuffled = random.Random(3)
    entities, claims = list(pact().entities), list(pact().claims)
    shuffled.shuffle(entities)
    shuffled.shuffle(claims)
    other = replace(pact(), entities=tuple(entities), claims=tuple(claims))
    quads = quads_of(other)
    assert canonical(quads) == canonical(quads_of(pact()))
    assert quads == quads_of(pact())
    shuffled.shuffle(quads)
    assert extraction_of(quads) == normal(pact())


def test_a_store_gives_back_every_byte() -> None:
    store = ox.Store()
    store.extend(quads_of(pact()))
    assert canonical(store) == canonical(quads_of(pact()))


def test_no_blank_nodes_and_no_time_of_processing() -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in quads_of(pact()) for term in quad)


def test_offsets_count_code_points() -> None:
    text = newswire.TEXT
    kulik = next(e for e in extraction_of(quads_of(pact())).entities if e.name == "Kulik")
    assert text.index("🎈") < kulik.mentions[0].start  # a balloon is one code point, and two UTF-16 units
    assert text[kulik.mentions[0].start : kulik.mentions[0].end] == "Kulik"


def test_sentences_are_shared_by_the_claims_that_they_state() -> None:
    assert len({o for _, o in about(quads_of(pact()), "sc:evidence")}) == 3


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda x: replace(x, entities=x.entities[1:]), "speaks of an entity that the article has not"),
        (lambda x: replace(x, entities=(*x.entities, CNES)), "two entities share an id"),
        (lambda x: replace(x, claims=(*x.claims, x.claims[0])), "two claims say the same"),
        (lambda x: replace(x, article=replace(x.article, text="x" + x.article.text)), "is not"),
        (lambda x: replace(x, claims=(replace(x.claims[0], confidence=1.2),)), "between 0 and 1"),
        (lambda x: replace(x, claims=(claim(FIRST, CNES, "partyTo", "a pact"),)), "does not fit the predicate"),
        (lambda x: replace(x, claims=(claim(FIRST, PACT, "signedOn", "last June", date=True),)), "not a date"),
        (lambda x: replace(x, claims=(claim(FIRST, PACT, "signedOn", "2019-02-30", date=True),)), "day"),
        (lambda x: replace(x, claims=(claim(FIRST, PACT, "signedOn", "2019/2018", date=True),)), "ends before"),
    ],
)
def test_an_extraction_that_breaks_its_invariants_is_refused(change, trouble: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=trouble):
        quads_of(change(pact()))


def test_an_address_that_is_no_iri_is_kept_as_it_was_given() -> None:
    extraction = replace(pact(), article=replace(pact().article, url="news of today"))
    assert extraction_of(quads_of(extraction)) == normal(extraction)


def test_a_graph_without_an_article_is_refused() -> None:
    with pytest.raises(ValueError, match="0 articles"):
        extraction_of([])


# ------------------------------------------------------------------------------------------------ plain triples


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (claim(FIRST, CNES, "partyTo", PACT), True),
        (claim(FIRST, CNES, "partyTo", PACT, confidence=CONFIDENCE_THRESHOLD), True),
        (claim(FIRST, CNES, "partyTo", PACT, confidence=CONFIDENCE_THRESHOLD - 0.01), False),
        (claim(FIRST, CNES, "partyTo", PACT, "planned"), False),
        (claim(FIRST, CNES, "partyTo", PACT, "negated"), False),
    ],
)
def test_a_plain_triple_stands_only_beside_an_asserted_and_certain_claim(said: Claim, stands: bool) -> None:
    quads = quads_of(with_claims(said))
    assert (("agency:cnes", "agreement:pact-on-space-biology") in about(quads, "sc:partyTo")) is stands
    assert len(about(quads, "rdf:subject")) == 1
    assert bool(about(quads, "sc:participant")) is stands


def test_cooperation_and_meetings_are_claimed_once_and_stand_both_ways() -> None:
    quads = quads_of(with_claims(claim(FIRST, CNES, "cooperatesWith", ROSCOSMOS), claim(SECOND, MOREL, "met", PETROV)))
    assert len(about(quads, "rdf:subject")) == 2
    assert about(quads, "sc:cooperatesWith") == {
        ("agency:cnes", "agency:roscosmos"),
        ("agency:roscosmos", "agency:cnes"),
    }
    assert len(about(quads, "sc:met")) == 2


@pytest.mark.parametrize(
    ("date", "datatype", "earliest", "latest"),
    [
        ("2018", v.XSD_gYear, "2018-01-01", "2018-12-31"),
        ("2020-02", v.XSD_gYearMonth, "2020-02-01", "2020-02-29"),
        ("2019-06-17", v.XSD_date, "2019-06-17", "2019-06-17"),
        ("2019-11-27/2019-12", v.SC_interval, "2019-11-27", "2019-12-31"),
    ],
)
def test_a_date_keeps_its_precision_and_bounds_the_day_of_signing(
    date: str, datatype: str, earliest: str, latest: str
) -> None:
    quads = quads_of(with_claims(claim(FIRST, PACT, "signedOn", date, date=True)))
    literals = {q.object for q in quads if q.predicate.value == v.SC_signedOn}
    assert literals == {ox.Literal(date, datatype=ox.NamedNode(datatype))}
    assert about(quads, "sc:signedEarliest") == {("agreement:pact-on-space-biology", earliest)}
    assert about(quads, "sc:signedLatest") == {("agreement:pact-on-space-biology", latest)}


# ------------------------------------------------------------------------------------------------ n-ary nodes


def test_a_participation_tells_who_for_which_country_signed_by_whom() -> None:
    quads = quads_of(pact())
    participants = {o: s for s, o in about(quads, "sc:participant")}
    assert set(participants) == {"agency:cnes", "agency:roscosmos"}
    assert about(quads, "sc:onBehalfOf") == {(participants["agency:cnes"], "country:france")}
    assert about(quads, "sc:signatory") == {(participants["agency:cnes"], "person:anne-morel")}
    assert {o for _, o in about(quads, "sc:participation")} == set(participants.values())


def test_who_signed_without_a_position_at_a_party_is_nobodys_signatory() -> None:
    quads = quads_of(with_claims(claim(FIRST, CNES, "partyTo", PACT), claim(FIRST, PACT, "signedBy", MOREL)))
    assert not about(quads, "sc:signatory")


def test_a_position_is_attested_on_the_day_of_the_article() -> None:
    quads = quads_of(pact())
    ((position, person),) = about(quads, "org:member")
    assert person == "person:anne-morel"
    assert about(quads, "org:organization") == {(position, "agency:cnes")}
    assert about(quads, "sc:title") == {(position, "President")}
    assert about(quads, "sc:attestedOn") == {(position, "2019-09-06")}


def positions(*claims: Claim) -> set[tuple[str, str]]:
    """Title and organisation of each position."""
    quads = quads_of(with_claims(*claims))
    titles, organizations = dict(about(quads, "sc:title")), dict(about(quads, "org:organization"))
    return {(titles.get(node, ""), organizations.get(node, "")) for node, _ in about(quads, "org:member")}


def test_titles_and_organisations_are_paired_by_their_sentence() -> None:
    assert positions(
        claim(FIRST, MOREL, "holdsPosition", "President"),
        claim(FIRST, MOREL, "positionAt", CNES),
        claim(SECOND, MOREL, "holdsPosition", "adviser"),
        claim(SECOND, MOREL, "positionAt", FRANCE),
    ) == {("President", "agency:cnes"), ("adviser", "country:france")}


def test_two_titles_and_two_organisations_of_one_sentence_are_paired_in_its_order() -> None:
    # "… CNES President Anne Morel … signed … for France …": the title that stands first goes with CNES.
    assert positions(
        claim(FIRST, MOREL, "positionAt", FRANCE),
        claim(FIRST, MOREL, "holdsPosition", "signed"),
        claim(FIRST, MOREL, "holdsPosition", "President"),
        claim(FIRST, MOREL, "positionAt", CNES),
    ) == {("President", "agency:cnes"), ("signed", "country:france")}


def test_what_is_left_of_titles_and_organisations_belongs_together() -> None:
    said = claim(FIRST, MOREL, "holdsPosition", "President"), claim(SECOND, MOREL, "positionAt", CNES)
    assert positions(*said) == {("President", "agency:cnes")}


def test_a_title_is_not_carried_over_to_another_organisation() -> None:
    assert positions(
        claim(FIRST, MOREL, "holdsPosition", "President"),
        claim(FIRST, MOREL, "positionAt", CNES),
        claim(SECOND, MOREL, "positionAt", FRANCE),
    ) == {("President", "agency:cnes"), ("", "country:france")}


def test_a_title_without_an_organisation_is_a_position_too() -> None:
    assert positions(claim(FIRST, MOREL, "holdsPosition", "President")) == {("President", "")}


def test_topics_follow_from_what_agreements_concern_planned_ones_too() -> None:
    topics = about(quads_of(pact()), "dct:subject")
    assert topics == {
        ("agreement:pact-on-space-biology", "topic:space-biology"),
        ("agreement:lunar-charter", "topic:lunar-exploration"),
    }


@pytest.mark.parametrize(("modality", "confidence"), [("negated", 0.9), ("asserted", 0.1)])
def test_what_an_agreement_is_denied_or_doubted_to_concern_gives_no_topic(modality, confidence: float) -> None:  # type: ignore[no-untyped-def]
    quads = quads_of(with_claims(claim(FIRST, CHARTER, "concerns", "the Moon", modality, confidence)))
    assert not about(quads, "dct:subject")


# ------------------------------------------------------------------------------------------------ formats


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_can_be_read_back(format: str) -> None:
    back = parse(serialise(quads_of(pact()), format), format)
    assert triples(back) == triples(quads_of(pact()))
    if format in {"nq", "trig", "jsonld"}:
        assert canonical(back) == canonical(quads_of(pact()))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="not an RDF format"):
        serialise([], "docx")


def test_canonical_text_has_one_sorted_line_a_quad_and_each_once() -> None:
    quads = quads_of(pact())
    text = canonical([*quads, *reversed(quads)])
    lines = text.removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert len(lines) == len(quads)


def test_canonical_text_does_not_depend_on_the_names_of_blank_nodes() -> None:
    one = parse("_:a <http://e.x/p> _:b . _:b <http://e.x/q> 'c' .", "ttl")
    two = parse("_:y <http://e.x/q> 'c' . _:x <http://e.x/p> _:y .", "ttl")
    assert canonical(one) == canonical(two)


@pytest.mark.parametrize("format", ["ttl", "nt", "nq", "trig"])
def test_claims_can_be_exported_as_reifiers_which_assert_nothing(format: str) -> None:
    quads = parse(serialise(reified(quads_of(pact())), format), format)
    reifiers = [quad for quad in quads if quad.predicate.value == v.RDF_reifies]
    assert len(reifiers) == len(pact().claims)
    assert all(isinstance(quad.object, ox.Triple) for quad in reifiers)
    assert not about(quads, "rdf:subject")
    assert ("agency:cnes", "agreement:lunar-charter") not in about(quads, "sc:partyTo")


# ------------------------------------------------------------------------------------------------ reference data


@dataclass(frozen=True)
class Entry:
    type: EntityType
    key: str
    surfaces: tuple[str, ...]
    country_iri: str = ""
    wikidata_iri: str = ""
    parent: str = ""

    @property
    def iri(self) -> str:
        return f"{ID}{self.type.lower()}/{self.key}"


def test_the_gazetteer_names_but_does_not_type() -> None:
    quads = gazetteer_quads(
        [
            Entry(
                "Agency", "cnes", ("CNES", "French space agency"), expand("country:france"), PREFIXES["wd"] + "Q48756"
            ),
            Entry("Agency", "sodern", ("SODERN",), parent="cnes"),
            Entry("Agency", "orphan", ("Orphan",), parent="nobody-knows"),
        ]
    )
    assert {quad.graph_name.value for quad in quads} == {GAZETTEER_GRAPH}  # type: ignore[union-attr]
    assert triples(quads) == {
        ("agency:cnes", "skos:altLabel", "CNES"),
        ("agency:cnes", "skos:altLabel", "French space agency"),
        ("agency:cnes", "sc:country", "country:france"),
        ("agency:cnes", "skos:exactMatch", "wd:Q48756"),
        ("agency:sodern", "skos:altLabel", "SODERN"),
        ("agency:sodern", "sc:parent", "agency:cnes"),
        ("agency:orphan", "skos:altLabel", "Orphan"),
    }
