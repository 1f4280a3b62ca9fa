"""The process that fetches: what it does before and beside fetching."""

from pathlib import Path

import pytest

from services.ingest import fetching
from shared.runtime.settings import defaults


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
