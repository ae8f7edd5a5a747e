"""Questions: named queries, one ``.rq`` file each, and asking them."""

from kg.queries.asking import ask
from kg.queries.catalogue import QUESTIONS, Parameter, Question, question
from kg.queries.parameters import Queryable, find_entity
from kg.store import Rows

__all__ = ["QUESTIONS", "Parameter", "Queryable", "Question", "Rows", "ask", "find_entity", "question"]
