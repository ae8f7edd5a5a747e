"""The catalogue: what the headers of the ``.rq`` files say about each question.

A header is what a file begins with, one line a field, in this order:

    # title: Partners of an agency
    # answers: With whom does it work, through what, and which sentence says so?
    # param: agency entity The agency, or a country for all its agencies
    # param: since date optional On or after this day, month or year
    # param: minimum integer default=2 In how many articles at least
    # columns: partner partner_name sentence article
    # example: agency=agency:cnes since=2018

``# cut: since observed`` may come last: the rows are sorted by the column `observed` first, and the parameter `since`
does nothing but leave out those where it is less. The answer for one `since` is then the end of the answer for another.

Further comments may follow; they explain the query. A parameter is the variable of its name. The store can only bind
a variable that the query projects, so every parameter is projected; ``columns`` says what is shown.
"""

import difflib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from kg.errors import UsageError

ParameterType = Literal["entity", "country", "year", "date", "text", "integer"]

_TYPES: Final[tuple[str, ...]] = get_args(ParameterType)
_FIELD: Final = re.compile(r"#\s*(title|answers|param|columns|example|cut):\s*(.*?)\s*$")
_PARAM: Final = re.compile(
    r"(?P<name>\w+)\s+(?P<type>\w+)(?:\s+(?P<optional>optional)|\s+default=(?P<default>\S+))?\s+(?P<rest>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to know first. One that is not required may be left out; ``default`` then stands for it."""

    name: str
    type: ParameterType
    description: str
    required: bool = True
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A named query. ``text`` is the SPARQL, ``columns`` what its answer shows, ``example`` parameters that work."""

    name: str
    title: str
    answers: str
    params: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: Mapping[str, str]
    text: str
    cut: tuple[str, str] | None = None  #: a parameter that cuts off the beginning, and the column that it goes by

    def param(self, name: str) -> Parameter:
        """The parameter of that name. Raises `UsageError` with what it may have meant."""
        for param in self.params:
            if param.name == name:
                return param
        known = [param.name for param in self.params]
        remedy = _suggestion(name, known) if known else "it takes none"
        raise UsageError(f"question {self.name}", f"it has no parameter {name!r}", remedy)


def parse_question(name: str, text: str) -> Question:
    """A question from the text of its file. Raises `ValueError` where the header is not as it should be."""
    fields: dict[str, str] = {}
    params: list[Parameter] = []
    for line in text.splitlines():
        field = _FIELD.match(line)
        if field is None:
            break
        key, value = field.groups()
        if key == "param":
            params.append(_parse_param(name, value))
        elif key in fields:
            raise ValueError(f"{name}.rq: a second {key!r} in the header")
        else:
            fields[key] = value
    missing = {"title", "answers", "columns", "example"} - fields.keys()
    if missing:
        raise ValueError(f"{name}.rq: the header lacks {', '.join(sorted(missing))}")
    example = dict(pair.split("=", 1) for pair in shlex.split(fields["example"]))
    question = Question(
        name=name,
        title=fields["title"],
        answers=fields["answers"],
        params=tuple(params),
        columns=tuple(fields["columns"].split()),
        example=MappingProxyType(example),
        text=text,
        cut=_parse_cut(fields["cut"]) if "cut" in fields else None,
    )
    for given in example:
        question.param(given)
    return question


def _parse_cut(value: str) -> tuple[str, str]:
    param, column = value.split()
    return param, column


def question(name: str) -> Question:
    """The question of that name. Raises `UsageError` with the names that come close."""
    try:
        return QUESTIONS[name]
    except KeyError:
        raise UsageError(
            f"question {name!r}", "there is none of that name", _suggestion(name, list(QUESTIONS))
        ) from None


def _parse_param(name: str, value: str) -> Parameter:
    match = _PARAM.fullmatch(value)
    if match is None:
        raise ValueError(f"{name}.rq: not a parameter: {value!r}")
    if match["type"] not in _TYPES:
        raise ValueError(f"{name}.rq: {match['type']!r} is not one of {', '.join(_TYPES)}")
    return Parameter(
        name=match["name"],
        type=cast(ParameterType, match["type"]),
        description=match["rest"],
        required=not match["optional"] and match["default"] is None,
        default=match["default"],
    )


def _suggestion(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else "known: " + ", ".join(known)


def _load() -> Mapping[str, Question]:
    found = sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".rq"))
    names = [file.removesuffix(".rq") for file in found]
    texts = [files(__package__).joinpath(file).read_text(encoding="utf-8") for file in found]
    return MappingProxyType({name: parse_question(name, text) for name, text in zip(names, texts, strict=True)})


#: All questions by name, in alphabetical order.
QUESTIONS: Final[Mapping[str, Question]] = _load()
