"""What `parley topics check` says of topics that somebody else made."""

from contextlib import nullcontext
from typing import Any

import msgspec
import pytest
from kafka.errors import InvalidConfigurationError

from shared.runtime.kafka import admin, topics_check
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
            topic.configs.get(admin.LONGEST_AHEAD, str(2**63 - 1)),
        )
        for topic in wanted(SETTINGS)
    }


@pytest.mark.parametrize(
    ("name", "changed", "says"),
    [
        ("alerts.milestones", {"retention_ms": WEEK_MS}, "deletes records after 7 days (retention.ms=604800000)"),
        ("statements.observed", {"max_message_bytes": "65536"}, "refuses records over 65536 bytes"),
        ("articles.incoming", {"longest_ahead_ms": str(2**63 - 1)}, "whose time stamp lies in the future"),
        ("articles.incoming", {"longest_ahead_ms": ""}, None),
        ("articles.incoming", {"longest_ahead_ms": "1000"}, None),
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
    assert [] == topics_check.problems(SETTINGS)
    told = topics_check.problems(SETTINGS, of_limits=True)
    assert (says is not None) == bool(told)
    assert all(line.startswith(f"topic {name} ") and str(says) in line for line in told)


class OldBroker:
    """A broker that does not know how to refuse records of the future; `made`: the settings of its topics."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, str]] = {}

    def list_topics(self) -> list[str]:
        return []

    def create_topics(self, topics: dict[str, Any]) -> None:
        if any(admin.LONGEST_AHEAD in topic["configs"] for topic in topics.values()):
            raise InvalidConfigurationError(f"Unknown topic config name: {admin.LONGEST_AHEAD}")
        self.made = {name: topic["configs"] for name, topic in topics.items()}

    def wait_for_topics(self, names: list[str]) -> None:
        assert list(self.made) == names


def test_what_an_older_broker_does_not_know_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is made as it must be."""
    broker = OldBroker()
    monkeypatch.setattr(admin, "administration", lambda settings: nullcontext(broker))
    monkeypatch.setattr(admin, "_wait_for_leaders", lambda settings, topics: None)
    made = admin.create(SETTINGS)
    assert {topic.name for topic in wanted(SETTINGS)} == set(made)
    assert "604800000" == broker.made["articles.incoming"]["retention.ms"]
