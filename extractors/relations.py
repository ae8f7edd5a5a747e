"""Relations: what the reader proposes and what forms state becomes claims with evidence."""

from spacy.tokens import Doc

from extractors.candidates import candidates
from extractors.deduction import deduce
from extractors.forms import owners, positions, stated, types_of_agreements
from extractors.gazetteer import Gazetteer
from extractors.naming import name_agreements
from extractors.reader import Reader
from extractors.settling import (
    as_agreed,
    near_its_own,
    not_before_its_day,
    not_of_guests,
    of_its_time,
    settle,
    with_dates,
    with_roles,
)
from extractors.state import sentences
from extractors.things import things_of
from extractors.vetoes import honorary, only_asked
from kg.model import Claim


class Relations:
    """Component ``kg_relations``: needs ``doc._.entities``, ``literals``, ``dates`` and ``reading``.

    Assigns ``doc._.claims`` and gives agreements their names. ``floor`` is the reader's score from which on a relation
    is considered, ``threshold`` the confidence from which on it becomes a claim, ``apart`` the same for two things that
    no sentence names together.
    """

    def __init__(self, gazetteer: Gazetteer, reader: Reader, *, floor: float, threshold: float, apart: float) -> None:
        self.gazetteer = gazetteer
        self.reader = reader
        self.floor = floor
        self.threshold = threshold
        self.apart = apart

    def __call__(self, doc: Doc) -> Doc:
        """Ask the reader and the forms, settle what they say, deduce what follows, name the agreements."""
        text = doc.text  # spaCy builds it anew at every access
        asked = things_of(doc)
        lines = sentences(doc)
        related = self.reader.relate(doc._.reading, [a.thing for a in asked], self.floor)
        proposed = [c.claim for c in candidates(related, asked, lines, text)]
        proposed = [c for c in proposed if not only_asked(e.quote for e in c.evidence)]
        claims = near_its_own([c for c in proposed if c.confidence >= self.threshold and not self.contradicted(c)])
        claims = with_roles(claims, positions(doc, self.gazetteer, lines))
        claims = with_dates(claims, stated(asked, proposed, lines, text))
        claims += owners(doc._.entities, self.gazetteer, lines, text)
        claims += types_of_agreements(doc._.entities, claims, lines, text)
        agencies = {e.id for e in doc._.entities if e.type == "Agency"}
        published = doc._.article.published
        settled = as_agreed(not_of_guests(of_its_time(settle(not_before_its_day(claims, published)), published)))
        settled = settle([*settled, *(c for c in deduce(settled, agencies) if c.confidence >= self.threshold)])
        doc._.claims = [c for c in settled if len(c.evidence) == 1 or c.confidence >= self.apart]
        doc._.entities = name_agreements(doc._.entities, doc._.claims)
        return doc

    def contradicted(self, claim: Claim) -> bool:
        """Whether a title is none, or the gazetteer knows the agency to be of another country."""
        if claim.predicate == "holdsPosition":
            return honorary(claim.object) or claim.object.casefold() in self.gazetteer.demonyms
        if claim.predicate != "agencyOf":
            return False
        country = self.gazetteer.country_of(claim.subject.rpartition("/")[2])
        return bool(country) and country != claim.object.rpartition("/")[2]
