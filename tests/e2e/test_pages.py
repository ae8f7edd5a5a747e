"""The pages of a running service, in a browser: what they show, and that nothing runs that an article says.

No request leaves the machine, no error is logged, and no serious barrier is in anyone's way.
"""

import csv
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest

from kg.ids import PREFIXES, article_iri, shorten
from kg.rdf import GAZETTEER_GRAPH, quads_of
from kg.store import EmbeddedStore
from tests.integration.newsroom import GAZETTEER, STORIES, Story
from tests.integration.serving import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[2]
AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
EDITOR_DRAWN: Final = "#yasgui .tabPanel.active .CodeMirror"
EDITOR: Final = ROOT / "kg" / "server" / "static" / "vendor" / "yasgui.min.js"
#: Set to keep a picture of each page.
PICTURES: Final = os.environ.get("KG_TEST_PICTURES")

HOSTILE: Final = Story(
    "hostile",
    dt.date(2023, 3, 3),
    "</title><script>window.ran = 1</script>",
    (
        "The <img src=x onerror='window.ran=1'> Agency works with <b>Bold</b> & Sons.",
        "It holds \"'><script>window.ran=1</script>.",
    ),
    """
    img @ img-agency = Agency: <img src=x onerror='window.ran=1'> Agency
    bold @ bold-sons = Organization: <b>Bold</b> & Sons
    """,
    """
    0 img cooperatesWith bold
    1 img concerns "'><script>window.ran=1</script>
    """,
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("pages") / "store"
    with EmbeddedStore.open(path) as store:
        store.load(GAZETTEER_GRAPH, [GAZETTEER])
        for story in (*STORIES, HOSTILE):
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))
    with served(path) as running:
        yield running


@dataclass
class Visit:
    """An open page and what went wrong on it."""

    page: "Page"
    base: str
    troubles: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, path: str) -> "Page":
        self.page.goto(self.base + path, wait_until="networkidle")
        return self.page


@pytest.fixture
def visit(chromium: "Browser", service: Served) -> Iterator[Visit]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)  # on a busy machine a page takes its time; nothing here depends on how long
    visit = Visit(page, service.address.rstrip("/"))
    here = urlsplit(service.address).netloc

    def request(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != here:
            visit.strangers.append(url)

    page.on("request", lambda asked: request(asked.url))
    page.on("pageerror", lambda error: visit.troubles.append(str(error)))
    page.on("console", lambda said: visit.troubles.append(said.text) if said.type in ("error", "warning") else None)
    yield visit
    page.close()
    assert visit.strangers == [], "a request left the machine"
    assert visit.troubles == []


ARTICLE: Final = shorten(article_iri(STORIES[0].extraction().article)).partition(":")[2]
BAD_ARTICLE: Final = shorten(article_iri(HOSTILE.extraction().article)).partition(":")[2]
PATHS: Final = {
    "about": "/about",
    "agency": "/page/agency/cnes",
    "person": "/page/person/jean-yves-le-gall",
    "agreement": "/page/agreement/memorandum-2020",
    "article": f"/page/article/{ARTICLE}",
    "questions": "/questions",
    "question": "/questions/agreements-between?a=agency:cnes&b=agency:roscosmos",
    "api": "/api",
    "query": "/query",
}


def _needs(file: Path) -> None:
    if not file.exists():
        reason = f"{file.relative_to(ROOT)} is missing: make web"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def _editor(visit: Visit) -> "Page":
    """The query page with its editor drawn: a quiet network does not mean that the page's script has run."""
    _needs(EDITOR)
    page = visit.go("/query")
    page.locator(EDITOR_DRAWN).wait_for()
    return page


@pytest.mark.parametrize("name", PATHS)
def test_a_page_has_no_serious_barrier(name: str, visit: Visit) -> None:
    _needs(AXE)
    _needs(EDITOR)
    page = visit.go(PATHS[name])
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=name != "api")
    # By the debugger, which the page's own policy does not bind.
    page.evaluate(AXE.read_text("utf-8"))
    # What the editor draws is its makers'; around it everything is ours.
    found = page.evaluate("axe.run({exclude: ['#yasgui']})")
    serious = [
        (violation["id"], node["html"][:200])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []


def test_an_agency_shows_its_names_positions_partners_and_evidence(visit: Visit) -> None:
    page = visit.go("/page/agency/cnes")
    assert page.locator("h1").inner_text() == "CNES"
    text = page.locator("main").inner_text()
    for shown in (
        "French space agency",
        "wd:Q48756",
        "Philippe Baptiste",
        "2019-09-06 to 2020-03-10",
        "CNES-ISRO memorandum on maritime surveillance",
        "CNES and ISRO signed a memorandum of understanding on maritime surveillance in Bengaluru on 6 March 2020.",
        "confidence 0.90",
        "planned",
    ):
        assert shown in text
    page.get_by_role("link", name="ISRO", exact=True).first.click()
    assert page.locator("h1").inner_text() == "ISRO"


def test_an_article_shows_its_text_with_mentions_and_evidence(visit: Visit) -> None:
    page = visit.go(f"/page/article/{ARTICLE}")
    assert page.locator(".text").inner_text() == " ".join(STORIES[0].sentences)
    assert page.locator(".text mark").count() > 8
    assert page.locator(".text a.mention.person", has_text="Jean-Yves Le Gall").count() == 1
    page.get_by_role("link", name="in the text").first.click()
    assert page.locator("mark:target").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/page/agency/img-agency",
        f"/page/article/{BAD_ARTICLE}",
        "/questions/entities?text=<script>window.ran=1</script>",
        "/questions/partners?agency=agency:img-agency",
        "/questions/evidence-table?about=agency:img-agency",
    ],
)
def test_nothing_that_an_article_or_an_address_says_runs(path: str, visit: Visit) -> None:
    page = visit.go(path)
    assert page.evaluate("window.ran") is None
    assert page.locator("main img, main script").count() == 0


def test_search_as_you_type_leads_to_the_page(visit: Visit) -> None:
    page = visit.go("/about")
    page.get_by_role("combobox").fill("frénch spa")
    page.get_by_role("option", name="CNES").wait_for()
    page.keyboard.press("ArrowDown")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/search.png")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page/agency/cnes")


def test_search_shows_hostile_names_as_text(visit: Visit) -> None:
    page = visit.go("/about")
    page.get_by_role("combobox").fill("agency")
    page.get_by_role("option", name="<img").wait_for()
    assert page.evaluate("window.ran") is None


def test_the_query_page_answers_and_leads_to_pages(visit: Visit) -> None:
    page = _editor(visit)
    page.get_by_label("Open a question as a query").select_option("partners")
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    link = page.locator(".tabPanel.active .yasr a.iri[href*='/page/agency/']").first
    link.wait_for()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/query-answered.png")
    assert page.locator(".tabPanel.active .yasr .yasr_downloadIcon, .tabPanel.active .yasr_btn").count() > 0
    page.evaluate("document.querySelectorAll('.yasr a.iri').forEach(a => a.target = '_self')")
    link.click()
    page.wait_for_url("**/page/**")


def test_named_questions_open_as_tabs_of_their_own_with_their_prefixes(visit: Visit) -> None:
    page = _editor(visit)
    tabs = page.locator("#yasgui .tabsList .tab")
    before = tabs.count()
    for name, title in (("heads", "Heads of an agency over time"), ("denied", "Denied")):
        page.get_by_label("Open a question as a query").select_option(name)
        assert page.locator("#yasgui .tabsList .tab.active").inner_text().startswith(title)
        assert page.locator("#said").inner_text() == f"Opened: {title}"
        query = page.evaluate(_EDITED)
        assert query.startswith(f"# {title}\n")
        assert f"PREFIX sc: <{PREFIXES['sc']}>" in query
    assert tabs.count() == before + 2


def test_an_answer_can_be_downloaded(visit: Visit) -> None:
    page = _editor(visit)
    page.get_by_label("Open a question as a query").select_option("partners")
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.locator(".tabPanel.active .yasr a.iri").first.wait_for()
    with page.expect_download() as download:
        page.locator(".tabPanel.active .yasr .yasr_downloadIcon").first.click()
    assert download.value.suggested_filename.endswith(".csv")
    rows = list(csv.DictReader(download.value.path().read_text("utf-8").splitlines()))
    assert {"partner", "partner_name", "sentence"} <= rows[0].keys()
    assert "ISRO" in {row["partner_name"] for row in rows}


def test_a_shared_address_opens_the_same_query(visit: Visit) -> None:
    page = _editor(visit)
    page.get_by_label("Open a question as a query").select_option("denied")
    query = page.evaluate(_EDITED)
    page.locator(".tabPanel.active .yasqe_share").click()
    address = page.locator(".tabPanel.active .yasqe_sharePopup input").input_value()
    assert address.startswith(f"{visit.base}/query#query=")
    page.evaluate("localStorage.clear()")  # as somebody else who has never been here
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    page.locator(EDITOR_DRAWN).wait_for()
    assert page.evaluate(_EDITED) == query
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.locator(".tabPanel.active .yasr a.iri").first.wait_for()


_EDITED: Final = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()"
