"""Scoring: the evidence that two profiles are of one thing, each piece by its name and weight, and the vetoes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz

from extractors.folding import fold
from extractors.names import is_acronym
from kg.resolution.names import (
    Agreement,
    compare_events,
    compare_names,
    compare_people,
    compare_projects,
    is_common,
    project_name,
)
from kg.resolution.profile import Profile, bounds
from kg.resolution.weights import PRIOR, WEIGHTS, probability

#: Days by which two reports of one signing may differ.
_NEAR: Final = 7
#: Days by which a signing may come after, or before, the day for which it was planned.
_SLIPPED: Final = 120
_CAREER: Final = 730
_LIKE_TOPIC: Final = 62

#: Kinds of agreement that are never one text.
_LOOSE_KINDS: Final = frozenset({"accords", "joint statement"})
_ALIKE_KINDS: Final = ({"letter of intent", "declaration of intent"}, {"framework agreement", "treaty"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the comparison of two profiles says: a probability, its reasons, and what excludes it (empty if nothing)."""

    score: float
    reasons: tuple[str, ...]
    veto: str = ""
    silent: bool = False  #: the names have nothing in common: only a third thing, known by both, can speak for it


_RANK: Final[dict[Agreement, int]] = {"same": 3, "compatible": 2, "unlike": 1, "conflict": 0}
_BY_TYPE: Final[dict[str, Callable[[str, str], Agreement]]] = {
    "Person": compare_people,
    "Project": compare_projects,
    "Event": compare_events,
}


def judge(a: Profile, b: Profile) -> Judgement:
    """Compare two profiles. The order does not matter."""
    veto = vetoed(a, b)
    if veto:
        return Judgement(0.0, (veto,), veto)
    evidence = tuple(_EVIDENCE[a.type](a, b))
    total = PRIOR[a.type] + sum(WEIGHTS[reason] for reason in evidence)
    reasons = tuple(f"{reason} ({WEIGHTS[reason]:+.1f})" for reason in evidence)
    return Judgement(probability(total), reasons, silent="unlike name" in evidence)


def vetoed(a: Profile, b: Profile) -> str:
    """What excludes that both are one thing, whatever else speaks for it; empty if nothing does."""
    if a.type != b.type and {a.type, b.type} != {"Agency", "Organization"}:
        return "other type"
    if a.link and b.link and a.link != b.link:
        return "two entries of the gazetteer"
    if a.type in ("Person", "Project", "Event") and _name(a, b) == "conflict":
        return {"Person": "other given names", "Project": "other number", "Event": "other edition"}[a.type]
    if a.type == "Agreement":
        return _vetoed_agreements(a, b)
    if a.type == "Event" and a.of("sure") and b.of("sure") and not a.of("year") & b.of("year"):
        return "other year"
    if a.type == "Place" and a.of("inside") and b.of("inside") and not a.of("inside") & b.of("inside"):
        return "other region"
    if a.type == "Place" and _name(a, b) == "conflict":
        return "other number"
    if a.type == "Project" and a.dates and b.dates and _apart(a, b) > 366:
        return "other launch"
    if a.type in ("Agency", "Organization", "Country"):
        if a.of("country") and b.of("country") and not a.of("country") & b.of("country"):
            return "other country"
        if _name(a, b) == "conflict":
            return "other number"
    return ""


def _vetoed_agreements(a: Profile, b: Profile) -> str:
    if bool(a.of("amends")) != bool(b.of("amends")):
        return "an agreement and its amendment"
    sure = a.dates - a.of("doubted"), b.dates - b.of("doubted")
    if all(sure) and _gap(*sure) > 31:
        return "other signing date"
    parties_a, parties_b = a.of("party"), b.of("party")
    if len(parties_a) > 1 and len(parties_b) > 1 and not _overlap(parties_a, parties_b):
        return "" if a.of("side") & b.of("side") else "other parties"
    projects = [compare_projects(x, y) for x, y in product(a.of("project"), b.of("project"))]
    if projects and all(p == "conflict" for p in projects):
        return "about another number of the series"
    return ""


def _name(a: Profile, b: Profile) -> Agreement:
    """How the names agree at best; for people and projects the fullest names decide whether they exclude each other."""
    if a.type == "Project" and _facilities(a) != _facilities(b):
        return "unlike"  # "the Kulik Observatory, or Kulik" is not the satellite Kulik
    compare = _BY_TYPE.get(a.type, compare_names)
    found = {compare(*sorted(pair)) for pair in product(a.names, b.names)}
    if "same" in found and (a.type != "Person" or "conflict" not in found):
        return "same"
    if "conflict" in found:
        return "conflict"
    return max(found, key=_RANK.__getitem__)


def _facilities(profile: Profile) -> set[str]:
    return {project_name(name).facility for name in profile.names} - {""}


def _overlap(a: frozenset[str], b: frozenset[str]) -> int:
    """How many references of one side are on the other: by their entry, else by alike names."""
    shared = a & b
    unlinked = [y for y in b - shared if y[0] == "~"]
    return len(shared) + sum(any(same_reference(x, y) for y in unlinked) for x in a - shared if x[0] == "~")


@cache
def same_reference(x: str, y: str) -> bool:
    """Whether two references to what the gazetteer does not know (see `Profile`) can be one thing."""
    return x == y or compare_names(*sorted((x[1:], y[1:]))) in ("same", "compatible")


def _people(a: Profile, b: Profile) -> Iterator[str]:
    name = _name(a, b)
    yield f"{name} name"
    if name == "unlike":
        return
    yield from _employers(a, b)
    if a.of("title") & b.of("title"):
        yield "same title"
    if a.of("signed") & b.of("signed"):
        yield "signed the same agreement"
    if a.of("beside") and b.of("beside") and _any(compare_people, a.of("beside"), b.of("beside")):
        yield "signed beside the same people"
    if a.of("met") and b.of("met") and _any(compare_people, a.of("met"), b.of("met")):
        yield "met the same people"
    around = _overlap(a.of("around"), b.of("around"))
    if around:
        yield "same agencies around"
    elif a.of("around") and b.of("around"):
        yield "nothing in common around"


def _employers(a: Profile, b: Profile) -> Iterator[str]:
    """Where one article names no employer, that of the other may still be in its news."""
    one, other = a.of("employer"), b.of("employer")
    if one and other and _overlap(one, other):
        yield "same employer"
    elif one and other:
        known = one & b.of("around") or other & a.of("around")
        yield "employer of years before" if known and _years_between(a, b) else "other employer"
    elif (one & b.of("around")) or (other & a.of("around")):
        yield "employer in the news"


def _years_between(a: Profile, b: Profile) -> bool:
    """Whether so much time passed between the news of both that somebody may well work elsewhere."""
    return bool(a.first and b.first) and _days(f"{a.first}/{a.last}", f"{b.first}/{b.last}") > _CAREER


def _agreements(a: Profile, b: Profile) -> Iterator[str]:
    yield from _parties(a, b)
    yield from _signing(a, b)
    kinds = a.of("kind"), b.of("kind")
    if all(kinds):
        if kinds[0] & kinds[1] or any(kinds[0] | kinds[1] <= group for group in _ALIKE_KINDS):
            yield "same kind"
        elif not (kinds[0] | kinds[1]) & _LOOSE_KINDS:
            yield "other kind"
    yield from _subjects(a, b)
    if a.of("founds") and b.of("founds") and _any(compare_projects, a.of("founds"), b.of("founds")):
        yield "founds the same body"
    if a.of("signer") and b.of("signer"):
        yield "same signer" if _any(compare_people, a.of("signer"), b.of("signer")) else "other signers"
    if a.of("amends"):  # both do: else there is a veto
        yield "both amend"
    if a.of("at") and b.of("at") and _same_occasion(a.of("at"), b.of("at")):
        yield "same place or event"


def _subjects(a: Profile, b: Profile) -> Iterator[str]:
    """What both are about; where one article does not say it, whether it speaks of the other's project."""
    if a.of("project") and b.of("project"):
        if _any(compare_projects, a.of("project"), b.of("project")):
            yield "same project"
    else:
        for one, other in ((a, b), (b, a)):
            if one.of("project") and _any(compare_projects, one.of("project"), other.of("spoken")):
                yield "its project in the news"
    topics = [*a.of("topic"), *a.of("project")], [*b.of("topic"), *b.of("project")]
    if a.of("topic") and b.of("topic"):
        like = max(fuzz.token_set_ratio(fold(x), fold(y)) for x, y in product(*topics))
        yield "same topic" if like >= _LIKE_TOPIC else "other topic"


def _parties(a: Profile, b: Profile) -> Iterator[str]:
    one, other = _comparable(a.of("party"), b.of("party")), _comparable(b.of("party"), a.of("party"))
    if len(one) < 2 or len(other) < 2:
        yield from _half_known_parties(a, b)
        return
    shared = min(_overlap(one, other), _overlap(other, one))
    fewer, more = sorted((len(one), len(other)))
    if shared == more:
        yield "same parties"
    elif a.of("side") == b.of("side") and len(a.of("side")) > 1:
        yield "parties of the same countries"
    elif shared == fewer == more - 1:
        yield "one party more"
    elif shared == fewer or shared > 1:
        yield "some parties the same"
    else:
        yield "other parties"


def _comparable(parties: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Without what may be misread: names that neither the gazetteer nor the other side has."""
    return frozenset(p for p in parties if p[0] != "~" or _overlap(frozenset({p}), others))


def _same_occasion(a: frozenset[str], b: frozenset[str]) -> bool:
    unlinked = (frozenset(at[1:] for at in side if at[0] == "~") for side in (a, b))
    return bool(_overlap(a, b)) or _any(compare_events, *unlinked)


def _linked(parties: frozenset[str]) -> frozenset[str]:
    """Those in the gazetteer, if they are two or more: others may be misread."""
    known = frozenset(party for party in parties if party[0] != "~")
    return known if len(known) > 1 else parties


def _half_known_parties(a: Profile, b: Profile) -> Iterator[str]:
    """Where one article does not name both parties: whether the other's parties are in its news at all."""
    fuller, other = sorted((a, b), key=lambda p: len(p.of("party")), reverse=True)
    parties = _linked(fuller.of("party"))
    if len(parties) < 2:
        if parties and _overlap(parties, other.of("party")):
            yield "some parties the same"
        return
    met = _overlap(parties, other.of("party") | other.of("around"))
    yield "parties in the news" if met > 1 else "parties not in the news"


def _signing(a: Profile, b: Profile) -> Iterator[str]:
    """What the dates of signing say, known, planned, or only bounded by when the news came."""
    if a.dates and b.dates:
        apart = _apart(a, b)
        if apart == 0:
            yield _precision(a.dates, b.dates)
        else:
            doubtful = a.dates <= a.of("doubted") or b.dates <= b.of("doubted")
            yield "near days" if apart <= _NEAR else "doubtful dates far apart" if doubtful else "dates far apart"
        return
    for one, other in ((a, b), (b, a)):
        if one.planned and (other.dates or other.planned):
            gap = _gap(one.planned, other.dates or other.planned)
            if gap == 0:
                yield _precision(one.planned, other.dates or other.planned)
            else:
                yield "planned for about then" if gap <= _SLIPPED else "dates far apart"
            return
    for one, other in ((a, b), (b, a)):
        if (one.dates or one.planned) and other.first and not other.dates and not other.planned:
            gap = _gap(one.dates or one.planned, frozenset({other.first}))
            if gap <= _NEAR:
                yield "signed when reported"
            elif bounds(other.first)[1] < min(bounds(d)[0] for d in one.dates or one.planned):
                if gap <= _SLIPPED:
                    yield "announced before"
                elif other.asserted:
                    yield "dates far apart"  # concluded, it said, long before this one was
            return


def _precision(a: frozenset[str], b: frozenset[str]) -> str:
    shortest = min(max(len(d) for d in a), max(len(d) for d in b))
    return {4: "same year", 7: "same month"}.get(shortest, "same day")


def _projects(a: Profile, b: Profile) -> Iterator[str]:
    name = _name(a, b)
    yield f"{name} name"
    if name == "unlike":
        return
    if name == "compatible":
        yield "first of a series"
    partners = a.of("partner"), b.of("partner")
    if all(partners):
        yield "same partners" if _overlap(*partners) else "other partners"
    if a.dates and b.dates and _apart(a, b) == 0 and _precision(a.dates, b.dates) != "same year":
        yield "same launch"
    for role in ("whole", "part"):
        if a.of(role) and b.of(role) and _any(compare_projects, a.of(role), b.of(role)):
            yield "same mission"


def _events(a: Profile, b: Profile) -> Iterator[str]:
    yield f"{_name(a, b)} name"
    if a.of("year") & b.of("year"):
        yield "same year of the event"
    elif a.of("year") and b.of("year"):
        yield "dates far apart"
    if not (a.of("sure") and b.of("sure")):
        yield "year taken from the news"
    if a.of("place") and b.of("place"):
        yield "same place or event" if _overlap(a.of("place"), b.of("place")) else "other place"


def _places(a: Profile, b: Profile) -> Iterator[str]:
    name = _name(a, b)
    yield f"{name} name"
    if name == "unlike":
        return
    inside_a, inside_b = a.of("inside"), b.of("inside")
    if inside_a and inside_b:
        yield "same region"
    elif inside_a or inside_b:
        known, context = (inside_a, b.of("around")) if inside_a else (inside_b, a.of("around"))
        if context:
            yield "same countries around" if known & context else "other countries around"
    elif a.of("around") and b.of("around"):
        yield "same countries around" if a.of("around") & b.of("around") else "other countries around"
    if a.of("event") and b.of("event") and _any(compare_events, a.of("event"), b.of("event")):
        yield "same place or event"


def _actors(a: Profile, b: Profile) -> Iterator[str]:
    name = _name(a, b)
    acronyms = all(map(is_acronym, a.names)) or all(map(is_acronym, b.names))
    common = not a.link and not b.link and all(map(is_common, a.names | b.names))
    if acronyms and name in ("same", "compatible"):
        yield "acronym of the name"
    else:
        yield "same common name" if common and name == "same" else f"{name} name"
    if name == "unlike":
        return
    if a.of("country") & b.of("country"):
        yield "same country"
    elif (a.of("country") & b.of("near")) or (b.of("country") & a.of("near")):
        yield "its country in the news"
    elif (a.of("country") and b.of("near")) or (b.of("country") and a.of("near")):
        yield "other countries in the news"
    elif common and a.of("near") and b.of("near"):
        yield "same countries around" if a.of("near") & b.of("near") else "other countries around"
    if a.of("staff") and b.of("staff") and _any(compare_people, a.of("staff"), b.of("staff")):
        yield "same staff"
    if a.of("around") & b.of("around"):
        yield "same agencies around"


def _any(compare: Callable[[str, str], Agreement], a: frozenset[str], b: frozenset[str]) -> bool:
    return any(compare(*sorted(pair)) in ("same", "compatible") for pair in product(a, b))


def _gap(a: frozenset[str], b: frozenset[str]) -> int:
    """Days between the closest of two sets of dates; 0 where they can be the same day."""
    return min(_days(x, y) for x, y in product(a, b))


def _apart(a: Profile, b: Profile) -> int:
    return _gap(a.dates, b.dates)


@cache
def _days(x: str, y: str) -> int:
    (first_x, last_x), (first_y, last_y) = bounds(x), bounds(y)
    if first_x <= last_y and first_y <= last_x:
        return 0
    return max((first_y - last_x).days, (first_x - last_y).days)


_EVIDENCE: Final[dict[str, Callable[[Profile, Profile], Iterator[str]]]] = {
    "Agency": _actors,
    "Organization": _actors,
    "Country": _actors,
    "Person": _people,
    "Agreement": _agreements,
    "Project": _projects,
    "Event": _events,
    "Place": _places,
}
