"""Serves the command line: sends a test message to one receiver, or asks for a dead letter to be sent again."""

from datetime import datetime

import msgspec

from services.notifier.adapters.senders import Parcel, Sender
from services.notifier.domain.answers import Outcome, Verdict
from services.notifier.domain.config import Receiver
from services.notifier.domain.sample_alert import sample_alert
from services.notifier.ports import utc_now
from services.notifier.processor import REDRIVEN
from shared.contracts import Delivery
from shared.contracts.topics import DELIVERIES
from shared.runtime.records import Publisher
from shared.runtime.settings import Settings


def send_test(receiver: Receiver, settings: Settings) -> Verdict:
    """Send a test message past queue and history: one attempt, and its true result. An outbox sends nothing."""
    if receiver.kind == "outbox":
        why = "nothing is sent anywhere; an outbox keeps what is routed to it (on the page under Deliveries)"
        return Verdict(outcome=Outcome.DELIVERED, reason=why)
    now = utc_now()
    alert = sample_alert(now)
    sender = Sender({}, settings.public_url, utc_now)
    parcel = sender.parcel(f"test-{int(now.timestamp() * 1000)}", (alert,))
    return sender.send(receiver, Parcel(id=parcel.id, alerts=parcel.alerts, text=parcel.text))


def request_redrive(publisher: Publisher, delivery: Delivery, now: datetime) -> None:
    """Ask the running notifier to send a dead letter (state `failed` or `disabled`) again, under the same id."""
    if delivery.state not in ("failed", "disabled") or not delivery.events:
        raise ValueError(
            f"delivery {delivery.id} is {delivery.state}; only failed and disabled ones can be redriven"
        )
    again = msgspec.structs.replace(
        delivery,
        state="held",
        reason=REDRIVEN,
        attempts=0,
        at=now,
        queued_at=now,
        next_try_at=None,
        endpoint="",
    )
    publisher.publish(DELIVERIES, again, timestamp=now)
