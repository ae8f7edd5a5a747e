"""The network as a NetworkX graph, for analysis and for the formats that NetworkX writes."""

import networkx as nx

from kg.ids import shorten
from kg.views.network import Network


def to_networkx(network: Network) -> "nx.MultiDiGraph[str]":
    """A directed multigraph whose nodes and edges have the same attributes, each of one type and never None.

    Nodes are short forms (``agency:cnes``) with ``iri``, ``label``, ``type`` and one attribute for each predicate
    whose object is a text or a date (``signedOn``; several are joined with " | ", only asserted ones are told).
    Edge keys are the predicate (``partyTo``), with the modality where that is not asserted (``partyTo planned``).
    Edges have ``predicate``, ``label`` (the predicate again, for programs that show it), ``modality``,
    ``confidence``, ``articles`` (how many), ``weight`` (the same as a float), and ``first_date`` and ``last_date``,
    ISO 8601 or empty. A symmetric predicate is one edge, not two.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    said: dict[str, dict[str, list[str]]] = {}
    predicates = sorted({fact.predicate for fact in network.literals})
    for fact in network.literals:
        if fact.modality == "asserted":
            texts = said.setdefault(fact.subject, {}).setdefault(fact.predicate, [])
            if fact.object not in texts:
                texts.append(fact.object)
    for node in network.nodes:
        told = said.get(node.iri, {})
        texts_of = {predicate: " | ".join(told.get(predicate, ())) for predicate in predicates}
        graph.add_node(shorten(node.iri), iri=node.iri, label=node.label, type=node.type, **texts_of)
    for edge in network.edges:
        graph.add_edge(
            shorten(edge.source),
            shorten(edge.target),
            key=edge.predicate if edge.modality == "asserted" else f"{edge.predicate} {edge.modality}",
            predicate=edge.predicate,
            label=edge.predicate,
            modality=edge.modality,
            confidence=edge.confidence,
            articles=edge.articles,
            weight=float(edge.articles),
            first_date=edge.first_date,
            last_date=edge.last_date,
        )
    return graph
