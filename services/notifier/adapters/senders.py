"""Makes one attempt to deliver a message, over the network or into the outbox, and judges the answer. Retries happen
elsewhere."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from services.notifier.adapters.http import post
from services.notifier.domain import slack, webhook
from services.notifier.domain.answers import Answer, Outcome, Verdict, judge
from services.notifier.domain.config import Receiver
from services.notifier.domain.grouping import delivery_id
from shared.contracts import Alert
from shared.runtime.guarded import Resolver, system_resolver

Show = Callable[[str], None]


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A message ready to go; `text` is what the history keeps."""

    id: str
    alerts: tuple[Alert, ...]
    text: str


class Sender:
    """Makes single attempts; knows nothing of queues, retries or history."""

    def __init__(
        self,
        names: Mapping[str, str],
        public_url: str,
        clock: Callable[[], datetime],
        show: Show | None = None,
        resolver: Resolver = system_resolver,
    ) -> None:
        self._names = names
        self._public_url = public_url
        self._clock = clock
        self._show = show
        self._resolver = resolver

    def parcel(self, id: str, alerts: tuple[Alert, ...]) -> Parcel:
        """Render the message."""
        return Parcel(id=id, alerts=alerts, text=slack.summary(alerts, self._names, self._public_url))

    def send(self, receiver: Receiver, parcel: Parcel) -> Verdict:
        """Make one attempt and return the verdict."""
        match receiver.kind:
            case "outbox":
                if self._show is not None:
                    self._show(parcel.text)
                return Verdict(outcome=Outcome.DELIVERED, reason="kept in the outbox")
            case "slack":
                message = slack.message(parcel.alerts, self._names, self._public_url)
                body = json.dumps(message, ensure_ascii=False).encode()
                answer = self._post(receiver, {"content-type": "application/json; charset=utf-8"}, body)
            case "webhook":
                return self._hook(receiver, parcel)
        return judge(receiver.kind, answer, self._clock())

    def _hook(self, receiver: Receiver, parcel: Parcel) -> Verdict:
        """A webhook takes one alert at a time. A message of several was queued for Slack; if one is refused, those that
        arrived come again with the same id."""
        for alert in parcel.alerts:
            one = len(parcel.alerts) == 1
            ident = parcel.id if one else delivery_id(receiver.name, (alert.id,))
            body = webhook.body(alert)
            headers = webhook.headers(ident, body, receiver.secrets, self._clock())
            verdict = judge("webhook", self._post(receiver, headers, body), self._clock())
            if not verdict.delivered:
                break
        return verdict

    def _post(self, receiver: Receiver, headers: Mapping[str, str], body: bytes) -> Answer:
        return post(
            receiver.url.reveal(),
            headers,
            body,
            timeout=receiver.timeout.total_seconds(),
            allow_private=receiver.allow_private,
            read_body=receiver.kind == "slack",
            resolver=self._resolver,
        )
