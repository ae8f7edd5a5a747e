"""The page in a real browser that has no network: what a reader can see and do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from kg.ids import expand
from kg.views.html import write_page
from kg.views.network import Network, Source, build_network
from tests.integration.newsroom import STORIES
from tests.unit.networks import hand_made, star

Opener = Callable[[Network], Page]


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a network's page; afterwards no request was sent and nothing complained."""
    requests: list[str] = []
    complaints: list[str] = []
    context = chromium.new_context(viewport={"width": 1400, "height": 860})

    def refuse(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            requests.append(route.request.url)
            route.abort()

    def opener(network: Network) -> Page:
        out = tmp_path / "view.html"
        write_page(network, out)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(out.as_uri())
        page.wait_for_selector("body[data-ready=true]")
        return page

    context.route("**/*", refuse)
    yield opener
    context.close()
    assert requests == []
    assert complaints == []


@pytest.fixture(scope="module")
def news() -> Network:
    """The network of the fixture articles, without a store."""
    entities, claims, articles = [], [], []
    for story in STORIES:
        extraction = story.extraction()
        article = extraction.article
        articles.append((article.id, article.title, article.published, article.publisher, article.url))
        entities += [(entity.id, entity.type, entity.name, 1) for entity in extraction.entities]
        for number, claim in enumerate(extraction.claims):
            evidence = claim.evidence[0]
            claims.append(
                (f"{article.id}-{number}", claim.subject, claim.predicate, claim.object, claim.object_type == "entity",
                 claim.modality, claim.confidence, article.id, evidence.start, evidence.quote)
            )  # fmt: skip
    return build_network(entities, [], claims, articles)


def click_at(page: Page, expression: str) -> None:
    """Click where something is drawn: ``expression`` gives its place in the network's own coordinates."""
    spot = page.evaluate(
        f"() => {{ const view = kgView; const at = view.network.canvasToDOM({expression});"
        " const box = document.getElementById('network').getBoundingClientRect();"
        " return [box.x + at.x, box.y + at.y]; }"
    )
    page.mouse.click(*spot)


def node(page: Page, label: str) -> int:
    return int(page.evaluate("label => kgView.entities.find(entity => entity.label === label).id", label))


def drawn(page: Page) -> list[str]:
    return list(
        page.evaluate("() => kgView.network.body.data.nodes.getIds().map(id => kgView.entities[id].label).sort()")
    )


def test_a_click_on_an_entity_shows_its_facts_with_sentence_article_and_link(show: Opener, news: Network) -> None:
    page = show(news)
    click_at(page, f"view.network.getPosition({node(page, 'ISRO')})")
    facts = page.locator("#facts")
    assert facts.locator("h2").inner_text() == "ISRO"
    text = facts.inner_text()
    for said in (
        "Roscosmos denied that it had signed a pact on lunar craters with ISRO.",
        "CNES and ISRO to watch the seas",
        "Test Wire",
        "2020-03-10",
        "confidence 90 %",
        "negated",
    ):
        assert said in text
    link = facts.get_by_role("link", name="CNES and ISRO to watch the seas").first
    assert link.get_attribute("href") == "https://news.example/2020-03-10-surveillance"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_an_edge_shows_what_states_it(show: Opener, news: Network) -> None:
    page = show(news)
    ends = [node(page, "Anna Orlova"), node(page, "Roscosmos")]
    a, b = (f"view.network.getPosition({end})" for end in ends)
    click_at(page, f"({{x: ({a}.x + {b}.x) / 2, y: ({a}.y + {b}.y) / 2}})")
    text = page.locator("#facts").inner_text()
    assert "Anna Orlova position at Roscosmos" in text
    assert "Anna Orlova, Deputy Director General of Roscosmos, watched the launch." in text


def test_the_search_finds_by_part_of_a_name_and_the_keyboard_is_enough(show: Opener, news: Network) -> None:
    page = show(news)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("observ")
    assert page.locator("#count").inner_text() == "1 entity found"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#facts h2").inner_text() == "Space Climate Observatory"
    assert "started by CNES" in page.locator("#facts").inner_text()
    page.locator("#facts").get_by_role("button", name="CNES").first.press("Enter")
    assert page.locator("#facts h2").inner_text() == "CNES"
    page.keyboard.press("Escape")
    assert page.locator("#facts h2").inner_text() == "Facts and their evidence"


@pytest.mark.parametrize("words", ["legall", "LE GALL", "jean-yves", "person:jean"])
def test_the_search_ignores_case_and_knows_short_names(show: Opener, news: Network, words: str) -> None:
    page = show(news)
    page.fill("#search", words)
    found = page.locator("#results").inner_text()
    assert ("Jean-Yves Le Gall" in found) == (words != "legall")


def test_types_modalities_and_kinds_of_fact_can_be_hidden(show: Opener, news: Network) -> None:
    page = show(news)
    everyone = drawn(page)
    page.get_by_label("Person").uncheck()
    assert set(everyone) - set(drawn(page)) == {
        "Anna Orlova", "Dimitry Rogozin", "Ivan Petrov", "Jean-Yves Le Gall", "K. Sivan", "Kirill Sypalo",
        "Maxim Yakovenko", "Philippe Baptiste",
    }  # fmt: skip
    page.get_by_label("Person").check()
    assert drawn(page) == everyone
    edges = "() => kgView.network.body.data.edges.getIds().map(id => kgView.edges[id].modality)"
    assert "negated" in page.evaluate(edges)
    page.get_by_label("negated").uncheck()
    assert "negated" not in page.evaluate(edges)
    page.get_by_text("Kinds of fact").click()
    page.get_by_label("party to").uncheck()
    page.fill("#search", "isro")
    page.keyboard.press("Enter")
    assert "party to" not in page.locator("#facts").inner_text()


def test_planned_and_denied_edges_look_different(show: Opener, news: Network) -> None:
    page = show(news)
    looks = page.evaluate(
        "() => Object.fromEntries(kgView.edges.map(e => [e.modality, kgView.network.body.data.edges.get(e.id)])"
        ".map(([m, e]) => [m, [JSON.stringify(e.dashes), e.color.color]]))"
    )
    assert len({tuple(look) for look in looks.values()}) == 3
    assert looks["asserted"][0] == "false"


def test_a_network_about_an_entity_opens_with_its_facts(show: Opener, news: Network) -> None:
    page = show(news.around(expand("project:trishna")))
    assert page.locator("#facts h2").inner_text() == "Trishna"
    assert "Trishna lifted off on 30 April 2021" in page.locator("#facts").inner_text()


def test_text_of_articles_never_runs_and_only_web_links_are_links(show: Opener) -> None:
    evil = "</script><img src=x onerror=\"alert('ran')\"><a href='javascript:alert(1)'>x</a>"
    network = hand_made(label=evil, sentence=evil)
    source = Source("a", evil, "2020-01-01", evil, "javascript:alert('ran')")
    edges = tuple(
        replace(edge, facts=tuple(replace(fact, source=source) for fact in edge.facts)) for edge in network.edges
    )
    page = show(replace(network, edges=edges))
    page.fill("#search", "img src")
    page.keyboard.press("Enter")
    assert page.locator("#facts h2").inner_text() == evil
    assert page.locator("#facts blockquote").first.inner_text().endswith(evil)
    page.hover("#network")
    assert page.locator("img").count() == 0
    assert [a.get_attribute("href") for a in page.locator("#facts a").all()] == [
        "http://www.wikidata.org/entity/Q48756"
    ]


def test_an_empty_network_is_a_page_that_helps(show: Opener) -> None:
    page = show(Network())
    assert "The graph holds no facts yet." in page.inner_text("body")
    assert "kg ingest" in page.inner_text("body")


def test_four_hundred_entities_are_shown_at_once_and_can_be_read(show: Opener, tmp_path: Path) -> None:
    page = show(star(400))
    assert page.evaluate("() => kgView.network.physics.physicsEnabled") is False
    assert len(drawn(page)) == 400
    page.fill("#search", "project:p0250")
    page.keyboard.press("Enter")
    assert page.locator("#facts h2").inner_text() == "project:p0250"
    page.wait_for_function("() => kgView.network.getScale() > 0.45")
    assert len(page.screenshot(path=tmp_path / "large.png")) > 20_000
