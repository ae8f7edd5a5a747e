"""A small fixture graph: four short articles in our own words, the claims they make, and reference data beside them.

The first has the shape of the founding article (its people, agreements, plans and places), the others give what
questions must tell apart: a second agreement, a plan that is confirmed and one that is not, denials, a deputy, two
persons of one name, a body that nothing links, and a fact that two articles state in opposite directions.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.ids import entity_iri, slug
from kg.model import (
    DATE_PREDICATES,
    Article,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Mention,
    Modality,
    Predicate,
)

#: What reference data say, beside the articles.
GAZETTEER = Path(__file__).parent / "fixtures" / "gazetteer.ttl"


@dataclass(frozen=True)
class Story:
    """An article and what it yields.

    ``entities``: one a line, ``key = Type: Name; alias; alias``; ``key @ local`` names the IRI's local part where it is
    not the slug of the name; a Wikidata identifier among the aliases is what the entity is linked to. ``claims``: one a
    line, ``number of the sentence, subject, predicate, object``, with ``planned``, ``negated`` or a confidence in
    parentheses at the end.
    """

    id: str
    published: dt.date
    title: str
    sentences: tuple[str, ...]
    entities: str
    claims: str

    def extraction(self) -> Extraction:
        """What the extractor should make of it."""
        article = Article(
            id=self.id,
            text=" ".join(self.sentences),
            title=self.title,
            published=self.published,
            publisher="Test Wire",
            url=f"https://news.example/{self.id}",
        )
        entities = dict(_entity(line, article.text) for line in self.entities.strip().splitlines())
        claims = tuple(self._claim(line, entities, article.text) for line in self.claims.strip().splitlines())
        return Extraction(article, tuple(entities.values()), claims, extractor="by hand")

    def _claim(self, line: str, entities: dict[str, Entity], text: str) -> Claim:
        number, subject, predicate, rest = line.split(maxsplit=3)
        said, _, remark = rest.removesuffix(")").partition(" (")
        start = text.index(self.sentences[int(number)])
        quote = self.sentences[int(number)]
        known = entities.get(said)
        return Claim(
            subject=entities[subject].id,
            predicate=cast(Predicate, predicate),
            object=known.id if known else said,
            object_type="entity" if known else "date" if predicate in DATE_PREDICATES else "text",
            modality=cast(Modality, remark) if remark in ("planned", "negated") else "asserted",
            confidence=float(remark) if remark.startswith("0.") else 0.9,
            evidence=(Evidence(start, start + len(quote), quote),),
        )


def _entity(line: str, text: str) -> tuple[str, Entity]:
    key, _, rest = line.strip().partition(" = ")
    key, _, local = key.partition(" @ ")
    type, _, names = rest.partition(": ")
    name, *others = names.split("; ")
    aliases = tuple(other for other in others if not re.fullmatch(r"Q\d+", other))
    mentions = tuple(
        Mention(match.start(), match.end(), match.group())
        for match in re.finditer("|".join(map(re.escape, (name, *aliases))), text)
    )
    return key, Entity(
        id=entity_iri(cast(EntityType, type), local or slug(name)),
        type=cast(EntityType, type),
        name=name,
        mentions=mentions,
        same_as=tuple(f"http://www.wikidata.org/entity/{other}" for other in others if other not in aliases),
        aliases=aliases,
    )


STORIES = (
    Story(
        "2019-09-06-maks-2019",
        dt.date(2019, 9, 6),
        "France and Russia plan more joint space work",
        (
            "At the MAKS air show in Moscow, Jean-Yves Le Gall, President of CNES, met Dimitry Rogozin, Director "
            "General of Roscosmos, Maxim Yakovenko, Head of Roshydromet, and Kirill Sypalo, Director General of TsAGI.",
            "CNES and Roscosmos, the space agency of Russia, concluded a framework agreement on space science in 2018, "
            "which covers space biology and the Interhelioprobe project.",
            "Le Gall and Rogozin put their names to an implementation plan for MTB-2, an experiment that CNES and "
            "Roscosmos are building for Bion-M2.",
            "Bion-M2 is due to lift off in 2022.",
            "The founding document of the Space Climate Observatory (SCO), started by CNES, was signed at the Paris "
            "Show in June.",
            "Scientific balloon campaigns have brought CNES, Roshydromet and Roscosmos together.",
            "The partners of the SCO gather at the International Astronautical Congress in Washington D.C. in October.",
            "CNES and TsAGI go on working with each other.",
        ),
        """
        cnes = Agency: CNES; Q48756
        roscosmos = Agency: Roscosmos; Q190903
        roshydromet = Agency: Roshydromet; Q2065966
        tsagi = Agency: TsAGI; Q1536893
        legall = Person: Jean-Yves Le Gall; Le Gall; Q3168857
        rogozin = Person: Dimitry Rogozin; Rogozin; Q551673
        yakovenko = Person: Maxim Yakovenko
        sypalo = Person: Kirill Sypalo
        framework @ framework-agreement-2019 = Agreement: CNES-Roscosmos framework agreement; a framework agreement
        plan @ implementation-plan-2019 = Agreement: CNES-Roscosmos implementation plan; an implementation plan
        founding @ founding-document-2019 = Agreement: SCO founding document; The founding document
        interhelio = Project: Interhelioprobe
        mtb2 = Project: MTB-2
        bion = Project: Bion-M2
        sco = Project: Space Climate Observatory; SCO
        balloons = Project: scientific balloon campaigns; Scientific balloon campaigns
        maks = Event: MAKS air show
        show = Event: Paris Show
        iac = Event: International Astronautical Congress
        moscow = Place: Moscow; Q649
        washington = Place: Washington D.C.; Q61
        russia = Country: Russia; Q159
        """,
        """
        0 legall holdsPosition President
        0 legall positionAt cnes
        0 rogozin holdsPosition Director General
        0 rogozin positionAt roscosmos
        0 yakovenko holdsPosition Head
        0 yakovenko positionAt roshydromet
        0 sypalo holdsPosition Director General
        0 sypalo positionAt tsagi
        0 legall met rogozin
        0 legall met yakovenko
        0 legall met sypalo
        0 maks takesPlaceIn moscow
        1 roscosmos agencyOf russia
        1 cnes partyTo framework
        1 roscosmos partyTo framework
        1 cnes cooperatesWith roscosmos
        1 framework signedOn 2018
        1 framework agreementType framework agreement
        1 framework concerns space science
        1 framework concerns space biology
        1 framework concerns interhelio
        2 cnes partyTo plan
        2 roscosmos partyTo plan
        2 plan signedBy legall
        2 plan signedBy rogozin
        2 plan agreementType implementing arrangement
        2 plan concerns mtb2
        2 cnes participatesIn mtb2
        2 roscosmos participatesIn mtb2
        2 mtb2 partOf bion
        3 bion launchDate 2022 (planned)
        4 cnes leads sco
        4 founding concerns sco
        4 founding signedOn 2019-06
        4 founding signedAt show
        5 cnes participatesIn balloons
        5 roshydromet participatesIn balloons
        5 roscosmos participatesIn balloons
        5 cnes cooperatesWith roshydromet
        6 iac takesPlaceIn washington
        6 iac eventDate 2019-10
        7 cnes cooperatesWith tsagi
        """,
    ),
    Story(
        "2020-03-10-surveillance",
        dt.date(2020, 3, 10),
        "CNES and ISRO to watch the seas",
        (
            "CNES and ISRO signed a memorandum of understanding on maritime surveillance in Bengaluru on 6 March 2020.",
            "The text bears the names of Jean-Yves Le Gall, President of CNES, and K. Sivan, Chairman of ISRO.",
            "ISRO is the space agency of India.",
            "Roscosmos and CNES cooperate as before.",
            "ISRO plans to launch Trishna in 2021, and CNES is to supply its thermal camera.",
            "An accord with JAXA on asteroid samples will follow in November.",
            "Ivan Petrov of Nauka-Service listened.",
        ),
        """
        cnes = Agency: CNES; Q48756
        isro = Agency: ISRO; Q229058
        roscosmos = Agency: Roscosmos; Q190903
        jaxa = Agency: JAXA; Q190904
        nauka @ nauka-service = Agency: Nauka-Service
        legall = Person: Jean-Yves Le Gall; Q3168857
        sivan = Person: K. Sivan
        petrov @ ivan-petrov-2020 = Person: Ivan Petrov
        mou @ memorandum-2020 = Agreement: CNES-ISRO memorandum on maritime surveillance; a memorandum of understanding
        accord @ accord-2020 = Agreement: CNES-JAXA accord on asteroid samples; An accord
        trishna = Project: Trishna
        camera @ trishna-thermal-camera = Project: Trishna thermal camera; thermal camera
        bengaluru = Place: Bengaluru; Q1355
        india = Country: India; Q668
        """,
        """
        0 cnes partyTo mou
        0 isro partyTo mou
        0 cnes cooperatesWith isro
        0 mou agreementType memorandum of understanding
        0 mou signedOn 2020-03-06
        0 mou signedAt bengaluru
        0 mou concerns maritime surveillance
        1 mou signedBy legall
        1 mou signedBy sivan
        1 legall holdsPosition President
        1 legall positionAt cnes
        1 sivan holdsPosition Chairman
        1 sivan positionAt isro
        2 isro agencyOf india
        3 roscosmos cooperatesWith cnes
        4 isro leads trishna
        4 trishna launchDate 2021 (planned)
        4 cnes contributes camera (planned)
        4 camera partOf trishna (planned)
        5 cnes partyTo accord (planned)
        5 jaxa partyTo accord (planned)
        5 accord concerns asteroid samples (planned)
        5 accord signedOn 2020-11 (planned)
        6 petrov positionAt nauka
        """,
    ),
    Story(
        "2021-05-04-trishna",
        dt.date(2021, 5, 4),
        "Trishna is in orbit",
        (
            "Trishna lifted off on 30 April 2021 with a thermal camera that CNES supplied.",
            "Philippe Baptiste, President of CNES, and Anna Orlova, Deputy Director General of Roscosmos, "
            "watched the launch.",
            "Roscosmos denied that it had signed a pact on lunar craters with ISRO.",
            "Roscosmos and CNES no longer cooperate, Orlova said, and Roscosmos may work with JAXA.",
            "India is a member of COPUOS.",
            "Ivan Petrov, a poet, applauded.",
        ),
        """
        cnes = Agency: CNES; Q48756
        isro = Agency: ISRO; Q229058
        roscosmos = Agency: Roscosmos; Q190903
        jaxa = Agency: JAXA; Q190904
        baptiste = Person: Philippe Baptiste
        orlova = Person: Anna Orlova; Orlova
        petrov @ ivan-petrov-2021 = Person: Ivan Petrov
        pact @ pact-2021 = Agreement: Roscosmos-ISRO pact on lunar craters; a pact
        trishna = Project: Trishna
        camera @ trishna-thermal-camera = Project: Trishna thermal camera; thermal camera
        copuos = Organization: COPUOS; Q1065436
        india = Country: India; Q668
        """,
        """
        0 trishna launchDate 2021-04-30
        0 cnes contributes camera
        0 camera partOf trishna
        1 baptiste holdsPosition President
        1 baptiste positionAt cnes
        1 orlova holdsPosition Deputy Director General
        1 orlova positionAt roscosmos
        2 roscosmos partyTo pact (negated)
        2 isro partyTo pact (negated)
        2 pact concerns lunar craters (negated)
        3 roscosmos cooperatesWith cnes (negated)
        3 roscosmos cooperatesWith jaxa (0.3)
        4 india memberOf copuos
        """,
    ),
    Story(
        "2022-02-01-charter",
        dt.date(2022, 2, 1),
        "Fourth partner for the charter",
        (
            "France, India and JAXA are parties to the Disaster Charter, signed on 20 October 2000.",
            "CNES and ISRO cooperate under it.",
        ),
        """
        france = Country: France; Q142
        india = Country: India; Q668
        jaxa = Agency: JAXA; Q190904
        cnes = Agency: CNES; Q48756
        isro = Agency: ISRO; Q229058
        charter @ disaster-charter = Agreement: Disaster Charter
        """,
        """
        0 france partyTo charter
        0 india partyTo charter
        0 jaxa partyTo charter
        0 charter signedOn 2000-10-20
        0 charter agreementType other
        1 cnes cooperatesWith isro
        """,
    ),
)
