"""The network: one small encoder, and heads for spans, same-thing, relations and modality.

Relations follow ATLOP (localised context pooling, adaptive threshold). `extractors.reader` computes the same heads in
numpy; `tests/unit/test_reader.py` holds the two together.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from transformers import AutoModel

from extractors.layout import LITERAL_LABELS, MENTION_TYPES, NAME_LABELS, PAIR_FEATURES, SHAPES, Layout
from extractors.schema import RELATIONS
from kg.model import MODALITIES

HIDDEN: Final = 384
BLOCK: Final = 32  #: the bilinear form works on blocks of this many numbers
GAPS: Final = 8


@dataclass(slots=True)
class Encoded:
    """An article after the encoder: ``hidden`` (subwords, 384) and ``attention`` (heads, subwords, subwords)."""

    hidden: Tensor
    attention: Tensor


class Network(nn.Module):
    """Encoder and heads. Sizes: see the attributes; every head's weights are exported by name."""

    def __init__(self, encoder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, attn_implementation="eager", add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.shape = nn.Embedding(len(SHAPES), 16)
        self.names = nn.Linear(HIDDEN + 16, len(NAME_LABELS))
        self.literals = nn.Linear(HIDDEN + 16, len(LITERAL_LABELS))
        self.mention = nn.Linear(2 * HIDDEN, HIDDEN)
        self.kind = nn.Embedding(len(MENTION_TYPES), HIDDEN)
        self.same_hidden = nn.Linear(3 * HIDDEN + PAIR_FEATURES + GAPS, 128)
        self.same = nn.Linear(128, 1)
        self.gap = nn.Embedding(GAPS, 16)
        self.subject = nn.Linear(2 * HIDDEN + 16, HIDDEN)
        self.object = nn.Linear(2 * HIDDEN + 16, HIDDEN)
        self.relation = nn.Linear(HIDDEN * BLOCK, len(RELATIONS) + 1)
        self.modality = nn.Linear(3 * HIDDEN, len(MODALITIES))

    def encode(self, layout: Layout) -> Encoded:
        """Run the encoder over the windows; each subword's state comes from the window that sees it best."""
        hidden = torch.zeros(layout.subwords, HIDDEN)
        heads = self.encoder.config.num_attention_heads
        attention = torch.zeros(heads, layout.subwords, layout.subwords)
        owner = torch.from_numpy(layout.owner)
        for index, window in enumerate(layout.windows):
            ids = torch.from_numpy(window.ids)[None]
            out = self.encoder(ids, attention_mask=torch.ones_like(ids), output_attentions=True)
            size = ids.shape[1] - 2
            mine = torch.nonzero(owner[window.first : window.first + size] == index)[:, 0]
            rows = mine + window.first
            hidden = hidden.index_copy(0, rows, out.last_hidden_state[0, mine + 1])
            columns = slice(window.first, window.first + size)
            attention[:, rows, columns] = out.attentions[-1][0][:, mine + 1, 1:-1]
        return Encoded(hidden, attention)

    def tag(self, encoded: Encoded, layout: Layout, *, blind: bool = False) -> tuple[Tensor, Tensor]:
        """Scores of name and literal labels for each word. ``blind`` hides letter case."""
        shapes = torch.from_numpy(layout.shapes)
        if blind:
            shapes = torch.full_like(shapes, len(SHAPES) - 1)
        words = encoded.hidden[torch.from_numpy(layout.word_first)]
        x = self.dropout(torch.cat([words, self.shape(shapes)], 1))
        return self.names(x), self.literals(x)

    def mentions(self, encoded: Encoded, ends: Tensor, types: Tensor) -> Tensor:
        """Mention vectors from their first and last subwords (m, 2) and types (m)."""
        x = torch.cat([encoded.hidden[ends[:, 0]], encoded.hidden[ends[:, 1]]], 1)
        return torch.tanh(self.mention(self.dropout(x))) + self.kind(types)

    def coreference(self, vectors: Tensor, a: Tensor, b: Tensor, features: Tensor, gaps: Tensor) -> Tensor:
        """Score of mention ``b`` being the same thing as the earlier mention ``a``; 0 is the score of a new thing."""
        x = torch.cat([vectors[a], vectors[b], vectors[a] * vectors[b], features, nn.functional.one_hot(gaps, GAPS)], 1)
        scores: Tensor = self.same(torch.relu(self.same_hidden(x)))
        return scores[:, 0]

    def relate(
        self, encoded: Encoded, vectors: Tensor, attention: Tensor, s: Tensor, o: Tensor, gaps: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Relation scores (output 0 is the threshold) and modality scores for the pairs ``s``, ``o`` of things.

        ``vectors`` (things, 384) and ``attention`` (things, heads, subwords) are pooled over each thing's mentions.
        """
        q = (attention[s] * attention[o]).mean(1)
        context = (q / (q.sum(1, keepdim=True) + 1e-9)) @ encoded.hidden
        near = self.gap(gaps)
        h = torch.tanh(self.subject(torch.cat([vectors[s], context, near], 1)))
        t = torch.tanh(self.object(torch.cat([vectors[o], context, near], 1)))
        blocks = (h.view(-1, HIDDEN // BLOCK, BLOCK, 1) * t.view(-1, HIDDEN // BLOCK, 1, BLOCK)).flatten(1)
        return self.relation(self.dropout(blocks)), self.modality(torch.cat([h, t, context], 1))


def adaptive_threshold_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """ATLOP's loss: every true relation above the threshold (output 0), every other below it."""
    threshold = torch.zeros_like(labels)
    threshold[:, 0] = 1
    positive = labels.clone()
    positive[:, 0] = 0
    above = -(torch.log_softmax(scores - (1 - positive - threshold) * 1e30, -1) * positive).sum(1)
    below = -(torch.log_softmax(scores - positive * 1e30, -1) * threshold).sum(1)
    return (above + below).mean()
