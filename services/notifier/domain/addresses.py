"""From a URL or an address to whether we may connect to it: what the receiver's owner meant, never our own network.

Who may write a routes file, or be written about in one, must not make Parley call what only Parley can reach
(OWASP: server-side request forgery). The URL is checked when it is read; what counts is the address at connect time.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

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


class BadAddress(ValueError):
    """The URL or the address may not be used; the text says why, without the URL."""


def checked_url(url: str, *, allow_private: bool = False) -> tuple[str, str, int]:
    """(scheme, host, port) of a URL that we may try; raises BadAddress. Plain http only inside one's own network."""
    if len(url) > 2000 or any(c.isspace() or ord(c) < 33 or ord(c) == 127 or c == "\\" for c in url):
        raise BadAddress(
            "the URL has blanks, control characters or backslashes, or more than 2,000 characters"
        )
    if not url.isascii():
        raise BadAddress(
            "the URL has characters beyond ASCII; write its host as xn--…, and other characters as %XX"
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress("this is not a URL") from None
    if parts.scheme not in ("https", "http"):
        raise BadAddress("the URL must begin with https://")
    if parts.scheme == "http" and not allow_private:
        raise BadAddress("the URL must begin with https:// (http:// only with allow_private: true)")
    if "@" in parts.netloc:
        raise BadAddress("the URL carries a user name or an @ before the path")
    if not parts.hostname or "%" in parts.netloc:
        raise BadAddress("the URL has no plain host name")
    if port == 0:
        raise BadAddress("the URL has port 0")
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


def refusal(address: str, *, allow_private: bool = False) -> str | None:
    """Why we do not connect to this IP address, or None if we do. Addresses that carry another one inside
    (mapped, 6to4, Teredo, NAT64) count as both."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    for one in (found, *_inside(found)):
        if any(one in net for net in _NEVER if net.version == one.version):
            return "link-local, metadata, multicast or reserved address"
        if not allow_private and not one.is_global:
            return "private or loopback address (allow_private: true in the receiver allows it)"
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
