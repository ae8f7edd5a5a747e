"""Search as you type: which entities have a name with a word that begins like this, in any script, accent and case?

All names lie in one text, a line each, the most mentioned entity first. Looking for a string in a text is what Python
does fastest, and the first matches are the best ones, so that no match needs to be ranked that is not shown.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii

_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_LOOKED_AT: Final = 4_000  # lines with the longest word that a question of several words looks at


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity and the name that matched."""

    iri: str
    type: str
    label: str
    matched: str
    articles: int  #: how many speak of it


class NameIndex:
    """An index of names that never changes. Looking something up takes time in proportion to all names at worst."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        """``rows``: IRI, type, label, name and number of articles, one row a name."""
        names: dict[str, tuple[str, str, int, set[str]]] = {}
        for iri, type, label, name, articles in rows:
            _, _, _, found = names.setdefault(str(iri), (str(type), str(label), int(str(articles)), set()))
            found.update((str(label), str(name)))
        self.entities: Final = len(names)
        self._lines: list[Hit] = []
        self._starts: list[int] = []
        text: list[str] = []
        at = 0
        for iri, (type, label, articles, found) in sorted(names.items(), key=lambda item: (-item[1][2], item[0])):
            for name in sorted(found, key=lambda name: (name != label, name)):
                line = f"\n {fold(name)} "
                self._lines.append(Hit(iri, type, label, name, articles))
                self._starts.append(at)
                text.append(line)
                at += len(line)
        self._text: Final = "".join(text) + "\n"

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """At most ``limit`` entities: those called exactly so, then whose name begins so, then with such words.

        Within each of these the most mentioned come first. Words may be given in any order; each must begin a word of
        the name. Without a letter or digit nothing is found.
        """
        words = fold(query)
        found: dict[str, Hit] = {}
        if not words:
            return []
        for lines in (self._places(f"\n {words} \n"), self._places(f"\n {words}"), self._anywhere(words)):
            for hit in lines:
                found.setdefault(hit.iri, hit)
                if len(found) >= limit:
                    return list(found.values())
        return list(found.values())

    def _anywhere(self, words: str) -> Iterator[Hit]:
        parts = words.split()
        longest = max(parts, key=len)
        others = [f" {part}" for part in parts if part != longest]
        for looked_at, (start, hit) in enumerate(self._numbered(f" {longest}")):
            if looked_at > _LOOKED_AT:
                return
            end = self._text.index("\n", start + 1)
            if all(part in self._text[start:end] for part in others):
                yield hit

    def _places(self, sought: str) -> Iterator[Hit]:
        return (hit for _, hit in self._numbered(sought))

    def _numbered(self, sought: str) -> Iterator[tuple[int, Hit]]:
        """The lines in which a string occurs, each once, with where they start."""
        at = self._text.find(sought)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._starts[number], self._lines[number]
            following = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            at = self._text.find(sought, following)


def fold(text: str) -> str:
    """Words in ASCII lower case with single spaces: what two spellings of one name have in common."""
    return _NOT_WORD.sub(" ", anyascii(text).lower()).strip()
