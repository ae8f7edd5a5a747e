"""What stands in an article without being part of what it says."""

import pytest

from extractors.furniture import furniture


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Write to ann.lee@nasa.gov for more.", ["ann.lee@nasa.gov"]),
        ("See https://www.esa.int/news and www.cnes.fr today.", ["https://www.esa.int/news", "www.cnes.fr"]),
        ("They met.\nCredits: NASA/Bo Ek\nThen they left.", ["Credits: NASA/Bo Ek"]),
        ("Image credit: Bo Ek. They met.", ["Image credit: Bo Ek"]),
        ("An official photo by Bo Ek shows it.", ["photo by Bo Ek "]),
        (
            "A pact.\nThe post A pact appeared first on Space Digest.",
            ["The post A pact appeared first on Space Digest."],
        ),
        ("The credit of CNES is good, the image of Mars too.", []),
    ],
)
def test_furniture(text: str, aside: list[str]) -> None:
    assert [text[start:end] for start, end in furniture(text)] == aside
