"""Fakes for tests: a clock moved by hand, and scripted HTTP receivers on real sockets of 127.0.0.1, faults included."""

import contextlib
import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

import msgspec


class FakeClock:
    """Gives the same moment until `advance` is called."""

    def __init__(self, now: datetime = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float = 0, **other: float) -> None:
        """Let time pass; `other` as for timedelta (`minutes=5`)."""
        self.now += timedelta(seconds=seconds, **other)


class Received(msgspec.Struct, frozen=True):
    """One request as it came in; header names are lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


Answering = Callable[[socket.socket, threading.Event], None]
"""Writes an answer to a connection; the event says that the test is over."""


def reply(status: int = 200, body: bytes | str = b"", **headers: str) -> Answering:
    """A plain answer; `retry_after="30"` becomes the header Retry-After."""
    content = body.encode() if isinstance(body, str) else body
    lines = {"content-length": str(len(content)), **{k.replace("_", "-"): v for k, v in headers.items()}}
    head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n"

    def answer(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head.encode() + content)

    return answer


def reset(connection: socket.socket, over: threading.Event) -> None:
    """Close with a reset in place of an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket, over: threading.Event) -> None:
    """Never answer."""
    over.wait(60)


def dripping(connection: socket.socket, over: threading.Event) -> None:
    """A header byte now and then, without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while not over.wait(0.05):
        connection.sendall(b"a")


def endless(connection: socket.socket, over: threading.Event) -> None:
    """A 200 whose body never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while not over.is_set():
        connection.sendall(b"1000\r\n" + b"a" * 0x1000 + b"\r\n")


def huge(connection: socket.socket, over: threading.Event) -> None:
    """A 200 that announces and sends 200 MB."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 200000000\r\n\r\n")
    block = b"a" * 100_000
    for _ in range(2_000):
        if over.is_set():
            return
        connection.sendall(block)


def bomb(connection: socket.socket, over: threading.Event) -> None:
    """A small compressed body that would unpack to 100 MB."""
    # In members: packed at once it takes longer than a receiver may take to answer.
    packed = gzip.compress(b"\0" * 1_000_000, 9) * 100
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(packed)}\r\n\r\n"
    connection.sendall(head.encode() + packed)


def no_http(connection: socket.socket, over: threading.Event) -> None:
    """Something that is not HTTP."""
    connection.sendall(b"220 mail.example ESMTP\r\n")


class FakeEndpoint:
    """An HTTP receiver on a real socket: answers as scripted, one answer a request, then `always`."""

    path = "/hook"

    def __init__(self, always: Answering | None = None) -> None:
        self.received: list[Received] = []
        self.always = always or reply(204)
        self._script: list[Answering] = []
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._serve, name="fake-endpoint", daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def script(self, answers: Iterable[Answering]) -> None:
        """Set the answers to the next requests, in order."""
        with self._lock:
            self._script += answers

    def close(self) -> None:
        """Stop listening; hanging connections are released."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _read(connection)
                if request is None:
                    return
                with self._lock:
                    self.received.append(request)
                    answering = self._script.pop(0) if self._script else self.always
                answering(connection, self._over)
            except OSError:
                return


class FakeSlack(FakeEndpoint):
    """An incoming webhook of Slack: says `ok` unless scripted otherwise."""

    path = "/services/T00000000/B00000000/FakeSlackToken"

    def __init__(self) -> None:
        super().__init__(reply(200, "ok"))

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages received, in order."""
        return [one.json for one in self.received]


def _read(connection: socket.socket) -> Received | None:
    connection.settimeout(30)
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65_536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65_536)
    return Received(first.split(" ")[1], headers, body)
