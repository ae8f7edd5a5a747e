"""Measures of the network of actors, on one small enough to be worked out by hand."""

from kg.ids import ID
from kg.views.measures import actors, changes, measure
from kg.views.network import Edge, Fact, Network, Node, Source


def network(*agreements: str) -> Network:
    """``ab`` is an agreement between the agencies a and b."""
    nodes = {letter: Node(f"{ID}agency/{letter}", "Agency", letter.upper()) for text in agreements for letter in text}
    pacts = {n: Node(f"{ID}agreement/{n}", "Agreement", f"pact {n}") for n in range(len(agreements))}
    edges = []
    for n, text in enumerate(agreements):
        for letter in text:
            ends = (nodes[letter].iri, pacts[n].iri)
            fact = Fact("c", ends[0], "partyTo", ends[1], True, "asserted", 0.9, Source("a"))
            edges.append(Edge(ends[0], "partyTo", ends[1], "asserted", (fact,)))
    return Network(tuple(nodes.values()) + tuple(pacts.values()), tuple(edges))


def test_parties_to_one_agreement_are_linked_once_an_agreement() -> None:
    graph = actors(network("ab", "ab", "bc"))
    assert graph["agency:a"]["agency:b"]["weight"] == 2
    assert not graph.has_edge("agency:a", "agency:c")


def test_who_alone_links_two_groups_is_central_and_brokers() -> None:
    first, *rest = measure(network("abc", "cde"))
    assert first.entity == "agency:c"
    assert first.partners == 4
    assert first.betweenness == 0.6667  # four of six pairs
    assert all(first.brokerage > row.brokerage for row in rest)


def test_groups_that_one_link_joins_are_two_communities() -> None:
    rows = {row.entity[-1]: row.community for row in measure(network("abc", "abc", "def", "def", "cd"))}
    assert rows["a"] == rows["b"] == rows["c"] != rows["d"] == rows["e"] == rows["f"]


def test_partners_won_and_lost_between_two_periods() -> None:
    [most, *_] = [row for row in changes(network("ab", "ac"), network("ab", "ad")) if row.entity == "agency:a"]
    assert (most.before, most.after, most.won, most.lost) == (2, 2, ("D",), ("C",))
    assert changes(network("ab"), network("ab")) == []


def test_nobody_is_measured_where_nobody_is_linked() -> None:
    assert measure(Network()) == []
