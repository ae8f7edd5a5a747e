"""Fixed phrases say who holds which position where."""

import re

import pytest

from extractors.roles import Kind, Part, find_roles

#: What stands between the marks: person {p:…}, title {t:…}, owner {o:…}.
_MARK = re.compile(r"\{([pto]):([^}]*)\}")
_KINDS: dict[str, Kind] = {"p": "person", "t": "title", "o": "owner"}


def roles(marked: str) -> set[tuple[str, str, str]]:
    text, parts, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        parts.append(Part(len(text), len(text) + len(match[2]), _KINDS[match[1]], match[2]))
        text, at = text + match[2], match.end()
    text += marked[at:]
    countries = {"Brazilian": "Brazil", "French": "France"}
    return {(r.person, r.title, r.owner) for r in find_roles(text, parts, countries.get)}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{o:CNES} {t:President} {p:Anna Berg} spoke.", ("Anna Berg", "President", "CNES")),
        ("{o:CNES}'s {t:President}, {p:Anna Berg}, spoke.", ("Anna Berg", "President", "CNES")),
        ("{o:CNES}’s then {t:President} Dr {p:Anna Berg} spoke.", ("Anna Berg", "President", "CNES")),
        ("{p:Anna Berg}, {t:Director General} of {o:CNES}, spoke.", ("Anna Berg", "Director General", "CNES")),
        ("{p:Anna Berg}, who is the {t:head} of the {o:CNES}", ("Anna Berg", "head", "CNES")),
        ("the {t:director} of {o:CNES}, {p:Anna Berg}, spoke", ("Anna Berg", "director", "CNES")),
        ("{p:Anna Berg} of {o:CNES}", ("Anna Berg", "", "CNES")),
        ("the Brazilian {t:ambassador}, {p:Anna Berg}", ("Anna Berg", "ambassador", "Brazil")),
        ("{p:Anna Berg} met the {t:director}", None),
        ("{o:CNES} said that its {t:President} and {p:Anna Berg} met", None),
        ("{p:Anna Berg}. {t:President} of {o:CNES} is another", None),
    ],
)
def test_a_phrase_states_a_role_or_none(marked: str, expected: tuple[str, str, str] | None) -> None:
    found = roles(marked)
    assert (expected in found) if expected else not {r for r in found if r[1] and r[2]}


@pytest.mark.parametrize(
    "marked",
    [
        "{o:CNES} {t:president} {p:Anna Berg}, who succeeded {p:Bo Ek} in April, met {o:ISRO} {t:chair} {p:Cy Dow}",
        "{p:Anna Berg}, {t:president} of {o:CNES}, who took over from Dr {p:Bo Ek}, met {p:Cy Dow}",
    ],
)
def test_who_is_succeeded_had_the_role(marked: str) -> None:
    found = roles(marked)
    assert {("Anna Berg", "president", "CNES"), ("Bo Ek", "president", "CNES")} <= found
    assert not {r for r in found if r[0] == "Cy Dow" and r[2] == "CNES"}


def test_what_a_predecessor_was_may_be_said() -> None:
    found = roles("{p:Anna Berg}, {t:minister} of {o:Chile}, who replaced {p:Bo Ek} as {t:chair} of {o:ESA}")
    assert ("Bo Ek", "minister", "Chile") not in found


def test_in_a_list_of_people_each_has_the_office_that_stands_by_the_name() -> None:
    found = roles(
        "Seen are {o:ESA} {t:head} {p:Al Oz}, {o:CNES} {t:President} {p:Bo Ek}, {o:U.S.} {t:Ambassador} to {o:Chile} "
        "{p:Cy Dow}, {p:Di Fox}, {t:astronaut}, {p:Eli Gal}, {t:minister}."
    )
    assert {(person, title) for person, title, _ in found if title} == {
        ("Al Oz", "head"), ("Bo Ek", "President"), ("Di Fox", "astronaut"), ("Eli Gal", "minister")
    }  # fmt: skip
    assert {(person, owner) for person, _, owner in found if owner} == {("Al Oz", "ESA"), ("Bo Ek", "CNES")}


def test_a_possessive_passes_the_role_on_to_what_it_owns() -> None:
    assert ("Anna Berg", "head", "Argentina") not in roles("{o:Argentina}'s space agency {t:head} {p:Anna Berg}")
