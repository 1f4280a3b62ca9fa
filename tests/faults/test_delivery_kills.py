"""A notifier that dies at the worst moments: everything arrives, what is repeated has the same id, and not more is
repeated than the notifier died."""

import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter

import pytest

from shared.contracts.topics import ALERTS_STATEMENTS
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.builders import a_statement_alert
from shared.testing.fakes import FakeClock, FakeEndpoint, FakeSlack
from tests.unit.notifier.timeline import timeline

SECRET = "whsec_" + "b2xk" * 8
ROUTES = f"""
receivers:
  hook: {{webhook: {{url: "HOOK", secrets: [{{value: {SECRET}}}], allow_private: true}}}}
  desk: {{slack: {{url: "SLACK", allow_private: true, pause: 0s}}}}
routes:
  - {{name: all, receivers: [hook, desk], group_wait: 2s, group_interval: 0s}}
"""


class Killed(BaseException):
    """The process is gone."""


class Dies:
    """A publisher that dies in place of the n-th record with one of the given states, before or after writing it."""

    def __init__(self, publisher, states, nth, after):
        self._publisher, self._states, self._left, self._after = publisher, states, nth, after

    def publish(self, topic, message, **other):
        hit = getattr(message, "state", None) in self._states
        self._left -= hit
        if hit and self._left == 0:
            if self._after:
                self._publisher.publish(topic, message, **other)
            raise Killed
        self._publisher.publish(topic, message, **other)


@pytest.fixture
def hook():
    with FakeEndpoint() as fake:
        yield fake


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("states", [("held",), ("delivered",)], ids=["planned", "delivered"])
@pytest.mark.parametrize("nth", [1, 2, 5])
def test_killed_around_a_record_it_repeats_and_never_loses(tmp_path, hook, slack, states, nth, after):
    """Killed between the answer and its record, or around the plan: at least once, at most one repeat a receiver, same
    id."""
    deaths = []

    def publisher(line):
        if deaths:
            return line.publisher
        return Dies(line.publisher, states, nth, after)

    routes = ROUTES.replace("HOOK", hook.url).replace("SLACK", slack.url)
    line = timeline(tmp_path, routes, publisher=publisher)
    for n in range(6):
        line.alert(a_statement_alert(f"al-{n}", subject=f"sa-{n}", labels={"negotiation": f"n{n}"}))
    for second in range(1, 20):
        try:
            line.at(second)
        except Killed:
            deaths.append(second)
            line.crash()
    assert 1 == len(deaths)
    told = Counter(one.json["id"] for one in hook.received)
    assert {f"al-{n}" for n in range(6)} == told.keys()
    # One try can be under way for each receiver.
    assert 6 <= len(hook.received) <= 7
    assert 6 <= len(slack.received) <= 7
    assert 6 == len({one.headers["webhook-id"] for one in hook.received})
    assert 6 == len({str(one) for one in slack.messages})
    assert {"delivered"} == set(line.states().values())


VICTIM = """
    import sys, threading
    from pathlib import Path
    from services.notifier import app
    from shared.runtime import settings
    folder = Path(sys.argv[1])
    found = settings.load(data=folder, routes=folder / "routes.yaml", slack_webhook_url=None)
    app.run(found, threading.Event().is_set)
"""


@pytest.mark.timeout(900)
def test_kills_at_random_moments_lose_nothing(tmp_path, hook, slack):
    """A real process, killed ten times while it works off two hundred alerts: every alert reaches both receivers;
    repeats are no more than kills, for each receiver, and carry the same id."""
    kills = 10
    (tmp_path / "routes.yaml").write_text(
        ROUTES.replace("HOOK", hook.url)
        .replace("SLACK", slack.url)
        .replace("group_wait: 2s", "group_wait: 0s")
    )
    log = Log(tmp_path / "log.sqlite")
    publisher = LogPublisher(log, FakeClock())
    program = [sys.executable, "-c", textwrap.dedent(VICTIM), str(tmp_path)]
    total = 200
    environment = {**os.environ, "PARLEY_LOG_LEVEL": "ERROR"}
    published = 0
    for kill in range(kills + 1):
        for _ in range(total // (kills + 1) + 1):
            if published < total:
                name = f"al-{published:03}"
                alert = a_statement_alert(name, subject=name, labels={"negotiation": name})
                publisher.publish(ALERTS_STATEMENTS, alert)
                published += 1
        process = subprocess.Popen(
            program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            before = len(hook.received)
            wanted = total if kill == kills else before + 1 + kill % 7
            # Killed in the middle of its work: as soon as so many more have arrived.
            _wait_until(lambda w=wanted: len({r.json["id"] for r in hook.received}) >= min(w, total))
            if kill == kills:
                _wait_until(lambda: len({str(m) for m in slack.messages}) >= total)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    names = {f"al-{n:03}" for n in range(total)}
    assert names == {one.json["id"] for one in hook.received}
    assert total == len({one.headers["webhook-id"] for one in hook.received})
    assert len(hook.received) - total <= kills
    assert total == len({str(m) for m in slack.messages})
    assert len(slack.messages) - total <= kills


def _wait_until(condition):
    import threading

    pause = threading.Event()
    for _ in range(6000):
        if condition():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come about within five minutes")
