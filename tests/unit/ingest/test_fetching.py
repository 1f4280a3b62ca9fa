"""The process that fetches: what it does before and beside fetching."""

from pathlib import Path
from typing import Any

import pytest
import uvicorn

from services.ingest import fetching
from shared.runtime.settings import defaults


class Idle:
    """Stands for whatever talks to a broker or a client, and does nothing."""

    def __init__(self, *given: Any) -> None:
        self.given = given

    def run(self) -> None:
        """Of a server: ends at once."""

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
    servers: list[uvicorn.Config] = []

    def server(config: uvicorn.Config) -> Idle:
        servers.append(config)
        return Idle()

    monkeypatch.setattr(fetching, "KafkaPublisher", Idle)
    monkeypatch.setattr(fetching, "_clock", lambda *given: None)
    monkeypatch.setattr(fetching.uvicorn, "Server", server)
    monkeypatch.setattr(fetching.signal, "signal", lambda number, handler: None)
    given = {"host": "0.0.0.0", "operations_host": "127.0.0.2", "operations_port": 9100, "feeds": None}
    assert 0 == fetching.run(defaults().model_copy(update=given))
    assert [("127.0.0.2", 9100)] == [(config.host, config.port) for config in servers]
