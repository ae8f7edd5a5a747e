"""A synthetic graph of any size with the shape of the real one: articles as extractions, turned into quads by us.

    python -m tests.benchmarks.synthetic STORE QUADS

The same number gives the same graph. A few agencies are in very many articles and most in few (Zipf), as in the news;
persons hold positions for some years; agreements, their parties, signers, dates and projects are new in each article.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.ids import article_iri, entity_iri
from kg.model import Article, Claim, Entity, EntityType, Evidence, Extraction, Mention, Modality, Predicate
from kg.rdf import quads_of
from kg.store import EmbeddedStore

AGENCIES, PROJECTS, PLACES = 400, 3000, 300
_SUBJECTS = ("lunar science", "Earth observation", "space debris", "navigation", "human spaceflight", "telemedicine")
_TYPES = ("memorandum of understanding", "framework agreement", "implementing arrangement", "letter of intent")
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2026, 6, 30)


class _Name(NamedTuple):
    type: EntityType
    local: str
    name: str

    @property
    def iri(self) -> str:
        return entity_iri(self.type, self.local)


class _Writing:
    """An article that is being written: its text, who is in it, what it states."""

    def __init__(self, random_: random.Random) -> None:
        self.random = random_
        self.sentences: list[str] = []
        self.mentions: dict[_Name, list[Mention]] = {}
        #: What is claimed, and in which sentence; what is claimed again is no other claim.
        self.claims: dict[tuple[str, Predicate, str, bool, Modality], int] = {}

    def say(self, *parts: str | _Name) -> int:
        """Add a sentence of texts and entities; its number."""
        at = sum(len(sentence) + 1 for sentence in self.sentences)
        text = ""
        for part in parts:
            if isinstance(part, _Name):
                start = at + len(text)
                self.mentions.setdefault(part, []).append(Mention(start, start + len(part.name), part.name))
                text += part.name
            else:
                text += part
        self.sentences.append(text)
        return len(self.sentences) - 1

    def claim(
        self, sentence: int, subject: _Name, predicate: Predicate, object: _Name | str, modality: Modality = "asserted"
    ) -> None:
        """State something in a sentence."""
        said = object.iri if isinstance(object, _Name) else object
        self.claims.setdefault((subject.iri, predicate, said, isinstance(object, _Name), modality), sentence)

    def extraction(self, article: Article) -> Extraction:
        entities = tuple(
            Entity(
                id=entity_iri(type, local),
                type=type,
                name=name,
                mentions=tuple(mentions),
                same_as=(f"http://www.wikidata.org/entity/Q{sum(map(ord, local))}",) if type == "Agency" else (),
            )
            for (type, local, name), mentions in self.mentions.items()
        )
        starts = [0]
        for sentence in self.sentences:
            starts.append(starts[-1] + len(sentence) + 1)
        claims = tuple(
            Claim(
                subject=subject,
                predicate=predicate,
                object=object,
                object_type="entity" if entity else "date" if predicate == "signedOn" else "text",
                modality=modality,
                confidence=round(self.random.uniform(0.4, 0.99), 2),
                evidence=(
                    Evidence(starts[number], starts[number] + len(self.sentences[number]), self.sentences[number]),
                ),
            )
            for (subject, predicate, object, entity, modality), number in self.claims.items()
        )
        return Extraction(article, entities, claims, extractor="synthetic")


def extraction(number: int) -> Extraction:
    """The article of that number, with all that it yields."""
    random_ = random.Random(number)
    writing = _Writing(random_)
    published = _FIRST + dt.timedelta(days=random_.randrange((_LAST - _FIRST).days))
    for turn in range(random_.randint(2, 4)):
        _agreement(writing, f"{number}-{turn}", published)
    title = f"Space agencies sign again, number {number}"
    article = Article(
        id=f"synthetic-{number}",
        text=" ".join(writing.sentences),
        title=title,
        published=published,
        publisher=f"Wire {number % 40}",
        url=f"https://news.example/{number}",
    )
    return writing.extraction(article)


def _agreement(writing: _Writing, local: str, published: dt.date) -> None:
    random_ = writing.random
    agreement = _Name("Agreement", f"synthetic-{local}", f"{random_.choice(_TYPES)} {local}")
    parties = [_Name("Agency", f"agency-{n}", f"Agency {n}") for n in sorted({_rare(random_, AGENCIES) for _ in "abc"})]
    modality: Modality = random_.choices(("asserted", "planned", "negated"), (85, 12, 3))[0]
    for party in parties:
        signer = _Name("Person", f"{party.local}-{random_.randrange(15)}", f"Person of {party.name}")
        sentence = writing.say(party, " signed the ", agreement, f" on {random_.choice(_SUBJECTS)}.")
        writing.claim(sentence, party, "partyTo", agreement, modality)
        sentence = writing.say(signer, ", President of ", party, ", put a name to the ", agreement, ".")
        writing.claim(sentence, agreement, "signedBy", signer, modality)
        writing.claim(sentence, signer, "holdsPosition", "President")
        writing.claim(sentence, signer, "positionAt", party)
    place = _rare(random_, PLACES)
    town = _Name("Place", f"place-{place}", f"Town {place}")
    sentence = writing.say("The ", agreement, " was signed in ", town, ".")
    writing.claim(sentence, agreement, "signedAt", town, modality)
    writing.claim(sentence, agreement, "signedOn", published.isoformat(), modality)
    project = _rare(random_, PROJECTS)
    mission = _Name("Project", f"project-{project}", f"Mission {project}")
    sentence = writing.say("The ", agreement, " concerns ", mission, ".")
    writing.claim(sentence, agreement, "concerns", mission, modality)
    first, *others = parties
    for other in others:
        sentence = writing.say(first, " works with ", other, " on ", mission, ".")
        writing.claim(sentence, first, "cooperatesWith", other)


def _rare(random_: random.Random, count: int) -> int:
    """A number below ``count``; small ones are far more frequent."""
    return min(int(random_.paretovariate(0.7)) - 1, count - 1) if random_.random() < 0.8 else random_.randrange(count)


def quads(count: int) -> Iterator[ox.Quad]:
    """About ``count`` quads: whole articles, each also in the default graph, as `kg.store.embedded` keeps them."""
    made = number = 0
    while made < count:
        work = extraction(number)
        article_iri(work.article)
        for quad in quads_of(work):
            made += 1
            yield quad
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())
        number += 1


def build(path: Path, count: int) -> None:
    """A new store with about ``count`` quads, published. The database is filled in bulk, without a transaction."""
    EmbeddedStore.open(path).close()
    database = ox.Store(str(path / "primary"))
    database.bulk_extend(quads(count))
    database.flush()
    del database
    (path / "unpublished").touch()
    EmbeddedStore.open(path).close()


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2].replace("_", "")))
