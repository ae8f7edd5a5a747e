"""Evaluation: precision, recall and F1 of extractions against gold articles, by the rules of ``data/gold/README.md``.

Alignment is one to one: a predicted entity is the gold entity with which it shares surfaces, if their types are
compatible; a predicted claim is right if a gold fact says the same of the aligned entities in the same modality.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.model import DATE_PREDICATES, SYMMETRIC, Article, Claim, Entity, Extraction

CORE: Final = frozenset(
    "holdsPosition positionAt partyTo signedBy signedOn signedAt agreementType cooperatesWith participatesIn leads "
    "launchDate met".split()
)
_LOOSE: Final = ({"Agency", "Organization"}, {"Place", "Country"}, {"Event", "Place"})
_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_STOP: Final = frozenset("the a an of for on in and to its their new with between".split())
#: An object that the program leaves as text may stand for a gold entity with nearly its name, for these predicates.
_BY_NAME: Final = frozenset({"concerns", "signedAt", "takesPlaceIn"})
_SAME_WORDS: Final = 0.67
_SAID: Final = 0.5

Fact = tuple[str, str, str, str]  #: subject, predicate, object, modality


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated entity: its surfaces and how often each is marked."""

    type: str
    name: str
    surfaces: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article."""

    article: Article
    entities: Mapping[str, GoldEntity]
    facts: tuple[Fact, ...]


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
    """One fact that was extracted wrongly or missed, in the gold's or the program's own names."""

    article: str
    kind: str  #: "wrong" or "missed"
    fact: Fact


@dataclass(slots=True)
class Report:
    """Scores of a gold set. ``groups`` holds one row a predicate and one an entity type (``entity:Agency``)."""

    articles: int = 0
    entities: Counts = field(default_factory=Counts)
    facts: Counts = field(default_factory=Counts)
    core: Counts = field(default_factory=Counts)
    groups: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    errors: list[Error] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The figures as plain data."""
        totals = {name: getattr(self, name).row() for name in ("entities", "facts", "core")}
        groups = {name: self.groups[name].row() for name in sorted(self.groups)}
        return {"articles": self.articles, **totals, "groups": groups}


def load_gold(folder: Path) -> list[GoldArticle]:
    """The annotated articles of a folder, by file name. Raises `SourceError` if a file is not one or there is none."""
    import yaml

    files = sorted(folder.glob("*.md"))
    found = []
    for file in files:
        parts = file.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) != 3 or parts[0].strip():
            if file.name == "README.md":
                continue
            raise SourceError(str(file), "has no front matter between --- lines", "see data/gold/README.md")
        try:
            meta = yaml.safe_load(parts[1])
        except yaml.YAMLError as error:
            raise SourceError(str(file), f"front matter is not YAML: {error}", "see data/gold/README.md") from error
        try:
            found.append(_gold_article(meta, parts[2]))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SourceError(str(file), f"annotation is incomplete: {error!r}", "see data/gold/README.md") from error
    if not found:
        raise SourceError(str(folder), "holds no gold articles", "name a folder of annotated .md files")
    return found


def _gold_article(meta: Mapping[str, Any], body: str) -> GoldArticle:
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for key, surface in _MARK.findall(body):
        surfaces[key][surface] += 1
    entities = {k: GoldEntity(v["type"], v["name"], surfaces[k]) for k, v in (meta.get("entities") or {}).items()}
    facts = tuple((f["s"], f["p"], str(f["o"]), f.get("modality", "asserted")) for f in meta.get("facts") or [])
    published = meta.get("published")
    article = Article(
        str(meta["id"]),
        _MARK.sub(r"\2", body).strip(),
        title=meta.get("title", ""),
        published=published
        if isinstance(published, dt.date) or published is None
        else dt.date.fromisoformat(published),
        lang=meta.get("lang", "en"),
    )
    return GoldArticle(article, entities, facts)


def evaluate(gold: Iterable[GoldArticle], extractions: Iterable[Extraction]) -> Report:
    """Score extractions, matched to gold by ``article.id``; a gold article without one counts as missed."""
    predicted = {x.article.id: x for x in extractions}
    report = Report()
    for item in gold:
        report.articles += 1
        found = predicted.get(item.article.id) or Extraction(item.article)
        mapping = align(item.entities, found.entities, found.article.text)
        _score_entities(report, item, found.entities, mapping)
        _score_facts(report, item, found.claims, mapping)
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


def _score_facts(report: Report, item: GoldArticle, claims: Sequence[Claim], mapping: Mapping[str, str]) -> None:
    matched: set[int] = set()
    options = [(fact, _candidates(fact, item, mapping)) for fact in _distinct(claims)]
    for fact, choices in sorted(options, key=lambda o: -o[1][0][0] if o[1] else 1.0):
        free = [i for _, i in choices if i not in matched]
        if choices and not free:
            continue  # the same gold fact said twice in other words: neither right nor wrong
        if free:
            matched.add(free[0])
        else:
            report.errors.append(Error(item.article.id, "wrong", fact))
        for counts in _scopes(report, fact):
            counts.tp += bool(free)
            counts.fp += not free
    for index, fact in enumerate(item.facts):
        if index not in matched:
            report.errors.append(Error(item.article.id, "missed", fact))
            for counts in _scopes(report, fact):
                counts.fn += 1


def _scopes(report: Report, fact: Fact) -> list[Counts]:
    scopes = [report.facts, report.groups[fact[1]]]
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
