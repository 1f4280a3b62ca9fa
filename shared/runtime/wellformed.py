"""Checks whether a setting has the form of an address, without connecting or showing any of it."""

from urllib.parse import urlsplit

KAFKA_PORT = 9092


def leads_to_redis(url: str) -> bool:
    """Whether it is a URL that a client of Redis takes."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("redis", "rediss", "unix") and port != 0


def is_page(url: str) -> bool:
    """A URL that a browser opens."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def is_server(text: str) -> bool:
    """Whether it is `host:port`, or a host alone."""
    try:
        parts = urlsplit(f"//{text}")
        port = parts.port
    except ValueError:
        return False
    plain = parts.netloc == text and "@" not in text and not text.endswith(":")
    return plain and bool(parts.hostname) and port != 0


def server_address(text: str) -> tuple[str, int]:
    """Host and port of what `is_server`; without a port that of Kafka."""
    parts = urlsplit(f"//{text}")
    return parts.hostname or "", parts.port or KAFKA_PORT
