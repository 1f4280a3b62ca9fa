"""What `parley topics check` says of topics that somebody else made."""

import msgspec
import pytest

from shared.runtime.kafka import admin
from shared.runtime.kafka.admin import Found, wanted
from shared.runtime.settings import Settings

SETTINGS = Settings(replication=3)
WEEK_MS = str(7 * 86_400_000)


def as_they_must_be() -> dict[str, Found]:
    return {
        topic.name: Found(
            topic.name,
            topic.partitions,
            3,
            topic.configs["cleanup.policy"],
            # The cluster's, where the topic has none of its own; on compacted topics it means nothing.
            topic.configs.get("retention.ms", WEEK_MS),
            topic.configs["max.message.bytes"],
        )
        for topic in wanted(SETTINGS)
    }


@pytest.mark.parametrize(
    ("name", "changed", "says"),
    [
        ("alerts.milestones", {"retention_ms": WEEK_MS}, "deletes records after 7 days (retention.ms=604800000)"),
        ("statements.observed", {"max_message_bytes": "65536"}, "refuses records over 65536 bytes"),
        ("alerts.milestones", {"retention_ms": "-1"}, None),
        ("alerts.milestones", {"retention_ms": str(10**12)}, None),
        ("alerts.milestones", {"retention_ms": "", "max_message_bytes": ""}, None),
        ("statements.observed", {"max_message_bytes": "20000000"}, None),
    ],
)  # fmt: skip
def test_what_deletes_too_soon_or_refuses_is_told_and_keeps_nobody_from_starting(
    name: str, changed: dict[str, str], says: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than is wanted, and what a broker does not tell, is no problem."""
    found = as_they_must_be()
    found[name] = msgspec.structs.replace(found[name], **changed)
    monkeypatch.setattr(admin, "describe", lambda settings: list(found.values()))
    assert [] == admin.problems(SETTINGS)
    told = admin.problems(SETTINGS, of_limits=True)
    assert (says is not None) == bool(told)
    assert all(line.startswith(f"topic {name} ") and str(says) in line for line in told)
