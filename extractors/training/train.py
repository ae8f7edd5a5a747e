"""Train the learned reader on gold articles: ``python -m extractors.training.train GOLD OUT [--epochs N]``.

On two cores without a GPU 400 articles take three to four minutes an epoch. The checkpoint of the last epoch is what
`extractors.training.export` turns into the files under ``data/models/reader``. With ``--start`` training goes on from a
checkpoint.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from extractors.layout import (
    LITERAL_LABELS,
    MENTION_TYPES,
    NAME_LABELS,
    PAIR_FEATURES,
    Layout,
    gap,
    gap_bucket,
    lay_out,
    pair_features,
)
from extractors.schema import ALLOWED, RELATIONS
from extractors.training.gold import Example, distance, load_examples
from extractors.training.network import Encoded, Network, adaptive_threshold_loss
from kg.model import ENTITY_TYPES, MODALITIES

BATCH = 4
LEARNING_RATES = (1e-4, 6e-4)  #: encoder, heads
SEED = 0
FORGET = 0.15  #: share of the mentions of a thing that is not its only one which relations do not see


@dataclass(slots=True)
class Prepared:
    """An example as tensors, made once."""

    example: Example
    layout: Layout
    names: Tensor
    literals: Tensor
    ends: Tensor  #: (m, 2) first and last subword of each mention
    things: Tensor  #: (m) which thing each mention is of
    types: Tensor  #: (m)
    couples: Tensor  #: (2, k) earlier and later mention that may be the same thing
    features: Tensor
    couple_gaps: Tensor
    pairs: Tensor  #: (2, p) subject and object that may be related
    pair_gaps: Tensor
    relations: Tensor  #: (p, 1 + relations)
    modalities: Tensor  #: (p), -1 where nothing holds


def prepare(example: Example, tokenizer: Tokenizer) -> Prepared:
    """Lay out the article and number everything the network needs."""
    layout = lay_out(example.text, tokenizer)
    names = torch.zeros(len(layout.words), dtype=torch.long)
    literals = torch.zeros(len(layout.words), dtype=torch.long)
    ends, things, spans = [], [], []
    for thing, (type, found) in enumerate(zip(example.types, example.mentions, strict=True)):
        for span in found:
            words = layout.word_span(*span)
            if words is None:
                continue
            first, last = words
            for target, labels in ((names, NAME_LABELS), (literals, LITERAL_LABELS)):
                if f"B-{type}" in labels:
                    target[first : last + 1] = labels.index(f"I-{type}")
                    target[first] = labels.index(f"B-{type}")
            ends.append((int(layout.word_first[first]), int(layout.word_last[last])))
            things.append(thing)
            spans.append(span)
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    ends, things, spans = [ends[i] for i in order], [things[i] for i in order], [spans[i] for i in order]
    types = [MENTION_TYPES.index(example.types[t]) for t in things]
    couples, features, couple_gaps = [], [], []
    for a, b in itertools.combinations(range(len(spans)), 2):
        if types[a] == types[b] and types[a] < len(ENTITY_TYPES):
            couples.append((a, b))
            features.append(pair_features(example.text[slice(*spans[a])], example.text[slice(*spans[b])], True))
            couple_gaps.append(gap_bucket(gap(spans[a], spans[b])))
    present = sorted(set(things))
    pairs, pair_gaps, relations, modalities = [], [], [], []
    for s, o in itertools.permutations(present, 2):
        allowed = ALLOWED.get((example.types[s], example.types[o]))
        if not allowed or (s, o) in example.ignored:
            continue
        held = {p: m for p, m in example.pairs.get((s, o), {}).items() if p in allowed}
        pairs.append((s, o))
        pair_gaps.append(gap_bucket(distance(example, s, o)))
        relations.append([0.0] + [float(p in held) for p in RELATIONS])
        modalities.append(MODALITIES.index(next(iter(held.values()))) if held else -1)  # type: ignore[arg-type]
    return Prepared(
        example,
        layout,
        names,
        literals,
        torch.tensor(ends).view(-1, 2),
        torch.tensor(things, dtype=torch.long),
        torch.tensor(types, dtype=torch.long),
        torch.tensor(couples, dtype=torch.long).view(-1, 2).T,
        torch.tensor(features).view(len(couples), PAIR_FEATURES),
        torch.tensor(couple_gaps, dtype=torch.long),
        torch.tensor(pairs, dtype=torch.long).view(-1, 2).T,
        torch.tensor(pair_gaps, dtype=torch.long),
        torch.tensor(relations).view(-1, len(RELATIONS) + 1),
        torch.tensor(modalities, dtype=torch.long),
    )


def pool(encoded: Encoded, vectors: Tensor, item: Prepared, *, forget: float = 0.0) -> tuple[Tensor, Tensor]:
    """Vectors and attention of things from those of their mentions.

    ``forget`` leaves out that share of them, but never all of one thing: in use, mentions are missed too.
    """
    count = len(item.example.types)
    pooled, attention = [], []
    for thing in range(count):
        mine = torch.nonzero(item.things == thing)[:, 0]
        if forget and len(mine) > 1:
            kept = mine[torch.rand(len(mine)) >= forget]
            mine = kept if len(kept) else mine
        if len(mine):
            pooled.append(torch.logsumexp(vectors[mine], 0))
            attention.append(encoded.attention[:, item.ends[mine, 0]].mean(1))
        else:
            pooled.append(torch.zeros(vectors.shape[1]))
            attention.append(torch.zeros(encoded.attention.shape[0], encoded.attention.shape[2]))
    return torch.stack(pooled), torch.stack(attention)


def antecedent_loss(scores: Tensor, item: Prepared) -> Tensor:
    """Every mention picks an earlier mention of its thing, or none if it is the first."""
    losses = []
    later = item.couples[1]
    for b in range(len(item.things)):
        mine = torch.nonzero(later == b)[:, 0]
        if not len(mine):
            continue
        right = item.things[item.couples[0, mine]] == item.things[b]
        options = torch.cat([torch.zeros(1), scores[mine]])
        good = torch.cat([(~right.any())[None], right])
        losses.append(torch.logsumexp(options, 0) - torch.logsumexp(options[good], 0))
    return torch.stack(losses).mean() if losses else torch.zeros(())


def loss_of(network: Network, item: Prepared, *, blind: bool) -> Tensor:
    """The sum of the losses of all heads for one article."""
    cross = torch.nn.functional.cross_entropy
    encoded = network.encode(item.layout)
    names, literals = network.tag(encoded, item.layout, blind=blind)
    loss = cross(names, item.names) + 0.5 * cross(literals, item.literals)
    if len(item.things):
        vectors = network.mentions(encoded, item.ends, item.types)
        if item.couples.shape[1]:
            scores = network.coreference(vectors, item.couples[0], item.couples[1], item.features, item.couple_gaps)
            loss = loss + 0.3 * antecedent_loss(scores, item)
        if item.pairs.shape[1]:
            pooled, attention = pool(encoded, vectors, item, forget=FORGET)
            relations, modalities = network.relate(
                encoded, pooled, attention, item.pairs[0], item.pairs[1], item.pair_gaps
            )
            loss = loss + adaptive_threshold_loss(relations, item.relations)
            held = item.modalities >= 0
            if held.any():
                loss = loss + 0.3 * cross(modalities[held], item.modalities[held])
    return loss


def batches(items: list[Prepared]) -> Iterator[list[Prepared]]:
    """Shuffled batches of one epoch."""
    random.shuffle(items)
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def score(network: Network, items: list[Prepared]) -> str:
    """A line on how well each head does over gold mentions: for watching, not for reporting."""
    network.eval()
    counts = {name: [0, 0, 0] for name in ("names", "literals", "relations", "antecedents")}
    modality = [0, 0]

    def count(name: str, gold: set[object], found: set[object]) -> None:
        for i, n in enumerate((len(gold & found), len(found - gold), len(gold - found))):
            counts[name][i] += n

    with torch.no_grad():
        for item in items:
            encoded = network.encode(item.layout)
            names, literals = network.tag(encoded, item.layout)
            for name, labels, scores, gold in (
                ("names", NAME_LABELS, names, item.names),
                ("literals", LITERAL_LABELS, literals, item.literals),
            ):
                count(name, set(spans_of(gold, labels)), set(spans_of(scores.argmax(-1), labels)))
            vectors = network.mentions(encoded, item.ends, item.types)
            if item.couples.shape[1]:
                same = network.coreference(vectors, item.couples[0], item.couples[1], item.features, item.couple_gaps)
                for b in range(len(item.things)):
                    mine = torch.nonzero(item.couples[1] == b)[:, 0]
                    right = {int(i) for i in mine if item.things[item.couples[0, i]] == item.things[b]}
                    best = int(mine[same[mine].argmax()]) if len(mine) and same[mine].max() > 0 else None
                    counts["antecedents"][0] += best is not None and best in right
                    counts["antecedents"][1] += best is not None and best not in right
                    counts["antecedents"][2] += best is None and bool(right)
            pooled, attention = pool(encoded, vectors, item)
            scores, modalities = network.relate(
                encoded, pooled, attention, item.pairs[0], item.pairs[1], item.pair_gaps
            )
            found = {(int(p), int(r)) for p, r in torch.nonzero(scores[:, 1:] > scores[:, :1])}
            allowed = [ALLOWED[item.example.types[s], item.example.types[o]] for s, o in item.pairs.T.tolist()]
            found = {(p, r) for p, r in found if RELATIONS[r] in allowed[p]}
            count("relations", {(int(p), int(r)) for p, r in torch.nonzero(item.relations[:, 1:])}, set(found))
            held = item.modalities >= 0
            modality[0] += int((modalities.argmax(-1) == item.modalities)[held].sum())
            modality[1] += int(held.sum())
    network.train()
    parts = [f"{name} {2 * a / max(1, 2 * a + b + c):.3f}" for name, (a, b, c) in counts.items()]
    return ", ".join(parts) + f", modality {modality[0] / max(1, modality[1]):.3f}"


def spans_of(labels: Tensor, names: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """First word, one past the last word, and type of every span in a row of BIO labels."""
    start, type = 0, ""
    for i, label in enumerate([names[k] for k in labels.tolist()] + ["O"]):
        if type and (label[0] != "I" or label[2:] != type):
            yield start, i, type
            type = ""
        if label[0] == "B" or (label[0] == "I" and not type):
            start, type = i, label[2:]


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", required=True, help="folder of a transformers encoder with its tokenizer.json")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates; less than 1 to go on")
    parser.add_argument("--watch", type=Path, help="gold folder scored now and then")
    parser.add_argument("--until", type=int, default=999, help="the highest article number to learn from")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    tokenizer = Tokenizer.from_file(str(Path(args.encoder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    items = [prepare(e, tokenizer) for e in load_examples(args.gold) if int(e.id[:3]) <= args.until]
    watch = [prepare(e, tokenizer) for e in load_examples(args.watch)[::2]] if args.watch else []
    network = Network(args.encoder)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    encoder = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in encoder]
    optimiser = torch.optim.AdamW(
        [{"params": network.encoder.parameters()}, {"params": heads}],
        lr=LEARNING_RATES[0] * args.rate,
        weight_decay=0.01,
        fused=True,
    )
    rates = [rate * args.rate for rate in LEARNING_RATES]
    steps = args.epochs * ((len(items) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.15)
    args.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    for epoch in range(args.epochs):
        network.train()
        total = 0.0
        for batch in batches(items):
            optimiser.zero_grad()
            for item in batch:
                loss = loss_of(network, item, blind=random.random() < 0.1) / len(batch)
                loss.backward()  # type: ignore[no-untyped-call]
                total += float(loss.detach())
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        line = score(network, watch) if watch and (epoch % 2 or epoch == args.epochs - 1) else ""
        print(f"epoch {epoch} loss {total * BATCH / len(items):.3f} {time.time() - began:.0f} s {line}", flush=True)
        torch.save(network.state_dict(), args.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
