"""Cross-article identity scored on the cluster articles, with gold mentions given; floors that must not fall."""

import itertools
from collections import Counter, defaultdict

import pytest

from kg.ids import article_iri
from kg.resolution import IdentityIndex, all_canonical
from kg.resolution.appearances import appearances
from tests.gold.oracle import oracle, references

Item = tuple[str, str, str, str]  #: gold reference, canonical entity, type, article's id


@pytest.fixture(scope="module")
def items() -> list[Item]:
    index = IdentityIndex.open(None)
    ids = {}
    for extraction in oracle():
        ids[article_iri(extraction.article)] = extraction.article.id
        index.put(article_iri(extraction.article), "", appearances(extraction))
    index.resolve()
    gold = references()
    return [
        (*gold[ids[article], iri], entity.id, ids[article])
        for entity in all_canonical(index)
        for article, iri in entity.members
    ]


def b_cubed(items: list[Item]) -> float:
    """B-cubed F1, as ``score_clusters.py`` of the gold set computes it."""
    by_ref: Counter[str] = Counter()
    by_node: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for ref, _, node, _ in items:
        by_ref[ref] += 1
        by_node[node] += 1
        both[ref, node] += 1
    precision = sum(both[ref, node] / by_node[node] for ref, _, node, _ in items) / len(items)
    recall = sum(both[ref, node] / by_ref[ref] for ref, _, node, _ in items) / len(items)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(("first", "last"), [("c01", "c24"), ("c25", "c48"), ("c01", "c48")])
def test_with_gold_mentions_nearly_all_is_resolved(items: list[Item], first: str, last: str) -> None:
    chosen = [item for item in items if first <= item[3][:3] <= last]
    agreements = [item for item in chosen if item[1] == "Agreement"]
    print(f"{first} to {last}: {b_cubed(chosen):.4f}, agreements {b_cubed(agreements):.4f}")
    assert b_cubed(chosen) >= 0.97
    assert b_cubed(agreements) >= 0.97


def test_few_pairs_are_merged_wrongly(items: list[Item]) -> None:
    by_node = defaultdict(list)
    for item in items:
        by_node[item[2]].append(item)
    merged = [pair for found in by_node.values() for pair in itertools.combinations(found, 2)]
    wrong = [pair for pair in merged if pair[0][0] != pair[1][0]]
    assert len(wrong) <= 0.02 * len(merged)
    assert not [pair for pair in wrong if pair[0][3] == pair[1][3]], "entities of one article"
