"""What `parley doctor` calls there, missing and not set, and how it ends."""

import json
import socket
from collections.abc import Iterator

import pytest

from shared.runtime.wellformed import server_address
from tests.unit.cli.conftest import Parley

NOBODY = "127.0.0.1:1"


@pytest.fixture
def broker() -> Iterator[str]:
    """Somebody who takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_doctor_tells_what_is_there(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    """Needed and optional; exit code 1 where `parley run` cannot work."""
    monkeypatch.setenv("PARLEY_PORT", "0")
    said = parley("doctor", "--json")
    found = json.loads(said.out)
    assert {"python", "cache", "port", "reader"} == set(found["needed"])
    assert 0 == said.code
    monkeypatch.setenv("PARLEY_REDIS_URL", "redis://:secret-canary@127.0.0.1:1")
    said = parley("doctor")
    assert 1 == said.code
    assert "PARLEY_REDIS_URL does not answer" in said.out
    assert "canary" not in said.out + said.err


def test_doctor_says_what_is_wrong_with_the_address(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `parley run` would: an address that is none of this machine's is not "taken"."""
    monkeypatch.setenv("PARLEY_HOST", "no such host")
    ok, text = json.loads(parley("doctor", "--json").out)["needed"]["port"]
    assert (False, True) == (ok, "no address of this machine" in text)


def test_doctor_needs_the_broker_that_is_named(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that is down is missing, not "not set"; without PARLEY_KAFKA none is needed."""
    monkeypatch.setenv("PARLEY_PORT", "0")
    said = parley("doctor")
    assert (0, True) == (said.code, "not set  kafka    PARLEY_KAFKA is not set" in said.out)
    monkeypatch.setenv("PARLEY_KAFKA", NOBODY)
    said = parley("doctor")
    assert (1, True) == (said.code, f"missing  kafka    {NOBODY} does not answer" in said.out)
    found = json.loads(parley("doctor", "--json").out)
    assert [False, f"{NOBODY} does not answer"] == found["needed"]["kafka"]
    assert "kafka" not in found["optional"]


def test_doctor_tries_every_address(parley: Parley, monkeypatch: pytest.MonkeyPatch, broker: str) -> None:
    """One that answers leads to the others, wherever it stands in the list; those that do not are told."""
    monkeypatch.setenv("PARLEY_PORT", "0")
    monkeypatch.setenv("PARLEY_KAFKA", f"{NOBODY}, {broker}")
    said = parley("doctor", "--json")
    told = [True, f"{NOBODY} does not answer; {broker} answers"]
    assert (0, told) == (said.code, json.loads(said.out)["needed"]["kafka"])


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("broker:9093", ("broker", 9093)),
        ("broker", ("broker", 9092)),
        ("[::1]:9093", ("::1", 9093)),
    ],
)
def test_an_address_is_host_and_port(server: str, address: tuple[str, int]) -> None:
    """Without a port that of Kafka; the brackets of a number are not part of it."""
    assert address == server_address(server)
