"""Serves /metrics, /healthz and /readyz for services without a page of their own."""

import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any

import msgspec
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], str | None]
"""None when ready, otherwise what is missing, for people."""
SCRAPE_SECONDS = 20.0
"""Longer than Prometheus leaves between two scrapes, in our configuration."""


SILENT_SECONDS = 10.0
"""Whoever connects and says nothing for so long is cut off; a thread would wait for them for ever."""


CANNOT_SERVE = 4
"""Exit code of a service whose address is taken: another than that of a broker, which may be back in a moment."""


class CannotServe(RuntimeError):
    """Nobody could ask this process how it is; the text says why and what to do."""


class Server(ThreadingHTTPServer):
    """Knows when it was scraped, so that a process can publish its last figures before it ends."""

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.scraped_at: float | None = None
        self._started_at = monotonic()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked is gone, or never asked anything: no trouble of ours."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def has_told(self, counted_at: float, now: float) -> bool:
        """Whether what was counted then was scraped, or nobody will: none came in time, or none ever did."""
        if self.scraped_at is None:
            return now > self._started_at + SCRAPE_SECONDS
        return self.scraped_at > counted_at or now > counted_at + SCRAPE_SECONDS


def readiness(checks: Mapping[str, Check]) -> tuple[bool, bytes]:
    """Whether all checks pass, and the body that says which do not."""
    found = {name: check() for name, check in checks.items()}
    ready = all(problem is None for problem in found.values())
    return ready, msgspec.json.encode({"ready": ready, "checks": {n: p or "ok" for n, p in found.items()}})


def listen(host: str, port: int) -> socket.socket:
    """A listening socket for a server of another make; raises CannotServe."""
    with _explained(host, port):
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def serve(host: str, port: int, checks: Mapping[str, Check]) -> Server:
    """Serve in a thread of its own; the caller shuts the returned server down. Raises CannotServe."""

    class Handler(BaseHTTPRequestHandler):
        timeout = SILENT_SECONDS

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/metrics":
                began = monotonic()
                self._answer(200, generate_latest(), CONTENT_TYPE_LATEST)
                server.scraped_at = began
            elif path == "/healthz":
                self._answer(200, b'{"alive":true}', "application/json")
            elif path == "/readyz":
                ready, body = readiness(checks)
                self._answer(200 if ready else 503, body, "application/json")
            else:
                self._answer(404, b'{"error":"try /metrics, /healthz or /readyz"}', "application/json")

        def _answer(self, status: int, body: bytes, content_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", content_type)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests of probes and scrapers are not logged."""

    with _explained(host, port):
        server = Server((host, port), Handler)
    threading.Thread(target=server.serve_forever, name="operations", daemon=True).start()
    return server


@contextmanager
def _explained(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotServe(
            f"/metrics and /readyz cannot be served at PARLEY_OPERATIONS_HOST={host} PARLEY_OPERATIONS_PORT={port} "
            f"({error.strerror}); each process of a machine needs a port of its own"
        ) from None
