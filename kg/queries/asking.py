"""Asking: a named question, its parameters bound, answered as rows."""

from collections.abc import Mapping

from kg.queries.catalogue import Question, question
from kg.queries.filling import with_things
from kg.queries.parameters import Queryable, bind
from kg.store import Rows, Value


def ask(graph: Queryable, name: str | Question, params: Mapping[str, Value] | None = None) -> Rows:
    """The answer to a question of the catalogue (or to one's own), with the columns that it promises.

    ``params`` may hold texts as a user types them or Python values. Raises `QueryError` for an unknown question or
    parameter, and for a value that is missing, badly written or means nothing or several things in the graph.
    """
    asked = question(name) if isinstance(name, str) else name
    answer = graph.query(*with_things(asked.text, bind(graph, asked, params or {})))
    if not isinstance(answer, Rows):
        raise TypeError(f"{asked.name}.rq is not a SELECT")
    return answer.only(asked.columns)
