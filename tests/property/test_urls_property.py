"""One canonical form for each way to write an address, and none for what is no address."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.ingestion.urls import canonical_url, same_site, split_url, stem_of

PART = st.text(
    st.characters(codec="utf-8", exclude_characters='\\<>"{}|^`', exclude_categories=["Cc", "Zs", "Zl"]), max_size=12
)
PARTS = st.lists(
    PART | st.sampled_from(["", ".", "..", "%7E", "%2f", "%C3%A9", "é", "utm_source=x", "b=2", "a=1"]), max_size=5
)
HOST = st.sampled_from(["example.org", "EXAMPLE.org.", "müller.example", "127.0.0.1", "[2001:DB8::1]", "www.esa.int"])


@st.composite
def urls(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http", "https", "HTTPS"]))
    port = draw(st.sampled_from(["", ":80", ":443", ":8080"]))
    path = "/".join(["", *draw(PARTS)])
    query = "&".join(draw(PARTS))
    return f"{scheme}://{draw(HOST)}{port}{path}?{query}#{draw(PART)}"


@given(url=urls())
@example(url="https://example.org/%25%32%35/..//./a%2G?x=%&&=")
def test_the_canonical_form_is_its_own(url: str) -> None:
    try:
        once = canonical_url(url)
    except ValueError:
        return
    assert canonical_url(once) == once
    assert once.startswith("https://")
    assert once.isascii()
    assert " " not in once
    assert split_url(once).geturl() == once
    assert stem_of(once)
    assert same_site(url, once) or ":" in split_url(url).netloc.rpartition("]")[2]


@given(text=st.text(max_size=40))
def test_what_is_no_address_is_a_value_error_at_worst(text: str) -> None:
    for url in (text, "http://" + text, "https://example.org/" + text):
        with suppress(ValueError):
            canonical_url(url)
        assert same_site(url, "x") is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org", "https://EXAMPLE.org:443/"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/%7euser/%e9", "https://example.org/~user/%E9"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?utm_source=x&utm_medium=y&fbclid=z&id=7&gclid=1", "https://example.org/a?id=7"),
        ("https://example.org/a;jsessionid=1A2B?x=1", "https://example.org/a?x=1"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        (" https://example.org/a\n", "https://example.org/a"),
    ],
)
def test_addresses_of_the_same_page_are_the_same(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org/a/"),
        ("https://example.org/a", "https://www.example.org/a"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org:8080/", "https://example.org/"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/a?source=x", "https://example.org/a"),
    ],
)
def test_addresses_of_different_pages_are_different(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)
