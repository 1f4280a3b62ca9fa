"""Checks that a receiver's URL leads where its owner meant, not to another place in disguise.

Nobody who writes a routes file, or is quoted in one, may make Parley call what only Parley can reach. This checks the
URL when it is read; the address is checked at connect time (`shared.runtime.addresses`).
"""

from urllib.parse import urlsplit


class BadAddress(ValueError):
    """The URL may not be used; the text says why, without the URL."""


def checked_url(url: str, *, allow_private: bool = False) -> tuple[str, str, int]:
    """(scheme, host, port) of a URL that may be tried; raises BadAddress. Plain http only inside one's own network."""
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
