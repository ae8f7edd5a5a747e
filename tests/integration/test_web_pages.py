"""Articles from the web: pages of every form, feeds, sitemaps and lists, and the name by which a page is known."""

import gzip
from pathlib import Path

import pytest

from kg.model import Article, Failure
from tests.integration.web import Reply, Site, article, read
from tests.unit.sources_made import BODY, PAGE, TITLE, atom, feed, full_entry, pdf, sitemap


def test_a_page_is_an_article_named_by_its_address(site: Site) -> None:
    found = article(f"{site.base}/pact.html")
    assert (found.id, found.title, found.url) == ("pact", TITLE, f"{site.base}/pact.html")
    assert found.text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    ("path", "reply", "id", "text"),
    [
        ("/a.pdf", Reply(pdf([TITLE, *BODY.split("\n")]), "application/pdf"), "a", "Roscosmos signed"),
        ("/raw/b.md", Reply(f"# {TITLE}\n\n{BODY}".encode(), "text/plain"), "b", "Roscosmos signed"),
        ("/c", Reply(BODY.encode(), "text/plain"), "c", "Roscosmos signed"),
        ("/d?id=7", Reply(PAGE.replace("Moon", "Môôn").encode("latin-1", "replace"), "text/html; charset=latin-1"),
         "d", "Môôn"),
        ("/", Reply(PAGE.encode()), "127.0.0.1", "Roscosmos signed"),
        ("/e.txt.gz", Reply(gzip.compress(BODY.encode()), "application/gzip"), "e", "Roscosmos signed"),
    ],
)  # fmt: skip
def test_each_form_is_read_from_the_web(path: str, reply: Reply, id: str, text: str, site: Site) -> None:
    site.replies[path] = reply
    found = article(site.base + path)
    assert found.id.startswith(id)
    assert text in found.text


def test_a_page_may_name_its_address_on_its_own_site_alone(site: Site) -> None:
    def claiming(url: str) -> Reply:
        return Reply(PAGE.replace("<title>", f'<link rel="canonical" href="{url}"><title>').encode())

    site.replies["/own?x=1"] = claiming(f"{site.base}/own")
    site.replies["/other"] = claiming("https://cnes.example/their-article")
    assert article(f"{site.base}/own?x=1").url == f"{site.base}/own"
    assert article(f"{site.base}/other").url == f"{site.base}/other"


def test_the_pages_of_a_feed_are_fetched_where_it_does_not_bring_them(site: Site) -> None:
    site.replies["/rss"] = Reply(
        feed(full_entry("https://example.org/whole"), f"<title>x</title><link>{site.base}/pact.html</link>"), "text/xml"
    )
    whole, linked = read(f"{site.base}/rss")
    assert isinstance(whole, Article)
    assert isinstance(linked, Article)
    assert (whole.url, whole.publisher, str(whole.published)) == (
        "https://example.org/whole", "Space Digest", "2019-09-06",
    )  # fmt: skip
    assert whole.text.startswith(f"{TITLE}\n\nPARIS")
    assert (linked.url, linked.title) == (f"{site.base}/pact.html", TITLE)
    site.replies["/atom"] = Reply(atom("pact.html"))  # sent as HTML, with a relative link
    assert article(f"{site.base}/atom").url == f"{site.base}/pact.html"


def test_a_sitemap_and_an_index_of_sitemaps_give_their_pages(site: Site, tmp_path: Path) -> None:
    pages = [f"{site.base}/pact.html", f"{site.base}/missing"]
    site.replies["/map.xml"] = Reply(sitemap(*pages), "application/xml")
    packed = gzip.compress(sitemap(f"{site.base}/pact.html"))
    site.replies["/map2.xml.gz"] = Reply(packed, "application/x-gzip")
    index = sitemap(f"{site.base}/map.xml", f"{site.base}/map2.xml.gz", f"{site.base}/index.xml", index=True)
    site.replies["/index.xml"] = Reply(index, "application/xml")
    found = read(f"{site.base}/index.xml")
    assert [type(value) for value in found] == [Article, Failure, Article, Failure]
    assert "in a list that it contains" in found[-1].error if isinstance(found[-1], Failure) else False
    (tmp_path / "local.xml").write_bytes(sitemap(*pages))
    assert [type(value) for value in read(tmp_path)] == [Article, Failure]


def test_a_text_of_addresses_alone_is_a_list_of_pages(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{site.base}/pact.html\n# {TITLE}\n{site.base}/pact.html\n")
    assert article(tmp_path / "list.txt").title == TITLE
    (tmp_path / "list.txt").write_text(f"{BODY}\n\n{site.base}/pact.html\n")
    assert article(tmp_path / "list.txt").id == "list"
