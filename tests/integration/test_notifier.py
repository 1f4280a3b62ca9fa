"""The notifier as a thread and as a process over a real log, with real sockets and the real clock."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from services.notifier import app
from shared.contracts import codec
from shared.contracts.topics import ALERTS_STATEMENTS, DEAD_LETTERS, DELIVERIES
from shared.runtime import settings as runtime_settings
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing import fakes
from shared.testing.builders import a_statement_alert
from shared.testing.fakes import FakeEndpoint, FakeSlack

SECRET = "whsec_" + "b2xk" * 8
ROUTES = f"""
receivers:
  hook: {{webhook: {{url: "HOOK", secrets: [{{value: {SECRET}}}], allow_private: true, timeout: 3s}}}}
  desk: {{slack: {{url: "SLACK", allow_private: true}}}}
routes:
  - {{name: all, receivers: [hook, desk], group_wait: 0s, group_interval: 0s}}
"""


@pytest.fixture
def hook():
    with FakeEndpoint() as fake:
        yield fake


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


class Running:
    """`app.run` in a thread, as `parley run` does it."""

    def __init__(self, folder, hook, slack, timeout="3s", **other):
        routes = ROUTES.replace("HOOK", hook.url).replace("SLACK", slack.url)
        (folder / "routes.yaml").write_text(routes.replace("timeout: 3s", f"timeout: {timeout}"))
        self.settings = runtime_settings.load(
            data=folder, routes=folder / "routes.yaml", slack_webhook_url=None
        )
        self.log = Log(folder / "log.sqlite")
        self.publisher = LogPublisher(self.log, lambda: datetime.now(UTC))
        self.stopping = threading.Event()
        self.thread = threading.Thread(
            target=app.run, args=(self.settings, self.stopping.is_set), kwargs=other
        )
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(20)
        assert not self.thread.is_alive()

    def deliveries(self):
        records = self.log.read(DELIVERIES.name, 0, 10_000)
        return [codec.decode(DELIVERIES, record.headers, record.value) for record in records]


def wait_for(condition, seconds=60):
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError(f"not within {seconds} s")


def test_a_slow_receiver_holds_nobody_up(tmp_path, hook, slack):
    """The webhook says nothing; Slack has its message while that try is under way."""
    hook.always = fakes.silent
    with Running(tmp_path, hook, slack, timeout="30s") as running:
        running.publisher.publish(ALERTS_STATEMENTS, a_statement_alert())
        wait_for(lambda: slack.received and hook.received, 25)
        assert [] == [d for d in running.deliveries() if d.receiver == "hook" and d.attempts]
        hook.close()  # it lets go of the connection


def test_stopping_waits_for_the_try_under_way_and_records_it(tmp_path, hook, slack):
    """What was sent is recorded before the process ends, so that the next start does not repeat it."""

    def slowly(connection, over):
        over.wait(1)
        connection.sendall(b"HTTP/1.1 204 X\r\n\r\n")

    hook.always = slowly
    with Running(tmp_path, hook, slack) as running:
        running.publisher.publish(ALERTS_STATEMENTS, a_statement_alert())
        wait_for(lambda: hook.received)
    assert {"hook", "desk"} == {d.receiver for d in running.deliveries() if d.state == "delivered"}


def test_slack_is_sent_one_message_a_second(tmp_path, hook, slack):
    """Three messages take two seconds."""
    with Running(tmp_path, hook, slack) as running:
        started = time.monotonic()
        for n in range(3):
            alert = a_statement_alert(f"al-{n}", subject=f"sa-{n}", labels={"negotiation": f"n{n}"})
            running.publisher.publish(ALERTS_STATEMENTS, alert)
        wait_for(lambda: len(slack.received) == 3)
        assert time.monotonic() - started > 1.5


def test_a_record_that_is_no_alert_is_parked_and_the_rest_goes_on(tmp_path, hook, slack):
    """Null, garbage, no headers: dead letters with origin and reason; the next alert arrives."""
    with Running(tmp_path, hook, slack) as running:
        for value in (None, b"\xff\xfe", b"{}", b"[" * 100_000, b'{"kind":"statement"}'):
            running.publisher.publish_raw(ALERTS_STATEMENTS, "k", value)
        running.publisher.publish(ALERTS_STATEMENTS, a_statement_alert())
        wait_for(lambda: slack.received and hook.received)
        letters = [
            codec.decode(DEAD_LETTERS, r.headers, r.value) for r in running.log.read(DEAD_LETTERS.name, 0)
        ]
    assert [f"alerts.statements/0/{n}" for n in range(5)] == [letter.id for letter in letters]
    wait_for(lambda: running.log.offset("notifier", ALERTS_STATEMENTS.name) == 6)


def test_routes_reloaded_under_load_are_old_or_new_never_mixed(tmp_path, hook, slack):
    """The file changes all the time while alerts flow; each alert went to both receivers or to the webhook alone."""
    with Running(tmp_path, hook, slack) as running:
        path = running.settings.routes
        both = path.read_text().replace("allow_private: true}}", "allow_private: true, pause: 0s}}")
        alone = "\n".join(x for x in both.splitlines() if "desk:" not in x).replace("[hook, desk]", "hook")
        broken = both.replace("routes:", "rutes:")
        running.publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-first", subject="sa-first"))
        wait_for(lambda: hook.received)
        for n in range(60):
            path.with_suffix(".new").write_text((both, broken, alone)[n % 3])
            path.with_suffix(".new").replace(path)
            alert = a_statement_alert(f"al-{n}", subject=f"sa-{n}", labels={"negotiation": f"n{n}"})
            running.publisher.publish(ALERTS_STATEMENTS, alert)
        wait_for(lambda: len({d.alerts for d in running.deliveries() if d.receiver == "hook"}) == 61)
        path.write_text(both)
    told = {
        receiver: {d.alerts for d in running.deliveries() if d.receiver == receiver}
        for receiver in ("hook", "desk")
    }
    assert 61 == len(told["hook"])
    assert told["desk"] <= told["hook"]


def test_the_service_of_its_own_starts_and_stops_cleanly(tmp_path, hook, slack):
    """What `python -m services.notifier` runs sends and ends with 0 on SIGTERM; wrong routes are exit code 2."""
    (tmp_path / "routes.yaml").write_text(ROUTES.replace("HOOK", hook.url).replace("SLACK", slack.url))
    environment = {
        **os.environ,
        "PARLEY_DATA": str(tmp_path),
        "PARLEY_ROUTES": str(tmp_path / "routes.yaml"),
        "PARLEY_OPERATIONS_PORT": "0",
    }
    log = Log(tmp_path / "log.sqlite")
    LogPublisher(log, lambda: datetime.now(UTC)).publish(ALERTS_STATEMENTS, a_statement_alert())
    beside_a_log = "from services.notifier.__main__ import main; raise SystemExit(main(embedded=True))"
    process = subprocess.Popen([sys.executable, "-c", beside_a_log], env=environment, stderr=subprocess.PIPE)
    try:
        wait_for(lambda: slack.received and hook.received, 30)
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(20)
    finally:
        process.kill()
    (tmp_path / "routes.yaml").write_text("routes: []")
    ended = subprocess.run(
        [sys.executable, "-c", beside_a_log], env=environment, capture_output=True, text=True
    )
    assert 2 == ended.returncode
    assert "routes.yaml: receivers: needs a table" in ended.stderr
