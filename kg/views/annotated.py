"""An article's text cut into pieces, so that mentions and the sentences that state something can be shown in place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.views.profile import End


@dataclass(frozen=True, slots=True)
class Meant:
    """What a mention means, and where it stands (Unicode code points of the text)."""

    iri: str
    type: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text within one mention or none, and within one sentence that states something or none.

    Invariant: the texts of all pieces, one after the other, are the article's text. ``first`` is true for the first
    piece of its sentence.
    """

    text: str
    mention: Meant | None = None
    sentence: int | None = None  #: where the sentence starts, which is its name on the page
    first: bool = False


def pieces_of(text: str, mentions: Iterable[Meant], sentences: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The pieces of a text. Of mentions that overlap, the shorter one shows; spans that lie outside are left out."""
    shown = _apart([m for m in mentions if 0 <= m.start < m.end <= len(text)])
    stated = merged((start, end) for start, end in sentences if 0 <= start < end <= len(text))
    cuts = {0, len(text)}
    cuts.update(at for mention in shown for at in (mention.start, mention.end))
    cuts.update(at for start, end in stated for at in (start, end))
    places = sorted(cuts)
    pieces = []
    left, right = list(shown), list(stated)
    for start, end in pairwise(places):
        while left and left[0].end <= start:
            left.pop(0)
        while right and right[0][1] <= start:
            right.pop(0)
        mention = left[0] if left and left[0].start <= start else None
        sentence = right[0][0] if right and right[0][0] <= start else None
        pieces.append(Piece(text[start:end], mention, sentence, sentence == start))
    return tuple(pieces)


def _apart(mentions: Sequence[Meant]) -> list[Meant]:
    kept: list[Meant] = []
    for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.iri)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one. Where each begins is the name of a marked stretch on the page."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as an article's page shows it. ``believed``: it is not asserted, or its plain triple is in the graph."""

    subject: End
    predicate: str
    object: End
    modality: str
    confidence: float
    believed: bool


@dataclass(frozen=True, slots=True)
class StatedIn:
    """A sentence with the claims that it states. ``start`` is where the marked stretch begins that contains it."""

    start: int
    quote: str
    claims: tuple[Stated, ...]


def sentences_of(rows: Iterable[Mapping[str, object]]) -> tuple[StatedIn, ...]:
    """The sentences of an article in the order of its text, from the rows of ``article-claims``."""
    told = list(rows)
    spans = merged((int(str(row["start"])), int(str(row["end"]))) for row in told)
    found: dict[tuple[int, str], dict[Stated, None]] = {}
    for row in told:
        start = int(str(row["start"]))
        beginning = next(first for first, last in spans if first <= start < last)
        linked = row["linked"] is True
        stated = Stated(
            End(str(row["subject"]), str(row["subject_name"] or row["subject"])),
            str(row["predicate"]),
            End(str(row["object"]) if linked else "", str(row["object_name"])),
            str(row["modality"]),
            float(str(row["confidence"])),
            row["modality"] != "asserted" or row["believed"] is True,
        )
        found.setdefault((beginning, str(row["sentence"])), {})[stated] = None
    return tuple(StatedIn(start, quote, tuple(claims)) for (start, quote), claims in found.items())
