"""Holds what all answers share: security headers, JSON, errors as page or JSON, the limit on bodies, the key for
writes."""

import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import blake2b
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from shared.contracts import codec

MAX_BODY = 64 * 1024
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_RAW = [(k.encode(), v.encode()) for k, v in HEADERS.items()]

Scope = MutableMapping[str, Any]
Call = Callable[..., Awaitable[Any]]


class SecurityHeaders:
    """ASGI middleware that sets the headers of HEADERS on every answer."""

    def __init__(self, app: Call) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Call, send: Call) -> None:
        """Pass on, with headers."""

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_RAW]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class Json(Response):
    """JSON in ASCII: control and bidirectional characters of articles travel as escapes, which do nothing."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Any contract value, view, list or dict."""
        built = msgspec.to_builtins(content, str_keys=True)
        return json.dumps(built, ensure_ascii=True, separators=(",", ":")).encode()


def cloudevent(alert: Any) -> Any:
    """An alert as a CloudEvent, as in `alerts.jsonl` and in webhooks."""
    return json.loads(codec.cloudevent(alert))


def problem(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """An error of the API: `{"error": sentence}`."""
    return Json({"error": message}, status, headers)


def unless_known(request: Request, answer: Response) -> Response:
    """The answer with an ETag, or 304 if the client already has exactly this one."""
    tag = f'"{blake2b(bytes(answer.body), digest_size=12).hexdigest()}"'
    answer.headers.update({"etag": tag, "cache-control": "no-cache"})
    has = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    return (
        Response(status_code=304, headers={"etag": tag, "cache-control": "no-cache"})
        if tag in has
        else answer
    )


def check_key(request: Request, api_key: str | None) -> None:
    """Raises 401 or 403 unless the request carries the key for writes."""
    if not api_key:
        raise HTTPException(403, "writes are off: set PARLEY_API_KEY to allow them")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise HTTPException(
            401,
            "send the header Authorization: Bearer <api key>",
            {"www-authenticate": 'Bearer realm="parley"'},
        )
    if not hmac.compare_digest(given.strip().encode(), api_key.encode()):
        raise HTTPException(403, "this key is not valid here")


async def capped_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The body; raises 413 as soon as it exceeds `limit`, whatever its Content-Length says."""
    announced = request.headers.get("content-length", "")
    too_long = HTTPException(413, f"the body is longer than {limit} bytes")
    if announced.isdigit() and int(announced[:12]) > limit:
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise too_long
    return bytes(body)
