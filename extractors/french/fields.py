"""Fields in French: what a sentence says its agreement is about ("dans les domaines de la formation et de …")."""

import re
from collections.abc import Iterator
from typing import Final

_CUE: Final = re.compile(
    r"(?:dans (?:le|les) domaines? (?:suivants? : )?|en matière |portant sur |porte(?:nt)? sur |"
    r"relati(?:f|ve)s? (?:à|aux?) |concernant |consacrée?s? (?:à|aux?) |couvr(?:e|ant|ent) |"
    r"<Agreement:\d+>(?: [a-zà-ÿ]+)? sur |pour (?=l'(?:étude|exploration|observation)))"
)
_END: Final = re.compile(
    r"[.;:()«»\"!?]|,? (?:qui|que|dont|où|afin|lors|en présence|à l'occasion|a|ont|est|sont|sera|seront|entre|"
    r"avec|dans|pendant|au cours|par|grâce|en \w+ant|ainsi qu'il|signée?|conclue?|d'ici|selon|pour|depuis|jusqu'|"
    r"en <Date|le <Date|à <Place|au <Event)\b|,? <(?:Date|Place|Event|Person|Agency|Organization|Country|Project)"
)
_SEPARATOR: Final = re.compile(
    r", (?:et )?| et (?=(?:de |du |des |de la |de l'|d'|la |le |les |l'|sur |à |au |aux |[a-zà-ÿ]))| ainsi que "
)
_HEAD: Final = re.compile(r"^(?:de la |de l'|du |des |de |d'|sur |à la |à l'|aux? |à |les |la |le |l'|une? )+")
_TOPIC: Final = re.compile(r"[A-Za-zÀ-ÿœ][\w'’œ-]*(?: [\w'’œ-]+){0,6}")
_EMPTY: Final = re.compile(
    r"(?:autres?|divers|activités|plusieurs|trois|deux|cette|ce|ces|son|sa|ses|leurs?|coopération)\b|"
    r"(?:mission|satellite|projet|programme|instrument|sonde|station)s?$",
    re.I,
)


def find_french_fields(sentence: str) -> Iterator[tuple[int, str]]:
    """The agreement's number and a topic, for each field that a masked sentence gives for its only agreement."""
    agreements = {int(n) for n in re.findall(r"<Agreement:(\d+)>", sentence)}
    if len(agreements) != 1:
        return
    (agreement,) = agreements
    first = sentence.index("<Agreement:")
    for cue in _CUE.finditer(sentence, first):
        if "<" in sentence[cue.end() : cue.end() + 12].split(" ")[0]:  # a project, which a frame takes
            continue
        rest = sentence[cue.end() :]
        end = _END.search(rest)
        listed = rest[: end.start()] if end else rest
        for part in _SEPARATOR.split(listed):
            topic = _HEAD.sub("", part.strip()).strip(" ,")
            if _TOPIC.fullmatch(topic) and not _EMPTY.match(topic) and len(topic) > 3:
                yield agreement, topic
        return
