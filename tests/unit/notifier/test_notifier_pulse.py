"""Whether the notifier is ready: what /readyz says of it before, while and after it goes round."""

from services.notifier.app import STILL_SECONDS, Pulse


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
