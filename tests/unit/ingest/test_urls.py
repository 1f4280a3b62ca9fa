"""Canonical URLs: one address for one article."""

import pytest

from services.ingest.domain.urls import canonical_url, host_of, identity


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org/a?cmp=rss", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&utm_medium=y&id=7", "https://example.org/a?id=7"),
        ("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a"),
        ("https://example.org/a?traffic_source=rss", "https://example.org/a"),
        ("https://example.org/a?ref=rss_world&page=2", "https://example.org/a?page=2"),
        ("https://example.org/a?fbclid=abc#comments", "https://example.org/a"),
        ("HTTPS://Example.ORG:443/x/../a", "https://example.org/a"),
        ("http://example.org", "http://example.org/"),
        ("https://example.org/%7euser/", "https://example.org/~user/"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://example.org/#!/story/7", "https://example.org/?_escaped_fragment_=/story/7"),
        (" https://example.org/a \n", "https://example.org/a"),
    ],
)
def test_what_tells_the_way_and_not_the_page_is_dropped(given: str, expected: str) -> None:
    """Tracking parameters, fragments, default ports and letter case do not make another article."""
    assert expected == canonical_url(given)
    assert expected == canonical_url(expected)


@pytest.mark.parametrize(
    "given",
    [
        None, "", "  ", "example", "/a/b", "//example.org/a", "javascript:alert(1)", "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/a", "http://", "http:///a", "http://[::1/a", "http://exa mple.org/",
        "http://example.org/a\r\nX: y",
        "http://user:secret@example.org/", "http://example.org:port/", "http://example.org:99999/",
        "http://" + "a" * 300 + ".example/", "http://example.org/" + "a" * 5000, "http://example.org/\u202ea",
    ],
)  # fmt: skip
def test_what_is_no_web_address_has_no_canonical_form(given: str | None) -> None:
    """Other schemes, credentials, broken hosts and control characters never become a link."""
    assert None is canonical_url(given)


@pytest.mark.parametrize(
    "query",
    [
        "slug=feeding-the-talks",
        "slug=feed-prices",
        "id=rss100",
        "page=feedback-on-talks",
        "source=feedback",
        "q=rss",
    ],
)
def test_a_value_that_only_begins_like_a_feed_names_the_page(query: str) -> None:
    """Without it different articles would be one."""
    assert f"https://example.org/article.php?{query}" == canonical_url(
        f"https://example.org/article.php?{query}"
    )


@pytest.mark.parametrize(
    "query", ["mod=rss_world", "src=RSS", "partner=rss-feed", "from=feeds", "ref=rssfeed"]
)
def test_a_way_that_leads_from_a_feed_is_dropped(query: str) -> None:
    """Under the names that outlets use for it."""
    assert "https://example.org/a" == canonical_url(f"https://example.org/a?{query}")


def test_scheme_and_closing_slash_do_not_make_another_article() -> None:
    """One article often circulates with http and https."""
    assert identity("http://example.org/a/") == identity("https://example.org/a")


def test_the_host_names_an_outlet_that_gave_no_name() -> None:
    """Without www."""
    assert host_of("https://www.example.org/a") == "example.org"
    assert host_of(None) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.e.org/a", "https://e.org/a", True),
        ("https://e.org/a?a=1&b=2", "https://e.org/a?b=2&a=1", True),
        ("https://e.org/a?ns_mchannel=rss", "https://e.org/a?pk_campaign=feed", True),
        ("https://e.org/a?leadSource=x", "https://e.org/a?guccounter=1", True),
        ("https://e.org/a?ns_id=1", "https://e.org/a?ns_id=2", False),
        ("https://e.org/a?pk_id=1", "https://e.org/a?pk_id=2", False),
        ("https://wwwe.org/a", "https://e.org/a", False),
        ("https://e.org/a?id=1", "https://e.org/a", False),
    ],
)
def test_which_addresses_are_of_one_article(one: str, other: str, same: bool) -> None:
    """What may name the article counts; what only says where a reader came from does not."""
    found = [identity(canonical_url(url) or "") for url in (one, other)]
    assert same == (found[0] == found[1])
