"""The notifier as a process of its own: what it refuses before it begins."""

import socket

import pytest

from services.notifier.__main__ import main, settings
from shared.runtime.settings import defaults


def started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **given: object
) -> tuple[int, str]:
    """Exit code and the one line."""
    found = defaults().model_copy(update=given)
    monkeypatch.setattr(settings, "load", lambda: found)
    monkeypatch.setattr("shared.runtime.logging.configure", lambda level, json: None)
    monkeypatch.setattr("signal.signal", lambda number, handler: None)
    code = main()
    (line,) = capsys.readouterr().err.splitlines()
    return code, line


def test_without_brokers_it_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was ready over an empty log of its own, and told nobody anything."""
    code, line = started(monkeypatch, capsys, kafka=None)
    assert (2, True) == (code, "PARLEY_KAFKA is not set" in line)


def test_a_taken_port_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another code than that of a fault: starting again does not help."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, line = started(monkeypatch, capsys, kafka="127.0.0.1:1", operations_port=port)
    assert (4, True) == (code, f"PARLEY_OPERATIONS_PORT={port}" in line)
