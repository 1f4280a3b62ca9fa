"""Asks from outside how far the stages are: their groups' committed offsets against the ends of their input."""

from collections.abc import Callable, Mapping, Sequence
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

Ends = Mapping[TopicPartition, int]
"""Offset that the next record of each place will have."""


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

    def waiting(self, stage: str, topic: Topic, until: Ends | None = None) -> int:
        """Records of its input, before `until` if that is given, that a stage has not committed yet; while no broker
        answers, more than none."""
        try:
            ends = self._ends(topic)
            if until is not None:  # or less, of a topic that lost records
                ends = {place: min(end, until[place]) for place, end in ends.items()}
            return self._waiting(stage, topic, ends)
        except KafkaError as error:
            if not error.retriable:
                raise
            return 1

    def _waiting(self, stage: str, topic: Topic, ends: Ends) -> int:
        name = topic_name(self._settings, topic)
        done = self._committed(group_name(self._settings, stage), name)
        # Where nothing was ever committed, what retention has deleted meanwhile is not waited for.
        fresh = [place for place in ends if place.partition not in done]
        done |= (
            {p.partition: start for p, start in self._client.beginning_offsets(fresh).items()}
            if fresh
            else {}
        )
        return sum(max(0, end - done[place.partition]) for place, end in ends.items())

    def _ends(self, topic: Topic) -> Ends:
        name = topic_name(self._settings, topic)
        return self.ends_of([TopicPartition(name, p) for p in range(self._settings.partitions)])

    def _ends_soon(self, topic: Topic, wait: Callable[[float], bool]) -> Ends | None:
        """The ends, once a broker answers; None if `wait` says stop."""
        while True:
            try:
                return self._ends(topic)
            except KafkaError as error:
                if not error.retriable:
                    raise
                if wait(0.05):
                    return None

    def ends(self, topic: Topic) -> int:
        """Records ever written to a topic."""
        return sum(self._ends(topic).values())

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
        """A function that returns when these stages have committed all that there is when it is called, and what the
        stages before them make of it, or when `wait` says stop. What comes meanwhile is not waited for: of a stream
        that never rests there is always more."""

        def settled() -> None:
            for stage, topic in chain:
                # Twice: a record that came into another partition than its article's lies behind the ends of its own.
                for _ in range(2):
                    until = self._ends_soon(topic, wait)
                    while until is not None and self.waiting(stage, topic, until):
                        if wait(0.05):
                            return

        return settled

    def close(self) -> None:
        """End the connections."""
        self._client.close(autocommit=False)
        self._administration.__exit__(None, None, None)
