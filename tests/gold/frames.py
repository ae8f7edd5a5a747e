"""How often frames are right in the training articles: ``python -m tests.gold.frames [--errors TEXT]``.

Every frame is tried on the sentences of ``data/gold/train``, over the mentions that the annotators marked, so that the
frame is measured and not the reader. ``--errors`` lists the wrong hits of frames whose example contains the text.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.dates import find_dates
from extractors.frames import FRAMES, Frame
from extractors.phrases import Slot, clauses, stated
from extractors.pipeline import load_pipeline
from extractors.state import sentences
from kg.annotation import GoldArticle, load_gold
from kg.config import resource
from kg.model import SYMMETRIC


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that a frame states somewhere, and how the annotators see it: right, other modality, or wrong."""

    frame: Frame
    predicate: str
    verdict: str
    sentence: str


def hits() -> Iterator[Hit]:
    """What all frames find in the training articles, each fact once an article and frame."""
    nlp = load_pipeline()
    splitter = [name for name in nlp.pipe_names if not name.startswith("kg_")]
    with nlp.select_pipes(enable=splitter):
        for gold in load_gold(resource("data/gold/train")):
            yield from _hits(gold, sentences(nlp(gold.article.text)))


def _hits(gold: GoldArticle, lines: list[tuple[int, int]]) -> Iterator[Hit]:
    slots, names = _slots(gold)
    facts = {(s, p, o): modality for s, p, o, modality in gold.facts}
    seen = set()
    for length, _, said in clauses(gold.article.text, slots, lines):
        for frame in (frame for frame in FRAMES if frame.sentences == length):
            for fact in stated(frame, said):
                if (frame.pattern, fact) not in seen:
                    seen.add((frame.pattern, fact))
                    subject, predicate, object, modality = fact
                    known = _known(facts, names[subject], predicate, names[object])
                    verdict = "wrong" if not known else "right" if modality in {None, known} else "other modality"
                    yield Hit(frame, predicate, verdict, said)


def _known(facts: dict[tuple[str, str, str], str], subject: str, predicate: str, object: str) -> str | None:
    """The modality in which annotators state a fact; a date may be more or less precise."""
    found = facts.get((subject, predicate, object))
    if predicate in SYMMETRIC:
        found = found or facts.get((object, predicate, subject))
    if predicate == "participatesIn":
        found = found or facts.get((subject, "leads", object))
    if object[:4].isdigit():
        close = (m for (s, p, o), m in facts.items() if (s, p) == (subject, predicate) and _one_day(o, object))
        found = found or next(close, None)
    return found


def _one_day(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _slots(gold: GoldArticle) -> tuple[list[Slot], list[str]]:
    """Marked mentions, dates and titles, and what facts call them by the slots' indices."""
    text = gold.article.text
    names: list[str] = []
    slots: list[Slot] = []
    for key, entity in gold.entities.items():
        slots += [Slot(start, end, entity.type, len(names)) for start, end in entity.spans]
        names.append(key)
    literals = [(d.start, d.end, "Date", d.value) for d in find_dates(text, gold.article.published)]
    for title in {o for _, p, o, _ in gold.facts if p == "holdsPosition"}:
        literals += [(m.start(), m.end(), "Title", title) for m in re.finditer(re.escape(title), text)]
    for start, end, type, value in literals:
        slots.append(Slot(start, end, type, len(names)))
        names.append(value)
    return slots, names


def main() -> None:
    """Print one row a frame and predicate, and the total."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.frames", description=__doc__.splitlines()[0])
    parser.add_argument("--errors", metavar="TEXT", help="list wrong hits of frames whose example contains TEXT")
    wanted = parser.parse_args().errors
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for hit in hits():
        counts[hit.frame.example, hit.predicate][hit.verdict] += 1
        if wanted is not None and wanted in hit.frame.example and hit.verdict != "right":
            print(f"{hit.verdict}: {hit.predicate} in {hit.sentence}")
    print("| right | other modality | wrong | fact | example |\n|--:|--:|--:|---|---|")
    for (example, predicate), row in sorted(counts.items(), key=lambda x: (x[0][1], x[0][0])):
        print(f"| {row['right']} | {row['other modality']} | {row['wrong']} | {predicate} | {example} |")
    total = sum(counts.values(), Counter[str]())
    print(f"| {total['right']} | {total['other modality']} | {total['wrong']} | all | |")


if __name__ == "__main__":
    main()
