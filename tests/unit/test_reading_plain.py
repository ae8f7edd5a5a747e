"""Plain text: what is taken off an article, what it fills, and what must stay."""

import datetime as dt

import pytest

from kg.ingestion.dates import find_date, is_date, parse_date
from kg.ingestion.furniture import strip_furniture
from kg.ingestion.plain import read_plain, unwrap

TITLE = "France & Russia Agree to Expand Space Cooperation"
BODY = (
    "MOSCOW (CNES) — CNES President Jean-Yves Le Gall met Dimitry Rogozin, Director General of Roscosmos, on Thursday."
)
MORE = "Both agencies signed a joint implementation plan for MTB-2, an experiment on the Russian capsule Bion-M2."
DAY = dt.date(2019, 9, 5)

#: What stands above the body, and the author and publisher it names.
MASTHEADS: dict[str, tuple[str, str, str]] = {
    "scraped blog": (
        f"Constellations, Launch, New Space and more…\n\n{TITLE}\n\n"
        "By Doug Messier\nParabolic Arc\nSeptember 5, 2019\nFiled under , , ,",
        "Doug Messier",
        "Parabolic Arc",
    ),
    "blank lines between": (
        f"{TITLE}\n\nBy Doug Messier\n\nParabolic Arc\n\nSeptember 5, 2019",
        "Doug Messier",
        "Parabolic Arc",
    ),
    "no blank lines": (f"{TITLE}\nBy Doug Messier\nParabolic Arc\nSeptember 5, 2019", "Doug Messier", "Parabolic Arc"),
    "one line": (f"{TITLE}\n\nby Jeff Doe — September 5, 2019", "Jeff Doe", ""),
    "bars": (f"{TITLE}\n\nBy Jeff Doe | SpaceNews | Sept. 5, 2019", "Jeff Doe", "SpaceNews"),
    "bullets": (f"{TITLE}\n\nBy JEFF DOE · 5 Sep 2019 14:30 GMT · 4 min read · Share", "JEFF DOE", ""),
    "wire": (
        f"{TITLE}\n\nBy Jane Doe and John Roe, Example Wire\nThursday, 5 September 2019",
        "Jane Doe and John Roe",
        "Example Wire",
    ),
    "posted by": (
        f"{TITLE}\n\nPosted by Ximena de los Reyes on 5 September 2019 in News\n12 comments",
        "Ximena de los Reyes",
        "",
    ),
    "post of the author": (
        f"{TITLE}\n\nWritten by Marisol Quon, planetary geologist at Purdue University\nPublished: 2019-09-05",
        "Marisol Quon",
        "",
    ),
    "affiliation": (f"{TITLE}\n\nBy Doug Messier, Parabolic Arc\n5th September 2019", "Doug Messier", "Parabolic Arc"),
    "agency, date first": (f"September 05, 2019\nRELEASE 19-067\n\n{TITLE}", "", ""),
    "agency, with place": (f"PRESS RELEASE\nParis, 5 September 2019\nPR126-2019\n\n{TITLE}", "", ""),
    "Russian wire": (f"5 SEP 2019, 19:35\n{TITLE}", "", ""),
    "rubric and crumbs": (
        f"Home > News > Europe\n\nNews\n\n{TITLE}\n\nExample Digest\n05.09.2019\nUpdated: 6 September 2019",
        "",
        "Example Digest",
    ),
    "standfirst": (f"{TITLE}\n\nBy Jane Doe\n\n2019-09-05T10:00:00+02:00", "Jane Doe", ""),
    "site above": (
        f"Parabolic Arc\n\n{TITLE}\n\nBy Doug Messier\nSep 5, 2019 10:15 AM EDT",
        "Doug Messier",
        "Parabolic Arc",
    ),
    "source named": (f"{TITLE}\n\nSource: Xinhua | 2019-09-05 05:11:38 | Editor: Hou Peilin", "", "Xinhua"),
}


@pytest.mark.parametrize(("head", "author", "publisher"), MASTHEADS.values(), ids=MASTHEADS.keys())
def test_a_masthead_fills_the_fields_and_leaves_only_its_headline(head: str, author: str, publisher: str) -> None:
    found = read_plain(f"{head}\n\n{BODY}\n\n{MORE}\n")
    assert found.text == f"{TITLE}\n\n{BODY}\n\n{MORE}"
    assert (found.title, found.author, found.publisher, found.published) == (TITLE, author, publisher, DAY)


def test_the_comment_section_tells_which_line_is_the_headline() -> None:
    text = f"Space news from all over the world\n\nMars\n\n{BODY}\n\n3 responses to “Mars”\n\n  1. Bob says:\n\nNo."
    found = read_plain(text)
    assert (found.title, found.text) == ("Mars", f"Mars\n\n{BODY}")


def test_a_standfirst_stays_in_the_text() -> None:
    deck = "The two agencies want to fly mice."
    found = read_plain(f"{TITLE}\n\n{deck}\n\nBy Jane Doe\nSeptember 5, 2019\n\n{BODY}")
    assert found.text == f"{TITLE}\n\n{deck}\n\n{BODY}"
    assert found.published == DAY


def test_the_dateline_stays_and_gives_the_day_where_nothing_else_does() -> None:
    text = "MOSCOW, September 5, 2019 (CNES) — CNES and Roscosmos signed a plan."
    assert read_plain(text).text == text
    assert read_plain(text).published == DAY
    assert read_plain("In Moscow, on September 5, 2019, CNES and Roscosmos signed a plan.").published is None


#: Texts that have no masthead, though they may look as if.
BODIES = [
    BODY,
    f"{BODY}\n\n{MORE}",
    "By 2030, CNES and ISRO will fly a satellite together.\n\n" + MORE,
    "By late Monday, talks between the agencies had ended.\n\n" + MORE,
    f"{BODY}\n\nThe agreement\n\n{MORE}",
    f"{BODY}\n\nSeptember 5, 2019\n\nThe capsule lands.",
    f"{BODY}\n\nBy Jove\n\n{MORE}",
    f"{BODY}\n\nTopics: Earth observation, launchers and crewed flight.\n\n{MORE}",
    f"{BODY}\n\nThe parties are:\n\n(a) CNES;\n(b) ISRO, with two institutes;\n(c) DLR, from a consortium.\n\n{MORE}",
    f"{BODY}\n\nComments\n\nThe agencies made no comments on the plan, which is to be signed in Moscow next year.",
    f"{BODY}\n\nRead more about the plan in the statement that the two agencies issued on Thursday evening in Moscow.",
    f"{BODY}\n\n* March: launch from Baikonur\n* June: exhibition in Moscow\n\n{MORE}",
    "Wednesday 14 November\n\n09:00 Opening by the Director General of CNES, Paris\n\n10:00 Keynote\n\n" + MORE,
]


@pytest.mark.parametrize("body", BODIES)
def test_a_body_is_never_touched(body: str) -> None:
    assert read_plain(body).text == body


#: What follows an article and is not the article.
TAILS = [
    f"3 responses to “{TITLE}”\n\n  1. Andrew Tubbiolo says:\n"
    "\nESA signed an agreement with NASA today, and that is that.\n\nLeave a Reply",
    "Comments (2)\n\nkwame_gis\nJAXA and KARI signed it too.",
    "Comments\n\nBob says:\n\nJAXA and KARI signed it too, as everybody knows who reads the papers.",
    "**3 comments**\n\n*rocketdad77*: JAXA signed it",
    "  1. Andrew Tubbiolo says:\n\nOh, this will be FUN watching these two get along.",
    "Leave a Reply\nYour email address will not be published.",
    "Read next\n\nNASA and JAXA sign lunar rover deal\nISRO joins Artemis\n\nMost read\n\n1. Roscosmos leaves",
    "RELATED POSTS: Why JUICE takes the scenic route · NASA signs",
    "Related: Two governments, one lunar roadmap",
    "You may also like: NASA signs with JAXA",
    "Share this: Email | Print",
    "Share this:\n\n  * Twitter\n  * Facebook\n\nLike this:\n\nLoading...",
    "Tags: ESA, NASA, Gateway, Orion",
    "Filed under: Bilateral, Science",
    "Filed under , , , ,",
    "Image credit: NASA/JPL-Caltech",
    "Photo: The presidents of CNES and DLR at the signing",
    "© 2019 Parabolic Arc. All rights reserved.",
    "-end-\n\nFaith Doe\nHeadquarters, Washington\n202-358-1600\nfaith.doe@example.org / jo.roe@example.org",
    "###\n\nMedia contact:\nFaith Doe, CNES\n+33 1 44 76 75 00",
    "Press contacts\nJane Doe  Tel. +33 (0)1 44 76 00 00  jane.doe@example.org",
    "The post France & Russia Agree to Expand Space Cooperation appeared first on Parabolic Arc.",
    "Subscribe to our weekly newsletter\n\nFollow us on Twitter",
    "[Report] [Reply] [Load more]",
]


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_an_article_never_becomes_text(tail: str) -> None:
    assert read_plain(f"{TITLE}\n\n{BODY}\n\n{MORE}\n\n{tail}").text == f"{TITLE}\n\n{BODY}\n\n{MORE}"


@pytest.mark.parametrize(
    "block",
    ["Advertisement", "READ MORE: NASA and JAXA sign", "Related stories\n\n- NASA and JAXA sign\n- ISRO joins Artemis"],
)
def test_what_interrupts_an_article_is_taken_out_and_the_rest_kept(block: str) -> None:
    rest = MORE + " The plan confirms that both agencies want to work together on this project for years."
    assert read_plain(f"{BODY}\n\n{block}\n\n{rest}").text == f"{BODY}\n\n{rest}"


def test_notes_after_the_end_of_a_release_stay() -> None:
    found = read_plain(f"{BODY}\n\n-end-\n\nJane Doe\njane@example.org\n\n{MORE}")
    assert found.text == f"{BODY}\n\n{MORE}"


def test_a_text_of_nothing_but_furniture_comes_back_as_it_was() -> None:
    assert strip_furniture(["Share", "", "Read next"]) == ["Share", "", "Read next"]


def test_a_wrapped_text_gets_one_line_for_each_paragraph_and_nothing_moves() -> None:
    wrapped = (
        "CNES President Jean-Yves Le Gall met Dimitry Rogozin, Director General of\n"
        "Roscosmos, at the MAKS air show in Moscow, where the two of them signed a\n"
        "joint implementation plan for MTB-2, an experiment on the capsule Bion-M2,\n"
        "which flies in 2022.\n\n- one item\n- another item, short\n\nBoth agencies\nagree."
    )
    unwrapped = unwrap(wrapped)
    assert unwrapped.split("\n\n")[0].count("\n") == 0
    assert unwrapped.split("\n\n")[1:] == wrapped.split("\n\n")[1:]
    assert len(unwrapped) == len(wrapped)
    poem = "CNES and ISRO met in Paris on Monday.\nThey signed a memorandum there.\nBoth are content.\nThe end."
    assert unwrap(poem) == poem


@pytest.mark.parametrize(
    "text",
    [
        "September 5, 2019",
        "Sept. 5, 2019",
        "Sep 5 2019",
        "5 September 2019",
        "5th of September 2019",
        "Thursday, 5 September 2019",
        "Thu Sep 5, 2019 7:41 pm",
        "2019-09-05",
        "2019-09-05T10:00:00Z",
        "2019-09-05 10:00:00+02:00",
        "2019/09/05",
        "05.09.2019",
        "5-Sep-2019",
        "SEPTEMBER 05, 2019",
        "September 5, 2019 at 10:15 AM EDT",
        "5 SEP 2019, 19:35",
    ],
)
def test_each_usual_form_of_a_date_is_read(text: str) -> None:
    assert parse_date(text) == DAY
    assert is_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/09/2019", None),
        ("25/09/2019", dt.date(2019, 9, 25)),
        ("09/25/2019", dt.date(2019, 9, 25)),
        ("09/09/2019", dt.date(2019, 9, 9)),
        ("February 30, 2019", None),
        ("2019-13-01", None),
        ("31 December 0999", None),
        ("2019", None),
        ("September 2019", None),
        ("on 5 September 2019 in Paris", None),
        ("", None),
    ],
)
def test_what_is_no_single_day_is_no_date(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


def test_a_date_is_found_inside_a_line() -> None:
    assert find_date("MOSCOW, Sept. 5, 2019 —") == (8, 21, DAY)
    assert find_date("on 31 September 2019 or 5 September 2019") == (24, 40, DAY)
    assert find_date("in September 2019") is None
