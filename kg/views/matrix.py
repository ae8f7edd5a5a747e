"""The cooperation matrix: how much links two countries, year by year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.queries import Queryable, ask


@dataclass(frozen=True, slots=True)
class Cell:
    """What links two countries in one year. ``year`` is four digits, or empty where no article is dated."""

    a: str  #: the IRI that sorts first
    b: str
    year: str
    agreements: int
    pairs: int  #: pairs of cooperating bodies
    articles: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """All cells, with the countries that occur, those with the most agreements and pairs first."""

    countries: tuple[tuple[str, str], ...]  #: IRI and name
    years: tuple[str, ...]
    cells: tuple[Cell, ...]

    def between(self, a: str, b: str) -> tuple[Cell, ...]:
        """The cells of two countries, given by IRI in either order, by year."""
        return tuple(cell for cell in self.cells if (cell.a, cell.b) == (min(a, b), max(a, b)))

    def table(self, year: str | None = None) -> list[list[int]]:
        """Agreements plus cooperating pairs, country by country in the order of ``countries``; symmetric.

        Of one year, or of all years together.
        """
        place = {iri: index for index, (iri, _) in enumerate(self.countries)}
        rows = [[0] * len(place) for _ in place]
        for cell in self.cells:
            if year is None or cell.year == year:
                one, other = place[cell.a], place[cell.b]
                rows[one][other] += cell.agreements + cell.pairs
                rows[other][one] = rows[one][other]
        return rows


def load_matrix(graph: Queryable, *, since: int | None = None, until: int | None = None) -> Matrix:
    """The matrix of the years ``since`` to ``until``, both included."""
    years = {name: f"{year:04}" for name, year in (("since", since), ("until", until)) if year is not None}
    return build_matrix(ask(graph, "cooperation-matrix", years))


def build_matrix(rows: Iterable[Sequence[object]]) -> Matrix:
    """The matrix that rows of the question ``cooperation-matrix`` tell of."""
    names: dict[str, str] = {}
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for a, a_name, b, b_name, year, *numbers in rows:
        names[str(a)], names[str(b)] = str(a_name or a), str(b_name or b)
        one, other = sorted((str(a), str(b)))
        key = one, other, "" if year is None else str(year)
        counts[key] = [sum(pair) for pair in zip(counts[key], (int(str(number)) for number in numbers), strict=True)]
    cells = tuple(Cell(*key, *counts[key]) for key in sorted(counts))
    weight = Counter[str]()
    for cell in cells:
        for end in (cell.a, cell.b):
            weight[end] += cell.agreements + cell.pairs
    countries = sorted(names, key=lambda iri: (-weight[iri], names[iri], iri))
    return Matrix(tuple((iri, names[iri]) for iri in countries), tuple(sorted({cell.year for cell in cells})), cells)
