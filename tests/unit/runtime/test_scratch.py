"""The folder of a worker's tables: where it was asked for, its own, and gone with its worker."""

import fcntl
import tempfile
from pathlib import Path
from typing import Any

import pytest
import structlog

from shared.runtime.kafka import worker
from shared.runtime.kafka.scratch import scratch
from shared.runtime.settings import BadSettings, Settings, defaults


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Tables in a folder that is there."""
    return defaults().model_copy(update={"tables": tmp_path})


def test_tables_lie_where_it_was_asked_for_and_go_with_their_worker(settings: Settings, tmp_path: Path):
    """Beside those of other workers, dead ones excepted."""
    with scratch(settings, "admit") as one, scratch(settings, "admit") as other:
        assert {one, other} == set(tmp_path.iterdir())
    assert [] == list(tmp_path.iterdir())
    left = tmp_path / "parley-admit-dead"
    left.mkdir()
    (left / "lock").touch()
    (left / "rows").touch()
    with scratch(settings, "admit") as one:
        assert [one] == list(tmp_path.iterdir())


def test_without_a_setting_they_lie_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of the system."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch(defaults(), "admit") as folder:
        assert tmp_path == folder.parent


@pytest.mark.parametrize("what", ["missing", "file"])
def test_a_worker_whose_folder_is_none_says_so_and_stops(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """It would put its tables somewhere else; exit code 2, before a broker is asked."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("PARLEY_TABLES", str(tmp_path / what))
    monkeypatch.setenv("PARLEY_KAFKA", "127.0.0.1:1")

    def build(settings: Settings) -> Any:
        raise AssertionError("it went on")

    assert 2 == worker.main(build)
    structlog.reset_defaults()  # it would keep the standard error of this moment
    assert f"parley: PARLEY_TABLES: {tmp_path / what} is no folder; make it" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """A full disk, one that is read-only, or somebody else's."""

    def full(**_: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(BadSettings, match="cannot be used"), scratch(settings, "admit"):
        pass


def test_two_workers_that_start_at_the_same_moment_leave_each_other_their_folders(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """The other one starts, and looks for folders that dead workers left, just before this one has its lock."""
    whole, others = fcntl.flock, []

    def just_before(file: Any, how: int) -> None:
        if not how & fcntl.LOCK_NB and not others:
            others.append(scratch(settings, "admit"))
            others[0].__enter__()
        whole(file, how)

    monkeypatch.setattr(fcntl, "flock", just_before)
    with scratch(settings, "admit") as folder:
        assert folder.is_dir()
        with scratch(settings, "admit"):
            assert folder.is_dir()
    others[0].__exit__(None, None, None)
    assert settings.tables is not None
    assert [] == list(settings.tables.iterdir())
