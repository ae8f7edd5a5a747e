"""Draft: what a reader found in one file or record, before it is known whether it makes an article."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as its source gives them; what the source does not say is empty.

    ``lang`` is what the source declares, in any form of language tag. ``lang_trusted`` says that a person set it for
    this very article, so that detection need not be asked.
    """

    text: str
    id: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: dt.date | None = None
    url: str = ""
    lang: str = ""
    lang_trusted: bool = False
