"""The timeline: what was signed, launched or held when, each moment with every sentence that dates it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.queries import Queryable, ask


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that dates a moment, and the article (an IRI) that it stands in; ``published`` may be empty."""

    sentence: str
    article: str
    published: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing. ``date`` is ISO 8601, as precise as the articles: ``2019``, ``2019-06``, ``2019-06-17``."""

    date: str
    kind: str  #: signature, launch or event
    thing: str  #: IRI of the agreement, project or event
    name: str
    modality: str  #: asserted, planned or negated
    statements: tuple[Statement, ...]

    @property
    def year(self) -> str:
        """Four digits."""
        return self.date[:4]


def load_timeline(
    graph: Queryable, *, about: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[Moment, ...]:
    """The moments in the order of their dates.

    ``about`` is an entity as `kg.queries.find_entity` understands it; ``since`` and ``until`` are days, months or
    years. Raises `QueryError` for what is neither.
    """
    given = {"about": about, "since": since, "until": until}
    return build_timeline(ask(graph, "timeline", {name: value for name, value in given.items() if value is not None}))


def build_timeline(rows: Iterable[Sequence[object]]) -> tuple[Moment, ...]:
    """The moments that rows of the question ``timeline`` tell of, one for each date, thing and modality."""
    said: dict[tuple[str, str, str, str, str], dict[Statement, None]] = defaultdict(dict)
    for date, kind, thing, name, modality, sentence, article, published in rows:
        key = str(date), str(kind), str(thing), str(name), str(modality)
        said[key][Statement(str(sentence), str(article), "" if published is None else str(published))] = None
    order = sorted(said, key=lambda key: (key[0], key[1], key[3], key[2], key[4]))
    return tuple(Moment(*key, tuple(said[key])) for key in order)
