"""Serves `POST /v1/articles`: takes one article, an array or JSON Lines, and accepts or refuses each with a reason."""

import asyncio
import codecs
import hmac
import zlib
from datetime import UTC, datetime

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from services.ingest.adapters.submission import submit
from services.ingest.domain.checks import article_id, check, looks_like_html, unread_date
from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING
from shared.processing import InvalidMessage, TryLater
from shared.runtime.records import Publisher
from shared.runtime.settings import Settings

MAX_BODY_BYTES = 10_000_000
MAX_ITEMS = 5_000
_AT_ONCE = 20
_ONE_OR_MANY = ("application/json",)
_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")


class Refused(Exception):
    """The request as a whole is refused."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.headers = headers or {}


class ItemResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The result for one article, by its place in the request. `note`: accepted, but probably not as it was meant."""

    index: int
    status: str
    id: str | None = None
    error: str | None = None
    note: str | None = None


class Results(msgspec.Struct, frozen=True):
    """The answer: 202 all accepted, 207 some, 422 none."""

    accepted: int
    rejected: int
    results: list[ItemResult]


def routes(publisher: Publisher, settings: Settings) -> list[Route]:
    """Routes to mount. `publisher` is used in other threads, by several at a time."""

    async def post_articles(request: Request) -> Response:
        try:
            _authorise(request, settings)
            form = _form(request)
            items = _items(await _body(request), form)
        except Refused as refused:
            answer = {"error": str(refused)}
            return _json(answer, refused.status, refused.headers)
        except ClientDisconnect:
            return Response(status_code=400)
        results: list[ItemResult] = []
        try:
            for start in range(0, len(items), _AT_ONCE):
                # Elsewhere, for a broker that is away takes its time, and probes and others are to be served meanwhile.
                results += await asyncio.to_thread(
                    _take_some, start, items[start : start + _AT_ONCE], publisher, settings
                )
        except TryLater:
            answer = {
                "error": "articles cannot be stored just now; send them again, those stored already do no harm"
            }
            return _json(answer, 503, {"retry-after": "10"})
        accepted = sum(result.status == "accepted" for result in results)
        status = 202 if accepted == len(results) else 207 if accepted else 422
        return _json(Results(accepted, len(results) - accepted, results), status)

    return [Route("/v1/articles", post_articles, methods=["POST"])]


def _authorise(request: Request, settings: Settings) -> None:
    if settings.api_key is None or not settings.api_key.get_secret_value():
        raise Refused(403, "writing is switched off: set PARLEY_API_KEY to allow it")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise Refused(
            401, "send `Authorization: Bearer <key>`", {"www-authenticate": 'Bearer realm="parley"'}
        )
    expected = settings.api_key.get_secret_value()
    if not hmac.compare_digest(given.strip().encode("latin-1", "replace"), expected.encode()):
        raise Refused(403, "this key is not valid here")


def _form(request: Request) -> str:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in (*_ONE_OR_MANY, *_LINES):
        raise Refused(
            415, "send `Content-Type: application/json` (an object or an array) or `application/x-ndjson`"
        )
    name, _, charset = parameters.strip().partition("=")
    if name.lower() == "charset" and charset.strip('" ').lower() not in ("utf-8", "utf8"):
        raise Refused(415, "send the body in UTF-8")
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("identity", "gzip"):
        raise Refused(415, "send the body as it is, or with `Content-Encoding: gzip`")
    return "lines" if kind in _LINES else "json"


async def _body(request: Request) -> bytes:
    """The body, unpacked; never more than the limit in memory, whatever the headers say."""
    too_large = Refused(413, f"the body is larger than {MAX_BODY_BYTES} bytes; send fewer articles at a time")
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MAX_BODY_BYTES:
        raise too_large
    packed = request.headers.get("content-encoding", "").strip().lower() == "gzip"
    unpack = zlib.decompressobj(wbits=31)
    body = bytearray()
    received = 0
    try:
        async for chunk in request.stream():
            if not packed:
                body += chunk
            received += len(chunk)
            while packed and chunk and len(body) <= MAX_BODY_BYTES:
                if (
                    unpack.eof
                ):  # files that were joined: each is a member of its own, with zeros between perhaps
                    if not (chunk := chunk.lstrip(b"\0")):
                        break
                    unpack = zlib.decompressobj(wbits=31)
                body += unpack.decompress(chunk, MAX_BODY_BYTES + 1 - len(body))
                chunk = unpack.unused_data
            if max(received, len(body)) > MAX_BODY_BYTES:
                raise too_large
    except zlib.error:
        raise Refused(422, "the body is not valid gzip") from None
    if packed and not unpack.eof:
        raise Refused(422, "the gzip body is cut off")
    return bytes(body)


def _items(body: bytes, form: str) -> list[bytes]:
    body = body.removeprefix(codecs.BOM_UTF8)  # as editors and spreadsheets of Windows write it
    try:
        if form == "lines":
            items = [line for line in body.splitlines() if line.strip()]
        elif body.lstrip()[:1] == b"[":
            items = [bytes(item) for item in msgspec.json.decode(body, type=list[msgspec.Raw])]
        else:
            items = [body] if body.strip() else []
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(422, f"the body is not valid JSON: {error}") from None
    if not items:
        raise Refused(422, "the body holds no article")
    if len(items) > MAX_ITEMS:
        raise Refused(413, f"the body holds {len(items)} articles; send at most {MAX_ITEMS} at a time")
    return items


def _take_some(start: int, items: list[bytes], publisher: Publisher, settings: Settings) -> list[ItemResult]:
    return [_take(index, item, publisher, settings) for index, item in enumerate(items, start)]


def _take(index: int, item: bytes, publisher: Publisher, settings: Settings) -> ItemResult:
    """Check as `admit` will, so that the sender learns at once what is wrong; then send."""
    try:
        article: RawArticle = codec.decode(ARTICLES_INCOMING, (), item)
        check(article, datetime.now(UTC), settings.max_text_characters)
    except codec.UndecodableRecord as error:
        reason = str(error).removeprefix(f"the record on {ARTICLES_INCOMING.name} ")
        return ItemResult(index, "rejected", error=f"this article {reason}")
    except InvalidMessage as error:
        return ItemResult(index, "rejected", error=str(error))
    submit(publisher, article)
    notes = []
    if (date := unread_date(article)) is not None:
        notes.append(
            f"the date {date[:80]!r} cannot be read, the time of reception counts instead; send it in ISO 8601"
        )
    if looks_like_html(article.text):
        notes.append("the text looks like HTML, whose tags are read as words; send plain text")
    note = "; ".join(notes) or None
    return ItemResult(index, "accepted", id=article_id(article), note=note)


def _json(value: object, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")
