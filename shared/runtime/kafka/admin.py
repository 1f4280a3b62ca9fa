"""Manages topics on a broker: creates missing ones, describes them, removes a namespace."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import (
    InvalidConfigurationError,
    KafkaError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
)

from shared.contracts.topics import TOPICS, Topic
from shared.runtime.kafka.connection import (
    STATEFUL_STAGES,
    KafkaFault,
    all_names,
    changelog_name,
    client_options,
    group_name,
    topic_name,
)
from shared.runtime.kafka.faults import explained
from shared.runtime.settings import Settings

MAX_MESSAGE_BYTES = "1048588"
LONGEST_AHEAD = "message.timestamp.after.max.ms"
"""Brokers know it since Kafka 3.6."""
LEADERS_SECONDS = 300
BOOTSTRAP_MS = 10_000
"""So long somebody at a terminal waits for a broker to answer at all."""
FOR_EVER_MS = str(2**63 - 1)


class Wanted(msgspec.Struct, frozen=True):
    """A topic as it should be."""

    name: str
    partitions: int
    configs: dict[str, str]


class Found(msgspec.Struct, frozen=True):
    """A topic as it is on the broker."""

    name: str
    partitions: int
    replication: int
    cleanup: str
    retention_ms: str
    max_message_bytes: str = ""
    longest_ahead_ms: str = ""


@contextmanager
def administration(settings: Settings) -> Iterator[KafkaAdminClient]:
    """A client; any failure, now or later, is a KafkaFault that says what to check."""
    with explained(settings):
        client = KafkaAdminClient(
            **client_options(settings), request_timeout_ms=20_000, bootstrap_timeout_ms=BOOTSTRAP_MS
        )
        try:
            yield client
        finally:
            client.close()


def members(settings: Settings, group: str) -> int:
    """How many processes are in a consumer group at present; one that died counts until its session is over."""
    name = group_name(settings, group)
    with administration(settings) as client:
        return len(client.describe_groups([name])[name].get("members") or ())


def wanted(settings: Settings, *, forever: bool = False) -> list[Wanted]:
    """Every topic with its settings. `forever` keeps everything, for archives: they lie so far back that retention
    would drop their records at once, and run so fast that a week's segment would be closed, and compacted, every few
    seconds."""
    found = [
        Wanted(
            topic_name(settings, topic),
            settings.partitions,
            _configs(topic.cleanup, topic.retention_ms, forever) | _of_time(topic),
        )
        for topic in TOPICS.values()
    ]
    # Changelogs are compacted only: one that also deletes can lose rows, and recovery waits for ever on an empty one.
    found += [
        Wanted(changelog_name(settings, stage), settings.partitions, _configs("compact", 0, forever))
        for stage in STATEFUL_STAGES
    ]
    return found


def _configs(cleanup: str, retention_ms: int, forever: bool) -> dict[str, str]:
    configs = {"cleanup.policy": cleanup, "max.message.bytes": MAX_MESSAGE_BYTES}
    if cleanup == "delete":
        configs["retention.ms"] = "-1" if forever else str(retention_ms)
    if forever:
        configs["segment.ms"] = FOR_EVER_MS
    return configs


def _of_time(topic: Topic) -> dict[str, str]:
    return {} if topic.longest_ahead_ms is None else {LONGEST_AHEAD: str(topic.longest_ahead_ms)}


def create(settings: Settings, *, forever: bool = False) -> list[str]:
    """Create the topics that are missing; returns their names."""
    with administration(settings) as client:
        there = set(client.list_topics())
        missing = [topic for topic in wanted(settings, forever=forever) if topic.name not in there]
        if missing:
            with suppress(TopicAlreadyExistsError):  # somebody else was faster, which is as good
                try:
                    client.create_topics(_ordered(settings, missing))
                except InvalidConfigurationError:  # of an older broker; what else is wrong, it says again
                    client.create_topics(_ordered(settings, missing, without=LONGEST_AHEAD))
            client.wait_for_topics([topic.name for topic in missing])
            _wait_for_leaders(settings, missing)
    return [topic.name for topic in missing]


def _ordered(settings: Settings, topics: Iterable[Wanted], *, without: str = "") -> dict[str, Any]:
    return {
        topic.name: {
            "num_partitions": topic.partitions,
            "replication_factor": settings.replication,
            "configs": {key: value for key, value in topic.configs.items() if key != without},
        }
        for topic in topics
    }


def _wait_for_leaders(settings: Settings, topics: Iterable[Wanted]) -> None:
    """A topic exists before its partitions can be used; until then clients only repeat themselves."""
    client = KafkaConsumer(**client_options(settings), group_id=None)
    places = [TopicPartition(one.name, p) for one in topics for p in range(one.partitions)]
    try:
        client.end_offsets(places, timeout_ms=LEADERS_SECONDS * 1000)
    except KafkaError as error:
        raise KafkaFault(
            f"the new topics cannot be used after {LEADERS_SECONDS} s ({type(error).__name__}); is the broker busy?"
        ) from None
    finally:
        client.close(autocommit=False)


def describe(settings: Settings) -> list[Found]:
    """The topics of this namespace that are there."""
    with administration(settings) as client:
        there = set(client.list_topics())
        names = [name for name in all_names(settings) if name in there]
        if not names:
            return []
        shapes = {topic["name"]: topic["partitions"] for topic in client.describe_topics(names)}
        configs = _all_configs(client, names)
    return [
        Found(
            name,
            len(shapes[name]),
            max((len(p["replica_nodes"]) for p in shapes[name]), default=0),
            configs[name].get("cleanup.policy", ""),
            configs[name].get("retention.ms", ""),
            configs[name].get("max.message.bytes", ""),
            configs[name].get(LONGEST_AHEAD, ""),
        )
        for name in names
    ]


def _all_configs(client: KafkaAdminClient, names: Sequence[str]) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    answers: Any = client.describe_configs(resources, config_filter="all")
    topics = answers.get("topic", answers.get(ConfigResourceType.TOPIC, answers))
    return {
        name: {
            key: str(value.get("value") if isinstance(value, dict) else value)
            for key, value in topics[name].items()
        }
        for name in names
    }


def remove(settings: Settings) -> list[str]:
    """Delete a namespace's topics and groups; refuses without a namespace, so that nobody empties production."""
    if not settings.namespace:
        raise ValueError("refusing to delete topics outside a namespace")
    with administration(settings) as client:
        there = set(client.list_topics())
        names = [name for name in there if name.startswith(settings.namespace)]
        if names:
            with suppress(UnknownTopicOrPartitionError):  # gone already
                client.delete_topics(names)
        try:
            groups = [str(g["group_id"]) for g in client.list_groups()]
            own = [g for g in groups if g.startswith(group_name(settings, ""))]
            if own:
                client.delete_groups(own)
        except KafkaError:
            pass  # a group without topics holds nothing and expires by itself
    return names
