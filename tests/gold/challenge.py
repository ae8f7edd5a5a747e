"""What the extractor makes of the challenge cases: ``python -m tests.gold.challenge`` prints pass rates, records them.

The table goes to stdout as Markdown; the cases that fail are written to tests/gold/challenge_open.yaml with the class
of what is wrong. ``--errors [PREFIX]`` instead shows what is wrong with each case whose id begins so.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import yaml

from extractors.adapter import extract_articles
from kg.annotation import Fact
from kg.evaluation import align, evaluate
from kg.model import MODALITIES, Extraction
from tests.gold.challenge_cases import Case, load_cases

OPEN: Final = Path(__file__).with_name("challenge_open.yaml")
#: What may be wrong with a case, worst first; a case that fails is filed under the first that applies.
REASONS: Final = {
    "unread": "the article could not be read",
    "forbidden": "a fact is claimed that the case names as the mistake to make here",
    "modality": "a fact is found with another modality",
    "entity": "a fact is missed because something that it speaks of was not found",
    "relation": "a fact is missed although both its ends were found",
    "surplus": "all facts are found, and something is claimed besides",
}
_HEADER: Final = """\
# Challenge cases that the extractor fails today, with what is wrong (python -m tests.gold.challenge writes this file).
# A case that is not listed must pass; one that is listed must fail, else it is to be taken off.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: facts missed, in the case's names, and claimed wrongly, in names; a reason if it fails."""

    case: Case
    missed: tuple[Fact, ...] = ()
    wrong: tuple[Fact, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        lines = [f"{self.case.id}: {self.reason or 'passes'}", f"  {self.case.article.text!r}"]
        for title, facts in (("missed", self.missed), ("wrong", self.wrong)):
            lines += [f"  {title}: {modality} {p}({s}, {o})" for s, p, o, modality in facts]
        return "\n".join(lines)


def outcomes(cases: Sequence[Case]) -> list[Outcome]:
    """Read all cases in one run and judge each."""
    results = extract_articles(case.article for case in cases)
    return [judge(case, result) for case, result in zip(cases, results, strict=True) if isinstance(result, Extraction)]


def judge(case: Case, extraction: Extraction) -> Outcome:
    """Whether exactly the expected facts are claimed, those left open aside; names match as `evaluate` says."""
    report = evaluate([case.gold((*case.expected, *case.open))], [extraction])
    missed = tuple(e.fact for e in report.errors if e.kind == "missed" and e.fact in case.expected)
    names = {e.id: e.name for e in extraction.entities}
    wrong = tuple(
        (names.get(s, s), p, names.get(o, o), m) for s, p, o, m in (e.fact for e in report.errors if e.kind == "wrong")
    )
    return Outcome(case, missed, wrong, _reason(case, extraction, missed, wrong))


def _reason(case: Case, extraction: Extraction, missed: tuple[Fact, ...], wrong: tuple[Fact, ...]) -> str:
    others = tuple((s, p, o, m) for s, p, o, said in missed for m in MODALITIES if m != said)
    found = set(align(case.entities, extraction.entities, case.article.text).values())
    if _any_found(case, extraction, case.absent):
        return "forbidden"
    if _any_found(case, extraction, others):
        return "modality"
    if any(end in case.entities and end not in found for s, _, o, _ in missed for end in (s, o)):
        return "entity"
    return "relation" if missed else "surplus" if wrong else ""


def _any_found(case: Case, extraction: Extraction, facts: tuple[Fact, ...]) -> bool:
    return evaluate([case.gold(facts)], [extraction]).facts.tp > 0


def read_open() -> dict[str, str]:
    """The cases that are known to fail, with their reasons."""
    return dict(yaml.safe_load(OPEN.read_text(encoding="utf-8")) or {})


def write_open(results: Iterable[Outcome]) -> None:
    """Record the cases that fail."""
    lines = [f"{x.case.id}: {x.reason}\n" for x in results if x.reason]
    OPEN.write_text(_HEADER + "".join(lines), encoding="utf-8", newline="\n")


def table(results: Sequence[Outcome]) -> str:
    """Pass rates by construction as a Markdown table."""
    lines = [
        "| construction | pairs and triples | all variants pass | cases | pass | precision | recall | what fails |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for construction, members in groupby(results, key=lambda x: x.case.construction):
        lines.append(_row(construction, list(members)))
    return "\n".join([*lines, _row("**all**", results)])


def _row(title: str, results: Sequence[Outcome]) -> str:
    groups: dict[str, bool] = {}
    for x in results:
        groups[x.case.group] = groups.get(x.case.group, True) and not x.reason
    passed = sum(not x.reason for x in results)
    expected = sum(len(x.case.expected) for x in results)
    found = expected - sum(len(x.missed) for x in results)
    claimed = found + sum(len(x.wrong) for x in results)
    reasons = ", ".join(f"{reason} {n}" for reason, n in Counter(x.reason for x in results if x.reason).most_common())
    figures = (
        f"{len(groups)} | {sum(groups.values())} | {len(results)} | {passed / len(results):.0%}"
        f" | {_ratio(found, claimed)} | {_ratio(found, expected)}"
    )
    return f"| {title} | {figures} | {reasons} |"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def legend(reasons: Mapping[str, str] = REASONS) -> str:
    """What the reasons mean, as a Markdown list."""
    return "\n".join(f"* {name}: {meaning}" for name, meaning in reasons.items())


def main() -> None:
    """Print the table and record what fails, or show errors."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.challenge", description=__doc__.splitlines()[0])
    parser.add_argument("--errors", nargs="?", const="", metavar="PREFIX", help="show failing cases, record nothing")
    prefix = parser.parse_args().errors
    results = outcomes([case for case in load_cases() if case.id.startswith(prefix or "")])
    if prefix is not None:
        print("\n".join(str(x) for x in results if x.reason))
        return
    print(f"{table(results)}\n\n{legend()}")
    write_open(results)
    print(f"{OPEN.name}: {sum(bool(x.reason) for x in results)} of {len(results)} cases fail", file=sys.stderr)


if __name__ == "__main__":
    main()
