"""Turns messages into records (headers, value) and back, as the only code that does; refuses in a sentence what breaks
its contract."""

import functools
from datetime import UTC, datetime
from typing import Any, Union

import msgspec

from shared.contracts.alerts import Alert, MilestoneAlert, StanceAlert, StatementAlert
from shared.contracts.topics import TOPICS, Topic

Headers = tuple[tuple[str, bytes], ...]
MAX_RECORD_BYTES = 1_000_000
"""Kafka's default limit of one record; a larger one would be refused by the broker."""

_encoder = msgspec.json.Encoder(order="deterministic")
_alert_data = msgspec.json.Decoder(StatementAlert | StanceAlert | MilestoneAlert)


class UndecodableRecord(ValueError):
    """The record does not follow the contract of its topic."""


@functools.cache
def _decoder(topic: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(Union[TOPICS[topic].messages])  # noqa: UP007 - built at run time


def encode(message: Any) -> tuple[Headers, bytes]:
    """Headers and value of a record. An alert becomes a CloudEvent in binary mode: attributes as `ce_` headers."""
    if isinstance(message, Alert):
        attributes = {
            "specversion": "1.0",
            "id": message.id,
            "source": message.source,
            "type": message.type,
            "subject": message.subject,
            "time": rfc3339(message.time),
        }
        headers = tuple((f"ce_{k}", v.encode()) for k, v in attributes.items())
        return (*headers, ("content-type", b"application/json")), _encoder.encode(message.data)
    return (("content-type", b"application/json"),), _encoder.encode(message)


def decode(topic: Topic | str, headers: Headers, value: bytes | None) -> Any:
    """The message of a record; raises UndecodableRecord with a readable reason."""
    name = topic if isinstance(topic, str) else topic.name
    if value is None:
        raise UndecodableRecord(f"the record on {name} is empty (null); send a JSON object")
    if len(value) > MAX_RECORD_BYTES:
        raise UndecodableRecord(
            f"the record on {name} has {len(value)} bytes; the limit is {MAX_RECORD_BYTES}"
        )
    try:
        if TOPICS[name].messages == (Alert,):
            return _decode_alert(headers, value)
        return _decoder(name).decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError) as error:
        raise UndecodableRecord(f"the record on {name} does not follow its contract: {error}") from None


def _decode_alert(headers: Headers, value: bytes) -> Alert:
    found = {k.removeprefix("ce_"): v.decode() for k, v in headers if k.startswith("ce_")}
    missing = sorted({"id", "source", "type", "subject", "time"} - found.keys())
    if missing:
        raise UndecodableRecord(
            f"the alert lacks the CloudEvents headers {', '.join('ce_' + m for m in missing)}"
        )
    attributes = {k: found[k] for k in ("id", "source", "type", "subject", "time")}
    return msgspec.convert({**attributes, "data": _alert_data.decode(value)}, Alert, strict=False)


def dumps(value: Any) -> bytes:
    """JSON of any contract value, keys sorted: the same value gives the same bytes."""
    return _encoder.encode(value)


def loads(data: bytes, kind: type[Any]) -> Any:
    """The value of type `kind` from its JSON (rows and caches)."""
    return msgspec.json.decode(data, type=kind)


def cloudevent(alert: Alert) -> bytes:
    """An alert as one line of structured CloudEvents JSON (files, webhooks)."""
    return _encoder.encode(
        {
            "specversion": "1.0",
            "id": alert.id,
            "source": alert.source,
            "type": alert.type,
            "subject": alert.subject,
            "time": rfc3339(alert.time),
            "datacontenttype": "application/json",
            "data": alert.data,
        }
    )


def parse_cloudevent(line: bytes) -> Alert:
    """The alert of one line of structured CloudEvents JSON; raises UndecodableRecord."""
    try:
        return msgspec.json.decode(line, type=Alert)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UndecodableRecord(f"this line is no alert in structured CloudEvents JSON: {error}") from None


def rfc3339(moment: datetime) -> str:
    """UTC with Z, to the microsecond only where there is one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
