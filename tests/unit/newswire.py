"""One hand-built extraction that has everything a graph can hold; tests of `kg.rdf` and `kg.shapes` start from it."""

import datetime as dt

from kg.ids import PREFIXES, entity_iri
from kg.model import Article, Claim, Entity, EntityType, Evidence, Extraction, Mention, Modality, ObjectType, Predicate

FIRST = (
    "In 2018, CNES President Anne Morel and Roscosmos signed a pact on space biology "
    "— for France and Russia — at MAKS in Zhukovsky."
)
SECOND = "Morel also met Igor Petrov, whose balloon 🎈 Kulik, part of Foton, is to fly in May 2022."
THIRD = "CNES denied that it would join the Lunar Charter; the French agency works with IKI."
TEXT = " ".join((FIRST, SECOND, THIRD))


def entity(type: EntityType, local: str, name: str, *surfaces: str, wikidata: str = "") -> Entity:
    """An entity with a mention for each occurrence of each surface; those that are not its name are aliases."""
    spans = sorted(
        Mention(start, start + len(surface), surface)
        for surface in surfaces or (name,)
        for start in range(len(TEXT))
        if TEXT.startswith(surface, start)
    )
    return Entity(
        id=entity_iri(type, local),
        type=type,
        name=name,
        mentions=tuple(spans),
        same_as=(PREFIXES["wd"] + wikidata,) if wikidata else (),
        aliases=tuple(sorted({surface for surface in surfaces if surface != name})),
    )


CNES = entity("Agency", "cnes", "CNES", "CNES", "the French agency", wikidata="Q48756")
ROSCOSMOS = entity("Agency", "roscosmos", "Roscosmos")
IKI = entity("Agency", "iki", "IKI")
FRANCE = entity("Country", "france", "France")
MOREL = entity("Person", "anne-morel", "Anne Morel", "Anne Morel", "Morel also")
PETROV = entity("Person", "igor-petrov", "Igor Petrov")
PACT = entity("Agreement", "pact-on-space-biology", "pact on space biology", "a pact on space biology")
CHARTER = entity("Agreement", "lunar-charter", "Lunar Charter")
KULIK = entity("Project", "kulik", "Kulik")
FOTON = entity("Project", "foton", "Foton")
MAKS = entity("Event", "maks", "MAKS")
ZHUKOVSKY = entity("Place", "zhukovsky", "Zhukovsky")


def claim(
    sentence: str,
    subject: Entity,
    predicate: Predicate,
    object: Entity | str,
    modality: Modality = "asserted",
    confidence: float = 0.9,
    *,
    date: bool = False,
) -> Claim:
    """A claim that one of the three sentences states."""
    start = TEXT.index(sentence)
    kind: ObjectType = "entity" if isinstance(object, Entity) else "date" if date else "text"
    return Claim(
        subject=subject.id,
        predicate=predicate,
        object=object.id if isinstance(object, Entity) else object,
        object_type=kind,
        modality=modality,
        confidence=confidence,
        evidence=(Evidence(start, start + len(sentence), sentence),),
    )


def pact() -> Extraction:
    """Asserted, planned and negated claims, a doubtful one, dates of several precisions, both symmetric predicates."""
    return Extraction(
        article=Article(
            id="pact",
            text=TEXT,
            title="A pact",
            published=dt.date(2019, 9, 6),
            author="Staff",
            publisher="Test Wire",
            url="https://news.example/pact",
        ),
        entities=(
            CNES,
            MOREL,
            ROSCOSMOS,
            PACT,
            FRANCE,
            MAKS,
            ZHUKOVSKY,
            PETROV,
            KULIK,
            FOTON,
            CHARTER,
            IKI,
        ),
        claims=(
            claim(FIRST, CNES, "partyTo", PACT, confidence=0.93126),
            claim(FIRST, ROSCOSMOS, "partyTo", PACT),
            claim(FIRST, CNES, "agencyOf", FRANCE),
            claim(FIRST, MOREL, "holdsPosition", "President"),
            claim(FIRST, MOREL, "positionAt", CNES),
            claim(FIRST, PACT, "signedBy", MOREL),
            claim(FIRST, PACT, "signedOn", "2018", date=True),
            claim(FIRST, PACT, "signedAt", MAKS),
            claim(FIRST, PACT, "agreementType", "other"),
            claim(FIRST, PACT, "concerns", "space biology"),
            claim(FIRST, PACT, "concerns", KULIK),
            claim(FIRST, MAKS, "takesPlaceIn", ZHUKOVSKY),
            claim(FIRST, MAKS, "eventDate", "2019-08-27/2019-09-01", date=True),
            claim(FIRST, CNES, "cooperatesWith", ROSCOSMOS),
            claim(SECOND, MOREL, "met", PETROV),
            claim(SECOND, KULIK, "partOf", FOTON),
            claim(SECOND, KULIK, "launchDate", "2022-05", "planned", date=True),
            claim(THIRD, CNES, "partyTo", CHARTER, "negated"),
            claim(THIRD, CHARTER, "concerns", "the Moon", "planned"),
            claim(THIRD, CNES, "cooperatesWith", IKI, confidence=0.31),
        ),
        extractor="by hand/1",
    )
