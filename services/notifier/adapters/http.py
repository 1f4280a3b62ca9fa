"""Sends one POST over a guarded connection and returns whatever happened as an Answer.

No proxy, redirect, cookie or decompression; one deadline covers everything, and at most a few kilobytes are read.
"""

import ssl
import time
from collections.abc import Mapping
from functools import cache, partial

import httpcore

from services.notifier.domain.answers import Answer
from services.notifier.domain.receiver_urls import BadAddress, checked_url
from shared.runtime.addresses import is_address, refusal
from shared.runtime.guarded import GuardedBackend, NoTls, Refused, Resolver, Unresolved, system_resolver

MAX_BODY = 4_096


def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    timeout: float,
    allow_private: bool = False,
    read_body: bool = False,
    resolver: Resolver = system_resolver,
    verify: ssl.SSLContext | None = None,
) -> Answer:
    """Send and wait for the answer, at most `timeout` seconds in all. Never raises for what the other side does, and no
    reason it gives shows the URL. `read_body` is for receivers that report success in the body; for others the status
    decides."""
    deadline = time.monotonic() + timeout
    try:
        scheme, _, _ = checked_url(url, allow_private=allow_private)
        backend = GuardedBackend(partial(_refusal, allow_private=allow_private), resolver, lambda: deadline)
        context = (verify or _tls()) if scheme == "https" else None
        with httpcore.ConnectionPool(network_backend=backend, ssl_context=context, max_connections=1) as pool:
            return _exchange(pool, url, headers, body, timeout, read_body)
    except BadAddress as error:
        return Answer(trouble="refused", detail=str(error))
    except Refused as reason:
        may_pass = not is_address(reason.host)
        return Answer(trouble="refused", detail=f"the host resolves to {reason}", may_pass=may_pass)
    except Unresolved as error:
        return Answer(trouble="dns", detail=str(error))
    except NoTls as error:
        return Answer(trouble="tls", detail=str(error))
    except httpcore.TimeoutException:
        return Answer(trouble="timeout", detail=f"no answer within {timeout:g} s")
    except (httpcore.NetworkError, OSError):
        return Answer(trouble="connection", detail="the connection failed or was closed")
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError):
        return Answer(trouble="protocol", detail="the answer is not HTTP")


def _exchange(
    pool: httpcore.ConnectionPool,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    timeout: float,
    read_body: bool,
) -> Answer:
    every = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    sent = {"user-agent": "Parley", "connection": "close", "accept-encoding": "identity", **headers}
    sent["content-length"] = str(len(body))
    host = httpcore.URL(url)
    sent["host"] = host.host.decode() if host.port is None else f"{host.host.decode()}:{host.port}"
    with pool.stream(
        "POST",
        url,
        headers=[(k.encode(), v.encode()) for k, v in sent.items()],
        content=body,
        extensions={"timeout": every},
    ) as response:
        found = b""
        if read_body:
            for chunk in response.iter_stream():
                found += chunk
                if len(found) > MAX_BODY:
                    break
        wait = next((v.decode("latin-1") for k, v in response.headers if k.lower() == b"retry-after"), None)
        text = found[:MAX_BODY].decode("utf-8", "replace")
        return Answer(status=response.status, body=text, retry_after=wait[:100] if wait else None)


def _refusal(address: str, *, allow_private: bool) -> str | None:
    why = refusal(address, allow_private=allow_private)
    if why is not None and refusal(address, allow_private=True) is None:
        why += " (allow_private: true in the receiver allows it)"
    return why


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
