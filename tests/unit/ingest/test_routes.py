"""POST /v1/articles: accepted articles are sent on, refused ones are told why, one by one."""

import asyncio
import gzip
import json
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services.ingest.adapters.routes import MAX_BODY_BYTES, routes
from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING
from shared.runtime.settings import Settings

KEY = "k-for-tests"
AUTHORISED = {"authorization": f"Bearer {KEY}"}
JSON = AUTHORISED | {"content-type": "application/json"}
LINES = AUTHORISED | {"content-type": "application/x-ndjson"}
ONE = {"id": "a-1", "outlet": "Example Wire", "text": "Moscow said it would attend."}


class Sent:
    """A publisher that remembers what it was given."""

    def __init__(self) -> None:
        self.articles: list[RawArticle] = []
        self.keys: list[str] = []

    def publish(self, topic: Any, message: Any, *, timestamp: datetime | None = None) -> None:
        raise AssertionError("raw articles are sent under their id")

    def publish_raw(
        self, topic: Any, key: str, value: bytes, *, headers: Any = (), timestamp: Any = None
    ) -> None:
        assert topic == ARTICLES_INCOMING
        self.keys.append(key)
        self.articles.append(codec.decode(topic, headers, value))


@pytest.fixture
def sent() -> Sent:
    """What was sent."""
    return Sent()


@pytest.fixture
def client(sent: Sent) -> TestClient:
    """A client of the mounted routes."""
    return client_of(sent, api_key=KEY)


def client_of(sent: Sent, **given: Any) -> TestClient:
    """A client of routes with these settings."""
    return TestClient(Starlette(routes=routes(sent, Settings(_env_file=None, **given))))


def test_one_article_is_accepted(client: TestClient, sent: Sent) -> None:
    """The answer gives its id, under which it travels."""
    answer = client.post("/v1/articles", json=ONE, headers=AUTHORISED)
    assert answer.status_code == 202
    assert answer.json() == {
        "accepted": 1,
        "rejected": 0,
        "results": [{"index": 0, "status": "accepted", "id": "a-1"}],
    }
    assert (["a-1"], [RawArticle(**ONE)]) == (sent.keys, sent.articles)


def test_without_an_id_the_answer_gives_that_of_the_url(client: TestClient, sent: Sent) -> None:
    """Written in another way it is the same article."""
    ids = {
        client.post("/v1/articles", json={"url": url, "text": "t"}, headers=AUTHORISED).json()["results"][0][
            "id"
        ]
        for url in ("https://example.org/a?utm_source=x", "http://EXAMPLE.org/a")
    }
    assert ids == set(sent.keys)
    assert len(ids) == 1


def test_a_text_with_tags_is_noted(client: TestClient) -> None:
    """It is taken, but its tags and scripts are read as words; a sign for less is no tag."""
    two = [ONE | {"text": "<p>Moscow said <b>no</b>.</p>"}, ONE | {"text": "Arland said <20 of 30 went."}]
    first, second = client.post("/v1/articles", json=two, headers=AUTHORISED).json()["results"]
    assert "looks like HTML" in first["note"]
    assert "note" not in second


def test_a_body_may_begin_with_a_byte_order_mark(client: TestClient, sent: Sent) -> None:
    """As systems on Windows write it, in either form."""
    for headers in (JSON, LINES):
        body = b"\xef\xbb\xbf" + json.dumps(ONE).encode()
        assert 1 == client.post("/v1/articles", content=body, headers=headers).json()["accepted"]
    assert 2 == len(sent.articles)


def test_a_date_that_cannot_be_read_is_noted(client: TestClient) -> None:
    """The article is taken, but as one of today, which the sender of an archive must know."""
    two = [ONE | {"published_at": "12 Thermidor"}, ONE | {"date": "February 12, 2025, 2:20 p.m."}]
    first, second = client.post("/v1/articles", json=two, headers=AUTHORISED).json()["results"]
    assert "'12 Thermidor' cannot be read" in first["note"]
    assert "note" not in second


def test_an_array_and_json_lines_are_accepted(client: TestClient, sent: Sent) -> None:
    """Also packed with gzip."""
    two = [ONE, ONE | {"id": "a-2"}]
    lines = "\n".join(map(json.dumps, two)).encode()
    assert client.post("/v1/articles", json=two, headers=AUTHORISED).status_code == 202
    assert client.post("/v1/articles", content=lines + b"\n\n", headers=LINES).status_code == 202
    packed = LINES | {"content-encoding": "gzip"}
    assert client.post("/v1/articles", content=gzip.compress(lines), headers=packed).status_code == 202
    assert sent.keys == ["a-1", "a-2"] * 3


def test_gzip_files_that_were_joined_are_read_to_the_end(client: TestClient, sent: Sent) -> None:
    """As logs that are rotated are; each is a member of its own, and some are padded."""
    members = [gzip.compress(json.dumps(ONE | {"id": f"a-{n}"}).encode() + b"\n") for n in range(3)]
    packed = LINES | {"content-encoding": "gzip"}
    body = members[0] + b"\0" * 512 + members[1] + members[2] + b"\0" * 9
    assert client.post("/v1/articles", content=body, headers=packed).json()["accepted"] == 3
    assert sent.keys == ["a-0", "a-1", "a-2"]
    assert client.post("/v1/articles", content=members[0] + b"x", headers=packed).status_code == 422
    assert (
        client.post("/v1/articles", content=members[0] + members[1][:-4], headers=packed).status_code == 422
    )


def test_each_item_has_its_own_result(client: TestClient, sent: Sent) -> None:
    """One bad article does not hold back the others."""
    answer = client.post(
        "/v1/articles", json=[ONE, {"id": "a-2"}, {"id": 3, "text": "t"}, 7], headers=AUTHORISED
    )
    assert answer.status_code == 207
    results = answer.json()["results"]
    assert [r["status"] for r in results] == ["accepted", "rejected", "rejected", "rejected"]
    assert "no `text`" in results[1]["error"]
    assert "`int`" in results[2]["error"]
    assert sent.keys == ["a-1"]


def test_when_nothing_is_acceptable_the_status_says_so(client: TestClient, sent: Sent) -> None:
    """422 with the reasons."""
    answer = client.post("/v1/articles", json={"outlet": "x", "text": "t"}, headers=AUTHORISED)
    assert (answer.status_code, answer.json()["rejected"]) == (422, 1)
    assert sent.keys == []


@pytest.mark.parametrize(
    ("headers", "status", "says"),
    [
        ({}, 401, "Bearer"),
        ({"authorization": "Basic abc"}, 401, "Bearer"),
        ({"authorization": "Bearer "}, 401, "Bearer"),
        ({"authorization": "Bearer wrong"}, 403, "not valid"),
        ({"authorization": "Bearer kéy"}, 403, "not valid"),
        (AUTHORISED, 415, "Content-Type"),
        (AUTHORISED | {"content-type": "text/html"}, 415, "Content-Type"),
        (AUTHORISED | {"content-type": "application/json; charset=latin-1"}, 415, "UTF-8"),
        (JSON | {"content-encoding": "br"}, 415, "gzip"),
        (JSON | {"content-length": "999999999"}, 413, "larger"),
    ],
)
def test_requests_are_refused_before_their_body_is_read(
    client: TestClient, sent: Sent, headers: dict[str, str], status: int, says: str
) -> None:
    """The answer says what to do; the key is in no answer."""
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = client.post("/v1/articles", content=b"{}", headers=raw)
    assert status == answer.status_code
    assert says in answer.json()["error"]
    assert KEY not in answer.text
    assert sent.keys == []


def test_without_a_key_in_the_settings_nothing_is_written(sent: Sent) -> None:
    """It is off until somebody turns it on."""
    answer = client_of(sent).post("/v1/articles", json=ONE, headers=AUTHORISED)
    assert (answer.status_code, "PARLEY_API_KEY" in answer.json()["error"]) == (403, True)


@pytest.mark.parametrize(
    ("body", "headers", "status", "says"),
    [
        (b"", JSON, 422, "no article"),
        (b"[]", JSON, 422, "no article"),
        (b"\n\n", LINES, 422, "no article"),
        (b"[{", JSON, 422, "not valid JSON"),
        (b"[" * 100_000, JSON, 422, "not valid JSON"),
        (b"\xff\xfe{}", JSON, 422, ""),
        (b"[" + b"{}," * 6000 + b"{}]", JSON, 413, "at most 5000"),
        (b"x" * (MAX_BODY_BYTES + 1), JSON, 413, "larger"),
        (gzip.compress(b" " * 30_000_000), JSON | {"content-encoding": "gzip"}, 413, "larger"),
        (b"no gzip", JSON | {"content-encoding": "gzip"}, 422, "gzip"),
        (gzip.compress(b"[]")[:-4], JSON | {"content-encoding": "gzip"}, 422, "cut off"),
    ],
    ids=[
        "empty",
        "no-item",
        "blank-lines",
        "broken",
        "deep",
        "utf-16",
        "many",
        "large",
        "bomb",
        "no-gzip",
        "cut-gzip",
    ],
)
def test_bodies_that_cannot_be_used(
    client: TestClient, sent: Sent, body: bytes, headers: dict[str, str], status: int, says: str
) -> None:
    """Refused in words, and in bounded memory."""
    answer = client.post("/v1/articles", content=body, headers=headers)
    assert status == answer.status_code
    assert says in answer.text
    assert sent.keys == []


def test_a_body_without_a_length_is_capped_too(client: TestClient) -> None:
    """Chunked transfer announces nothing."""

    def chunks() -> Any:
        for _ in range(200):
            yield b" " * 100_000

    assert client.post("/v1/articles", content=chunks(), headers=JSON).status_code == 413


def test_a_withdrawal_needs_no_text(client: TestClient, sent: Sent) -> None:
    """It names the article."""
    assert (
        client.post("/v1/articles", json={"id": "a-1", "withdrawn": True}, headers=AUTHORISED).status_code
        == 202
    )
    assert sent.articles[0].withdrawn


def test_only_post_is_there(client: TestClient) -> None:
    """Reading articles is the page's business."""
    assert client.get("/v1/articles").status_code == 405


def test_the_time_of_reception_is_the_publishers(sent: Sent) -> None:
    """The sender does not choose `received_at`."""
    stamps: list[Any] = []
    sent.publish_raw = lambda *a, timestamp=None, **k: stamps.append(timestamp)  # type: ignore[method-assign]
    client_of(sent, api_key=KEY).post("/v1/articles", json=ONE, headers=AUTHORISED)
    assert stamps == [None]


def test_others_are_served_while_an_article_is_stored() -> None:
    """A broker that is away takes half a minute to say so; a probe that waits so long ends the process."""
    storing, served = threading.Event(), threading.Event()

    class Slow(Sent):
        def publish_raw(self, *given: Any, **more: Any) -> None:
            storing.set()
            assert served.wait(10)

    async def beside() -> int:
        app = Starlette(routes=routes(Slow(), Settings(_env_file=None, api_key=KEY)))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://parley") as client:
            posting = asyncio.create_task(client.post("/v1/articles", json=ONE, headers=AUTHORISED))
            await asyncio.to_thread(storing.wait, 10)
            other = await client.get("/v1/articles")
            served.set()
            assert 202 == (await posting).status_code
            return other.status_code

    assert 405 == asyncio.run(beside())


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_packed_body_may_come_in_pieces_of_any_size(sent: Sent, size: int) -> None:
    """A member may end, and zeros may stand, at the end of a piece."""
    lines = [json.dumps(ONE | {"id": f"a-{n}"}).encode() + b"\n" for n in range(3)]
    body = (b"\0" * 9).join(gzip.compress(line) for line in lines) + b"\0"
    app = Starlette(routes=routes(sent, Settings(_env_file=None, api_key=KEY)))

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            yield body[start : start + size]

    async def post() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://parley") as client:
            headers = LINES | {"content-encoding": "gzip"}
            return (await client.post("/v1/articles", content=pieces(), headers=headers)).status_code

    assert 202 == asyncio.run(post())
    assert sent.keys == ["a-0", "a-1", "a-2"]
