"""What each stage does to a Doc made by hand, the reader scripted: no model is loaded."""

from itertools import pairwise

import pytest
from spacy.tokens import Doc

from extractors.coreference import Coreference
from extractors.gazetteer import load_gazetteer
from extractors.linking import Linking
from extractors.mentions import Mentions
from extractors.pipeline import Read
from extractors.reader import Found, Reading
from extractors.relations import Relations
from kg.model import Claim, Entity
from tests.unit.stages import ScriptedReader, doc_of, found, mention, settings


def mentions(doc: Doc) -> list[tuple[str, str]]:
    Mentions(load_gazetteer(), **settings("kg_mentions"))(doc)
    return [(m.text, m.type) for m in doc._.mentions]


def clusters(doc: Doc, *same: tuple[str, str]) -> list[list[str]]:
    reader = ScriptedReader(same=same)
    reader.text = doc.text
    Coreference(load_gazetteer(), reader, **settings("kg_coreference"))(doc)
    return [[m.text for m in c.mentions] for c in doc._.clusters]


def linked(doc: Doc) -> list[Entity]:
    clusters(doc)
    Linking(load_gazetteer(), **settings("kg_linking"))(doc)
    entities: list[Entity] = doc._.entities
    return entities


def claims(doc: Doc, said: dict[tuple[str, str, str], float]) -> list[Claim]:
    linked(doc)
    reader = ScriptedReader(related=said)
    reader.text = doc.text
    Relations(load_gazetteer(), reader, **settings("kg_relations"))(doc)
    made: list[Claim] = doc._.claims
    return made


def said(made: list[Claim]) -> set[tuple[str, str, str]]:
    return {(c.subject.rpartition("/id/")[2], c.predicate, c.object.rpartition("/id/")[2]) for c in made}


def test_reading_assigns_what_the_reader_says_and_the_dates() -> None:
    class Silent(ScriptedReader):
        def read(self, text: str) -> Reading:
            self.text = text
            return None  # type: ignore[return-value]

        def tag(self, reading: Reading) -> tuple[list[Found], list[Found]]:
            return [found(self.text, "CNES", "Agency")], [found(self.text, "President", "Title")]

    doc = Read(Silent())(doc_of("CNES named its President on 3 May 2019."))
    assert [x.type for x in doc._.names + doc._.literals] == ["Agency", "Title"]
    assert [d.value for d in doc._.dates] == ["2019-05-03"]


def test_an_unknown_name_is_proposed_by_the_reader_alone() -> None:
    doc = doc_of("Zorbital Institute met a partner.")
    doc._.names = [found(doc.text, "Zorbital Institute", "Organization")]
    assert mentions(doc) == [("Zorbital Institute", "Organization")]


def test_a_known_name_is_found_though_the_reader_is_silent() -> None:
    assert mentions(doc_of("Yesterday Roscosmos said nothing.")) == [("Roscosmos", "Agency")]


def test_what_the_reader_doubts_is_left_out() -> None:
    doc = doc_of("Zorbital Institute met a partner.")
    doc._.names = [found(doc.text, "Zorbital Institute", "Organization", probability=0.1)]
    assert mentions(doc) == []


def test_a_byline_names_nobody_who_acts() -> None:
    doc = doc_of("A pact is signed\n\nBy Anna Zorbit\n\nMOSCOW. Anna Zorbit of the union signed it.")
    doc._.names = [found(doc.text, "Anna Zorbit", "Person", nth=n) for n in (1, 2)]
    assert mentions(doc) == [("Anna Zorbit", "Person")]


def test_the_gazetteer_says_which_kind_of_organisation_a_known_name_is() -> None:
    doc = doc_of("The contract of Roscosmos ended.")
    doc._.names = [found(doc.text, "Roscosmos", "Organization")]
    assert mentions(doc) == [("Roscosmos", "Agency")]


@pytest.mark.parametrize(
    ("text", "span", "type", "kept"),
    [
        ("The head, Anna Berg of the office, spoke.", "Anna Berg of the", "Person", "Anna Berg"),
        ("Anna Berg said so.", "Anna Berg said", "Person", "Anna Berg"),
        ("Maria van der Linden came.", "Maria van der Linden", "Person", "Maria van der Linden"),
        ("Then H.E. Tarek El-Masry came.", "H.E. Tarek El-Masry", "Person", "Tarek El-Masry"),
        ("It was Donald J. Trump’s policy.", "Donald J", "Person", "Donald J. Trump"),
    ],
)
def test_a_span_loses_what_cannot_belong_to_it(text: str, span: str, type: str, kept: str) -> None:
    doc = doc_of(text)
    doc._.names = [found(text, span, type)]
    assert (kept, type) in mentions(doc)


@pytest.mark.parametrize(
    ("text", "span", "type", "expected"),
    [
        ("Zorbita, a new start-up, signed.", "Zorbita", "Project", [("Zorbita", "Organization")]),
        ("Anna Zorbit, a company spokeswoman, spoke.", "Anna Zorbit", "Person", [("Anna Zorbit", "Person")]),
        ("It flew with ESA, a company official said.", "ESA", "Agency", [("ESA", "Agency")]),
        ("Then Gen. spoke.", "Gen", "Person", []),
        ("It won a 2022 award.", "2022", "Agreement", []),
        ("It is the National plan.", "National", "Organization", []),
    ],
)
def test_what_a_span_is_taken_for(text: str, span: str, type: str, expected: list[tuple[str, str]]) -> None:
    doc = doc_of(text)
    doc._.names = [found(text, span, type)]
    assert mentions(doc) == expected


def test_the_first_a_memorandum_is_one_text() -> None:
    doc = doc_of("Two texts were signed. The first, a memorandum of understanding, is on ice; a letter is on rain.")
    doc._.mentions = [
        mention(doc.text, x, "Agreement") for x in ("The first", "a memorandum of understanding", "a letter")
    ]
    assert clusters(doc) == [["The first", "a memorandum of understanding"], ["a letter"]]


def test_mentions_never_overlap() -> None:
    doc = doc_of("The Space Climate Observatory in Paris and the Paris Air Show.")
    doc._.names = [found(doc.text, "Space Climate", "Project"), found(doc.text, "Paris", "Place", nth=2)]
    mentions(doc)
    spans = [(m.start, m.end) for m in doc._.mentions]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        (
            "CNES signed. CNES's partner is Roscosmos.",
            [("CNES", "Agency", 1), ("CNES", "Agency", 2), ("Roscosmos", "Agency", 1)],
            [["CNES", "CNES"], ["Roscosmos"]],
        ),
        (
            "The Zorbital Climate Observatory (ZCO) grew. ZCO is new.",
            [("Zorbital Climate Observatory", "Project", 1), ("ZCO", "Project", 1), ("ZCO", "Project", 2)],
            [["Zorbital Climate Observatory", "ZCO", "ZCO"]],
        ),
        (
            "Anna Berg spoke. Berg left.",
            [("Anna Berg", "Person", 1), ("Berg", "Person", 2)],
            [["Anna Berg", "Berg"]],
        ),
        (
            "Bion-M1 flew, Bion-M2 will.",
            [("Bion-M1", "Project", 1), ("Bion-M2", "Project", 1)],
            [["Bion-M1"], ["Bion-M2"]],
        ),
        (
            "CNES met Roscosmos. The French agency agreed.",
            [("CNES", "Agency", 1), ("Roscosmos", "Agency", 1), ("The French agency", "Agency", 1)],
            [["CNES", "The French agency"], ["Roscosmos"]],
        ),
    ],
)
def test_names_that_are_one_name_are_one_thing(
    text: str, parts: list[tuple[str, str, int]], expected: list[list[str]]
) -> None:
    doc = doc_of(text)
    doc._.mentions = [mention(text, surface, type, nth=nth) for surface, type, nth in parts]
    assert clusters(doc) == expected


def test_a_description_joins_what_the_reader_says_it_means() -> None:
    doc = doc_of("Zorbital Institute grew. The institute is old.")
    parts = [("Zorbital Institute", "Organization"), ("The institute", "Organization")]
    doc._.mentions = [mention(doc.text, *part) for part in parts]
    assert clusters(doc, ("Zorbital Institute", "The institute")) == [["Zorbital Institute", "The institute"]]


@pytest.mark.parametrize(
    ("text", "first", "second", "type"),
    [
        ("Artemis I flew. Artemis II will.", "Artemis I", "Artemis II", "Project"),
        ("CNES met Roscosmos.", "CNES", "Roscosmos", "Agency"),
        ("Anna Berg met Carl Dahl.", "Anna Berg", "Carl Dahl", "Person"),
        ("They signed the letter of intent. The contract", "the letter of intent", "The contract", "Agreement"),
        (
            "They signed the implementation plan. The founding document",
            "the implementation plan",
            "The founding document",
            "Agreement",
        ),
        ("They signed the protocol and a protocol.", "the protocol", "a protocol", "Agreement"),
    ],
)
def test_the_reader_cannot_join_what_differs_in_number_entry_name_or_kind(
    text: str, first: str, second: str, type: str
) -> None:
    doc = doc_of(text)
    doc._.mentions = [mention(text, first, type), mention(text, second, type)]
    assert clusters(doc, (first, second)) == [[first], [second]]


def test_a_known_agency_is_linked_and_named_as_known() -> None:
    doc = doc_of("Roskosmos and CNES's team met.")
    doc._.mentions = [mention(doc.text, "Roskosmos", "Agency"), mention(doc.text, "CNES's", "Agency")]
    roscosmos, cnes = linked(doc)
    assert (roscosmos.id.rpartition("/id/")[2], roscosmos.name) == ("agency/roscosmos", "Roscosmos")
    assert (cnes.id.rpartition("/id/")[2], cnes.name) == ("agency/cnes", "CNES")
    assert all(x.same_as and x.same_as[0].startswith("http://www.wikidata.org/entity/Q") for x in (roscosmos, cnes))


def test_an_unknown_name_gets_an_entity_without_a_link() -> None:
    doc = doc_of("Anna Berg spoke. Berg left.")
    doc._.mentions = [mention(doc.text, "Anna Berg", "Person"), mention(doc.text, "Berg", "Person", nth=2)]
    [person] = linked(doc)
    assert (person.id.rpartition("/id/")[2], person.name, person.same_as) == ("person/anna-berg", "Anna Berg", ())


def test_somebody_whom_the_article_never_names_is_no_entity() -> None:
    doc = doc_of("The director spoke.")
    doc._.mentions = [mention(doc.text, "The director", "Person")]
    assert linked(doc) == []


def test_two_articles_never_share_an_agreement_without_a_name() -> None:
    ids = set()
    for id in ("one", "two"):
        doc = doc_of("They signed a memorandum.", id=id)
        doc._.mentions = [mention(doc.text, "a memorandum", "Agreement")]
        ids |= {x.id for x in linked(doc)}
    assert len(ids) == 2


def test_a_relation_becomes_a_claim_with_the_sentence_that_states_it() -> None:
    doc = doc_of("CNES is in Paris. CNES works with ISRO. Nothing else.")
    doc._.mentions = [
        mention(doc.text, "CNES", "Agency"),
        mention(doc.text, "CNES", "Agency", nth=2),
        mention(doc.text, "ISRO", "Agency"),
    ]
    [claim] = claims(doc, {("CNES", "cooperatesWith", "ISRO"): 5.0})
    assert said([claim]) == {("agency/cnes", "cooperatesWith", "agency/isro")}
    assert [e.quote for e in claim.evidence] == ["CNES works with ISRO."]
    assert 0 < claim.confidence <= 1


def test_a_symmetric_relation_is_claimed_once() -> None:
    doc = doc_of("CNES works with ISRO.")
    doc._.mentions = [mention(doc.text, "CNES", "Agency"), mention(doc.text, "ISRO", "Agency")]
    both = {("CNES", "cooperatesWith", "ISRO"): 5.0, ("ISRO", "cooperatesWith", "CNES"): 4.0}
    assert len(claims(doc, both)) == 1


def test_who_leads_is_not_also_said_to_take_part() -> None:
    doc = doc_of("CNES leads Zorbit-1.")
    doc._.mentions = [mention(doc.text, "CNES", "Agency"), mention(doc.text, "Zorbit-1", "Project")]
    made = claims(doc, {("CNES", "participatesIn", "Zorbit-1"): 5.0, ("CNES", "leads", "Zorbit-1"): 5.0})
    assert [c.predicate for c in made] == ["leads"]


def test_an_agreement_with_a_party_gets_its_type() -> None:
    doc = doc_of("CNES signed a memorandum of understanding.")
    doc._.mentions = [
        mention(doc.text, "CNES", "Agency"),
        mention(doc.text, "a memorandum of understanding", "Agreement"),
    ]
    made = claims(doc, {("CNES", "partyTo", "a memorandum of understanding"): 5.0})
    assert {(c.predicate, c.object) for c in made if c.object_type == "text"} == {
        ("agreementType", "memorandum of understanding")
    }


def test_a_fixed_phrase_states_a_position_without_the_reader() -> None:
    doc = doc_of("CNES President Anna Berg spoke.")
    doc._.mentions = [mention(doc.text, "CNES", "Agency"), mention(doc.text, "Anna Berg", "Person")]
    doc._.literals = [found(doc.text, "President", "Title")]
    assert said(claims(doc, {})) == {
        ("person/anna-berg", "holdsPosition", "President"),
        ("person/anna-berg", "positionAt", "agency/cnes"),
    }
