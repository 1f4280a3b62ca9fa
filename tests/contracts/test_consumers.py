"""Every consumer digests every example payload of its topic, as it would come over the wire."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.cli.commands.deadletters import letters
from services.cli.open_topics import open_topics
from services.ingest.adapters.poller import read_states
from services.web.domain.filing import entry
from shared.contracts import FeedState, codec
from shared.contracts.topics import DEAD_LETTERS, DELIVERIES, FEEDS_STATE, SILENCES, TOPICS, Topic
from shared.runtime.embedded.log import Log, LogConsumer, LogPublisher
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from shared.testing.builders import at
from shared.testing.examples import examples
from tests.contracts.stages import processors
from tests.unit.notifier.timeline import timeline

EXAMPLES = list(examples())
BY_TOPIC = {name: [m for topic, m in EXAMPLES if topic.name == name] for name in TOPICS}
ROUTES = "receivers:\n  desk: {outbox: {}}\nroutes:\n  - {name: all, receivers: desk}\n"


def wired(topic: Topic, message: Any) -> Any:
    """The message after its way over the wire."""
    return codec.decode(topic, *codec.encode(message))


def processed(name: str) -> Callable[[Topic, list[Any], Path], None]:
    """A stage takes them one after the other; what it says goes over the wire as well."""

    def take(topic: Topic, messages: list[Any], folder: Path) -> None:
        bench = Bench(processors()[name])
        for message in messages:
            for event in bench.send(wired(topic, message), at(400)):
                assert event.message == wired(event.topic, event.message)

    return take


def filed(topic: Topic, messages: list[Any], folder: Path) -> None:
    """The page files everything but ticks."""
    for message in messages:
        assert (type(message).__name__ == "Tick") == (entry(wired(topic, message)) is None)


def notified(topic: Topic, messages: list[Any], folder: Path) -> None:
    """Alerts become messages; history and silences are taken in at a start."""
    line = timeline(folder, ROUTES)
    for message in messages:
        line.publish(topic, message)
    if topic in (DELIVERIES, SILENCES):
        line.crash()
        line.run()
        return
    line.at(10_000)
    told = {id for delivery in line.deliveries() for id in delivery.alerts}
    # Corrections go only to those who were told before; several alerts on one thing are told once.
    assert told
    assert told <= {m.id for m in messages}


def polled(topic: Topic, messages: list[Any], folder: Path) -> None:
    """Feeds go on where they were."""
    log = Log(folder / "log.sqlite")
    for message in messages:
        LogPublisher(log, at).publish(topic, message)
    found = read_states(LogConsumer(log, "ingest", [FEEDS_STATE], lambda seconds: None))
    assert {m.url: m for m in messages if isinstance(m, FeedState)} == found


def listed(topic: Topic, messages: list[Any], folder: Path) -> None:
    """The command line lists them."""
    log = Log(folder / "log.sqlite")
    for message in messages:
        LogPublisher(log, at).publish(topic, message)
    with open_topics(Settings.model_construct(kafka=None, data=folder)) as topics:
        assert {m.id for m in messages} == set(letters(topics))


CONSUMERS: dict[str, Callable[[Topic, list[Any], Path], None]] = {
    **{name: processed(name) for name in ("admit", "extraction", "statements", "milestones", "stances")},
    "web": filed,
    "notifier": notified,
    "ingest": polled,
    "command line": listed,
}
CASES = [(topic, reader) for topic in TOPICS.values() for reader in topic.read_by if reader != "anyone"]


@pytest.mark.parametrize(("topic", "reader"), CASES, ids=[f"{t.name}-{r}" for t, r in CASES])
def test_a_consumer_digests_every_example_of_its_topic(topic: Topic, reader: str, tmp_path: Path) -> None:
    """No message that a contract allows stops a service."""
    CONSUMERS[reader](topic, BY_TOPIC[topic.name], tmp_path)


@pytest.mark.parametrize(("topic", "message"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_every_example_survives_the_wire(topic: Topic, message: Any) -> None:
    """What is encoded is decoded to the same value."""
    assert message == wired(topic, message)


@pytest.mark.parametrize("name", TOPICS)
def test_there_are_examples_of_every_message_with_every_field(name: str) -> None:
    """A field that is added to a contract must be added to an example."""
    missing = {
        (kind.__name__, field.name)
        for kind in TOPICS[name].messages
        for field in msgspec.structs.fields(kind)
        if field.name != "version"
        and not any(
            field.required or getattr(m, field.name) != field.default for _, m in EXAMPLES if type(m) is kind
        )
    }
    assert set() == missing
    assert set(TOPICS[name].messages) == {type(m) for m in BY_TOPIC[name]}


def test_the_dead_letter_topic_is_read_by_the_command_line() -> None:
    """What nobody reads is lost."""
    assert "command line" in DEAD_LETTERS.read_by
