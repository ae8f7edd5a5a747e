"""The kernel: frozen values that every stage speaks. Standard library only, no I/O."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

EntityType = Literal["Agency", "Organization", "Person", "Agreement", "Project", "Event", "Place", "Country"]
Modality = Literal["asserted", "planned", "negated"]
ObjectType = Literal["entity", "text", "date"]
Predicate = Literal[
    "holdsPosition",
    "positionAt",
    "partyTo",
    "signedBy",
    "signedOn",
    "signedAt",
    "agreementType",
    "concerns",
    "cooperatesWith",
    "participatesIn",
    "leads",
    "contributes",
    "partOf",
    "launchDate",
    "met",
    "takesPlaceIn",
    "eventDate",
    "agencyOf",
    "memberOf",
]

ENTITY_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)
PREDICATES: Final[tuple[Predicate, ...]] = get_args(Predicate)
MODALITIES: Final[tuple[Modality, ...]] = get_args(Modality)
SYMMETRIC: Final[frozenset[Predicate]] = frozenset({"cooperatesWith", "met"})
DATE_PREDICATES: Final[frozenset[Predicate]] = frozenset({"signedOn", "launchDate", "eventDate"})

#: ``agreementType`` takes one of these.
AGREEMENT_TYPES: Final[tuple[str, ...]] = (
    "framework agreement",
    "memorandum of understanding",
    "implementing arrangement",
    "letter of intent",
    "joint statement",
    "declaration of intent",
    "contract",
    "treaty",
    "accords",
    "other",
)


@dataclass(frozen=True, slots=True)
class Article:
    """What was published, cleaned of everything that is not the article.

    ``text`` is the body that all offsets count in, in Unicode code points. ``id`` names the article for people and
    outside tools (the record's ``id``, else the file's stem); ``key`` tells two articles apart.
    """

    id: str
    text: str
    title: str = ""
    published: dt.date | None = None
    author: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = "en"
    source: str = field(default="", compare=False)  #: where it was read from, for messages only
    identity: str = field(default="", compare=False)  #: what it is known by, where that is neither URL nor ``id``
    container: str = field(default="", compare=False)  #: what to read to come to ``source``, where it is in something

    @property
    def key(self) -> str:
        """What identifies the article: its canonical URL, its ``id`` or its file as its source says, else these."""
        return self.identity or self.url or self.id


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: first character and one past the last, in Unicode code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span that names or describes an entity. Invariant: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that one article speaks of, with its mentions in the order of the text.

    ``id`` is an IRI (see `kg.ids`); ``same_as`` holds IRIs of the same thing elsewhere (Wikidata); ``aliases`` the
    surfaces under which the article names it, without its canonical ``name``.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...] = ()
    same_as: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a claim is stated, by sentence. Invariant: ``article.text[start:end] == quote``."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with modality, confidence and evidence.

    ``subject`` is an entity's IRI. ``object`` is an entity's IRI, a text as the article says it, or an ISO 8601 date
    as precise as the article (``2019``, ``2019-06``, ``2019-06-17``); ``object_type`` says which. ``confidence`` is
    a probability between 0 and 1.
    """

    subject: str
    predicate: Predicate
    object: str
    object_type: ObjectType = "entity"
    modality: Modality = "asserted"
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields. Having no entities and no claims is a valid answer.

    Invariants: every claim's subject, and its object where that is an entity, is the ``id`` of one of ``entities``;
    no two entities share an ``id``; no two claims say the same (subject, predicate, object, modality).
    """

    article: Article
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    extractor: str = ""  #: name and version of the program, its models and settings: ``space-cooperation-kg/0.1.0 …``

    def entity(self, id: str) -> Entity:
        """The entity with that IRI. Raises `KeyError` if the article does not speak of it."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article yielded nothing: a value, so that one bad article never ends a batch."""

    source: str  #: the file, record or URL
    stage: str  #: "read", "identify" (another article has its name), "extract" or "write"
    error: str  #: one line: the trouble and the remedy
    container: str = field(default="", compare=False)  #: what to read to come to ``source``, where it is in something
