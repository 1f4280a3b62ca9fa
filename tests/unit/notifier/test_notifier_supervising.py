"""What outlives a notifier's defect, and what does not."""

from types import SimpleNamespace

import pytest

from services.notifier import supervising
from services.notifier.health import Pulse
from shared.runtime.kafka.connection import KafkaFault


class Brokers:
    """Ports that can or cannot be opened, one answer after another; tells what happened to them."""

    def __init__(self, *answers: bool) -> None:
        self._answers = list(answers)
        self.opened = 0
        self.closed = 0

    def open(self) -> SimpleNamespace:
        """Ports, or a fault."""
        if not self._answers.pop(0):
            raise KafkaFault("no broker answers")
        self.opened += 1
        return SimpleNamespace(close=self._close)

    def _close(self) -> None:
        self.closed += 1


class Rounds:
    """A notifier that fails so often, then runs to its end."""

    def __init__(self, failing: int) -> None:
        self.left = failing
        self.done = False

    def run(self, stop: object) -> None:
        """One run."""
        if self.left:
            self.left -= 1
            raise RuntimeError
        self.done = True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "RESTART_SECONDS", 0.0)


def supervised(brokers: Brokers, rounds: Rounds) -> None:
    """Run until the notifier comes to its end."""
    supervising.supervise(
        lambda ports: rounds,
        brokers.open,
        lambda: rounds.done,
        others=lambda: False,
        pulse=Pulse(lambda: 0.0),
    )


def test_brokers_that_are_away_at_a_restart_end_nothing() -> None:
    """What was sent and is not recorded is known to this process alone."""
    brokers, rounds = Brokers(True, False, False, True), Rounds(failing=1)
    supervised(brokers, rounds)
    assert (rounds.done, brokers.opened, brokers.closed) == (True, 2, 2)


def test_brokers_that_were_never_there_are_told_at_once() -> None:
    """The settings may be wrong: whoever starts it should see that."""
    with pytest.raises(KafkaFault, match="no broker answers"):
        supervised(Brokers(False), Rounds(failing=0))
