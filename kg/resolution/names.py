"""Names: what two names say about being one, by type: people, projects, events, and all others. No context."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from anyascii import anyascii
from rapidfuzz import fuzz

from extractors.folding import fold
from extractors.names import abbreviates, is_acronym

#: How two names agree: the same but for spelling; one is a shorter or fuller form; nothing says so; they exclude
#: each other (two given names, two numbers).
Agreement = Literal["same", "compatible", "unlike", "conflict"]

_PARTICLES: Final = frozenset(
    "al el bin ibn ben bint de da do dos das del della di du la le van von der den ter abu st y e".split()
)
_TITLES: Final = frozenset("dr prof professor mr mrs ms sir dame gen general col shri smt ing".split())

#: Transliterations and spellings of the same sounds, applied in this order.
_SOUNDS: Final = (
    (re.compile(r"^mac(?=[b-df-hj-np-tv-z])"), "mc"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"q[uvw]"), "kv"),
    (re.compile(r"[ao]e"), lambda m: m[0][0]),  # German and Nordic vowels written out
    (re.compile(r"ue"), "u"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"j"), "y"),
    (re.compile(r"w"), "v"),
    (re.compile(r"^y(?=e)"), ""),
    (re.compile(r"[iy]+$"), "i"),
    (re.compile(r"(?<=[a-z])y(?=[a-z])"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)

#: Given names that are one name in several languages.
_GIVEN: Final = {
    variant: group[0]
    for group in (
        ("isak", "itzak", "itzhak", "yitzhak", "isaac", "izhak"),
        ("aleksandr", "alexander", "aleksander"),
        ("dmitri", "dimitri"),
        ("muhamad", "mohamed", "mohamad", "mohammed", "muhammad", "muhammed"),
        ("ahmad", "ahmed"),
        ("husein", "hosein", "hussein", "hossein"),
        ("evgeni", "yevgeny", "evgeny", "eugene"),
        ("mikhail", "michail", "mihail"),
        ("nikolai", "nikolay"),
        ("jean", "jan"),
        ("thomas", "tom"),
        ("robert", "bob"),
        ("william", "bill"),
        ("james", "jim"),
        ("charles", "charlie"),
        ("michael", "mike"),
    )
    for variant in group
}

#: Initials of names that some languages begin with another letter: J. Wörbelin, Y. (E.) Vdovin, W. (V.) Lwow.
_INITIALS: Final = {"j": "y", "w": "v"}
_ALIKE: Final = 84  #: two words of a person's name at least this alike (0 to 100) are one word

#: What may stand before or after a project's name without being part of it.
_KINDS: Final = frozenset(
    "mission satellite spacecraft probe orbiter lander rover instrument project program capsule constellation campaign "
    "experiment module telescope payload sensor rocket launcher camera spectrometer initiative orbital space joint no "
    "number nr".split()
)
#: A capitalised last word that says what the thing is: a ground observatory is not the satellite of its name.
_FACILITIES: Final = frozenset("observatory station center laboratory institute campus".split())
#: Words of which names of institutions are made in every country.
_COMMON: Final = frozenset(
    "academy administration advanced aeronautics aerospace affairs agencies agency and applications applied "
    "association astronautics authority bureau center centre commission committee council defence defense "
    "department development directorate economy education engineering federal for foreign "
    "general government industry innovation institute institution international laboratory ministry national of "
    "office organisation organization physics program programme remote research satellite science "
    "sciences sensing space state studies system systems technological technologies technology "
    "telecommunications the trade transport university".split()
)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ORDINALS: Final = {
    word: str(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_CHUNK: Final = re.compile(r"[a-z]+|\d+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """One word of a person's name as it sounds: ``Jewdokimow`` and ``Yevdokimov`` are ``evdokimov``."""
    plain = re.sub(r"[^a-z]", "", anyascii(word).lower())
    if len(plain) == 1:
        return _INITIALS.get(plain, plain)
    known = _GIVEN.get(plain)
    if known:
        return known
    for pattern, replacement in _SOUNDS:
        plain = pattern.sub(replacement, plain)
    return _GIVEN.get(plain, plain)


@lru_cache(maxsize=65_536)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name by their sound, particles joined to what follows, titles left out."""
    words: list[str] = []
    carried = ""
    for raw in re.split(r"[\s\-–.,()'’]+", name):
        plain = anyascii(raw).lower()
        if not plain or plain in _TITLES:
            continue
        if plain in _PARTICLES and len(plain) > 1:
            carried = plain if plain not in {"al", "el", "bin", "ibn", "bint"} else ""
            continue
        heard = sound(raw)
        heard = heard[2:] if heard.startswith("al") and len(heard) > 6 and raw[:2] == "Al" else heard
        if heard:
            words.append(sound(carried + heard) if carried in {"mc", "la", "le"} else heard)
        carried = ""
    return tuple(words)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0] or {a[0], b[0]} == {"y", "e"}
    return min(len(a), len(b)) >= 4 and a[0] == b[0] and fuzz.ratio(a, b) >= _ALIKE


@lru_cache(maxsize=262_144)
def compare_people(one: str, other: str) -> Agreement:
    """Two names of people: initials, missing middle names, added surnames and the order of words are no conflict."""
    a, b = person_words(one), person_words(other)
    if not a or not b:
        return "unlike"
    if "".join(a) == "".join(b) or sorted(a) == sorted(b):
        return "same"
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return "compatible" if a[0] == b[-1] or (len(b) > 2 and a[0] in b[1:]) else "unlike"
    if not any(len(x) > 1 and _same_word(x, y) for x in a[1:] for y in b[1:]) and sorted(a) != sorted(b):
        glued = "".join(a) == "".join(b) or fuzz.ratio("".join(a), "".join(b)) >= 95
        if not glued:
            return "unlike"
        return "same"
    left = _unmatched(a, b)
    if left:
        return "same" if fuzz.ratio("".join(a), "".join(b)) >= 95 and a[0] == b[0] else "conflict"
    initials = any(len(x) == 1 for x in (*a, *b))
    return "same" if len(a) == len(b) and not initials else "compatible"


def _unmatched(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the shorter name that the longer one has not, in its order."""
    position, left = 0, []
    for index, word in enumerate(short):
        # the first word stands first, but the first of several initials may be lost
        stop = len(long) if index or (len(word) == 1 and len(long[0]) == 1) else 1
        at = next((i for i in range(position, stop) if _same_word(word, long[i])), None)
        if at is None:
            left.append(word)
        else:
            position = at + 1
    return tuple(left)


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project's name taken apart: words, its number in a series, and the kind of ground facility it is."""

    words: tuple[str, ...]
    number: str
    facility: str


@lru_cache(maxsize=65_536)
def project_name(name: str) -> ProjectName:
    """``Foton-L No. 2`` is the words ``foton l`` and the number ``2``."""
    folded = fold(name).split()
    facility = ""
    if len(folded) > 1 and folded[-1] in _FACILITIES and name.split()[-1][:1].isupper():
        facility = folded[-1]
    words: list[str] = []
    number = ""
    for token in folded:
        if token in _KINDS or token in _FACILITIES:
            continue
        if token in _ROMAN and (words or len(token) > 1):
            number = _ROMAN[token]
            continue
        for part in _CHUNK.findall(token):
            if part.isdigit():
                number = part.lstrip("0") or "0"
            else:
                words.append(part)
    return ProjectName(tuple(words) or tuple(folded), number, facility)


@lru_cache(maxsize=262_144)
def compare_projects(one: str, other: str) -> Agreement:
    """Two names of missions, spacecraft or instruments: a number excludes another number."""
    a, b = project_name(one), project_name(other)
    if a.facility != b.facility:
        return "unlike"
    base = "".join(a.words) == "".join(b.words)
    if not base:
        long = min(len("".join(a.words)), len("".join(b.words))) >= 6
        base = long and fuzz.ratio(" ".join(a.words), " ".join(b.words)) >= 90 and a.words[0][0] == b.words[0][0]
    if not base:
        shorter, longer = sorted((one, other), key=len)
        return "compatible" if abbreviates(shorter, longer) else "unlike"
    if a.number == b.number:
        return "same"
    if a.number and b.number:
        return "conflict"
    return "compatible" if "1" in (a.number, b.number) else "conflict"


@lru_cache(maxsize=65_536)
def event_words(name: str) -> tuple[frozenset[str], str, str]:
    """An event's telling words, its year and its edition: ``69th International Astronautical Congress`` is the 69th."""
    words, year, edition = set(), "", ""
    for token in fold(name).split():
        ordinal = _ORDINAL.fullmatch(token)
        if _YEAR.fullmatch(token):
            year = token
        elif ordinal or token in _ORDINALS:
            edition = ordinal[1] if ordinal else _ORDINALS[token]
        else:
            words.add(token)
    return frozenset(words), year, edition


_GATHERINGS: Final = frozenset("show air airshow salon congress conference summit forum fair meeting space".split())


@lru_cache(maxsize=262_144)
def compare_events(one: str, other: str) -> Agreement:
    """Two names of events: another year or edition is another event; words that are left out are not."""
    (a, year_a, edition_a), (b, year_b, edition_b) = event_words(one), event_words(other)
    if (year_a and year_b and year_a != year_b) or (edition_a and edition_b and edition_a != edition_b):
        return "conflict"
    telling_a, telling_b = a - _GATHERINGS, b - _GATHERINGS
    if telling_a and telling_b and (telling_a <= telling_b or telling_b <= telling_a):
        return "same" if telling_a == telling_b else "compatible"
    shorter, longer = sorted((one, other), key=len)
    return "compatible" if abbreviates(shorter.split()[0], longer) else "unlike"


@lru_cache(maxsize=262_144)
def compare_names(one: str, other: str) -> Agreement:
    """Two names of organisations or places."""
    a, b = fold(one), fold(other)
    if a == b:
        return "same"
    if numbers(one) != numbers(other):
        return "conflict"
    shorter, longer = sorted((one, other), key=len)
    if is_acronym(shorter):
        return "compatible" if abbreviates(shorter, longer) else "unlike"
    if min(len(a), len(b)) >= 7 and a[0] == b[0] and fuzz.ratio(a, b) >= 92:
        return "same"
    words, more = sorted((a.split(), b.split()), key=len)
    if len(words) > 2 and more[: len(words)] == words:  # "Space Research Institute of the Russian Academy …"
        return "compatible"
    return "unlike"


def is_common(name: str) -> bool:
    """Whether institutions of several countries may have that name: Space Research Institute, Ministry of Science."""
    return all(word in _COMMON for word in fold(name).split())


def numbers(name: str) -> frozenset[str]:
    """The numbers in a name."""
    return frozenset(re.findall(r"\d+", name))
