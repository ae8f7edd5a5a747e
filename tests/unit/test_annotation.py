"""What a gold article says of its mentions, and what scores make of it."""

from pathlib import Path

from kg.evaluation import evaluate, load_gold
from kg.model import Entity, Extraction, Mention

ARTICLE = """---
id: 001-pact
title: "A pact"
published: 2016-03-04
source: wire
entities:
  cnes: {type: Agency, name: CNES}
  pact: {type: Agreement, name: "the pact"}
facts:
  - {s: cnes, p: partyTo, o: pact, modality: planned}
---

[[cnes|CNES]] will sign [[pact|a pact]]. So says [[cnes|CNES]].
"""


def gold(folder: Path) -> Path:
    (folder / "001-pact.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_marks_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    (article,) = load_gold(gold(tmp_path))
    text = article.article.text
    assert text == "CNES will sign a pact. So says CNES."
    assert [text[slice(*s)] for e in article.entities.values() for s in e.spans] == ["CNES", "CNES", "a pact"]
    assert article.style == "wire"


def test_a_mention_without_its_determiner_is_right_and_a_missed_fact_shows_its_sentence(tmp_path: Path) -> None:
    (article,) = load_gold(gold(tmp_path))
    entities = (
        Entity("agency:cnes", "Agency", "CNES", (Mention(0, 4, "CNES"),)),
        Entity("agreement:pact", "Agreement", "pact", (Mention(17, 21, "pact"),)),
    )
    report = evaluate([article], [Extraction(article.article, entities)], lambda name, type: f"{type.lower()}:cnes")
    assert (report.mentions.tp, report.mentions.fp, report.mentions.fn) == (2, 0, 1)
    assert (report.linking.tp, report.linking.fp) == (1, 1)
    assert report.groups["modality:planned"].fn == report.groups["style:wire"].fn == 1
    (error,) = report.errors
    assert (error.names, error.sentence) == (("CNES", "the pact"), "CNES will sign a pact.")
