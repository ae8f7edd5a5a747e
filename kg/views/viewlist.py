"""The views that the explorer offers: addresses and parameters. `kg.views.explorer` answers them.

It needs nothing that takes time to import: the server reads it, and the process that answers does the work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES

_DATE: Final = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a view, with its JSON schema. A list is given as one text, its parts joined by commas."""

    name: str
    description: str
    schema: Mapping[str, Any]
    required: bool = False


def _list(name: str, description: str, values: tuple[str, ...] = ()) -> Parameter:
    known = f" One or several of {', '.join(values)}, joined by commas." if values else " Several are joined by commas."
    return Parameter(name, description + known, {"type": "string"})


def _number(name: str, description: str, default: int, least: int, most: int) -> Parameter:
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(name, description, schema)


def _word(name: str, description: str, *values: str) -> Parameter:
    return Parameter(name, description, {"type": "string", "enum": list(values), "default": values[0]})


def _thing(name: str, description: str, *, required: bool = False) -> Parameter:
    return Parameter(name, description, {"type": "string"}, required)


#: What every view that shows facts takes.
FILTER: Final = (
    _list("types", "Types that both ends of a fact must be of.", ENTITY_TYPES),
    _list("relations", "What is said.", PREDICATES),
    _list("topics", "Topics, as topic:climate: facts about things on them, or on narrower ones."),
    _list("countries", "Countries, as country:france: facts about them or their bodies."),
    Parameter(
        "modality",
        f"How it is said: one or several of {', '.join(MODALITIES)}, joined by commas.",
        {"type": "string", "default": "asserted"},
    ),
    Parameter("confidence", "Least confidence.", {"type": "number", "minimum": 0, "maximum": 1, "default": 0.5}),
    _number("sources", "Least number of independent articles: copies count once.", 1, 1, 10**6),
    Parameter("since", "First day, month or year. What has no date is then left out.", _DATE),
    Parameter("until", "Last day, month or year. What has no date is then left out.", _DATE),
    _word("rejected", "Whether to show what reviewers rejected too.", "no", "yes"),
)
#: Nodes and edges of a picture unless asked otherwise, and at most.
NODES, MOST_NODES = 1500, 20_000
EDGES, MOST_EDGES = 6000, 60_000
PAGE, MOST = 50, 500  #: items of a list
LABELS, MOST_LABELS = 30, 200  #: rows of a matrix

_PAGING: Final = (
    _number("offset", "Items to skip.", 0, 0, 10**8),
    _number("limit", "Items of one page.", PAGE, 1, MOST),
)
_ACTORS: Final = _word(
    "level", "Whether bodies are shown, or countries with what their bodies do.", "agency", "country"
)
_ABOUT: Final = (
    _list("about", "Only what is about these things, as agency:cnes."),
    _list("with", "With about: only what links the one with the other, facts or common agreements and projects."),
)
_PICTURE: Final = (
    _word("level", "What nodes are: bodies, countries, or all entities.", "agency", "country", "entity"),
    _number("nodes", "Nodes at most: those with the heaviest links.", NODES, 1, MOST_NODES),
    _number("edges", "Edges at most: the heaviest.", EDGES, 0, MOST_EDGES),
    _list("about", "Only the surroundings of these things, as agency:cnes."),
    _number("radius", "With about: how many steps away.", 1, 1, 3),
)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its path below ``/api/``, what it is for, its own parameters, and whether the filter applies to it."""

    path: str
    summary: str
    own: tuple[Parameter, ...] = ()
    filtered: bool = True

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All that the query of its address may hold."""
        return (*self.own, *FILTER) if self.filtered else self.own


VIEWS: Final[Mapping[str, View]] = {
    "explorer": View("explorer", "What there is to explore: types, relations, topics, countries", filtered=False),
    "graph": View("graph", "The network of agencies, of countries or of all entities", _PICTURE),
    "entity": View("entities/{id}", "What is known of one entity", filtered=False),
    "relations": View("entities/{id}/relations", "How many neighbours each relation of an entity leads to"),
    "neighbours": View(
        "entities/{id}/neighbours",
        "The neighbours of an entity, a page at a time",
        (
            Parameter(
                "relation",
                "Only these: a predicate, or partner for all with whom something is shared.",
                {"type": "string", "enum": [*PREDICATES, "partner"]},
            ),
            _word("direction", "out: the entity is the subject.", "any", "out", "in", "both"),
            *_PAGING,
        ),
    ),
    "facets": View("facets", "How many facts each value of the filter would leave"),
    "timeline": View(
        "timeline",
        "How much was signed, held and launched when",
        (_word("bin", "What one bin holds.", "year", "month"), *_ABOUT, _ACTORS),
    ),
    "agreements": View(
        "agreements",
        "Agreements, events and launches, a page at a time",
        (
            Parameter(
                "kinds",
                "One or several of agreement, event, launch, joined by commas.",
                {"type": "string", "default": "agreement"},
            ),
            _word("sort", "The order.", "date", "-date", "sources", "label"),
            *_ABOUT,
            _ACTORS,
            *_PAGING,
        ),
    ),
    "matrix": View(
        "matrix",
        "What links two agencies or two countries, in sum and by year",
        (_ACTORS, _number("limit", "Rows at most: those with the heaviest links.", LABELS, 1, MOST_LABELS)),
    ),
    "map": View("map", "Countries and what links them"),
    "facts": View(
        "facts",
        "Facts with the sentences that state them",
        (*_ABOUT, Parameter("fact", "Only the fact of this id.", {"type": "string"}), _ACTORS, *_PAGING),
    ),
    "paths": View(
        "paths",
        "The shortest paths between two things",
        (
            _thing("from", "Where the paths begin, as agency:cnes.", required=True),
            _thing("to", "Where they end.", required=True),
            _word("level", "What they lead over.", "entity", "agency", "country"),
            _number("most", "Paths at most.", 5, 1, 20),
            _number("longest", "Steps at most.", 4, 1, 6),
        ),
    ),
    "compare": View(
        "compare",
        "What two actors have in common, and what only one of them has",
        (_thing("a", "One agency, organisation or country.", required=True), _thing("b", "The other.", required=True)),
    ),
    "reviews": View(
        "reviews",
        "What reviewers decided, newest first",
        (
            _list("about", "Only what is about these things."),
            _list("kind", "Kinds of decisions.", ("fact", "type", "identity")),
            *_PAGING,
        ),
        filtered=False,
    ),
    "export": View(
        "export", "The network as a file", (_word("format", "The format.", "gexf", "graphml", "csv", "json"), *_PICTURE)
    ),
    "sparql-of-view": View(
        "sparql-of-view",
        "A SPARQL query for the facts of a view",
        (
            _word("view", "Which view.", "facts", "graph", "timeline", "matrix"),
            *_ABOUT,
            _word("level", "The level of the view.", "agency", "country", "entity"),
        ),
    ),
}
