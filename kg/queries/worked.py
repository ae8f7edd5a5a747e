"""A question as a query that anyone can run: its example's values in place of its parameters, its prefixes declared.

For a query editor. Asking a question by its name binds values instead (`kg.queries.asking`); nothing here is run.
"""

import re
from collections.abc import Mapping
from typing import Final

from kg.ids import PREFIXES, expand
from kg.queries.catalogue import Parameter, Question
from kg.queries.filling import filled

_LOCAL: Final = re.compile(r"[A-Za-z][\w-]*")


def worked_example(question: Question) -> str:
    """The query's text with the parameters of its example filled in, those left out still free.

    Values that a graph must be asked about first (an entity by its name) are left free too.
    """
    terms = {
        param.name: term
        for param in question.params
        if (term := _term(param, question.example.get(param.name, param.default))) is not None
    }
    body = filled("\n".join(_code(question.text)), terms, question.columns)
    used = sorted({word.group(1) for word in re.finditer(r"(?<![\w<?/\"])([a-z]+):", body)} & PREFIXES.keys())
    header = [f"# {question.title}", f"# {question.answers}", *(_told(param, terms) for param in question.params)]
    return "\n".join([*header, *(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in used), body]) + "\n"


def _code(text: str) -> list[str]:
    """The lines after the header."""
    lines = text.splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return lines


def _term(param: Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if param.type == "integer":
        return str(int(value))
    if param.type in ("entity", "country"):
        prefix, _, local = value.partition(":")
        if prefix in PREFIXES and _LOCAL.fullmatch(local):
            return value
        iri = expand(value)
        return f"<{iri}>" if iri.startswith("https://") and not re.search(r"[\s<>\"{}|\\^`]", iri) else None
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _told(param: Parameter, terms: Mapping[str, str]) -> str:
    value = f" = {terms[param.name]}" if param.name in terms else " (free)"
    return f"# ?{param.name}{value}: {param.description}"
