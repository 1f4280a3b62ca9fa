"""Which URLs and addresses may be called: 45 ways of reaching what only we can reach, all refused."""

import pytest

from services.notifier.adapters.http import post
from services.notifier.domain.addresses import BadAddress, checked_url, refusal
from services.notifier.domain.answers import Outcome, judge
from shared.testing.builders import NOON

ADDRESSES = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.5.4",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "2001:0:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2001:db8::1",
]
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


@pytest.mark.parametrize("address", ADDRESSES)
def test_our_own_network_is_refused(address):
    """Private, loopback, link-local, metadata, reserved, and those that carry such an address inside."""
    assert refusal(address) is not None


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "8.8.8.8"])
def test_public_addresses_are_allowed(address):
    """The rest of the world."""
    assert refusal(address) is None


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "::ffff:169.254.169.254", "224.0.0.1"]
)
def test_metadata_and_link_local_are_refused_even_where_private_is_allowed(address):
    """`allow_private` is for one's own receivers, which never live there."""
    assert refusal(address, allow_private=True) is not None
    assert refusal("10.0.0.1", allow_private=True) is None


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
