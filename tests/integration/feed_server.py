"""A feed server on 127.0.0.1 over real sockets: each path answers as the test says, and every request is remembered."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What a path answers; `drip` seconds between single bytes, `endless` goes on for ever."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    endless: bool = False
    length: int | None = None


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    at: float


class FeedServer:
    """`replies[path]` is a Reply or a function of the request that gives one."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
                outer.asked.append(asked)
                reply = outer.replies.get(self.path, Reply(status=404))
                outer._answer(self, reply(asked) if callable(reply) else reply)

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._closing = threading.Event()
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        """Stop listening."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.endless:
            length = len(reply.body) if reply.length is None else reply.length
            handler.send_header("content-length", str(length))
        handler.send_header("connection", "close")
        handler.end_headers()
        try:
            while reply.endless and not self._closing.is_set():
                handler.wfile.write(reply.body or b" " * 65536)
            if reply.drip:
                for i in range(len(reply.body)):
                    handler.wfile.write(reply.body[i : i + 1])
                    if self._closing.wait(reply.drip):
                        return
            elif not reply.endless:
                handler.wfile.write(reply.body)
        except OSError:
            pass  # the client has gone, as it should


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server for the length of a test."""
    server = FeedServer()
    try:
        yield server
    finally:
        server.close()


def rss(*items: str, head: str = "<title>Example Wire</title>") -> bytes:
    """An RSS feed of these items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(
    link: str, title: str = "A title", text: str = "", date: str = "", guid: str = "", content: str = ""
) -> str:
    """An RSS item; `content` is the whole article, `text` its summary."""
    parts = [f"<link>{link}</link>", f"<title>{title}</title>"]
    parts += [f"<description><![CDATA[{text}]]></description>"] if text else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    parts += [f'<guid isPermaLink="false">{guid}</guid>'] if guid else []
    if content:
        encoded = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        parts += [f"{encoded}<![CDATA[{content}]]></content:encoded>"]
    return f"<item>{''.join(parts)}</item>"
