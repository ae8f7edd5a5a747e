"""docs/questions.md, made from the headers of the questions: ``python -m kg.queries.document > docs/questions.md``."""

from collections.abc import Iterator

from kg.queries.catalogue import QUESTIONS, Parameter, Question

_INTRODUCTION = """\
# Questions

<!-- Made by `python -m kg.queries.document` from the headers of kg/queries/*.rq: do not edit. -->

Each question is a SPARQL 1.1 query in `kg/queries/`, asked by name:

```
kg query --name partners --param agency=agency:cnes
```

```python
import kg

kg.open("kg-store").ask("partners", agency="CNES")
```

A parameter of type *entity* or *country* takes a prefixed name (`agency:cnes`), a full IRI, or a name in any case
(`CNES`, `French space agency`; for an article its identifier, title or address). A name that stands for several things
is refused with what it may mean. A *date* is a day, a month or a year (`2019-06-17`, `2019-06`, `2019`); where two
dates differ in precision, the coarser one decides. Every row that states a fact has the sentence that says so, and the
article. A fact counts as asserted if its plain triple is in the graph (see [the graph](graph-model.md)).
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([_INTRODUCTION, *(line for question in QUESTIONS.values() for line in _section(question))])


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.title}"
    yield ""
    yield question.answers
    yield ""
    if question.params:
        yield "| parameter | type | | |"
        yield "|---|---|---|---|"
        yield from (
            f"| `{param.name}` | {param.type} | {_need(param)} | {param.description} |" for param in question.params
        )
        yield ""
    yield "Columns: " + ", ".join(f"`{column}`" for column in question.columns) + "."
    yield ""
    yield "```"
    yield " ".join(
        ["kg query --name", question.name, *(f"--param {_quoted(*pair)}" for pair in question.example.items())]
    )
    yield "```"
    yield ""


def _need(param: Parameter) -> str:
    if param.default is not None:
        return f"default {param.default}"
    return "required" if param.required else "optional"


def _quoted(name: str, value: str) -> str:
    return f'{name}="{value}"' if " " in value else f"{name}={value}"


if __name__ == "__main__":
    print(page(), end="")
