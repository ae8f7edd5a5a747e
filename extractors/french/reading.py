"""Reading French: typed spans from spaCy's names and from the forms that French gives to agreements and titles."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from extractors.french.agreements import AGAIN, AGREEMENT, DETERMINER
from extractors.french.dates import find_french_dates
from extractors.french.gazetteer import FrenchGazetteer
from extractors.french.roles import find_titles
from extractors.french.text import boundaries, dateline, plain
from extractors.names import is_acronym
from extractors.reader import Found

_NAME: Final = r"[A-ZÀ-ÝĐ][\w'-]*"
_PARTICLE: Final = r"(?:de|du|des|d'|le|la|el|al|bin|ben|ibn|van|von|der|den|da|dos|di|della|af|ter|de la|van der)"
_PERSON: Final = re.compile(
    rf"\b(?:(?:M\.|Mme|Mlle|Dr|Pr|S\.E\.M\.) )(?P<name>{_NAME}(?: (?:{_PARTICLE} ?)?{_NAME}){{0,4}})"
)
_FULL: Final = rf"(?P<name>(?!M\.|Mme|Mlle|Dr|Pr){_NAME}(?: (?:{_PARTICLE} ?)?{_NAME}){{1,4}})"
_AFTER_TITLE: Final = re.compile(rf",? {_FULL}")
_BEFORE_TITLE: Final = re.compile(rf"(?<![\w-]){_FULL}, (?:le |la |l')?$")
_COMPANY: Final = re.compile(r"(?:Space|Agency|Université|Institut|Group|Aerospace|Systems|Alenia|Defence)\b")
_AGENCY_HEAD: Final = (
    r"(?:Agence|Administration|Centre|Institut|Bureau|Office|Commission|Organisation|Académie|Service|Observatoire)"
)
#: A name that begins with what its bearer is: "Agence spatiale portugaise", "Institut royal d'aéronomie".
_ADJECTIVE: Final = (
    r"(?:[A-Za-zÀ-ÿ-]*(?:aise?|oise?|ienne?|aine?|ique|ale?|ande|ole|éenne?|ecque)s?|russe|belge|suisse|turque|"
    r"britannique|"
    r"tchèque|bulgare|scientifiques?)"
)
_BODY: Final = re.compile(
    rf"\b{_AGENCY_HEAD}(?: {_ADJECTIVE})*"
    r"(?: (?:de la |de l'|du |des |de |d'|et (?:de la |de l'|du |des |de |d'|(?=[A-ZÀ-Ý]))|"
    r"pour (?:les? |la |l')?|en (?=[A-ZÀ-Ý]))"
    rf"(?!l[ae]\b|les\b)[\wÀ-ÿ-]+(?: {_ADJECTIVE}\b)*)*"
)
_ORGANISATION: Final = re.compile(
    r"\b(?:[Uu]niversité|[Mm]inistère|École|[Ss]ecrétariat d'État|Direction générale|[Ss]ociété)"
    rf"(?: (?:(?:de|du|des|d'|de la|de l'|à|à la|aux|chargé de) ?)*(?:{_NAME}|polytechnique|formation|technique|"
    rf"étrangères))+"
    r"(?:,? (?:et )?(?:de la |de l'|du |des )[A-ZÉ][\w-]+(?: supérieur| étrangères)?)*"
)
#: "agence spatiale indienne", "agence japonaise", "agence spatiale du Kenya"
_DESCRIPTION: Final = re.compile(
    r"\b(?:agence|administration)(?: (?:spatiale|aérospatiale|nationale|fédérale|gouvernementale))*"
    rf" (?:(?:du|de la|de l'|des|d') ?{_NAME}(?:[ -](?:du |d'|de |et )?{_NAME})*(?: arabes unis)?|[a-zà-ÿ-]+)"
)
_KIND: Final = (
    r"(?:mission|missions|satellite|satellites|microsatellite|nanosatellite|minisatellite|instrument|spectromètre|"
    r"programme|sonde|robot|rover|télescope|observatoire|projet|démonstrateur|station|module|atterrisseur|orbiteur|"
    r"constellation|campagne|expérience|radar|caméra|capsule|lanceur|fusée|véhicule|observatoire spatial|initiative|"
    r"étage|plateforme|moteur|altimètre|lidar|sismomètre|magnétomètre)"
)
_NAMED: Final = r"[A-ZÀ-Ý][\w-]*[\w](?: (?:\d{1,2}[A-Z]?|[IVX]+|[A-Z][\w-]*[a-z\d][\w-]*|[A-Z])\b)*"
_PROJECT: Final = re.compile(
    rf"\b{_KIND}(?: (?:spatiale?|scientifique|franco-\w+|commune?|conjointe?|européenne?|infrarouge|lunaire|martienne?|"
    rf"baptisée?|appelée?|dénommée?|nommée?|radar|d'observation))*,? (?:« ?)?(?P<name>{_NAMED})"
)
_EVENT: Final = re.compile(
    r"\b(?:(?:[Ss]alon|[Cc]ongrès|[Ss]ommet|[Ff]orum|[Cc]onférence|[Ss]ymposium)(?: (?:international|spatial|mondial|"
    rf"européen|aéronautique|économique|ministériel|annuel)(?:e|s)?)* (?:(?:de|du|d'|des|de la|de l'|sur) ?)?"
    rf"(?:l'|la |le )?(?P<own>{_NAME}(?: (?:{_NAME}|\d{{4}}))*))"
)
#: "MERLIN est une mission", "PROBA-5, satellite"
_IS_PROJECT: Final = re.compile(
    rf"(?P<name>(?<![\w-])[A-ZÀ-Ý][\w-]*[A-Z\d][\w-]*)"
    rf"(?:,(?: une?)? | (?:est|sera) (?:une? |la |le |l')?)(?:futur |future )?{_KIND}\b"
)
#: What spaCy takes for places, and what nobody means by it.
_NO_NAMES: Final = frozenset(
    "Agence Conseil Station Centre État Terre Internet Gouvernement Contact Élysée République".split()
)
_PLACE: Final = re.compile(r"\b(?:à|au|aux|en|de|du|des|vers|la|le)\s$|\b[ldLD]'$")
_STATE: Final = re.compile(r"(?i)\b(?:agence|administration|centre|institut|météo|observatoire|académie)")
_SEA: Final = re.compile(
    rf"\b(?:mer|île|îles|golfe|lac|mont|plaine|désert|détroit) (?:de |du |des |d'|de la |de l')?{_NAME}"
)


class FrenchReading:
    """Component ``kg_french_reading``: needs ``doc._.article`` and spaCy's names.

    Assigns ``names``, ``literals`` (titles) and ``dates``, and where sentences end.
    """

    def __init__(self, gazetteer: FrenchGazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Read the article's text."""
        text = plain(doc.text)
        head = dateline(text)
        ends = [head, *boundaries(text)] if head else boundaries(text)
        _set_sentences(doc, ends)
        doc._.literals = [Found(a, b, "Title", 1.0) for a, b, _ in find_titles(text)]
        doc._.dates = [d for d in find_french_dates(text, doc._.article.published) if d.start >= head]
        titles = [(x.start, x.end) for x in doc._.literals]
        found = [*agreements(text), *self.bodies(text), *self.patterns(text), *self.names(doc, text)]
        found += self.people(text, titles)
        found += _again(text, found)
        doc._.names = [
            x for x in found if x.start >= head and not any(a <= x.start < b or x.start <= a < x.end for a, b in titles)
        ]
        return doc

    def bodies(self, text: str) -> Iterator[Found]:
        """Agencies and organisations by the noun that their name or description begins with."""
        for match in _DESCRIPTION.finditer(text):
            if self.gazetteer.country_in(match[0]):
                yield Found(match.start(), match.end(), "Agency", 0.97)
        for match in _BODY.finditer(text):
            if " " in match[0]:
                yield Found(match.start(), match.end(), "Agency", 0.9)
        for match in _ORGANISATION.finditer(text):
            yield Found(match.start(), match.end(), "Organization", 0.93)

    def patterns(self, text: str) -> Iterator[Found]:
        """Projects, events, people and places by the noun or the honorific before the name."""
        for match in _PROJECT.finditer(text):
            entry = self.gazetteer.resolve(match["name"])
            if entry is None or entry.type == "Project":
                yield Found(match.start("name"), match.end("name"), "Project", 0.94)
        for match in _IS_PROJECT.finditer(text):
            if self.gazetteer.resolve(match["name"]) is None:
                yield Found(match.start("name"), match.end("name"), "Project", 0.96)
        for match in _EVENT.finditer(text):
            yield Found(match.start(), match.end(), "Event", 0.9)
        for match in _PERSON.finditer(text):
            yield Found(match.start("name"), match.end("name"), "Person", 0.96)
        for match in _SEA.finditer(text):
            yield Found(match.start(), match.end(), "Place", 0.92)

    def people(self, text: str, titles: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """Names of several words beside a title: "la ministre, Marie-Ève Bouchard", "X Y, présidente"."""
        for start, end in titles:
            after = _AFTER_TITLE.match(text, end)
            before = _BEFORE_TITLE.search(text, max(0, start - 60), start)
            for match in filter(None, (after, before)):
                start_of_name, name = match.start("name"), match["name"]
                while (
                    " " in name and self.gazetteer.resolve(name.partition(" ")[0]) is not None
                ):  # "à Moscou Ivan Petrov"
                    start_of_name += len(name.partition(" ")[0]) + 1
                    name = name.partition(" ")[2]
                if " " in name and self.gazetteer.resolve(name) is None and not _COMPANY.search(name):
                    yield Found(start_of_name, start_of_name + len(name), "Person", 0.96)

    def names(self, doc: Doc, text: str) -> Iterator[Found]:
        """spaCy's names, with the type that they have here; what only looks like a name is left out."""
        for ent in doc.ents:
            start, end = _trim(text, ent.start_char, ent.end_char)
            surface = text[start:end]
            if (
                len(surface) < 2
                or surface in _NO_NAMES
                or not surface[0].isupper()
                or "\n" in surface
                or surface.isdigit()
            ):
                continue
            entry = self.gazetteer.resolve(surface)
            halves = [self.gazetteer.resolve(half) for half in surface.split("-")]
            if entry is None and len(halves) == 2 and all(halves):  # "la réunion CNES-JAXA"
                for half, known in zip(surface.split("-"), halves, strict=True):
                    if known is not None:
                        at = text.index(half, start, end)
                        yield Found(at, at + len(half), known.type, 0.9)
                continue
            if entry is None and is_acronym(surface):  # of several bodies, the space agency
                entry = self.gazetteer.resolve(surface, type="Agency")
            type = entry.type if entry is not None else _type(ent.label_, surface)
            if type == "Place" and entry is None and not _PLACE.search(text, max(0, start - 8), start):
                continue
            if type == "Person" and (" " not in surface or self.gazetteer.resolve(surface.split()[0])):
                continue
            if type:
                yield Found(start, end, type, 0.9 if entry else 0.75)


def _again(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Projects wherever they are named again, now without the noun that told what they are."""
    names = {text[x.start : x.end] for x in found if x.type == "Project"}
    for name in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield Found(match.start(), match.end(), "Project", 0.94)


def agreements(text: str) -> Iterator[Found]:
    """Noun phrases that are an agreement, with a determiner before them."""
    spoken = False
    for match in sorted([*AGREEMENT.finditer(text), *AGAIN.finditer(text)], key=lambda m: (m.start(), -m.end())):
        before = DETERMINER.search(text, max(0, match.start() - 40), match.start())
        again = match.re is AGAIN
        if before is None or (again and (not spoken or before["new"])):
            continue
        spoken = spoken or not again
        yield Found(match.start(), match.end(), "Agreement", 0.95)


def _type(label: str, surface: str) -> str:
    if label == "PER":
        return "Person"
    if label == "ORG":
        return "Agency" if _STATE.search(surface) else "Organization"
    return "Place" if label == "LOC" and re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[\wÀ-ÿ]+)*", surface) else ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    honorific = re.match(r"(?:M\.|MM\.|Mme|Mlle|Dr|Pr|S\.E\.M\.|(?:le |la |les |l'|du |d'))\s?", text[start:end])
    start += honorific.end() if honorific else 0
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _set_sentences(doc: Doc, ends: list[int]) -> None:
    starts = set(ends)
    last = 0
    for token in doc:
        token.is_sent_start = token.i == 0 or any(last < end <= token.idx for end in starts)
        last = token.idx
