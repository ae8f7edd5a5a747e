"""HTML, Markdown, the seed article and the demo corpus: the article and nothing around it."""

import datetime as dt
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.ingestion.html import read_html
from kg.ingestion.language import language_of
from kg.ingestion.markdown import read_markdown
from kg.ingestion.sources import read_sources
from kg.model import Article

PAGE = """<!DOCTYPE html><html lang="en"><head><title>CNES and ISRO sign pact – Orbit Weekly</title></head><body>
<div id="header"><h1><a href="/">Orbit Weekly</a></h1><p>Rockets and more…</p>
<div class="menu"><ul><li><a href="/">Home</a></li><li><a href="/jaxa">JAXA</a></li></ul></div></div>
<div class="post"><h2 class="entry-title">CNES and ISRO sign pact</h2>
<div class="meta">By Jane Doe <span class="date">March 3, 2020</span> <a href="#c">4 comments</a></div>
<div class="entry"><figure><img src="a.jpg"><figcaption>The head of KARI in Delhi.</figcaption></figure>
<p>NEW DELHI — The French space agency <b>CNES</b> and <a href="/isro">ISRO</a> signed a memorandum of understanding on
ocean data on Monday, the two said in a joint statement published in the Indian capital.</p>
<blockquote><p>This is a good day for the sea, said the French side.</p></blockquote>
<p>The memorandum covers three fields, and more may be added by an exchange of letters between the two agencies:</p>
<ol><li>Exchange of data from altimeters</li><li>Training in Toulouse<ul><li>two months each year</li></ul></li></ol>
<dl><dt>3 March 2020</dt><dd>Signature in New Delhi.</dd></dl>
<table><tr><th>Agency</th><th>Share</th></tr><tr><td>CNES</td><td>60 %</td></tr></table>
<p>First line of two<br>that belong together, as in the address of a laboratory near Toulouse.</p>
<p><strong>Read also:</strong> <a href="/x">NASA and JAXA sign lunar rover deal</a></p>
<div class="sharing"><h3>Share this:</h3><ul><li>Twitter</li></ul></div>
<div class="related"><h3>Related</h3><ul><li><a href="/y">Roscosmos and KARI sign</a></li></ul></div></div></div>
<div id="comments"><h3>4 responses to “CNES and ISRO sign pact”</h3><ol class="commentlist">
<li>Bob says: I heard that Roscosmos signed the memorandum with ESA as well, which is a big thing for everybody.</li>
</ol></div><div id="footer">© 2020 Orbit Weekly. ESA and NASA signed nothing.</div></body></html>"""

PAGE_TEXT = """CNES and ISRO sign pact

NEW DELHI — The French space agency CNES and ISRO signed a memorandum of understanding on ocean data on Monday, the two said in a joint statement published in the Indian capital.

This is a good day for the sea, said the French side.

The memorandum covers three fields, and more may be added by an exchange of letters between the two agencies:

1. Exchange of data from altimeters
2. Training in Toulouse
- two months each year

- 3 March 2020: Signature in New Delhi.

Agency | Share
CNES | 60 %

First line of two
that belong together, as in the address of a laboratory near Toulouse."""  # noqa: E501


def test_a_page_gives_its_article_and_nothing_around_it() -> None:
    found = read_html(PAGE, "page.html")
    assert found.text == PAGE_TEXT
    assert (found.title, found.author, found.publisher) == ("CNES and ISRO sign pact", "Jane Doe", "Orbit Weekly")
    assert found.published == dt.date(2020, 3, 3)


def test_a_short_page_gives_no_navigation() -> None:
    page = (
        "<html><body><nav><a>Home</a></nav><p>CNES and ISRO signed.</p><aside>NASA</aside><footer>ESA</footer></body>"
    )
    assert read_html(page, "").text == "CNES and ISRO signed."


@pytest.mark.parametrize(
    "page",
    [
        "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body><p>CNES signed.</p>",
        "<p>CNES signed.",
        "<html><body>" + "<div>" * 200 + "<p>CNES signed.</p>",
        "<HTML><BODY><P>CNES signed.<BR></BODY></HTML>",
    ],
)
def test_a_page_need_not_be_tidy(page: str) -> None:
    assert read_html(page, "").text == "CNES signed."


def test_a_page_without_text_is_an_error() -> None:
    for body in ("", "<div id=root></div><noscript>Enable JavaScript</noscript>", "<nav>Home</nav>", "<h1></h1>"):
        with pytest.raises(SourceError, match="no article text"):
            read_html(f"<html><head><title>T</title></head><body>{body}</body></html>", "page.html")


def test_metadata_of_a_page_are_read() -> None:
    page = """<html lang="en"><head><title>x</title><link rel="canonical" href="https://example.org/a">
    <meta property="og:title" content="A pact"><meta property="og:site_name" content="Digest">
    <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A pact",
    "datePublished": "2017-07-20T23:30:00+02:00", "author": {"@type": "Person", "name": "Jane Doe"}}</script></head>
    <body><article><h1>A pact</h1><p>CNES and ISRO signed a pact in Paris.</p></article><p>© 2024 Digest</p></body>"""
    found = read_html(page, "")
    assert (found.title, found.author, found.publisher, found.url) == (
        "A pact",
        "Jane Doe",
        "Digest",
        "https://example.org/a",
    )
    assert (found.published, found.lang) == (dt.date(2017, 7, 20), "en")


MARKDOWN = """---
title: 'A pact: CNES & DLR'
author: Jane Doe # the editor
published: 2020-02-03
url: "https://example.org/a"
source: press release
entities:
  title: {type: Agency}
---
# A pact: CNES & DLR

*By **Jane Doe**, Orbit Weekly*

PARIS — CNES and [DLR](https://dlr.de) signed
an agreement on *methane* ![pic](x.png) today. See `MERLIN`.

* one
  * nested
* two, with
  a second line

3. third

> Quoted text here.

| Agency | Share |
|---|---|
| CNES | 60 % |

<div>Block <b>text</b></div>

## Read next

- [NASA and JAXA sign](x)

**2 comments**

*Bob*: ESA signed too
"""

MARKDOWN_TEXT = """A pact: CNES & DLR

PARIS — CNES and DLR signed an agreement on methane today. See MERLIN.

- one
- nested
- two, with a second line

3. third

Quoted text here.

Agency | Share
CNES | 60 %

Block text"""


def test_markdown_becomes_plain_lines() -> None:
    found = read_markdown(MARKDOWN)
    assert found.text == MARKDOWN_TEXT
    assert (found.title, found.author, found.publisher) == ("A pact: CNES & DLR", "Jane Doe", "Orbit Weekly")
    assert (found.published, found.url) == (dt.date(2020, 2, 3), "https://example.org/a")


def test_three_hyphens_need_not_be_front_matter() -> None:
    assert read_markdown("---\n\nCNES signed.\n\n---\n\nISRO signed.").text == "CNES signed.\n\nISRO signed."
    assert read_markdown("---\nauthor: Jane\n---\nCNES signed.").author == "Jane"
    assert read_markdown("# A pact\n\nCNES signed.").title == "A pact"


@pytest.mark.parametrize(
    ("text", "declared", "lang"),
    [
        ("CNES and ISRO signed.", "", "en"),
        ("CNES and ISRO signed.", "fr-FR", "fr"),
        ("CNES and ISRO signed.", "nonsense!", "en"),
        ("Le CNES et Roscosmos ont signé un accord-cadre sur la science spatiale à Moscou. " * 5, "", "fr"),
        ("Le CNES et Roscosmos ont signé un accord-cadre sur la science spatiale à Moscou. " * 5, "en", "fr"),
        ("CNES and ISRO signed a memorandum in Paris on Monday, the agencies said jointly. " * 5, "de", "en"),
        ("Роскосмос и французское космическое агентство подписали соглашение.", "en", "ru"),
    ],
)
def test_a_language_tag_is_believed_unless_the_text_says_otherwise(text: str, declared: str, lang: str) -> None:
    assert language_of(text, declared) == lang


def test_what_a_person_says_of_the_language_is_believed() -> None:
    assert language_of("Le CNES et Roscosmos ont signé un accord. " * 9, "en-GB", trusted=True) == "en"


def test_the_seed_article_is_its_headline_and_its_body(shared: Path) -> None:
    (found,) = read_sources([str(shared / "seed" / "000-france-russia.txt")])
    assert isinstance(found, Article)
    assert found.id == "000-france-russia"
    assert found.title == "France & Russia Agree to Expand Space Cooperation"
    assert (found.author, found.publisher, found.published) == ("Doug Messier", "Parabolic Arc", dt.date(2019, 9, 5))
    assert found.text.startswith(f"{found.title}\n\nMOSCOW (CNES) — On the occasion of")
    assert found.text.endswith("his wish to see it continued.")
    assert found.text.count("\n\n") == 6


def test_the_demo_corpus_is_read_whole_and_without_its_traps(shared: Path) -> None:
    found = list(read_sources([str(shared / "articles")]))
    assert len(found) == 24
    for article in found:
        assert isinstance(article, Article), article
        assert article.title
        assert article.published
        assert (article.author, article.publisher, article.lang) == ("Digest staff", "Space Cooperation Digest", "en")
        assert article.id.startswith(f"{article.published}-") or article.id.startswith("feed#")
        assert 150 <= len(article.text.split()) <= 310, article.id
        for trap in (
            "Digest staff",
            "Read next",
            "Related",
            "Tags:",
            "Share",
            "Filed under",
            "Leave a",
            "comments",
            "©",
        ):
            assert trap not in article.text, (article.id, trap)
