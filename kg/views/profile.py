"""The profile of one entity: names, positions over time, and what articles state of it, each with its sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.model import SYMMETRIC
from kg.views.network import Fact, Network, Node

#: Which predicates are shown together, in this order; the rest follows under its own name.
SECTIONS: Final = (
    ("Agreements", ("partyTo", "signedBy", "signedOn", "signedAt", "agreementType", "concerns")),
    ("Partners and memberships", ("cooperatesWith", "memberOf", "agencyOf")),
    ("Projects", ("leads", "participatesIn", "contributes", "partOf", "launchDate")),
    ("Positions", ("holdsPosition", "positionAt")),
    ("Meetings and events", ("met", "takesPlaceIn", "eventDate")),
)
_SECTION_OF: Final = {predicate: name for name, predicates in SECTIONS for predicate in predicates}
_RANK: Final = {predicate: rank for rank, predicate in enumerate(_SECTION_OF)}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a statement: an entity (``iri`` not empty) or a text."""

    iri: str
    label: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one or more articles say in the same words. ``facts`` are the claims, newest article first."""

    subject: End
    predicate: str
    object: End
    modality: str
    facts: tuple[Fact, ...]

    @property
    def confidence(self) -> float:
        """That of the most certain claim."""
        return max(fact.confidence for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of one kind. ``left_out`` are those that a page has no room for."""

    name: str
    statements: tuple[Statement, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A position as articles attest it: who, as what, where, on which days (ISO 8601), in which articles."""

    person: End
    title: str
    body: End
    days: tuple[str, ...]
    articles: tuple[str, ...]

    @property
    def attested(self) -> str:
        """The first day, or the first and the last."""
        if not self.days:
            return ""
        return self.days[0] if self.days[0] == self.days[-1] else f"{self.days[0]} to {self.days[-1]}"


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a page about an entity shows."""

    node: Node
    posts: tuple[Post, ...]
    sections: tuple[Section, ...]

    @property
    def articles(self) -> int:
        """How many articles state something of it."""
        return len({f.source.iri for section in self.sections for s in section.statements for f in s.facts})


def profile_of(node: Node, network: Network, posts: Iterable[Sequence[object]], limit: int = 100) -> Profile:
    """The profile of an entity from the network around it and the rows of its positions.

    A row of ``posts`` is a person and name, a title, a body and name, a day and an article, any but the first None. At
    most ``limit`` statements a section are kept, those that the newest articles state.
    """
    nodes = {known.iri: known for known in network.nodes}
    statements = [
        Statement(
            _end(nodes, edge.source), edge.predicate, _end(nodes, edge.target), edge.modality, _newest(edge.facts)
        )
        for edge in _turned(network, node.iri)
    ]
    literals: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in network.literals:
        literals[fact.subject, fact.predicate, fact.object, fact.modality].append(fact)
    for (subject, predicate, object, modality), facts in literals.items():
        statements.append(Statement(_end(nodes, subject), predicate, End("", object), modality, _newest(facts)))
    return Profile(node, tuple(_posts(posts)), tuple(_sections(statements, limit)))


@dataclass(frozen=True, slots=True)
class _Turned:
    source: str
    predicate: str
    target: str
    modality: str
    facts: tuple[Fact, ...]


def _turned(network: Network, iri: str) -> Iterable[_Turned]:
    """The edges, those of symmetric predicates with the entity first."""
    for edge in network.edges:
        source, target = edge.source, edge.target
        if edge.predicate in SYMMETRIC and target == iri:
            source, target = target, source
        yield _Turned(source, edge.predicate, target, edge.modality, _newest(edge.facts))


def _sections(statements: Iterable[Statement], limit: int) -> Iterable[Section]:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[_SECTION_OF.get(statement.predicate, "Other")].append(statement)
    for name in (*dict.fromkeys(_SECTION_OF.values()), "Other"):
        if not grouped[name]:
            continue
        newest = sorted(grouped[name], key=lambda s: s.facts[0].source.date, reverse=True)[:limit]
        newest.sort(key=lambda s: (_RANK.get(s.predicate, 99), s.subject.label, s.object.label, s.modality))
        yield Section(name, tuple(newest), len(grouped[name]) - len(newest))


def _posts(rows: Iterable[Sequence[object]]) -> Iterable[Post]:
    for (person, name, title, body, body_name), group in groupby(sorted(rows, key=_post_of), key=_post_of):
        told = list(group)
        days = sorted({_text(row[5]) for row in told if row[5] is not None})
        articles = sorted({_text(row[6]) for row in told})
        yield Post(End(person, name or person), title, End(body, body_name or body), tuple(days), tuple(articles))


def _post_of(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(_text(cell) for cell in row[:5])


def _end(nodes: dict[str, Node], iri: str) -> End:
    node = nodes.get(iri)
    return End(iri, node.label, node.type) if node else End(iri, iri)


def _newest(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.source.date, fact.confidence), reverse=True))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
