"""Words before a mention forbid what the reader may take it for."""

import pytest

from extractors.vetoes import only_asked, vetoed


@pytest.mark.parametrize(
    ("predicate", "text", "mention", "forbidden"),
    [
        ("signedBy", "It was signed in the presence of President Ann Lee.", "Ann Lee", True),
        ("signedBy", "It was signed by President Ann Lee.", "Ann Lee", False),
        ("partyTo", "According to Interfax, the accord is ready.", "Interfax", True),
        ("partyTo", "Interfax signed the accord.", "Interfax", False),
        ("partyTo", "Instead of CNES, DLR signed the accord.", "CNES", True),
        ("partyTo", "The pact was signed by Al Oz of ASI and witnessed by Ann Lee of CSA.", "CSA", True),
        ("partyTo", "At the headquarters of ESA, DLR and KARI signed the accord.", "ESA", True),
        ("cooperatesWith", "At the headquarters of ESA, DLR and KARI signed the accord.", "ESA", True),
        ("cooperatesWith", "At the headquarters of ESA, DLR and KARI signed the accord.", "DLR", False),
        ("signedBy", "It was signed by Ann Lee, who took over from Bo Ek.", "Bo Ek", True),
        ("positionAt", "Cy Dow is the U.S. ambassador to Chile.", "Chile", True),
        ("positionAt", "Cy Dow is the ambassador of Chile.", "Chile", False),
        ("partyTo", "ESA welcomed the accord of DLR and KARI.", "ESA", True),
        ("signedAt", "The accord was discussed in Lima.", "Lima", True),
        ("signedAt", "The accord was signed in Lima.", "Lima", False),
        ("signedOn", "The accord entered into force on 1 May 2015.", "1 May 2015", True),
        ("signedOn", "The accord was signed on 1 May 2015.", "1 May 2015", False),
        ("launchDate", "valid until 2015", "2015", False),
    ],
)
def test_vetoed(predicate: str, text: str, mention: str, forbidden: bool) -> None:
    span = (text.index(mention), text.index(mention) + len(mention))
    assert vetoed(predicate, span, span, text) is forbidden


@pytest.mark.parametrize(
    ("predicate", "person", "object", "forbidden"),
    [
        ("positionAt", "the head", "CNES", True),
        ("positionAt", "the head", "Russian agency", False),
        ("holdsPosition", "the head", "President", True),
        ("holdsPosition", "the head", "head", False),
        ("positionAt", "Komarov", "CNES", False),
    ],
)
def test_who_is_called_by_an_office_has_that_one_there(
    predicate: str, person: str, object: str, forbidden: bool
) -> None:
    text = "What the President of CNES and the head of the Russian agency, Komarov, said"
    ends = [(text.index(x), text.index(x) + len(x)) for x in (person, object)]
    assert vetoed(predicate, ends[0], ends[1], text) is forbidden


def test_who_signs_for_another_is_not_of_the_one_before() -> None:
    text = "Al Oz signed the pact for KSA and Minister Bo Ek for ASI; Cy Dow of CSA watched."
    ends = {x: (text.index(x), text.index(x) + len(x)) for x in ("KSA", "ASI", "CSA", "Al Oz", "Bo Ek", "Cy Dow")}
    assert vetoed("positionAt", ends["Bo Ek"], ends["KSA"], text)
    assert not vetoed("positionAt", ends["Cy Dow"], ends["CSA"], text)


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Ann Lee received Bo Ek in Washington D.C. on Monday. Both leaders signed the pact."
    ends = {x: (text.index(x), text.index(x) + len(x)) for x in ("Ann Lee", "Bo Ek", "the pact")}
    assert not vetoed("signedBy", ends["the pact"], ends["Ann Lee"], text)


@pytest.mark.parametrize(("person", "forbidden"), [("Al Oz", True), ("Bo Ek", False)])
def test_both_are_two_who_were_just_named(person: str, forbidden: bool) -> None:
    text = "The host was Al Oz of KSA.\nWith Bo Ek the talk was of mice. Both men signed a plan."
    ends = [(text.index(x), text.index(x) + len(x)) for x in ("a plan", person)]
    assert vetoed("signedBy", ends[0], ends[1], text) is forbidden


def test_what_is_only_asked_is_not_stated() -> None:
    assert only_asked(["Will CNES and DLR sign an accord?"])
    assert not only_asked(["Will CNES and DLR sign an accord?", "CNES and DLR signed an accord."])
    assert not only_asked(["What will become of the accord that CNES and DLR signed?"])
