"""Frames: phrases that state a fact by their form. To teach the program a turn of phrase, add a line here.

A frame is a pattern over a sentence whose mentions are slots, what it states of them, and an example, which is also its
test. In a pattern

* ``[a:Agency]`` is a mention of that type (``|`` between several), ``[a:Agency+]`` one or more in a list;
* ``{sign}`` is a verb of `VERBS` with its auxiliaries, ``{be sign}`` the same in the passive: they give the modality,
  else the frame does, else the reader;
* everything else is a regular expression; spaces are spaces.

``states`` gives the facts: ``a partyTo b``, and ``a cooperatesWith a`` for all pairs within a list.
In an example the mentions stand in brackets, as ``[Agency CNES]``.
"""

from dataclasses import dataclass
from typing import Final

from kg.model import Modality


@dataclass(frozen=True, slots=True)
class Verb:
    """Forms of verbs that mean the same deed: infinitive, third person, past and participle, each a choice."""

    base: str
    third: str
    past: str


VERBS: Final = {
    "sign": Verb(
        "sign|conclude|enter into|initial|ink",
        "signs|concludes|enters into|inks",
        "signed|co-signed|concluded|entered into|inked|initialled|put (?:his|her|their) signatures? to",
    ),
    "join": Verb("join|accede to", "joins|accedes to", "joined|acceded to"),
    "take part": Verb(
        "participate in|take part in|join|contribute to|collaborate on|cooperate on|partner on|work together on",
        "participates in|takes part in|contributes to|collaborates on|partners on",
        "participated in|took part in|contributed to|(?:have |has |had )?(?:long |also |already )?"
        "(?:collaborated|cooperated|worked together|teamed up)(?: closely)?(?: in the past)? on",
    ),
    "lead": Verb("lead|coordinate|head", "leads|coordinates|heads", "led|coordinated|headed"),
    "meet": Verb(
        "meet|meet with|receive|host|hold talks with",
        "meets|meets with|receives|holds talks with",
        "met|met with|received|held talks with|held a meeting with|held a working meeting with",
    ),
    "launch": Verb(
        "launch|lift off|fly|go into orbit", "launches|lifts off", "launched|lifted off|blasted off|went into orbit"
    ),
    "hold": Verb("hold", "holds", "held|convened"),
    "supply": Verb(
        "supply|provide|contribute|build|develop|deliver|furnish",
        "supplies|provides|contributes|builds|develops|delivers|"
        "is (?:supplying|providing|contributing|building|developing)",
        "supplied|provided|contributed|built|developed|delivered|furnished",
    ),
    "leave": Verb(
        "leave|quit|withdraw from|pull out of",
        "leaves|quits|withdraws from|pulls out of",
        "left|quit|withdrew from|withdrawn from|pulled out of",
    ),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern, what it states, and an example.

    ``modality`` stands where no verb gives one; without either it is as the reader says, else ``asserted``.
    """

    pattern: str
    states: tuple[str, ...]
    example: str
    modality: Modality | None = None
    sentences: int = 1  #: 2 if the pattern runs over two sentences


_KIND: Final = (
    r"(?:initiative|mission|project|programme|program|satellite|spacecraft|probe|orbiter|lander|rover|telescope|"
    r"observatory|instrument|experiment|campaign|constellation)"
)
_WHEN: Final = r"(?: (?:today|last week|this week|this morning|yesterday|here|also|[a-z]+ly|(?:on |in )?<Date:\d+>))*"
_VENUE: Final = r"(?:in|at|during|on the (?:sidelines|margins|occasion|fringes) of|on the opening day of)"

FRAMES: Final = (
    # Agreements: who entered into them
    Frame(
        rf"(?<!of )(?<!of the )(?<!from )[a:Agency|Organization|Country+],?{_WHEN} {{sign}}{_WHEN} [b:Agreement]",
        ("a partyTo b",),
        "[Agency CNES] and [Agency JAXA] have signed [Agreement a framework agreement]",
    ),
    Frame(
        rf"[b:Agreement],? (?:that |which )?(?:was )?(?:signed|concluded|reached){_WHEN} (?:between|by) "
        r"[a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "[Agreement the protocol] signed in [Date 2014] between [Agency CSA] and [Agency DLR]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement],?{_WHEN} (?:for|on behalf of) [a:Agency|Organization|Country]",
        ("a partyTo b",),
        "[Person Ann Lee] signed [Agreement the accord] on behalf of [Agency CSA]",
    ),
    # Agreements: who signed, when, where
    Frame(
        rf"[a:Person+],?{_WHEN} {{sign}}{_WHEN} [b:Agreement]",
        ("b signedBy a",),
        "[Person Ann Lee], head of [Agency CSA], and [Person Kofi Adu] signed [Agreement the accord]",
    ),
    Frame(
        r"[b:Agreement],? (?:that |which )?{be sign}(?: [^<>.;]*?(?:<(?:Date|Place|Event):\d+>[^<>.;]*?){0,2})?"
        r",? by [a:Person+]",
        ("b signedBy a",),
        "[Agreement The accord] was signed in [Place Lima] by [Person Ann Lee] and [Person Kofi Adu]",
    ),
    Frame(
        r"[b:Agreement],? (?:that |which )?{be sign}(?: on| in)? [d:Date]",
        ("b signedOn d",),
        "[Agreement The accord] was signed on [Date 3 May 2011]",
    ),
    Frame(
        r"{sign} [b:Agreement],? (?:in|at) [c:Place],?(?: on| in)? [d:Date]",
        ("b signedAt c", "b signedOn d"),
        "They signed [Agreement an accord] in [Place Lima] on [Date 3 May 2011]",
    ),
    Frame(
        r"{sign} [b:Agreement],? (?:on|in) [d:Date]",
        ("b signedOn d",),
        "They signed [Agreement an accord] in [Date May 2011]",
    ),
    Frame(
        rf"[b:Agreement],? (?:that |which )?{{be sign}}{_WHEN},? {_VENUE} [c:Place|Event]",
        ("b signedAt c",),
        "[Agreement The accord] was signed last week at [Event the Paris Air Show]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement],?{_WHEN} {_VENUE} [c:Place|Event]",
        ("b signedAt c",),
        "They signed [Agreement an accord] on [Date Monday] in [Place Lima]",
    ),
    Frame(
        r"[b:Agreement],? (?:on|for|concerning|covering|regarding|about|relating to) [c:Project]",
        ("b concerns c",),
        "[Agreement a memorandum] on [Project the Lynx mission]",
    ),
    Frame(
        r"[c:Project],?(?: [a-z ]{0,40})? (?:for|on|under|about) which [^.;]{0,120}?{sign} [b:Agreement]",
        ("b concerns c",),
        "[Project Lynx], for which they signed [Agreement a joint plan]",
    ),
    Frame(
        r"[c:Project],?(?: [^.;]{0,60}?)? (?:for|on|about) which [b:Agreement] {be sign}",
        ("b concerns c",),
        "[Project Lynx], a mission for which [Agreement the protocol] was signed",
    ),
    # Meetings
    Frame(
        rf"[a:Person],?{_WHEN} {{meet}}{_WHEN} [b:Person+]",
        ("a met b",),
        "[Person Ann Lee] met [Person Kofi Adu], head of [Agency GSSTI], and [Person Li Wei]",
    ),
    Frame(
        r"(?:talks|meeting|discussions) (?:between|of) [a:Person+]",
        ("a met a",),
        "talks between [Person Ann Lee] and [Person Kofi Adu]",
    ),
    # Projects: who takes part, who leads, what flies on what
    Frame(
        r"[a:Agency+] {take part}(?: [a-z-]+){0,2} [b:Project]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Agency CNES], [Agency ISRO] and [Agency ISA] have collaborated on [Project the Helia campaign]",
    ),
    Frame(
        r"[a:Agency+] (?:have |has |had )?(?:long |also |already )?(?:collaborated?|cooperated?|worked? together|"
        r"teamed up|partnered)",
        ("a cooperatesWith a",),
        "[Agency CNES] and [Agency ISA] have long cooperated",
    ),
    Frame(
        rf"[b:Project],? (?:which is |is )?(?:a|the) (?:joint|collaborative|cooperative)(?: [a-z-]+){{0,2}} {_KIND}"
        r"(?: [a-z]+)? (?:between|of|by) [a:Agency+]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Project Lynx], a joint mission of [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"[b:Project],? (?:which is |is )?(?:a|an|the) [a:Agency](?:['’]s?)?(?:-led)?(?: [a-z-]+){{0,2}} {_KIND}",
        ("a leads b",),
        "[Project the Observatory], a [Agency CNES] initiative",
    ),
    Frame(
        r"[b:Project],?(?: which| that)?(?: is| was| are)? (?:led|coordinated|headed) by [a:Agency]",
        ("a leads b",),
        "[Project Lynx], led by [Agency DLR]",
    ),
    Frame(
        r"[Ll]ed by [a:Agency],? [b:Project]",
        ("a leads b",),
        "Led by [Agency DLR], [Project Lynx] studies ice",
    ),
    Frame(
        r"[a:Agency],? (?:which |that )?{lead} [b:Project]",
        ("a leads b",),
        "[Agency DLR] leads [Project Lynx]",
    ),
    Frame(
        r"[b:Project],? (?:which is |is )?(?:a|an|the)(?: [a-z-]+){0,2}"
        r" (?:mission|initiative|satellite|programme|project) of [a:Agency](?! and|,? <)",
        ("a leads b",),
        "[Project Lynx] is a mission of [Agency DLR]",
    ),
    Frame(
        r"[a:Agency+] (?:are|were|became|remain)(?: [a-z-]+)? partners (?:in|on|of) [b:Project]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Agency CNES] and [Agency ISRO] are partners in [Project Lynx]",
    ),
    Frame(
        r"[a:Agency+] (?:are|were|became|remain)(?: [a-z-]+)? partners",
        ("a cooperatesWith a",),
        "[Agency CNES] and [Agency ISRO] are partners",
    ),
    Frame(
        r"[a:Agency] (?:has |have )?(?:long |also )?(?:cooperate[sd]?|collaborate[sd]?|works|worked|partnered)"
        r"(?: closely| together)? with [b:Agency+]",
        ("a cooperatesWith b",),
        "[Agency DLR] cooperates with [Agency KARI]",
    ),
    Frame(
        r"[a:Agency] {supply} [p:Project],? (?:for|to|aboard|on)(?: <Agency:\d+>['’]s?)? [b:Project]",
        ("a contributes p", "p partOf b", "a participatesIn b"),
        "[Agency CNES] built [Project the Mira camera] for [Agency ISRO]'s [Project Lynx]",
    ),
    Frame(
        r"[a:Agency] {leave} [b:Project]",
        ("a participatesIn b",),
        "[Agency DLR] left [Project Lynx]",
        "negated",
    ),
    Frame(
        r"[a:Agency|Country] {leave} [b:Organization|Agency]",
        ("a memberOf b",),
        "[Country Chile] withdrew from [Organization the Union]",
        "negated",
    ),
    Frame(r"[a:Agency]-led [b:Project]", ("a leads b",), "the [Agency DLR]-led [Project Lynx mission]"),
    Frame(
        r"[a:Project],?(?: which| that)?(?: will|is to|was|is|to)?(?: be)? "
        r"(?:fly|flies|flew|flown|flying|carried|mounted|ride|hosted|installed)(?: [a-z]+)?"
        r" (?:aboard|on board|onboard|on) [b:Project]",
        ("a partOf b",),
        "[Project the Mira camera] will fly aboard [Project Lynx]",
    ),
    Frame(
        r"\ban? (?P<kind>[a-z]+) (?:for|on|aboard|on board) [b:Project].*\b(?:[Tt]his|[Tt]he) (?P=kind)[^.;<>]{0,40}? "
        r"(?:called|named|known as|dubbed) [a:Project]",
        ("a partOf b",),
        "They fly a camera on [Project Lynx]. This camera, to be called [Project Mira], is red.",
        sentences=2,
    ),
    # Launches
    Frame(
        r"[a:Project],?(?: (?:that|which))?(?: (?:is|are|was|now|currently))*"
        r" (?:set|due|scheduled|planned|expected|slated|targeted) (?:to launch|to be launched|for launch|to fly|"
        r"to lift off)(?: [a-z]+){0,3}? [d:Date]",
        ("a launchDate d",),
        "[Project Lynx-2] set to launch in [Date 2022]",
        "planned",
    ),
    Frame(
        r"[a:Project],?(?: (?:that|which))? {be launch}(?: [a-z]+){0,2}? [d:Date]",
        ("a launchDate d",),
        "[Project Lynx-1] was launched on [Date 30 July 2025]",
    ),
    Frame(
        r"[a:Project],?(?: (?:that|which))? {launch}(?: [a-z]+){0,2}? [d:Date]",
        ("a launchDate d",),
        "[Project Lynx-1] will lift off in [Date July 2025]",
    ),
    Frame(
        r"(?:[Ii]n|[Oo]n) [d:Date],? [b:Agency|Organization|Country] {launch} [a:Project]",
        ("a launchDate d",),
        "In [Date May 2018], [Agency CNSA] launched [Project Lynx]",
    ),
    Frame(
        r"[a:Project][^.;<>]{0,60} (?:slipped|delayed|postponed|moved|pushed back)(?: from <Date:\d+>)? to [d:Date]",
        ("a launchDate d",),
        "[Project Lynx] has slipped from [Date 2019] to [Date 2020]",
        "planned",
    ),
    # Events
    Frame(
        r"[e:Event](?:,? held)? in [c:Place|Country]",
        ("e takesPlaceIn c",),
        "[Event the congress] in [Place Lima]",
        "asserted",  # of a future event too: nine articles of ten
    ),
    Frame(
        r"[e:Event],?(?: which)? (?:was |is being )?held(?: in <(?:Place|Country):\d+>)?,? (?:on|from|in) [d:Date]",
        ("e eventDate d",),
        "[Event the congress], held in [Place Lima] in [Date May 2011]",
    ),
    # Agencies and their countries
    Frame(
        r"[c:Country](?:['’]s?)(?: (?:national|federal|own|new|young))?(?: [a-z]+)?"
        r" (?:agency|centre|center|commission),? [a:Agency]",
        ("a agencyOf c",),
        "[Country Kenya]'s space agency, [Agency KSA]",
    ),
    Frame(
        r"[a:Agency],? (?:the )?[c:Country](?:['’]s?) (?:national |federal )?(?:space|research|meteorological)"
        r"(?: [a-z]+)? (?:agency|centre|center|commission|office|institute)",
        ("a agencyOf c",),
        "[Agency KSA], [Country Kenya]'s space agency",
    ),
)
