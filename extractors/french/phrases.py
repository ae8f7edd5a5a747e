"""Phrases in French: finds the frames of `extractors.french.frames` in sentences whose mentions are known.

The counterpart of `extractors.phrases`, of which it has the slots and the masked sentence; what is here is grammar:
articles and elision, compound tenses, the two halves of a negation.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, count
from typing import Final, cast

from extractors.frames import Frame
from extractors.french.dates import DAY, MONTH, WEEKDAY
from extractors.french.frames import FRAMES, VERBS
from extractors.phrases import Slot, Stated, mask
from extractors.schema import SIGNATURES
from kg.model import MODALITIES, Modality, Predicate

_SLOT: Final = re.compile(r"\[(\w+):([\w|]+)(\+?)\]")
_VERB: Final = re.compile(r"\{(be )?([a-z ]+)\}")
_WHEN: Final = re.compile(r"\{(when|first)\}")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NUMBER: Final = re.compile(r"<(\w+):(\d+)>")

#: What may stand before a mention without being part of it, and in brackets after it.
_KINDS: Final = (
    r"mission|satellite|microsatellite|nanosatellite|instrument|programme|projet|sonde|robot|station|campagne|société|"
    r"télescope|spectromètre|constellation|démonstrateur|initiative|agence [a-zà-ÿ]+|observatoire|organisation|"
    r"expérience"
)
_BEFORE: Final = (
    r"(?:(?:du|de la|de l'|des|de|d'|au|aux|à la|à l'|par la|par l'|par le|par|avec|l'|la|le|les|une?|cette?|"
    r"cet|ce|son|sa|"
    r"leurs?|M\.|Mme) ?){0,2}"
    rf"(?:(?:nouvel|nouvelle|nouveau|premier|première|second|seconde|deuxième|futur|future|{_KINDS})"
    r"(?: (?:spatiale?|commune?|conjointe?|scientifique))? ){0,2}"
)
_AFTER: Final = r"(?: \([^()]{1,60}\))?"
_AND: Final = r"(?:, (?:et )?| et | ainsi que | et également |, d'une part, et )"

#: Between a verb and what belongs to it: when, where, at which event, and words that say how.
_HOW: Final = (
    r"(?:officiellement|conjointement|également|aussi|ensemble|solennellement|formellement|ainsi|récemment|déjà|enfin|"
    r"de nouveau|à nouveau|en outre|par ailleurs|notamment|surtout|hier|aujourd'hui|ce jour|"
    rf"(?:le |ce )?{WEEKDAY}|(?:le |ce )?(?:{WEEKDAY} )?{DAY} {MONTH})"  # days that nothing resolves
)
_CIRCUMSTANCE: Final = (
    r"(?:(?:le|la|l'|ce|cette|en|au|aux|à|à la|à l'|lors (?:du|de la|de l'|des|d')|à l'occasion (?:du|de la|de l'|d')|"
    r"en marge (?:du|de la|de l'|des)|dans le cadre (?:du|de la|de l')|pendant (?:le|la)|durant (?:le|la)) ?)?"
    r"<(?:Date|Place|Event):\d+>" + _AFTER
)
#: The same at the beginning of a sentence: "À l'occasion du salon, X a signé".
_FIRST: Final = rf"(?:^|(?<=[»:] ))(?i:{_CIRCUMSTANCE})(?:,? (?i:{_CIRCUMSTANCE}))?,?"
_CIRCUMSTANCES: Final = rf"(?:,? (?:{_CIRCUMSTANCE}|{_HOW}))*,?"

#: What such a sentence says is somebody's claim, or a condition.
_HEARSAY: Final = re.compile(
    r"\b(?:dément(?:i|ent)?|démenti|rumeurs?|aurai(?:t|ent) (?:\w+ )?\w+é|prétend(?:ent)?|serai(?:t|ent) sur le point|"
    r"à condition que)\b|^Si ",
    re.I,
)

#: Who looks on while others sign.
_WITNESSES: Final = re.compile(
    r",? en présence (?:de |du |des |d')[^.;]*?"
    r"(?=,? (?:ont|a) |,? (?:une?|le|la|cet|cette|ce|le nouvel|l')? ?<Agreement|[.;]|$)"
)

_OFTEN: Final = rf"(?:{_HOW} |tous deux |toutes deux )?"
_WILL: Final = (
    r"(?:va|vont|doit|doivent|devrait|devraient|pourrait|pourraient|souhaite(?:nt)?|compte(?:nt)?|espère(?:nt)?|"
    r"veut|veulent|"
    r"(?:prévoi(?:t|ent)|envisage(?:nt)?|projette(?:nt)?|(?:a|ont) (?:décidé|accepté|prévu|convenu)|sont convenu[es]*|"
    r"s'apprête(?:nt)?|s'engage(?:nt)?|se prépare(?:nt)?) (?:de|d'|à)) ?"
)
_NEVER: Final = r"(?:pas|jamais|plus|pas encore|toujours pas|finalement pas|encore pas)"


def find_french_phrases(text: str, slots: Sequence[Slot], lines: Sequence[tuple[int, int]]) -> Iterator[Stated]:
    """The facts that phrases state, sentence by sentence. ``text`` is as `extractors.french.text.plain` gives it."""
    ordered = sorted(slots)
    for line in lines:
        inside = [s for s in ordered if line[0] <= s.start and s.end <= line[1]]
        if len(inside) < 2:
            continue
        sentence = _WITNESSES.sub("", mask(text, line, inside))
        if _HEARSAY.search(sentence):
            continue
        for frame in FRAMES:
            for subject, predicate, object, modality in stated(frame, sentence):
                yield Stated(subject, predicate, object, modality, line)


def stated(frame: Frame, sentence: str) -> Iterator[tuple[int, Predicate, int, Modality | None]]:
    """What one frame finds in a masked sentence: of each fact only what the kinds of its two things allow."""
    pattern, types = _compile(frame)
    for match in pattern.finditer(sentence):
        found = match.groupdict()
        modality = next((m for m in MODALITIES if found.get(m)), frame.modality)
        members = {
            name: [
                (type, int(number))
                for group, words in found.items()
                if words and group.rstrip("0123456789") == name
                for type, number in _NUMBER.findall(_BRACKETS.sub("", words))
                if type in allowed
            ]
            for name, allowed in types.items()
        }
        for name, found_there in members.items():
            if any(type == "Agency" for type, _ in found_there) and name != "w":  # "de l'Inde, le CNES et l'ISRO"
                members[name] = [x for x in found_there if x[0] != "Country"]
        for fact in frame.states:
            subject, predicate, object = fact.split()
            yield from _facts(members, subject, cast(Predicate, predicate), object, modality)


def _facts(
    members: dict[str, list[tuple[str, int]]],
    subject: str,
    predicate: Predicate,
    object: str,
    modality: Modality | None,
) -> Iterator[tuple[int, Predicate, int, Modality | None]]:
    subjects, objects = SIGNATURES[predicate]
    pairs = (
        combinations(members[subject], 2)
        if subject == object
        else ((s, o) for s in members[subject] for o in members[object])
    )
    for (s_type, s), (o_type, o) in pairs:
        if s != o and s_type in subjects and o_type in objects:
            yield s, predicate, o, modality


@cache
def _compile(frame: Frame) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The regular expression of a frame, and which types each of its slots takes."""
    types = {name: frozenset(choice.split("|")) for name, choice, _ in _SLOT.findall(frame.pattern)}
    types["w"] = frozenset({"Date", "Place", "Event", "Country"})
    number = count(1)
    pattern = _WHEN.sub(
        lambda m: f"(?P<w{next(number)}>{_FIRST if m[1] == 'first' else _CIRCUMSTANCES})", frame.pattern
    )
    pattern = _VERB.sub(lambda m: _passive(m[2]) if m[1] else _active(m[2]), pattern)
    return re.compile(_SLOT.sub(lambda m: _slot(*m.groups()), pattern)), types


def _slot(name: str, types: str, many: str) -> str:
    one = rf"{_BEFORE}<(?:{types}):\d+>{_AFTER}"
    return f"(?P<{name}>{one}(?:{_AND}{one})*)" if many else f"(?P<{name}>{one})"


def _active(verb: str) -> str:
    v = VERBS[verb]
    return (
        rf"(?:(?P<negated>n'(?:a|ont|avait|avaient|aura|auront) {_NEVER} {_OFTEN}(?:{v.participle})|"
        rf"ne (?:{v.present}|{v.future}) {_NEVER}|ne (?:va|vont|doit|doivent|devrait|devraient|"
        rf"souhaite(?:nt)?) {_NEVER} "
        rf"(?:{v.infinitive})|(?:(?:a|ont) (?:refusé|renoncé)|refuse(?:nt)?|renonce(?:nt)?) (?:de|"
        rf"à) (?:{v.infinitive}))|"
        rf"(?P<planned>(?:{v.future})|{_WILL}{_OFTEN}(?:{v.infinitive}))|"
        rf"(?P<asserted>(?:a|ont|avait|avaient) {_OFTEN}(?:{v.participle})|(?:vient|viennent) de (?:{v.infinitive})|"
        rf"{_OFTEN}(?:{v.present})))(?![\w'-])"
    )


def _passive(verb: str) -> str:
    v = VERBS[verb]
    participle = rf"(?:{v.participle})e?s?"
    return (
        rf"(?:(?P<negated>n'(?:a|ont|avait|avaient) {_NEVER} été {participle}|n'(?:est|était) {_NEVER} {participle}|"
        rf"ne (?:sera|seront) {_NEVER} {participle})|"
        rf"(?P<planned>(?:sera|seront|serait|seraient|{_WILL}être) {_OFTEN}{participle})|"
        rf"(?P<asserted>(?:(?:a|ont|avait|avaient) été |est |sont |était |étaient |fut |furent )?{_OFTEN}{participle}))"
        r"(?![\w'-])"
    )
