"""Networks made by hand, from the rows that the questions of the network would give."""

from collections.abc import Sequence

from kg.ids import PREFIXES, expand
from kg.views.network import Network, build_network

ARTICLE = PREFIXES["article"] + "1"
LATER = PREFIXES["article"] + "2"

#: Subject, predicate, object, modality, article. An object with a known prefix is an entity.
Said = tuple[str, str, str, str, str]

CLAIMS: list[Said] = [
    ("agency:cnes", "cooperatesWith", "agency:isro", "asserted", ARTICLE),
    ("agency:isro", "cooperatesWith", "agency:cnes", "asserted", LATER),
    ("agency:cnes", "cooperatesWith", "agency:isro", "negated", LATER),
    ("agency:cnes", "partyTo", "agreement:pact", "planned", ARTICLE),
    ("agreement:pact", "signedOn", "2020-03", "asserted", ARTICLE),
    ("agreement:pact", "signedBy", "person:le-gall", "asserted", ARTICLE),
    ("person:le-gall", "holdsPosition", "President", "asserted", ARTICLE),
]
ARTICLES = [
    (ARTICLE, "CNES and ISRO to watch the seas", "2020-03-10", "Test Wire", "https://news.example/seas"),
    (LATER, "An end, and a beginning", None, None, None),
]
ENTITIES = [
    ("agency:cnes", "Agency", "CNES", 2),
    ("agency:cnes", "Agency", "French space agency", 1),
    ("agency:isro", "Agency", "ISRO", 2),
    ("agreement:pact", "Agreement", "Pact on the seas", 1),
    ("person:le-gall", "Person", "Jean-Yves Le Gall", 1),
    ("person:bystander", "Person", "A Bystander", 1),
]
NAMES = [
    ("agency:cnes", None, "http://www.wikidata.org/entity/Q48756"),
    ("agency:isro", "Indian space agency", None),
]


def claim_rows(claims: Sequence[Said], sentence: str = "They said so.") -> list[tuple[object, ...]]:
    """Rows of ``network-claims``: each claim with one sentence and its place in the list as identifier."""
    return [
        (
            f"{PREFIXES['claim']}{number}",
            expand(subject),
            predicate,
            expand(object),
            expand(object) != object,
            modality,
            0.5 + number / 100,
            article,
            10 * number,
            f"{number}: {sentence}",
        )
        for number, (subject, predicate, object, modality, article) in enumerate(claims)
    ]


def hand_made(claims: Sequence[Said] = CLAIMS, *, sentence: str = "They said so.", label: str = "CNES") -> Network:
    """A small network with every modality, a symmetric edge said both ways, dates and a person."""
    entities = [(expand(iri), type, label if name == "CNES" else name, n) for iri, type, name, n in ENTITIES]
    names = [(expand(iri), alias, same_as) for iri, alias, same_as in NAMES]
    return build_network(entities, names, claim_rows(claims, sentence), ARTICLES)


def star(size: int) -> Network:
    """One agency and all it leads: ``size`` entities."""
    return hand_made([("agency:cnes", "leads", f"project:p{n:04}", "asserted", ARTICLE) for n in range(size - 1)])
