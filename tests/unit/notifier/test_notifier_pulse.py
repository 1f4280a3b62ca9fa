"""Whether the notifier is ready: what /readyz says of it before, while and after it goes round."""

from services.notifier.app import STILL_SECONDS, Pulse, alone


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
