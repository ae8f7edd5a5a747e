"""An article's graph: the article, its entities and mentions, its claims with their evidence, and plain triples.

Names in the graph (mentions, sentences, claims) are hashes of what they are and where, so the same extraction always
gives the same quads. What is derived from the claims is in `kg.rdf.derived`.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.config import CONFIDENCE_THRESHOLD
from kg.ids import PREFIXES, article_iri, claim_iri, content_hash, digest, sentence_iri
from kg.model import DATE_PREDICATES, SYMMETRIC, Article, Claim, Entity, Evidence, Extraction, ObjectType, Predicate
from kg.rdf.derived import derived_triples
from kg.rdf.terms import (
    ALT_LABEL,
    ENTITY_CLASSES,
    EXACT_MATCH,
    LABEL,
    MODALITY_NODES,
    PREDICATE_NODES,
    TYPE,
    confidence,
    day,
    moment,
    rounded,
)

Node = NamedNode | Literal
Spo = tuple[NamedNode, NamedNode, Node]

_ARTICLE: Final = NamedNode(v.SC_Article)
_ACTIVITY: Final = NamedNode(v.PROV_Activity)
_MENTION: Final = NamedNode(v.SC_Mention)
_SENTENCE: Final = NamedNode(v.SC_Sentence)
_POSITION_SELECTOR: Final = NamedNode(v.OA_TextPositionSelector)
_QUOTE_SELECTOR: Final = NamedNode(v.OA_TextQuoteSelector)
_CLAIM: Final = NamedNode(v.SC_Claim)
_IDENTIFIER: Final = NamedNode(v.DCT_identifier)
_TITLE: Final = NamedNode(v.DCT_title)
_ISSUED: Final = NamedNode(v.DCT_issued)
_CREATOR: Final = NamedNode(v.DCT_creator)
_PUBLISHER: Final = NamedNode(v.DCT_publisher)
_LANGUAGE: Final = NamedNode(v.DCT_language)
_URL: Final = NamedNode(v.SCHEMA_url)
_ANY_URI: Final = NamedNode(v.XSD_anyURI)
_BODY: Final = NamedNode(v.SCHEMA_articleBody)
_HASH: Final = NamedNode(v.SC_contentHash)
_GENERATED_BY: Final = NamedNode(v.PROV_wasGeneratedBy)
_MENTIONED_IN: Final = NamedNode(v.SC_mentionedIn)
_HAS_BODY: Final = NamedNode(v.OA_hasBody)
_HAS_SOURCE: Final = NamedNode(v.OA_hasSource)
_HAS_SELECTOR: Final = NamedNode(v.OA_hasSelector)
_START: Final = NamedNode(v.OA_start)
_END: Final = NamedNode(v.OA_end)
_EXACT: Final = NamedNode(v.OA_exact)
_SUBJECT: Final = NamedNode(v.RDF_subject)
_PREDICATE: Final = NamedNode(v.RDF_predicate)
_OBJECT: Final = NamedNode(v.RDF_object)
_MODALITY: Final = NamedNode(v.SC_modality)
_CONFIDENCE: Final = NamedNode(v.SC_confidence)
_OBSERVED_ON: Final = NamedNode(v.SC_observedOn)
_EVIDENCE: Final = NamedNode(v.SC_evidence)
_STATED_IN: Final = NamedNode(v.SC_statedIn)


_TEXT_PREDICATES: Final = frozenset({"holdsPosition", "agreementType"})


def quads_of(extraction: Extraction) -> list[Quad]:
    """Everything that the article yields, as the quads of its graph, sorted, each once.

    The order of entities, mentions, aliases and claims does not matter. Raises `ValueError` where the extraction
    breaks its invariants (see `Extraction`): a claim about an entity that it does not have or with an object that
    does not fit its predicate, an entity or a claim given twice, a span whose text is not the article's, an
    impossible date or confidence.
    """
    _check(extraction)
    article = NamedNode(article_iri(extraction.article))
    run = NamedNode(PREFIXES["run"] + digest(extraction.extractor))
    triples: set[Spo] = {(run, TYPE, _ACTIVITY), (run, LABEL, Literal(extraction.extractor))}
    triples.update(_article(article, run, extraction.article))
    for entity in extraction.entities:
        triples.update(_entity(article, entity))
    published = extraction.article.published
    observed = day(published) if published else None
    plain: list[Claim] = []
    for claim in extraction.claims:
        triples.update(_claim(article, run, observed, claim))
        if claim.modality == "asserted" and rounded(claim.confidence) >= CONFIDENCE_THRESHOLD:
            plain.append(claim)
            triples.update(_plain(claim))
    for evidence in {evidence for claim in extraction.claims for evidence in claim.evidence}:
        triples.update(_sentence(article, evidence))
    triples.update(derived_triples(article, extraction, plain))
    return sorted((Quad(s, p, o, article) for s, p, o in triples), key=str)


def _check(extraction: Extraction) -> None:
    known = {entity.id for entity in extraction.entities}
    if len(known) != len(extraction.entities):
        raise ValueError(f"{extraction.article.id}: two entities share an id")
    text = extraction.article.text
    for entity in extraction.entities:
        for mention in entity.mentions:
            if text[mention.start : mention.end] != mention.text or not mention.text:
                raise ValueError(f"{extraction.article.id}: the text at {mention.start} is not {mention.text!r}")
    said = set()
    for claim in extraction.claims:
        said.add((claim.subject, claim.predicate, claim.object, claim.modality))
        if claim.subject not in known or (claim.object_type == "entity" and claim.object not in known):
            raise ValueError(f"{extraction.article.id}: a claim speaks of an entity that the article has not: {claim}")
        if claim.object_type not in _object_types(claim.predicate):
            raise ValueError(f"{extraction.article.id}: the object does not fit the predicate: {claim}")
        for evidence in claim.evidence:
            if text[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
                raise ValueError(f"{extraction.article.id}: the text at {evidence.start} is not {evidence.quote!r}")
    if len(said) != len(extraction.claims):
        raise ValueError(f"{extraction.article.id}: two claims say the same")


def _object_types(predicate: Predicate) -> tuple[ObjectType, ...]:
    if predicate == "concerns":
        return ("entity", "text")
    return ("date",) if predicate in DATE_PREDICATES else ("text",) if predicate in _TEXT_PREDICATES else ("entity",)


def _article(node: NamedNode, run: NamedNode, article: Article) -> Iterator[Spo]:
    yield node, TYPE, _ARTICLE
    yield node, _IDENTIFIER, Literal(article.id)
    yield node, _BODY, Literal(article.text)
    yield node, _HASH, Literal(content_hash(article))
    yield node, _GENERATED_BY, run
    if article.published:
        yield node, _ISSUED, day(article.published)
    if article.url:
        yield node, _URL, _url(article.url)
    for predicate, value in (
        (_TITLE, article.title),
        (_CREATOR, article.author),
        (_PUBLISHER, article.publisher),
        (_LANGUAGE, article.lang),
    ):
        if value:
            yield node, predicate, Literal(value)


def _url(url: str) -> Node:
    try:
        return NamedNode(url)
    except ValueError:  # an address with a blank in it, say: kept as it was given, but not as a node
        return Literal(url, datatype=_ANY_URI)


def _entity(article: NamedNode, entity: Entity) -> Iterator[Spo]:
    node = NamedNode(entity.id)
    yield node, TYPE, ENTITY_CLASSES[entity.type]
    yield node, LABEL, Literal(entity.name)
    yield node, _MENTIONED_IN, article
    for alias in entity.aliases:
        yield node, ALT_LABEL, Literal(alias)
    for same in entity.same_as:
        yield node, EXACT_MATCH, NamedNode(same)
    for mention in entity.mentions:
        iri = PREFIXES["mention"] + digest(article.value, entity.id, str(mention.start), str(mention.end))
        at = NamedNode(iri)
        yield at, TYPE, _MENTION
        yield at, _HAS_BODY, node
        yield at, _HAS_SOURCE, article
        yield at, _START, Literal(mention.start)
        yield at, _END, Literal(mention.end)
        yield at, _EXACT, Literal(mention.text)


def _sentence(article: NamedNode, evidence: Evidence) -> Iterator[Spo]:
    iri = sentence_iri(article.value, evidence.start, evidence.end)
    sentence, position, quote = NamedNode(iri), NamedNode(iri + "-position"), NamedNode(iri + "-quote")
    yield sentence, TYPE, _SENTENCE
    yield sentence, _HAS_SOURCE, article
    yield sentence, _HAS_SELECTOR, position
    yield sentence, _HAS_SELECTOR, quote
    yield position, TYPE, _POSITION_SELECTOR
    yield position, _START, Literal(evidence.start)
    yield position, _END, Literal(evidence.end)
    yield quote, TYPE, _QUOTE_SELECTOR
    yield quote, _EXACT, Literal(evidence.quote)


def _claim(article: NamedNode, run: NamedNode, observed: Literal | None, claim: Claim) -> Iterator[Spo]:
    node = NamedNode(claim_iri(article.value, claim))
    yield node, TYPE, _CLAIM
    yield node, _SUBJECT, NamedNode(claim.subject)
    yield node, _PREDICATE, PREDICATE_NODES[claim.predicate]
    yield node, _OBJECT, _object(claim)
    yield node, _MODALITY, MODALITY_NODES[claim.modality]
    yield node, _CONFIDENCE, confidence(claim.confidence)
    yield node, _STATED_IN, article
    yield node, _GENERATED_BY, run
    if observed:
        yield node, _OBSERVED_ON, observed
    for evidence in claim.evidence:
        yield node, _EVIDENCE, NamedNode(sentence_iri(article.value, evidence.start, evidence.end))


def _plain(claim: Claim) -> Iterator[Spo]:
    subject, predicate, object = NamedNode(claim.subject), PREDICATE_NODES[claim.predicate], _object(claim)
    yield subject, predicate, object
    if claim.predicate in SYMMETRIC and isinstance(object, NamedNode):
        yield object, predicate, subject


def _object(claim: Claim) -> Node:
    if claim.object_type == "entity":
        return NamedNode(claim.object)
    return moment(claim.object) if claim.object_type == "date" else Literal(claim.object)
