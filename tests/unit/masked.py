"""Reads sentences that show their mentions: ``[Agency CNES] and [Agency ISRO] met``."""

import re

from extractors.phrases import Slot

_MENTION = re.compile(r"\[([A-Z]\w+) ([^\]]+)\]")


def read(shown: str) -> tuple[str, list[Slot]]:
    """The plain sentence and its mentions; equal surfaces are one thing."""
    text, at = "", 0
    slots: list[Slot] = []
    indices: dict[tuple[str, str], int] = {}
    for match in _MENTION.finditer(shown):
        text += shown[at : match.start()]
        index = indices.setdefault((match[1], match[2]), len(indices))
        slots.append(Slot(len(text), len(text) + len(match[2]), match[1], index))
        text += match[2]
        at = match.end()
    return text + shown[at:], slots
