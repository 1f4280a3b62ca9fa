"""Settings: what is wrong with them is said, and never passed by in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.runtime.settings import BadSettings, defaults, load

UNREADABLE = b"PARLEY_PORT=9000\n\xff\xfe"


@pytest.mark.parametrize(
    "name", ["KAFKA", "REDIS_URL", "SLACK_WEBHOOK_URL", "CATALOG", "ROUTES", "FEEDS", "DATA", "HOST", "PORT"]
)
def test_an_empty_variable_is_one_that_is_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass on what is not set as empty: `PARLEY_FEEDS=` must not poll the folder `.` for feeds."""
    monkeypatch.setenv(f"PARLEY_{name}", "")
    assert getattr(defaults(), name.lower()) == getattr(load(), name.lower())


@pytest.mark.parametrize(
    "url", ["localhost:6379", "http://h", "redis://h:port", "redis://:canary@h:0", "redis://[::1", "canary"]
)
def test_what_is_no_url_of_redis_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, and without the password that it may hold."""
    monkeypatch.setenv("PARLEY_REDIS_URL", url)
    with pytest.raises(BadSettings, match=r"PARLEY_REDIS_URL: .*must be redis://") as refused:
        load()
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("url", ["redis://:p@h", "rediss://u:p@h:6380/1", "unix:///run/redis.sock?db=1"])
def test_what_is_a_url_of_redis_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By TCP, by TLS, by a socket."""
    monkeypatch.setenv("PARLEY_REDIS_URL", url)
    found = load().redis_url
    assert found is not None
    assert url == found.get_secret_value()


def test_a_secret_file_that_is_no_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of its content is shown."""
    (tmp_path / "key").write_bytes(UNREADABLE)
    monkeypatch.setenv("PARLEY_API_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(BadSettings, match=r"PARLEY_API_KEY_FILE: .*key is not text in UTF-8"):
        load()


@pytest.mark.parametrize("name", ["PARLEY_API_KEY_FILE", "parley_api_key_file", "Parley_Api_Key_File"])
def test_a_secret_file_is_read_whatever_letters_name_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the setting itself is."""
    (tmp_path / "key").write_text("k-1\n")
    monkeypatch.setenv(name, str(tmp_path / "key"))
    key = load().api_key
    assert key is not None
    assert "k-1" == key.get_secret_value()


@pytest.mark.parametrize(
    ("content", "says"), [(None, "No such file"), (UNREADABLE, "not text"), (b"PARLEY_PORT=9000\n", "9000")]
)
def test_a_settings_file_is_read_or_named(content: bytes | None, says: str, tmp_path: Path) -> None:
    """In a process of its own, since the file is chosen once; a file that is missing would leave all at defaults."""
    file = tmp_path / "parley.env"
    if content is not None:
        file.write_bytes(content)
    program = (
        "from shared.runtime.settings import BadSettings, load\n"
        "try:\n    print(load().port)\nexcept BadSettings as problem:\n    print(problem)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PARLEY_SETTINGS": str(file)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert says in done.stdout, done.stderr
    assert "" == done.stderr


@pytest.mark.parametrize("url", ["parley.example", "ftp://parley.example", "https://", "http://h:port"])
def test_what_is_no_address_of_a_page_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link in every message would lead nowhere."""
    monkeypatch.setenv("PARLEY_PUBLIC_URL", url)
    with pytest.raises(BadSettings, match=r"PARLEY_PUBLIC_URL: .*must be http"):
        load()


@pytest.mark.parametrize("url", ["http://10.0.0.7:8080", "https://parley.example/news/"])
def test_addresses_of_pages_are_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a port, behind a path."""
    monkeypatch.setenv("PARLEY_PUBLIC_URL", url)
    assert url == load().public_url
