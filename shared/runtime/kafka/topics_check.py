"""Compares the topics on a broker with what they must be, and tells people what is wrong."""

from collections.abc import Iterable

from shared.contracts.topics import Topic
from shared.runtime.kafka import admin
from shared.runtime.kafka.connection import changelog_name, topic_name
from shared.runtime.settings import BadSettings, Settings

DAY_MS = 86_400_000


class WrongTopics(BadSettings):
    """Topics are missing or not as they must be."""


def check_topics(settings: Settings, topics: Iterable[Topic], *, stage: str | None = None) -> None:
    """A service whose topics (and the changelog of `stage`) are missing or have another number of partitions would look
    alive and do nothing, or half of its work; raises WrongTopics."""
    names = [topic_name(settings, topic) for topic in topics]
    found = problems(settings, [*names, changelog_name(settings, stage)] if stage else names)
    if found:
        raise WrongTopics("the topics are not as they must be:\n  " + "\n  ".join(found))


def problems(settings: Settings, names: Iterable[str] | None = None, *, of_limits: bool = False) -> list[str]:
    """What is wrong with the topics (of `names`, else all), for people; empty when workers can start. `of_limits` adds
    what stops no worker but is missed later: records deleted too soon, or refused for their size."""
    chosen = set(names) if names is not None else None
    found = {topic.name: topic for topic in admin.describe(settings)}
    lines = []
    for topic in admin.wanted(settings):
        if chosen is not None and topic.name not in chosen:
            continue
        there = found.get(topic.name)
        lines += _differences(topic, there)
        if of_limits and there is not None:
            lines += _limits(topic, there)
    return lines


def _differences(topic: admin.Wanted, found: admin.Found | None) -> list[str]:
    if found is None:
        return [f"topic {topic.name} is missing; run: parley topics create"]
    lines = []
    if found.partitions != topic.partitions:
        lines.append(
            f"topic {topic.name} has {found.partitions} partitions, PARLEY_PARTITIONS says {topic.partitions}; tables "
            "and topics must have the same number: set PARLEY_PARTITIONS, or start in a new PARLEY_NAMESPACE"
        )
    expected = topic.configs["cleanup.policy"]
    if found.cleanup != expected:
        lines.append(f"topic {topic.name} has cleanup.policy={found.cleanup}; it must be {expected}")
    return lines


def _limits(topic: admin.Wanted, found: admin.Found) -> list[str]:
    lines = []
    kept, wanted_ms = _number(found.retention_ms), _number(topic.configs.get("retention.ms", ""))
    # On a topic that is compacted alone, Kafka deletes nothing by age.
    if kept is not None and wanted_ms is not None and 0 <= kept < wanted_ms:
        lines.append(
            f"topic {topic.name} deletes records after {kept / DAY_MS:g} days (retention.ms={kept}); it must keep "
            f"them for {wanted_ms / DAY_MS:g} days (retention.ms={wanted_ms})"
        )
    size, wanted_size = _number(found.max_message_bytes), _number(topic.configs["max.message.bytes"])
    if size is not None and wanted_size is not None and size < wanted_size:
        lines.append(
            f"topic {topic.name} refuses records over {size} bytes (max.message.bytes); it must take {wanted_size}"
        )
    ahead, wanted_ahead = _number(found.longest_ahead_ms), _number(topic.configs.get(admin.LONGEST_AHEAD, ""))
    if ahead is not None and wanted_ahead is not None and ahead > wanted_ahead:
        lines.append(
            f"topic {topic.name} takes records whose time stamp lies in the future ({admin.LONGEST_AHEAD}={ahead}); a "
            f"producer with a wrong clock should hear of it: set it to {wanted_ahead}"
        )
    return lines


def _number(config: str) -> int | None:
    """None if the broker does not say."""
    try:
        return int(config)
    except ValueError:
        return None
