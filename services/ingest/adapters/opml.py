"""Reads a list of feeds (OPML, or one URL a line) and reports every mistake in it at once."""

from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from services.ingest.domain.feeds import Feed
from services.ingest.domain.markup import tidy
from services.ingest.domain.urls import canonical_url

MAX_BYTES = 10_000_000
MAX_FEEDS = 5_000


class FeedListError(ValueError):
    """The list cannot be used; the text names every problem with its place."""


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds of a file, each URL once, in the order of the file. Raises FeedListError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FeedListError(f"{path} cannot be read: {error.strerror or error}; give an OPML file") from None
    if len(data) > MAX_BYTES:
        raise FeedListError(f"{path} is larger than {MAX_BYTES} bytes; that is no list of feeds")
    return parse_feeds(data, path.name)


def parse_feeds(data: bytes, name: str = "the list") -> tuple[Feed, ...]:
    """As read_feeds, from bytes."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    found = _outlines(data, name) if data.lstrip().startswith(b"<") else _lines(data, name)
    bad = [f"{name}, line {line}: {_refusal(url)}" for line, url, _ in found if canonical_url(url) is None]
    if bad:
        raise FeedListError("\n".join(bad))
    if not found:
        raise FeedListError(
            f"{name} names no feed; an OPML outline needs `xmlUrl`, a plain list one URL a line"
        )
    if len(found) > MAX_FEEDS:
        raise FeedListError(f"{name} names {len(found)} feeds; the limit is {MAX_FEEDS}")
    feeds: dict[str, Feed] = {}
    for _, url, outlet in found:
        feeds.setdefault(url.strip(), Feed(url.strip(), outlet))
    return tuple(feeds.values())


def _refusal(url: str) -> str:
    """What is wrong with an address. The text goes to logs, so it shows only parts of the address that cannot hold a
    key."""
    try:
        parts = urlsplit(url)
        scheme, host, log_in = parts.scheme[:20], (parts.hostname or "")[:100], "@" in parts.netloc
    except ValueError:
        scheme, host, log_in = "", "", False
    if scheme not in ("http", "https"):
        return "this is not an http or https address" + (f" but {scheme!r}" if scheme else "")
    if log_in:
        return f"the address on {host!r} carries a user name; feeds with a log-in are not read"
    return f"the address on {host!r} is not complete, is too long, or has blanks or control characters"


def _outlines(data: bytes, name: str) -> list[tuple[int, str, str]]:
    # No entities, no DTD, no network: a list of feeds may come from anybody.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FeedListError(f"{name} is not valid XML: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FeedListError(f"{name} carries a document type; remove the line that begins with <!DOCTYPE")
    found = []
    for outline in root.iter("outline"):
        attributes = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        if url := attributes.get("xmlurl", "").strip():
            outlet = tidy(attributes.get("title") or attributes.get("text") or "")
            found.append((outline.sourceline or 0, url, outlet[:200]))
    return found


def _lines(data: bytes, name: str) -> list[tuple[int, str, str]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise FeedListError(f"{name} is neither OPML nor a list in UTF-8") from None
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(number, line, "") for number, line in lines if line and not line.startswith("#")]
