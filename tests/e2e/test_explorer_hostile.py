"""Two hundred hostile names, hostile titles, sentences and addresses, in the explorer: nothing of them runs."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import httpx
import pytest

from kg.ids import article_iri
from kg.rdf import quads_of
from kg.store import EmbeddedStore
from tests.e2e.exploring import BUNDLE, hand
from tests.integration.newsroom import Story
from tests.integration.serving import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RAN: Final = "window.ran=1"
PAYLOADS: Final = (
    f"<script>{RAN}</script>",
    f"<img src=x onerror='{RAN}'>",
    f"<svg onload={RAN}>",
    f"\"'><script>{RAN}</script>",
    f"</title><script>{RAN}</script>",
    f"</textarea><img src=x onerror={RAN}>",
    f"<iframe srcdoc='<script>parent.{RAN}</script>'></iframe>",
    f"javascript:{RAN}",
    f"<a href='javascript:{RAN}'>x</a>",
    f"<math><mtext><style><img src=x onerror={RAN}></style></mtext></math>",
    f"' onmouseover='{RAN}",
    f'" autofocus onfocus="{RAN}',
    f"${{{RAN}}}",
    f"{{{{constructor.constructor('{RAN}')()}}}}",
    f"<details open ontoggle={RAN}>",
    f"<style>@import 'javascript:{RAN}';</style>",
    f"&lt;script&gt;{RAN}&lt;/script&gt;",
    f"<!--><script>{RAN}</script>-->",
    f"<base href='javascript:{RAN}//'>",
    f"<object data='javascript:{RAN}'></object>",
)
STORIES: Final = 10


def stories() -> Iterator[Story]:
    """Ten articles of twenty hostile names each, the payloads in names, titles, sentences and values alike."""
    for number in range(STORIES):
        entities, facts, sentences = [], [], []
        for index, payload in enumerate(PAYLOADS):
            name = f"{payload} Agency {number}"
            sentences.append(f"{name} works with Agency Zero, says {payload}.")
            entities.append(f"a{index} @ bad-{number}-{index} = Agency: {name}")
            facts.append(f"{index} a{index} cooperatesWith zero")
        entities.append("zero @ zero = Agency: Agency Zero")
        yield Story(
            f"hostile-{number}",
            dt.date(2020 + number % 5, 3, 3),
            PAYLOADS[number],
            tuple(sentences),
            "\n".join(entities),
            "\n".join(facts),
        )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    if not BUNDLE.exists():
        if os.environ.get("CI"):
            pytest.fail("the explorer is missing: make web")
        pytest.skip("the explorer is missing: make web")
    path = tmp_path_factory.mktemp("hostile") / "store"
    with EmbeddedStore.open(path) as store:
        for story in stories():
            extraction = story.extraction()
            bad = replace(extraction.article, url=f"javascript:{RAN}", publisher=PAYLOADS[1])
            extraction = replace(extraction, article=bad)
            store.replace(article_iri(extraction.article), quads_of(extraction))
    with served(path) as running:
        yield running


STATES: Final = (
    "",
    "?select=agency:zero",
    "?select=agency:zero&panel=neighbours",
    "?select=agency:zero&panel=profile",
    "?select=agency:zero,BAD&panel=compare",
    "?select=BAD,agency:zero&panel=paths",
    "?view=matrix",
    "?view=timeline",
    "?view=map",
    "?view=list",
    "?level=entity&view=list",
    f"?select=<script>{RAN}</script>&pin=<img src=x onerror={RAN}>&since=<b>&topics=<img src=x onerror={RAN}>",
)


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_an_article_or_an_address_says_runs(
    state: str, chromium_webgl: "Browser", service: Served
) -> None:
    with hand(chromium_webgl, service.address) as person:
        bad = _hostile(person.base)
        person.page.goto(f"{person.base}/{state.replace('BAD', bad)}", wait_until="load")
        person.page.locator(".status, .trouble").first.wait_for()
        person.page.wait_for_timeout(500)
        assert person.page.evaluate("window.ran") is None
        strange = "#app script, #app iframe, #app object, #app style, #app img:not([src$='icon.svg'])"
        assert person.page.locator(strange).count() == 0
        hrefs = person.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        assert [href for href in hrefs if not href.startswith(("http:", "https:"))] == []
        if "<" in state:
            person.troubles.clear()  # an address of nonsense, and the server says so


def test_hostile_names_are_found_as_text(chromium_webgl: "Browser", service: Served) -> None:
    with hand(chromium_webgl, service.address) as person:
        page = person.open()
        page.get_by_role("combobox", name="Find an agency").fill("script")
        page.get_by_role("option", name="<script>").first.wait_for()
        assert page.evaluate("window.ran") is None


def test_what_is_exported_is_text_too(chromium_webgl: "Browser", service: Served) -> None:
    with hand(chromium_webgl, service.address) as person:
        page = person.open()
        page.get_by_role("button", name="Share and export").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name="SVG").click()
        page.goto(f"file://{saved.value.path()}")
        assert page.evaluate("window.ran") is None
        assert page.locator("script").count() == 0


def _hostile(base: str) -> str:
    """The name of one of them. While the graph is first read, the service says that it is busy."""
    while (answer := httpx.get(f"{base}/api/graph", timeout=120, trust_env=False)).status_code == 503:
        time.sleep(0.5)
    return str(next(node["id"] for node in answer.json()["nodes"] if "<" in node["label"]))
