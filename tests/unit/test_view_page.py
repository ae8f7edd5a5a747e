"""The page: what is in the file, before any browser opens it."""

import base64
import hashlib
import json
import math
import re
import stat
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.model import ENTITY_TYPES
from kg.views.html import PHYSICS_LIMIT, render_page, write_page
from kg.views.layout import positions
from kg.views.network import Network
from kg.views.palette import LOOKS, UNKNOWN
from tests.unit.networks import hand_made, star


class Scripts(HTMLParser):
    """The scripts of a page, and every address that one of its elements would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.fetched: list[str] = []
        self.policy = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self._inside = True
            self.scripts.append("")
        if tag in ("script", "img", "iframe", "link"):
            self.fetched += [value for name, value in attrs if name in ("src", "href") and value]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def page_data(page: str) -> Any:
    return json.loads(Scripts(page).scripts[0])


def test_the_page_fetches_nothing_and_admits_only_its_own_scripts() -> None:
    parsed = Scripts(render_page(hand_made()))
    data, library, script = parsed.scripts
    assert parsed.fetched == ["data:,"]
    assert "vis-network" in library[:200]
    hashes = re.findall(r"'sha256-([^']+)'", parsed.policy)
    assert hashes == [base64.b64encode(hashlib.sha256(x.encode()).digest()).decode() for x in (library, script)]
    assert "default-src 'none'" in parsed.policy
    assert "unsafe-eval" not in parsed.policy
    assert "0: They said so." in json.loads(data)["quotes"]


def test_a_small_network_is_laid_out_by_the_browser_and_a_large_one_before() -> None:
    small, large = page_data(render_page(star(PHYSICS_LIMIT))), page_data(render_page(star(PHYSICS_LIMIT + 1)))
    assert (small["physics"], large["physics"]) == (True, False)
    assert all(x is None and y is None for *_, x, y in small["nodes"])
    assert all(math.isfinite(x) and math.isfinite(y) for *_, x, y in large["nodes"])


def test_several_edges_between_two_entities_do_not_lie_on_each_other() -> None:
    bends = [edge[-1] for edge in page_data(render_page(hand_made()))["edges"][:2]]
    assert len(set(bends)) == 2


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (Network(), "kg ingest"),
        (Network(scope="articles since 2030"), "articles since 2030"),
    ],
)
def test_an_empty_network_says_why_and_what_to_do(network: Network, said: str) -> None:
    assert any(said in line for line in page_data(render_page(network))["empty"])


def test_the_page_says_what_was_left_out() -> None:
    assert "10 entities, 9 facts, 1 article; the 20 least connected" in render_page(star(30).most_connected(10))


def test_the_title_is_text() -> None:
    assert "<title>&lt;b&gt; &amp; {{data}}</title>" in render_page(hand_made(), title="<b> & {{data}}")


def test_every_type_has_a_colour_and_a_shape_of_its_own() -> None:
    looks = [*LOOKS.values(), UNKNOWN]
    assert set(LOOKS) == set(ENTITY_TYPES)
    for part in ("shape", "color", "path"):
        assert len({getattr(look, part) for look in looks}) == len(looks)


def test_the_file_is_replaced_whole_and_readable_like_any_other(tmp_path: Path) -> None:
    out = tmp_path / "view.html"
    out.write_text("old")
    write_page(hand_made(), out)
    assert out.read_bytes() == render_page(hand_made()).encode()
    assert stat.S_IMODE(out.stat().st_mode) & 0o400
    assert list(tmp_path.iterdir()) == [out]


def test_what_cannot_be_written_leaves_the_old_file_and_one_clear_message(tmp_path: Path) -> None:
    folder = tmp_path / "view.html"
    folder.mkdir()
    with pytest.raises(KgError, match=r"view\.html: cannot be written"):
        write_page(hand_made(), folder)
    with pytest.raises(KgError, match=r"missing.*cannot be written"):
        write_page(hand_made(), tmp_path / "missing" / "view.html")
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("size", [0, 1, 2, 60, 700])
def test_every_entity_of_a_star_gets_a_place_of_its_own_the_same_each_time(size: int) -> None:
    nodes = [f"n{n}" for n in range(size)]
    links = [("n0", node) for node in nodes]
    places = positions(nodes, links)
    assert sorted(places) == sorted(nodes)
    assert len({(round(x), round(y)) for x, y in places.values()}) == size
    assert places == positions(reversed(nodes), reversed(links))


def test_communities_and_what_is_apart_from_them_do_not_overlap() -> None:
    groups = [[f"g{g}-{n}" for n in range(25)] for g in range(6)]
    links = [(group[0], node) for group in groups for node in group[1:]]
    links += [(group[i], group[i + 1]) for group in groups for i in range(24)]
    links += [(groups[g][0], groups[g + 1][0]) for g in range(4)]  # the last group stands apart
    places = positions([node for group in groups for node in group], links)
    assert len({(round(x / 20), round(y / 20)) for x, y in places.values()}) == 150
    lowest = max(places[node][1] for group in groups[:5] for node in group)
    assert all(places[node][1] > lowest for node in groups[5])
