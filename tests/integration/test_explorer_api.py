"""The explorer's API over HTTP: every view, hostile parameters, and reviews that the whole graph follows at once."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from kg.ids import PREFIXES
from kg.store import EmbeddedStore, open_snapshot
from kg.views.viewlist import FILTER, VIEWS
from tests.conftest import make_news_store
from tests.integration.serving import Served, served

#: What each view needs at least.
NEEDED = {
    "paths": {"from": "agency:cnes", "to": "agency:roscosmos"},
    "compare": {"a": "agency:cnes", "b": "agency:tsagi"},
}
HOSTILE = (
    "<script>alert(1)</script>",
    "agency:cnes' OR 1=1 --",
    '"> } ; DROP ALL #',
    "agency:../../etc/passwd",
    "%00",
    "\u202e\u2066🛰\ufeff",
    'https://evil.example/<>"{}|\\^`',
    "a" * 3000,
    "-1",
    "1e999",
    "NaN",
    ",,,",
)


class Patient(httpx.Client):
    """A client that asks again where it is told to: on a busy machine, the explorer's libraries take long to import."""

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        for _ in range(20):
            answer = super().send(request, **options)
            if answer.status_code != 503:
                break
        return answer


class Api:
    """A client of one service."""

    def __init__(self, service: Served, store: Path) -> None:
        self.service = service
        self.store = store
        self.client = Patient(base_url=service.address, timeout=120, trust_env=False)

    def get(self, path: str, params: dict[str, str] | None = None, status: int = 200) -> Any:
        answer = self.client.get(f"api/{path}", params=params)
        assert answer.status_code == status, answer.text
        return answer.json()

    def view(self, name: str, **params: str) -> Any:
        return self.get(VIEWS[name].path.replace("{id}", "agency:cnes"), {**NEEDED.get(name, {}), **params})


@pytest.fixture(scope="module")
def api(news_store: Path) -> Iterator[Api]:
    with served(news_store) as service:
        yield Api(service, news_store)


def test_every_view_answers_with_its_snapshot(api: Api) -> None:
    for name in VIEWS:
        if name != "export":
            assert api.view(name)["snapshot"]


def test_every_view_is_documented_with_its_parameters(api: Api) -> None:
    paths = api.get("openapi.json")["paths"]
    for view in VIEWS.values():
        documented = {p["name"] for p in paths[f"/api/{view.path}"]["get"]["parameters"]}
        assert {parameter.name for parameter in view.parameters} <= documented
    assert {"post"} <= paths["/api/reviews"].keys()
    assert {"delete"} <= paths["/api/reviews/{id}"].keys()


def test_the_picture_links_agencies_by_agreements_and_projects(api: Api) -> None:
    picture = api.view("graph")
    nodes = {node["id"]: node for node in picture["nodes"]}
    edges = {(edge["a"], edge["b"]): edge for edge in picture["edges"]}
    assert edges["agency:cnes", "agency:roscosmos"]["agreements"] == 2
    assert nodes["agency:cnes"]["label"] == "CNES"
    assert len({(node["x"], node["y"]) for node in picture["nodes"]}) == len(nodes)
    assert picture["leftOut"]["nodes"] == 0


def test_caps_are_kept_and_told(api: Api) -> None:
    picture = api.view("graph", nodes="2", edges="1")
    assert (len(picture["nodes"]), len(picture["edges"])) == (2, 1)
    assert picture["leftOut"]["nodes"] == picture["total"]["nodes"] - 2
    assert picture["leftOut"]["edges"] == picture["total"]["edges"] - 1
    api.get("graph", {"nodes": "20001"}, 400)
    api.get("facts", {"limit": "501"}, 400)


def test_lists_come_page_by_page(api: Api) -> None:
    whole = api.view("neighbours")
    pages = []
    address = "/api/entities/agency:cnes/neighbours?limit=3"
    while address:
        page = api.client.get(address).json()
        pages += [node["id"] for node in page["nodes"]]
        address = page["next"]
    assert pages == [node["id"] for node in whole["nodes"]]


def test_counts_are_known_before_expanding(api: Api) -> None:
    for relation in api.view("relations")["relations"]:
        found = api.view("neighbours", relation=relation["relation"], direction=relation["direction"])
        assert found["total"] == relation["neighbours"]


def test_facts_lead_to_sentences_on_the_page_of_their_article(api: Api) -> None:
    found = api.view("facts", about="agency:cnes", **{"with": "agency:roscosmos"})
    facts = [fact for group in found["groups"] for fact in group["facts"]]
    assert {fact["relation"] for fact in facts} >= {"partyTo"}
    for fact in facts:
        for statement in fact["statements"]:
            assert "Test Wire" in statement["citation"]
            for sentence in statement["sentences"]:
                path, _, anchor = sentence["page"].partition("#")
                assert f'id="{anchor}"' in api.client.get(path).text
                for start, end, id in sentence["spans"]:
                    assert 0 <= start < end <= len(sentence["quote"])
                    assert id in (fact["subject"]["id"], fact["object"].get("id"))


def test_an_answer_is_kept_by_its_tag_and_zipped(api: Api) -> None:
    first = api.client.get("api/graph", headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    again = api.client.get("api/graph", headers={"If-None-Match": first.headers["etag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.content) == (304, b"")
    plain = api.client.get("api/graph", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != first.headers["etag"]


def test_a_download_is_a_file_that_is_what_it_says(api: Api) -> None:
    for format, sign in (("gexf", "<gexf"), ("graphml", "<graphml"), ("csv", "a,b,weight"), ("json", '{"level"')):
        answer = api.client.get("api/export", params={"format": format})
        assert answer.headers["content-disposition"] == f'attachment; filename="space-cooperation.{format}"'
        assert sign in answer.text


def test_the_query_of_a_view_gives_its_facts(api: Api) -> None:
    for filter in (
        {},
        {"since": "2019", "until": "2019-09"},
        {"relations": "partyTo,signedOn"},
        {"modality": "planned"},
        {"types": "Agency,Agreement", "confidence": "0.8"},
        {"about": "agency:cnes"},
        {"about": "agency:cnes", "with": "agency:roscosmos"},
        {"about": "country:france", "with": "country:russia", "level": "country"},
    ):
        told = api.view("sparql-of-view", **filter)
        rows = api.service.query(told["sparql"]).json()["results"]["bindings"]
        facts = api.view("facts", limit="500", **filter)
        assert len(rows) == facts["total"], (filter, told["sparql"])
        assert facts["total"] or filter.keys() & {"modality", "level"}
        assert f"{PREFIXES['sc']}party" not in told["sparql"]
    assert (
        "agency:cnes 1)  # CNES\n"
        in api.view("sparql-of-view", about="agency:cnes", **{"with": "agency:isro"})["sparql"]
    )


@pytest.mark.parametrize("name", VIEWS)
def test_hostile_parameters_are_refused_or_mean_nothing(api: Api, name: str) -> None:
    view = VIEWS[name]
    for text in HOSTILE:
        for parameter in (*view.own, *(FILTER if name == "graph" else ())):
            params = {**NEEDED.get(name, {}), parameter.name: text}
            path = f"api/{view.path.replace('{id}', 'agency:cnes')}"
            answer = api.client.get(path, params=params)
            assert answer.status_code in (200, 400, 404), (params, answer.status_code, answer.text[:300])
            assert "text/html" not in answer.headers["content-type"]
        if "{id}" in view.path:
            answer = api.client.get(f"api/{view.path.replace('{id}', quote(text, safe=''))}")
            assert answer.status_code in (400, 404), (text, answer.status_code)
    assert api.client.get(f"api/{view.path.replace('{id}', 'agency:cnes')}", params={"no": "x"}).status_code == 400


def test_nobody_reviews_without_a_token_file(api: Api) -> None:
    assert api.client.post("api/reviews", json={"kind": "fact"}).status_code == 403
    assert api.client.delete("api/reviews/0123456789abcdef").status_code == 403


@pytest.fixture(scope="module")
def reviewing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("reviewed")
    (folder / "tokens").write_text("first secret\nsecret\n")
    with served(make_news_store(folder / "store"), "--review-token-file", str(folder / "tokens")) as service:
        found = Api(service, folder / "store")
        found.client.headers["Authorization"] = "Bearer secret"
        yield found


@pytest.fixture
def reviewed(reviewing: Api) -> Iterator[Api]:
    """A service where nothing has been decided, or no longer."""
    yield reviewing
    for item in reviewing.view("reviews")["items"]:
        assert reviewing.client.delete(f"api/reviews/{item['id']}").status_code == 200


def _post(api: Api, status: int = 201, **body: object) -> Any:
    answer = api.client.post("api/reviews", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_wrong_tokens_and_wrong_bodies_are_refused(reviewed: Api) -> None:
    post = reviewed.client.post
    assert reviewed.client.get("api/reviews/token").status_code == 204
    for header in ("Bearer wrong", "Bearer", "Basic secret", "secret", "Bearer first"):
        answer = post("api/reviews", json={}, headers={"Authorization": header})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    for raw in (b"", b"[]", b"{", b"[" * 100_000, b'{"kind": 1}', b'{"kind": "fact"}', b'{"kind": "fact", "fact": 3}'):
        assert post("api/reviews", content=raw).status_code == 400
    _post(reviewed, 404, kind="fact", fact="0" * 16, verdict="reject")
    _post(reviewed, 400, kind="type", entity="agency:cnes", type="Bakery")
    _post(reviewed, 404, kind="type", entity="agency:none> } DROP ALL", type="Agency")
    _post(reviewed, 400, kind="identity", a="agency:cnes", b="agency:tsagi")
    _post(reviewed, 400, kind="identity", a="agency:cnes", b="agency:cnes", same=True)
    assert reviewed.client.delete("api/reviews/none").status_code == 404
    assert reviewed.view("reviews")["total"] == 0
    assert reviewed.client.post("sparql", data={"update": "DROP ALL"}).status_code in (400, 404, 405, 415)


def test_a_rejected_fact_is_gone_everywhere_until_it_is_taken_back(reviewed: Api) -> None:
    def agreements() -> int:
        edges = {(e["a"], e["b"]): e for e in reviewed.view("graph")["edges"]}
        return int(edges["agency:cnes", "agency:roscosmos"]["agreements"])

    ask = "ASK { ?claim a sc:Claim ; rdf:subject agency:cnes ; rdf:object agreement:implementation-plan-2019 }"
    party = "ASK { agency:cnes sc:partyTo agreement:implementation-plan-2019 }"
    facts = reviewed.view("facts", about="agency:cnes", relations="partyTo")
    (fact,) = [
        fact for group in facts["groups"] for fact in group["facts"]
        if fact["object"]["id"] == "agreement:implementation-plan-2019"
    ]  # fmt: skip
    assert agreements() == 2
    done = _post(reviewed, kind="fact", fact=fact["id"], verdict="reject", remark="<b>misread</b>", by="Ada")
    decision = done["decision"]
    assert decision["text"].endswith(": rejected")
    assert agreements() == 1
    assert reviewed.view("facts", about="agency:cnes", relations="partyTo")["total"] == facts["total"] - 1
    (shown,) = reviewed.view("facts", fact=fact["id"])["groups"][0]["facts"]
    assert shown["review"] == "rejected"
    assert reviewed.view("facts", about="agency:cnes", relations="partyTo", rejected="yes")["total"] == facts["total"]
    for query in (ask, party):
        assert reviewed.service.query(query).json()["boolean"] is False
    assert reviewed.service.query(ask.replace("{ ?", "{ GRAPH ?article { ?").replace(" }", " } }")).json()["boolean"]
    rows = reviewed.client.get("api/questions/agreements-of", params={"agency": "agency:cnes"})
    if rows.status_code == 200:
        assert "implementation-plan-2019" not in rows.text
    assert [item["id"] for item in reviewed.view("reviews", about="agency:cnes")["items"]] == [decision["id"]]

    undone = reviewed.client.delete(f"api/reviews/{decision['id']}").json()
    assert undone["undone"]["id"] == decision["id"]
    assert agreements() == 2
    for query in (ask, party):
        assert reviewed.service.query(query).json()["boolean"] is True
    assert reviewed.view("reviews")["total"] == 0


def test_a_corrected_type_shows_everywhere(reviewed: Api) -> None:
    _post(reviewed, kind="type", entity="agency:tsagi", type="Organization", by="Ada")
    profile = reviewed.get("entities/agency:tsagi")
    assert (profile["type"], profile["was"]) == ("Organization", "Agency")
    assert {n["id"]: n["type"] for n in reviewed.view("graph")["nodes"]}["agency:tsagi"] == "Organization"
    (hit,) = [hit for hit in reviewed.get("search", {"q": "tsagi"})["results"] if hit["short"] == "agency:tsagi"]
    assert hit["type"] == "Organization"
    assert reviewed.service.query("ASK { agency:tsagi a sc:Agency }").json()["boolean"] is False
    assert "Organization" in reviewed.client.get("page/agency/tsagi").text


def test_two_names_become_one_by_a_review(reviewed: Api) -> None:
    done = _post(reviewed, kind="identity", a="agency:tsagi", b="agency:roshydromet", same=True, by="Ada")
    assert done["decision"]["same"] is True
    nodes = {node["id"] for node in reviewed.view("graph")["nodes"]}
    assert len(nodes & {"agency:tsagi", "agency:roshydromet"}) == 1
    assert reviewed.client.delete(f"api/reviews/{done['decision']['id']}").status_code == 200
    nodes = {node["id"] for node in reviewed.view("graph")["nodes"]}
    assert len(nodes & {"agency:tsagi", "agency:roshydromet"}) == 2


def test_a_store_that_is_being_written_asks_to_be_asked_again(reviewed: Api) -> None:
    with EmbeddedStore.open(reviewed.store):
        answer = httpx.post(
            f"{reviewed.service.address}api/reviews",
            json={"kind": "type", "entity": "agency:cnes", "type": "Agency"},
            headers=reviewed.client.headers,
            trust_env=False,
        )
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_start_picture_is_what_the_browser_unzips(api: Api) -> None:
    with api.client.stream("GET", "api/graph", headers={"Accept-Encoding": "gzip"}) as answer:
        assert json.loads(gzip.decompress(b"".join(answer.iter_raw())))["level"] == "agency"


def test_decisions_survive_reading_the_articles_again(tmp_path: Path) -> None:
    from kg.ids import article_iri, expand
    from kg.rdf import quads_of
    from kg.rdf.reviews import FactDecision
    from kg.resolution.reviewing import ReviewBook, heed_reviews, now
    from tests.integration.newsroom import STORIES

    store = make_news_store(tmp_path / "store")
    decision = FactDecision(
        expand("agency:cnes"),
        "partyTo",
        expand("agreement:implementation-plan-2019"),
        True,
        "asserted",
        False,
        "Ada",
        now(),
    )
    query = "ASK { agency:cnes sc:partyTo agreement:implementation-plan-2019 }"
    with EmbeddedStore.open(store) as writer:
        ReviewBook(writer).decide(decision)
        assert writer.query(query) is False
        for version in ("another program", "by hand"):
            for story in STORIES:
                extraction = story.extraction()
                writer.replace(article_iri(extraction.article), quads_of(replace(extraction, extractor=version)))
            heed_reviews(writer)
            assert writer.query(query) is False
        ReviewBook(writer).undo(decision.id)
        assert writer.query(query) is True
    with open_snapshot(store) as snapshot:
        assert not [graph for graph in snapshot.graphs() if "/graph/withheld/" in graph or "/graph/revised/" in graph]
