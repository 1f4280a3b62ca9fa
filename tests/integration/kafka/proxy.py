"""A line to a broker that may break at any moment, or carry a byte at a time: a TCP proxy."""

import socket
import struct
import threading
from contextlib import suppress

BREAK = struct.pack("ii", 1, 0)
"""Closed so, a connection is reset instead of ended."""


class Proxy:
    """Listens on `port` and leads to another port of this machine, once it is told which; `at_once` bytes go together,
    the next after `pause_seconds`."""

    def __init__(self) -> None:
        self.at_once = 65_536
        self.pause_seconds = 0.0
        self.broken = 0
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]

    def lead_to(self, port: int) -> None:
        """Begin to take connections."""
        threading.Thread(target=self._serve, args=(port,), daemon=True).start()

    def break_all(self) -> None:
        """Reset every connection there is at present."""
        with self._lock:
            ends, self._open = self._open, []
        for end in ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BREAK)
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads from it
            end.close()
        self.broken += len(ends) // 2

    def close(self) -> None:
        """End everything."""
        self._over.set()
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.break_all()

    def _serve(self, port: int) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            try:
                broker = socket.create_connection(("127.0.0.1", port))
            except OSError:
                client.close()
                continue
            for end in (client, broker):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open += [client, broker]
            for source, sink in ((client, broker), (broker, client)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while found := source.recv(65_536):
                step = self.at_once
                for start in range(0, len(found), step):
                    self._over.wait(self.pause_seconds)
                    sink.sendall(found[start : start + step])
            sink.shutdown(socket.SHUT_WR)
