"""Connections are made to addresses that were checked, and end at their deadline."""

import socket
import ssl
import time
from collections.abc import Iterator
from functools import partial

import httpcore
import pytest

from shared.runtime.addresses import refusal
from shared.runtime.guarded import GuardedBackend, NoTls, Refused, Unresolved


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A listening socket of ours, on loopback; whoever connects hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def backend(*addresses: str, seconds: float = 5, allow_private: bool = True) -> GuardedBackend:
    """One whose resolver knows these addresses for every name."""
    refuse = partial(refusal, allow_private=allow_private)
    return GuardedBackend(refuse, lambda host, port: list(addresses), lambda: time.monotonic() + seconds)


def port_of(door: socket.socket) -> int:
    return int(door.getsockname()[1])


def test_the_address_that_was_checked_is_connected_to(door: socket.socket) -> None:
    """The name is asked for once."""
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    guarded = GuardedBackend(lambda address: None, resolver, lambda: time.monotonic() + 5)
    stream = guarded.connect_tcp("news.example", port_of(door))
    assert ("127.0.0.1", port_of(door)) == stream.get_extra_info("server_addr")
    assert ["news.example"] == asked
    stream.close()


def test_the_next_address_is_tried_where_one_does_not_answer(door: socket.socket) -> None:
    """Nobody listens on the first."""
    backend("127.0.0.2", "127.0.0.1").connect_tcp("news.example", port_of(door)).close()


@pytest.mark.parametrize("bad", ["10.0.0.1", "169.254.169.254", "fec0::1"])
def test_one_bad_address_condemns_the_name(door: socket.socket, bad: str) -> None:
    """Which one we get must not depend on luck; nothing is connected to."""
    with pytest.raises(Refused) as caught:
        backend("93.184.215.14", bad, allow_private=False).connect_tcp("[mixed.example]", port_of(door))
    assert "mixed.example" == caught.value.host
    door.setblocking(False)
    with pytest.raises(BlockingIOError):
        door.accept()


@pytest.mark.parametrize("failing", [OSError("no such host"), UnicodeError("label too long"), None])
def test_a_name_without_an_address_is_said_to_have_none(failing: Exception | None) -> None:
    """However the system says so."""

    def resolver(host: str, port: int) -> list[str]:
        if failing is not None:
            raise failing
        return []

    guarded = GuardedBackend(lambda address: None, resolver, lambda: time.monotonic() + 5)
    with pytest.raises(Unresolved, match="cannot be resolved"):
        guarded.connect_tcp("nowhere.example", 80)


def test_nothing_goes_on_after_the_deadline(door: socket.socket) -> None:
    """Whatever each operation is allowed by itself; the other side is silent."""
    stream = backend("127.0.0.1", seconds=0.2).connect_tcp("news.example", port_of(door))
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(1, timeout=60)
    with pytest.raises(httpcore.WriteTimeout):
        stream.write(b"x", timeout=60)
    with pytest.raises(httpcore.ConnectTimeout):
        stream.start_tls(ssl.create_default_context(), "news.example", timeout=60)
    stream.close()


def test_a_server_that_speaks_no_tls_is_told_apart(door: socket.socket) -> None:
    """From one that cannot be reached."""
    stream = backend("127.0.0.1").connect_tcp("news.example", port_of(door))
    other, _ = door.accept()
    other.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with pytest.raises(NoTls):
        stream.start_tls(ssl.create_default_context(), "news.example")
    other.close()
    stream.close()
