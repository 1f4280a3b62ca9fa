"""Which receivers may be called: ways of writing an address that only we can reach, all refused."""

import pytest

from services.notifier.adapters.http import post
from services.notifier.domain.answers import Outcome, judge
from services.notifier.domain.receiver_urls import BadAddress, checked_url
from shared.testing.builders import NOON

URLS = [
    "http://receiver.example/",
    "ftp://receiver.example/",
    "file:///etc/passwd",
    "gopher://receiver.example/",
    "https://user:pass@receiver.example/",
    "https://receiver.example@127.0.0.1/",
    "https://",
    "https:///path",
    "https://receiver.example/\r\nX: y",
    "https://receiver.example/ x",
    "https://receiver.example\\@127.0.0.1/",
    "https://[::1%25eth0]/",
    "https://receiver.example:99999/",
    "https://receiver.example:0/",
    "javascript:alert(1)",
    "//receiver.example/",
    "https://receiver.example/\x00",
    "https://bücher.example/hook",
    "https://receiver.example/straße",
]
DISGUISED = [
    "127.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "2130706433",
    "0x7f000001",
    "localhost",
    "[::ffff:7f00:1]",
    "[::1]",
]


@pytest.mark.parametrize("url", URLS)
def test_odd_urls_are_refused_before_anything_is_sent(url):
    """Schemes, credentials, control characters, no host."""
    with pytest.raises(BadAddress):
        checked_url(url)


@pytest.mark.parametrize("host", DISGUISED)
def test_disguised_loopback_is_refused_at_connect(host):
    """Octal, hexadecimal, decimal, short and mapped forms resolve to loopback, and that is what counts."""
    answer = post(f"https://{host}/", {}, b"{}", timeout=5)
    assert "refused" == answer.trouble


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    """Which address we would get must not depend on luck."""
    answer = post(
        "https://mixed.example/", {}, b"", timeout=5, resolver=lambda h, p: ["93.184.215.14", "10.0.0.1"]
    )
    assert "refused" == answer.trouble


@pytest.mark.parametrize(("address", "allowing_helps"), [("10.0.0.1", True), ("169.254.169.254", False)])
def test_the_reason_says_what_would_allow_it(address, allowing_helps):
    """And does not send people to a setting that changes nothing."""
    answer = post("https://inside.example/", {}, b"", timeout=5, resolver=lambda h, p: [address])
    assert allowing_helps == ("allow_private: true" in answer.detail)


def test_what_a_name_resolves_to_may_pass_and_a_written_address_does_not():
    """Behind a captive portal, or a VPN that is down, a public name is a private address for a while: its messages
    wait. A private address in the routes stays one."""
    named = post("https://hooks.example/x", {}, b"", timeout=5, resolver=lambda h, p: ["10.0.0.1"])
    assert Outcome.AGAIN is judge("slack", named, NOON).outcome
    for written in ("https://10.0.0.1/x", "https://[0:0::1]/x"):
        assert Outcome.REJECTED is judge("slack", post(written, {}, b"", timeout=5), NOON).outcome


def test_a_name_that_changes_its_mind_is_asked_once():
    """Rebinding: the address that was checked is the one that is connected to."""
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["169.254.169.254"]

    assert (
        "refused"
        == post("http://rebind.example:9/", {}, b"", timeout=5, allow_private=True, resolver=resolver).trouble
    )
    assert ["rebind.example"] == asked
