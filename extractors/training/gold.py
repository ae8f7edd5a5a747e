"""Gold articles as training examples: marks, literals and dates become mentions, facts become labelled pairs."""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from extractors.dates import find_dates
from extractors.layout import gap
from kg.model import SYMMETRIC

MARK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_LITERAL_TYPE: Final = {"holdsPosition": "Title", "concerns": "Topic"}
_DATE_PREDICATES: Final = {"signedOn", "launchDate", "eventDate"}
#: A title or topic further than this from its subject is taken for a chance repetition, in characters.
_FAR: Final = 400


@dataclass(slots=True)
class Example:
    """One article: mentions grouped by thing, and what holds between the things.

    ``pairs`` maps (subject index, object index) to {predicate: modality}; ``ignored`` holds pairs that are neither
    right nor wrong, such as the second naming of the same date.
    """

    id: str
    text: str
    types: list[str] = field(default_factory=list)
    mentions: list[list[tuple[int, int]]] = field(default_factory=list)
    pairs: dict[tuple[int, int], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    ignored: set[tuple[int, int]] = field(default_factory=set)

    def add(self, type: str, spans: list[tuple[int, int]]) -> int:
        """Add a thing with its mentions; returns its index."""
        self.types.append(type)
        self.mentions.append(spans)
        return len(self.types) - 1


def load_examples(folder: Path) -> list[Example]:
    """All articles of a gold folder, sorted by file name."""
    return [read_example(path) for path in sorted(folder.glob("*.md"))]


def read_example(path: Path) -> Example:
    """One gold article as an example. Raises `ValueError` if the file has no front matter."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta: dict[str, Any] = yaml.safe_load(head)
    text, spans = _plain(body)
    example = Example(str(meta["id"]), text)
    index = {key: example.add(meta["entities"][key]["type"], found) for key, found in spans.items()}
    published = meta["published"] if isinstance(meta["published"], dt.date) else None
    dates = [(example.add("Date", [(d.start, d.end)]), d.value) for d in find_dates(text, published)]
    literals: dict[tuple[int, int, str], int] = {}
    for fact in meta.get("facts") or []:
        subject, predicate, modality = index.get(fact["s"]), fact["p"], fact.get("modality", "asserted")
        if subject is None:
            continue
        if predicate in _DATE_PREDICATES:
            _link_date(example, subject, predicate, str(fact["o"]), modality, dates)
        elif fact["o"] in index:
            _link(example, subject, index[fact["o"]], predicate, modality)
        elif predicate in _LITERAL_TYPE:
            for span in _occurrences(example, subject, str(fact["o"]), every=predicate == "holdsPosition"):
                key = (*span, _LITERAL_TYPE[predicate])
                if key not in literals:
                    literals[key] = example.add(key[2], [span])
                _link(example, subject, literals[key], predicate, modality)
    return example


def _plain(body: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    text, position = "", 0
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in MARK.finditer(body):
        text += body[position : match.start()]
        spans[match[1]].append((len(text), len(text) + len(match[2])))
        text += match[2]
        position = match.end()
    return text + body[position:], spans


def _link(example: Example, subject: int, object: int, predicate: str, modality: str) -> None:
    example.pairs[subject, object][predicate] = modality
    if predicate in SYMMETRIC:
        example.pairs[object, subject][predicate] = modality


def _link_date(
    example: Example, subject: int, predicate: str, value: str, modality: str, dates: list[tuple[int, str]]
) -> None:
    """The closest naming of the date is the positive pair, its other namings are ignored."""
    same = sorted((distance(example, subject, index), index) for index, found in dates if found == value)
    for rank, (_, index) in enumerate(same):
        if rank == 0:
            _link(example, subject, index, predicate, modality)
        else:
            example.ignored.add((subject, index))


def _occurrences(example: Example, subject: int, literal: str, *, every: bool) -> list[tuple[int, int]]:
    """Where the text says the literal of ``subject``: nearest first, with ``every`` also others at close range."""
    pattern = re.compile(rf"(?<!\w){re.escape(literal)}(?!\w)", re.IGNORECASE)
    own = example.mentions[subject]
    found = sorted((min(gap(m.span(), s) for s in own), m.span()) for m in pattern.finditer(example.text))
    return [span for rank, (far, span) in enumerate(found) if far <= _FAR and (rank == 0 or (every and far <= 20))]


def distance(example: Example, a: int, b: int) -> int:
    """Characters between the closest mentions of two things."""
    return min(gap(x, y) for x in example.mentions[a] for y in example.mentions[b])
