"""An article's graph read back: the inverse of `kg.rdf.articles`, for replay, review and export."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.model import (
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
)
from kg.rdf.terms import DATE_TYPES, rounded

_ENTITY_TYPES: Final = {v.SC + type: type for type in ENTITY_TYPES}
_PREDICATES: Final = {v.SC + predicate: predicate for predicate in PREDICATES}
_MODALITIES: Final = {v.SC + modality: modality for modality in MODALITIES}

#: The values of one node, by the IRI of the property.
_Node = dict[str, list[NamedNode | Literal]]


def extraction_of(quads: Iterable[Quad]) -> Extraction:
    """The extraction that an article's graph came from, in its `normal` order.

    Derived nodes and plain triples are not read: they follow from the claims. Raises `ValueError` if the quads hold
    no article or more than one, or a claim or an article without what it must have.
    """
    nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
    by_type: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        subject, object = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(object, NamedNode | Literal):
            nodes[subject.value][quad.predicate.value].append(object)
            if quad.predicate.value == v.RDF_type:
                by_type[object.value].append(subject.value)
    articles = by_type[v.SC_Article]
    if len(articles) != 1:
        raise ValueError(f"these quads hold {len(articles)} articles, not one")
    node = nodes[articles[0]]
    sentences = {iri: _evidence(nodes, nodes[iri]) for iri in by_type[v.SC_Sentence]}
    extraction = Extraction(
        article=_article(node),
        entities=tuple(_entities(nodes, by_type)),
        claims=tuple(_claim(nodes[iri], sentences) for iri in by_type[v.SC_Claim]),
        extractor=_text(nodes[_text(node, v.PROV_wasGeneratedBy)], v.RDFS_label),
    )
    return normal(extraction)


def normal(extraction: Extraction) -> Extraction:
    """The same extraction in the one order that its graph can tell.

    Entities and claims come in the order of the text, mentions likewise; aliases and identifiers elsewhere sorted,
    each once; confidences to four decimals.
    """
    entities = (
        replace(
            entity,
            mentions=tuple(sorted(set(entity.mentions))),
            aliases=tuple(sorted(set(entity.aliases))),
            same_as=tuple(sorted(set(entity.same_as))),
        )
        for entity in extraction.entities
    )
    claims = (
        replace(claim, confidence=rounded(claim.confidence), evidence=tuple(sorted(set(claim.evidence))))
        for claim in extraction.claims
    )
    return replace(
        extraction,
        entities=tuple(sorted(entities, key=_entity_order)),
        claims=tuple(sorted(claims, key=_claim_order)),
    )


def _entity_order(entity: Entity) -> tuple[bool, tuple[Mention, ...], str]:
    return not entity.mentions, entity.mentions[:1], entity.id  # what is never mentioned comes last


def _claim_order(claim: Claim) -> tuple[tuple[Evidence, ...], str, str, str, str]:
    return claim.evidence, claim.subject, claim.predicate, claim.object, claim.modality


def _text(node: _Node, predicate: str) -> str:
    values = node.get(predicate)
    return values[0].value if values else ""


def _number(node: _Node, predicate: str) -> int:
    text = _text(node, predicate)
    if not text.isdecimal():
        raise ValueError(f"{predicate}: {text!r} is not a position in a text")
    return int(text)


def _article(node: _Node) -> Article:
    issued = _text(node, v.DCT_issued)
    return Article(
        id=_text(node, v.DCT_identifier),
        text=_text(node, v.SCHEMA_articleBody),
        title=_text(node, v.DCT_title),
        published=dt.date.fromisoformat(issued) if issued else None,
        author=_text(node, v.DCT_creator),
        publisher=_text(node, v.DCT_publisher),
        url=_text(node, v.SCHEMA_url),
        lang=_text(node, v.DCT_language),
    )


def _entities(nodes: dict[str, _Node], by_type: dict[str, list[str]]) -> Iterator[Entity]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for iri in by_type[v.SC_Mention]:
        node = nodes[iri]
        mention = Mention(_number(node, v.OA_start), _number(node, v.OA_end), _text(node, v.OA_exact))
        mentions[_text(node, v.OA_hasBody)].append(mention)
    for class_iri, type in _ENTITY_TYPES.items():
        for iri in by_type[class_iri]:
            node = nodes[iri]
            yield Entity(
                id=iri,
                type=type,
                name=_text(node, v.RDFS_label),
                mentions=tuple(mentions[iri]),
                same_as=tuple(value.value for value in node.get(v.SKOS_exactMatch, ())),
                aliases=tuple(value.value for value in node.get(v.SKOS_altLabel, ())),
            )


def _evidence(nodes: dict[str, _Node], sentence: _Node) -> Evidence:
    start = end = 0
    quote = ""
    for selector in sentence.get(v.OA_hasSelector, ()):
        node = nodes[selector.value]
        if _text(node, v.RDF_type) == v.OA_TextPositionSelector:
            start, end = _number(node, v.OA_start), _number(node, v.OA_end)
        else:
            quote = _text(node, v.OA_exact)
    return Evidence(start, end, quote)


def _claim(node: _Node, sentences: dict[str, Evidence]) -> Claim:
    try:
        (object,) = node[v.RDF_object]
        return Claim(
            subject=_text(node, v.RDF_subject),
            predicate=_PREDICATES[_text(node, v.RDF_predicate)],
            object=object.value,
            object_type=_object_type(object),
            modality=_MODALITIES[_text(node, v.SC_modality)],
            confidence=float(_text(node, v.SC_confidence)),
            evidence=tuple(sentences[value.value] for value in node.get(v.SC_evidence, ())),
        )
    except KeyError as error:
        raise ValueError(f"a claim has an unknown predicate, modality or evidence: {error}") from error


def _object_type(object: NamedNode | Literal) -> ObjectType:
    if isinstance(object, NamedNode):
        return "entity"
    return "date" if object.datatype.value in DATE_TYPES else "text"
