"""Every frame finds what its own example states, and nothing where the example's words say otherwise."""

import re

import pytest

from extractors.frames import FRAMES, Frame
from extractors.phrases import Slot, clauses, find_phrases, mask, stated
from tests.unit.masked import read


@pytest.mark.parametrize("frame", FRAMES, ids=[f.example[:60] for f in FRAMES])
def test_each_frame_finds_its_example(frame: Frame) -> None:
    text, slots = read(frame.example)
    said = [said for length, _, said in clauses(text, slots, sentences(text)) if length == frame.sentences]
    found = {predicate for sentence in said for _, predicate, _, _ in stated(frame, sentence)}
    assert found == {fact.split()[1] for fact in frame.states}


def sentences(text: str) -> list[tuple[int, int]]:
    """Where sentences of an example begin and end."""
    return [match.span() for match in re.finditer(r"\S.*?(?:\.(?= |$)|$)", text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "[Agency CNES], [Agency ISRO] and [Agency ISA] have signed [Agreement a charter]",
            {("CNES", "partyTo", "a charter", "asserted"), ("ISRO", "partyTo", "a charter", "asserted"),
             ("ISA", "partyTo", "a charter", "asserted")},
        ),
        (
            "[Agency CNES] and [Agency ISRO] will sign [Agreement a charter]",
            {("CNES", "partyTo", "a charter", "planned"), ("ISRO", "partyTo", "a charter", "planned")},
        ),
        (
            "[Agency CNES] and [Agency ISRO] did not sign [Agreement the charter]",
            {("CNES", "partyTo", "the charter", "negated"), ("ISRO", "partyTo", "the charter", "negated")},
        ),
        (
            "Neither [Agency CNES] nor [Agency ISRO] signed [Agreement the charter]",
            {("CNES", "partyTo", "the charter", "negated"), ("ISRO", "partyTo", "the charter", "negated")},
        ),
        ("Reports that [Agency CNES] and [Agency ISRO] signed [Agreement a charter] are false", set()),
        (
            "[Agency CNES] President [Person Ann Lee] met [Person Bo Ek], Head of [Agency SNSA], and [Person Cy Dow]",
            {("Ann Lee", "met", "Bo Ek", "asserted"), ("Ann Lee", "met", "Cy Dow", "asserted")},
        ),
        (
            "[Person Ann Lee] met her Japanese counterpart from [Agency JAXA], [Person Bo Ek]",
            {("Ann Lee", "met", "Bo Ek", "asserted")},
        ),
        (
            "[Agreement The pact] was signed by [Person Al Oz] for [Agency ASI] and by [Person Bo Ek] of [Agency KSA]",
            {("The pact", "signedBy", "Al Oz", "asserted"), ("The pact", "signedBy", "Bo Ek", "asserted")},
        ),
        (
            "[Agency CNES] and [Agency ISRO] signed [Agreement the pact] with [Country Kenya]'s [Agency KSA]",
            {("CNES", "partyTo", "the pact", "asserted"), ("ISRO", "partyTo", "the pact", "asserted"),
             ("KSA", "partyTo", "the pact", "asserted"), ("KSA", "partyTo", "the pact", "open"),
             ("KSA", "agencyOf", "Kenya", "open")},
        ),
        (
            "[Project Lynx] and [Project Mira] were launched on [Date 3 May 2011] and [Date 4 June 2012] respectively",
            {("Lynx", "launchDate", "3 May 2011", "asserted"), ("Mira", "launchDate", "4 June 2012", "asserted")},
        ),
        ("[Agency CNES] met [Agency ISRO] to sign [Agreement a pact]", set()),
        ("Will [Agency CNES] and [Agency ISRO] sign [Agreement a pact]?", set()),
        ("[Project Lynx] was not launched in [Date 2014]", {("Lynx", "launchDate", "2014", "negated")}),
        ("[Project Lynx] will be launched in [Date 2034]", {("Lynx", "launchDate", "2034", "planned")}),
    ],
)  # fmt: skip
def test_a_sentence_states(sentence: str, expected: set[tuple[str, str, str, str]]) -> None:
    text, slots = read(sentence)
    names = {s.index: text[s.start : s.end] for s in slots}
    found = {
        (names[f.subject], f.predicate, names[f.object], f.modality or "open")
        for f in find_phrases(text, slots, [(0, len(text))])
    }
    assert found == expected


@pytest.mark.parametrize(
    ("text", "signers"),
    [
        ("[Agency ASI] and [Agency KSA] signed [Agreement a pact]. [Person Al Oz] signed for [Agency ASI] and "
         "[Person Bo Ek] for [Agency KSA].", {"Al Oz", "Bo Ek"}),
        ("They signed [Agreement a pact]. It runs to [Date 2030]. It will be signed by [Person Al Oz].", {"Al Oz"}),
        ("[Agreement a pact] is out. [Person Al Oz], head of [Agency ASI], and [Person Bo Ek] signed it.",
         {"Al Oz", "Bo Ek"}),
        ("[Agreement a pact] is out. It bears the signatures of [Person Al Oz] and, on behalf of [Agency ASI], "
         "[Person Bo Ek].", {"Al Oz", "Bo Ek"}),
        ("[Agreement a pact] is out. [Person Al Oz], who succeeds [Person Cy Dow], did not sign it.", set()),
        ("[Agreement a pact] is ready. Parliament passed a law. [Person Al Oz] signed it.", set()),
        ("[Agreement a pact] is ready. [Person Al Oz] signed for [Agency ASI] a new lease.", set()),
        ("They signed [Agreement a pact] and [Agreement a letter]. It was signed by [Person Al Oz].", set()),
        ("They signed [Agreement a pact]. It rained. They went. They ate. It was signed by [Person Al Oz].", set()),
    ],
)  # fmt: skip
def test_what_is_signed_may_stand_before(text: str, signers: set[str]) -> None:
    plain, slots = read(text)
    names = {s.index: plain[s.start : s.end] for s in slots}
    found = list(find_phrases(plain, slots, sentences(plain)))
    assert {names[f.object] for f in found if f.predicate == "signedBy" and f.modality != "negated"} == signers


def test_a_mention_inside_another_leaves_the_mask_readable() -> None:
    text = "the CNES mission flies"
    slots = [Slot(0, 16, "Project", 0), Slot(4, 8, "Agency", 1)]
    assert mask(text, (0, len(text)), slots) == "<Project:0> flies"


def test_no_frame_takes_forever_on_a_long_list() -> None:
    many = " and ".join(f"[Person Person {chr(65 + i)}], head of [Agency A{i}]" for i in range(24))
    text, slots = read(many)
    assert list(find_phrases(text, slots, [(0, len(text))])) == []
