"""What stands in an article without being part of what it says."""

import pytest

from extractors.furniture import furniture, without_furniture
from extractors.reader import Found


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Write to ann.lee@nasa.gov for more.", ["ann.lee@nasa.gov"]),
        ("See https://www.esa.int/news and www.cnes.fr today.", ["https://www.esa.int/news", "www.cnes.fr"]),
        ("They met.\nCredits: NASA/Bo Ek\nThen they left.", ["Credits: NASA/Bo Ek"]),
        ("Image credit: Bo Ek. They met.", ["Image credit: Bo Ek"]),
        ("An official photo by Bo Ek shows it.", ["photo by Bo Ek "]),
        ("Photo by NASA. The French CNES and JAXA signed.", ["Photo by NASA"]),
        ("Tax credits: NASA and ESA said so.", []),
        (
            "A pact.\nThe post A pact appeared first on Space Digest.",
            ["The post A pact appeared first on Space Digest."],
        ),
        ("The credit of CNES is good, the image of Mars too.", []),
    ],
)
def test_furniture(text: str, aside: list[str]) -> None:
    assert [text[start:end] for start, end in furniture(text)] == aside


def test_what_lies_in_furniture_is_not_found() -> None:
    text = "Ann Lee met Bo Ek.\nCredits: Cy Dow\nWrite to Di@x.org, said Ed Fox."
    names = ("Ann Lee", "Bo Ek", "Cy Dow", "Di", "Ed Fox")
    found = [Found(text.index(name), text.index(name) + len(name), "Person", 1.0) for name in names]
    kept = [text[x.start : x.end] for x in without_furniture(text, found)]
    assert kept == ["Ann Lee", "Bo Ek", "Ed Fox"]


def test_a_long_word_takes_no_longer_than_a_short_one_for_its_length() -> None:
    assert furniture("a" * 300_000) == []
    assert furniture("@" * 300_000) == [(0, 300_000)]
