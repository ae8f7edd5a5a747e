"""Grammar: what the frames are made of, the verbs and the pieces of phrase that several of them share.

How a frame is written: `extractors.frames`.
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
        "sign|conclude|enter into|initial|ink|co-sign|put (?:his|her|their) (?:signatures?|names?) to|"
        "put pen to paper on",
        "signs|concludes|enters into|inks|co-signs|puts (?:his|her) (?:signature|name) to",
        "signed|co-signed|countersigned|concluded|entered into|inked|initialled|"
        "put (?:his|her|their) (?:signatures?|names?) to|put pen to paper on",
    ),
    "accede": Verb(
        "join|accede to|adhere to|ratify",
        "joins|accedes to|adheres to|ratifies",
        "joined|acceded to|adhered to|ratified",
    ),
    "join": Verb("join", "joins", "joined"),
    "participate": Verb(
        "participate|take part|be involved",
        "participates|takes part|is involved|are involved",
        "participated|took part|taken part|was involved|were involved",
    ),
    "take part": Verb(
        "participate in|take part in|join|contribute to|collaborate on|cooperate on|partner on|work together on",
        "participates in|takes part in|joins|contributes to|collaborates on|partners on",
        "participated in|took part in|joined|contributed to|(?:have |has |had )?(?:long |also |already )?"
        "(?:collaborated|cooperated|worked together|teamed up)(?: closely)?(?: in the past)? on",
    ),
    "lead": Verb("lead|coordinate|head", "leads|coordinates|heads", "led|coordinated|headed"),
    "run": Verb(
        "lead|coordinate|head|operate|run",
        "leads|coordinates|heads|operates|runs",
        "led|coordinated|headed|operated|run",
    ),
    "meet": Verb(
        "meet|meet with|receive|host|hold talks with|have talks with|have a meeting with",
        "meets|meets with|receives|holds talks with",
        "met|met with|received|held talks with|had talks with|"
        "(?:had|held) an? (?:[a-z]+ )?(?:meeting|conversation) with",
    ),
    "cooperate": Verb(
        "cooperate|collaborate|work|partner|team up",
        "cooperates|collaborates|works|partners",
        "cooperated|collaborated|worked|partnered|teamed up",
    ),
    "succeed": Verb(
        "succeed|replace|take over from", "succeeds|replaces|takes over from", "succeeded|replaced|took over from"
    ),
    "become": Verb(
        "become|be named|be appointed|be elected",
        "becomes|takes over as",
        "become|became|(?:was|were|been) (?:named|appointed|elected)|took over as",
    ),
    "confer": Verb("meet|hold talks", "meets?", "met|held talks|had talks|held discussions|(?:held|had) a meeting"),
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
    "give": Verb(
        "supply|provide|contribute|furnish|deliver",
        "supplies|provides|contributes|furnishes|delivers",
        "supplied|provided|contributed|furnished|delivered|donated",
    ),
    "carry": Verb("carry|host", "carries|hosts", "carried|hosted"),
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


#: What says of which kind a project is: of one that flies or runs by itself, and of a part of it.
WHOLE: Final = (
    r"(?:missions?|satellites?|spacecraft|probe|orbiter|lander|rover|observatory|telescope|programme|program|project|"
    r"initiative|constellation|campaign|station|rocket|launcher)"
)
PART: Final = (
    r"(?:instrument|payload|experiment|camera|sensor|radar|radiometer|imager|spectrometer|spectrograph|seismometer|"
    r"magnetometer|altimeter|laser|detector|analyser|module|antenna|probe|telescope|drill|chronograph|coronagraph)"
)
KIND: Final = rf"(?:{WHOLE}|{PART})"
#: When or how often, between a subject and its verb or after its object.
WHEN: Final = r"(?: (?:today|last week|this week|this morning|yesterday|here|also|[a-z]+ly|(?:on |in )?<Date:\d+>))*"
#: Before the place or the event at which something is done.
VENUE: Final = r"(?:in|at|during|on the (?:sidelines|margins|occasion|fringes) of|on the opening day of)"
#: What an agreement is about, after it, if that is said.
ON: Final = r"(?: (?:on|for|in|concerning|covering|about|regarding|to) (?:[^,.;:<>]|<(?:Topic|Project):\d+>){1,80}?)?"
#: Between whom an agreement is, after it, if that is said.
BETWEEN: Final = r"(?: between <\w+:\d+>(?:,? and <\w+:\d+>| with <\w+:\d+>)*)?"
#: What a sentence says besides, without naming a person.
NO_PERSON: Final = r"(?:[^.;<>]|<(?!Person)\w+:\d+>)*"
#: Whose the thing is that follows.
OWNER: Final = r"(?: (?:the )?<(?:Agency|Country):\d+>['’]s?)?"
#: The date that follows is of something else: "on 3 May of last year", "in 2013 and 2017".
WHOLE_DATE: Final = r"(?! of (?:that|last|this|the)\b| and <Date)"
