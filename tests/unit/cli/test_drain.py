"""A run that ends by itself ends when people have been told what it raised, and not before."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.cli.commands.run import Parley
from services.cli.drain import news_of, unread_of, until_told
from services.notifier.domain.outstanding import Outstanding
from services.web.adapters.status import Status
from shared.catalog import Catalog
from shared.contracts import Delivery
from shared.contracts.topics import ALERTS_MILESTONES, DELIVERIES
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.settings import load
from shared.testing.builders import NOON, a_milestone_alert, at
from shared.testing.fakes import FakeClock, FakeSlack, reply
from shared.testing.notifying import Timeline
from tests.unit.notifier.timeline import timeline

ROUTES = """
receivers:
  desk: {slack: {url: "URL", allow_private: true}}
routes:
  - {name: all, receivers: desk, group_wait: 5m}
"""


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


class OneAlert:
    """A source of which all that comes raises one alert."""

    live = False
    announcement = "Articles: one"

    def run(self, log: Log, publisher: LogPublisher, stopping: threading.Event, *, fast: bool) -> None:
        """At once."""
        publisher.publish(ALERTS_MILESTONES, a_milestone_alert("al-1"), timestamp=at(0))


def test_a_run_once_ends_when_its_messages_are_sent(tmp_path: Path, slack: FakeSlack) -> None:
    """Alerts wait for others of their group while the stream goes on; it has ended, so they go out."""
    (tmp_path / "routes.yaml").write_text(ROUTES.replace("URL", slack.url))
    settings = load(data=tmp_path, routes=tmp_path / "routes.yaml")
    no_cache: Any = None
    run = Parley(settings, Catalog(), no_cache, OneAlert(), fast=True, once=True)
    works = run.works(Status())
    for name in ("notifier", "source"):
        run.workers.start(name, works[name])
    assert [] == run.workers.join(60)
    assert run.workers.failure is None
    assert 1 == len(slack.messages)


def ended(line: Timeline, each: Callable[[], object] = lambda: None, looks: int = 10_000) -> list[str]:
    """What is told when waiting ends; a notifier works between two looks, and time goes on."""
    said: list[str] = []

    def wait(seconds: float) -> bool:
        nonlocal looks
        each()
        line.clock.advance(seconds)
        looks -= 1
        return looks == 0

    until_told(unread_of(line.log), news_of(line.log), wait, say=said.append, clock=line.clock)
    assert looks, "it would wait for ever"
    return said


def start(folder: Path, slack: FakeSlack) -> Timeline:
    """A notifier on archive time, and an alert that it has not seen."""
    line = timeline(folder, ROUTES.replace("URL", slack.url), archive_time=True)
    line.alert(a_milestone_alert("al-1"))
    return line


def test_it_waits_until_all_is_sent_and_says_nothing(tmp_path: Path, slack: FakeSlack) -> None:
    """A receiver that fails once gets its second chance."""
    slack.script([reply(500, "try again")])
    line = start(tmp_path, slack)
    assert [] == ended(line, line.run)
    assert ["delivered"] == list(line.states().values())
    assert 2 == len(slack.messages)


def test_what_a_receiver_does_not_take_is_left_to_the_next_run(tmp_path: Path, slack: FakeSlack) -> None:
    """After its second failure it is asked again in minutes; nobody waits for that."""
    slack.always = reply(500, "try again")
    line = start(tmp_path, slack)
    assert ["Messages not sent: 1; their receivers do not take them at present"] == ended(line, line.run)
    assert 2 == len(slack.messages)
    assert ["held"] == list(line.states().values())


def test_a_notifier_that_does_not_get_on_holds_up_nobody_for_ever(tmp_path: Path, slack: FakeSlack) -> None:
    """It has not even taken the alert."""
    line = start(tmp_path, slack)
    (said,) = ended(line)
    assert said.startswith("Alerts not told: 1; routes hold them back, or")
    assert line.clock.now <= NOON.replace(hour=12, minute=3)


def test_who_stops_the_run_does_not_wait(tmp_path: Path, slack: FakeSlack) -> None:
    """Ctrl-C."""
    line = start(tmp_path, slack)
    until_told(unread_of(line.log), news_of(line.log), lambda seconds: True, clock=line.clock)
    assert [] == slack.messages


def test_a_record_of_deliveries_that_cannot_be_read_is_passed_by(tmp_path: Path, slack: FakeSlack) -> None:
    """It says nothing about what is still to be sent."""
    line = timeline(tmp_path, ROUTES.replace("URL", slack.url), archive_time=True)
    line.publisher.publish_raw(DELIVERIES, "k", b"{")
    assert [] == ended(line, line.run)


def held(id: str, receiver: str = "desk", **other: Any) -> Delivery:
    """A message that waits."""
    return Delivery(id=id, receiver=receiver, alerts=("al",), state="held", reason="", at=NOON, **other)


def test_what_will_be_sent_soon() -> None:
    """A receiver in trouble holds up what waits for it, a message that it alone dislikes only itself."""
    found, clock = Outstanding(), FakeClock()
    later, sooner = at(1), clock.now
    found.take(held("de-1"))
    found.take(held("de-2", next_try_at=later, status_code=400))
    assert (2, 1) == (len(found), found.soon(clock.now))
    found.take(held("de-3", next_try_at=later, status_code=500))
    found.take(held("de-4", "other", next_try_at=sooner))
    assert 1 == found.soon(clock.now)
    found.take(msgspec.structs.replace(held("de-3"), state="delivered"))
    assert (3, 2) == (len(found), found.soon(clock.now))
    assert 3 == found.soon(later)
