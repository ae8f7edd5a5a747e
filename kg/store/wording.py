"""Values put in the place of variables in the text of a query, for servers: their protocol knows no parameters.

The text is taken apart into its tokens, so that a variable is never mistaken for a part of a text, an IRI or a comment;
values are written by pyoxigraph's own serializer. What comes out means what pyoxigraph's ``substitutions`` mean.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.ids import PREFIXES
from kg.store.terms import Term

_TOKEN: Final = re.compile(
    r"""
      (?P<skip> \s+ | \#[^\n\r]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<text> \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$](?P<name>[^\W_]\w*|_\w*) )
    | (?P<word> [^\W\d]\w* (?![\w.-]*:) )
    | (?P<prefixed> (?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:%[0-9A-Fa-f]{2}|\\.|[\w:.-])* | @[\w-]+ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
#: The words with which a clause that lists variables begins, and those that end one.
_CLAUSES: Final = frozenset({"SELECT", "GROUP", "ORDER"})
_ENDS: Final = frozenset({"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"})


def with_prefixes(sparql: str) -> str:
    """The query with the prefixes of `kg.ids.PREFIXES` declared before its own declarations, which win."""
    return "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items()) + sparql


def with_values(sparql: str, values: Mapping[str, Term]) -> str:
    """A valid query with its variables replaced by the values, by name; columns stay columns of the same name."""
    return "".join(_replaced(sparql, {name: str(term) for name, term in values.items()})) if values else sparql


def without_graphs(sparql: str, shown: str) -> str:
    """A valid query in which ``GRAPH ?g { }`` matches only what the expression ``shown`` allows of ``{graph}``.

    ``GRAPH <g> { }`` becomes ``GRAPH ?in_1 { } FILTER(?in_1 = <g>)``, which may add columns to ``SELECT *``.
    """
    out: list[str] = []
    waiting: list[tuple[int, str]] = []  # the depth of braces at which a graph's block ends, and what is asked of it
    depth, graph, condition, number = 0, False, "", 0
    for kind, token in _tokens(sparql):
        if kind == "skip":
            out.append(token)
            continue
        if graph and kind == "variable":
            condition = shown.format(graph=token)
        elif graph and kind in ("iri", "prefixed"):
            number += 1
            condition = f"?in_{number} = {token}"
            token = f"?in_{number}"
        elif token == "{":
            if condition:
                waiting.append((depth, condition))
            condition = ""
            depth += 1
        out.append(token)
        if token == "}":
            depth -= 1
            if waiting and waiting[-1][0] == depth:
                out.append(f" FILTER({waiting.pop()[1]}) ")
        graph = kind == "word" and token.upper() == "GRAPH"
    return "".join(out)


def names_dataset(sparql: str) -> bool:
    """Whether a valid query says itself by FROM what it is put to."""
    return any(kind == "word" and token.upper() == "FROM" for kind, token in _tokens(sparql))


def _tokens(sparql: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(sparql):
        yield ("variable" if match["variable"] else str(match.lastgroup)), match[0]


def _replaced(sparql: str, values: Mapping[str, str]) -> Iterator[str]:
    clause, depth, base, before = "", 0, 0, ""
    around: list[int] = []  # how deep in parentheses the blocks around are
    held = ""  # BOUND( whose variable is still to come
    for kind, token in _tokens(sparql):
        if kind == "skip":
            yield token
            continue
        word = token.upper() if kind == "word" else token
        name = token[1:] if kind == "variable" else ""
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif word == "{":
            around.append(base)
            clause, base = "", depth
        elif word == "}":
            clause, base = "", around.pop()
        elif kind == "word" and word in _CLAUSES:
            clause = word
        elif kind == "word" and word in _ENDS:
            clause = ""
        if word == "BOUND" or (held and word == "("):
            held += token
            continue
        if held:
            yield "(true" if name in values else held + token
            held = ""
        elif name in values and before != "AS":
            yield _as(clause if depth == base else "", name, values[name], len(around))
        else:
            yield token
        before = word


def _as(clause: str, name: str, value: str, level: int) -> str:
    # Only the outermost columns keep their names: a block may not give a value to what a block in it gives one.
    if clause == "SELECT":
        return f"({value} AS ?{name})" if not level else f"({value} AS ?{name}_in_{level})"
    if clause == "GROUP":
        return f"({value} AS ?{name}_by_{level})"
    return f"({value})" if clause == "ORDER" else value
