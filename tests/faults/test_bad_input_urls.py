"""Bad input, URLs of feeds, pages and articles (45 cases; OWASP SSRF, API7): refused before a connection is made."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.adapters.opml import FeedListError, parse_feeds
from services.ingest.adapters.web import FetchFailed, Web
from services.ingest.domain.urls import canonical_url
from shared.runtime.addresses import refusal
from shared.runtime.guarded import system_resolver
from tests.integration.feed_server import Reply, feed_server

INTO_OUR_NETWORK = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.0.1:22/", "http://2130706433/", "http://0x7f.0.0.1/",
    "http://0177.0.0.1/", "http://0/", "http://0.0.0.0/", "http://localhost/", "http://[::1]/", "http://[::]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://[fd00:ec2::254]/",
    "http://[fe80::1]/", "http://[fc00::1]/",
    "http://[fec0::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.0.8/",
]  # fmt: skip
NOT_FOR_US = [
    "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/plain,x", "javascript:alert(1)",
    "feed://example.org/", "//example.org/", "example.org", "", "http://", "http:///path", "http://[::1",
    "http://user:secret@example.org/", "http://127.0.0.1@example.org/", "http://example.org\\@127.0.0.1/",
    "http://example.org/\r\nHost: inside", "http://example.org/a b", "http://exam\u202eple.org/",
    "http://example.org:99999/", "http://" + "a" * 5000 + "/",
]  # fmt: skip


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """As in production: public addresses only."""
    found = Web(user_agent="test", seconds=3)
    yield found
    found.close()


@pytest.mark.parametrize("url", INTO_OUR_NETWORK)
def test_our_own_network_is_never_asked(web: Web, url: str) -> None:
    """However the address is written; asking again is no use."""
    with pytest.raises(FetchFailed) as caught:
        web.get(url)
    assert caught.value.final
    assert "the host leads to" in str(caught.value) or "not a URL" in str(caught.value)


@pytest.mark.parametrize("url", NOT_FOR_US)
def test_other_addresses_are_refused_by_their_form(web: Web, url: str) -> None:
    """Without a question to the name servers, and without the URL in the message."""
    with pytest.raises(FetchFailed) as caught:
        web.get(url)
    assert caught.value.final
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", NOT_FOR_US)
def test_no_list_of_feeds_and_no_article_carries_them(url: str) -> None:
    """A list is refused as a whole; an article loses its link."""
    assert None is canonical_url(url)
    with pytest.raises(FeedListError):
        parse_feeds(f"{url}\n".encode())


@pytest.mark.parametrize(
    "location", [*INTO_OUR_NETWORK[1:], *NOT_FOR_US[:3], "http://user:x@public.example/"]
)
def test_a_redirect_is_checked_like_the_first_address(location: str) -> None:
    """The first host passes for public here; where it sends us does not."""
    with feed_server() as server:
        server.replies["/feed"] = Reply(status=302, headers={"Location": location})
        seen: list[str] = []

        def refuse(address: str) -> str | None:
            seen.append(address)
            return None if len(seen) == 1 else refusal(address)

        def resolve(host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "public.example" else system_resolver(host, port)

        web = Web(user_agent="test", resolver=resolve, refuse=refuse, seconds=3)
        with pytest.raises(FetchFailed):
            web.get(f"http://public.example:{server.url.rpartition(':')[2]}/feed")
        assert ["/feed"] == server.paths()
        web.close()


def test_a_mixed_answer_of_the_name_servers_is_refused() -> None:
    """One public and one private address: whoever answers so has plans."""
    web = Web(user_agent="test", resolver=lambda host, port: ["93.184.215.14", "10.0.0.1"], seconds=3)
    with pytest.raises(FetchFailed, match="private"):
        web.get("http://mixed.example/")
    web.close()


@given(
    st.sampled_from(("127.0.0.0/8", "10.0.0.0/8", "fc00::/7")).flatmap(
        lambda net: st.ip_addresses(network=net)
    )
)
@settings(max_examples=100, deadline=None)
def test_every_private_address_is_refused(address: object) -> None:
    """And allowed where the settings allow one's own network, except what is never right."""
    assert refusal(str(address))
    assert refusal(f"::ffff:{address}") if "." in str(address) else True
    assert None is refusal("93.184.215.14")
    assert refusal("169.254.169.254", allow_private=True)


@given(
    st.text(max_size=60)
    | st.text(alphabet="htps:/[]@.%0x1e#?\\ \r\n", max_size=60).map(lambda s: "http://" + s)
)
@settings(max_examples=300, deadline=None)
def test_a_canonical_url_is_stable_or_none(url: str) -> None:
    """Whatever comes in; and a second time changes nothing."""
    found = canonical_url(url)
    if found is not None:
        assert found.startswith(("http://", "https://"))
        assert found == canonical_url(found)
