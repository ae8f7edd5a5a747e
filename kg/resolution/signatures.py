"""Signatures: what two appearances share that are one thing without comparing them."""

from typing import Final

from extractors.folding import fold
from extractors.names import is_acronym, key
from kg.model import Entity
from kg.resolution.names import is_common, person_words, project_name
from kg.resolution.profile import Profile, Texts

#: Types of things that act.
ACTORS: Final = frozenset({"Agency", "Organization", "Country"})
#: Cities that share their name with others that space news speak of: only the context tells which is meant.
SHARED_CITIES: Final = frozenset(
    "perth london cambridge birmingham newcastle hamilton victoria santiago cordoba valencia granada melbourne "
    "wellington kingston tripoli alexandria hyderabad barcelona cartagena columbus georgia san-jose guadalajara "
    "leon merida trinidad richmond plymouth boston lancaster".split()
)


_DAY: Final = len("2019-06-17")


def signature_of(profile: Profile, article: str, entity: Entity) -> str:
    """The signature of an entity in an article; one that no other has where nothing says enough."""
    kind = profile.type
    if profile.link:
        return f"link:{profile.link}"
    if kind == "Person":
        words = max((person_words(n) for n in profile.names), key=lambda w: (len(w), w), default=())
        known = profile.of("employer") or profile.of("signed")
        full = all(len(word) > 1 for word in words)
        if len(words) > 1 and len(words[-1]) > 1 and (full or profile.of("employer")):
            return f"person:{' '.join(words)}@{'|'.join(sorted(known))}"
    elif kind == "Agreement" and len(profile.of("party")) > 1 and _is_told(profile):
        said = (profile.of(role) for role in ("party", "kind", "project", "topic", "amends"))
        days = "|".join(sorted(profile.dates)) or "planned " + "|".join(sorted(profile.planned))
        return f"agreement:{days}:{':'.join('|'.join(sorted(s)) for s in said)}"
    elif kind == "Project":
        named = sorted({_project_key(n) for n in profile.names})
        return f"project:{'|'.join(named)}"
    elif kind == "Event" and profile.of("year"):
        return f"event:{'|'.join(sorted(key(n) for n in profile.names))}@{'|'.join(sorted(profile.of('year')))}"
    elif kind == "Place" and profile.of("inside"):
        return f"place:{fold(entity.name)}@{'|'.join(sorted(profile.of('inside')))}"
    elif kind == "Place" and fold(entity.name).replace(" ", "-") not in SHARED_CITIES:
        return f"place:{fold(entity.name)}"
    elif kind in ACTORS and not all(is_acronym(n) for n in profile.names):
        names = sorted(fold(n) for n in profile.names if not is_acronym(n))
        places = "|".join(sorted(profile.of("country")))
        if not places and all(map(is_common, names)):  # only the countries around tell which one it is
            places = "~" + "|".join(sorted(profile.of("near")))
        if places != "~":
            return f"actor:{kind}:{'|'.join(names)}@{places}"
    return f"one:{article}:{entity.id}"


def signings(profile: Profile) -> set[tuple[Texts, str]]:
    """Who signed, and when, where it is an agreement of which that is known."""
    if profile.type != "Agreement" or len(profile.of("party")) < 2:
        return set()
    return {(profile.of("party"), date) for date in profile.dates}


def is_described(agreement: Profile) -> bool:
    """Whether its article says what it is or what it is about."""
    return any(agreement.of(role) for role in ("kind", "project", "topic"))


def _is_told(agreement: Profile) -> bool:
    """Whether its parties leave no other agreement open: they sign one a day, or one a year on one subject."""
    subject = agreement.of("project") or agreement.of("topic")
    return any(len(date) == _DAY or subject for date in agreement.dates or agreement.planned)


def _project_key(name: str) -> str:
    parts = project_name(name)
    return "-".join(filter(None, ("".join(parts.words), parts.number, parts.facility)))
