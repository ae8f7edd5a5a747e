"""How far a confidence can be believed: ``python -m tests.gold.reliability data/gold/dev`` prints and draws it.

Claims of the articles with even numbers, on which nothing is fitted, are sorted by confidence into tenths; in each, the
mean confidence is set against the share of claims that are right. The expected calibration error is the mean distance
of the two, weighted by the number of claims.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("svg")  # no window
from matplotlib import pyplot

from extractors.adapter import extract_articles
from kg.evaluation import evaluate, load_gold
from kg.model import Extraction

_BINS = 10
_PICTURE = Path("docs/images/reliability.svg")

Judged = list[tuple[float, bool]]  #: confidence, and whether the claim is right


def judged(folder: Path) -> Judged:
    """Every claim of the even articles of a gold folder."""
    gold = [g for g in load_gold(folder) if not int(g.article.id[:3]) % 2]
    found: Judged = []
    for item, extraction in zip(gold, extract_articles(g.article for g in gold), strict=True):
        if isinstance(extraction, Extraction):
            wrong = {e.fact for e in evaluate([item], [extraction]).errors if e.kind == "wrong"}
            found += [
                (c.confidence, (c.subject, c.predicate, c.object, c.modality) not in wrong) for c in extraction.claims
            ]
    return found


def bins(claims: Judged) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right claims and number of claims of every bin that is not empty."""
    rows = []
    for index in range(_BINS):
        inside = [(p, ok) for p, ok in claims if min(_BINS - 1, int(p * _BINS)) == index]
        if inside:
            rows.append(
                (sum(p for p, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside), len(inside))
            )
    return rows


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """The expected calibration error, 0 to 1."""
    total = sum(n for _, _, n in rows)
    return sum(n * abs(p - right) for p, right, n in rows) / total if total else 0.0


def draw(rows: Sequence[tuple[float, float, int]], path: Path) -> None:
    """The reliability plot as SVG."""
    matplotlib.rcParams["svg.hashsalt"] = "reliability"  # the same picture for the same figures
    figure, axes = pyplot.subplots(figsize=(4.5, 4.5))
    axes.plot([0.4, 1], [0.4, 1], color="0.7", linestyle="--", label="perfect")
    axes.plot([p for p, _, _ in rows], [r for _, r, _ in rows], marker="o", color="#0b6e99", label="claims")
    for p, right, n in rows:
        axes.annotate(str(n), (p, right), textcoords="offset points", xytext=(6, -12), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0.4, 1), ylim=(0.4, 1))
    axes.legend(loc="upper left")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def main() -> None:
    """Print the table and the error, draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    rows = bins(judged(parser.parse_args().gold))
    print("| confidence | right | claims |\n|--:|--:|--:|")
    for p, right, n in rows:
        print(f"| {p:.2f} | {right:.2f} | {n} |")
    print(f"\nexpected calibration error: {calibration_error(rows):.3f}")
    draw(rows, _PICTURE)


if __name__ == "__main__":
    main()
