"""Words before a mention forbid what the reader may take it for."""

import pytest

from extractors.vetoes import vetoed


@pytest.mark.parametrize(
    ("predicate", "text", "mention", "forbidden"),
    [
        ("signedBy", "It was signed in the presence of President Ann Lee.", "Ann Lee", True),
        ("signedBy", "It was signed by President Ann Lee.", "Ann Lee", False),
        ("partyTo", "According to Interfax, the accord is ready.", "Interfax", True),
        ("partyTo", "Interfax signed the accord.", "Interfax", False),
        ("signedOn", "The accord entered into force on 1 May 2015.", "1 May 2015", True),
        ("signedOn", "The accord was signed on 1 May 2015.", "1 May 2015", False),
        ("launchDate", "valid until 2015", "2015", False),
    ],
)
def test_vetoed(predicate: str, text: str, mention: str, forbidden: bool) -> None:
    span = (text.index(mention), text.index(mention) + len(mention))
    assert vetoed(predicate, span, span, text) is forbidden
