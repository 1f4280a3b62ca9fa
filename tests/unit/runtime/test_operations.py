"""What a process says of itself over HTTP, and that it ends only when its last figures were heard."""

import asyncio
import socket
import time
import urllib.request
from collections.abc import Iterator

import pytest

from shared.runtime import operations
from shared.runtime.kafka.worker import until_told


@pytest.fixture
def server() -> Iterator[operations.Server]:
    found = operations.serve("127.0.0.1", 0, {})
    yield found
    found.shutdown()
    found.server_close()


def ask(server: operations.Server, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def scrape(server: operations.Server) -> None:
    """The server notes a scrape once its answer is out, so a little after we have read it."""
    before = server.scraped_at
    ask(server, "/metrics")
    patience = time.monotonic() + 20
    while server.scraped_at == before:
        assert time.monotonic() < patience


def test_it_knows_whether_its_last_figures_were_scraped(server: operations.Server) -> None:
    """A question about its health is no scrape."""
    counted_at = time.monotonic()
    ask(server, "/healthz")
    assert not server.has_told(counted_at, counted_at + 1)
    scrape(server)
    assert server.has_told(counted_at, counted_at + 1)
    later = time.monotonic()
    assert not server.has_told(later, later + 1)


def test_it_waits_for_nobody_who_does_not_come(server: operations.Server) -> None:
    """Nobody in its first seconds, so nobody at all; and never longer than scrapes lie apart."""
    started = time.monotonic()
    assert server.has_told(started + 100, started + 100)
    scrape(server)
    assert not server.has_told(started + 100, started + 115)
    assert server.has_told(started + 100, started + 121)


def connected(server: operations.Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.server_address[1])), timeout=20)


def test_a_scrape_with_a_question_is_a_scrape(server: operations.Server) -> None:
    """Scrapers may add parameters."""
    assert "# HELP" in ask(server, "/metrics?name=up")


def test_whoever_says_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread would wait for them for ever."""
    monkeypatch.setattr(operations, "SILENT_SECONDS", 0.1)
    server = operations.serve("127.0.0.1", 0, {})
    try:
        with connected(server) as silent:
            assert b"" == silent.recv(10)
    finally:
        server.shutdown()
        server.server_close()


def test_a_scrape_that_is_broken_off_leaves_no_traceback(
    server: operations.Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor what else goes wrong with a connection; a defect of ours does."""
    for error in (ConnectionResetError(), BrokenPipeError(), TimeoutError()):
        told_of(server, error)
    assert "" == capsys.readouterr().err
    told_of(server, ZeroDivisionError())
    assert "ZeroDivisionError" in capsys.readouterr().err


def told_of(server: operations.Server, error: Exception) -> None:
    """As the server is when a request ends of it."""
    try:
        raise error
    except Exception:
        server.handle_error(None, ("127.0.0.1", 1))


def test_a_worker_that_a_record_ended_waits_for_one_more_scrape(server: operations.Server) -> None:
    """Or until it is asked to stop; not at all when no record was parked."""

    async def wait() -> None:
        stopping = asyncio.Event()
        await asyncio.wait_for(until_told(server, None, stopping), 10)
        waiting = asyncio.create_task(until_told(server, time.monotonic(), stopping))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        await asyncio.to_thread(scrape, server)
        await asyncio.wait_for(waiting, 10)
        waiting = asyncio.create_task(until_told(server, time.monotonic(), stopping))
        stopping.set()
        await asyncio.wait_for(waiting, 10)

    asyncio.run(wait())
