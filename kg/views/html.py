"""The network as one self-contained page: pyvis' bundled vis-network, our own template, nothing fetched."""

import base64
import hashlib
import html
import importlib.util
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import ModelError
from kg.ids import expand, shorten
from kg.model import SYMMETRIC
from kg.views.files import whole_file
from kg.views.layout import Point, positions
from kg.views.measures import ACTORS, measure
from kg.views.network import Network
from kg.views.palette import LOOKS, look

#: Above this, places are computed here; below it the browser's own springs are quick and look better.
PHYSICS_LIMIT: Final = 300
#: More than this no browser draws smoothly and no one reads.
NODE_LIMIT: Final = 5000
#: Of more actors than this, the shortest paths take seconds to find.
MEASURED_LIMIT: Final = 600

_HERE: Final = Path(__file__).parent
#: Where pyvis 0.3.2 keeps the library. pyvis' own page generator is not used: its inline mode still fetches
#: Bootstrap, it writes node identifiers unescaped, and adding n edges one by one costs it n² steps.
_LIBRARY: Final = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(network: Network, out: Path, *, title: str = "Space cooperation") -> None:
    """Write the page to ``out``, whole or not at all. Raises `KgError` if it cannot be written."""
    page = render_page(network, title=title)
    with whole_file(out) as file:
        file.write(page.encode())


def render_page(network: Network, *, title: str = "Space cooperation") -> str:
    """The page as a string that opens offline and sends no request.

    Nothing that an article says can run: data are JSON with ``<``, ``>`` and ``&`` escaped, the script only makes
    text nodes, and a Content-Security-Policy admits the page's own scripts by their hash and nothing else.
    """
    network = network.most_connected(NODE_LIMIT)
    library, script = _library(), _part("page.js")
    policy = (
        f"default-src 'none'; script-src {_source_hash(library)} {_source_hash(script)}; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": policy,
        "title": html.escape(_printable(title)),
        "summary": html.escape(_summary(network)),
        "style": _part("page.css"),
        "data": _json(_data(network)),
        "library": library,
        "script": script,
    }
    page = ""
    rest = _part("page.html")
    while rest:  # one pass, so that no part's own text is taken for a place to fill
        before, opened, rest = rest.partition("{{")
        page += before
        if opened:
            name, _, rest = rest.partition("}}")
            page += parts[name]
    return page


def _summary(network: Network) -> str:
    facts = list(network.facts())
    counted = ", ".join(
        f"{number:,} {one if number == 1 else many}"
        for number, one, many in (
            (len(network.nodes), "entity", "entities"),
            (len(facts), "fact", "facts"),
            (len({fact.source.iri for fact in facts}), "article", "articles"),
        )
    )
    left_out = f"the {network.left_out:,} least connected entities are left out" if network.left_out else ""
    return "; ".join(filter(None, (_printable(network.scope), counted, left_out)))


def _why_empty(network: Network) -> list[str]:
    if network.scope:
        asked = f"No fact in the graph is within what was asked for: {network.scope}."
        return [asked, "Ask for other years or another entity, or read more articles: kg ingest SOURCE"]
    return ["The graph holds no facts yet.", "Read articles, and write this page again: kg ingest SOURCE"]


def _data(network: Network) -> dict[str, object]:
    """Everything the script shows, in lists that refer to each other by place."""
    index = {node.iri: place for place, node in enumerate(network.nodes)}
    facts = list(network.facts())
    fact_index = {fact.claim: place for place, fact in enumerate(facts)}
    sources = {fact.source.iri: fact.source for fact in facts}
    source_index = {iri: place for place, iri in enumerate(sources)}
    quotes = {quote: place for place, quote in enumerate(dict.fromkeys(q for fact in facts for q in fact.quotes))}
    predicates = sorted({fact.predicate for fact in facts})
    types = [*LOOKS, *sorted({node.type for node in network.nodes} - set(LOOKS))]
    physics = len(network.nodes) <= PHYSICS_LIMIT
    places: dict[str, Point] = {}
    if not physics:
        places = positions(index, ((edge.source, edge.target) for edge in network.edges))
    literals: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for fact in network.literals:
        literals[fact.subject, fact.predicate, fact.object, fact.modality].append(fact_index[fact.claim])
    return {
        "physics": physics,
        "centre": index.get(network.centre),
        "symmetric": sorted(SYMMETRIC),
        "empty": _why_empty(network),
        "types": [
            {"name": name, "shape": look(name).shape, "color": look(name).color, "path": look(name).path}
            for name in types
        ],
        "predicates": predicates,
        "nodes": [
            [types.index(node.type), node.label, shorten(node.iri), node.aliases, node.same_as,
             *_place(places, node.iri)]
            for node in network.nodes
        ],
        "edges": [
            [index[edge.source], index[edge.target], predicates.index(edge.predicate), edge.modality,
             [fact_index[fact.claim] for fact in edge.facts], bend]
            for edge, bend in zip(network.edges, _bends(network), strict=True)
        ],
        "literals": [
            [index[subject], predicates.index(predicate), value, modality, found]
            for (subject, predicate, value, modality), found in literals.items()
        ],
        "facts": [
            [shorten(fact.claim), index[fact.subject], predicates.index(fact.predicate),
             index[fact.object] if fact.linked else None, None if fact.linked else fact.object,
             fact.modality, round(fact.confidence, 4), source_index[fact.source.iri], [quotes[q] for q in fact.quotes]]
            for fact in facts
        ],
        "measures": _measures(network, index),
        "articles": [[source.title, source.date, source.publisher, source.url] for source in sources.values()],
        "quotes": list(quotes),
    }  # fmt: skip


def _measures(network: Network, index: Mapping[str, int]) -> dict[int, str]:
    """What the network of actors says of each of them; nothing where that would take long."""
    if sum(node.type in ACTORS for node in network.nodes) > MEASURED_LIMIT:
        return {}
    return {
        index[expand(row.entity)]: f"Among agencies, organisations and countries: {row.partners} partners over "
        f"{row.ties} ties; on {row.betweenness:.0%} of the shortest paths; brokerage {row.brokerage:.2f}; "
        f"community {row.community}"
        for row in measure(network)
    }


def _place(places: dict[str, Point], iri: str) -> Sequence[float | None]:
    x, y = places.get(iri, (None, None))
    return (None if x is None else round(x, 1), None if y is None else round(y, 1))


def _bends(network: Network) -> list[float]:
    """How far each edge bows out, so that several between the same two entities lie side by side."""
    number: dict[tuple[str, str], int] = defaultdict(int)
    bends = []
    for edge in network.edges:
        pair = min(edge.source, edge.target), max(edge.source, edge.target)
        rank = number[pair]
        number[pair] += 1
        bend = (rank + 1) // 2 * 0.3 * (1 if rank % 2 else -1)
        bends.append(bend if edge.source == pair[0] else -bend)  # a bow is to the right of its own direction
    return bends


def _json(value: object) -> str:
    """JSON that cannot end the script element it stands in; all beyond ASCII is escaped, U+2028 included."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _source_hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """vis-network as pyvis bundles it, found without importing pyvis (which would import IPython)."""
    spec = importlib.util.find_spec("pyvis")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / _LIBRARY
        if path.exists():
            text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
            return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    raise ModelError(f"pyvis/{_LIBRARY}", "not installed", "pip install 'pyvis==0.3.2'")
