"""Countries: adjectives, capitals, and what "the French agency" means."""

from collections.abc import Iterable
from typing import Final

from extractors.entries import Entry
from extractors.folding import fold, strip

#: The head noun of a description must occur in the full name of the agency it describes, but for "agency".
_HEADS: Final = frozenset("agency administration commission corporation office center organization board".split())
_BETWEEN: Final = frozenset("s federal national state civil civilian government own space aerospace".split())
_WEATHER: Final = frozenset("weather meteorological met hydrometeorological meteorology".split())
_WEATHER_HEADS: Final = frozenset("service agency office institute bureau administration".split())
_LONGEST: Final = 5  #: words of a country's name


class Countries:
    """The countries among ``entries`` with the agencies and weather services that belong to them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        countries = [e for e in entries if e.type == "Country"]
        self._agencies: Final = [e for e in entries if e.national is not None]
        self._services: Final = [e for e in entries if e.kind == "meteorological"]
        self._keys: Final = {c.code: c.key for c in countries} | {c.key: c.key for c in countries}
        self._adjectives: Final = _lasting((fold(d), c) for c in countries for d in c.demonyms)
        self._names: Final = _lasting((fold(s), c) for c in countries for s in c.surfaces)
        self._capitals: Final = [(fold(capital), c) for c in countries for capital in c.capitals]
        #: Words of adjectives, in lower case, that are not themselves the name of a country ("UAE", "New Zealand").
        self.demonyms: Final = frozenset(w for d in self._adjectives if d not in self._names for w in d.split()) | {
            "european"
        }

    def key(self, country: str) -> str:
        """The key for a key or an ISO code; what is neither comes back unchanged."""
        return self._keys.get(country, country)

    def of_demonym(self, adjective: str) -> Entry | None:
        """``Russian`` gives Russia."""
        return self._adjectives.get(fold(adjective))

    def of_capital(self, city: str, year: int | None = None) -> Entry | None:
        """``Moscow`` gives Russia; with a year that country of which it was the capital then."""
        key = fold(city)
        found = [c for k, c in self._capitals if k == key and _existed(c, year)]
        dated = [c for c in found if c.years.end is not None]  # in 1980 the Soviet Union, not Russia
        return next(iter(dated or found), None)

    def named_in(self, surface: str) -> Entry | None:
        """The first country that a description names or whose adjective it uses."""
        words = fold(surface).split()
        found = (self._attributive(words[start:])[0] for start in range(len(words)))
        return next((country for country in found if country is not None), None)

    def national_agency(self, country: str, year: int | None = None) -> Entry | None:
        """The main space agency of a country (key or ISO code) in a year, or today; None if none is known."""
        key = self.key(country)
        for agency in self._agencies:
            span = agency.national
            if agency.country == key and span and (span.end is None if year is None else year in span):
                return agency
        return None

    def describe(self, surface: str, year: int | None = None) -> Entry | None:
        """See `extractors.gazetteer.Gazetteer.describe`."""
        country, rest = self._attributive(fold(strip(surface)).split())
        if country is None or not rest:
            return None
        *between, head = rest
        if set(between) <= _BETWEEN and head in _HEADS:
            agency = self.national_agency(country.key, year)
            return agency if agency and (head == "agency" or _is_called(agency, head)) else None
        if head in _WEATHER_HEADS and set(between) & _WEATHER and set(between) <= _WEATHER | _BETWEEN:
            services = [e for e in self._services if e.country == country.key and _existed(e, year)]
            return services[0] if len(services) == 1 else None
        return None

    def _attributive(self, words: list[str]) -> tuple[Entry | None, list[str]]:
        """The country that the words begin with, by adjective or name, and the words after it."""
        for size in range(min(_LONGEST, len(words)), 0, -1):
            key = " ".join(words[:size])
            country = self._adjectives.get(key) or self._names.get(key)
            if country is not None:
                return country, words[size:]
        return None, words


def _lasting(pairs: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """Of states that share an adjective or a name, the one that still exists."""
    found: dict[str, Entry] = {}
    for key, entry in pairs:
        if key not in found or found[key].years.end is not None:
            found[key] = entry
    return found


def _existed(entry: Entry, year: int | None) -> bool:
    return entry.years.end is None if year is None else year in entry.years


def _is_called(agency: Entry, head: str) -> bool:
    return any(head in fold(s).split() for s in agency.surfaces)
