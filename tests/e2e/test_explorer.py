"""The explorer, driven as a person would, on the demo corpus: each feature, tasks of researchers, no barrier."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import pytest

import kg
from kg.cli import run
from kg.cli.identity import writing
from tests.conftest import ROOT
from tests.e2e.exploring import AXE, BUNDLE, Hand, hand
from tests.integration.serving import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Set to keep a picture of each state.
PICTURES: Final = os.environ.get("KG_TEST_PICTURES")


TOKEN: Final = "correct horse"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(os.environ.get("KG_TEST_DEMO_STORE") or tmp_path_factory.mktemp("explorer") / "store")
    if not path.exists():
        kg.ingest([str(ROOT / "data" / "articles")], path)
        with writing(path):
            pass  # decides what is one thing, as the first review would
    return path


@pytest.fixture(scope="module")
def service(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    for needed in (BUNDLE, AXE):
        if not needed.exists():
            if os.environ.get("CI"):
                pytest.fail(f"{needed.relative_to(ROOT)} is missing: make web")
            pytest.skip(f"{needed.relative_to(ROOT)} is missing: make web")
    tokens = tmp_path_factory.mktemp("tokens") / "tokens.txt"
    tokens.write_text(f"{TOKEN}\n", "utf-8")
    with served(store, "--review-token-file", str(tokens)) as running:
        yield running


@pytest.fixture
def person(chromium_webgl: "Browser", service: Served) -> Iterator[Hand]:
    with hand(chromium_webgl, service.address) as someone:
        yield someone


def picture(person: Hand, name: str) -> None:
    if PICTURES:
        person.page.wait_for_timeout(1500)
        person.page.screenshot(path=f"{PICTURES}/{name}.png", timeout=120_000)


def test_it_starts_on_the_whole_picture_and_says_what_is_left_out(person: Hand) -> None:
    page = person.open()
    assert person.nodes() > 20
    assert "left out" in page.locator(".status").inner_text()
    assert page.locator(".network canvas").count() > 0
    assert page.locator(".details .ranked li").count() > 8
    picture(person, "start")


def test_a_name_is_found_and_selected_by_keyboard_alone(person: Hand) -> None:
    page = person.open()
    page.keyboard.press("/")
    page.keyboard.type("cnes")
    page.get_by_role("option", name="CNES").first.wait_for()
    picture(person, "find")
    page.keyboard.press("Enter")
    person.heading.get_by_text("CNES").wait_for()
    assert "select=agency:cnes" in page.url
    page.keyboard.type("isro")
    page.get_by_role("option", name="ISRO").first.wait_for()
    page.keyboard.press("Shift+Enter")
    person.heading.get_by_text("ISRO").wait_for()
    assert "select=agency:cnes,agency:isro" in page.url


def test_evidence_has_the_sentence_its_article_and_a_way_to_the_passage(person: Hand) -> None:
    page = person.open("?select=agency:cnes,agency:roscosmos")
    person.facts.first.wait_for()
    picture(person, "evidence")
    fact = person.facts.first
    assert len(fact.locator("blockquote").first.inner_text()) > 20
    assert re.search(r"\d{4}", fact.locator(".source").first.inner_text())
    assert "confidence" in fact.locator(".source").first.inner_text()
    fact.get_by_role("button", name="Copy citation").first.click()
    fact.get_by_role("button", name="Copied").first.wait_for()
    address = fact.get_by_role("link", name="Open the passage").first.get_attribute("href")
    page.goto(f"{person.base}{address}", wait_until="load")
    assert page.locator(":target").count() == 1


def test_expanding_shows_counts_first_and_every_step_is_undone(person: Hand) -> None:
    page = person.open("?select=agency:cnes&panel=neighbours")
    row = page.locator(".relations li", has_text="is party to").first
    row.wait_for()
    before = person.nodes()
    promised = int(row.locator(".count").inner_text())
    row.get_by_role("button", name=re.compile("Expand")).click()
    page.locator(".relations li", has_text="is party to").get_by_text(f"{promised} of {promised}").wait_for()
    page.wait_for_timeout(300)
    picture(person, "expanded")
    assert before < person.nodes() <= before + promised
    page.get_by_role("button", name="Undo").click()
    page.locator(".status strong", has_text=str(before)).wait_for()
    page.get_by_role("button", name="Redo").click()
    page.get_by_text(f"{promised} of {promised}").wait_for()
    page.get_by_role("button", name="Collapse: is party to").click()
    page.locator(".status strong", has_text=str(before)).wait_for()


def test_a_filter_narrows_every_view_and_is_named_until_it_is_removed(person: Hand) -> None:
    page = person.open()
    before = person.nodes()
    page.locator(".filters").get_by_label("lunar exploration").check()
    page.get_by_role("button", name="Remove filter: lunar exploration").wait_for()
    page.locator(f".status strong:not(:text-is('{before} bodies'))").wait_for()
    assert 0 < person.nodes() < before
    assert "facts by the filters" in page.locator(".status").inner_text()
    picture(person, "filtered")
    page.get_by_role("button", name="Remove filter: lunar exploration").click()
    page.locator(".status strong", has_text=str(before)).wait_for()


def test_time_is_brushed_by_keys_typed_and_played(person: Hand) -> None:
    page = person.open()
    page.locator(".bin").first.wait_for()
    page.get_by_role("slider", name="Last of the interval").press("ArrowLeft")
    page.wait_for_url("**until=*")
    page.get_by_role("button", name="All time").click()
    page.wait_for_url(lambda url: "until" not in url)
    person.until("2018")
    page.wait_for_url("**until=2018**")
    page.get_by_role("button", name="Play").click()
    page.wait_for_url("**until=2020**")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**until=2018**")


def test_a_brush_is_dragged_over_the_years(person: Hand) -> None:
    page = person.open()
    page.locator(".bin").first.wait_for()
    box = page.locator(".track").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    picture(person, "time")


def test_the_matrix_is_walked_by_arrow_keys_and_leads_to_the_pair(person: Hand) -> None:
    page = person.open("?view=matrix")
    cell = page.locator("[data-cell='0,0']")
    cell.wait_for()
    picture(person, "matrix")
    cell.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**select=*,*")
    person.facts.first.wait_for()
    page.get_by_label("Order").first.select_option("label")
    names = page.locator(".matrix tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_the_timeline_draws_an_uncertain_date_as_long_as_it_may_be(person: Hand) -> None:
    page = person.open("?view=timeline")
    page.locator(".timeline tbody tr").first.wait_for()
    picture(person, "timeline")
    assert page.locator(".moment.uncertain").count() > 0
    assert page.locator(".moment:not(.uncertain)").count() > 0
    page.locator(".timeline tbody .entity").first.click()
    person.facts.first.wait_for()


def test_the_map_shows_countries_and_what_joins_them(person: Hand) -> None:
    page = person.open("?view=map")
    page.locator(".land path").first.wait_for()
    page.wait_for_timeout(300)
    assert page.locator(".land path").count() > 150
    picture(person, "map")
    known = page.locator(".land .known")
    if known.count():  # the server knows the countries' numbers
        page.locator(".land .known[aria-label^='France']").focus()
        page.keyboard.press("Enter")
        person.heading.get_by_text("France").wait_for()
        assert "select=country:france" in page.url
        assert page.locator(".arcs path").count() > 3


def test_two_are_compared_and_paths_lead_from_one_to_the_other(person: Hand) -> None:
    page = person.open("?select=agency:cnes,agency:isro&panel=compare")
    page.get_by_text("Partners of both").wait_for()
    picture(person, "compare")
    page.get_by_role("tab", name="Paths").click()
    page.locator(".paths .steps").first.wait_for()
    picture(person, "paths")
    page.locator(".paths .steps .link").first.click()
    person.facts.first.wait_for()


def test_what_is_seen_is_exported_and_asked_in_sparql(person: Hand) -> None:
    page = person.open()
    page.get_by_role("button", name="Share and export").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    assert Path(saved.value.path()).read_text("utf-8").startswith("<svg")
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    for name, beginning in (("GEXF", "<?xml"), ("GraphML", "<?xml"), ("CSV", "")):
        address = page.get_by_role("link", name=name).get_attribute("href")
        answer = page.request.get(f"{person.base}{address}")
        assert answer.ok
        assert answer.text().startswith(beginning)
    page.get_by_role("button", name="SPARQL of this view").click()
    assert "SELECT" in page.get_by_label("SPARQL", exact=True).input_value()


def settings(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_view_is_kept_and_an_address_brings_it_back(person: Hand) -> None:
    page = person.open("?level=country&view=list&until=2020&select=country:france")
    person.heading.get_by_text("France").wait_for()
    address = page.url
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Name of this view").fill("France until 2020")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.goto(f"{person.base}/", wait_until="load")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("button", name="France until 2020", exact=True).click()
    person.heading.get_by_text("France").wait_for()
    assert settings(page.url) == settings(address)
    page.go_back()
    page.wait_for_url(lambda url: "select" not in url)


def test_the_network_is_walked_by_arrow_keys_and_said_in_words(person: Hand) -> None:
    page = person.open()
    page.locator(".canvas").focus()
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    said = page.locator("[aria-live=polite]").inner_text()
    assert "neighbour" in said
    page.keyboard.press("Enter")
    person.heading.get_by_text(said.split(",")[0]).wait_for()


def test_a_silent_server_is_told_and_asked_again(person: Hand) -> None:
    page = person.open()
    page.context.route("**/api/facts*", lambda route: route.abort())
    person.find("CNES")
    page.locator(".details").get_by_text("The server does not answer").wait_for()
    page.context.unroute("**/api/facts*")
    page.locator(".details").get_by_role("button", name="Try again").click()
    person.facts.first.wait_for()
    person.troubles.clear()  # the browser's word on the request that we broke


#: Addresses of states, with what is there when they are.
STATES: Final = {
    "start": ("", ".details .ranked li"),
    "one": ("?select=agency:cnes", ".fact"),
    "profile": ("?select=agency:cnes&panel=profile", ".profile"),
    "neighbours": ("?select=agency:cnes&panel=neighbours", ".relations li"),
    "compared": ("?select=agency:cnes,agency:isro&panel=compare", ".compare"),
    "matrix": ("?view=matrix", "[data-cell='0,0']"),
    "timeline": ("?view=timeline", ".timeline tbody tr"),
    "map": ("?view=map", ".land path"),
    "list": ("?view=list&level=entity", "tbody th"),
    "nothing": ("?since=1900&until=1901", ".empty"),
}


def test_no_state_has_a_barrier_in_light_or_dark(person: Hand) -> None:
    page = person.open()
    found = {}
    for name, (query, sign) in STATES.items():
        person.go(query)
        page.locator(sign).first.wait_for()
        picture(person, f"{name}-light")
        found[name] = person.barriers()
        person.darken(True)
        picture(person, f"{name}-dark")
        found[f"{name}, dark"] = person.barriers("color-contrast")  # all that colours can change
        person.darken(False)
    assert {name: barriers for name, barriers in found.items() if barriers} == {}


def test_a_small_screen_has_no_barrier_and_nothing_is_cut(chromium_webgl: "Browser", service: Served) -> None:
    with hand(chromium_webgl, service.address, viewport={"width": 390, "height": 844}) as person:
        page = person.open("?select=agency:cnes")
        person.facts.first.wait_for()
        picture(person, "small")
        assert person.barriers() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


class TestTasks:
    """What a researcher would ask, answered with the sentences in at most six actions."""

    def test_who_worked_with_both_cnes_and_isro_before_2025_and_what_says_so(self, person: Hand) -> None:
        person.open()
        person.find("CNES")
        person.find("ISRO", also=True)
        person.click("Compare", "tab")
        person.until("2024")
        person.page.get_by_text("Partners of both").wait_for()
        assert person.page.locator(".compare .plain li").count() > 0
        person.click("What says so", exact=False)
        person.facts.first.wait_for()
        assert person.facts.first.locator("blockquote").count() > 0
        assert person.actions <= 6

    def test_who_leads_lunar_exploration_and_with_whom(self, person: Hand) -> None:
        page = person.open()
        person.actions += 1
        page.locator(".filters").get_by_label("lunar exploration").check()
        page.get_by_role("button", name="Remove filter: lunar exploration").wait_for()
        page.wait_for_timeout(400)
        person.actions += 1
        page.locator(".details .ranked .entity").first.click()
        person.facts.first.locator("blockquote").first.wait_for()
        person.click("Neighbours", "tab")
        page.locator(".near .plain .entity").first.wait_for()
        assert person.actions <= 6

    def test_how_is_cnsa_connected_to_jaxa(self, person: Hand) -> None:
        page = person.open()
        person.find("CNSA")
        person.find("JAXA", also=True)
        person.click("Paths", "tab")
        page.locator(".paths .steps").first.wait_for()
        person.actions += 1
        page.locator(".paths .steps .link").first.click()
        person.facts.first.locator("blockquote").first.wait_for()
        assert person.actions <= 6

    def test_what_did_france_and_russia_sign(self, person: Hand) -> None:
        page = person.open()
        person.click("Countries")
        person.find("France")
        person.find("Russia", also=True)
        person.click("Timeline")
        signed = page.locator(".timeline tbody .entity").first
        signed.wait_for()
        picture(person, "signed")
        person.actions += 1
        signed.click()
        person.facts.first.locator("blockquote").first.wait_for()
        assert person.actions <= 6

    def test_what_is_planned_and_not_yet_done(self, person: Hand) -> None:
        page = person.open()
        person.click("Everything")
        person.actions += 2
        page.locator(".filters").get_by_label("It is planned").check()
        page.locator(".filters").get_by_label("It is so").uncheck()
        page.get_by_role("button", name="Remove filter: planned").wait_for()
        page.wait_for_timeout(400)
        person.actions += 1
        page.locator(".details .ranked .entity").first.click()
        person.facts.first.get_by_text("planned").first.wait_for()
        assert person.facts.first.locator("blockquote").count() > 0
        assert person.actions <= 6


@pytest.fixture
def kg_review(store: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """`kg review` on the command line, beside the running service: the lines that it prints."""

    def command(*options: str) -> list[str]:
        assert run(["review", "--store", str(store), *options]) == 0
        return capsys.readouterr().out.splitlines()

    return command


class TestReview:
    """What reviewers decide in the browser: the graph follows at once, `kg review` knows of it, all can be undone."""

    def test_a_rejected_fact_is_gone_and_stays_so_until_the_command_line_takes_it_back(
        self, person: Hand, store: Path, kg_review: Callable[..., list[str]]
    ) -> None:
        page = person.open("?select=agency:asi,agency:uksa")
        person.facts.first.wait_for()
        shown = page.locator(".status p").inner_text()
        person.sign_in("Ada", TOKEN)
        person.facts.first.get_by_label("Why").fill("misread")
        person.facts.first.get_by_role("button", name="Reject").click()
        page.get_by_text("No fact passes the filters here").wait_for()
        page.locator(".status p", has_not_text=shown.partition(" ·")[0]).wait_for()
        (line,) = kg_review("--decided")
        assert "agency:asi cooperatesWith agency:uksa is rejected (Ada" in line
        assert line.endswith(": misread")
        article = "2020-05-11-sco-who-is-in"
        assert run(["remove", "--store", str(store), article]) == 0
        assert run(["ingest", "--store", str(store), str(ROOT / "data" / "articles" / f"{article}.html")]) == 0
        page.reload()
        page.get_by_text("No fact passes the filters here").wait_for()
        kg_review("--undo", line.split()[0])
        page.reload()
        person.facts.first.locator("blockquote").first.wait_for()
        page.locator(".status p", has_text=shown).wait_for()
        assert kg_review("--decided") == []

    def test_a_type_is_corrected_and_two_become_one_until_it_is_undone(
        self, person: Hand, kg_review: Callable[..., list[str]]
    ) -> None:
        page = person.open("?select=agency:inpe&panel=profile")
        nodes = person.nodes()
        person.sign_in("Ada", TOKEN)
        page.get_by_role("combobox", name="Type", exact=True).select_option("Organization")
        person.click("Correct")
        page.locator(".details header", has_text="Organisation").wait_for()
        person.find("CAST", also=True)
        person.click("The same")
        page.locator(".status strong", has_text=str(nodes - 1)).wait_for()
        page.locator(".details").get_by_role("tab", name="Profile").wait_for()  # they are one that is selected
        decided = kg_review("--decided")
        assert [text for line in decided for text in ("of the type", " is ") if text in line]
        picture(person, "review")
        person.click("Review")
        for _ in decided:
            page.locator(".decisions li").get_by_role("button", name=re.compile("^Undo")).first.click()
            page.locator(".decisions li").nth(1).wait_for(state="detached")
