"""Names are compared by their letters, and never joined across a number."""

import pytest

from extractors.names import abbreviates, alike, bare, is_acronym, is_nominal, key, numbers, person_matches, specific

DEMONYMS = frozenset({"french", "russian", "japanese", "finnish"})


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("the SCO's", "SCO"),
        ("Russia’s", "Russia"),
        ("a framework agreement", "framework agreement"),
        ("Thales", "Thales"),
    ],
)
def test_bare_drops_determiner_and_possessive(surface: str, expected: str) -> None:
    assert bare(surface) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("SCO", "Space Climate Observatory", True),
        ("FMI", "the Finnish Meteorological Institute", True),
        ("INPE", "National Institute for Space Research", False),  # a native acronym is for the gazetteer
        ("ISA", "Italian Spaceflight Agency", True),
        ("ESA", "Indian Space Agency", False),
        ("the", "tall hairy elephants", False),
    ],
)
def test_an_acronym_is_made_of_initials(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Roshydhromet", "Roshydromet", True),
        ("Bion-M1", "Bion-M2", False),
        ("Artemis I", "Artemis II", False),
        ("Interhelioprobe", "Interhelio probe", False),
        ("CNES", "CNSA", False),
    ],
)
def test_misspellings_are_alike_but_other_numbers_are_not(a: str, b: str, expected: bool) -> None:
    assert alike(a, b) is expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("the French agency", True),
        ("its Japanese counterpart", True),
        ("the accord", True),
        ("a framework agreement on space science", True),
        ("Memorandum of Understanding", True),
        ("Joint Statement", True),
        ("Artemis Accords", False),
        ("CNES", False),
        ("the Russian federal space agency Roscosmos", False),
        ("Bion-M2 capsule", False),
        ("Jean-Yves Le Gall", False),
    ],
)
def test_a_description_names_nothing(surface: str, expected: bool) -> None:
    assert is_nominal(surface, DEMONYMS) is expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Le Gall", "Jean-Yves Le Gall", True),
        ("Rogozin", "Dimitry Rogozin", True),
        ("J.-Y. Le Gall", "Jean-Yves Le Gall", True),
        ("Dimitry Rogozin", "Rogozin", False),
        ("Gall", "Maxim Yakovenko", False),
    ],
)
def test_a_person_is_named_by_part_of_the_name(short: str, full: str, expected: bool) -> None:
    assert person_matches(short, full) is expected


def test_keys_ignore_case_and_punctuation_and_specific_ignores_kinds() -> None:
    assert key("The Bion-M2 Capsule") == "bion m2 capsule"
    assert specific("Bion-M2 capsule") == specific("the Bion-M2 mission") == "bion m2"
    assert numbers("Artemis II") == {"II"}
    assert is_acronym("TsAGI")
    assert not is_acronym("Paris")
