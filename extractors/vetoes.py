"""Vetoes: words before a mention after which it is not what the reader may take it for.

A witness is no signer, a news agency that is quoted is no party, and the day on which an accord entered into force is
not the day on which it was signed.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

#: predicate -> (whether it is the object that the words stand before, the words)
_BEFORE: Final[Mapping[str, tuple[bool, re.Pattern[str]]]] = {
    "signedBy": (
        True,
        re.compile(
            r"(?:[Ii]n the presence of|[Ii]n place of|[Ii]nstead of|[Uu]nlike|"
            r"[Ww]itnessed by|attended by|watched by|flanked by|succeed(?:s|ed|ing)|replac(?:es|ed|ing)|over from|"
            r"(?:welcomed|greeted|hosted) by|joined by|alongside|in front of)"
            r"(?: (?:[A-Z][\w.'’-]*|of|for|the|and|both|then|Ambassador)){0,10} ?$"
        ),
    ),
    "partyTo": (
        False,
        re.compile(
            r"(?:[Aa]ccording to|told|quoted by|reported by|reports?|[Ii]nstead of|rather than|[Uu]nlike|without|"
            r"excluding|(?:welcomed|praised|hailed|criticised|criticized) by|"
            r"(?:[Ww]itnessed by|[Ii]n the presence of)(?: [A-Z][\w.'’-]*){1,5},? (?:[a-z ]{0,30})?(?:of|from|at)|"
            r"(?:[Aa]t|[Ii]n) the (?:headquarters|offices?|premises|seat|centre|center) of)(?: the)? ?$"
        ),
    ),
    "signedAt": (True, re.compile(r"(?:discussed|debated|praised|presented|criticised|criticized) in(?: the)? ?$")),
    "signedOn": (
        True,
        re.compile(
            r"(?:(?:enter(?:ed|s)?|came|comes?|will enter|been) (?:into|in) (?:force|effect)|in force|effective|"
            r"t(?:ook|akes?) effect|launch(?:ed|es|ing)?(?: [\w-]+){1,3}|"
            r"expir\w+|ran|runs|run|valid|ratified|approved|published|terminated|lapsed|lasts?|until|through|"
            r"by the end of|extended|prolonged|renewed)"
            r"(?: (?:on|in|from|since|until|to|till|through|by|the end of|the))* ?$"
        ),
    ),
}


#: After whom an agreement is another's.
_ONLOOKER: Final = re.compile(r" (?:has |have )?(?:welcomed|praised|hailed|criticised|criticized|condemned)\b")

#: A sentence that asks whether something is so.
_QUESTION: Final = re.compile(
    r"[\"“]?(?:Will|Would|Did|Does|Do|Is|Are|Was|Were|Has|Have|Can|Could|Should)\b.*\?\W*", re.S
)

#: Between a date and an event: it is the day of what happens within the event.
_WITHIN: Final = re.compile(
    r",? (?:during|at|on the (?:sidelines|margins|occasion|fringes) of|in the margins of)(?: the)? ?"
)

_OF: Final = re.compile(r" (?:of|at) (?:the )?")

#: Two who were named in the sentence before, or in this one.
_BOTH: Final = re.compile(
    r"\b(?:Both|The two) (?:men|women|leaders|officials|ministers|heads|chiefs|presidents|directors|administrators)\b"
)
_END: Final = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\.[A-Za-z])[.!?]\s+(?=[A-Z“\"])")
#: Whose house it is that others meet in.
_HOST: Final = re.compile(r"\b(?:at|in) the (?:headquarters|offices?|premises|seat) of(?: the)? ?$", re.I)
#: Where somebody is sent, and not who sends them.
_SENT: Final = re.compile(
    r"\b(?:ambassador|envoy|consul|commissioner|delegate|representative)s? (?:to|in)(?: the)? ?$", re.I
)
#: "A signed for the agency, and the minister B for the country": the agency is not B's.
_AND_ANOTHER: Final = re.compile(r",? and (?:(?:the )?[A-Z][\w.]* ){0,4}")
_FOR_ANOTHER: Final = re.compile(r",? (?:did so |signed )?(?:for|on behalf of) ")

#: Honours and ranks that the guideline does not count as positions.
_HONOURS: Final = re.compile(
    r"(?:the )?(?:academician|professor|doctor|dr|mr|mrs|ms|sir|dame|"
    r"(?:lt |lieutenant |brig |maj |major )?gen(?:eral)?|col(?:onel)?|captain|h\.? ?e|"
    r"(?:his|her) excellency)\.?",
    re.I,
)


def honorary(title: str) -> bool:
    """Whether a title is an honour or a rank and no position."""
    return bool(_HONOURS.fullmatch(title))


def only_asked(sentences: Iterable[str]) -> bool:
    """Whether all the sentences that speak of something ask whether it is so."""
    return all(_QUESTION.fullmatch(s) for s in sentences)


def vetoed(predicate: str, subject: tuple[int, int], object: tuple[int, int], text: str) -> bool:
    """Whether the words before the telling mention forbid a claim. Spans are characters of ``text``."""
    if predicate == "eventDate" and object[1] <= subject[0]:
        return bool(_WITHIN.fullmatch(text, object[1], subject[0]))
    if predicate in {"positionAt", "holdsPosition"} and text[subject[0]].islower():  # "the head of the Russian agency"
        if predicate == "holdsPosition":
            return not (subject[0] <= object[0] < subject[1] or object[0] <= subject[0] < object[1])
        owner = _OF.match(text, subject[1])
        return owner is not None and not object[0] - len("the ") <= owner.end() <= object[1]
    if predicate == "positionAt" and _SENT.search(text, max(0, object[0] - 40), object[0]):
        return True
    if predicate == "positionAt" and _AND_ANOTHER.fullmatch(text, object[1], subject[0]):
        return bool(_FOR_ANOTHER.match(text, subject[1]))
    both = _BOTH.search(text, object[1], subject[0]) if predicate == "signedBy" else None
    if both and len(_END.findall(text, object[1], both.start() + 1)) > 1:
        return True
    if predicate == "cooperatesWith":
        return any(_HOST.search(text, max(0, start - 40), start) for start, _ in (subject, object))
    if predicate == "partyTo" and _ONLOOKER.match(text, subject[1]):
        return True
    rule = _BEFORE.get(predicate)
    if rule is None:
        return False
    of_object, words = rule
    start = object[0] if of_object else subject[0]
    return bool(words.search(text, max(0, start - 90), start))
