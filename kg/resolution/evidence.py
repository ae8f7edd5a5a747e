"""Evidence: what articles say of an appearance, for a reviewer who compares two of them side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from kg.ids import digest
from kg.model import Claim, Extraction
from kg.rdf import Quad, extraction_of
from kg.resolution.book import face
from kg.resolution.index import IdentityIndex
from kg.resolution.lookup import Pair

_MOST_SENTENCES: Final = 3
_AROUND: Final = 80  #: characters shown on both sides of a mention where no claim has a sentence


class Graphs(Protocol):
    """A snapshot, or a store that is being written."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of a graph."""
        ...


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that may be one: its face, how many articles speak of it, and what the first of them says."""

    article: str  #: IRI
    article_id: str
    published: str
    entity: str
    name: str
    appearances: int
    facts: tuple[str, ...]
    sentences: tuple[str, ...]


def pair_id(pair: Pair) -> str:
    """Eight hexadecimal digits by which a reviewer names a pair."""
    return digest(pair.first, pair.second)[:8]


def sides(index: IdentityIndex, graphs: Graphs, pair: Pair) -> tuple[Side, Side]:
    """Both sides of a pair."""
    return _side(index, graphs, pair.first), _side(index, graphs, pair.second)


def _side(index: IdentityIndex, graphs: Graphs, bundle: str) -> Side:
    ref = face(index.members(bundle))
    extraction = extraction_of(graphs.quads(ref.article))
    claims = [c for c in extraction.claims if ref.entity in (c.subject, c.object)]
    quotes = dict.fromkeys(evidence.quote for claim in claims for evidence in claim.evidence)
    published = extraction.article.published
    return Side(
        ref.article,
        extraction.article.id,
        published.isoformat() if published else "",
        ref.entity,
        ref.name,
        index.count(bundle),
        tuple(dict.fromkeys(_fact(extraction, claim) for claim in claims)),
        tuple(quotes)[:_MOST_SENTENCES] or tuple(_around(extraction, ref.entity)),
    )


def _fact(extraction: Extraction, claim: Claim) -> str:
    names = {entity.id: entity.name for entity in extraction.entities}
    modality = "" if claim.modality == "asserted" else f" ({claim.modality})"
    return f"{names[claim.subject]} {claim.predicate} {names.get(claim.object, claim.object)}{modality}"


def _around(extraction: Extraction, entity: str) -> Iterator[str]:
    text = extraction.article.text
    for mention in extraction.entity(entity).mentions[:1]:
        yield text[max(0, mention.start - _AROUND) : mention.end + _AROUND].replace("\n", " ")
