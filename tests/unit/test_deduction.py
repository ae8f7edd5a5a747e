"""What follows from claims, with the premises' evidence and never more certainty than they have."""

import pytest

from extractors.deduction import deduce
from kg.model import Claim, Evidence, Modality, Predicate

AGENCIES = {"a", "b"}


def claim(subject: str, predicate: Predicate, object: str, modality: Modality = "asserted", at: int = 0) -> Claim:
    return Claim(subject, predicate, object, "entity", modality, 0.9, (Evidence(at, at + 1, "x"),))


@pytest.mark.parametrize(
    ("premises", "expected"),
    [
        ([claim("a", "partyTo", "x"), claim("b", "partyTo", "x")], {("a", "cooperatesWith", "b", "asserted")}),
        (
            [claim("a", "partyTo", "x", "planned"), claim("b", "partyTo", "x", "planned")],
            {("a", "cooperatesWith", "b", "planned")},
        ),
        ([claim("a", "partyTo", "x"), claim("b", "partyTo", "x", "negated")], set()),
        ([claim("a", "leads", "p"), claim("b", "participatesIn", "p")], {("a", "cooperatesWith", "b", "asserted")}),
        ([claim("a", "leads", "p"), claim("company", "participatesIn", "p")], set()),
        ([claim("x", "signedBy", "h"), claim("h", "positionAt", "a")], {("a", "partyTo", "x", "asserted")}),
        ([claim("x", "signedBy", "h"), claim("h", "positionAt", "company")], set()),
        ([claim("x", "signedBy", "h", "negated"), claim("h", "positionAt", "a")], set()),
        ([claim("a", "contributes", "i"), claim("i", "partOf", "p")], {("a", "participatesIn", "p", "asserted")}),
        ([claim("a", "contributes", "i"), claim("i", "partOf", "p"), claim("a", "leads", "p")], set()),
        (
            [claim("a", "partyTo", "x"), claim("b", "partyTo", "x"), claim("a", "cooperatesWith", "b", "negated")],
            set(),  # cooperation that ended: the article's own word stands
        ),
    ],
)
def test_what_follows(premises: list[Claim], expected: set[tuple[str, str, str, str]]) -> None:
    found = deduce(premises, AGENCIES)
    assert {(c.subject, c.predicate, c.object, c.modality) for c in found} == expected
    assert all(c.confidence < 0.9 for c in found)


def test_a_deduced_claim_rests_on_the_sentences_of_its_premises() -> None:
    (found,) = deduce([claim("a", "partyTo", "x", at=5), claim("b", "partyTo", "x", at=2)], AGENCIES)
    assert [e.start for e in found.evidence] == [2, 5]
