"""Fields: the list of fields that a sentence gives for its agreement ("in areas including …, … and …").

The reader finds a topic or two; a list that a cue announces is taken whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_CUE: Final = re.compile(
    r"(?:\b(?:fields?|areas?|domains?|topics?|subjects?|sectors?|disciplines|activities|themes)"
    r"(?:,? (?:including|such as|like|namely|among them|as diverse as|that include|which include|of)|:| of)"
    r"|\b(?:covers?|covering|encompass(?:es|ing)|spans?|spanning|ranging from)) "
)
_END: Final = re.compile(
    r"[.;:()\"”“]|,? (?:which|who|where|while|whereas|but|as part|under|that|said|according|was|were|is|are|will|has|"
    r"have|had|would|to)\b"
)
#: Who joins an agreement does something besides, whose fields they are: "by joining <Agreement:1>, <Country:2> …".
_JOINING: Final = re.compile(r"\b[Bb]y (?:joining|signing|acceding to)(?: the)? $")
_COMMA: Final = re.compile(r",? as well as |, and |, ")
_AND: Final = re.compile(r" and | & ")
_CUT: Final = re.compile(
    r" (?:with|for|using|through|by|between|at|from|via|based|aboard|<|among|within|over|under|on the)\b.*|<.*"
)
_PROJECT: Final = re.compile(r"<Project:(\d+)>")
_ITEM: Final = re.compile(r"[A-Za-z][\w'’/&-]*(?: [\w'’/&-]+){0,5}")
_EMPTY: Final = re.compile(
    r"(?:others?|more|the like|etc|cooperation|collaboration|joint (?:projects?|activities|missions?)|related|"
    r"other)\b|.*\b(?:areas?|fields?|interest|others|agreement|parties|years?)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an agreement: the index of the agreement, and a project's index or the words of a topic."""

    agreement: int
    project: int | None
    topic: str


def find_fields(sentence: str) -> Iterator[Field]:
    """The fields that a sentence, masked by `extractors.phrases.mask`, lists for its only agreement."""
    agreements = {int(n) for n in re.findall(r"<Agreement:(\d+)>", sentence)}
    if len(agreements) != 1:
        return
    (agreement,) = agreements
    first = sentence.index("<Agreement:")
    for cue in _CUE.finditer(sentence):
        if cue.start() < first or _JOINING.search(sentence, 0, first):
            continue
        rest = sentence[cue.end() :]
        masked = re.sub(r"<\w+:\d+>", lambda m: "x" * len(m[0]), rest)
        end = _END.search(masked)
        listed = rest[: end.start()] if end else rest
        if "," not in listed and " and " not in listed:
            continue
        items = [item.strip().removeprefix("in particular ") for item in _COMMA.split(listed)]
        for item in items:
            last = item is items[-1]
            yield from _fields(agreement, item, _AND.split(item) if last else [item])


def _fields(agreement: int, item: str, parts: Sequence[str]) -> Iterator[Field]:
    for number in _PROJECT.findall(item):
        yield Field(agreement, int(number), "")
    if re.match(r"(?:the|an?|its|their|to|in|for|on|by|\w+ed) ", item):  # not a field but something done in it
        return
    for part in parts:
        topic = _CUT.sub("", part).strip(" ,")
        if _ITEM.fullmatch(topic) and not _EMPTY.match(topic):
            yield Field(agreement, None, topic)
