"""`python -m services.web` as a process: starts without its cache, fills it once it is there, ends on a signal."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.scene.papers import REFUSAL
from shared.testing.scene.records import everything
from tests.e2e.support import NOW, valkey, wait_for

pytestmark = pytest.mark.redis


def _environment(folder: Path, port: int) -> dict[str, str]:
    mine = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
    return mine | {
        "PARLEY_DATA": str(folder),
        "PARLEY_REDIS_URL": f"unix://{folder}/v.sock",
        "PARLEY_PORT": str(port),
    }


def _answer(address: str) -> httpx.Response | None:
    try:
        return httpx.get(address, timeout=30)
    except httpx.TransportError:
        return None


def test_it_starts_degraded_recovers_and_stops(tmp_path: Path) -> None:
    """No crash loop without a cache; exit code 0 after a signal."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = Log(tmp_path / "log.sqlite")
    for topic, message in everything():
        LogPublisher(log, lambda: NOW).publish(topic, message)
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "services.web"]
    process = subprocess.Popen(command, env=_environment(tmp_path, port), stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _answer(f"{address}/healthz"), 60)
        assert 503 == httpx.get(address, timeout=30).status_code
        with valkey(tmp_path):
            wait_for(lambda: httpx.get(f"{address}/readyz", timeout=30).status_code == 200, 60)
            assert REFUSAL in httpx.get(address, timeout=30).text
            process.send_signal(signal.SIGTERM)
            assert 0 == process.wait(60)
    finally:
        process.kill()
        process.wait()
        log.close()


@pytest.mark.parametrize(
    ("missing", "code", "said"), [("redis", 2, "PARLEY_REDIS_URL"), ("port", 4, "PARLEY_PORT")]
)
def test_what_is_missing_is_said_in_one_line(tmp_path: Path, missing: str, code: int, said: str) -> None:
    """With an exit code of its own and no trace."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = _environment(tmp_path, taken.getsockname()[1])
        if missing == "redis":
            del environment["PARLEY_REDIS_URL"]
        done = subprocess.run(
            [sys.executable, "-m", "services.web"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert code == done.returncode
    assert said in done.stderr
    assert 1 == len(done.stderr.strip().splitlines())


def test_the_feed_of_a_run_on_another_port_leads_to_that_port(tmp_path: Path) -> None:
    """Nobody has to set PARLEY_PUBLIC_URL on one machine."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "a-1", "text": "Nothing happened."}\n', encoding="utf-8")
    command = [sys.executable, "-u", "-m", "services.cli.main", "run", "--port", "0"]
    command += ["--articles", str(articles), "--data", str(tmp_path / "var")]
    mine = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
    process = subprocess.Popen(command, env=mine, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        (address,) = re.findall(r"Parley is at (\S+)", process.stdout.readline())
        wait_for(lambda: _answer(f"{address}/healthz"), 60)
        assert (
            f'<link rel="self" href="{address}/feed.atom"/>'
            in httpx.get(f"{address}/feed.atom", timeout=30).text
        )
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
