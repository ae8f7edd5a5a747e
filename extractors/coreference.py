"""Coreference: which mentions of an article are one thing. Names first, then what the reader says of descriptions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from spacy.tokens import Doc

from extractors.agreements import agreement_type
from extractors.gazetteer import Gazetteer
from extractors.names import abbreviates, alike, bare, is_acronym, is_nominal, key, numbers, person_matches, specific
from extractors.reader import Found, Reader
from extractors.renaming import renamings
from extractors.roles import Part, find_roles
from extractors.state import Candidate, Cluster
from kg.model import Article

#: Types that authors and readers mix up; a name joins across them.
_GROUP: Final = {"Organization": "Agency", "Country": "Place"}
_FOUNDING: Final = "founding document"
_FOUNDS: Final = re.compile(r"\b(?:founding|constituent|constitutive|charter|statutes?)\b", re.IGNORECASE)
_INDEFINITE: Final = re.compile(r"an? ", re.IGNORECASE)
_DEFINITE: Final = re.compile(r"(?:the|this|their|its) ", re.IGNORECASE)
_CLOSED: Final = re.compile(r"[,.;](?! (?:and|or|an?|as well)\b)| on\b")  #: after an apposition, which is no list
_APPOSED: Final = re.compile(r", an? .* (?:that|which|under|by)\b", re.IGNORECASE)  #: ", a text that …": not a new one
_DEFINITION: Final = re.compile(r"\s*[(\[,]?\s*(?:or\s+|the\s+|better known as\s+|known as\s+|called\s+)?[\"“‘']?\s*")


class Coreference:
    """Component ``kg_coreference``: needs ``doc._.mentions``, ``reading`` and ``article``, assigns ``doc._.clusters``.

    ``nominal``, ``named`` and ``acronym`` are the reader's scores (logits over "something new") from which on a
    description, a name, and an acronym that does not show its letters join an earlier mention.
    """

    def __init__(self, gazetteer: Gazetteer, reader: Reader, *, nominal: float, named: float, acronym: float) -> None:
        self.gazetteer = gazetteer
        self.reader = reader
        self.nominal = nominal
        self.named = named
        self.acronym = acronym

    def __call__(self, doc: Doc) -> Doc:
        """Group the mentions."""
        mentions: list[Candidate] = doc._.mentions
        article: Article = doc._.article
        groups = _Groups(doc.text, mentions, self.gazetteer, article.published.year if article.published else None)
        groups.join_names(doc.text)
        for one, other in renamings(doc.text, mentions, self.gazetteer.demonyms):
            groups.join(one, other)
        groups.join_headline(doc.text)
        groups.join_appositions(doc.text)
        groups.join_national_agencies()
        groups.join_offices(doc.text, [x for x in doc._.literals if x.type == "Title"])
        if len(mentions) > 1:
            spans = [(m.start, m.end) for m in mentions]
            kinds = [_group(m.type) for m in mentions]
            scores = self.reader.same(doc._.reading, spans, kinds)
            for later in range(1, len(mentions)):
                if groups.new[later]:
                    continue
                earlier = int(np.argmax(scores[:later, later]))
                limit = self.nominal if groups.nominal[later] else self.named
                score = scores[earlier, later]
                likely = score > limit and groups.may_be_one(earlier, later)
                if likely or (score > self.acronym and groups.abbreviation(earlier, later)):
                    groups.join(earlier, later)
        doc._.clusters = groups.clusters()
        return doc


class _Groups:
    """Union-find over mentions that refuses to join what cannot be the same."""

    def __init__(self, text: str, mentions: list[Candidate], gazetteer: Gazetteer, year: int | None) -> None:
        self.mentions = mentions
        self.year = year
        self.gazetteer = gazetteer
        self.parent = list(range(len(mentions)))
        self.nominal = [(m.type == "Agreement" and not m.text[:1].isupper()) or is_nominal(m.text, gazetteer.demonyms)
                        for m in mentions]  # fmt: skip
        self.offices: dict[int, int] = {}  #: of a person described by an office, the owner's mention
        self.places: dict[int, set[int]] = defaultdict(set)  #: of a person, mentions of where a phrase puts them
        #: "a protocol" is one that the article has not spoken of yet
        self.new = [
            m.type == "Agreement"
            and bool(_INDEFINITE.match(m.text))
            and not _APPOSED.match(text, m.start - 2, m.end + 7)
            for m in mentions
        ]
        self.kinds = [_kind(m.text) if m.type == "Agreement" else None for m in mentions]
        self.entries = ["" if nominal else self._entry(m) for m, nominal in zip(mentions, self.nominal, strict=True)]
        #: of an acronym that is short for several, the entries that it can mean
        self.meanings = [
            set() if entry or not is_acronym(m.text) else {f"{e.type}/{e.key}" for e in gazetteer.lookup(m.text)}
            for m, entry in zip(mentions, self.entries, strict=True)
        ]

    def _entry(self, mention: Candidate) -> str:
        entry = self.gazetteer.resolve(bare(mention.text), year=self.year)
        if entry is None or _group(entry.type) != _group(mention.type):
            return ""
        known = entry.parent if entry.type == "Event" and entry.parent else entry.key  # an edition is of its series
        return f"{entry.type}/{known}"

    def find(self, index: int) -> int:
        while self.parent[index] != index:
            index = self.parent[index]
        return index

    def members(self, index: int) -> list[int]:
        root = self.find(index)
        return [i for i in range(len(self.mentions)) if self.find(i) == root]

    def join(self, a: int, b: int) -> bool:
        """Join the groups of two mentions unless something forbids it."""
        ra, rb = self.find(a), self.find(b)
        if ra == rb:
            return True
        if self.forbidden(self.members(ra), self.members(rb)):
            return False
        self.parent[max(ra, rb)] = min(ra, rb)
        return True

    def forbidden(self, a: list[int], b: list[int]) -> bool:
        """Names that differ in a number, an entry, an agreement's type or a person's full name are never one thing."""
        kinds = {self.kinds[i] for i in (*a, *b)} - {None, "other"}
        if len(kinds) > 1 and kinds != {_FOUNDING, "treaty"}:
            return True
        entries_a, entries_b = {self.entries[i] for i in a} - {""}, {self.entries[i] for i in b} - {""}
        if entries_a and entries_b and not entries_a & entries_b:
            return True
        if self.means_another(a, entries_b) or self.means_another(b, entries_a):
            return True
        if self.elsewhere(a, b) or self.elsewhere(b, a):
            return True
        named_a = [self.mentions[i] for i in a if not self.nominal[i]]
        named_b = [self.mentions[i] for i in b if not self.nominal[i]]
        if not named_a or not named_b:
            return False
        type = named_a[0].type
        if type in {"Project", "Event", "Agreement"}:
            sets_a, sets_b = {numbers(m.text) for m in named_a}, {numbers(m.text) for m in named_b}
            return not (sets_a & sets_b) and frozenset() not in sets_a | sets_b
        if type == "Person":
            return not any(_one_person(x.text, y.text) for x in named_a for y in named_b)
        return False

    def means_another(self, group: list[int], entries: set[str]) -> bool:
        """Whether the group has an acronym that is short for others only: "ISA" is no Italian Space Agency."""
        return bool(entries) and any(self.meanings[i] and not self.meanings[i] & entries for i in group)

    def elsewhere(self, a: list[int], b: list[int]) -> bool:
        """Whether ``a`` holds an office of one owner and the article places ``b`` at others alone."""
        owners = {self.find(self.offices[i]) for i in a if i in self.offices}
        places = {self.find(place) for i in b for place in self.places.get(i, ())}
        return bool(owners and places) and not owners & places

    def may_be_one(self, a: int, b: int) -> bool:
        """Whether the reader alone may join two mentions: not two names that have no word in common."""
        if self.nominal[a] or self.nominal[b] or self.mentions[a].type == "Agreement":
            return True
        x, y = self.mentions[a].text, self.mentions[b].text
        return bool(set(specific(x).split()) & set(specific(y).split()))

    def abbreviation(self, a: int, b: int) -> bool:
        """Whether one of two unknown names is an acronym that need not show the letters of the other."""
        x, y = self.mentions[a].text, self.mentions[b].text
        known = any(self.entries[i] for i in (*self.members(a), *self.members(b)))
        return not known and is_acronym(x) != is_acronym(y)

    def join_names(self, text: str) -> None:
        """Join mentions whose names are one name."""
        for b, later in enumerate(self.mentions):
            for a in range(b):
                earlier = self.mentions[a]
                alike_kind = _group(earlier.type) == _group(later.type)
                if (alike_kind and self.same_name(a, b)) or _defines(text, earlier, later):
                    self.join(a, b)

    def same_name(self, a: int, b: int) -> bool:
        """Whether the surfaces of two mentions are forms of one name."""
        if self.nominal[a] or self.nominal[b]:
            return False
        x, y = self.mentions[a], self.mentions[b]
        if self.entries[a] and self.entries[a] == self.entries[b]:
            return True
        if key(x.text) == key(y.text):
            return x.type != "Agreement" or x.text[:1].isupper()
        if x.type == "Agreement":
            return False
        if x.type == "Person":
            return (
                key(x.text) == key(y.text)
                or person_matches(x.text, y.text)
                or person_matches(y.text, x.text)
                or alike(x.text, y.text)
            )
        if abbreviates(x.text, y.text) or abbreviates(y.text, x.text) or alike(x.text, y.text):
            return True
        own = specific(x.text)
        return bool(own) and own == specific(y.text) and x.type in {"Project", "Event"}

    def join_headline(self, text: str) -> None:
        """The "framework agreement" of a headline is the first one of that kind in the article."""
        stop = text.find("\n")
        for index, mention in enumerate(self.mentions):
            if mention.start > stop or self.kinds[index] in (None, "other") or not mention.text[:1].islower():
                continue
            body = (
                i
                for i, m in enumerate(self.mentions)
                if m.start > stop and m.type == "Agreement" and self.kinds[i] == self.kinds[index]
            )
            first = next(body, None)
            if first is not None and self.join(index, first):
                self.new[first] = False

    def join_appositions(self, text: str) -> None:
        """``The first, a memorandum of understanding,`` is one text."""
        texts = [i for i, mention in enumerate(self.mentions) if mention.type == "Agreement"]
        for a, b in pairwise(texts):
            one, other = self.mentions[a], self.mentions[b]
            if (
                text[one.end : other.start] == ", "
                and _DEFINITE.match(one.text)
                and _INDEFINITE.match(other.text)
                and _CLOSED.match(text, other.end)
                and self.join(a, b)
            ):
                self.new[b] = False

    def join_national_agencies(self) -> None:
        """``the French agency`` is the one agency of the article that the gazetteer places in France."""
        for index, mention in enumerate(self.mentions):
            if not self.nominal[index] or mention.type != "Agency":
                continue
            country = self.gazetteer.country_in(mention.text)
            if not country:
                continue
            national = {
                self.find(i)
                for i, entry in enumerate(self.entries)
                if entry.startswith("Agency/") and self.gazetteer.country_of(entry.partition("/")[2]) == country
            }
            if len(national) == 1:
                self.join(national.pop(), index)

    def join_offices(self, text: str, titles: Sequence[Found]) -> None:
        """``CNES's President`` is the person of whom the article says that they are President of CNES."""
        owners = [(i, m) for i, m in enumerate(self.mentions) if m.type in {"Agency", "Organization", "Country"}]
        people = [(i, m) for i, m in enumerate(self.mentions) if m.type == "Person"]
        spoken = sorted({key(text[x.start : x.end]) for x in titles} - {""}, key=lambda t: (-len(t), t))
        offices = {i for i, m in people if self.nominal[i] or self.is_office(m, owners, spoken)}
        parts = [Part(m.start, m.end, "owner", str(self.find(i))) for i, m in owners]
        parts += [Part(x.start, x.end, "title", key(text[x.start : x.end])) for x in titles]
        parts += [Part(m.start, m.end, "person", str(i)) for i, m in people if i not in offices]
        holders: dict[tuple[str, str], int] = {}
        for role in find_roles(text, parts, lambda adjective: None):
            if role.owner and role.title:
                holders.setdefault((role.owner, role.title), int(role.person))
                self.places[int(role.person)].add(int(role.owner))
        for index in offices:
            mention = self.mentions[index]
            self.nominal[index] = True
            for owner_index, owner in owners:
                inside = mention.start <= owner.start and owner.end <= mention.end
                before = owner.end <= mention.start and re.fullmatch(r"(?:['’]s?)? ?", text[owner.end : mention.start])
                named = key(owner.text) and f" {key(mention.text)} ".startswith(f" {key(owner.text)} ")
                after = mention.end <= owner.start and re.fullmatch(r" of (?:the )?", text[mention.end : owner.start])
                if not (inside or before or named or after):
                    continue
                self.offices[index] = owner_index
                rest = key(mention.text).removeprefix(key(owner.text)).removeprefix(" s").strip()
                holder = holders.get((str(self.find(owner_index)), rest))
                if holder is not None:
                    self.join(holder, index)
                    break

    def is_office(self, mention: Candidate, owners: Iterable[tuple[int, Candidate]], titles: Iterable[str]) -> bool:
        """Whether the mention is made of one of the article's titles and an owner alone and so names nobody."""
        known = {key(o.text) for _, o in owners}
        rest = f" {key(mention.text)} "
        for title in titles:
            if f" {title} " in rest:
                return rest.replace(f" {title} ", " ").strip().removesuffix(" s") in known | {"", "s"}
        return False

    def clusters(self) -> list[Cluster]:
        """The groups in the order of their first mention."""
        found: dict[int, Cluster] = {}
        for index, mention in enumerate(self.mentions):
            root = self.find(index)
            cluster = found.setdefault(root, Cluster(mention.type))
            cluster.mentions.append(mention)
            cluster.entry = cluster.entry or self.entries[index]
        for cluster in found.values():
            known = cluster.entry.partition("/")[0]
            cluster.type = known or _vote(cluster.mentions)
        return list(found.values())


def _vote(mentions: Iterable[Candidate]) -> str:
    weights: dict[str, float] = {}
    for mention in mentions:
        weights[mention.type] = weights.get(mention.type, 0.0) + mention.probability
    return max(sorted(weights), key=lambda t: weights[t])


def _one_person(x: str, y: str) -> bool:
    a, b = key(x).split(), key(y).split()
    return bool(a and b) and (a[-1] == b[-1] or person_matches(x, y) or person_matches(y, x) or alike(x, y))


def _kind(surface: str) -> str | None:
    """What kind of agreement the words say, more narrowly than its type: what founds a body is no plan or letter."""
    return _FOUNDING if _FOUNDS.search(surface) else agreement_type([surface])


def _group(type: str) -> str:
    return _GROUP.get(type, type)


def _defines(text: str, earlier: Candidate, later: Candidate) -> bool:
    """Whether the text puts one mention in brackets after the other to say that it is its short or long form."""
    between = text[earlier.end : later.start]
    if "(" not in between or len(between) > 30 or not _DEFINITION.fullmatch(between):
        return False
    short, long = sorted((earlier.text, later.text), key=len)
    shortened = len(short) <= 12 and (short.isupper() or numbers(short) <= numbers(long))
    return abbreviates(short, long) or (earlier.type == later.type and shortened)
