"""Builds body and signed headers of a webhook: a structured CloudEvent, signed by Standard Webhooks 1.0."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from standardwebhooks import Webhook

from services.notifier.domain.config import Secret
from services.notifier.domain.safe_text import clip
from shared.contracts import Alert
from shared.contracts.codec import cloudevent

MAX_BYTES = 19_500
"""Standard Webhooks asks for less than 20 kB."""


def body(alert: Alert) -> bytes:
    """The alert as structured CloudEvents JSON. If too long, it loses its later evidence first, then the ends of
    quotations; page and topics have all of it."""
    for evidence, longest in ((50, None), (10, 2_000), (3, 1_000), (1, 500), (0, 300)):
        text = cloudevent(
            alert if longest is None and evidence == 50 else _shorter(alert, evidence, longest or 2_000)
        )
        if len(text) <= MAX_BYTES:
            return text
    return cloudevent(_shorter(alert, 0, 100))


def headers(id: str, payload: bytes, secrets: Sequence[Secret], now: datetime) -> dict[str, str]:
    """Id, time and one signature for each secret."""
    stamp = now.astimezone(UTC).replace(microsecond=0)
    signatures = [Webhook(s.reveal()).sign(id, stamp, payload.decode()) for s in secrets]
    return {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "webhook-id": id,
        "webhook-timestamp": str(int(stamp.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _shorter(alert: Alert, evidence: int, longest: int) -> Alert:
    data = alert.data
    changes = {
        name: clip(value, longest)
        for name in data.__struct_fields__
        if isinstance(value := getattr(data, name), str) and len(value) > longest
    }
    # Evidence stays whole or goes: words that are cut would no longer be those under the spans.
    kept = tuple(e for e in data.evidence if sum(map(len, e.words)) <= longest)[:evidence]
    return msgspec.structs.replace(alert, data=msgspec.structs.replace(data, evidence=kept, **changes))
