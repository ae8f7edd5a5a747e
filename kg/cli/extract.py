"""kg extract: what would be extracted, one article a line (or one fact a line), without any store."""

import json
from collections.abc import Callable, Iterator

import click

from kg.cli import console
from kg.model import Article, Claim, Extraction, Failure


@click.command(short_help="Print what articles would yield; store nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "jsonld", "facts"]),
    default="json",
    show_default=True,
    help="json and jsonld: one object an article; facts: one tab-separated line a fact.",
)
@click.option(
    "--allow-private-addresses",
    is_flag=True,
    help="Fetch from addresses that are not public (loopback, private, link-local) as well.",
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.pass_context
def extract(context: click.Context, form: str, allow_private_addresses: bool, sources: tuple[str, ...]) -> None:
    """Print what SOURCE... would yield; nothing is stored.

    SOURCE is a file, a folder, a glob, an address, or - for standard input, as for kg ingest. Articles that
    cannot be read or extracted are named on stderr, the others are printed, and the exit status is 1.
    """
    from extractors.adapter import extract_articles
    from kg.ingestion.sources import FetchSettings, read_sources

    failed: list[Failure] = []

    def articles() -> Iterator[Article]:
        for found in read_sources(sources, FetchSettings(allow_private_addresses)):
            if isinstance(found, Failure):
                report(found)
                failed.append(found)
            else:
                yield found

    write = FORMATS[form]
    with console.progress("extracting") as progress:
        for result in extract_articles(articles()):
            if isinstance(result, Failure):
                report(result)
                failed.append(result)
            else:
                progress.step(result.article.id)
                console.put(write(result))
    context.exit(1 if failed else 0)


def report(failure: Failure) -> None:
    """Name an article that yielded nothing, and why, on stderr."""
    error = failure.error if failure.error.startswith(failure.source) else f"{failure.source}: {failure.error}"
    console.complain(error)


def as_json(extraction: Extraction) -> str:
    """The object that outside tools read; see docs/cli.md."""
    article = extraction.article
    return json.dumps(
        {
            "article": {
                "id": article.id,
                "title": article.title,
                "published": article.published.isoformat() if article.published else None,
                "lang": article.lang,
                "text": article.text,
            },
            "entities": [
                {
                    "id": entity.id,
                    "type": entity.type,
                    "name": entity.name,
                    "mentions": [[mention.start, mention.end] for mention in entity.mentions],
                    "sameAs": list(entity.same_as),
                }
                for entity in extraction.entities
            ],
            "facts": [
                {
                    "subject": claim.subject,
                    "predicate": claim.predicate,
                    "object": claim.object,
                    "modality": claim.modality,
                    "confidence": round(claim.confidence, 4),
                    "evidence": [[evidence.start, evidence.end] for evidence in claim.evidence],
                }
                for claim in extraction.claims
            ],
        },
        ensure_ascii=False,
    )


def as_jsonld(extraction: Extraction) -> str:
    """The article's graph as JSON-LD, on one line."""
    from kg.rdf import quads_of
    from kg.store.results import serialize_quads

    document = json.loads(serialize_quads(quads_of(extraction), "jsonld"))
    return json.dumps(document, ensure_ascii=False)


def as_facts(extraction: Extraction) -> str:
    """A fact a line, tab-separated: subject, predicate, object, modality, confidence, sentence, article."""
    names = {entity.id: entity.name for entity in extraction.entities}

    def line(claim: Claim) -> str:
        cells = (
            names.get(claim.subject, claim.subject),
            claim.predicate,
            names.get(claim.object, claim.object) if claim.object_type == "entity" else claim.object,
            claim.modality,
            f"{claim.confidence:.2f}",
            " … ".join(evidence.quote for evidence in claim.evidence),
            extraction.article.id,
        )
        return "\t".join(console.clean(" ".join(text.split())) for text in cells)

    return console.lines(map(line, extraction.claims))


FORMATS: dict[str, Callable[[Extraction], str]] = {"json": as_json, "jsonld": as_jsonld, "facts": as_facts}
