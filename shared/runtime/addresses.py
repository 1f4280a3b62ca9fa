"""Decides whether Parley may connect to an IP address; None means yes.

Nobody who writes a feed, a routes file, a redirect or a DNS record may make Parley ask what only Parley can reach
(OWASP: server-side request forgery).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_NEVER: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8",
        "100.100.100.200/32",  # metadata of a cloud
        "169.254.0.0/16",  # link-local, metadata of most clouds
        "192.0.0.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "fd00:ec2::254/128",  # metadata of a cloud
        "fe80::/10",
        "fec0::/10",  # site-local, the predecessor of fc00::/7
        "ff00::/8",
    )
)
_NAT64 = ip_network("64:ff9b::/96")


def refusal(address: str, *, allow_private: bool = False) -> str | None:
    """Why we do not connect; None if we do. Addresses that carry another one inside (mapped, 6to4, Teredo, NAT64) count
    as both."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    for one in (found, *_inside(found)):
        if any(one in net for net in _NEVER if net.version == one.version):
            return "a link-local, metadata, multicast or reserved address"
        if not allow_private and not one.is_global:
            return "a private or loopback address"
    return None


def is_address(host: str) -> bool:
    """Whether a host is written as an IP address, and not as a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [a for a in (address.ipv4_mapped, address.sixtofour) if a is not None]
    if address.teredo is not None:
        found += list(address.teredo)
    if address in _NAT64 or (int(address) >> 32 == 0 and int(address) > 1):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found
