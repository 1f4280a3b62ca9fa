"""Tries under way in a pool: each ends once, whenever it ends."""

from concurrent.futures import Future

from services.notifier.adapters.senders import Sender
from services.notifier.attempts import Tries
from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.config import Receiver
from shared.testing.builders import NOON
from tests.unit.notifier.test_notifier_sending import a_queue

OK = Verdict(outcome=Outcome.DELIVERED, reason="HTTP 200", status_code=200)


class EndsBetweenLooks(Future[Verdict]):
    """A try that ends just after somebody has looked whether it has."""

    def done(self) -> bool:
        was = super().done()
        if not was:
            self.set_result(OK)
        return was


class Pool:
    def submit(self, *_: object) -> Future[Verdict]:
        return EndsBetweenLooks()


def test_a_try_that_ends_while_it_is_looked_for_is_found_at_the_next_look() -> None:
    """It was lost, and its receiver got nothing more until a restart."""
    tries = Tries(Sender({}, "http://desk.test", lambda: NOON), Pool())
    tries.start(Receiver(name="desk", kind="outbox"), a_queue("one").items[0])
    assert [] == tries.ended()
    assert tries
    assert [OK] == [verdict for _, _, verdict in tries.ended()]
    assert not tries
