"""The gazetteer: which known thing a surface names, if it names exactly one. It helps to decide, it does not decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from extractors.countries import Countries
from extractors.entries import Entry, Years, read_entries
from extractors.finding import is_one_name, stands_alone
from extractors.folding import TOKEN, fold, fold_word, strip
from extractors.spelling import Speller
from kg.config import resource
from kg.model import EntityType

if TYPE_CHECKING:  # importing spaCy takes seconds, and looking names up does not need it
    from spacy.tokens import Doc

__all__ = ["Entry", "Gazetteer", "Years", "load_gazetteer"]

#: Nouns that may follow a name without being part of it, by the type that the name must have.
_GENERIC: Final[dict[EntityType, frozenset[str]]] = {
    "Project": frozenset(
        "project mission satellite spacecraft program probe rover lander orbiter capsule initiative instrument "
        "telescope observatory experiment launcher rocket vehicle launch constellation station module family".split()
    ),
    "Event": frozenset("air show airshow salon congress conference summit forum fair".split()),
}

_KIN: Final[frozenset[str]] = frozenset({"Agency", "Organization"})


@dataclass(frozen=True, slots=True)
class _Name:
    """One surface of one entry; ``exact`` are its words where capitals matter."""

    entry: Entry
    ambiguous: bool
    exact: tuple[str, ...] | None

    def fits(self, words: list[str]) -> bool:
        """Whether the words of a text, equal but for case and accents, are written as this surface can be."""
        if self.exact is not None:
            return self.exact == tuple(words)
        return len(words) > 1 or not words[0].islower() or words[0] == self.entry.name


class Gazetteer:
    """Frozen entries, found by surface. Iterating gives every entry; nothing can be added."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Final = tuple(entries)
        self._by_key: Final = {(e.type, e.key): e for e in self.entries}
        self._names: Final[dict[str, list[_Name]]] = defaultdict(list)
        self._starts: Final[dict[str, int]] = {}
        for entry in self.entries:
            if not (entry.type == "Event" and entry.parent):
                for surface in entry.surfaces:
                    self._add(fold(surface), entry, surface)
        self._add_editions()
        self._countries: Final = Countries(self.entries)
        #: Words of adjectives of countries, in lower case: to tell a description from a name.
        self.demonyms: Final = self._countries.demonyms

    @cached_property
    def _speller(self) -> Speller:
        return Speller((key, n.entry) for key, names in self._names.items() for n in names)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, type: EntityType, key: str) -> Entry:
        """The entry with that type and key. Raises `KeyError` if there is none."""
        return self._by_key[type, key]

    def lookup(self, surface: str) -> tuple[Entry, ...]:
        """Every entry that the surface can name, in the order of the tables; empty if it is not known.

        Acronyms are compared with their capitals, names without case and accents (but a single word in small letters
        is no name). "the", a possessive and a generic noun ("the NISAR mission") may surround the name.
        """
        return tuple(dict.fromkeys(n.entry for n in self._matches(surface)))

    def resolve(
        self, surface: str, *, type: str | None = None, country: str = "", year: int | None = None
    ) -> Entry | None:
        """The one entry that the surface names, None if there is none or more than one is left.

        ``type`` (agencies and organisations are one), ``country`` (key or ISO code) and ``year`` choose among several.
        A surface marked ambiguous is resolved only if one of them speaks for its entry, and yields to an entry for
        which it is not marked.
        """
        names = [n for n in self._matches(surface) if type is None or _akin(type, n.entry.type)]
        country = self._countries.key(country)
        supported = type is not None
        if country and any(n.entry.country == country for n in names):
            names, supported = [n for n in names if n.entry.country == country], True
        elif country:
            names = [n for n in names if not n.entry.country]
        if year is not None and len({n.entry for n in names}) > 1:
            names, supported = [n for n in names if year in n.entry.years], True
        names = [n for n in names if not n.ambiguous] or (names if supported else [])
        found = {n.entry for n in names}
        return found.pop() if len(found) == 1 else None

    def iri_of(self, name: str, type: str) -> str | None:
        """The IRI of the entry with that name and type, None if there is none."""
        entry = self.resolve(name)
        return entry.iri if entry is not None and entry.type == type else None

    def suggest(self, surface: str, type: str) -> Entry | None:
        """The entry of that type whose name the surface misspells, None if in doubt. Never a person.

        Names that differ in a number or in a word that is itself known are different names, not misspellings.
        """
        if self._matches(surface):
            return None
        entry = self._speller.suggest(fold(strip(surface)), lambda e: _akin(type, e.type))
        return entry if entry is not None and type != "Person" else None

    def find(self, doc: "Doc | str") -> Iterator[tuple[int, int, Entry]]:
        """Unambiguous known names that stand alone in a text, longest first, without overlaps: start, end, entry."""
        text = doc if isinstance(doc, str) else doc.text
        tokens = list(TOKEN.finditer(text))
        folded = [fold_word(t[0]) for t in tokens]
        position = 0
        while position < len(tokens):
            for size in range(min(self._starts.get(folded[position], 0), len(tokens) - position), 0, -1):
                words = tokens[position : position + size]
                entry = self._sure(folded[position : position + size], [w[0] for w in words])
                start, end = words[0].start(), words[-1].end()
                if entry is None or not is_one_name(text, words, entry):
                    continue
                if text[end : end + 1] == "." and text[start : end + 1] in entry.surfaces:  # "U.S."
                    end += 1
                if (not text[start].islower() or text[start:end] in entry.surfaces) and stands_alone(
                    text, start, end, entry
                ):
                    yield start, end, entry
                position += size
                break
            else:
                position += 1

    def surfaces(self) -> Iterator[tuple[str, Entry, bool]]:
        """Every surface with its entry and whether capitals matter, for building a matcher of one's own."""
        for entry in self.entries:
            for surface in entry.surfaces:
                yield surface, entry, surface in entry.acronyms or len(TOKEN.findall(surface)) == 1

    def describe(self, surface: str, *, year: int | None = None) -> Entry | None:
        """The agency that "the Russian (federal) space agency", "India's space agency" or "the French agency" means.

        It is the country's main agency, in that year if given, else today. "The Argentine commission" and the like
        must fit the agency's full name; "the British weather service" means the one that the country has.
        """
        known = {n.entry for n in self._matches(surface) if n.entry.type == "Agency" and " " in surface.strip()}
        if len(known) == 1:
            return known.pop()
        return self._countries.describe(surface, year)

    def national_agency(self, country: str, *, year: int | None = None) -> Entry | None:
        """The main space agency of a country (key or ISO code) in a year, or today; None if none is known."""
        return self._countries.national_agency(country, year)

    def edition(self, series: Entry, year: int) -> Entry | None:
        """The edition of a series of events in a year: ``edition(MAKS, 2019)`` is MAKS 2019."""
        return next((e for e in self.entries if e.type == "Event" and e.parent == series.key and year in e.years), None)

    def country_of_demonym(self, adjective: str) -> Entry | None:
        """``Russian`` gives Russia."""
        return self._countries.of_demonym(adjective)

    def country_of_capital(self, city: str, *, year: int | None = None) -> Entry | None:
        """``Moscow`` gives Russia; with a year that country of which it was the capital then."""
        return self._countries.of_capital(city, year)

    def country_in(self, surface: str) -> str:
        """The key of the first country that a description names: "france" for "the French agency", else empty."""
        country = self._countries.named_in(surface)
        return country.key if country else ""

    def country_of(self, key: str) -> str:
        """The key of the country that the agency or organisation with ``key`` belongs to, empty if to none."""
        entry = self._by_key.get(("Agency", key)) or self._by_key.get(("Organization", key))
        return entry.country if entry else ""

    def _add(self, key: str, entry: Entry, surface: str, exact: tuple[str, ...] | None = None) -> None:
        words = key.split()
        if not words:
            return
        if surface in entry.acronyms:
            exact = exact or tuple(TOKEN.findall(surface))
        self._names[key].append(_Name(entry, surface in entry.ambiguous, exact))
        size = len(TOKEN.findall(surface)) + 3  # "and" and "the" may come between
        self._starts[words[0]] = max(size, self._starts.get(words[0], 0))

    def _add_editions(self) -> None:
        """``MAKS 2019``, ``2019 MAKS`` and ``the 14th MAKS``; what an acronym of a series is, it is here too."""
        for entry in self.entries:
            if entry.type != "Event" or not entry.parent:
                continue
            series = self._by_key["Event", entry.parent]
            year, ordinal = str(entry.years.start), _ordinal(entry.edition) if entry.edition else ""
            for surface in series.surfaces:
                exact = surface in series.acronyms
                for phrase in (f"{surface} {year}", f"{year} {surface}", f"{ordinal} {surface}" if ordinal else ""):
                    self._add(fold(phrase), entry, phrase, tuple(phrase.split()) if exact else None)

    def _matches(self, surface: str) -> list[_Name]:
        words = TOKEN.findall(strip(surface))
        found = self._known(words)
        for type, nouns in _GENERIC.items():
            rest = list(words)
            while not found and len(rest) > 1 and fold_word(rest[-1]) in nouns:
                rest.pop()
                found = [n for n in self._known(rest) if n.entry.type == type]
        return found

    def _known(self, words: list[str]) -> list[_Name]:
        key = " ".join(filter(None, map(fold_word, words)))
        return [n for n in self._names.get(key, ()) if n.fits(words)]

    def _sure(self, folded: list[str], words: list[str]) -> Entry | None:
        if not folded[-1]:  # "and" or "the" ends no name
            return None
        names = self._names.get(" ".join(filter(None, folded)), ())
        found = {n.entry for n in names if not n.ambiguous and n.fits(words)}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The bundled gazetteer, read once. Raises `FileNotFoundError` if the installation lacks it."""
    return Gazetteer(read_entries(resource("data/gazetteer")))


def _akin(a: str, b: str) -> bool:
    return a == b or {a, b} <= _KIN


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
