"""Names: what two surfaces say about being one name, by their letters alone. No context, no reference data."""

import re
from typing import Final

from rapidfuzz import fuzz

_DETERMINER: Final = re.compile(r"^(?:the|this|that|these|those|its|their|his|her|an?|both|our|another|such)\s+", re.I)
_POSSESSIVE: Final = re.compile(r"['’`]s?$")
#: A description right before a name: "Russian federal space agency" before "Roscosmos".
DESCRIPTION: Final = (
    r"\b([A-Z]\w+) (?:(?:federal|national|state|space|weather|meteorological|research) ){0,3}"
    r"(?:agency|centre|center|commission|institute|service|corporation|organisation|organization) "
)
_DESCRIBED: Final = re.compile(rf"^{DESCRIPTION}(?=[A-Z])")
_TOKEN: Final = re.compile(r"[^\W_]+")
_SMALL: Final = frozenset(
    {"of", "the", "for", "and", "on", "in", "de", "la", "del", "do", "da", "des", "du", "e", "et", "y"}
)

#: Nouns that say what a thing is and not which: "the SIASGE constellation" is SIASGE.
GENERIC: Final = frozenset(
    "mission missions satellite satellites spacecraft probe orbiter lander rover instrument project programme program "
    "capsule constellation campaign station experiment module telescope observatory initiative payload sensor "
    "rocket launcher camera spectrometer mission's agency organisation organization corporation company centre center "
    "institute accord accords agreement congress summit conference air show memorandum memoranda understanding mou "
    "letter intent framework arrangement contract treaty protocol declaration statement joint cooperation implementing "
    "bilateral of".split()
)

#: Names of states that also stand as adjectives: "the US agency" names no agency.
_STATES: Final = frozenset("US U S UK UAE EU".split())

#: Two names at least this alike (0 to 100), and this long, are one name misspelt.
_ALIKE: Final = 90
_LONG: Final = 7


def bare(surface: str) -> str:
    """The surface without determiner, possessive and description: ``the SCO's`` is ``SCO``."""
    return _DESCRIBED.sub("", _POSSESSIVE.sub("", _DETERMINER.sub("", surface, count=1)).strip())


def key(surface: str) -> str:
    """What equal names share: case, punctuation and determiners left out."""
    return " ".join(_TOKEN.findall(bare(surface).casefold()))


def specific(surface: str) -> str:
    """`key` without generic nouns: ``Bion-M2 capsule`` gives ``bion m2``. Empty if nothing specific is left."""
    return " ".join(t for t in key(surface).split() if t not in GENERIC)


def is_acronym(surface: str) -> bool:
    """Mostly capitals, one word, two to twelve letters: ``CNES``, ``TsAGI``, ``COSMO-SkyMed`` is none."""
    letters = [c for c in surface if c.isalpha()]
    return 2 <= len(letters) <= 12 and " " not in surface and sum(c.isupper() for c in letters) >= len(letters) / 2


def abbreviates(short: str, long: str) -> bool:
    """Whether the acronym ``short`` is made of the initials of ``long``, small words optional."""
    if not is_acronym(short) or " " not in long.strip():
        return False
    letters = "".join(c for c in short if c.isalnum()).casefold()
    words = _TOKEN.findall(bare(long).casefold())
    every = "".join(w[0] for w in words)
    content = "".join(w[0] for w in words if w not in _SMALL)
    return len(letters) >= 2 and letters in {every, content}


def numbers(surface: str) -> frozenset[str]:
    """The numbers in a name, Roman ones too: names that differ in them are different names."""
    tokens = re.findall(r"\d+|(?<![A-Za-z])[IVX]+(?![A-Za-z])", surface)
    return frozenset(tokens)


def alike(a: str, b: str) -> bool:
    """Whether two longish names are one name misspelt: nearly equal letters, equal numbers, equal first letter."""
    ka, kb = key(a), key(b)
    if min(len(ka), len(kb)) < _LONG or numbers(a) != numbers(b) or ka[0] != kb[0]:
        return False
    return len(ka.split()) == len(kb.split()) and fuzz.ratio(ka, kb) >= _ALIKE


def is_nominal(surface: str, demonyms: frozenset[str] = frozenset()) -> bool:
    """Whether the surface describes without naming: ``the accord``, ``the French agency``, ``its administrator``."""
    tokens = _TOKEN.findall(bare(surface))
    if not tokens:
        return True
    determined = bool(_DETERMINER.match(surface))
    telling = [
        t for t in tokens if not t.islower() and t.casefold() not in demonyms and not (determined and t in _STATES)
    ]
    if not telling or all(t.casefold() in GENERIC for t in tokens):  # "the Agency"
        return True
    # a capital at the start of a sentence names nothing: "Agency officials"
    return not determined and telling == tokens[:1] and tokens[0].casefold() in GENERIC


def person_matches(short: str, full: str) -> bool:
    """Whether ``short`` can be a shorter form of the person's name ``full``: a surname, initials, a first name."""
    a, b = key(short).split(), key(full).split()
    if not a or len(a) > len(b) or a == b:
        return False
    if a == b[-len(a) :] or a == b[: len(a)]:
        return True
    # all words in order, initials allowed: "J. Y. Le Gall"
    position = 0
    for word in a:
        while position < len(b) and not (b[position] == word or (len(word) == 1 and b[position].startswith(word))):
            position += 1
        if position == len(b):
            return False
        position += 1
    return True
