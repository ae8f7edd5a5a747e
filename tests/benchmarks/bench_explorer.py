"""How the explorer bears 20,000 nodes and 60,000 edges, beside pyvis on the same graph.

    python -m tests.benchmarks.bench_explorer [NODES EDGES]

The page is the real one of a running `kg serve`; the answers for the graph and for an expansion are generated here and
given to the browser in their place. Chromium is headless and draws WebGL in software (SwiftShader). Printed are: from
the last byte of the graph to its first picture, frames a second while the picture is dragged, from the click on
*Expand* to the next picture, and the compressed size of the answer for the start (1,500 nodes, 6,000 edges).
"""

import gzip
import json
import math
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import FLAGS, WEBGL, make_news_store
from tests.integration.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_COUNT_FRAMES = """seconds => new Promise(done => {
  let frames = 0; const start = performance.now();
  const step = now => {
    frames += 1;
    if (now - start < 1000 * seconds) requestAnimationFrame(step); else done(1000 * frames / (now - start));
  };
  requestAnimationFrame(step);
})"""
_DRAWN = "after => performance.getEntriesByName('drawn').map(m => m.startTime).find(t => t > after) ?? null"


def graph(nodes: int, edges: int) -> dict[str, Any]:
    """An answer of /api/graph: communities on a spiral, most links within them, a few bodies with very many."""
    chance = random.Random(7)
    communities = max(1, nodes // 150)
    found = []
    for number in range(nodes):
        community = int(communities * chance.random() ** 1.5)
        turn, reach = 2.4 * community, 900 * math.sqrt(community + 1)
        found.append(
            {
                "id": f"agency:n{number}",
                "label": f"Agency {number}",
                "type": "Agency" if number % 5 else "Organization",
                "country": None,
                "degree": 1,
                "facts": 3,
                "articles": 2,
                "community": community,
                "centrality": round(chance.random() / nodes, 6),
                "x": int(reach * math.cos(turn) + chance.gauss(0, 400)),
                "y": int(reach * math.sin(turn) + chance.gauss(0, 400)),
            }
        )
    links: dict[tuple[str, str], int] = {}
    while len(links) < edges:
        a, b = int(nodes * chance.random() ** 2), int(nodes * chance.random())
        if a != b:
            links[min(f"agency:n{a}", f"agency:n{b}"), max(f"agency:n{a}", f"agency:n{b}")] = chance.randint(1, 9)
    shape = {
        "agreements": 1,
        "projects": 0,
        "cooperations": 1,
        "facts": 3,
        "sources": 2,
        "first": "2001",
        "last": "2020-05-11",
    }
    return {
        "snapshot": "1",
        "level": "agency",
        "nodes": found,
        "edges": [{"a": a, "b": b, "weight": weight, **shape} for (a, b), weight in links.items()],
        "communities": [],
        "total": {"nodes": nodes, "edges": edges, "facts": 3 * edges},
        "leftOut": {"filtered": 0, "undated": 0, "nodes": 0, "edges": 0},
    }


def expansion() -> dict[str, Any]:
    """An answer of /neighbours: fifty agreements of one body."""
    ends = [f"agreement:x{number}" for number in range(50)]
    fact = {"relation": "partyTo", "modality": "asserted", "confidence": 0.9, "sources": 1, "articles": 1}
    ones = {"degree": 1, "facts": 1, "articles": 1}
    nones = {"first": None, "last": None, "review": None}
    return {
        "snapshot": "1", "id": "agency:n0", "relation": "partyTo", "direction": "out",
        "total": 50, "offset": 0, "limit": 50, "next": None, "leftOut": {},
        "nodes": [{"id": end, "label": end, "type": "Agreement", **ones} for end in ends],
        "edges": [
            {"id": f"{number:016x}", "source": "agency:n0", "target": end, **fact, **nones}
            for number, end in enumerate(ends)
        ],
    }  # fmt: skip


def drag(page: "Page", area: str) -> float:
    """Frames a second while the picture is dragged for three seconds."""
    box = page.locator(area).first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"() => {{ window.counted = ({_COUNT_FRAMES})(3); }}")  # gives no promise, which would be waited for
    end = time.monotonic() + 3.2
    step = 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x + 150 * math.sin(step / 9), y + 100 * math.cos(step / 9))
    page.mouse.up()
    return float(page.evaluate("window.counted"))


def explorer(browser: "Browser", address: str, answer: dict[str, Any]) -> tuple[float, float, float]:
    """Seconds to the first picture, frames a second while dragged, seconds of an expansion."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(120_000)
    said = {"id": "agency:n0", "snapshot": "1", "leftOut": {}}
    count = {
        "relation": "partyTo",
        "direction": "out",
        "phrase": "is party to",
        "neighbours": 50,
        "facts": 50,
        "types": {},
    }
    page.route("**/api/graph?*", lambda route: route.fulfill(json=answer))
    page.route("**/relations*", lambda route: route.fulfill(json={**said, "relations": [count]}))
    page.route("**/neighbours*", lambda route: route.fulfill(json=expansion()))
    page.goto(f"{address}?select=agency:n0&panel=neighbours", wait_until="load")
    page.get_by_role("button", name="Expand: is party to").wait_for()
    page.wait_for_timeout(3000)
    arrived = page.evaluate(
        "performance.getEntriesByType('resource').find(r => r.name.includes('/api/graph')).responseEnd"
    )
    drawn = page.evaluate(_DRAWN, arrived)
    while drawn is None:
        page.wait_for_timeout(200)
        drawn = page.evaluate(_DRAWN, arrived)
    frames = drag(page, ".canvas")
    start = page.evaluate("performance.now()")
    page.evaluate("document.querySelector('.relations [aria-label^=Expand]').click()")
    expanded = None
    while expanded is None:
        page.wait_for_timeout(50)
        expanded = page.evaluate(_DRAWN, start)
    page.close()
    return (drawn - arrived) / 1000, frames, (expanded - start) / 1000


def pyvis(browser: "Browser", answer: dict[str, Any], folder: Path) -> tuple[float, float]:
    """The same of a page that pyvis writes, with the places given, so that it need not lay them out."""
    from pyvis.network import Network

    network = Network(height="850px", width="100%", cdn_resources="in_line")
    network.toggle_physics(False)
    for node in answer["nodes"]:
        network.add_node(node["id"], label=node["label"], x=node["x"], y=node["y"], physics=False)
    network.edges = [{"from": edge["a"], "to": edge["b"], "width": 1} for edge in answer["edges"]]
    file = folder / "pyvis.html"
    file.write_text(network.generate_html(), "utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(280_000)
    start = time.monotonic()
    page.goto(file.as_uri(), wait_until="load")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    first = time.monotonic() - start
    frames = drag(page, "#mynetwork canvas")
    page.close()
    return first, frames


def main() -> None:
    """Measure both and print a table."""
    from playwright.sync_api import sync_playwright

    nodes, edges = (int(number) for number in sys.argv[1:3]) if len(sys.argv) > 2 else (20_000, 60_000)
    answer = graph(nodes, edges)
    start = len(gzip.compress(json.dumps(graph(1500, 6000)).encode())) / 1000
    flags = [flag for flag in FLAGS if flag != "--disable-gpu"] + WEBGL
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        with served(make_news_store(folder / "store")) as service:
            first, frames, grown = explorer(browser, service.address, answer)
        print(f"{nodes} nodes, {edges} edges; WebGL drawn in software", flush=True)
        print(
            f"explorer  first picture {first:.2f} s   dragging {frames:.0f} frames/s   expansion {grown * 1000:.0f} ms",
            flush=True,
        )
        print(f"answer for the start, compressed: {start:.0f} kB", flush=True)
        first, frames = pyvis(browser, answer, folder)
        print(f"pyvis     first picture {first:.2f} s   dragging {frames:.1f} frames/s   expansion: none")
        browser.close()


if __name__ == "__main__":
    main()
