"""Deterministic IRIs: the same thing said in the same article always gets the same name."""

import hashlib
import re
from typing import Final

from anyascii import anyascii

from kg.model import Article, Claim, EntityType

BASE: Final = "https://w3id.org/space-cooperation/"
ONTOLOGY: Final = BASE + "ontology#"  #: prefix ``sc:``
TOPICS: Final = BASE + "topic/"  #: prefix ``topic:``
ID: Final = BASE + "id/"

#: Prefixes that every query knows without declaring them, own instances first.
PREFIXES: Final[dict[str, str]] = {
    "sc": ONTOLOGY,
    "topic": TOPICS,
    "agency": ID + "agency/",
    "organization": ID + "organization/",
    "person": ID + "person/",
    "agreement": ID + "agreement/",
    "project": ID + "project/",
    "event": ID + "event/",
    "place": ID + "place/",
    "country": ID + "country/",
    "article": ID + "article/",
    "sentence": ID + "sentence/",
    "mention": ID + "mention/",
    "claim": ID + "claim/",
    "participation": ID + "participation/",
    "position": ID + "position/",
    "run": ID + "run/",
    "appearance": ID + "appearance/",
    "decision": ID + "decision/",
    "reviewer": ID + "reviewer/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LOCAL_NAME = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A local name that can be typed in a query: ASCII lower case, digits and single hyphens, never empty.

    Letters of all scripts are transliterated. A name without any letter or digit gets a hash of itself.
    """
    local = _LOCAL_NAME.sub("-", anyascii(name).lower()).strip("-")
    return local[:80].rstrip("-") or "x" + digest(name)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on every part and on where one ends and the next begins."""
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def entity_iri(type: EntityType, local: str) -> str:
    """``…/id/agency/cnes`` for ``("Agency", "cnes")``. ``local`` must be a slug or a gazetteer key."""
    return f"{ID}{type.lower()}/{local}"


def article_iri(article: Article) -> str:
    """The article's IRI, which is also the name of its graph."""
    return PREFIXES["article"] + digest(article.key)


def content_hash(article: Article) -> str:
    """A hash of everything that the article is, apart from where it was read (``sc:contentHash``)."""
    published = article.published.isoformat() if article.published else ""
    return digest(
        article.id,
        article.text,
        article.title,
        published,
        article.author,
        article.publisher,
        article.url,
        article.lang,
    )


def said_by(article: Article) -> str:
    """A hash of what the article says, whatever it is called and wherever it was read."""
    return digest(article.title, str(article.published or ""), article.text)


def sentence_iri(article: str, start: int, end: int) -> str:
    """The IRI of one evidence span of the article with IRI ``article``."""
    return PREFIXES["sentence"] + digest(article, str(start), str(end))


def claim_iri(article: str, claim: Claim) -> str:
    """A claim's IRI: a hash of what it says and of the article (an IRI) that says it."""
    return PREFIXES["claim"] + digest(article, claim.subject, claim.predicate, claim.object, claim.modality)


def shorten(iri: str) -> str:
    """``agency:cnes`` for its IRI; an IRI without a known prefix comes back unchanged."""
    head, tail = _split(iri)
    for prefix, namespace in PREFIXES.items():
        if head == namespace and tail:
            return f"{prefix}:{tail}"
    return iri


def expand(name: str) -> str:
    """The IRI of ``agency:cnes``; what has no known prefix comes back unchanged."""
    prefix, colon, local = name.partition(":")
    namespace = PREFIXES.get(prefix) if colon and not local.startswith("//") else None
    return namespace + local if namespace else name


def _split(iri: str) -> tuple[str, str]:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]
