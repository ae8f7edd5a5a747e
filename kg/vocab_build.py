"""Writes `kg/vocab.py` from the ontology: ``python -m kg.vocab_build`` after each change of ``ontology/*.ttl``."""

import sys
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg import ids
from kg.config import resource

_HEAD: Final = '''"""The vocabulary as constants. Generated from the ontology by ``python -m kg.vocab_build``."""

from typing import Final

SC: Final = "{ontology}"
'''

_SECTIONS: Final = (
    ("Classes", (OWL.Class, RDFS.Datatype)),
    ("Modalities", (OWL.NamedIndividual,)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)),
)

#: Terms of other vocabularies that our graphs use; a test compares them with those vocabularies.
_REUSED: Final = {
    "dct": ("creator", "identifier", "issued", "language", "publisher", "subject", "title"),
    "oa": (
        "end",
        "exact",
        "hasBody",
        "hasSelector",
        "hasSource",
        "start",
        "TextPositionSelector",
        "TextQuoteSelector",
    ),
    "org": ("Membership", "member", "organization"),
    "prov": ("Activity", "Agent", "generatedAtTime", "wasAttributedTo", "wasGeneratedBy"),
    "rdf": ("object", "predicate", "reifies", "subject", "type"),
    "rdfs": ("label",),
    "schema": ("articleBody", "url"),
    "skos": ("altLabel", "broader", "exactMatch", "prefLabel"),
    "xsd": ("anyURI", "date", "dateTime", "decimal", "gYear", "gYearMonth", "integer", "string"),
}


def source() -> str:
    """The text of `kg/vocab.py` that belongs to the ontology as it is now."""
    terms = Graph().parse(resource("ontology/cooperation.ttl"))
    lines = [_HEAD.format(ontology=ids.ONTOLOGY)]
    for title, kinds in _SECTIONS:
        found = {iri for kind in kinds for iri in terms.subjects(RDF.type, kind)}
        lines.append(f"# {title}")
        for iri in sorted(map(str, found)):
            if iri.startswith(ids.ONTOLOGY):
                local = iri.removeprefix(ids.ONTOLOGY)
                lines.append(f'SC_{local}: Final = SC + "{local}"')
        lines.append("")
    lines.append("# Terms of other vocabularies")
    for prefix, locals_ in _REUSED.items():
        lines += [f'{prefix.upper()}_{local}: Final = "{ids.PREFIXES[prefix]}{local}"' for local in locals_]
    lines += ["", *_topics(Graph().parse(resource("ontology/domains.ttl")))]
    return "\n".join(lines) + "\n"


def _topics(scheme: Graph) -> list[str]:
    lines = [
        "#: Every topic's local name with its labels, the preferred one first.",
        "TOPIC_LABELS: Final[dict[str, tuple[str, ...]]] = {",
    ]
    for concept in sorted(map(str, scheme.subjects(RDF.type, SKOS.Concept))):
        preferred = [str(label) for label in scheme.objects(URIRef(concept), SKOS.prefLabel)]
        others = sorted(str(label) for label in scheme.objects(URIRef(concept), SKOS.altLabel))
        lines.append(f'    "{concept.removeprefix(ids.TOPICS)}": (')
        lines += [f'        "{label}",' for label in preferred + others]
        lines.append("    ),")
    return [*lines, "}"]


def main() -> None:
    """Rewrite `kg/vocab.py` beside this file and say so."""
    target = Path(__file__).with_name("vocab.py")
    target.write_text(source(), encoding="utf-8")
    print(f"wrote {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
