"""Triage: whether an English article can state anything for the graph, told by words and known names, before any model.

It errs on the side of reading: an article is turned away only if nothing in it speaks for it. What counts, and how
much of it is enough, is `Signs.reason`, and nothing else.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from extractors.gazetteer import Gazetteer, load_gazetteer

#: Why an article is read.
Reason = Literal[
    "too short to tell",  # a sentence or two, where one name may be all that there is
    "agencies",  # two of them, or one and a word on space or on joint deeds
    "described agency",  # "the Ruritanian space agency": it needs no entry in the gazetteer
    "event or agreement",  # one that has a name of its own
    "agency and country",  # an everyday agency with a country other than its own
    "head of an agency",  # an everyday agency with a word for who leads it
    "countries in space",  # two countries and several words on space
    "launch site",  # with a word on space
    "joint deed in space",  # an agreement, a partner, a member … of nobody who is known, and several words on space
]

#: Agencies that all kinds of news name in passing: the name alone says nothing.
_EVERYDAY: Final = frozenset({"nasa", "esa"})
_THEIR_OWN: Final = "united-states"
_SHORT: Final = 150  #: characters

_DESCRIBED: Final = re.compile(
    r"\bspace\s+(?:agenc|research\s+(?:organi|cent|inst|agenc)|organi[sz]ation\b|administration\b|office\b|commission\b"
    r"|institute\b|council\b|activities\b|program(?:me)?s?\b|corporation\b|affairs\b|bureau\b|authority\b)",
    re.IGNORECASE,
)
#: No word of these families is about anything but space …
_SPACE: Final = (
    r"satellites?\b(?!\s+(?:tv|television|campus|offices?|towns?|channels?)\b)|(?:micro|nano|cube)sat"
    r"|spacecraft|space-?(?:flight|plane|port|walk)|astronaut|cosmonaut|taikonaut|in orbit\b|orbit(?:er|ing|al)"
    r"|launcher|launch (?:vehicle|pad|site|campaign)|lunar|earth[ -]observation|remote sensing|aerospace|aeronautic"
    r"|payload|telescope"
)
#: … and these are if others stand beside them.
_MAYBE: Final = (
    r"(?<!parking )(?<!open )(?<!green )(?<!safe )(?<!working )space(?!s\b)|orbit|moon\b|mars\b|rocket|probes?\b|launch"
)
_ABOUT: Final = re.compile(rf"\b(?:(?P<space>{_SPACE})|{_MAYBE})", re.IGNORECASE)
_DEED: Final = re.compile(
    r"\b(?:agree(?:ments?|d|s)\b|accords?\b|memorand|mous?\b|treat(?:y|ies)\b|conventions?\b|protocols?\b|pacts?\b"
    r"|(?:co-?)?sign(?:ed|ing|s|atory|atories)?\b|partner|co-?operat|collaborat|joint|allianc|consorti"
    r"|intergovernmental|bilateral|multilateral|charter|letters? of intent|declaration|barter|arrangement|access?ion"
    r"|acced|ratif|delegation|counterpart|talks\b|met with\b|members?\b|membership|contracts?\b)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(r"\b(?:administrator|director[- ]general|head of|president of|chief)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text shows at a glance."""

    agencies: frozenset[str] = frozenset()  #: keys of known ones
    countries: frozenset[str] = frozenset()  #: keys of known ones
    named: bool = False  #: a known event or agreement
    site: bool = False  #: a known launch site
    described: bool = False  #: an agency by its description
    space: int = 0  #: words on space; one of them at least is about nothing else if `sure`
    sure: bool = False
    deed: bool = False  #: a word on what parties do together
    head: bool = False  #: a word for who leads an agency

    @property
    def reason(self) -> Reason | None:
        """Why the article is worth reading, None if nothing speaks for it."""
        telling = self.agencies - _EVERYDAY
        if len(self.agencies) > 1 or (telling and (self.space or self.deed)) or (self.agencies and self.deed):
            return "agencies"
        if self.described:
            return "described agency"
        if self.named:
            return "event or agreement"
        if self.agencies and self.countries - {_THEIR_OWN}:
            return "agency and country"
        if self.agencies and self.head:
            return "head of an agency"
        about = self.sure and self.space > 1
        if about and len(self.countries) > 1:
            return "countries in space"
        if self.site and self.space:
            return "launch site"
        return "joint deed in space" if about and self.deed else None


class Triage:
    """Reads signs with the gazetteer's help: pure text, a fortieth of the time that a language model takes."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def signs(self, text: str) -> Signs:
        """The signs of ``text``."""
        known = [entry for _, _, entry in self.gazetteer.find(text)]
        about = list(_ABOUT.finditer(text))
        return Signs(
            agencies=frozenset(e.key for e in known if e.type == "Agency"),
            countries=frozenset(e.key for e in known if e.type == "Country"),
            named=any(e.type in {"Event", "Agreement"} for e in known),
            site=any(e.kind == "launch site" for e in known),
            described=_DESCRIBED.search(text) is not None,
            space=len(about),
            sure=any(m["space"] for m in about),
            deed=_DEED.search(text) is not None,
            head=_HEAD.search(text) is not None,
        )

    def reason(self, text: str) -> Reason | None:
        """Why an article with this text is read; None: it is kept without entities and claims, and no model sees it."""
        return "too short to tell" if len(text) < _SHORT else self.signs(text).reason


@cache
def load_triage() -> Triage:
    """Triage with the bundled gazetteer, made once a process."""
    return Triage(load_gazetteer())
