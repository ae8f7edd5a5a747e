"""Distribution: a sentence that says several things with one verb, written once for each of them.

Frames read one subject, one verb, one object. "A and B were launched in 2016 and 2018 respectively" and "A was launched
in 2016, B in 2018" are both written as "A was launched in 2016" and "B was launched in 2018" before frames are tried.
Sentences are masked (`extractors.phrases.mask`).
"""

import re
from typing import Final

_WORDS: Final = r"(?:(?:the|an?|its|their) )?(?:[a-z][\w-]* ){0,3}?"
_SLOT: Final = r"<(\w+):\d+>"
_SLOTS: Final = re.compile(_SLOT)
_LISTED: Final = rf"{_WORDS}<\w+:\d+>"
_LIST: Final = re.compile(rf"<\w+:\d+>(?:, {_LISTED})*,? and {_LISTED}")
_RESPECTIVELY: Final = re.compile(r",? respectively\b")
#: What follows the first clause: two mentions and nothing that could be a verb between or after them.
_CONJUNCT: Final = re.compile(
    r"(?:,? and|;(?: and)?|,) (?:(?:the|an?|its) )?(?P<first><\w+:\d+>)"
    rf"(?P<between>,? (?:(?:on|in|at|with|for|by|to|from|of|as) )?{_WORDS})(?P<second><\w+:\d+>)(?=[.;,]|,? and |$)"
)
_CLAUSE: Final = re.compile(r"(?:^|(?<=[.;:] )|(?<=, ))")
_PREPOSITION: Final = re.compile(r"\b(on|in|at|with|for|by|to|from|of|as) (?:the |an? |its )?(?:[a-z][\w-]* ){0,3}$")


def distribute(sentence: str) -> list[str]:
    """The sentence itself, or what it says with "respectively" or by leaving out a verb, one sentence for each."""
    paired = _respectively(sentence)
    return paired or [sentence, *_gapped(sentence)]


def _respectively(sentence: str) -> list[str]:
    """The two last lists of one length before "respectively", item by item; none where there are no such lists."""
    cue = _RESPECTIVELY.search(sentence)
    if cue is None:
        return []
    lists = [m for m in _LIST.finditer(sentence, 0, cue.start()) if len(set(_types(m[0]))) == 1]
    if not lists:
        return []
    *others, last = lists
    size = len(_types(last[0]))
    partners = [
        m
        for m in others
        if len(_types(m[0])) == size
        and not re.search(r"\bbetween (?:the )?$", sentence[: m.start()])
        and _types(m[0])[0] != "Title"
    ]
    if not partners or not re.fullmatch(r"(?: [a-z]+)?", sentence[last.end() : cue.start()]):
        return []
    first = partners[-1]
    head, middle = sentence[: first.start()], sentence[first.end() : last.start()]
    tail = sentence[last.end() : cue.start()] + sentence[cue.end() :]
    items = zip(_items(first[0]), _items(last[0]), strict=True)
    return [f"{head}{one}{middle}{other}{tail}" for one, other in items]


def _gapped(sentence: str) -> list[str]:
    """What "…, B in 2018" says after "A was launched in 2016": the first clause with B and 2018."""
    found = []
    for conjunct in _CONJUNCT.finditer(sentence):
        start = max(m.start() for m in _CLAUSE.finditer(sentence[: conjunct.start()]))
        clause = sentence[start : conjunct.start()]
        slots = list(_SLOTS.finditer(clause))
        types = _types(conjunct["first"] + conjunct["second"])
        if len(slots) < 2 or len(set(types)) == 1 or slots[-1].end() != len(clause) or slots[-1][1] != types[1]:
            continue
        before = [m for m in slots[:-1] if m[1] == types[0]]
        if not before or [m[1] for m in slots].count(types[1]) > 1:
            continue
        replaced, last = before[-1], slots[-1]
        said, left = _PREPOSITION.search(clause[: last.start()]), _PREPOSITION.search(conjunct["between"])
        if left and (not said or said[1] != left[1]):
            continue
        if not re.search(r"[a-z]{2}", clause[replaced.end() : last.start()]):
            continue
        middle = clause[replaced.end() : last.start()]
        found.append(f"{clause[: replaced.start()]}{conjunct['first']}{middle}{conjunct['second']}.")
    return found


def _types(masked: str) -> list[str]:
    return _SLOTS.findall(masked)


def _items(listed: str) -> list[str]:
    return [m[0] for m in _SLOTS.finditer(listed)]
