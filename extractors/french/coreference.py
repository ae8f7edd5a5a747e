"""Coreference in French: which mentions are one thing, by names, definitions, and what descriptions mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from extractors.french.agreements import AGAIN, DETERMINER, french_agreement_type
from extractors.french.gazetteer import FrenchGazetteer
from extractors.french.text import plain
from extractors.names import abbreviates, alike, is_acronym, key, numbers, person_matches
from extractors.state import Candidate, Cluster
from kg.model import Article

_GROUP: Final = {"Organization": "Agency", "Country": "Place"}
_HEAD: Final = re.compile(r"[^\W\d_]+")
#: Heads that any agreement can be called by.
_GENERAL: Final = frozenset({"accord", "document", "texte"})
#: Types of which such a general word may have spoken before.
_ACCORDS: Final = frozenset({"framework agreement", "memorandum of understanding", "implementing arrangement"})


@dataclass(slots=True)
class _Thing:
    cluster: Cluster
    entries: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)  #: of agreements, as their words say


class FrenchCoreference:
    """Component ``kg_french_coreference``: needs ``doc._.mentions`` and ``article``, assigns ``doc._.clusters``.

    Mentions are taken in the order of the text; each joins the last thing that it can be, or is a new one.
    """

    def __init__(self, gazetteer: FrenchGazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Group the mentions."""
        article: Article = doc._.article
        text, year = plain(doc.text), article.published.year if article.published else None
        things: list[_Thing] = []
        for mention in doc._.mentions:
            entry = self.entry(mention, year)
            kind = french_agreement_type([mention.text]) if mention.type == "Agreement" else None
            thing = self.known(mention, entry, kind, things, text)
            if thing is None:
                thing = _Thing(Cluster(mention.type))
                things.append(thing)
            thing.cluster.mentions.append(mention)
            thing.cluster.entry = thing.cluster.entry or entry
            thing.entries |= {entry} - {""}
            thing.types |= {kind} - {None, "other"} if kind else set()
        for thing in things:
            thing.cluster.type = thing.cluster.entry.partition("/")[0] or thing.cluster.mentions[0].type
        doc._.clusters = [t.cluster for t in things]
        return doc

    def entry(self, mention: Candidate, year: int | None) -> str:
        """Type and key of the gazetteer's entry that the mention names or describes, empty if none."""
        if mention.type == "Person" or (mention.type == "Agreement" and not re.search("[A-Z]", mention.text)):
            return ""
        found = self.gazetteer.resolve(mention.text, year=year)
        if found is None and mention.type == "Agency" and mention.text[:1].islower():
            found = self.gazetteer.describe(mention.text, year=year)
        if found is None or _group(found.type) != _group(mention.type):
            return ""
        return f"{found.type}/{found.key}"

    def known(
        self, mention: Candidate, entry: str, kind: str | None, things: Sequence[_Thing], text: str
    ) -> _Thing | None:
        """The thing spoken of before that the mention is, None if it is new."""
        if mention.type == "Agreement" and not entry:
            return _agreement(mention, kind, things, text)
        for thing in reversed(things):
            if entry and entry in thing.entries:
                return thing
            if _group(thing.cluster.type) != _group(mention.type) or (entry and thing.entries):
                continue
            if any(_one(m, mention, text) for m in thing.cluster.mentions):
                return thing
        return None


def _agreement(mention: Candidate, kind: str | None, things: Sequence[_Thing], text: str) -> _Thing | None:
    before = DETERMINER.search(text, max(0, mention.start - 40), mention.start)
    if before is None or before["new"]:
        return None
    head = _head(mention.text)
    for thing in reversed(things):
        if thing.cluster.type != "Agreement" or thing.entries:
            continue
        heads = {_head(m.text) for m in thing.cluster.mentions}
        if kind not in {None, "other"}:
            if kind in thing.types or (kind in _ACCORDS and not thing.types and heads <= _GENERAL):
                return thing
        elif head in heads or AGAIN.fullmatch(mention.text) or (head in _GENERAL and heads & _GENERAL):
            return thing
    return None


def _head(surface: str) -> str:
    found = _HEAD.search(surface)
    return found[0].casefold().removesuffix("s") if found else ""


def _one(a: Candidate, b: Candidate, text: str) -> bool:
    """Whether two surfaces are forms of one name, or one defines the other in brackets."""
    if b.type == "Person":
        return key(a.text) == key(b.text) or person_matches(b.text, a.text) or person_matches(a.text, b.text)
    if numbers(a.text) != numbers(b.text):
        return False
    if key(a.text) == key(b.text) or alike(a.text, b.text):
        return True
    if text[a.end : b.start] in {" (", " (« ", ' ("'} and text[b.end : b.end + 1] == ")":
        return is_acronym(b.text) or a.type == b.type
    return abbreviates(b.text, a.text) or abbreviates(a.text, b.text)


def _group(type: str) -> str:
    return _GROUP.get(type, type)
