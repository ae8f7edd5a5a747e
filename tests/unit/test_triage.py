"""Triage: what speaks for reading an article, and what does not."""

import pytest

from extractors.triage import Reason, load_triage

#: Long enough to judge a text by what it lacks, and saying nothing itself.
FILLER = " The hall was full, the windows were open, and two students served soup." * 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CNES and Roscosmos agreed.", "agencies"),
        ("CNES put up a satellite.", "agencies"),
        ("CNES signed.", "agencies"),
        ("NASA signed an agreement.", "agencies"),
        ("Visitors came from the Ruritanian Space Agency.", "described agency"),
        ("THE RURITANIAN SPACE AGENCY HAS A NEW LOGO.", "described agency"),
        ("They met at the Paris Air Show.", "event or agreement"),
        ("NASA sent a box to Ghana.", "agency and country"),
        ("Its administrator said that NASA was pleased.", "head of an agency"),
        ("Peru and Chile will share pictures from the satellite, which is in orbit.", "countries in space"),
        ("The rocket left Kourou.", "launch site"),
        ("Gilmo and Transcel signed an agreement on terminals for satellites and spacecraft.", "joint deed in space"),
        # nothing speaks for these
        ("NASA was on the shirt.", None),
        ("NASA was on the shirt from the United States.", None),
        ("The minister signed an agreement with the unions.", None),
        ("France and India signed a treaty on fish.", None),
        ("There are partners for the new parking spaces.", None),
        ("A satellite campus signed a contract on office space and open space.", None),
        ("Mars bars and rocket salad were served under the moon.", None),
        ("The cnes of the beetle are blue, and the nasa too.", None),
    ],
)
def test_reason_for_reading(text: str, reason: Reason | None) -> None:
    assert load_triage().reason(text + FILLER) == reason


@pytest.mark.parametrize("text", ["", "Selma Demir met Patrick Okello in Nairobi.", "Aeolus was launched in 2018."])
def test_a_sentence_or_two_is_always_read(text: str) -> None:
    assert load_triage().reason(text) == "too short to tell"


def test_the_order_of_what_is_said_does_not_matter() -> None:
    assert load_triage().reason(FILLER + "NASA signed an agreement.") == "agencies"
