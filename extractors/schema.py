"""Schema: which predicates can hold between which kinds of things (the guideline's signatures)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

_ACTOR: Final = ("Agency", "Organization", "Country")

#: predicate -> (kinds of subject, kinds of object); Title, Topic and Date are the literals.
SIGNATURES: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "holdsPosition": (("Person",), ("Title",)),
    "positionAt": (("Person",), _ACTOR),
    "partyTo": (_ACTOR, ("Agreement",)),
    "signedBy": (("Agreement",), ("Person",)),
    "signedOn": (("Agreement",), ("Date",)),
    "signedAt": (("Agreement",), ("Place", "Event", "Country")),
    "concerns": (("Agreement",), ("Project", "Topic")),
    "cooperatesWith": (("Agency",), ("Agency",)),
    "participatesIn": (("Agency", "Country"), ("Project",)),
    "leads": (("Agency",), ("Project",)),
    "contributes": (("Agency",), ("Project",)),
    "partOf": (("Project",), ("Project",)),
    "launchDate": (("Project",), ("Date",)),
    "met": (("Person",), ("Person",)),
    "takesPlaceIn": (("Event",), ("Place", "Country")),
    "eventDate": (("Event",), ("Date",)),
    "agencyOf": (("Agency",), ("Country",)),
    "memberOf": (("Agency", "Country"), ("Organization", "Agency")),
}

#: The predicates that the relation classifier decides, in the order of its outputs (output 0 is the threshold).
RELATIONS: Final = tuple(SIGNATURES)


def _by_types() -> Mapping[tuple[str, str], frozenset[str]]:
    allowed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for predicate, (subjects, objects) in SIGNATURES.items():
        for s in subjects:
            for o in objects:
                allowed[s, o].add(predicate)
    return {types: frozenset(predicates) for types, predicates in allowed.items()}


#: (kind of subject, kind of object) -> predicates that can hold between them.
ALLOWED: Final = _by_types()
