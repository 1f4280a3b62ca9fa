"""The process that fetches: what it does before and beside fetching."""

import socket
from pathlib import Path
from typing import Any

import pytest

from services.ingest import fetching
from shared.runtime.settings import defaults


class Idle:
    """Stands for whatever talks to a broker or a client, and does nothing."""

    def __init__(self, *given: Any) -> None:
        self.given = given

    def run(self, sockets: list[socket.socket]) -> None:
        """Of a server: ends at once."""
        self.addresses = [one.getsockname()[0] for one in sockets]

    def trouble(self) -> None:
        """Of a publisher."""

    def close(self) -> None:
        """Of a publisher."""


def test_a_list_of_feeds_that_cannot_be_used_is_a_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, before anything begins: started again it would be no better. The log-in is shown to nobody."""
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("https://quill:s3cret@e.org/feed\n")
    settings = defaults().model_copy(update={"feeds": feeds, "kafka": "127.0.0.1:1"})
    monkeypatch.setattr(fetching.runtime_settings, "load", lambda: settings)
    monkeypatch.setattr(fetching, "configure", lambda level, json: None)  # the log is the test runner's
    assert 2 == fetching.main()
    said = capsys.readouterr().err
    assert "feeds.txt, line 1" in said
    assert "s3cret" not in said


def test_it_listens_where_services_without_a_page_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """PARLEY_OPERATIONS_HOST: a page that is open to the network does not open this to it."""
    servers: list[Idle] = []

    def server(config: Any) -> Idle:
        servers.append(Idle(config))
        return servers[-1]

    monkeypatch.setattr(fetching, "KafkaPublisher", Idle)
    monkeypatch.setattr(fetching, "check_topics", lambda settings, topics: None)
    monkeypatch.setattr(fetching, "_clock", lambda *given: None)
    monkeypatch.setattr(fetching.uvicorn, "Server", server)
    monkeypatch.setattr(fetching.signal, "signal", lambda number, handler: None)
    given = {"host": "0.0.0.0", "operations_host": "127.0.0.2", "operations_port": 0, "feeds": None}
    assert 0 == fetching.run(defaults().model_copy(update=given))
    assert [["127.0.0.2"]] == [server.addresses for server in servers]


def test_a_taken_port_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 4, which a supervisor tells from a fault of ours; it names the setting."""
    monkeypatch.setattr(fetching, "KafkaPublisher", Idle)
    monkeypatch.setattr(fetching, "check_topics", lambda settings, topics: None)
    monkeypatch.setattr(fetching, "configure", lambda level, json: None)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = defaults().model_copy(update={"operations_port": port, "feeds": None})
        monkeypatch.setattr(fetching.runtime_settings, "load", lambda: settings)
        assert 4 == fetching.main()
    (line,) = capsys.readouterr().err.splitlines()
    assert f"PARLEY_OPERATIONS_PORT={port}" in line
