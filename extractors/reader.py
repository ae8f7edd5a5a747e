"""The learned reader: a small encoder and its heads, on the CPU, without torch.

It proposes typed spans, says how likely two mentions are the same thing, and how likely a relation holds between two
things and in which modality. Trained by `extractors.training`; the heads here compute what `training.network` trains.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from extractors.decoding import best_path
from extractors.layout import (
    LITERAL_LABELS,
    MENTION_TYPES,
    NAME_LABELS,
    PAIR_FEATURES,
    Layout,
    Window,
    gap,
    gap_bucket,
    lay_out,
    pair_features,
)
from extractors.schema import ALLOWED, RELATIONS
from kg.config import resource
from kg.errors import ModelError
from kg.model import MODALITIES, Modality

Floats = npt.NDArray[np.float32]

_BLOCK: Final = 32
_GAPS: Final = 8
#: How far before a mention the reader looks for the same thing, in characters: as long as the articles it learnt from.
_REACH: Final = 2000
#: Windows whose attention is kept; a longer article runs the encoder again where relations are asked, instead of
#: keeping gigabytes.
_KEPT: Final = 16
#: Pairs of things that the relation head sees at once; what they attend to takes 25 kB each.
_PAIRS: Final = 1024


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A typed span with the reader's probability for it."""

    start: int
    end: int
    type: str
    probability: float


@dataclass(frozen=True, slots=True)
class Thing:
    """What relations are asked about: a type of `MENTION_TYPES` and the spans of its mentions."""

    type: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A relation between two things, by their indices. ``score`` is the margin over the learned threshold (logits)."""

    subject: int
    object: int
    predicate: str
    score: float
    modality: Modality
    certainty: float  #: probability of that modality


@dataclass(frozen=True, slots=True)
class Reading:
    """An article after the encoder: ``hidden`` (subwords, 384), ``attention`` (heads, w, w) of its first windows."""

    text: str
    layout: Layout
    hidden: Floats
    attention: tuple[Floats, ...]


class Reader:
    """Loads once, reads many articles. Deterministic on one machine; one thread."""

    def __init__(self, folder: Path) -> None:
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            self.session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
            with np.load(folder / "heads.npz") as heads:
                self.heads: Mapping[str, Floats] = {k: heads[k].astype(np.float32) for k in heads.files}
        except (OSError, ValueError) as error:
            raise ModelError(str(folder), f"the reader's files cannot be loaded: {error}", "reinstall") from error
        self.version = "reader/" + _fingerprint(folder)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def read(self, text: str) -> Reading:
        """Run the encoder over ``text``; each subword's state comes from the window that sees it best."""
        layout = lay_out(text, self.tokenizer)
        hidden = np.zeros((layout.subwords, 384), dtype=np.float32)
        attention = []
        for index, window in enumerate(layout.windows):
            states, weights = self.session.run(None, {"ids": window.ids[None]})
            columns = slice(window.first, window.first + len(window.ids) - 2)
            mine = np.nonzero(layout.owner[columns] == index)[0]
            hidden[mine + window.first] = states[0, mine + 1]
            if index < _KEPT:
                attention.append(weights[0][:, 1:-1, 1:-1])
        return Reading(text, layout, hidden, tuple(attention))

    def tag(self, reading: Reading) -> tuple[list[Found], list[Found]]:
        """Names with their entity types, and literals (titles and topics), each in the order of the text."""
        layout = reading.layout
        if not layout.words:
            return [], []
        x = np.concatenate([reading.hidden[layout.word_first], self.heads["shape.weight"][layout.shapes]], 1)
        return (
            _decode(_softmax(self._linear("names", x)), NAME_LABELS, layout),
            _decode(_softmax(self._linear("literals", x)), LITERAL_LABELS, layout),
        )

    def same(self, reading: Reading, spans: Sequence[tuple[int, int]], types: Sequence[str]) -> Floats:
        """Logit of mention ``b`` being the same thing as mention ``a`` before it: (m, m), -inf where not asked.

        A positive number means "more likely that one than something new".
        """
        scores = np.full((len(spans), len(spans)), -np.inf, dtype=np.float32)
        pairs = [
            (a, b)
            for b in range(len(spans))
            for a in range(b)
            if types[a] == types[b] and gap(spans[a], spans[b]) <= _REACH
        ]
        if not pairs:
            return scores
        vectors = self._mentions(reading, spans, types)
        a, b = np.array(pairs).T
        surfaces = [reading.text[s:e] for s, e in spans]
        features = np.array([pair_features(surfaces[i], surfaces[j], True) for i, j in pairs], dtype=np.float32)
        gaps = np.eye(_GAPS, dtype=np.float32)[[gap_bucket(gap(spans[i], spans[j])) for i, j in pairs]]
        assert features.shape[1] == PAIR_FEATURES
        x = np.concatenate([vectors[a], vectors[b], vectors[a] * vectors[b], features, gaps], 1)
        scores[a, b] = self._linear("same", np.maximum(self._linear("same_hidden", x), 0))[:, 0]
        return scores

    def relate(self, reading: Reading, things: Sequence[Thing], floor: float = 0.0) -> list[Related]:
        """Every relation whose margin over the learned threshold exceeds ``floor``, among pairs of fitting types."""
        best: dict[tuple[int, int, str], Related] = {}
        for index, window in enumerate(reading.layout.windows):
            for found in self._relate_window(reading, index, self._seen(reading, window, things), floor):
                known = best.get((found.subject, found.object, found.predicate))
                if known is None or found.score > known.score:
                    best[found.subject, found.object, found.predicate] = found
        return sorted(best.values(), key=lambda r: (r.subject, r.object, RELATIONS.index(r.predicate)))

    def _seen(self, reading: Reading, window: Window, things: Sequence[Thing]) -> dict[int, Thing]:
        """What a window sees of the things, by their index: those with mentions in it, with these alone."""
        first, last = window.first, window.first + len(window.ids) - 2
        found = {}
        for index, thing in enumerate(things):
            ends = self._ends(reading, thing.spans)
            spans = tuple(span for span, (a, b) in zip(thing.spans, ends, strict=True) if first <= a and b < last)
            if spans:
                found[index] = Thing(thing.type, spans)
        return found

    def _relate_window(
        self, reading: Reading, index: int, things: Mapping[int, Thing], floor: float
    ) -> Iterator[Related]:
        pairs = [(s, o) for s in things for o in things if s != o and (things[s].type, things[o].type) in ALLOWED]
        if not pairs:
            return
        window = reading.layout.windows[index]
        if index < len(reading.attention):
            weights = reading.attention[index]
        else:
            weights = self.session.run(None, {"ids": window.ids[None]})[1][0][:, 1:-1, 1:-1]
        hidden = reading.hidden[window.first : window.first + len(window.ids) - 2]
        spans = [span for thing in things.values() for span in thing.spans]
        vectors = self._mentions(reading, spans, [thing.type for thing in things.values() for _ in thing.spans])
        firsts = self._ends(reading, spans)[:, 0] - window.first
        pooled, attention = [], []
        place: dict[int, int] = {}
        at = 0
        for thing_index, thing in things.items():
            place[thing_index] = len(place)
            mine = slice(at, at + len(thing.spans))
            at = mine.stop
            pooled.append(np.logaddexp.reduce(vectors[mine], axis=0))
            attention.append(weights[:, firsts[mine]].mean(1))
        for start in range(0, len(pairs), _PAIRS):
            some = pairs[start : start + _PAIRS]
            gaps = [min(gap(x, y) for x in things[s].spans for y in things[o].spans) for s, o in some]
            places = np.array([(place[s], place[o]) for s, o in some])
            scores, modalities = self._relate(hidden, np.array(pooled), np.array(attention), places, gaps)
            for (s, o), row, mode in zip(some, scores, modalities, strict=True):
                allowed = ALLOWED[things[s].type, things[o].type]
                for predicate in (RELATIONS[i] for i in np.nonzero(row > floor)[0]):
                    if predicate in allowed:
                        best = int(mode.argmax())
                        score = float(row[RELATIONS.index(predicate)])
                        yield Related(s, o, predicate, score, MODALITIES[best], float(mode[best]))

    def _relate(
        self, hidden: Floats, vectors: Floats, attention: Floats, pairs: npt.NDArray[np.int64], gaps: Sequence[int]
    ) -> tuple[Floats, Floats]:
        s, o = pairs.T
        # what both attend to is the same in either order, and costs most: once for the two of them
        either, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
        q = np.empty((len(either), attention.shape[2]), dtype=np.float32)
        for a in np.unique(either[:, 0]):
            rows = np.nonzero(either[:, 0] == a)[0]
            q[rows] = (attention[a] * attention[either[rows, 1]]).mean(1)
        context = (q / (q.sum(1, keepdims=True) + 1e-9)) @ hidden
        which = which.reshape(-1)
        shared = ((context, which), (self.heads["gap.weight"], np.array([gap_bucket(g) for g in gaps])))
        h = np.tanh(self._linear_of("subject", (vectors, s), *shared))
        t = np.tanh(self._linear_of("object", (vectors, o), *shared))
        scores = self._bilinear(h.reshape(len(pairs), -1, _BLOCK), t.reshape(len(pairs), -1, _BLOCK))
        modality = _softmax(self._linear("modality", np.concatenate([h, t, context[which]], 1)))
        return scores[:, 1:] - scores[:, :1], modality

    def _bilinear(self, h: Floats, t: Floats) -> Floats:
        """The relation head over all products within each block of ``h`` and ``t``, which are never written out."""
        bias = self.heads["relation.bias"]
        scores = np.tile(bias, (len(h), 1))
        weight = self.heads["relation.weight"].reshape(len(bias), -1, _BLOCK, _BLOCK)
        for block in range(h.shape[1]):
            form = weight[:, block].transpose(1, 0, 2).reshape(_BLOCK, -1)
            halves = (h[:, block] @ form).reshape(len(h), len(bias), _BLOCK)
            scores += (halves @ t[:, block, :, None])[..., 0]
        return scores

    def _linear_of(self, name: str, *parts: tuple[Floats, npt.NDArray[np.int64]]) -> Floats:
        """`_linear` of inputs side by side, each given as rows and which of them to take: a row is computed once."""
        result, at = self.heads[f"{name}.bias"], 0
        for x, rows in parts:
            result = result + (x @ self.heads[f"{name}.weight"][:, at : at + x.shape[1]].T)[rows]
            at += x.shape[1]
        return result

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self.heads[f"{name}.weight"].T + self.heads[f"{name}.bias"]
        return result

    def _ends(self, reading: Reading, spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
        layout = reading.layout
        ends = []
        for span in spans:
            first, last = layout.word_span(*span) or (0, 0)
            ends.append((layout.word_first[first], layout.word_last[last]))
        return np.array(ends, dtype=np.int64).reshape(-1, 2)

    def _mentions(self, reading: Reading, spans: Sequence[tuple[int, int]], types: Sequence[str]) -> Floats:
        ends = self._ends(reading, spans)
        x = np.concatenate([reading.hidden[ends[:, 0]], reading.hidden[ends[:, 1]]], 1)
        kinds = self.heads["kind.weight"][[MENTION_TYPES.index(t) for t in types]]
        result: Floats = np.tanh(self._linear("mention", x)) + kinds
        return result


def _fingerprint(folder: Path) -> str:
    """Eight hexadecimal digits of the content of the reader's files."""
    total = hashlib.sha256()
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json", "calibration.json"):
        total.update((folder / name).read_bytes())
    return total.hexdigest()[:8]


@cache
def load_reader() -> Reader:
    """The bundled reader, loaded once a process. Raises `ModelError` if it is damaged."""
    return Reader(resource("data/models/reader"))


def _softmax(scores: Floats) -> Floats:
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = weights / weights.sum(-1, keepdims=True)
    return result


def _decode(probabilities: Floats, labels: Sequence[str], layout: Layout) -> list[Found]:
    """Spans of the best label sequence in which no I- follows anything but its own type (Viterbi)."""
    path = best_path(np.log(probabilities + 1e-9), labels)
    spans: list[Found] = []
    index = 0
    while index < len(path):
        label = labels[path[index]]
        if label == "O":
            index += 1
            continue
        type, end = label[2:], index + 1
        while end < len(path) and labels[path[end]] == f"I-{type}":
            end += 1
        columns = [i for i, name in enumerate(labels) if name[2:] == type]
        probability = float(probabilities[index:end][:, columns].sum(1).mean())
        spans.append(Found(layout.words[index][0], layout.words[end - 1][1], type, probability))
        index = end
    return spans
