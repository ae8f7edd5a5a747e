"""How the reader sees an article (words, subwords, windows) and how label probabilities become spans."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from extractors.decoding import best_path
from extractors.layout import (
    NAME_LABELS,
    OVERLAP,
    PAIR_FEATURES,
    SHAPES,
    WINDOW,
    Layout,
    gap,
    gap_bucket,
    lay_out,
    pair_features,
    shape,
)
from extractors.reader import _decode
from extractors.schema import ALLOWED, RELATIONS, SIGNATURES
from kg.model import ENTITY_TYPES, PREDICATES

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Every letter is a subword of its own, as far as it is known at all."""
    pieces = ["[UNK]", "[CLS]", "[SEP]", *LETTERS, *("##" + x for x in LETTERS), ".", "'", '"', "-"]
    made = Tokenizer(models.WordPiece({x: i for i, x in enumerate(pieces)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def test_words_keep_their_characters_and_subwords(tokenizer: Tokenizer) -> None:
    layout = lay_out("abc de.", tokenizer)
    assert layout.words == ((0, 3), (4, 6), (6, 7))
    assert (list(layout.word_first), list(layout.word_last), layout.subwords) == ([0, 3, 5], [2, 4, 5], 6)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_a_text_without_words_has_no_window(text: str, tokenizer: Tokenizer) -> None:
    layout = lay_out(text, tokenizer)
    assert (layout.words, layout.windows, layout.subwords) == ((), (), 0)
    assert layout.word_span(0, 5) is None


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 3), (0, 0)),
        ((1, 2), (0, 0)),
        ((0, 6), (0, 1)),
        ((2, 5), (0, 1)),
        ((3, 4), None),
        ((6, 7), (2, 2)),
        ((9, 12), None),
    ],
)
def test_a_span_touches_its_words(
    span: tuple[int, int], expected: tuple[int, int] | None, tokenizer: Tokenizer
) -> None:
    assert lay_out("abc de.", tokenizer).word_span(*span) == expected


def test_typographic_signs_are_read_as_the_plain_ones(tokenizer: Tokenizer) -> None:
    curly, plain = lay_out("a’s “b” – c", tokenizer), lay_out('a\'s "b" - c', tokenizer)
    assert curly.words == plain.words
    assert list(curly.windows[0].ids) == list(plain.windows[0].ids)


@given(count=st.integers(1, 2000))
def test_windows_cover_every_subword_and_overlap(count: int) -> None:
    layout = lay_out("a " * count, _plain_tokenizer())
    sizes = [len(w.ids) - 2 for w in layout.windows]
    assert max(sizes) <= WINDOW - 2
    seen = {i for w, size in zip(layout.windows, sizes, strict=True) for i in range(w.first, w.first + size)}
    assert seen == set(range(layout.subwords)) == set(range(count))
    for a, b, size in zip(layout.windows, layout.windows[1:], sizes, strict=False):
        assert a.first + size - b.first >= OVERLAP
    for subword, owner in enumerate(layout.owner):
        window = layout.windows[owner]
        assert window.first <= subword < window.first + len(window.ids) - 2


def _plain_tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("agency", "lower"), ("Agency", "Title"), ("CNES", "UPPER"), ("A", "Title"), ("TsAGI", "miXed"),
        ("2019", "digit"), ("2b", "digit"), (".", "other"), ("_", "other"), ("宇宙", "miXed"),
    ],
)  # fmt: skip
def test_the_shape_of_a_word(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_gaps_are_counted_between_spans_and_grow_in_steps() -> None:
    assert [gap((0, 5), (7, 9)), gap((7, 9), (0, 5)), gap((0, 5), (3, 9)), gap((0, 5), (5, 6))] == [2, 2, 0, 0]
    buckets = [gap_bucket(n) for n in (0, 1, 11, 31, 81, 151, 301, 701, 10**9)]
    assert buckets == [0, 1, 2, 3, 4, 5, 6, 7, 7]


@given(a=st.text(), b=st.text())
def test_pair_features_are_numbers_between_nothing_and_one(a: str, b: str) -> None:
    features = pair_features(a, b, True)
    assert len(features) == PAIR_FEATURES
    assert all(0 <= x <= 1 for x in features)


def spans(tags: list[str], sure: float = 0.9) -> list[tuple[int, int, str]]:
    """What becomes of words of one letter whose most probable labels are these."""
    labels = ("O", "B-Agency", "I-Agency", "B-Person", "I-Person")
    rest = (1 - sure) / (len(labels) - 1)
    rows = np.full((len(tags), len(labels)), rest, dtype=np.float32)
    for row, tag in zip(rows, tags, strict=True):
        row[labels.index(tag)] = sure
    words = tuple((2 * i, 2 * i + 1) for i in range(len(tags)))
    nothing = np.zeros(len(tags), dtype=np.int64)
    layout = Layout(words, nothing, nothing, nothing, (), nothing, len(tags))
    return [(x.start, x.end, x.type) for x in _decode(rows, labels, layout)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "O"], []),
        (["B-Agency", "I-Agency", "O"], [(0, 3, "Agency")]),
        (["B-Agency", "B-Agency"], [(0, 1, "Agency"), (2, 3, "Agency")]),
        (["B-Agency", "B-Person", "I-Person"], [(0, 1, "Agency"), (2, 5, "Person")]),
        (["O", "B-Person"], [(2, 3, "Person")]),
    ],
)
def test_labels_become_spans(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert spans(tags) == expected


@given(st.lists(st.sampled_from(["O", "B-Agency", "I-Agency", "B-Person", "I-Person"]), min_size=1, max_size=12))
def test_no_inner_label_follows_anything_but_its_own_type(tags: list[str]) -> None:
    labels = ("O", "B-Agency", "I-Agency", "B-Person", "I-Person")
    scores = np.array([[float(tag == label) for label in labels] for tag in tags])
    path = [labels[i] for i in best_path(scores, labels)]
    for before, label in zip(["O", *path], path, strict=False):
        assert label[0] != "I" or before[1:] == label[1:]


def test_the_schema_speaks_of_known_predicates_and_kinds() -> None:
    kinds = {*ENTITY_TYPES, "Title", "Topic", "Date"}
    assert set(RELATIONS) == set(SIGNATURES) == set(PREDICATES) - {"agreementType"}
    for subjects, objects in SIGNATURES.values():
        assert set(subjects) <= set(ENTITY_TYPES)
        assert set(objects) <= kinds
    assert {p for found in ALLOWED.values() for p in found} == set(SIGNATURES)
    assert {name[2:] for name in NAME_LABELS if name != "O"} == set(ENTITY_TYPES)
