"""Whether the notifier is ready: what /readyz says of it before, while and after it goes round."""

from typing import Any

import pytest
from kafka.errors import TopicAuthorizationFailedError
from structlog.testing import capture_logs

from services.notifier import app, supervising
from services.notifier.health import STILL_SECONDS, Pulse
from services.notifier.ports import Ports
from services.notifier.supervising import alone
from shared.processing import TryLater
from shared.runtime.settings import defaults


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_not_ready_before_its_first_round() -> None:
    """What was sent before is read first; until then nothing would be told."""
    assert "not reading alerts" in (Pulse(Clock()).problem() or "")


def test_it_is_ready_while_it_goes_round() -> None:
    """A round a while ago is enough."""
    clock = Clock()
    pulse = Pulse(clock)
    pulse.beat()
    clock.now += STILL_SECONDS - 1
    assert pulse.problem() is None


def test_a_notifier_that_hangs_is_not_ready() -> None:
    """The sentence says for how long."""
    clock = Clock()
    pulse = Pulse(clock)
    pulse.beat()
    clock.now += 90
    assert "90 s" in (pulse.problem() or "")


def test_it_is_not_ready_after_a_defect() -> None:
    """Between a defect and the next start nothing is told."""
    pulse = Pulse(Clock())
    pulse.beat()
    pulse.rest()
    assert pulse.problem() is not None


def test_a_second_notifier_waits_until_the_first_is_gone() -> None:
    """Not ready meanwhile, and /readyz says why; then it starts as any other."""
    at_work, pulse, said = [True, True, True, False], Pulse(Clock()), []
    alone(lambda: at_work.pop(0), lambda: False, pulse, lambda seconds: said.append(pulse.problem()))
    assert [] == at_work
    assert len(said) == 3
    assert all("another notifier is at work" in (one or "") for one in said)
    assert "it starts" in (pulse.problem() or "")


def test_a_notifier_that_waits_can_be_stopped() -> None:
    """SIGTERM ends it, though the first goes on."""
    asked: list[float] = []
    alone(lambda: True, lambda: len(asked) == 2, Pulse(Clock()), asked.append)
    assert len(asked) == 2


class Broken:
    """Topics that fail as soon as they are read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def seek_to_beginning(self) -> None:
        """As all else here."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TryLater("the topics do not answer"), "the topics do not answer"),
        (TopicAuthorizationFailedError("canary"), "docs/operations.md (TLS and logins) names the rights"),
        (ZeroDivisionError("canary"), "ZeroDivisionError"),
    ],
)
def test_a_notifier_that_starts_anew_says_why(
    error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its log and in /readyz; of other errors the kind alone, for their texts may hold anything."""
    broken: Any = Broken(error)
    pulse, said, rounds = Pulse(Clock()), [], [False, False, False, True]
    monkeypatch.setattr(supervising, "RESTART_SECONDS", 0)
    ports = Ports(broken, broken, broken, lambda: said.append(pulse.problem() or ""))
    with capture_logs() as logs:
        app.run(defaults(), lambda: rounds.pop(0), open_ports=lambda: ports, pulse=pulse)
    (logged,) = [line["reason"] for line in logs if line["event"] == "starting anew"]
    assert reason in logged
    assert logged in said[0]
    assert "canary" not in logged
