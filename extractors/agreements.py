"""Agreements: of which type one is, by the words that the article has for it."""

import re
from collections.abc import Iterable
from typing import Final

#: Words and the type they mean, the more telling first.
_WORDS: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), type)
    for pattern, type in (
        (
            r"framework (?:\w+ )?(?:agreement|arrangement|accord)|umbrella (?:agreement|accord)|framework",
            "framework agreement",
        ),
        (r"memorand(?:um|a) of agreement", "other"),
        (r"memorand(?:um|a|ums)|mous?", "memorandum of understanding"),
        (
            r"implement(?:ing|ation) (?:\w+ )?(?:arrangements?|agreements?|plans?|protocols?)|implementing text",
            "implementing arrangement",
        ),
        (r"letters? of (?:intent|interest)", "letter of intent"),
        (r"(?:declaration|statement)s? of (?:intent|interest|intention)s?", "declaration of intent"),
        (r"joint (?:statement|declaration|communiqué)s?|communiqué", "joint statement"),
        (r"artemis accords|accords", "accords"),
        (r"treat(?:y|ies)|conventions?", "treaty"),
        (r"contracts?|orders?|purchase", "contract"),
        (
            r"protocols?|annex(?:es)?|charters?|arrangements?|agreements?|accords?|pacts?|"
            r"exchange of (?:notes|letters)|statutes?|terms of reference|extensions?|amendments?|deals?|partnerships?|"
            r"licen[cs]es?|roadmaps?",
            "other",
        ),
    )
)  # fmt: skip


def agreement_type(surfaces: Iterable[str]) -> str | None:
    """One of `kg.model.AGREEMENT_TYPES`, None if no surface says: the most telling word of any surface decides."""
    text = "\n".join(surfaces)
    for pattern, type in _WORDS:
        if pattern.search(text):
            return type
    return None
