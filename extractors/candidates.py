"""Candidates: relations that the reader proposes, with the signs from which `extractors.calibration` judges them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import cast

from extractors.calibration import Signs, confidence
from extractors.layout import gap, gap_bucket
from extractors.reader import Related
from extractors.things import Asked, evidence_for
from extractors.vetoes import vetoed
from kg.model import SYMMETRIC, Claim, Evidence, Modality, Predicate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that the reader proposes, not yet judged."""

    subject: Asked
    predicate: Predicate
    object: Asked
    modality: Modality
    signs: Signs
    evidence: tuple[Evidence, ...]

    @property
    def claim(self) -> Claim:
        """The claim, as sure as the signs make it."""
        sure = round(confidence(self.predicate, self.modality, self.signs), 4)
        return Claim(
            self.subject.value,
            self.predicate,
            self.object.value,
            self.object.type,
            self.modality,
            sure,
            self.evidence,
        )


def candidates(
    related: Iterable[Related], asked: Sequence[Asked], lines: Sequence[tuple[int, int]], text: str
) -> list[Candidate]:
    """One candidate for each relation that no word forbids; its rivals are the others that claim the same place."""
    proposed = list(best(related, asked).values())
    rivals = _Rivals(proposed, asked)
    found = []
    for r in proposed:
        subject, object = asked[r.subject], asked[r.object]
        a, b = min(
            ((x, y) for x in subject.thing.spans for y in object.thing.spans),
            key=lambda pair: (gap(*pair), pair),
        )
        if vetoed(r.predicate, a, b, text):
            continue
        evidence = evidence_for((a, b), lines, text)
        signs = Signs(
            score=r.score,
            certainty=r.certainty,
            gap=gap_bucket(gap(a, b)),
            sentences=len(evidence),
            named_once=(len(subject.thing.spans) == 1, len(object.thing.spans) == 1),
            other_object=rivals.other_object(r),
            other_subject=rivals.other_subject(r),
            other_predicate=rivals.other_predicate(r),
        )
        found.append(Candidate(subject, cast(Predicate, r.predicate), object, r.modality, signs, evidence))
    return found


def best(related: Iterable[Related], asked: Sequence[Asked]) -> dict[tuple[str, str, str], Related]:
    """The relation with the highest score for each claim: a date may stand in an article twice."""
    found: dict[tuple[str, str, str], Related] = {}
    for r in related:
        subject, object = asked[r.subject].value, asked[r.object].value
        if r.predicate in SYMMETRIC and object < subject:
            subject, object = object, subject
        known = found.get((subject, r.predicate, object))
        if known is None or r.score > known.score:
            found[subject, r.predicate, object] = r
    return found


class _Rivals:
    """How likely, by their scores alone, other relations of the same subject, object or pair are."""

    def __init__(self, proposed: Iterable[Related], asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.objects: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        self.subjects: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        self.predicates: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        for r in proposed:
            subject, object = asked[r.subject].value, asked[r.object].value
            likely = 1 / (1 + exp(-r.score))
            self.objects[subject, r.predicate].append((likely, object))
            self.subjects[r.predicate, object].append((likely, subject))
            self.predicates[subject, object].append((likely, r.predicate))

    def other_object(self, r: Related) -> float:
        subject, object = self.asked[r.subject].value, self.asked[r.object].value
        return max((p for p, other in self.objects[subject, r.predicate] if other != object), default=0.0)

    def other_subject(self, r: Related) -> float:
        subject, object = self.asked[r.subject].value, self.asked[r.object].value
        return max((p for p, other in self.subjects[r.predicate, object] if other != subject), default=0.0)

    def other_predicate(self, r: Related) -> float:
        subject, object = self.asked[r.subject].value, self.asked[r.object].value
        return max((p for p, other in self.predicates[subject, object] if other != r.predicate), default=0.0)
