"""What fails of Kafka, as a user meets it: where, what and what to do, in one line, and exit code 3."""

import logging
import signal
from importlib import import_module
from typing import Any

import pytest
import structlog
from kafka import errors

from services.statements.processor import build
from services.web.adapters.read_model import TOPICS as PAGE_TOPICS
from shared.catalog import load as load_catalog
from shared.contracts.topics import ARTICLES_INCOMING, TOPICS
from shared.processing import TryLater
from shared.runtime import logging as runtime_logging
from shared.runtime.kafka import admin, consumer, producer, topics_check, worker
from shared.runtime.kafka.connection import KafkaFault
from shared.runtime.kafka.producer import TROUBLED_SECONDS, KafkaPublisher
from shared.runtime.settings import load
from tests.unit.cli.conftest import Parley

WHOLE_REQUEST = "Request 'CreateTopicsRequest(canary)' failed with response 'canary'."


class Broker:
    """Stands for every client of a broker: what `fails` names raises `error`; the rest is an empty cluster."""

    def __init__(self, error: Exception, *fails: str, topics: tuple[str, ...] = ()) -> None:
        self.error = error
        self.fails = fails
        self.topics = topics

    def __call__(self, **options: Any) -> "Broker":
        """The client that a module makes."""
        self._may_fail("connect")
        return self

    def _may_fail(self, what: str) -> None:
        if what in self.fails:
            raise self.error

    def list_topics(self) -> list[str]:
        """Of an administrator."""
        self._may_fail("list_topics")
        return list(self.topics)

    def describe_topics(self, names: list[str]) -> list[dict[str, Any]]:
        """As the topics must be."""
        return [{"name": n, "partitions": [{"replica_nodes": [1]}] * 6} for n in names]

    def describe_configs(self, resources: Any, config_filter: str) -> dict[str, Any]:
        """As the topics must be."""
        cleanup = {name: {"cleanup.policy": topic.cleanup} for name, topic in TOPICS.items()}
        return {"topic": {one: cleanup[one] for one in self.topics}}

    def create_topics(self, topics: Any) -> None:
        """Of an administrator."""
        self._may_fail("create_topics")

    def assign(self, places: Any) -> None:
        """Of a consumer."""

    def assignment(self) -> set[Any]:
        """Of a consumer."""
        return {1}

    def seek_to_beginning(self, *places: Any) -> None:
        """Of a consumer."""

    def end_offsets(self, places: Any) -> dict[Any, int]:
        """Of a consumer."""
        self._may_fail("end_offsets")
        return dict.fromkeys(places, 0)

    def beginning_offsets(self, places: Any) -> dict[Any, int]:
        """Of a consumer."""
        self._may_fail("beginning_offsets")
        return dict.fromkeys(places, 0)

    def poll(self, **options: Any) -> dict[Any, Any]:
        """Of a consumer."""
        self._may_fail("poll")
        return {}

    def send(self, *arguments: Any, **options: Any) -> Any:
        """Of a producer."""
        self._may_fail("send")

    def close(self, **options: Any) -> None:
        """Of all."""


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch, parley: Parley):
    """A broker that fails so is the one of PARLEY_KAFKA."""

    def given(error: Exception, *fails: str, topics: tuple[str, ...] = tuple(TOPICS)) -> None:
        broker = Broker(error, *fails, topics=topics)
        monkeypatch.setattr(admin, "KafkaAdminClient", broker)
        monkeypatch.setattr(admin, "KafkaConsumer", broker)
        monkeypatch.setattr(consumer, "Client", broker)
        monkeypatch.setattr(producer, "KafkaProducer", broker)
        monkeypatch.setenv("PARLEY_KAFKA", "broker.example:9092")

    return given


NOT_ALLOWED = errors.TopicAuthorizationFailedError(WHOLE_REQUEST)


@pytest.mark.parametrize(
    ("command", "fails"),
    [
        (("topics", "create"), "connect"),
        (("topics", "create"), "list_topics"),
        (("topics", "check"), "list_topics"),
        (("topics", "describe"), "list_topics"),
        (("dead-letters",), "connect"),
        (("dead-letters",), "beginning_offsets"),
        (("redrive", "--all"), "end_offsets"),
        (("tail", "alerts.milestones"), "connect"),
        (("tail", "alerts.milestones", "--from-beginning"), "end_offsets"),
        (("tail", "alerts.milestones", "--from-beginning"), "poll"),
        (("rebuild", "--yes"), "connect"),
        (("replay", "{articles}", "--engine", "kafka"), "list_topics"),
    ],
)  # fmt: skip
def test_what_fails_of_kafka_is_one_clear_line(
    parley: Parley, meet: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, command: Any, fails: str
) -> None:
    """Whatever is asked at that moment; never a traceback, nor a request of the client."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "1", "text": "Moscow said it would attend."}\n')
    monkeypatch.setenv("PARLEY_REDIS_URL", "redis://127.0.0.1:1")
    meet(NOT_ALLOWED, fails)
    said = parley(*(word.format(articles=articles) for word in command))
    assert (3, "") == (said.code, said.out)
    assert "parley: PARLEY_KAFKA=broker.example:9092: this user may not do that" in said.err
    assert 1 == len(said.err.splitlines())
    assert "canary" not in said.err


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (errors.KafkaTimeoutError("bootstrap"), "no broker answers"),
        (errors.KafkaConnectionError("refused"), "no broker answers"),
        (errors.SaslAuthenticationFailedError(), "PARLEY_KAFKA_USERNAME"),
        (errors.ClusterAuthorizationFailedError(), "docs/operations.md"),
        (errors.UnknownTopicOrPartitionError(), "parley topics check"),
        (errors.InvalidReplicationFactorError(WHOLE_REQUEST), "PARLEY_REPLICATION"),
        (errors.PolicyViolationError(WHOLE_REQUEST), "its policy"),
        (errors.TopicDeletionDisabledError(WHOLE_REQUEST), "Topic deletion is disabled."),
        (errors.LogTruncationError("canary"), "it failed (LogTruncationError)"),
    ],
)
def test_it_says_what_to_do(parley: Parley, meet: Any, error: Exception, says: str) -> None:
    """For each kind of failure; of those that nobody has thought of at least the broker's own words."""
    meet(error, "create_topics", topics=())
    said = parley("topics", "create")
    assert (3, True) == (said.code, says in said.err)
    assert type(error).__name__ in said.err
    assert "canary" not in said.err


@pytest.mark.parametrize("command", [("rebuild", "--yes"), ("tail", "alerts.milestones")])
def test_missing_topics_are_told_before_anything_is_done(
    parley: Parley, meet: Any, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A rebuild would empty the cache first, and then have nothing to fill it from."""
    monkeypatch.setenv("PARLEY_REDIS_URL", "redis://127.0.0.1:1")
    meet(NOT_ALLOWED, topics=())
    said = parley(*command)
    missing = len(PAGE_TOPICS) if command[0] == "rebuild" else 1
    assert (3, missing) == (said.code, said.err.count("is missing; run: parley topics create"))
    assert 1 == len(said.err.splitlines())


def test_what_a_broker_does_not_take_may_be_tried_again(meet: Any) -> None:
    """Services wait and repeat; the text, which may reach who posts articles, says what it is but not where."""
    meet(errors.TopicAuthorizationFailedError("canary"), "send")
    publisher = KafkaPublisher(load())
    with pytest.raises(TryLater, match="Kafka does not take records: this user may not do that") as told:
        publisher.publish_raw(ARTICLES_INCOMING, "a", b"{}")
    assert "broker.example" not in str(told.value)
    assert "canary" not in str(told.value)


def test_a_publisher_says_for_a_while_what_it_could_not_write(meet: Any) -> None:
    """For `/readyz`; then somebody has to try again, for only that shows whether it goes on."""
    meet(errors.TopicAuthorizationFailedError("canary"), "send")
    now = 0.0
    publisher = KafkaPublisher(load(), lambda: now)
    assert None is publisher.trouble()
    with pytest.raises(TryLater):
        publisher.publish_raw(ARTICLES_INCOMING, "a", b"{}")
    assert "this user may not do that" in (publisher.trouble() or "")
    now = TROUBLED_SECONDS
    assert None is publisher.trouble()


@pytest.mark.parametrize("servers", ["broker:many", "broker:", ":::", ",", "kafka://broker:9092", "broker:0"])
def test_what_is_no_address_of_a_broker_is_wrong_use(
    parley: Parley, monkeypatch: pytest.MonkeyPatch, servers: str
) -> None:
    """It ended in an error about numbers."""
    monkeypatch.setenv("PARLEY_KAFKA", servers)
    said = parley("topics", "check")
    assert (2, True) == (said.code, "PARLEY_KAFKA: Value error, must be host:port" in said.err)


def test_several_brokers_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """With blanks, without ports, by their numbers."""
    monkeypatch.setenv("PARLEY_KAFKA", "one:9092, two, [::1]:9093,")
    assert "one:9092, two, [::1]:9093," == load().kafka


@pytest.mark.parametrize("service", ["notifier", "web", "ingest.fetching", "statements"])
def test_a_service_that_cannot_begin_says_why(
    meet: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], service: str
) -> None:
    """The same line, and exit code 3, so that its supervisor starts it again."""
    meet(NOT_ALLOWED, "connect")
    assert 3 == exit_code(service, monkeypatch)
    assert "PARLEY_KAFKA=broker.example:9092: this user may not do that" in capsys.readouterr().err


@pytest.mark.parametrize("service", ["notifier", "web", "ingest.fetching", "statements"])
@pytest.mark.parametrize(
    ("partitions", "topics", "says"),
    [
        (6, (), "is missing; run: parley topics create"),
        (2, tuple(TOPICS), "has 6 partitions, PARLEY_PARTITIONS says 2"),
    ],
)
def test_a_service_refuses_topics_that_are_not_as_they_must_be(
    meet: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    service: str,
    partitions: int,
    topics: tuple[str, ...],
    says: str,
) -> None:
    """With fewer partitions than there are it would read silences in part, or let time stand in the others."""
    meet(NOT_ALLOWED, topics=topics)
    monkeypatch.setenv("PARLEY_PARTITIONS", str(partitions))
    assert 2 == exit_code(service, monkeypatch)
    assert says in capsys.readouterr().err


def exit_code(service: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """With which code the service ends."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # handlers are the test runner's
    monkeypatch.setenv("PARLEY_REDIS_URL", "redis://127.0.0.1:1")
    for port in ("PARLEY_PORT", "PARLEY_OPERATIONS_PORT"):
        monkeypatch.setenv(port, "0")
    if service == "statements":
        code = worker.main(lambda settings: build(load_catalog(), settings))
    else:
        code = import_module(f"services.{service}" + ("" if "." in service else ".__main__")).main()
    structlog.reset_defaults()
    return int(code)


@pytest.mark.parametrize(("level", "told"), [("INFO", False), ("WARNING", False), ("DEBUG", True)])
def test_what_the_client_says_of_each_try_is_for_who_looks_closely(level: str, told: bool) -> None:
    """Four lines a try, and the one that helps came last."""
    runtime_logging.configure(level)
    try:
        assert told == logging.getLogger("kafka.net.manager").isEnabledFor(logging.ERROR)
    finally:
        structlog.reset_defaults()


def test_somebody_at_a_terminal_does_not_wait_long_for_a_silent_broker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The client's own patience is half a minute."""
    given: dict[str, Any] = {}

    def client(**options: Any) -> Any:
        given.update(options)
        raise errors.KafkaTimeoutError("bootstrap")

    monkeypatch.setenv("PARLEY_KAFKA", "broker.example:9092")
    monkeypatch.setattr(admin, "KafkaAdminClient", client)
    with pytest.raises(KafkaFault, match="no broker answers"):
        topics_check.problems(load())
    assert given["bootstrap_timeout_ms"] <= 10_000
