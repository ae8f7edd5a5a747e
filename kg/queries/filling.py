"""Filling in: a query's variables replaced by terms, token by token, so that the database can plan with what is known.

The database also takes values beside the text, but plans as if it did not know them: what a question about one agency
touches is then the whole graph. Only tokens that are variables are replaced, only by IRIs that were checked or by terms
of our own, and only in queries of our own.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from kg.store import IRI, Term, Value
from kg.store.terms import named_node

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*(?:\n|$))|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<iri><[^<>\s]*>)|(?P<variable>[?$]\w+)"""
    r"""|(?P<word>[A-Za-z_][\w-]*:?[\w-]*)|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)


def with_things(text: str, bindings: Mapping[str, Value | Term]) -> tuple[str, dict[str, Value | Term]]:
    """The text with each bound `IRI` filled in, and the bindings that are left: texts and numbers, which no plan needs.

    Raises `kg.errors.QueryError` for what is no IRI.
    """
    things = {name: str(named_node(value)) for name, value in bindings.items() if isinstance(value, IRI)}
    if not things:
        return text, dict(bindings)
    rest = {name: value for name, value in bindings.items() if name not in things}
    return filled(text, things, things.keys()), rest


def filled(text: str, terms: Mapping[str, str], columns: Collection[str]) -> str:
    """The text with terms for variables. Where variables are listed (SELECT, GROUP BY), a bound one is left out.

    The first SELECT keeps those that are among ``columns``.
    """
    out: list[str] = []
    listing = False
    first = True
    depth = 0  # of parentheses since the list began: within them an expression, as in (COUNT(?x) AS ?y)
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token.group()
        if kind == "word" and word.upper() in ("SELECT", "BY"):
            listing, depth = True, 0
        elif listing and (word == "{" or (kind == "word" and word.upper() in ("WHERE", "HAVING", "ORDER", "LIMIT"))):
            listing = first = False
        elif listing and word in "()":
            depth += 1 if word == "(" else -1
        if kind == "variable" and word[1:] in terms:
            name = word[1:]
            if listing and depth == 0:
                if not (first and name in columns):
                    continue
                word = f"({terms[name]} AS ?{name})"
            else:
                word = terms[name]
        out.append(word)
    return "\n".join(re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in "".join(out).splitlines())
