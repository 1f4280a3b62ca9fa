"""The live stream over a real server: alerts as they come, resumed without a gap, ended when the server stops."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis import Redis

from services.web.adapters.server import CannotListen, listen
from shared.contracts import codec
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STATEMENTS
from shared.testing.builders import a_milestone_alert, a_statement_alert
from tests.e2e.support import served, valkey, wait_for

pytestmark = pytest.mark.redis


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with valkey(tmp_path) as (_, client):
        yield client


@pytest.fixture
def service(tmp_path: Path, redis: Redis) -> Iterator[tuple[str, Any]]:
    with served(tmp_path, redis) as (address, publisher):
        yield address, publisher


class Listener:
    """A client of the stream in a thread; `events` are (event, id, data)."""

    def __init__(self, url: str, **headers: str) -> None:
        self.events: list[tuple[str, str, Any]] = []
        self.connected = threading.Event()
        self.ended = threading.Event()
        threading.Thread(target=self._listen, args=(url, headers), daemon=True).start()
        assert self.connected.wait(60)

    def _listen(self, url: str, headers: dict[str, str]) -> None:
        try:
            with httpx.stream("GET", url, headers=headers, timeout=60) as answer:
                found: dict[str, str] = {}
                for line in answer.iter_lines():
                    name, _, value = line.partition(":")
                    if line.startswith(":"):
                        self.connected.set()
                    elif line:
                        found[name] = value.strip()
                    elif "event" in found:
                        self.events.append((found["event"], found.get("id", ""), json.loads(found["data"])))
                        found = {}
        finally:
            self.connected.set()
            self.ended.set()

    def ids(self) -> list[str]:
        return [data["id"] for event, _, data in self.events if event == "alert"]


def _connected(address: str, clients: int) -> bool:
    return f"parley_stream_clients {float(clients)}" in httpx.get(f"{address}/metrics", timeout=30).text


def test_alerts_arrive_as_they_are_written(service: tuple[str, Any]) -> None:
    """As CloudEvents; the page's stream brings the same as a card."""
    address, publisher = service
    program, page = Listener(f"{address}/api/v1/stream"), Listener(f"{address}/live")
    wait_for(lambda: _connected(address, 2))
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(lambda: program.ids() and page.ids())
    assert ["1.0"] == [data["specversion"] for event, _, data in program.events if event == "alert"]
    assert 'href="/alerts/al-1"' in next(data["html"] for event, _, data in page.events if event == "alert")


def test_a_filter_lets_only_its_own_through(service: tuple[str, Any]) -> None:
    """The same filters as the feed; an odd one is refused with 400."""
    address, publisher = service
    listener = Listener(f"{address}/api/v1/stream?kind=milestone")
    wait_for(lambda: _connected(address, 1))
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    publisher.publish(ALERTS_MILESTONES, a_milestone_alert("al-m"))
    wait_for(listener.ids)
    assert ["al-m"] == listener.ids()
    assert 400 == httpx.get(f"{address}/api/v1/stream?kind=gossip", timeout=30).status_code


def test_a_client_resumes_where_it_left_off(service: tuple[str, Any]) -> None:
    """By Last-Event-ID: nothing is missed and nothing comes twice."""
    address, publisher = service
    first = Listener(f"{address}/api/v1/stream")
    wait_for(lambda: _connected(address, 1))
    for number in range(3):
        publisher.publish(ALERTS_STATEMENTS, a_statement_alert(f"al-{number}"))
    wait_for(lambda: len(first.ids()) == 3)
    (seen, *_) = [id for event, id, _ in first.events if event == "alert"]
    second = Listener(f"{address}/api/v1/stream", **{"last-event-id": seen})
    wait_for(lambda: len(second.ids()) == 2)
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-3"))
    wait_for(lambda: len(second.ids()) == 3)
    assert ["al-1", "al-2", "al-3"] == second.ids()


@pytest.mark.parametrize("after", ["al-1", "0", "garbage"])
def test_what_is_no_place_of_the_stream_is_answered_by_reload(service: tuple[str, Any], after: str) -> None:
    """A client that keeps the alert's id would wait for ever for what it has missed."""
    address, publisher = service
    first = Listener(f"{address}/api/v1/stream")
    wait_for(lambda: _connected(address, 1))
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(first.ids)
    second = Listener(f"{address}/api/v1/stream?after={after}")
    wait_for(lambda: second.events)
    assert ["reload"] == [event for event, _, _ in second.events]
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-2"))
    wait_for(second.ids)
    assert ["al-2"] == second.ids()


def test_from_the_first_event_on_everything_comes(service: tuple[str, Any]) -> None:
    """`0-0`, as the page on subscribing says."""
    address, publisher = service
    first = Listener(f"{address}/api/v1/stream")
    wait_for(lambda: _connected(address, 1))
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(first.ids)
    assert wait_for(Listener(f"{address}/api/v1/stream?after=0-0").ids)


def test_a_client_that_missed_many_gets_all_of_them(service: tuple[str, Any], redis: Redis) -> None:
    """A night's alerts are more than are read from the cache at a time."""
    address, publisher = service
    names = [f"al-{number}" for number in range(1100)]
    pipe = redis.pipeline()
    for name in names:
        pipe.xadd("parley:stream", {"alert": codec.dumps(a_statement_alert(name))})
    first, *_ = pipe.execute()
    listener = Listener(f"{address}/api/v1/stream", **{"last-event-id": first.decode()})
    wait_for(lambda: len(listener.ids()) >= 500)
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-live"))
    wait_for(lambda: listener.ids()[-1] == "al-live")
    assert [*names[1:], "al-live"] == listener.ids()


def test_a_cache_that_fails_while_a_client_resumes_costs_it_nothing(
    service: tuple[str, Any], redis: Redis
) -> None:
    """The stream ends, so that the client comes back with the same id; going on would leave a gap."""
    address, publisher = service
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(lambda: redis.xlen("parley:stream") >= 2)
    (seen, _), *_ = redis.xrange("parley:stream", count=1)
    resumed = {"last-event-id": seen.decode()}
    redis.rename("parley:stream", "aside")
    redis.set("parley:stream", "no stream: the server answers with an error")
    assert Listener(f"{address}/api/v1/stream", **resumed).ended.wait(60)
    redis.rename("aside", "parley:stream")
    again = Listener(f"{address}/api/v1/stream", **resumed)
    wait_for(lambda: again.ids() == ["al-1"])


def test_a_client_that_missed_too_much_is_told_to_load_anew(service: tuple[str, Any], redis: Redis) -> None:
    """What was dropped from the stream cannot be resumed; silence would be a lie."""
    address, publisher = service
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(lambda: redis.xlen("parley:stream") >= 2)
    listener = Listener(f"{address}/api/v1/stream", **{"last-event-id": "1-1"})
    wait_for(lambda: listener.events)
    assert "reload" == listener.events[0][0]


@pytest.mark.parametrize("odd", ["x", "1", "9" * 40 + "-1", "9" * 16 + "-1", "-", "1-1; DROP", "\xff"])
def test_an_odd_event_id_starts_from_now(service: tuple[str, Any], odd: str) -> None:
    """Nothing a client sends breaks the stream."""
    address, publisher = service
    listener = Listener(f"{address}/api/v1/stream?after={odd}")
    wait_for(lambda: _connected(address, 1))
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(listener.ids)


def test_clients_hear_when_the_cache_refuses_writes_and_when_it_is_well(
    service: tuple[str, Any], redis: Redis
) -> None:
    """The open page shows it; afterwards the alert comes."""
    address, publisher = service
    listener = Listener(f"{address}/api/v1/stream")
    wait_for(lambda: _connected(address, 1))
    redis.config_set("maxmemory", 1)
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    wait_for(lambda: ("condition", "degraded") in [(e, d.get("state")) for e, _, d in listener.events])
    assert "out of memory" in httpx.get(address, timeout=30).text
    redis.config_set("maxmemory", 0)
    wait_for(listener.ids)
    wait_for(lambda: ("condition", "ok") in [(e, d.get("state")) for e, _, d in listener.events])


def test_stopping_ends_open_streams(tmp_path: Path, redis: Redis) -> None:
    """A browser that is connected does not keep the server from stopping."""
    with served(tmp_path, redis) as (address, _):
        listener = Listener(f"{address}/api/v1/stream")
        wait_for(lambda: _connected(address, 1))
    assert listener.ended.wait(60)


def test_a_taken_port_is_one_clear_line(service: tuple[str, Any]) -> None:
    """With what to do."""
    port = int(service[0].rpartition(":")[2])
    with pytest.raises(CannotListen, match="PARLEY_PORT"):
        listen("127.0.0.1", port)
