"""Asks from outside how far the stages are: their groups' committed offsets against the ends of their input."""

from collections.abc import Callable, Sequence
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
)

from shared.contracts.topics import (
    ARTICLES,
    ARTICLES_INCOMING,
    MILESTONES_REPORTED,
    POSITIONS_REPORTED,
    STATEMENTS_OBSERVED,
    Topic,
)
from shared.runtime.kafka.admin import administration
from shared.runtime.kafka.connection import client_options, group_name, topic_name
from shared.runtime.settings import Settings

ADMIT = ("admit", ARTICLES_INCOMING)
CHAIN: tuple[tuple[str, Topic], ...] = (
    ADMIT,
    ("extraction", ARTICLES),
    ("statements", STATEMENTS_OBSERVED),
    ("milestones", MILESTONES_REPORTED),
    ("stances", POSITIONS_REPORTED),
)
READING = CHAIN[:2]
"""Whatever is through these was written to the topics behind them."""


class Progress:
    """Asks a broker repeatedly over one connection; `close` ends it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # An open transaction is not waited for: nobody may read it.
        self._client = KafkaConsumer(
            **client_options(settings),
            group_id=None,
            enable_auto_commit=False,
            isolation_level="read_committed",
        )
        self._administration = administration(settings)
        self._admin = self._administration.__enter__()

    def waiting(self, stage: str, topic: Topic) -> int:
        """Records of its input that a stage has not committed yet; while no broker answers, more than none."""
        try:
            return self._waiting(stage, topic)
        except KafkaError as error:
            if not error.retriable:
                raise
            return 1

    def _waiting(self, stage: str, topic: Topic) -> int:
        name = topic_name(self._settings, topic)
        places = [TopicPartition(name, p) for p in range(self._settings.partitions)]
        done = self._committed(group_name(self._settings, stage), name)
        ends = self._client.end_offsets(places)
        # Where nothing was ever committed, what retention has deleted meanwhile is not waited for.
        fresh = [place for place in places if place.partition not in done]
        done |= (
            {p.partition: start for p, start in self._client.beginning_offsets(fresh).items()}
            if fresh
            else {}
        )
        return sum(max(0, ends[p] - done[p.partition]) for p in places)

    def ends(self, topic: Topic) -> int:
        """Records ever written to a topic."""
        name = topic_name(self._settings, topic)
        return sum(self.ends_of([TopicPartition(name, p) for p in range(self._settings.partitions)]).values())

    def ends_of(self, places: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Offset that the next record of each place will have."""
        return dict(self._client.end_offsets(list(places)))

    def _committed(self, group: str, topic: str) -> dict[int, int]:
        try:
            answer: Any = self._admin.list_group_offsets({group: None})
        except (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError):
            return {}  # the broker is starting: nothing is known to be done
        found = answer.get(group, {})
        return {place.partition: value.offset for place, value in found.items() if place.topic == topic}

    def settle(
        self, wait: Callable[[float], bool], chain: Sequence[tuple[str, Topic]] = (ADMIT,)
    ) -> Callable[[], None]:
        """A function that returns when these stages have committed all there is, or when `wait` says stop."""

        def settled() -> None:
            while any(self.waiting(stage, topic) for stage, topic in chain):
                if wait(0.05):
                    return

        return settled

    def close(self) -> None:
        """End the connections."""
        self._client.close(autocommit=False)
        self._administration.__exit__(None, None, None)
