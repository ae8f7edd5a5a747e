"""Frames in French: phrases that state a fact by their form. To teach the program a turn of phrase, add a line here.

A frame reads as one of `extractors.frames`: ``[a:Agency+]`` is a list of mentions of a type, ``{sign}`` a verb of
`VERBS` with its auxiliaries, ``{be sign}`` its passive. ``{when}`` takes the date, the place and the event that stand
there, as the slot ``w``. A fact holds only between things of the kinds that its predicate joins (`extractors.schema`),
so ``b signedOn w`` takes the dates among them and ``b signedAt w`` the rest.
"""

from dataclasses import dataclass
from typing import Final

from extractors.frames import Frame


@dataclass(frozen=True, slots=True)
class FrenchVerb:
    """Forms of verbs that mean the same deed, each a choice: infinitive, present, participle (masculine), future."""

    infinitive: str
    present: str
    participle: str
    future: str


VERBS: Final = {
    "sign": FrenchVerb(
        "signer|conclure|parapher|cosigner|ratifier",
        "signe(?:nt)?|conclu(?:t|ent)|paraphe(?:nt)?",
        "signé|conclu|paraphé|cosigné",
        "signer(?:a|ont)|conclur(?:a|ont)|parapher(?:a|ont)",
    ),
    "join": FrenchVerb(
        "rejoindre|adhérer à|adhérer aux", "rejoi(?:nt|gnent)|adhère(?:nt)? (?:à|aux?)", "rejoint|adhéré (?:à|aux?)",
        "rejoindr(?:a|ont)|adhérer(?:a|ont) (?:à|aux?)",
    ),
    "take part": FrenchVerb(
        "participer|contribuer|prendre part|collaborer|coopérer",
        "participe(?:nt)?|contribue(?:nt)?|pren(?:d|nent) part|collabore(?:nt)?|coopère(?:nt)?",
        "participé|contribué|pris part|collaboré|coopéré",
        "participer(?:a|ont)|contribuer(?:a|ont)|prendr(?:a|ont) part|collaborer(?:a|ont)|coopérer(?:a|ont)|"
        "participerai(?:t|ent)",
    ),
    "cooperate": FrenchVerb(
        "coopérer|collaborer|travailler ensemble",
        "coopère(?:nt)?|collabore(?:nt)?|travaillent ensemble",
        "coopéré|collaboré|travaillé ensemble",
        "coopérer(?:a|ont)|collaborer(?:a|ont)|travailleront ensemble",
    ),
    "develop": FrenchVerb(
        "développer|réaliser|construire|mener|préparer|concevoir",
        "développe(?:nt)?|réalise(?:nt)?|construi(?:t|sent)|mène(?:nt)?|prépare(?:nt)?|conçoi(?:t|vent)",
        "développé|réalisé|construit|mené|préparé|conçu",
        "développer(?:a|ont)|réaliser(?:a|ont)|construir(?:a|ont)|mèner(?:a|ont)|préparer(?:a|ont)|concevr(?:a|ont)",
    ),
    "supply": FrenchVerb(
        "fournir|livrer|apporter|construire|développer|réaliser",
        "fourni(?:t|ssent)|livre(?:nt)?|apporte(?:nt)?|construi(?:t|sent)|développe(?:nt)?|réalise(?:nt)?",
        "fourni|livré|apporté|construit|développé|réalisé",
        "fournir(?:a|ont)|livrer(?:a|ont)|apporter(?:a|ont)|construir(?:a|ont)|développer(?:a|ont)|réaliser(?:a|ont)",
    ),
    "lead": FrenchVerb(
        "diriger|piloter|conduire|coordonner",
        "dirige(?:nt)?|pilote(?:nt)?|condui(?:t|sent)|coordonne(?:nt)?",
        "dirigé|piloté|conduit|coordonné|mené",
        "diriger(?:a|ont)|piloter(?:a|ont)|conduir(?:a|ont)|coordonner(?:a|ont)",
    ),
    "meet": FrenchVerb(
        "rencontrer|recevoir|accueillir",
        "rencontre(?:nt)?|reçoi(?:t|vent)|accueill(?:e|ent)",
        "rencontré|reçu|accueilli",
        "rencontrer(?:a|ont)|recevr(?:a|ont)|accueiller(?:a|ont)",
    ),
    "launch": FrenchVerb("lancer|mettre en orbite", "lance(?:nt)?", "lancé|mis en orbite", "lancer(?:a|ont)"),
    "carry": FrenchVerb("embarquer|emporter", "embarque(?:nt)?", "embarqué|emporté|installé|"
    "monté", "embarquer(?:a|ont)"),
}  # fmt: skip

_ACTOR: Final = "Agency|Organization|Country"
_OF: Final = r"(?:du |de la |de l'|des |de |d')"
_IN: Final = r"(?:à |au |à la |à l'|aux |sur |dans |pour )"

#: What an agreement is for: no mention in it is read.
_MORE: Final = r"(?: (?!entre|que|qui|n'|ne )[^.;<>]{1,70}?)?"

FRAMES: Final = (
    # Agreements: who entered into them and who signed, when and where
    Frame(
        rf"(?:{{first}} )?[a:{_ACTOR}|Person+],?{{when}} {{sign}}{{when}} [b:Agreement]{{when}}",
        ("a partyTo b", "b signedBy a", "b signedOn w", "b signedAt w"),
        "[Agency CNES] et l'[Agency ISRO] ont signé [Date mardi] à [Place Paris] un [Agreement accord]",
    ),
    Frame(
        rf"[b:Agreement]{_MORE},?{{when}} (?:qui )?{{be sign}}{{when}} (?:entre|par) [a:{_ACTOR}|Person+]{{when}}",
        ("a partyTo b", "b signedBy a", "b signedOn w", "b signedAt w"),
        "Un [Agreement accord] a été signé [Date mardi] entre le [Agency CNES] et l'[Agency ISRO]",
    ),
    Frame(
        rf"[b:Agreement]{_MORE},?{{when}} (?:qui )?{{be sign}}{{when}}",
        ("b signedOn w", "b signedAt w"),
        "L'[Agreement accord] a été signé le [Date 3 mai 2011] à [Place Lima]",
    ),
    Frame(
        rf"(?:{{first}} )?{{be sign}}{{when}} [b:Agreement]{{when}} entre [a:{_ACTOR}|Person+]{{when}}",
        ("a partyTo b", "b signedBy a", "b signedOn w", "b signedAt w"),
        "À l'occasion du [Event salon] a été signé un [Agreement accord] entre le [Agency CNES] et le [Agency CDTI]",
    ),
    Frame(
        rf"{{sign}}{{when}} [b:Agreement]{{when}} entre [a:{_ACTOR}+]",
        ("a partyTo b",),
        "[Person Ann Lee] a signé un [Agreement accord] entre la [Country France] et l'[Country Inde]",
    ),
    Frame(
        rf"[b:Agreement] du [d:Date] entre [a:{_ACTOR}+]",
        ("a partyTo b", "b signedOn d"),
        "L'[Agreement accord] du [Date 1er février 2006] entre l'[Country Algérie] et la [Country France]",
        "asserted",
    ),
    Frame(
        r"[b:Agreement] [a:Agency] ?[-–] ?[c:Agency]",
        ("a partyTo b", "c partyTo b"),
        "un [Agreement accord] [Agency CNES]-[Agency Roscosmos]",
        "asserted",
    ),
    Frame(
        rf"(?:signature|conclusion),?{{when}} d(?:'une?|e l'|u|e la|e) [b:Agreement]{{when}} (?:entre|par) "
        rf"[a:{_ACTOR}+]{{when}}",
        ("a partyTo b", "b signedOn w", "b signedAt w"),
        "la signature d'un [Agreement accord] entre le [Agency CNES] et l'[Agency ISRO]",
        "asserted",
    ),
    Frame(
        rf"[a:{_ACTOR}] {{join}} [b:Agreement]{{when}}",
        ("a partyTo b", "b signedOn w", "b signedAt w"),
        "La [Country Suisse] a rejoint les [Agreement accords Artemis] [Date lundi]",
    ),
    Frame(
        rf"{{sign}}{{when}} [b:Agreement]{{when}} (?:au nom|pour le compte) {_OF}[a:{_ACTOR}]",
        ("a partyTo b",),
        "[Person Ann Lee] a signé l'[Agreement accord] au nom de l'[Agency ESA]",
    ),
    Frame(
        r"[b:Agreement][^.;<>]{0,30} (?:relatif|relative|relatifs|relatives|portant|porte|consacré|consacrée|"
        r"dédié|dédiée|"
        r"concernant|sur)(?: sur| à| au| aux)? [c:Project]",
        ("b concerns c",),
        "un [Agreement protocole d'accord] relatif à la mission [Project Lynx]",
    ),
    # Cooperation
    Frame(
        r"[a:Agency+] {cooperate}(?! avec)",
        ("a cooperatesWith a",),
        "Le [Agency CNES] et l'[Agency AEB] coopèrent depuis [Date 1997]",
    ),
    Frame(
        r"[a:Agency+] {cooperate}(?: étroitement| ensemble)? avec [b:Agency+]",
        ("a cooperatesWith b",),
        "Le [Agency CNES] coopère avec l'[Agency ISRO]",
    ),
    Frame(
        r"(?:coopération|collaboration|partenariat) entre [a:Agency+]",
        ("a cooperatesWith a",),
        "La coopération entre le [Agency CNES] et l'[Agency ISRO] s'étend",
        "asserted",
    ),
    # Projects: who takes part, who leads, who supplies what
    Frame(
        r"[a:Agency|Country+],? (?:a [a-zé ]{2,20} qu'(?:elle|il) )?{take part}(?: (?:déjà|également|ensemble|aussi))? "
        rf"{_IN}[b:Project]",
        ("a participatesIn b",),
        "L'[Agency ASAL] et l'[Agency UKSA] participent au nanosatellite [Project Alsat-1N]",
    ),
    Frame(
        r"[a:Agency+] {develop}(?: (?:ensemble|conjointement|en commun|en coopération))+ [b:Project]",
        ("a participatesIn b",),
        "Le [Agency CNES] et l'[Agency ISRO] développent ensemble le satellite [Project Lynx]",
    ),
    Frame(
        r"[b:Project],? que [a:Agency+] {develop} (?:ensemble|conjointement)",
        ("a participatesIn b",),
        "[Project Lynx], que la [Agency LSA] et l'[Agency ESA] ont développé ensemble",
    ),
    Frame(
        r"[b:Project],? (?:est )?(?:une? |la |le )?(?:mission|projet|satellite|programme|observatoire|initiative)"
        rf"(?: [a-zà-ÿ-]+)? (?:conjointe?|commune?)(?: [a-zà-ÿ-]+)? (?:{_OF}|entre )[a:Agency+]",
        ("a participatesIn b",),
        "[Project Lynx] est une mission conjointe du [Agency CNES] et du [Agency DLR]",
    ),
    Frame(
        r"[b:Project],? (?:est )?(?:une? |la |le )?(?:(?:mission|projet|satellite|programme|initiative|sonde)"
        r"(?: [a-zà-ÿ-]+)? )?{be lead} par [a:Agency](?! et)",
        ("a leads b",),
        "[Project Lynx], mission pilotée par [Agency DLR]",
    ),
    Frame(
        r"(?:[Dd]irigée?|[Pp]ilotée?|[Cc]onduite?|[Mm]enée?|[Cc]oordonnée?) par [a:Agency](?! et),? [b:Project]",
        ("a leads b",),
        "Dirigée par la [Agency JAXA], la mission [Project Lynx] étudiera la glace",
    ),
    Frame(
        r"[a:Agency] {lead} [b:Project]",
        ("a leads b",),
        "Le [Agency DLR] dirige la mission [Project Lynx]",
    ),
    Frame(
        rf"[a:Agency] {{supply}} [p:Project],? {_IN}[b:Project]",
        ("a contributes p", "p partOf b", "a participatesIn b"),
        "L'[Agency ASC] fournira le robot [Project Arm] à la station [Project Aurora]",
    ),
    Frame(
        r"[a:Agency] {supply} [p:Project](?:,[^.;<>]{0,60}?)?(?:,| qui)? (?:qui )?(?:(?:sera|est|a été) )?"
        r"(?:embarqué|emporté|installé|monté)e?s?"
        r" (?:à bord|sur|dans)(?: de la| de l'| du| de| d')? [b:Project]",
        ("a contributes p", "a participatesIn b"),
        "Le [Agency CEA] fournit l'instrument [Project Eye], embarqué sur [Project Lynx]",
        "asserted",
    ),
    Frame(
        r"[p:Project](?:,[^.;<>]{0,60}?)?(?:,| qui) (?:qui )?{be carry}"
        r" (?:à bord|sur|dans)(?: de la| de l'| du| de| d')? [b:Project]",
        ("p partOf b",),
        "l'instrument [Project Eye], embarqué sur [Project Lynx]",
    ),
    Frame(
        rf"[b:Project](?: {_OF}<Agency:\d+>)?,? (?:à laquelle|auquel|à qui) [a:Agency+] {{take part}}",
        ("a participatesIn b",),
        "la mission [Project Lynx] de l'[Agency ESA] à laquelle le [Agency CNES] et [Agency DLR] contribuent",
    ),
    Frame(
        rf"\bmission [b:Project] {_OF}[a:Agency](?! et|-)",
        ("a leads b",),
        "la mission [Project Lynx] de l'[Agency ESA]",
        "asserted",
    ),
    Frame(
        r"(?:instrument|spectromètre|caméra|robot|module) [p:Project],? {be supply} par [a:Agency]",
        ("a contributes p",),
        "l'instrument [Project Eye], développé par le [Agency CNES]",
    ),
    # Launches
    Frame(
        r"[a:Project],? (?:qui )?{be launch}{when}",
        ("a launchDate w",),
        "[Project Lynx] sera lancé en [Date 2023]",
    ),
    Frame(
        r"[a:Project](?:(?!<Project)[^.;])*; (?:elle|il) {be launch}{when}",
        ("a launchDate w",),
        "[Project Lynx] est une mission franco-allemande ; elle devrait être lancée en [Date 2021]",
    ),
    Frame(
        rf"(?:lancement|tir) {_OF}[a:Project],? (?:est |était |reste )?(?:prévue?|programmée?|planifiée?|"
        rf"attendue?|fixée?)"
        r"(?: pour)?{when}",
        ("a launchDate w",),
        "Le lancement de [Project Lynx] est prévu en [Date septembre 2026]",
        "planned",
    ),
    Frame(
        r"[a:Project],? dont le lancement est (?:prévu|programmé|attendu|fixé)(?: pour)?{when}",
        ("a launchDate w",),
        "[Project Lynx], dont le lancement est prévu en [Date 2024]",
        "planned",
    ),
    # Meetings, events
    Frame(
        r"[a:Person],?{when} {meet}{when},? [b:Person+]",
        ("a met b",),
        "[Person Ann Lee] a rencontré [Date jeudi] à [Place Moscou] [Person Kofi Adu]",
    ),
    Frame(
        r"[a:Person],?{when} s'est entretenue?{when} avec [b:Person+]",
        ("a met b",),
        "[Person Ann Lee] s'est entretenue avec [Person Kofi Adu]",
        "asserted",
    ),
    Frame(
        r"(?:entretien|rencontre|réunion) entre [a:Person+]",
        ("a met a",),
        "un entretien entre [Person Ann Lee] et [Person Kofi Adu]",
        "asserted",
    ),
    Frame(
        r"[e:Event],? (?:qui )?(?:se tient|se tiendra|s'est tenue?|s'est déroulée?|se déroule|se déroulera|"
        r"a lieu|a eu lieu|"
        r"aura lieu|organisée?){when}",
        ("e takesPlaceIn w", "e eventDate w"),
        "[Event le congrès], qui se tiendra à [Place Lima] en [Date octobre 2023]",
        "asserted",
    ),
    # Agencies and their countries, memberships
    Frame(
        r"[a:Agency](?:,| est)? (?:l')?agence spatiale (?:du |de la |de l'|des |de |d')?[c:Country]",
        ("a agencyOf c",),
        "la [Agency KSA], l'agence spatiale du [Country Kenya]",
        "asserted",
    ),
    Frame(
        r"[a:Country|Agency] (?:est devenue?|devient|est) (?:le |la |l')?(?:[\wà-ÿ-]+ )?(?:État )?membre "
        rf"{_OF}[b:Agency|Organization]",
        ("a memberOf b",),
        "La [Country Slovénie] est devenue le 23e État membre de l'[Agency ESA]",
        "asserted",
    ),
)
