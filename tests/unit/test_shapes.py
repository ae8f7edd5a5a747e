from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Extraction
from kg.rdf import quads_of, serialise
from kg.shapes import shape_names, validate
from tests.unit.newswire import pact

FIXTURES = Path(__file__).parent / "fixtures" / "shapes"


@pytest.mark.parametrize("shape", shape_names())
def test_every_shape_has_a_fixture_that_breaks_it_and_nothing_else(shape: str) -> None:
    report = validate(FIXTURES / f"{shape}.ttl")
    assert not report
    assert {violation.shape for violation in report} == {shape}


def test_no_fixture_is_left_over() -> None:
    assert {path.stem for path in FIXTURES.glob("*.ttl")} == set(shape_names())


def test_what_we_write_has_the_right_shape() -> None:
    report = validate(quads_of(pact()))
    assert report, str(report)


def test_an_article_that_yields_nothing_has_the_right_shape() -> None:
    extraction = Extraction(article=pact().article, extractor="by hand")
    assert validate(quads_of(extraction))


def test_a_violation_reads_as_one_line_with_node_rule_and_value() -> None:
    line = str(validate(FIXTURES / "Agreement.ttl"))
    assert line == "https://example.org/pact: an agreement is of a known type (sc:agreementType 'handshake')"


def test_graphs_are_checked_apart_from_one_another() -> None:
    first = pact()
    second = replace(first, article=replace(first.article, url="https://news.example/other"))
    assert validate(quads_of(first) + quads_of(second))


def test_a_graph_of_rdflib_is_checked_as_it_is() -> None:
    from rdflib import Graph

    quads = [quad for quad in quads_of(pact()) if not quad.predicate.value.endswith("#confidence")]
    report = validate(Graph().parse(data=serialise(quads, "nt"), format="nt"))
    assert {violation.shape for violation in report} == {"Claim"}


def test_a_file_that_is_no_turtle_is_named_with_the_trouble(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("this is not Turtle")
    with pytest.raises(SourceError, match=r"broken\.ttl: is not valid Turtle"):
        validate(path)
