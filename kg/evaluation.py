"""Evaluation: precision, recall and F1 of extractions against gold articles, by the rules of ``data/gold/README.md``.

Alignment is one to one: a predicted entity is the gold entity with which it shares surfaces, if their types are
compatible; a predicted claim is right if a gold fact says the same of the aligned entities in the same modality.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.annotation import Fact, GoldArticle, GoldEntity, load_gold
from kg.model import DATE_PREDICATES, SYMMETRIC, Claim, Entity, Extraction

CORE: Final = frozenset(
    "holdsPosition positionAt partyTo signedBy signedOn signedAt agreementType cooperatesWith participatesIn leads "
    "launchDate met".split()
)
_LOOSE: Final = ({"Agency", "Organization"}, {"Place", "Country"}, {"Event", "Place"})
_DETERMINER: Final = re.compile(r"(?:the|an?|its|their|this|that|his|her) ", re.IGNORECASE)
_STOP: Final = frozenset("the a an of for on in and to its their new with between".split())
#: An object that the program leaves as text may stand for a gold entity with nearly its name, for these predicates.
_BY_NAME: Final = frozenset({"concerns", "signedAt", "takesPlaceIn"})
_SAME_WORDS: Final = 0.67
_SAID: Final = 0.5


@dataclass(slots=True)
class Counts:
    """True positives, false positives and false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Which part of what was found is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Which part of what is there was found; 0 where nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def row(self) -> dict[str, float]:
        """The figures, rounded to four places."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {k: round(v, 4) for k, v in figures.items()} | {"tp": self.tp, "fp": self.fp, "fn": self.fn}


@dataclass(frozen=True, slots=True)
class Error:
    """One fact that was extracted wrongly or missed, in the gold's or the program's own names, and where it is said."""

    article: str
    kind: str  #: "wrong" or "missed"
    fact: Fact
    names: tuple[str, str] = ("", "")  #: of subject and object, for people
    sentence: str = ""


@dataclass(slots=True)
class Report:
    """Scores of a gold set.

    ``groups`` holds one row a predicate, one an entity type (``entity:Agency``), and facts by the article's style
    (``style:wire``) and by modality (``modality:planned``). ``mentions`` counts marked spans, articles and determiners
    left aside; ``linking`` those aligned entities whose gold name the given gazetteer knows.
    """

    articles: int = 0
    mentions: Counts = field(default_factory=Counts)
    linking: Counts = field(default_factory=Counts)
    entities: Counts = field(default_factory=Counts)
    facts: Counts = field(default_factory=Counts)
    core: Counts = field(default_factory=Counts)
    groups: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    errors: list[Error] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The figures as plain data."""
        totals = {name: getattr(self, name).row() for name in ("mentions", "entities", "linking", "facts", "core")}
        groups = {name: self.groups[name].row() for name in sorted(self.groups)}
        return {"articles": self.articles, **totals, "groups": groups}


__all__ = ["Error", "GoldArticle", "GoldEntity", "Report", "align", "evaluate", "load_gold"]

Resolve = Callable[[str, str], str | None]  #: name and type -> IRI, None if the gazetteer does not know the name


def evaluate(gold: Iterable[GoldArticle], extractions: Iterable[Extraction], resolve: Resolve | None = None) -> Report:
    """Score extractions, matched to gold by ``article.id``; a gold article without one counts as missed.

    With ``resolve`` (a gazetteer) linking is scored too.
    """
    predicted = {x.article.id: x for x in extractions}
    report = Report()
    for item in gold:
        report.articles += 1
        found = predicted.get(item.article.id) or Extraction(item.article)
        mapping = align(item.entities, found.entities, found.article.text)
        _score_entities(report, item, found.entities, mapping)
        _score_mentions(report, item, found)
        if resolve:
            _score_linking(report, item, mapping, resolve)
        _score_facts(report, item, found, mapping)
    return report


def align(gold: Mapping[str, GoldEntity], predicted: Sequence[Entity], text: str) -> dict[str, str]:
    """One-to-one map from the id of a predicted entity to a gold key, by shared surfaces and compatible type."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, entity in gold.items():
        for surface in entity.surfaces:
            owners[_norm(surface)].add(key)
    pairs = []
    for found in predicted:
        surfaces = Counter(text[m.start : m.end] for m in found.mentions) or Counter([found.name])
        for key, entity in gold.items():
            if found.type != entity.type and not any({found.type, entity.type} <= group for group in _LOOSE):
                continue
            score = _likeness_of_entities(found, surfaces, entity, owners)
            if score >= _SAID:
                pairs.append((score + (0.25 if found.type == entity.type else 0), found.id, key))
    mapping: dict[str, str] = {}
    for _, id, key in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if id not in mapping and key not in mapping.values():
            mapping[id] = key
    return mapping


def _likeness_of_entities(
    found: Entity, surfaces: Mapping[str, int], gold: GoldEntity, owners: Mapping[str, set[str]]
) -> float:
    score = 0.0
    names = {_norm(s) for s in gold.surfaces} | {_norm(gold.name)}
    for surface, count in surfaces.items():
        normal = _norm(surface)
        if normal in names and len(owners.get(normal, ())) <= 1:
            score += 2 * count
        elif any(overlap(normal, s) >= _SAME_WORDS for s in names):
            score += 0.5 * count
    return score + overlap(found.name, gold.name)


def _score_entities(report: Report, item: GoldArticle, predicted: Sequence[Entity], mapping: Mapping[str, str]) -> None:
    report.entities.tp += len(mapping)
    report.entities.fp += len(predicted) - len(mapping)
    report.entities.fn += len(item.entities) - len(mapping)
    for found in predicted:
        group = report.groups["entity:" + found.type]
        group.tp += found.id in mapping
        group.fp += found.id not in mapping
    for key, entity in item.entities.items():
        report.groups["entity:" + entity.type].fn += key not in mapping.values()


def _score_mentions(report: Report, item: GoldArticle, found: Extraction) -> None:
    """A mention is right where a mark of a compatible type has its characters, determiners aside."""
    text = item.article.text
    marked = {_bare(text, *span): e.type for e in item.entities.values() for span in e.spans}
    said = {_bare(found.article.text, m.start, m.end): e.type for e in found.entities for m in e.mentions}
    right = sum(span in marked and _compatible(type, marked[span]) for span, type in said.items())
    report.mentions.tp += right
    report.mentions.fp += len(said) - right
    report.mentions.fn += len(marked) - right


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    determiner = _DETERMINER.match(text, start, end)
    return (determiner.end() if determiner else start), end


def _compatible(a: str, b: str) -> bool:
    return a == b or any({a, b} <= group for group in _LOOSE)


def _score_linking(report: Report, item: GoldArticle, mapping: Mapping[str, str], resolve: Resolve) -> None:
    """An aligned entity is linked rightly if it has the IRI that the gazetteer gives the gold name."""
    for id, key in mapping.items():
        gold = item.entities[key]
        known = resolve(gold.name, gold.type)
        if known:
            report.linking.tp += id == known
            report.linking.fp += id != known
            report.linking.fn += id != known


def _score_facts(report: Report, item: GoldArticle, found: Extraction, mapping: Mapping[str, str]) -> None:
    matched: set[int] = set()
    names = {e.id: e.name for e in found.entities}
    said: dict[Fact, Claim] = {(c.subject, c.predicate, c.object, c.modality): c for c in reversed(found.claims)}
    options = [(fact, _candidates(fact, item, mapping)) for fact in _distinct(found.claims)]
    for fact, choices in sorted(options, key=lambda o: -o[1][0][0] if o[1] else 1.0):
        free = [i for _, i in choices if i not in matched]
        if choices and not free:
            continue  # the same gold fact said twice in other words: neither right nor wrong
        if free:
            matched.add(free[0])
        else:
            called = (names.get(fact[0], fact[0]), names.get(fact[2], fact[2]))
            quote = " … ".join(e.quote for e in said[fact].evidence)
            report.errors.append(Error(item.article.id, "wrong", fact, called, quote))
        for counts in _scopes(report, item, fact):
            counts.tp += bool(free)
            counts.fp += not free
    for index, fact in enumerate(item.facts):
        if index not in matched:
            subject, object = (item.entities[x].name if x in item.entities else x for x in (fact[0], fact[2]))
            report.errors.append(Error(item.article.id, "missed", fact, (subject, object), _sentence(item, fact)))
            for counts in _scopes(report, item, fact):
                counts.fn += 1


def _sentence(item: GoldArticle, fact: Fact) -> str:
    """The first sentence that names both ends of a gold fact, else the first that names one."""
    ends = [list(item.entities[x].surfaces) if x in item.entities else [x] for x in (fact[0], fact[2])]
    lines = [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", item.article.text) if s.strip()]
    named = [sum(any(surface in line for surface in end) for end in ends) for line in lines]
    most = max(named, default=0)
    return lines[named.index(most)] if most else ""


def _scopes(report: Report, item: GoldArticle, fact: Fact) -> list[Counts]:
    scopes = [report.facts, report.groups[fact[1]], report.groups["modality:" + fact[3]]]
    if item.style:
        scopes.append(report.groups["style:" + item.style])
    return [*scopes, report.core] if fact[1] in CORE else scopes


def _distinct(claims: Iterable[Claim]) -> Iterable[Fact]:
    seen = set()
    for c in claims:
        ends = (c.subject, c.object)
        key = (c.predicate, c.modality, tuple(sorted(ends)) if c.predicate in SYMMETRIC else ends)
        if key not in seen:
            seen.add(key)
            yield (c.subject, c.predicate, c.object, c.modality)


def _candidates(fact: Fact, item: GoldArticle, mapping: Mapping[str, str]) -> list[tuple[float, int]]:
    """Gold facts that a predicted fact may be, best first: (likeness, index)."""
    subject, predicate, object, modality = fact
    s, o = mapping.get(subject), mapping.get(object)
    found = []
    for index, (gs, gp, go, gm) in enumerate(item.facts):
        if (gp, gm) != (predicate, modality) or s is None:
            continue
        best = 0.0
        for a, b in ((s, o), (o, s)) if predicate in SYMMETRIC else ((s, o),):
            if a != gs:
                continue
            if go not in item.entities:
                best = max(best, _likeness(predicate, go, object))
            elif b == go:
                best = 1.0
            elif o is None and predicate in _BY_NAME:
                close = overlap(object, item.entities[go].name)
                best = max(best, close if close >= _SAME_WORDS else 0.0)
        if best >= _SAID:
            found.append((best, index))
    return sorted(found, key=lambda c: (-c[0], c[1]))


def _likeness(predicate: str, gold: str, predicted: str) -> float:
    """How well a predicted literal says the gold literal, 0 to 1."""
    if predicate in DATE_PREDICATES:
        return float(gold == predicted)
    if predicate == "agreementType":
        return float(_norm(gold) == _norm(predicted))
    if predicate == "holdsPosition":
        a, b = set(_tokens(gold)), set(_tokens(predicted))
        return len(a & b) / len(a | b) / 2 + 0.5 if a and b and (a <= b or b <= a) else 0.0
    return overlap(gold, predicted)


def overlap(a: str, b: str) -> float:
    """F1 of the words of two strings, small words left out."""
    ta, tb = Counter(_tokens(a)), Counter(_tokens(b))
    if not ta or not tb:
        return 0.0
    return 2 * sum((ta & tb).values()) / (sum(ta.values()) + sum(tb.values()))


def _norm(text: str) -> str:
    text = re.sub(r"[’'`]s\b", "", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", text))


def _tokens(text: str) -> list[str]:
    return [t for t in _norm(text).split() if t not in _STOP]
