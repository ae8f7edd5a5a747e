"""Mentions: sources that correct each other propose spans, the best of those that overlap stay."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from extractors.dates import DateMention
from extractors.gazetteer import Gazetteer
from extractors.names import DESCRIPTION, bare, is_acronym
from extractors.reader import Found
from extractors.state import Candidate
from kg.model import ENTITY_TYPES

#: A span does not end with one of these, nor consist of them.
_WEAK: Final = re.compile(r"(?:\s+(?:of|for|on|in|and|to|the|a|an|with|by|at|between|from))+$", re.I)
_EMPTY: Final = frozenset(
    "a an the of for on in and to with by at it its one they this that these those both no national international "
    "federal global".split()
)
_HEAD: Final = re.compile(r"['’]?s?\s+")  #: of "'s President" after a name that is a mention of its own
#: After a person's name, a word in small letters that is no particle, and all that follows.
_STRAY: Final = re.compile(
    r"(?<=[\w.]) (?!(?:al|ap|bin|bint|ibn|ben|da|das|de|degli|dei|del|della|den|der|di|do|dos|du|e|el|la|las|le|los|"
    r"of|ould|ten|ter|van|von|und|y|zu)\b)[a-z]{3,}\b.*"
)
#: What stands before a person's name without being part of it.
_RANK: Final = re.compile(
    r"(?:(?:H\. ?E|Gen|Lt|Maj|Brig|Col|Capt|Cmdr|Adm|Sgt|Eng|Prof|Dr|Mr|Mrs|Ms|Hon)(?:\.|$) ?"
    r"(?:\((?:ret|rtd)\.?\) ?)?)+"
)
#: A name that was cut at an initial: "Donald J" of "Donald J. Trump".
_CUT_SHORT: Final = re.compile(r"((?:[A-Z][\w'’-]+ ){1,3}[A-Z])\. [A-Z][\w-]+")
_BYLINE: Final = re.compile(r"[*_]*[Bb]y (?:[\w.'’-]+ ?){2,5}[*_]*")  #: who writes, not who acts
_INITIALS: Final = re.compile(r"(?:[A-Z]\.? ?){1,3}")
_MORE_INITIALS: Final = re.compile(r"(?:\b[A-Z]\. ?){1,2}[A-Z]\.\Z")  #: before the initial with which a name begins
#: What is worked on together is a project, though it has no name of its own.
_CAMPAIGN: Final = re.compile(
    r"\b(?:collaborat|cooperat|partner|work(?:ed|ing)? together)\w*(?: [a-z]+){0,4} on ((?:[a-z-]+ ){1,3}campaigns?)\b"
)
#: What describes an agency right before its name.
_DESCRIPTION: Final = re.compile(rf"{DESCRIPTION}\Z")
#: A place that goes on with one of these is the event held there: "the Paris Show".
_EVENT_NOUN: Final = re.compile(
    r" (?:(?:International|Global|Space|Air|World) ){0,2}"
    r"(?:Air ?[Ss]how|Airshow|Show|Salon|Congress|Summit|Symposium|Forum|Expo|Exhibition)\b"
)
#: What is apposed to a company's name: "Lumo, a start-up from Lima,".
_COMPANY: Final = re.compile(
    r", (?:which is )?an? (?:[\w-]+ ){0,4}?(?:start-?up|company|firm|manufacturer|contractor)"
    r"(?=[,.;)]| (?:from|in|based|of|that|which|with|developing|building|making)\b)"
)
_SURE: Final = 0.95  #: from here on the reader's type stands against the gazetteer's
_LONG: Final = 3  #: a known name of so many words says by itself what it is
_CONFUSED: Final = frozenset({"Agency", "Organization", "Project", "Event", "Person"})
_TOKEN: Final = re.compile(r"[^\W_]+")

#: Where the reader and the gazetteer disagree on a type, these are one choice and the gazetteer makes it.
_LOOSE: Final = ({"Agency", "Organization"}, {"Place", "Country"})


class Mentions:
    """Component ``kg_mentions``: needs ``doc._.names`` and ``doc._.dates``, assigns ``doc._.mentions``."""

    def __init__(self, gazetteer: Gazetteer, *, threshold: float) -> None:
        self.gazetteer = gazetteer
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Propose mentions and settle their overlaps."""
        text = doc.text
        proposals = [*self.from_reader(text, doc._.names, doc._.dates), *self.from_gazetteer(doc)]
        proposals += [Candidate(*m.span(1), "Project", 0.6, "form", m[1]) for m in _CAMPAIGN.finditer(text)]
        doc._.mentions = one_type(settle(proposals))
        return doc

    def from_reader(self, text: str, found: Iterable[Found], dates: Iterable[DateMention]) -> list[Candidate]:
        """The reader's spans that are likely enough, with the gazetteer's type where the name is known."""
        taken = {(d.start, d.end) for d in dates}
        kept = []
        for span in whole(text, found):
            start, end = trim(text, span)
            if span.type == "Agency":
                start = self.described(text, start)
            surface = text[start:end]
            telling = {token for token in _TOKEN.findall(surface.casefold()) if not token.isdigit()} - _EMPTY
            if span.probability < self.threshold or not telling or (start, end) in taken:
                continue
            if span.type == "Person" and _BYLINE.fullmatch(line_of(text, start, end)):
                continue
            company = span.type in {"Agency", "Project"} and _COMPANY.match(text, end)
            known = company and self.gazetteer.resolve(bare(surface))
            type = "Organization" if company and not known else self.known_type(surface, span)
            if type in {"Place", "Event"} and (noun := _EVENT_NOUN.match(text, end)):
                end, type, surface = noun.end(), "Event", text[start : noun.end()]
            kept.append(Candidate(start, end, type, span.probability, "reader", surface))
        return kept

    def from_gazetteer(self, doc: Doc) -> list[Candidate]:
        """Known names wherever they stand, if the name alone is telling."""
        text = doc.text
        return [
            Candidate(start, end, entry.type, 0.6, "gazetteer", text[start:end])
            for start, end, entry in self.gazetteer.find(doc)
        ]

    def described(self, text: str, start: int) -> int:
        """Where a name begins with the description before it: "Russian federal space agency" before "Roscosmos"."""
        words = _DESCRIPTION.search(text, max(0, start - 60), start)
        return words.start() if words and words[1].casefold() in self.gazetteer.demonyms else start

    def known_type(self, surface: str, span: Found) -> str:
        """The gazetteer's type for a known name, if it is easily taken for the reader's or the reader is not sure."""
        entry = self.gazetteer.resolve(bare(surface)) or self.gazetteer.resolve(self.without_adjective(surface))
        if entry is None and span.probability < _SURE and " " not in surface:  # one word, and nearly a known name
            entry = self.gazetteer.suggest(surface, "Agency")
        if entry is None or entry.type == span.type:
            return span.type
        if any({span.type, entry.type} <= group for group in _LOOSE):
            return entry.type
        telling = len(bare(surface).split()) >= _LONG
        doubted = (telling or span.probability < _SURE) and span.type in _CONFUSED and entry.type in _CONFUSED
        return entry.type if doubted else span.type

    def without_adjective(self, surface: str) -> str:
        """``Russian Interhelioprobe`` without what says whose it is."""
        first, _, rest = bare(surface).partition(" ")
        return rest if first.casefold() in self.gazetteer.demonyms else ""


def line_of(text: str, start: int, end: int) -> str:
    """The line that holds the characters ``start`` to ``end``, without the white space around it."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if last < 0 else last].strip()


def whole(text: str, found: Iterable[Found]) -> list[Found]:
    """The spans with broken names together again: ``Jean-`` and ``Yves Le Gall``, ``A. N`` and ``Permyakov``.

    What a name is broken from without being part of it goes: ``H.E``.
    """
    joined: list[Found] = []
    for span in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.type == span.type == "Person"
            and _INITIALS.fullmatch(text, last.start, last.end)
            and re.fullmatch(r"\.? ?", text[last.end : span.start])
        ):
            honoured = text[last.start : last.end].replace(" ", "") in {"H.E", "HE"}
            start = span.start if honoured else last.start
            joined[-1] = Found(start, span.end, span.type, max(last.probability, span.probability))
            continue
        if (
            last
            and last.type == span.type
            and re.fullmatch("-?", text[last.end : span.start])
            and ("-" in text[last.end - 1 : span.start + 1])
        ):
            joined[-1] = Found(last.start, span.end, span.type, max(last.probability, span.probability))
        else:
            joined.append(span)
    return joined


def trim(text: str, span: Found) -> tuple[int, int]:
    """The span without what cannot belong to it: a possessive before it, small words after it, verbs after a person."""
    start, end = span.start, span.end
    if "\n" in text[start:end]:  # a heading and the line after it are never one name
        line = max(re.finditer(r"[^\n]+", text[start:end]), key=lambda m: m.end() - m.start())
        start, end = start + line.start(), start + line.end()
    if span.type == "Person" and (dash := re.search(r".* [-–—] ", text[start:end])):  # a dateline before a name
        start += dash.end()
    if span.type == "Person" and (initials := _MORE_INITIALS.search(text, max(0, start - 8), start + 2)):
        start = initials.start()
    if span.type == "Person" and (cut := _CUT_SHORT.match(text, start)) and cut.end(1) == end:
        end = cut.end()
    if span.type == "Person" and (rank := _RANK.match(text, start, end)):
        start = rank.end()
    while start < end and not text[start].isalnum():  # a dash or bullet before a name
        start += 1
    head = _HEAD.match(text, start, end)
    if head and start and (text[start - 1].isalnum() or text[start - 1] in "'’"):
        start = head.end()
    surface = _WEAK.sub("", text[start:end])
    if span.type == "Person" and (stray := _STRAY.search(surface)) and surface[:1].isupper():
        surface = surface[: stray.start()]
    return start, start + len(surface.rstrip())


def settle(proposals: Sequence[Candidate]) -> list[Candidate]:
    """The proposals without overlaps: the reader's before the gazetteer's, the more probable before the longer.

    A known name that contains a span of its own kind wins over it: the reader has cut it short.
    """
    cut = [
        c
        for c in proposals
        if c.source == "reader"
        and any(
            g.source == "gazetteer"
            and g.start <= c.start
            and c.end <= g.end
            and len(g.text) > len(c.text)
            and _akin(g, c)
            for g in proposals
        )
    ]
    kept: list[Candidate] = []
    rank = {"reader": 0, "gazetteer": 1, "form": 2}
    for candidate in sorted(
        (c for c in proposals if c not in cut), key=lambda c: (rank[c.source], -c.probability, c.start - c.end, c.start)
    ):
        if candidate.type in ENTITY_TYPES and not any(
            c.start < candidate.end and candidate.start < c.end for c in kept
        ):
            kept.append(candidate)
    return sorted(kept)


def one_type(mentions: Sequence[Candidate]) -> list[Candidate]:
    """The same mentions; an acronym is of one type throughout the article, the one that is likeliest over all.

    The surname of a person of the article is that person, not an agency of that name.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        if is_acronym(mention.text):
            weights[mention.text][mention.type] += mention.probability
    likeliest = {text: max(sorted(types), key=lambda t: types[t]) for text, types in weights.items()}
    people = [m.text.split() for m in mentions if m.type == "Person"]
    surnames = {words[-1] for words in people if len(words) > 1 and all(word.istitle() for word in words)}

    def type_of(mention: Candidate) -> str:
        if mention.source == "reader" and mention.type == "Agency" and mention.text in surnames:
            return "Person"
        return likeliest.get(mention.text, mention.type)

    return [replace(m, type=type_of(m)) for m in mentions]


def _akin(a: Candidate, b: Candidate) -> bool:
    return a.type == b.type or any({a.type, b.type} <= group for group in _LOOSE)
