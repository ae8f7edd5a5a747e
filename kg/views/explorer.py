"""The explorer: answers its views from one snapshot after the other."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from kg.errors import QueryError
from kg.queries import Queryable
from kg.views.asking import sparql
from kg.views.charting import Charts
from kg.views.chronicle import agreements, timeline
from kg.views.dossier import profile
from kg.views.evidence import facts
from kg.views.expansion import neighbours, relations
from kg.views.facets import facets, vocabulary
from kg.views.grid import map_, matrix
from kg.views.judgements import reviews
from kg.views.picture import picture
from kg.views.routes import compare, paths
from kg.views.sifting import Filter
from kg.views.survey import Survey
from kg.views.taking import export
from kg.views.viewlist import VIEWS, View

Answer: TypeAlias = Callable[[Survey, Filter, Mapping[str, str]], dict[str, object]]

#: What answers each of `kg.views.viewlist.VIEWS`.
ANSWERS: Final[Mapping[str, Answer]] = {
    "explorer": vocabulary,
    "graph": picture,
    "entity": profile,
    "relations": relations,
    "neighbours": neighbours,
    "facets": facets,
    "timeline": timeline,
    "agreements": agreements,
    "matrix": matrix,
    "map": map_,
    "facts": facts,
    "paths": paths,
    "compare": compare,
    "reviews": reviews,
    "export": export,
    "sparql-of-view": sparql,
}


class Explorer:
    """Answers views of one snapshot after the other."""

    def __init__(self) -> None:
        self._charts = Charts()
        self._survey: Survey | None = None

    def answer(self, graph: Queryable, snapshot: str, name: str, given: Mapping[str, str]) -> dict[str, object]:
        """The answer of a view as plain data. ``snapshot`` names the state that ``graph`` shows.

        Raises `QueryError` for a parameter that is unknown or badly written, `UnknownThing` where there is no such.
        """
        view = VIEWS[name]
        known = {parameter.name for parameter in view.parameters}
        for parameter in given:
            if parameter not in known and f"{{{parameter}}}" not in view.path:
                raise QueryError(f"parameter {parameter!r}", "is not known", "known: " + ", ".join(sorted(known)))
        answer = ANSWERS[name](self.survey(graph, snapshot), Filter.parse(given), given)
        return {"snapshot": snapshot, **answer, **_following(view, given, answer)}

    def survey(self, graph: Queryable, snapshot: str) -> Survey:
        """The survey of a snapshot, made where it is not the one that we have."""
        if self._survey is None or self._survey.atlas.snapshot != snapshot:
            self._survey = Survey(graph, self._charts.chart(graph, snapshot), self._survey)
        self._survey.graph = graph
        return self._survey


def _following(view: View, given: Mapping[str, str], answer: Mapping[str, object]) -> dict[str, object]:
    """The path of the next page of a list, below the root of the service."""
    match answer:
        case {"total": int(total), "offset": int(offset), "limit": int(limit)}:
            if offset + limit >= total:
                return {"next": None}
            query = {name: value for name, value in given.items() if f"{{{name}}}" not in view.path}
            path = view.path.format(**{name: quote(value, safe=":") for name, value in given.items()})
            return {"next": f"/api/{path}?{urlencode({**query, 'offset': offset + limit, 'limit': limit})}"}
    return {}


def encoded(answer: Mapping[str, object]) -> bytes:
    """An answer as JSON."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8", "replace")


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no plain data")
