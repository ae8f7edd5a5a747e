"""Descriptions: what the article calls an agency says whose it is, as ``the Italian space agency`` does."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from extractors.gazetteer import Gazetteer
from kg.model import Entity, Mention

#: What follows the country in a description; in small letters, since a name ("Italian Space Agency") states nothing.
_BODY: Final = re.compile(
    r"\b(?:(?:space|weather|national|federal|meteorological|own|research) )*"
    r"(?:agency|centre|center|commission|institute|office|service|organisation|organization|body|bureau|administration)\b"
)


def national(entities: Iterable[Entity], gazetteer: Gazetteer) -> Iterator[tuple[str, str, Mention]]:
    """Agencies and the countries that a description gives them to, as IRIs, and the telling mention.

    Only countries that the article itself names, as the guideline asks.
    """
    known = list(entities)
    countries = {e.id.rpartition("/")[2]: e.id for e in known if e.type == "Country"}
    for entity in known:
        if entity.type != "Agency":
            continue
        for mention in entity.mentions:
            body = _BODY.search(mention.text)
            country = gazetteer.country_in(mention.text[: body.start()]) if body else ""
            if country in countries:
                yield entity.id, countries[country], mention
                break
