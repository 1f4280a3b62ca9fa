"""Connects to a host at an address that was checked first; every operation on the connection ends at a deadline.

The name is resolved once, every address is checked, and the connection goes to a checked address itself, so that a name
that changes its mind between check and connect (rebinding) gains nothing. Feeds and receivers both go through here.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

MOST_TRIED = 4
"""Addresses of a host that are tried, one after the other: two of either family, usually."""

Resolver = Callable[[str, int], list[str]]
"""(host, port) -> IP addresses; raises OSError."""
Refuse = Callable[[str], str | None]
"""IP address -> why we do not connect to it."""


class Refused(Exception):
    """An address of the host may not be used; the text says which kind it is."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host = host


class Unresolved(httpcore.ConnectError):
    """The host has no known address; the text says why."""


class NoTls(httpcore.ConnectError):
    """The TLS connection was not accepted: certificate, name or protocol."""


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a host, in the system's order."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedBackend(httpcore.NetworkBackend):
    """Connects for httpcore. `deadline` is asked when a connection begins: the monotonic time at which it ends.
    `connect_tcp` raises Refused, Unresolved, or httpcore's ConnectError and ConnectTimeout."""

    def __init__(self, refuse: Refuse, resolver: Resolver, deadline: Callable[[], float]) -> None:
        self._refuse, self._resolver, self._deadline = refuse, resolver, deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        host, deadline = host.strip("[]"), self._deadline()
        addresses = self._resolve(host, port, deadline)
        for address in addresses:
            # One address that is not allowed condemns the name: which one we get must not depend on luck.
            if (reason := self._refuse(address)) is not None:
                raise Refused(host, reason)
        problem: Exception = httpcore.ConnectError("no address")
        for address in addresses[:MOST_TRIED]:
            left = _left(deadline, timeout, httpcore.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _DeadlineStream(stream, deadline)
        raise problem

    def _resolve(self, host: str, port: int, deadline: float) -> list[str]:
        """In a thread, because the system's resolver knows no deadline."""
        found: list[list[str] | OSError | UnicodeError] = []

        def ask() -> None:
            try:
                found.append(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=ask, name="resolve", daemon=True)
        thread.start()
        thread.join(_left(deadline, None, httpcore.ConnectTimeout))
        if not found:
            raise Unresolved("the host name was not resolved in time")
        answer = found[0]
        if isinstance(answer, Exception) or not answer:
            raise Unresolved("the host name cannot be resolved")
        return answer


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose every operation ends at one deadline, so that an occasional byte does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except (httpcore.ConnectError, ssl.SSLError, ValueError):
            raise NoTls("the TLS connection was not accepted (certificate, name or protocol)") from None
        return _DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    """Seconds until the deadline, or `timeout` if that is sooner; raises `late` if there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("out of time")
    return left if timeout is None else min(left, timeout)
