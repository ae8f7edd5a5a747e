"""Judgements: what reviewers decided on facts, types and identity, newest first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import QueryError
from kg.ids import shorten
from kg.model import SYMMETRIC
from kg.queries.lookups import lookup
from kg.rdf.reviews import FactDecision, Review, TypeDecision
from kg.store import Rows
from kg.views import plain
from kg.views.atlas import fact_id
from kg.views.sifting import Filter, names, number
from kg.views.survey import Survey
from kg.views.viewlist import MOST, PAGE

KINDS = ("fact", "type", "identity")


def reviews(survey: Survey, filter: Filter, given: Mapping[str, str]) -> dict[str, object]:
    """One page of decisions, of some kinds, about some things."""
    offset, limit = number(given, "offset", 0, 0, 10**8), number(given, "limit", PAGE, 1, MOST)
    kinds = {part.strip() for part in given.get("kind", "").split(",") if part.strip()}
    if not kinds <= set(KINDS):
        raise QueryError(
            "parameter 'kind'", f"{', '.join(sorted(kinds - set(KINDS)))} is not known", "one of " + ", ".join(KINDS)
        )
    about = set(names(given, "about"))
    found = [
        (decision.at, told(survey, decision), _ends(survey, decision)) for decision in survey.atlas.reviews.decisions
    ]
    found += _identity(survey)
    chosen = [
        item
        for _, item, ends in sorted(found, key=lambda entry: (entry[0], str(entry[1]["id"])), reverse=True)
        if (not kinds or item["kind"] in kinds) and (not about or about & ends)
    ]
    return {"total": len(chosen), "offset": offset, "limit": limit, "items": chosen[offset : offset + limit]}


def told(survey: Survey, decision: Review) -> dict[str, object]:
    """A decision on a fact or a type as plain data."""
    atlas, canonical = survey.atlas, survey.atlas.reviews.canonical
    common: dict[str, object] = {"id": decision.id, "by": decision.by, "at": decision.at, "remark": decision.remark}
    if isinstance(decision, TypeDecision):
        entity = plain.named(atlas, shorten(canonical(decision.entity)))
        text = f"{entity['label']} is of the type {decision.type}" + (f", not {decision.was}" if decision.was else "")
        return {
            **common,
            "kind": "type",
            "text": text,
            "entity": entity,
            "type": decision.type,
            "was": decision.was or None,
        }
    ends = _fact_ends(survey, decision)
    subject = plain.named(atlas, ends[0])
    said_of: dict[str, object] = plain.named(atlas, ends[1]) if decision.linked else {"text": decision.object}
    phrase = plain.PHRASES.get(decision.predicate, decision.predicate)
    said = f"{subject['label']} {phrase} {said_of.get('label', said_of.get('text'))}"
    mode = "" if decision.modality == "asserted" else f" ({decision.modality})"
    id = fact_id(ends[0], decision.predicate, ends[1], decision.modality)
    article = next((a for iri, a in atlas.articles.items() if iri == decision.article), None)
    where = f" in {article.title or article.identifier}" if article else ""
    return {
        **common,
        "kind": "fact",
        "verdict": "accept" if decision.accepted else "reject",
        "text": f"{said}{mode}{where}: {'accepted' if decision.accepted else 'rejected'}",
        "fact": {
            "id": id if id in atlas.by_id else None,
            "subject": subject,
            "relation": decision.predicate,
            "phrase": phrase,
            "object": said_of,
            "modality": decision.modality,
            "article": shorten(decision.article) if decision.article else None,
        },
    }


def _fact_ends(survey: Survey, decision: FactDecision) -> tuple[str, str]:
    canonical = survey.atlas.reviews.canonical
    subject = shorten(canonical(decision.subject))
    said = shorten(canonical(decision.object)) if decision.linked else decision.object
    if decision.predicate in SYMMETRIC:
        subject, said = min(subject, said), max(subject, said)
    return subject, said


def _ends(survey: Survey, decision: Review) -> set[str]:
    if isinstance(decision, TypeDecision):
        return {shorten(survey.atlas.reviews.canonical(decision.entity))}
    return set(_fact_ends(survey, decision))


def _identity(survey: Survey) -> Iterable[tuple[dt.datetime, dict[str, object], set[str]]]:
    rows = survey.graph.query(lookup("atlas-decisions"))
    assert isinstance(rows, Rows)  # which is what the lookup asks for
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_dicts():
        grouped[str(row["decision"])].append(row)
    for iri, told_of in grouped.items():
        ends = []
        for row in told_of:
            entity, article = str(row["entity"]), str(row["article"])
            now = survey.atlas.names.get((article, entity), entity)
            ends.append(
                {
                    "id": shorten(now),
                    "label": str(row["name"] or shorten(now)),
                    "type": plain.named(survey.atlas, shorten(now))["type"],
                    "entity": shorten(entity),
                    "article": shorten(article),
                }
            )
        ends = [dict(end) for end in {tuple(sorted(end.items())): end for end in ends}.values()]
        if len(ends) != 2:
            continue
        same = str(told_of[0]["verdict"]).endswith("#same")
        a, b = ends
        item = {
            "id": iri.rpartition("/")[2],
            "kind": "identity",
            "by": str(told_of[0]["by"]),
            "at": told_of[0]["at"],
            "remark": str(told_of[0]["remark"] or ""),
            "text": f"{a['label']} {'is' if same else 'is not'} {b['label']}",
            "a": a,
            "b": b,
            "same": same,
        }
        yield told_of[0]["at"], item, {str(a["id"]), str(b["id"])}
