"""Mentions in French: as in English, but for datelines and for names that are part of a title."""

from spacy.tokens import Doc

from extractors.french.text import dateline, plain
from extractors.mentions import Mentions


class FrenchMentions(Mentions):
    """Component ``kg_french_mentions``: needs ``doc._.names``, ``literals``, ``dates``; assigns ``doc._.mentions``."""

    def __call__(self, doc: Doc) -> Doc:
        """Propose mentions and settle their overlaps; no dateline is one, nor "Innovation" in a minister's title."""
        super().__call__(doc)
        head = dateline(plain(doc.text))
        titles = [(x.start, x.end) for x in doc._.literals]
        doc._.mentions = [
            m for m in doc._.mentions if m.start >= head and not any(a <= m.start and m.end <= b for a, b in titles)
        ]
        return doc
