"""Resolution: which entities of different articles are one thing, decided with reasons, reversibly.

`IdentityBook` decides and writes, `all_canonical` tells what came of it; `kg.resolution.weights` is where to tune.
"""

from kg.resolution.book import IdentityBook, face
from kg.resolution.canonical import Canonical, all_canonical, canonical
from kg.resolution.index import IdentityIndex
from kg.resolution.lookup import Pair

__all__ = ["Canonical", "IdentityBook", "IdentityIndex", "Pair", "all_canonical", "canonical", "face"]
