"""Subscribers: the consumer of the documentation as printed there, `parley tail`, the library of CloudEvents."""

import itertools
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from shared.contracts import Alert
from shared.contracts.topics import ALERTS_MILESTONES, ALERTS_STATEMENTS
from shared.runtime.kafka.consumer import read_all
from shared.runtime.kafka.producer import KafkaPublisher
from shared.runtime.settings import Settings
from shared.testing.builders import a_milestone_alert, a_statement_alert
from tests.e2e.support import wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]
PAGE = Path(__file__).parents[3] / "docs" / "subscribe.md"


def consumer_of_the_documentation() -> str:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return str(block)


@pytest.fixture
def publisher(settings: Settings) -> Iterator[KafkaPublisher]:
    publisher = KafkaPublisher(settings)
    yield publisher
    publisher.close()


def milestone(id: str, headline: str, negotiation: str = "ukraine-war", **labels: object) -> Alert:
    alert = a_milestone_alert(id)
    changed = msgspec.structs.replace(alert.data.labels, negotiation=negotiation, **labels)
    data = msgspec.structs.replace(alert.data, headline=headline, negotiation=negotiation, labels=changed)
    return msgspec.structs.replace(alert, data=data)


@contextmanager
def running(command: list[str], settings: Settings, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A subscriber as a process that appends what it prints to `out`."""
    environment = os.environ | {
        "PARLEY_KAFKA": settings.kafka or "",
        "PARLEY_NAMESPACE": settings.namespace,
        "PARLEY_PARTITIONS": str(settings.partitions),
        "PYTHONPATH": str(PAGE.parents[1]),
    }
    with out.open("ab") as told, out.with_suffix(".errors").open("ab") as errors:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=out.parent,
            stdout=told,
            stderr=errors,
            preexec_fn=_in_the_foreground,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _in_the_foreground() -> None:
    # Whoever runs the tests in the background of a shell has Ctrl-C switched off, for children as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def lines(out: Path) -> list[str]:
    return out.read_text(encoding="utf-8").splitlines()


def noted(folder: Path) -> int:
    """How many alerts the consumer of the documentation has noted for good."""
    with closing(sqlite3.connect(folder / "seen.sqlite")) as seen:
        try:
            return int(seen.execute("SELECT count(*) FROM alerts").fetchone()[0])
        except sqlite3.OperationalError:  # it has not begun
            return 0


def test_the_consumer_of_the_documentation_acts_on_every_alert_once(
    settings: Settings, publisher: KafkaPublisher, tmp_path: Path
) -> None:
    """Also on one that was written twice, after a sudden death, and after all records came once more."""
    (tmp_path / "consumer.py").write_text(consumer_of_the_documentation(), encoding="utf-8")
    command, out = [sys.executable, "consumer.py"], tmp_path / "out"
    alerts = [milestone(f"al-{n}", f"step {n}") for n in range(20)]
    late = milestone("al-late", "long ago", late=True)
    for alert in (*alerts[:10], *alerts[3:6], late):
        publisher.publish(ALERTS_MILESTONES, alert)
    with running(command, settings, out):
        # Killed between a line and the end of its transaction, it would say that line again, as the page says.
        wait_for(lambda: noted(tmp_path) == 11, 60)
    for alert in (*alerts, *alerts):
        publisher.publish(ALERTS_MILESTONES, alert)
    publisher.publish(ALERTS_STATEMENTS, a_statement_alert("al-said"))
    with running(command, settings, out):
        wait_for(lambda: len(lines(out)) >= 21, 60)
    told = lines(out)
    assert sorted({f"step {n}" for n in range(20)}) == sorted(
        line[line.index("step") :] for line in told if "step" in line
    )
    assert 21 == len(told)
    assert 1 == sum(" parley.statement.new " in line for line in told)


def test_tail_follows_a_topic_of_kafka(settings: Settings, publisher: KafkaPublisher, tmp_path: Path) -> None:
    """Filtered by negotiation, from now on or from the beginning; Ctrl-C ends it without complaint."""
    tail = [
        sys.executable,
        "-m",
        "services.cli.main",
        "tail",
        "alerts.milestones",
        "--negotiation",
        "ukraine",
    ]
    out = tmp_path / "out"
    publisher.publish(ALERTS_MILESTONES, milestone("al-old", "an earlier step"))
    with running(tail, settings, out) as process:
        # Until it has found its place it cannot tell what is new; so something new is sent until it is told.
        numbers = itertools.count()
        wait_for(lambda: publish_step(publisher, next(numbers)) or "step" in "".join(lines(out)), 60)
        publisher.publish(ALERTS_MILESTONES, milestone("al-other", "a step elsewhere", "gaza"))
        publisher.publish(ALERTS_MILESTONES, milestone("al-last", "the last step"))
        wait_for(lambda: "the last step" in "".join(lines(out)), 30)
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(60)
    told = "\n".join(lines(out))
    assert "an earlier step" not in told
    assert "elsewhere" not in told
    whole = tmp_path / "whole"
    with running([*tail, "--from-beginning", "--no-follow", "--json"], settings, whole) as process:
        assert 0 == process.wait(60)
    ids = [msgspec.json.decode(line)["id"] for line in lines(whole)]
    assert {"al-old", "al-last"} <= set(ids)
    assert "al-other" not in ids


def publish_step(publisher: KafkaPublisher, number: int) -> None:
    publisher.publish(ALERTS_MILESTONES, milestone(f"al-{number}", f"new step {number}"))


def test_the_standards_own_library_reads_our_records(settings: Settings, publisher: KafkaPublisher) -> None:
    """Binary mode of the Kafka binding of CloudEvents 1.0: every attribute and the data, text beyond ASCII included."""
    alert = milestone("al-1", "Émissaires à Genève: “nous viendrons”")
    publisher.publish(ALERTS_MILESTONES, alert)
    (record,) = read_all(settings, ALERTS_MILESTONES)
    assert record.value is not None
    event = from_binary(KafkaMessage(dict(record.headers), record.key, record.value), JSONFormat())
    assert ("1.0", alert.id, "/parley", alert.type, alert.subject, alert.time, "application/json") == (
        event.get_specversion(),
        event.get_id(),
        event.get_source(),
        event.get_type(),
        event.get_subject(),
        event.get_time(),
        event.get_datacontenttype(),
    )
    assert msgspec.to_builtins(alert.data)["headline"] == event.get_data()["headline"]
    assert alert.subject == record.key
