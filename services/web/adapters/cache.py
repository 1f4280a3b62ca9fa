"""Connects to the cache server, flushes Parley's part of it, and puts its faults into words."""

from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from shared.runtime.machine import trouble


def connect(url: str, ca: Path | None = None) -> Redis:
    """A client that gives up soon, because every caller has something better to do than to wait. `ca`: certificate
    authority (PEM) for a `rediss://` URL; the server's certificate and name are always checked."""
    options: dict[str, Any] = {"ssl_ca_certs": str(ca)} if ca and url.startswith("rediss://") else {}
    return Redis.from_url(
        url,
        socket_timeout=5,
        socket_connect_timeout=2,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 1),
        **options,
    )


def flush(redis: Redis, prefix: str = "parley:") -> int:
    """Delete every key under the prefix, and no other; a running page notices and fills the cache again."""
    pattern = "".join(f"\\{c}" if c in "*?[]\\" else c for c in prefix) + "*"
    gone = 0
    batch: list[Any] = []
    for key in redis.scan_iter(match=pattern, count=1000):
        batch.append(key)
        if len(batch) == 1000:
            gone += int(redis.unlink(*batch))
            batch = []
    return gone + (int(redis.unlink(*batch)) if batch else 0)


def server(redis: Redis) -> bytes:
    """An id of the server's current start: after another start, or on a replica, the last writes may be missing."""
    found: Any = redis.info("server")
    return str(found.get("run_id", "")).encode()


def explain(error: Exception) -> str:
    """What is wrong with the cache, for people, without addresses or keys."""
    text = f"{type(error).__name__} {error}"
    if "OutOfMemory" in text or "OOM" in text:
        return "The cache is out of memory and refuses writes; give it more (maxmemory)."
    if "ReadOnly" in text or "READONLY" in text:
        return "The cache is read-only: it is a replica; point PARLEY_REDIS_URL to the primary."
    if "MISCONF" in text:
        return "The cache cannot save to its disk and refuses writes; look at its log."
    if "NOAUTH" in text or "WRONGPASS" in text or "Authentication" in text:
        return "The cache asks for a password; put it into PARLEY_REDIS_URL."
    if "loading" in text.lower():
        return "The cache is still loading its data."
    if (why := trouble(error)) is not None:
        return f"New records cannot be taken in: {why}; it is tried again."
    if not isinstance(error, RedisError):
        return f"New records cannot be taken in ({type(error).__name__}); see the log. It is tried again."
    return f"The cache does not answer ({type(error).__name__}); it is tried again."
