"""Agreements in French: the words for them, and of which type each is."""

import re
from collections.abc import Iterable
from typing import Final

#: Words and the type they mean, the more telling first. All in the singular or plural, without determiner.
_WORDS: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.I), type)
    for pattern, type in (
        (r"(?:accords?|ententes?)[- ]cadres?|accords? général|conventions?[- ]cadres?", "framework agreement"),
        (r"(?:protocoles?|mémorandums?) d['’](?:accord|entente)|mémorandums?", "memorandum of understanding"),
        (
            r"(?:arrangements?|accords?|protocoles?|textes?) (?:de mise en (?:œuvre|oeuvre)|d['’]application|"
            r"d['’]exécution)|plans? de mise en (?:œuvre|oeuvre)",
            "implementing arrangement",
        ),
        (r"lettres? d['’](?:intention|intérêt)", "letter of intent"),
        (r"déclarations? d['’](?:intention|intérêt)", "declaration of intent"),
        (r"(?:déclarations?|communiqués?) (?:conjointe?|commune?)s?", "joint statement"),
        (r"accords d?['’]? ?art[eé]mis", "accords"),
        (r"traités?|conventions? (?:internationales?|intergouvernementales?)", "treaty"),
        (r"contrats?|marchés?|bons? de commande", "contract"),
        (
            r"accords?|ententes?|protocoles?|conventions?|avenants?|chartes?|arrangements?|partenariats?|"
            r"annexes?|pactes?",
            "other",
        ),
    )
)

#: A noun phrase that is an agreement, by its head and what tells its type; no determiner, no topic.
AGREEMENT: Final = re.compile(
    r"\b(?P<head>(?:[Aa]ccords?[- ]cadres?|[Cc]onventions?[- ]cadres?"
    r"|(?:[Pp]rotocoles?|[Mm]émorandums?) d['’](?:accord|entente)(?! (?:sur|de) la Lune)"
    r"|(?:[Aa]rrangements?|[Aa]ccords?|[Pp]rotocoles?) (?:de mise en (?:œuvre|oeuvre)|d['’]application|d['’]exécution)"
    r"|(?:[Ll]ettres?|[Dd]éclarations?) d['’](?:intention|intérêt)s?"
    r"|[Dd]éclarations? (?:conjointe?|commune?)s?|[Ee]ntentes?[- ]cadres?"
    r"|[Mm]émorandums?|[Ee]ntentes?|[Aa]ccords?|[Pp]rotocoles?|[Tt]raités?|[Cc]ontrats?|[Aa]venants?|"
    r"[Cc]hartes?|[Aa]rrangements?"
    r"|[Cc]onventions?)"
    r"(?: (?:bilatéral|intergouvernemental|trilatéral|international|général|spécifique|particulier)(?:e|s|es)?)?"
    r"(?: de (?:coopération|collaboration|partenariat|principe|financement|lancement|recherche))?"
    r"(?: (?:bilatérale?|intergouvernementale?|scientifique|spatiale?|technique|cadre))?)(?![\w-])"
)
#: Words that mean an agreement only where the article has spoken of one.
AGAIN: Final = re.compile(r"\b(?:document|texte|déclaration|lettre)\b(?! d['’])")

#: What must stand before such a noun phrase, so that it is one agreement and not agreement in general.
DETERMINER: Final = re.compile(
    r"(?:\b(?P<new>une?|deux|trois|(?:le|la|du|au|leur|son) (?:premier|première|second|seconde|deuxième|"
    r"troisième|autre))|\b(?P<known>le|la|les|cet|cette|ce|ces|du|au|aux|son|sa|leur|leurs)|"
    r"(?P<elided>\b[Ll]['’]))(?: (?:nouvel|nouvelle|nouveau|premier|première|second|seconde|deuxième|troisième|autre|"
    r"important|importante|ambitieux|vaste|récent|récente|tel|telle|même|présent|présente|dit|futur|future|"
    r"éventuel))?\s?$",
    re.I,
)


def french_agreement_type(surfaces: Iterable[str]) -> str | None:
    """One of `kg.model.AGREEMENT_TYPES`, None if no surface says: the most telling word of any surface decides."""
    text = "\n".join(surfaces)
    for pattern, type in _WORDS:
        if pattern.search(text):
            return type
    return None
