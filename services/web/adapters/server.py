"""Serves the application with uvicorn, here or in a thread, on a socket of ours, so that a taken port is one clear
line."""

import socket
import threading

import uvicorn
from starlette.applications import Starlette

from services.web.adapters.live import Hub


class CannotListen(Exception):
    """The address cannot be served on; the text says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises CannotListen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotListen(
            f"{host} is no address of this machine ({error.strerror}); set PARLEY_HOST"
        ) from None
    family, kind, protocol, _, address = found[0]
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        raise CannotListen(
            f"port {port} on {host} cannot be served ({error.strerror}): another program has it; "
            "stop that one or take another port with PARLEY_PORT (parley run --port, make run PORT=...)"
        ) from None
    return made


class Server:
    """uvicorn around an application; open streams end first when it stops."""

    def __init__(self, app: Starlette, sock: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=32 * 1024,
            http="h11",
            ws="none",
            lifespan="on",
        )
        self._hub: Hub = app.state.hub
        self._socket = sock
        self._server = uvicorn.Server(config)
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port in use (of interest where 0 was asked for)."""
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.serve, name="web", daemon=True)
        self._thread.start()

    def serve(self) -> None:
        """Serve here until `stop`."""
        self._server.run(sockets=[self._socket])

    def stop(self, timeout_seconds: float = 10) -> None:
        """Finish what is being answered, end the streams, close the socket."""
        self._hub.stop()
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(timeout_seconds)
        self._socket.close()
