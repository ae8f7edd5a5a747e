"""Roles in French: titles, and the phrases in which news says who holds which position where.

``le président du CNES, X`` · ``X, directrice générale d'EUMETSAT`` · ``son homologue de l'ISRO, X`` · ``X (CNES)`` ·
``X a été nommée directrice de l'agence``. The parts are found before, the words between them decide.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extractors.roles import Part

_HEAD: Final = (
    r"(?:président(?:e)?(?:[- ]directeur général|[- ]directrice générale)?|vice-présidente?|directeur|directrice|"
    r"sous-direct(?:eur|rice)|administrateur|administratrice|secrétaire générale?|secrétaire d'État|"
    r"(?:vice-|Premier |Première |premier |première )?[Mm]inistre|cheffe?|responsable|ambassadeur|ambassadrice|"
    r"commissaire|"
    r"PDG|P-DG|CEO|membre du (?:directoire|conseil)|astronaute|spationaute|cosmonaute|professeure?|gouverneure?|"
    r"conseill(?:er|ère) fédérale?|"
    r"chanceli(?:er|ère)|déléguée? générale?|coordinat(?:eur|rice)|porte-parole|représentante?|"
    r"général en chef|haute?[- ]représentante?)"
)
_KIND: Final = (
    r"(?i:générale?|exécuti(?:f|ve)|adjointe?|déléguée?|scientifique|technique|fédérale?|principale?|permanente?|"
    r"par intérim|émérite|en chef|du directoire|du conseil d'administration|de la délégation|de projet|"
    r"(?:français|allemand|indien|japonais|chinois|canadien|italien|américain|britannique|belge|suisse|russe)n?e?)"
)
#: What the office is about, in small letters; a body that it is at is none of it.
_ABOUT: Final = (
    r"(?: (?:des |du |de la |de l'|de |d'|à la |à l'|aux |chargée? (?:des |du |de la |de l'|de ))"
    r"(?!l[ae]\b|l'|les\b|agences?\b|administrations?\b|centres?\b|instituts?\b|universités?\b|ministères?\b|"
    r"organisations?\b|"
    r"sociétés?\b|entreprises?\b|groupes?\b|départements?\b|laboratoires?\b|conseils?\b|commissions?\b|offices?\b)"
    r"(?:[a-zéèêàœ][\w-]*(?: (?:et de la |et des |et de l'|et du |de la |de l'|des |du |de )"
    r"(?!l[ae]\b|l'|les\b|agence|centre|institut)(?:[a-zéèêàœ][\w-]*|Terre|Lune))?|Terre|Lune|Mars|État)"
    r"(?: (?:spatiale?s?|scientifiques?|internationale?s?|extérieure?s?|habitée?s?|stratégiques?|techniques?))*)"
)
_PORTFOLIO: Final = (
    r"(?:,? (?:et )?(?:de |du |des |de la |de l'|d'|chargée? (?:des |du |de la |de l'|de ))"
    r"(?:[A-ZÉ][\w-]+|économie|espace|recherche|défense)(?: (?:supérieure?|étrangères|spatiales|industrielle))?)"
)
_TITLE: Final = re.compile(
    rf"\b(?:(?i:ministre|secrétaire d'État|commissaire)(?: {_KIND}| européen(?:ne)?)*{_PORTFOLIO}+"
    rf"|(?i:{_HEAD})(?: {_KIND})*{_ABOUT}{{0,2}}(?: et (?i:directeur général|directrice générale))?)(?![\w-])"
)
#: Who holds the same office elsewhere: the office is not said again.
_COUNTERPART: Final = re.compile(r"\bhomologue(?= (?:de|du|d'|à|au))")

_POLITE: Final = r"(?:(?:M\.|MM\.|Mme|Mlle|Dr|Pr|Prof\.|Dr\.|Pr\.|S\. ?E\.|S\.E\.M\.|le général|le colonel) )*"
_OF: Final = (
    r"(?: (?:du|de la|de l'|des|de|d'|au|à la|à l'|à|chez|auprès de la|auprès de l'|auprès du|pour la|pour le) ?)"
)
_TITLE_OWNER: Final = re.compile(_OF)
_OWNER_PERSON: Final = re.compile(rf",? {_POLITE}")
_OWNER_TITLE: Final = re.compile(r",? (?:le |la |l')")
_TITLE_PERSON: Final = re.compile(rf"(?: (?:français|allemand|indien|japonais|chinois|italien)n?e?)?,? {_POLITE}")
_PERSON_TITLE: Final = re.compile(
    r"(?:,|,? \([^)]{1,40}\),?|,? qui est| est| a été nommée?| vient d'être nommée?| nommée?| devient| était)"
    r" (?:(?:le|la|l'|alors|nouveau|nouvelle|nouvel|futur|future|actuel|actuelle|ancien|ancienne|comme|en tant que) ?)*"
)
_ABROAD: Final = re.compile(r" (?:en|au|aux|auprès (?:de la|du|de l'|des|de)) ?")
_PERSON_OWNER: Final = re.compile(r" \(|, (?:du|de la|de l'|d') ?")


@dataclass(frozen=True, slots=True)
class FrenchRole:
    """A person with the title and the owner that a phrase gives (either may be empty), and the phrase's characters."""

    person: str
    title: str
    owner: str
    start: int
    end: int


def find_titles(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and wording of the titles in ``text`` (as `extractors.french.text.plain`); a counterpart has none."""
    for match in _TITLE.finditer(text):
        yield match.start(), match.end(), match[0]
    for match in _COUNTERPART.finditer(text):
        yield match.start(), match.end(), ""


def find_french_roles(text: str, parts: Iterable[Part]) -> Iterator[FrenchRole]:
    """The roles that fixed phrases state, from left to right; each part serves once."""
    rest = _without_repeats(text, sorted(parts))
    while rest:
        if _speaks_of_the_next(text, rest[:4]):
            rest = rest[1:]
        for size in (4, 3, 2):
            role = _role(text, rest[:size]) if len(rest) >= size else None
            if role is not None:
                rest = rest[size:]
                if rest and _ABROAD.fullmatch(text[role.end : rest[0].start]) and rest[0].kind == "owner":
                    role = replace(role, end=rest.pop(0).end)  # "ambassadeur de France en Algérie"
                yield role
                break
        else:
            rest = rest[1:]


def _speaks_of_the_next(text: str, parts: Sequence[Part]) -> bool:
    """Whether the office after the first person is the next one's: "X, le directeur général de l'ESA Y"."""
    return [p.kind for p in parts] == ["person", "title", "owner", "person"] and bool(
        re.fullmatch(rf" {_POLITE}", _gap(text, parts[2], parts[3]))
    )


def _without_repeats(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts without an owner's short form in brackets after its long one: "l'Agence spatiale canadienne (ASC)"."""
    repeats = {
        b
        for a, b in pairwise(parts)
        if a.kind == b.kind == "owner" and a.value == b.value and text[a.end : b.start] == " ("
    }
    return [p for p in parts if p not in repeats]


def _role(text: str, parts: Sequence[Part]) -> FrenchRole | None:
    between = [_gap(text, a, b) for a, b in pairwise(parts)]
    start, end = parts[0].start, parts[-1].end
    match [p.kind for p in parts]:
        case ["title", "owner", "title", "person"] if not parts[0].value and _fit(
            between, _TITLE_OWNER, _OWNER_TITLE, _TITLE_PERSON
        ):
            return FrenchRole(parts[3].value, parts[2].value, parts[1].value, start, end)
        case ["title", "owner", "person"] if _fit(between, _TITLE_OWNER, _OWNER_PERSON):
            return FrenchRole(parts[2].value, parts[0].value, parts[1].value, start, end)
        case ["person", "title", "owner"] if _fit(between, _PERSON_TITLE, _TITLE_OWNER):
            return FrenchRole(parts[0].value, parts[1].value, parts[2].value, start, end)
        case ["title", "person"] if parts[0].value and _fit(between, _TITLE_PERSON):
            return FrenchRole(parts[1].value, parts[0].value, "", start, end)
        case ["person", "title"] if parts[1].value and _fit(between, _PERSON_TITLE):
            return FrenchRole(parts[0].value, parts[1].value, "", start, end)
        case ["person", "owner"] if _PERSON_OWNER.fullmatch(between[0]) and re.match(r"[,)]", text[end:]):
            return FrenchRole(parts[0].value, "", parts[1].value, start, end + (text[end : end + 1] == ")"))
    return None


def _gap(text: str, a: Part, b: Part) -> str:
    """The words between two parts, without a bracket right after the first: "l'Agence spatiale canadienne (ASC),"."""
    between = text[a.end : b.start]
    return re.sub(r"^ \([^()]{1,12}\)", "", between) if a.kind == "owner" else between


def _fit(between: Sequence[str], *patterns: re.Pattern[str]) -> bool:
    return all(p.fullmatch(words) for p, words in zip(patterns, between, strict=True))
