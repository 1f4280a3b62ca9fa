"""Which addresses are connected to, for feeds and for receivers: never what only we can reach."""

import pytest

from shared.runtime.addresses import is_address, refusal

OUR_OWN = [
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


@pytest.mark.parametrize("address", OUR_OWN)
def test_our_own_network_is_refused(address):
    """Private, loopback, link-local, metadata, reserved, and those that carry such an address inside."""
    assert refusal(address) is not None


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "8.8.8.8"])
def test_public_addresses_are_allowed(address):
    """The rest of the world."""
    assert refusal(address) is None


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fe80::1", "fec0::1", "fd00:ec2::254", "::ffff:169.254.169.254", "224.0.0.1"],
)
def test_metadata_and_link_local_are_refused_even_where_private_is_allowed(address):
    """`allow_private` is for one's own receivers, which never live there."""
    assert refusal(address, allow_private=True) is not None
    assert refusal("10.0.0.1", allow_private=True) is None


def test_a_name_is_no_address():
    """Whatever a resolver makes of it."""
    assert is_address("10.0.0.1")
    assert is_address("::1")
    assert not is_address("hooks.example")
    assert not is_address("127.1")
