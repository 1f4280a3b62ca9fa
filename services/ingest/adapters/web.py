"""Fetches a URL within limits of size, time and redirects, and never from a private address unless the settings allow
it."""

import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urljoin

import httpcore
import httpx
import msgspec

from services.ingest.domain.urls import MAX_URL, host_of
from shared.runtime.addresses import refusal
from shared.runtime.guarded import GuardedBackend, Refuse, Refused, Resolver, system_resolver

MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
SECONDS = 30.0
_GZIP = b"\x1f"
_REDIRECTS = (301, 302, 303, 307, 308)


class FetchFailed(Exception):
    """Nothing usable came; the text says why, without the URL's path and query. `final`: another try is no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class Answered(msgspec.Struct, frozen=True):
    """Status, headers (lower case) and unpacked body of the last answer; `url` is where it came from."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class Web:
    """Fetches pages and feeds. Thread-safe; every request has its own connection, pinned to a checked address."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_private: bool = False,
        resolver: Resolver = system_resolver,
        refuse: Refuse | None = None,
        seconds: float = SECONDS,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._headers = {"user-agent": user_agent, "accept-encoding": "gzip, deflate"}
        self._seconds, self._max_bytes = seconds, max_bytes
        refuse = refuse or partial(refusal, allow_private=allow_private)
        backend = GuardedBackend(refuse, resolver, lambda: time.monotonic() + seconds)
        self._client = httpx.Client(
            transport=_Transport(backend),
            timeout=httpx.Timeout(seconds, connect=min(10.0, seconds)),
            trust_env=False,
            follow_redirects=False,
            cookies=CookieJar(
                DefaultCookiePolicy(allowed_domains=())
            ),  # by them a wall would count what we read
        )

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def get(self, url: str, headers: Mapping[str, str] = {}) -> Answered:
        """The answer, after redirects, each checked like the first URL. Raises FetchFailed."""
        deadline = time.monotonic() + self._seconds
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._once(url, headers, deadline)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            try:
                url = urljoin(answer.url, location)
            except ValueError:
                raise FetchFailed("the server redirects to something that is no URL", final=True) from None
        raise FetchFailed(f"more than {MAX_REDIRECTS} redirects", final=True)

    def _once(self, url: str, headers: Mapping[str, str], deadline: float) -> Answered:
        target = _checked(url)
        try:
            request = self._client.build_request("GET", target, headers={**self._headers, **headers})
            response = self._client.send(request, stream=True)
            try:
                return Answered(
                    url, response.status_code, _headers(response.headers), self._read(response, deadline)
                )
            finally:
                response.close()
        except Refused as reason:
            hint = "PARLEY_ALLOW_PRIVATE_FEEDS=true allows one's own network"
            raise FetchFailed(f"the host leads to {reason}; {hint}", final=True) from None
        except httpx.TimeoutException:
            raise FetchFailed(f"{host_of(url)} did not answer in time") from None
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpx.StreamError,
            ssl.SSLError,
            UnicodeError,
            ValueError,
        ) as error:
            raise FetchFailed(f"{host_of(url)} could not be read ({type(error).__name__})") from None

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        too_large = FetchFailed(f"the answer is larger than {self._max_bytes} bytes", final=True)
        unpack = _unpacker(response.headers.get("content-encoding", ""))
        body = bytearray()
        try:
            for chunk in response.iter_raw(65536):
                while chunk:
                    piece, chunk = unpack(chunk, self._max_bytes + 1 - len(body))
                    body += piece
                    if len(body) > self._max_bytes:
                        raise too_large
                if time.monotonic() > deadline:
                    raise FetchFailed(f"the answer took longer than {self._seconds:g} seconds")
        except zlib.error:
            raise FetchFailed("the answer's compression is damaged") from None
        return bytes(body)


def _checked(url: str) -> httpx.URL:
    if len(url) > MAX_URL or any(not c.isprintable() or c.isspace() or c == "\\" for c in url):
        raise FetchFailed("the URL has blanks, control characters or backslashes, or is too long", final=True)
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise FetchFailed("this is not a URL", final=True) from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchFailed("only http and https addresses are read", final=True)
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise FetchFailed("the URL's port is not possible", final=True)
    if parsed.userinfo:
        raise FetchFailed("the URL carries a user name; feeds with a log-in are not read", final=True)
    return parsed


def _headers(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value[:2000] for name, value in headers.items()}


def _unpacker(encoding: str) -> Callable[[bytes, int], tuple[bytes, bytes]]:
    """A function (packed, room) -> (unpacked up to room, rest); one layer only, so that a small bomb stays small."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return lambda chunk, room: (chunk, b"")
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("the answer is packed in a way that was not asked for", final=True)
    wbits = 47 if encoding != "deflate" else 15
    unpack = zlib.decompressobj(wbits)

    def step(chunk: bytes, room: int) -> tuple[bytes, bytes]:
        nonlocal unpack
        if unpack.eof:
            if encoding == "deflate" or not chunk.startswith(_GZIP):
                return b"", b""  # what follows the packed data and is no further member of it is not read
            unpack = zlib.decompressobj(wbits)
        return unpack.decompress(chunk, room), unpack.unused_data or unpack.unconsumed_tail

    return step


class _Transport(httpx.HTTPTransport):
    """httpx over a pool whose connections our backend makes; none is kept, so each is checked anew."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend, max_keepalive_connections=0
        )
