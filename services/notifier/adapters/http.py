"""One POST over a guarded connection: a request goes out, what came back (or what kept it away) comes in as an Answer.

The name is resolved once, every address is checked, and the connection goes to a checked address itself, so that a name
that changes its mind between check and connect gains nothing. No proxy, no redirect, no cookie, no decompression; one
deadline over everything; at most a few kilobytes are read.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import httpcore

from services.notifier.domain.addresses import BadAddress, checked_url, is_address, refusal
from services.notifier.domain.answers import Answer, Trouble

MAX_BODY = 4_096
Resolver = Callable[[str, int], list[str]]
"""(host, port) -> IP addresses; raises OSError."""


class _Kept(Exception):
    """The connection did not come about, for a reason of ours."""

    def __init__(self, trouble: Trouble, detail: str, may_pass: bool = False) -> None:
        super().__init__(detail)
        self.may_pass = may_pass
        self.trouble: Trouble = trouble
        self.detail = detail


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a host, in the system's order."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    timeout: float,
    allow_private: bool = False,
    read_body: bool = False,
    resolver: Resolver = system_resolver,
    verify: ssl.SSLContext | None = None,
) -> Answer:
    """Send and wait for the answer, at most `timeout` seconds in all. Never raises for what the other side does; no
    text of the answer's reasons holds the URL. `read_body` is for receivers whose success stands in the body; for
    others the status is the answer, whatever follows it."""
    deadline = time.monotonic() + timeout
    try:
        scheme, _, _ = checked_url(url, allow_private=allow_private)
        backend = _Guard(deadline, allow_private, resolver)
        context = (verify or _tls()) if scheme == "https" else None
        with httpcore.ConnectionPool(network_backend=backend, ssl_context=context, max_connections=1) as pool:
            return _exchange(pool, url, headers, body, timeout, read_body)
    except BadAddress as error:
        return Answer(trouble="refused", detail=str(error))
    except _Kept as error:
        return Answer(trouble=error.trouble, detail=error.detail, may_pass=error.may_pass)
    except httpcore.TimeoutException:
        return Answer(trouble="timeout", detail=f"no answer within {timeout:g} s")
    except (httpcore.NetworkError, OSError):
        return Answer(trouble="connection", detail="the connection failed or was closed")
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError):
        return Answer(trouble="protocol", detail="the answer is not HTTP")


def _exchange(
    pool: httpcore.ConnectionPool,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    timeout: float,
    read_body: bool,
) -> Answer:
    every = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    sent = {"user-agent": "Parley", "connection": "close", "accept-encoding": "identity", **headers}
    sent["content-length"] = str(len(body))
    host = httpcore.URL(url)
    sent["host"] = host.host.decode() if host.port is None else f"{host.host.decode()}:{host.port}"
    with pool.stream(
        "POST",
        url,
        headers=[(k.encode(), v.encode()) for k, v in sent.items()],
        content=body,
        extensions={"timeout": every},
    ) as response:
        found = b""
        if read_body:
            for chunk in response.iter_stream():
                found += chunk
                if len(found) > MAX_BODY:
                    break
        wait = next((v.decode("latin-1") for k, v in response.headers if k.lower() == b"retry-after"), None)
        text = found[:MAX_BODY].decode("utf-8", "replace")
        return Answer(status=response.status, body=text, retry_after=wait[:100] if wait else None)


class _Guard(httpcore.SyncBackend):
    """Resolves, checks and connects to the address that was checked; every operation ends at the deadline."""

    def __init__(self, deadline: float, allow_private: bool, resolver: Resolver) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        host = host.strip("[]")
        addresses = self._resolve(host, port)
        for address in addresses:
            # One address that is not allowed condemns the name: which one we get must not depend on luck.
            if why := refusal(address, allow_private=self._allow_private):
                raise _Kept("refused", f"the host resolves to a {why}", may_pass=not is_address(host))
        error: Exception = OSError("no address")
        for address in addresses[:4]:
            left = _left(self._deadline)
            try:
                stream = super().connect_tcp(address, port, left, local_address, socket_options or [])
            except httpcore.ConnectError as problem:
                error = problem
                continue
            return _Timed(stream, self._deadline)
        raise error

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise _Kept("refused", "not a network address")

    def _resolve(self, host: str, port: int) -> list[str]:
        """In a thread, because the system's resolver knows no deadline."""
        found: list[list[str] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                found.append(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=ask, name="resolve", daemon=True)
        thread.start()
        thread.join(_left(self._deadline))
        if not found:
            raise _Kept("dns", "the host name was not resolved in time")
        answer = found[0]
        if isinstance(answer, Exception) or not answer:
            raise _Kept("dns", "the host name cannot be resolved")
        return answer


class _Timed(httpcore.NetworkStream):
    """A stream whose every operation ends at one deadline, so that a byte now and then does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        except (httpcore.ConnectError, ssl.SSLError, ValueError):
            raise _Kept(
                "tls", "the TLS connection was not accepted (certificate, name or protocol)"
            ) from None
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
