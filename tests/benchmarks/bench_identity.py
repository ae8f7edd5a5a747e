"""What identity costs as the graph grows: a made-up press of realistic variants, resolved article by article.

    python tests/benchmarks/bench_identity.py [ENTITIES] [SEED]

Prints a row for every tenth of the articles: time per new article (profile, comparison, grouping), memory, and how well
the made-up truth is found. Flat times are the point; the seconds depend on the machine.
"""

import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractors.gazetteer import load_gazetteer
from kg.ids import article_iri, digest, entity_iri, slug
from kg.model import Article, Claim, Entity, EntityType, Extraction, Modality
from kg.resolution import IdentityIndex, all_canonical
from kg.resolution.appearances import appearances

_SYLLABLES = "ba be bi bo da de di do fa ga ge go ha ka ke ki ko la le li lo ma me mi mo na ne ni no pa ra re ri ro sa se si so ta te ti to va ve vi za zo".split()  # noqa: E501
_KINDS = ("memorandum of understanding", "implementing arrangement", "letter of intent", "framework agreement")
_TOPICS = ("lunar exploration", "ocean winds", "Earth observation", "launch services", "space weather", "training")
_PER_ARTICLE = 12


class World:
    """The things that the press speaks of; their number grows with that of the articles."""

    def __init__(self, articles: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.agencies = [entry for entry in load_gazetteer() if entry.type == "Agency" and entry.country]
        count = max(50, articles // 4)
        self.people = [(self._name(2), self._name(3), self.random.choice(self.agencies)) for _ in range(count)]
        self.projects = [(self._name(3), self.random.randint(1, 3)) for _ in range(count)]
        self.agreements = [self._agreement() for _ in range(count)]

    def articles(self, count: int) -> Iterator[tuple[Extraction, dict[str, str]]]:
        """Made-up articles, each with the truth: what thing each of its entities is."""
        for number in range(count):
            yield self._article(number)

    def _name(self, syllables: int) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(syllables)).capitalize()

    def _agreement(self) -> tuple[object, object, dt.date, str, str, int]:
        pair = self.random.sample(self.agencies, 2)
        day = dt.date(1990, 1, 1) + dt.timedelta(days=self.random.randrange(13_000))
        project = self.random.randrange(len(self.projects))
        return pair[0], pair[1], day, self.random.choice(_KINDS), self.random.choice(_TOPICS), project

    def _pick(self, count: int) -> int:
        """Few things are in the news often, most seldom."""
        return min(int(count * self.random.random() ** 2.5), count - 1)

    def _article(self, number: int) -> tuple[Extraction, dict[str, str]]:
        chance = self.random
        which = self._pick(len(self.agreements))
        one, other, day, kind, topic, mission = self.agreements[which]
        published = day + dt.timedelta(days=chance.choice((-20, 0, 1, 2, 400, 900)))
        article = Article(f"made-{number}", "", published=published)
        entities: dict[str, Entity] = {}
        truth: dict[str, str] = {}
        claims: list[Claim] = []

        def add(type: EntityType, name: str, real: str, local: str = "") -> str:
            iri = entity_iri(type, local or slug(name))
            if type == "Agreement":
                iri += "-" + digest(article.key)[:8]
            entities.setdefault(iri, Entity(iri, type, name))
            truth[iri] = real
            return iri

        parties = [add("Agency", e.name, e.key, e.key) for e in (one, other)]  # type: ignore[attr-defined]
        pact = add("Agreement", f"{kind} of {day.year}", f"agreement {which}")
        planned = published < day
        modality: Modality = "planned" if planned else "asserted"
        date = day.isoformat() if abs((published - day).days) < 30 else str(day.year)
        claims += [Claim(party, "partyTo", pact, modality=modality) for party in parties]
        claims.append(Claim(pact, "signedOn", date, "date", modality))
        claims.append(Claim(pact, "agreementType", kind if chance.random() < 0.7 else "other", "text", modality))
        name, series = self.projects[mission]
        project = add("Project", self._project(name, series), f"project {mission}")
        about = Claim(pact, "concerns", project, "entity", modality)
        claims.append(about if chance.random() < 0.6 else Claim(pact, "concerns", topic, "text", modality))
        claims += [Claim(party, "participatesIn", project) for party in parties]
        for _ in range(4):
            index = self._pick(len(self.people))
            given, surname, agency = self.people[index]
            person = add("Person", self._person(given, surname), f"person {index}")
            if chance.random() < 0.8:
                employer = add("Agency", agency.name, agency.key, agency.key)
                claims.append(Claim(person, "positionAt", employer))
        for _ in range(3):
            index = self._pick(len(self.projects))
            add("Project", self._project(*self.projects[index]), f"project {index}")
        claims = [c for c in claims if c.object_type != "entity" or c.object in entities]
        return Extraction(article, tuple(entities.values()), tuple(dict.fromkeys(claims)), "made up"), truth

    def _person(self, given: str, surname: str) -> str:
        form = self.random.random()
        if form < 0.15:
            return f"{given[0]}. {surname}"
        if form < 0.2:
            return f"{given} {surname.replace('i', 'y').replace('v', 'w')}"
        return f"{given} {surname}"

    def _project(self, name: str, series: int) -> str:
        return f"{name.upper() if self.random.random() < 0.2 else name}{self.random.choice('- ')}{series}"


def main(entities: int, seed: int) -> None:
    count = max(entities // _PER_ARTICLE, 10)
    world = World(count, seed)
    print(f"{'articles':>9} {'entities':>9} {'ms per article':>15} {'of which compare':>17} {'MB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        index = IdentityIndex.open(Path(folder) / "identity.sqlite")
        truth: dict[tuple[str, str], str] = {}
        met = 0
        spent = comparing = 0.0
        for number, (extraction, real) in enumerate(world.articles(count), 1):
            iri = article_iri(extraction.article)
            begin = time.process_time()
            index.put(iri, "", appearances(extraction))
            middle = time.process_time()
            index.resolve()
            comparing += time.process_time() - middle
            spent += time.process_time() - begin
            met += len(real)
            if count <= 20_000:
                truth.update({(iri, entity): thing for entity, thing in real.items()})
            if number % (count // 10) == 0:
                step = count // 10
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{number:9,} {met:9,} {1000 * spent / step:15.2f} {1000 * comparing / step:17.2f} {memory:6.0f}")
                spent = comparing = 0.0
        if truth:
            print(f"B-cubed F1 of the made-up truth: {_b_cubed(index, truth):.3f}")
        index.close()


def _b_cubed(index: IdentityIndex, truth: dict[tuple[str, str], str]) -> float:
    items = [(truth[member], entity.id) for entity in all_canonical(index) for member in entity.members]
    real, node, both = Counter(r for r, _ in items), Counter(n for _, n in items), Counter(items)
    precision = sum(both[item] / node[item[1]] for item in items) / len(items)
    recall = sum(both[item] / real[item[0]] for item in items) / len(items)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    main(*(given + [100_000, 1][len(given) :]))
