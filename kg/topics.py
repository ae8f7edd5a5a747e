"""Topics that a text names, by the labels of ``ontology/domains.ttl`` (as generated into `kg.vocab`)."""

import re
from functools import cache
from typing import Final

from kg.ids import TOPICS
from kg.vocab import TOPIC_LABELS

_BETWEEN_WORDS: Final = r"[\s\-\u2010\u2011]+"  #: "remote sensing" is "remote-sensing"


def topics_in(text: str) -> tuple[str, ...]:
    """The IRIs of the topics that ``text`` names, in the order of their first mention, each once.

    Case, kind of blanks and hyphens do not matter, word boundaries do. Where labels overlap the longest wins, so that
    "space weather" is not also weather.
    """
    topics, pattern = _labels()
    found = (topics[_key(match[0])] for match in pattern.finditer(text.lower()))
    return tuple(dict.fromkeys(found))


def topic_label(topic: str) -> str:
    """The preferred label of a topic's IRI. Raises `KeyError` for an IRI that is no topic."""
    return TOPIC_LABELS[topic.removeprefix(TOPICS)][0]


def _key(label: str) -> str:
    return re.sub(_BETWEEN_WORDS, " ", label).lower()


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    topics = {_key(label): TOPICS + local for local, labels in TOPIC_LABELS.items() for label in labels}
    # One alternation, longest label first: at any position the regular expression takes the first that fits.
    longest_first = sorted(topics, key=lambda label: (-len(label), label))
    words = "|".join(_BETWEEN_WORDS.join(map(re.escape, label.split(" "))) for label in longest_first)
    return topics, re.compile(rf"(?<!\w)(?:{words})(?!\w)")
