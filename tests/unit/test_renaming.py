"""Renamings: two names that a text gives to one mission, and those that it does not."""

import pytest

from extractors.renaming import renamings
from extractors.state import Candidate


def found(marked: str) -> list[tuple[str, str]]:
    """The pairs of names in a text whose projects stand in square brackets."""
    text, mentions = "", []
    for part in marked.split("["):
        name, bracket, rest = part.partition("]")
        if bracket:
            mentions.append(Candidate(len(text), len(text) + len(name), "Project", 1.0, "reader", name))
        text += name + rest
    return [(mentions[a].text, mentions[b].text) for a, b in renamings(text, mentions, frozenset())]


@pytest.mark.parametrize(
    "text",
    [
        "[Aurora], formerly [Polar Light], flies in May.",
        "[Aurora] (formerly known as [Polar Light]) flies in May.",
        "[Aurora], the spacecraft previously discussed under the working title [Polar Light], flies in May.",
        "[Polar Light] is now [Aurora].",
        "[Polar Light], since renamed [Aurora], flies in May.",
        "[Polar Light] was renamed [Aurora] in May.",
        "[Polar Light], now called [Aurora], flies in May.",
        "[Aurora] flew in May. The small satellite was born as [Polar Light].",
        "They spoke of [Polar Light]. The spacecraft receives the name [Aurora].",
    ],
)
def test_a_text_that_says_so_gives_one_mission_two_names(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[Aurora] and later [Polar Light] fly in May.",
        "[Aurora], previously on [Polar Light], flies in May.",
        "[Aurora] flies in May. The satellite is called [Polar Light] after a song.",
        "[Aurora], the instrument on [Polar Light], is ready.",
        "[Aurora] was followed by [Polar Light].",
        "[Aurora] is now part of [Polar Light].",
    ],
)
def test_two_missions_in_one_sentence_stay_two(text: str) -> None:
    assert not found(text)
