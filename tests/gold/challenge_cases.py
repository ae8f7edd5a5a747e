"""The challenge cases as data/gold/challenge/*.yaml states them: one construction a file, README.md there says how."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any, Final

import yaml

from kg.annotation import Fact, GoldArticle, GoldEntity
from kg.config import resource
from kg.model import AGREEMENT_TYPES, ENTITY_TYPES, PREDICATES, SYMMETRIC, Article

#: What each predicate's subject and object are, unless a file's ``types`` says otherwise; None for a literal.
_SLOTS: Final[Mapping[str, tuple[str, str | None]]] = {
    "holdsPosition": ("Person", None),
    "positionAt": ("Person", "Agency"),
    "partyTo": ("Agency", "Agreement"),
    "signedBy": ("Agreement", "Person"),
    "signedOn": ("Agreement", None),
    "signedAt": ("Agreement", "Place"),
    "agreementType": ("Agreement", None),
    "concerns": ("Agreement", None),
    "cooperatesWith": ("Agency", "Agency"),
    "participatesIn": ("Agency", "Project"),
    "leads": ("Agency", "Project"),
    "contributes": ("Agency", "Project"),
    "partOf": ("Project", "Project"),
    "launchDate": ("Project", None),
    "met": ("Person", "Person"),
    "takesPlaceIn": ("Event", "Place"),
    "eventDate": ("Event", None),
    "agencyOf": ("Agency", "Country"),
    "memberOf": ("Agency", "Agency"),
}
_EXPECTED: Final = {"facts": "asserted", "planned": "planned", "negated": "negated"}
_OPEN: Final = {"open": "asserted", "open_planned": "planned", "open_negated": "negated"}
_KEYS: Final = {"text", "published", "also", "absent", *_EXPECTED, *_OPEN}
_FACT: Final = re.compile(r"(\w+)\((.+)\)")


@dataclass(frozen=True, slots=True)
class Case:
    """One text: the facts that it states, those that it must not yield, and those that the guideline leaves open."""

    id: str  #: construction/group/variant
    construction: str
    article: Article
    entities: Mapping[str, GoldEntity]
    expected: tuple[Fact, ...]
    absent: tuple[Fact, ...]
    open: tuple[Fact, ...]

    @property
    def group(self) -> str:
        """The pair or triple that the case belongs to."""
        return self.id.rpartition("/")[0]

    def gold(self, facts: tuple[Fact, ...]) -> GoldArticle:
        """The case as an annotated article that states these facts."""
        return GoldArticle(self.article, self.entities, facts)


def folder() -> Path:
    """Where the challenge cases lie."""
    return resource("data/gold/challenge")


def load_cases() -> list[Case]:
    """All cases, by file and in the order of the file. Raises `ValueError` naming the case that is not well formed."""
    return [case for file in sorted(folder().glob("*.yaml")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    content = yaml.load(file.read_text(encoding="utf-8"), _UniqueKeys)
    types = {name: kind for kind, names in (content.get("types") or {}).items() for name in names}
    for group, variants in content["groups"].items():
        for variant, data in variants.items():
            id = f"{file.stem}/{group}/{variant}"
            try:
                yield _case(id, content["construction"], data, content["published"], types)
            except ValueError as error:
                raise ValueError(f"{file}: {id}: {error}") from error


def _case(id: str, construction: str, data: Mapping[str, Any], published: dt.date, types: Mapping[str, str]) -> Case:
    if unknown := set(data) - _KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}; a case has {sorted(_KEYS)}")
    expected = _facts_below(data, _EXPECTED)
    absent = _facts_below(data, {"absent": "asserted"})
    left_open = _facts_below(data, _OPEN)
    if both := (set(expected) & {*absent, *left_open}) | (set(absent) & set(left_open)):
        raise ValueError(f"said twice: {sorted(both)}")
    kinds = _types((*expected, *left_open, *absent), types)
    text, also = data["text"], data.get("also", {})
    _check(text, kinds, (*expected, *left_open), also)
    return Case(
        id,
        construction,
        Article(id, text, published=data.get("published", published)),
        {
            _key(name): GoldEntity(kind, _name(name, expected), {s: text.count(s) for s in (name, *also.get(name, ()))})
            for name, kind in kinds.items()
        },
        _keyed(expected, kinds),
        _keyed(absent, kinds),
        _keyed(left_open, kinds),
    )


def _key(name: str) -> str:
    """What facts call an entity: unlike any literal, since "letter of intent" is both a thing and a type."""
    return f"<{name}>"


def _keyed(facts: tuple[Fact, ...], entities: Mapping[str, str]) -> tuple[Fact, ...]:
    def end(predicate: str, object: str) -> str:
        named = _SLOTS[predicate][1] or (predicate == "concerns" and object in entities)
        return _key(object) if named else object

    return tuple((_key(s), p, end(p, o), modality) for s, p, o, modality in facts)


def _name(name: str, facts: tuple[Fact, ...]) -> str:
    """A descriptive name for an agreement, as the guideline asks: its parties, then what the text calls it."""
    return " ".join([*(s for s, p, o, _ in facts if (p, o) == ("partyTo", name)), name])


def _facts_below(data: Mapping[str, Any], keys: Mapping[str, str]) -> tuple[Fact, ...]:
    found = []
    for key, modality in keys.items():
        value = data.get(key, [])
        for line in [value] if isinstance(value, str) else value:
            for part in line.split(";"):
                found += [(s, p, o, modality) for s, p, o in parse_facts(part.strip())]
    if len(set(found)) < len(found):
        raise ValueError("states a fact twice")
    return tuple(found)


def parse_facts(text: str) -> list[tuple[str, str, str]]:
    """Facts that ``predicate(A + B, C)`` states: for each subject and object; ``cooperatesWith(A + B)``: all pairs."""
    match = _FACT.fullmatch(text)
    if match is None or match[1] not in PREDICATES:
        raise ValueError(f"not a fact: {text!r} (write predicate(subject, object))")
    predicate = match[1]
    subjects, _, objects = match[2].partition(", ")
    if objects:
        return [(s, predicate, o) for s, o in product(subjects.split(" + "), objects.split(" + "))]
    if not any(predicate == p for p in SYMMETRIC) or " + " not in subjects:
        raise ValueError(f"no object: {text!r}")
    return [(s, predicate, o) for s, o in combinations(subjects.split(" + "), 2)]


def _types(facts: tuple[Fact, ...], declared: Mapping[str, str]) -> dict[str, str]:
    """The type of everything that facts speak of, by its place in them."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, object, _ in facts:
        kinds = _SLOTS[predicate]
        found[subject].add(kinds[0])
        if kinds[1]:
            found[object].add(kinds[1])
        elif predicate == "concerns" and object in declared:
            found[object].add(declared[object])
    result: dict[str, str] = {}
    for name, types in found.items():
        kind = declared.get(name) or (types.pop() if len(types) == 1 else "")
        if kind not in ENTITY_TYPES:
            raise ValueError(f"the type of {name!r} is not clear: declare it below types:")
        result[name] = kind
    return result


def _check(text: str, entities: Mapping[str, str], facts: tuple[Fact, ...], also: Mapping[str, Sequence[str]]) -> None:
    """Everything that is expected is in the text in these words."""
    said = text.casefold()
    named = {end for s, _, o, _ in facts for end in (s, o) if end in entities}
    missing = [name for name in also if name not in entities]
    missing += sorted(name for name in (*named, *chain(*also.values())) if name not in text)
    missing += [o for _, p, o, _ in facts if p == "concerns" and o.casefold() not in said]
    missing += [o for _, p, o, _ in facts if p == "holdsPosition" and not all(w in said for w in o.casefold().split())]
    missing += [o for _, p, o, _ in facts if p == "agreementType" and o not in AGREEMENT_TYPES]
    if missing:
        raise ValueError(f"not in the text, or no agreement type: {missing}")


class _UniqueKeys(yaml.SafeLoader):
    """YAML whose keys are texts and stand once: a repeated variant would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(keys)) < len(keys) or not all(isinstance(key, str) for key in keys):
            raise ValueError(f"{node.start_mark}: keys must be texts and differ: {keys} (quote on, yes, no, true)")
        return super().construct_mapping(node, deep)
