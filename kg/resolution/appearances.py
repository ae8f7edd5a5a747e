"""Appearances: the entities of one article, each with the profile that the article gives it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from extractors.folding import fold
from extractors.gazetteer import Entry, Gazetteer, load_gazetteer
from extractors.names import bare, is_acronym, is_nominal
from kg.ids import ID, article_iri
from kg.model import ENTITY_TYPES, Claim, Entity, EntityType, Extraction
from kg.resolution.names import event_words, person_words
from kg.resolution.profile import Profile, Reference, Texts
from kg.resolution.signatures import ACTORS, SHARED_CITIES, is_described, signature_of, signings

_TYPES: Final[dict[str, EntityType]] = {type.lower(): type for type in ENTITY_TYPES}
_QUALIFIER: Final = re.compile(r"\s*(?:,|\()\s*(?:the\s+)?([A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+)*)")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_AMENDS: Final = re.compile(r"\b(?:amend\w*|extension|protocol amending|addendum|annex)\b", re.I)
_FOUNDING: Final = re.compile(r"\b(?:founding|constituent|constitutive|statutes)\b", re.I)
_BODIES: Final = frozenset({"Project", "Organization"})
_BACK: Final = 400  #: characters before a founding document in which the body is named that it founds
_SURE: Final = 0.8  #: a date of less confidence excludes nothing
_LIKELY: Final = 0.6  #: a party of less confidence counts only where there are no two surer ones


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity in one article: what identity decisions are about. ``signature`` is shared by those that need none.

    Two appearances with one signature are the same thing without comparing them: one gazetteer entry, one name and
    employer of a person, one name and number of a mission.
    """

    article: str  #: IRI
    entity: str  #: IRI
    name: str
    profile: Profile
    signature: str


def appearances(extraction: Extraction, apart: Collection[tuple[str, str]] = ()) -> list[Appearance]:
    """Every entity of an article with its profile, sorted by IRI.

    Those in ``apart`` (IRIs of article and entity) get a signature that no other has: a reviewer told them from others.
    """
    reader = _Reader(extraction, load_gazetteer())
    found, counts = [], defaultdict[str, int](int)
    entities = sorted(extraction.entities, key=lambda e: e.id)
    profiles = [reader.profile(entity) for entity in entities]
    times = Counter(signing for profile in profiles for signing in signings(profile))
    for entity, profile in zip(entities, profiles, strict=True):
        alone = (reader.article, entity.id) in apart
        # The article tells of two texts of one day, and nothing of what this one is about.
        alone |= not is_described(profile) and any(times[signing] > 1 for signing in signings(profile))
        signature = f"one:{reader.article}:{entity.id}" if alone else signature_of(profile, reader.article, entity)
        counts[signature] += 1
        if counts[signature] > 1:  # the article tells them apart
            signature = f"{signature}#{counts[signature]}"
        found.append(Appearance(reader.article, entity.id, entity.name, profile, signature))
    return found


class _Reader:
    """One article, looked at from each of its entities."""

    def __init__(self, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self.article = article_iri(extraction.article)
        self.text = extraction.article.text
        self.gazetteer = gazetteer
        self._peoples = gazetteer.demonyms | {f"{demonym}s" for demonym in gazetteer.demonyms}
        published = extraction.article.published
        self.day = published.isoformat() if published else ""
        self.entities = {e.id: e for e in extraction.entities}
        self.out: dict[str, list[Claim]] = defaultdict(list)
        self.into: dict[str, list[Claim]] = defaultdict(list)
        for claim in extraction.claims:
            self.out[claim.subject].append(claim)
            if claim.object_type == "entity":
                self.into[claim.object].append(claim)
        self.links = {e.id: self._trusted(e) for e in extraction.entities}
        for entity in sorted(extraction.entities, key=lambda e: e.id):
            if not self.links[entity.id] and entity.type in ("Agency", "Organization"):
                link = self._from_context(entity)
                if link not in self.links.values():  # two things of one article are two
                    self.links[entity.id] = link

    def profile(self, entity: Entity) -> Profile:
        """The profile of one entity."""
        link = self.links[entity.id]
        if link:
            return self._linked(link)
        base = Profile(entity.type, _names(entity, self.gazetteer), first=self.day, last=self.day, kin={})
        match entity.type:
            case "Person":
                return self._person(entity, base)
            case "Agreement":
                return self._agreement(entity, base)
            case "Project":
                return self._project(entity, base)
            case "Event":
                return self._event(entity, base)
            case "Place":
                return self._place(entity, base)
            case "Agency" | "Organization" | "Country":
                return replace(base, kin=self._actor(entity))

    def _linked(self, link: str) -> Profile:
        """What the gazetteer says: the same whichever article speaks of it."""
        kind, _, local = link.partition("/")
        entry = self.gazetteer.get(_TYPES[kind], local)
        year = {str(entry.years.start)} if entry.type == "Event" and entry.years.start else set[str]()
        kin = _kin(country={entry.country} - {""}, year=year, sure=year and {"year"})
        return Profile(entry.type, frozenset(entry.surfaces), link, kin=kin)

    def _person(self, entity: Entity, base: Profile) -> Profile:
        employers, signed, beside = set(), set(), set()
        for claim in self.out[entity.id]:
            if claim.predicate == "positionAt" and claim.modality != "planned":
                employers |= {self._named_reference(claim.object), self._parent(claim.object)} - {""}
        for claim in self.into[entity.id]:
            if claim.predicate == "signedBy":
                signed |= self._signing(claim.subject)
                beside |= {self.name(c.object) for c in self.out[claim.subject] if c.predicate == "signedBy"}
        beside -= {self.name(entity.id)}
        titles = {fold(c.object) for c in self.out[entity.id] if c.predicate == "holdsPosition"}
        met = {self.name(c.object) for c in self.out[entity.id] if c.predicate == "met"}
        met |= {self.name(c.subject) for c in self.into[entity.id] if c.predicate == "met"}
        kin = _kin(employer=employers, title=titles, signed=signed, beside=beside, met=met, around=self._around())
        return replace(base, kin=kin)

    def _agreement(self, entity: Entity, base: Profile) -> Profile:
        claims = self.out[entity.id]
        about = {c.object for c in claims if c.predicate == "concerns"}
        signed = [c for c in claims if c.predicate == "signedOn" and c.modality != "negated"]
        dates = {c.object for c in signed if c.modality == "asserted"}
        if not signed:  # "the memorandum of July 2016": its own name dates it
            dates |= {y for m in entity.mentions for y in _YEAR.findall(m.text)} | set(_YEAR.findall(entity.name))
        doubted = {c.object for c in signed if c.confidence < _SURE}
        doubted -= {c.object for c in signed if c.confidence >= _SURE}
        joined = [c for c in self.into[entity.id] if c.predicate == "partyTo"]
        parties = self._parties(entity.id)
        concluded = any(c.modality == "asserted" for c in joined) or bool(dates)
        words = f"{entity.name} {' '.join(m.text for m in entity.mentions)}"
        types = {c.object for c in claims if c.predicate == "agreementType" and c.object != "other"}
        return replace(
            base,
            dates=frozenset(dates),
            planned=frozenset(c.object for c in signed if c.modality == "planned"),
            asserted=concluded,
            kin=_kin(
                party=parties,
                side={self._side(party) for party in parties},
                doubted=doubted,
                signer={self.name(c.object) for c in claims if c.predicate == "signedBy"},
                project={self.name(o) for o in about if o in self.entities},
                topic={o for o in about if o not in self.entities},
                at={self.reference(c.object) for c in claims if c.predicate == "signedAt"},
                kind=types,
                spoken={self.name(e.id) for e in self.entities.values() if e.type == "Project"},
                founds=self._founded(entity) if _FOUNDING.search(words) else set(),
                amends={"amendment"} if _AMENDS.search(words) else set(),
                around=self._around(),
            ),
        )

    def _project(self, entity: Entity, base: Profile) -> Profile:
        claims = self.out[entity.id]
        launches = [c for c in claims if c.predicate == "launchDate" and c.modality != "negated"]
        partners = {
            self.reference(c.subject)
            for c in self.into[entity.id]
            if c.predicate in ("participatesIn", "leads", "contributes")
        }
        return replace(
            base,
            dates=frozenset(c.object for c in launches if c.modality == "asserted"),
            planned=frozenset(c.object for c in launches if c.modality == "planned"),
            kin=_kin(
                partner=partners,
                whole={self.name(c.object) for c in claims if c.predicate == "partOf"},
                part={self.name(c.subject) for c in self.into[entity.id] if c.predicate == "partOf"},
                beside={self.name(e.id) for e in self.entities.values() if e.type == "Project" and e.id != entity.id},
            ),
        )

    def _event(self, entity: Entity, base: Profile) -> Profile:
        dates = {c.object for c in self.out[entity.id] if c.predicate == "eventDate"}
        dates |= {
            signed.object
            for c in self.into[entity.id]
            if c.predicate == "signedAt"
            for signed in self.out[c.subject]
            if signed.predicate == "signedOn"
        }
        named = {year for name in base.names for _, year, _ in [event_words(name)] if year}
        years = named or {date[:4] for date in dates}
        places = {self.reference(c.object) for c in self.out[entity.id] if c.predicate == "takesPlaceIn"}
        sure = {"year"} if years else set()
        return replace(base, kin=_kin(year=years or ({self.day[:4]} if self.day else set()), sure=sure, place=places))

    def _place(self, entity: Entity, base: Profile) -> Profile:
        inside: set[str] = set()
        for mention in entity.mentions:
            after = _QUALIFIER.match(self.text, mention.end)
            if after and (region := self._region(after[1])):
                inside.add(region)
        countries = {
            self.links[e].split("/")[-1] if self.entities[e].type == "Country" else self._country(e)
            for e in self.entities
            if self.links[e]
        } - {""}
        countries |= {self._region(e.name) for e in self.entities.values() if e.type == "Place"} - {""}
        at = {self.name(c.subject) for c in self.into[entity.id] if c.predicate == "takesPlaceIn"}
        return replace(base, kin=_kin(inside=inside, around=countries, event=at))

    def _actor(self, entity: Entity) -> dict[str, Texts]:
        countries = {c.object.rsplit("/", 1)[-1] for c in self.out[entity.id] if c.predicate == "agencyOf"}
        country = self._country(entity.id)
        people = {self.name(c.subject) for c in self.into[entity.id] if c.predicate == "positionAt"}
        if country:
            countries.add(country)
        return _kin(country=countries, near=self._countries_around(entity), staff=people, around=self._around())

    def reference(self, iri: str) -> Reference:
        """How the thing is known to profiles."""
        link = self.links.get(iri, "")
        if link:
            return link
        entity = self.entities.get(iri)
        return "~" + fold(_telling(entity)) if entity else iri

    def _named_reference(self, iri: str) -> Reference:
        """As `reference`, empty for what is only described: "the Italians" employ nobody."""
        known = self.reference(iri)
        described = known[:1] == "~" and is_nominal(self.name(iri), self._peoples)
        return "" if described or len(known) < 3 else known

    def name(self, iri: str) -> str:
        """Its most telling name."""
        entity = self.entities.get(iri)
        return _telling(entity) if entity else iri

    def _signing(self, agreement: str) -> set[str]:
        """The pairs of parties for which it was signed, each with the year."""
        parties = sorted(self._parties(agreement))
        years = {c.object[:4] for c in self.out[agreement] if c.predicate == "signedOn"}
        return {f"{a}&{b}@{year}" for year in years for a, b in combinations(parties, 2)}

    def _parties(self, agreement: str) -> set[Reference]:
        """Who entered into it: the doubtful only where the others are not two."""
        joined = [
            c for c in self.into[agreement] if c.predicate == "partyTo" and self.entities[c.subject].type in ACTORS
        ]
        sure = {self.reference(c.subject) for c in joined if c.confidence >= _LIKELY}
        return sure if len(sure) > 1 else {self.reference(c.subject) for c in joined}

    def _founded(self, document: Entity) -> set[str]:
        """The body that a founding document founds: what was just spoken of, else what the article speaks of most."""
        bodies = [(m.end, e.id) for e in self.entities.values() if e.type in _BODIES for m in e.mentions]
        starts = [m.start for m in document.mentions]
        near = {max(found)[1] for at in starts if (found := [b for b in bodies if at - _BACK <= b[0] <= at])}
        often = Counter(iri for _, iri in bodies)
        most = {max(often, key=lambda iri: (often[iri], iri))} if often else set[str]()
        return {self.name(iri) for iri in near or most}

    def _side(self, party: Reference) -> Reference:
        """The country for which a party acts, itself where it is none's."""
        country = "" if party[0] == "~" else self.gazetteer.country_of(party.split("/")[-1])
        return f"country/{country}" if country else party

    def _around(self) -> set[Reference]:
        return {link for e, link in self.links.items() if link and self.entities[e].type in ("Agency", "Organization")}

    def _parent(self, iri: str) -> str:
        """The body that the employer belongs to: who moves from a centre to its agency stays with it."""
        kind, _, local = self.links.get(iri, "").partition("/")
        if kind not in ("agency", "organization"):
            return ""
        parent = self.gazetteer.get("Agency" if kind == "agency" else "Organization", local).parent
        return f"agency/{parent}" if parent else ""

    def _country(self, iri: str) -> str:
        link = self.links.get(iri, "")
        return self.gazetteer.country_of(link.split("/")[-1]) if link else ""

    def _region(self, name: str) -> str:
        """The country that a region or a demonym means, for the regions that qualify cities in the news."""
        entry = self.gazetteer.resolve(name, type="Country")
        if entry is not None:
            return entry.key
        return _REGIONS.get(fold(name), "")

    def _entry(self, entity: Entity) -> Entry | None:
        kind, _, local = entity.id.removeprefix(ID).partition("/")
        if kind != entity.type.lower():
            return None
        try:
            return self.gazetteer.get(entity.type, local)
        except KeyError:
            return None

    def _trusted(self, entity: Entity) -> str:
        """The gazetteer's name of the entity, empty where the article's words do not bear it out."""
        entry = self._entry(entity)
        if entry is None or entity.type == "Person":
            return ""
        if entity.type == "Place" and entry.key in SHARED_CITIES:
            return ""
        if entity.type == "Event" and entry.edition is None and not entry.years.start:
            return ""  # a series: only its year makes it one event
        surfaces = [bare(m.text) for m in entity.mentions] or [entity.name]
        known = {fold(s) for s in entry.surfaces}
        full = [s for s in surfaces if " " in s and not is_nominal(s, self.gazetteer.demonyms)]
        strange = [s for s in full if fold(s) not in known and not _contained(fold(s), known)]
        if strange and not any(fold(s) in known for s in full) and entity.type in ("Agency", "Organization"):
            return ""  # "Chinese Society of Astronautics (CSA)" is not the Canadian agency
        return entry.iri.removeprefix(ID)

    def _from_context(self, entity: Entity) -> str:
        """What an ambiguous name means beside the one country that speaks for one of its meanings."""
        stated = {c.object.rsplit("/", 1)[-1] for c in self.out[entity.id] if c.predicate == "agencyOf"}
        year = int(self.day[:4]) if self.day else None
        surfaces = [bare(m.text) for m in entity.mentions] or [entity.name]
        full = [s for s in surfaces if " " in s and not is_nominal(s, self.gazetteer.demonyms)]
        candidates = {
            entry
            for surface in (full or surfaces)
            for entry in self.gazetteer.lookup(surface)
            if entry.type in ("Agency", "Organization") and (year is None or year in entry.years)
        }
        around = stated or self._countries_around(entity)
        meant = [entry for entry in candidates if entry.country in around]
        return meant[0].iri.removeprefix(ID) if len(meant) == 1 else ""

    def _countries_around(self, entity: Entity) -> set[str]:
        found = set()
        for other in self.entities.values():
            if other.id == entity.id:
                continue
            if other.type == "Country" and self.links[other.id]:
                found.add(other.id.rsplit("/", 1)[-1])
            elif other.type in ("Agency", "Organization"):
                found.add(self._country(other.id))
            elif other.type == "Place" and (place := self._entry(other)) is not None:
                found.add(place.country)
        return found - {""}


#: Regions by which cities of the same name are told apart in the news.
_REGIONS: Final = {
    "scotland": "united-kingdom",
    "england": "united-kingdom",
    "wales": "united-kingdom",
    "western australia": "australia",
    "victoria": "australia",
    "new south wales": "australia",
    "queensland": "australia",
    "ontario": "canada",
    "quebec": "canada",
    "british columbia": "canada",
    "california": "united-states",
    "massachusetts": "united-states",
    "florida": "united-states",
    "texas": "united-states",
    "alabama": "united-states",
    "virginia": "united-states",
    "ohio": "united-states",
}


def _kin(**roles: set[str]) -> dict[str, Texts]:
    return {role: frozenset(values) for role, values in roles.items() if values}


def _contained(name: str, known: set[str]) -> bool:
    words = set(name.split())
    return any(words <= set(k.split()) or (len(k.split()) > 1 and set(k.split()) <= words) for k in known)


def _names(entity: Entity, gazetteer: Gazetteer) -> Texts:
    surfaces = [entity.name, *entity.aliases, *(bare(m.text) for m in entity.mentions)]
    named = [s for s in surfaces if s and not is_nominal(s, gazetteer.demonyms)]
    return frozenset(named or [entity.name])


def _telling(entity: Entity | None) -> str:
    if entity is None:
        return ""
    names = [entity.name, *entity.aliases]
    if entity.type == "Person":
        return max(names, key=lambda n: (len(person_words(n)), len(n)))
    return max(names, key=lambda n: (not is_acronym(n), n == entity.name, len(n)))
