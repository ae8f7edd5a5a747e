"""What became of the articles of one run: counts, failures by reason, facts by predicate."""

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.model import Failure

_SPECIFIC = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.]*")


@dataclass(slots=True)
class IngestReport:
    """What became of the articles: how many were new, replaced an older text, or were known already; what failed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    extracted: int = 0  #: how many went through the extractor and came out, whether or not that changed the store
    facts: Counter[str] = field(default_factory=Counter)  #: claims of the articles that were written, by predicate
    new_entities: int = 0  #: entities that no article in the store had spoken of before
    copies: int = 0  #: articles in the store, of this run or before, that are copies of another
    seconds: float = 0.0  #: from the first article to the last publication

    @property
    def articles(self) -> int:
        """How many articles there were, those that failed included."""
        return self.added + self.changed + self.unchanged + len(self.failures)

    @property
    def reasons(self) -> dict[str, int]:
        """How many failed for which reason, the most frequent first: the stage and the trouble, without its figures."""
        counts = Counter(reason(failure) for failure in self.failures)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def to_dict(self) -> dict[str, object]:
        """All of it for JSON: counts under the words of ``kg ingest --report``, each failure with source and stage."""
        return {
            "read": self.articles,
            "skipped": self.unchanged,
            "extracted": self.extracted,
            "added": self.added,
            "replaced": self.changed,
            "failed": len(self.failures),
            "failed_by_reason": self.reasons,
            "facts": sum(self.facts.values()),
            "facts_by_predicate": dict(sorted(self.facts.items(), key=lambda item: (-item[1], item[0]))),
            "new_entities": self.new_entities,
            "copies": self.copies,
            "seconds": round(self.seconds, 3),
            "failures": [
                {"source": failure.source, "stage": failure.stage, "error": failure.error} for failure in self.failures
            ],
        }


def reason(failure: Failure) -> str:
    """``read: it is empty``: the stage and the trouble of a failure, without names, figures and the remedy."""
    trouble = failure.error.removeprefix(failure.source).lstrip(": ").partition(" (")[0]
    return f"{failure.stage}: {_SPECIFIC.sub('…', trouble)[:100]}"
