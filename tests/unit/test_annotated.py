"""Cutting an article's text into pieces that a page can show."""

from hypothesis import given
from hypothesis import strategies as st

from kg.views.annotated import Meant, pieces_of


def _meant(start: int, end: int, iri: str = "x") -> Meant:
    return Meant(iri, "Agency", iri, start, end)


def test_mentions_and_sentences_are_told_apart_from_the_rest() -> None:
    pieces = pieces_of("CNES met ISRO. Rain.", [_meant(0, 4, "cnes"), _meant(9, 13, "isro")], [(0, 14)])
    assert [(p.text, p.mention.iri if p.mention else "", p.sentence, p.first) for p in pieces] == [
        ("CNES", "cnes", 0, True),
        (" met ", "", 0, False),
        ("ISRO", "isro", 0, False),
        (".", "", 0, False),
        (" Rain.", "", None, False),
    ]


def test_of_overlapping_mentions_the_shorter_one_shows() -> None:
    pieces = pieces_of("the head of CNES", [_meant(0, 16, "head"), _meant(12, 16, "cnes")], [])
    assert [p.mention.iri for p in pieces if p.mention] == ["cnes"]


def test_spans_outside_the_text_are_left_out() -> None:
    assert [p.text for p in pieces_of("ab", [_meant(1, 9)], [(-1, 1), (2, 2)])] == ["ab"]


_SPANS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=12)


@given(st.text(max_size=30), _SPANS, _SPANS)
def test_the_pieces_are_the_text(text: str, mentions: list[tuple[int, int]], sentences: list[tuple[int, int]]) -> None:
    pieces = pieces_of(text, [_meant(start, end, f"{start}-{end}") for start, end in mentions], sentences)
    assert "".join(piece.text for piece in pieces) == text
    assert sum(piece.first for piece in pieces) == len({p.sentence for p in pieces if p.sentence is not None})
