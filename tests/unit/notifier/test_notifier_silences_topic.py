"""What stands on `silences` and `deliveries` besides silences and deliveries: deletions, and what is broken."""

from datetime import timedelta
from pathlib import Path

import pytest

from shared.contracts import Matcher, Silence
from shared.contracts.topics import DEAD_LETTERS, DELIVERIES, SILENCES
from shared.runtime import metrics
from shared.testing.builders import NOON, a_statement_alert
from shared.testing.notifying import Timeline
from tests.unit.notifier.timeline import timeline

ROUTES = "receivers:\n  desk: {outbox: {}}\nroutes:\n  - {name: all, receivers: desk, group_wait: 1s}\n"


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    """A notifier with a silence of Russia, for three days."""
    line = timeline(tmp_path, ROUTES)
    russia = Matcher(label="side", op="=", value="Russia")
    line.silence(
        Silence(
            id="si-1", matchers=(russia,), starts_at=NOON, ends_at=NOON + timedelta(days=3), created_by="a"
        )
    )
    line.run()
    return line


def told(line: Timeline) -> str:
    """What became of an alert on Russia."""
    line.alert(a_statement_alert("al-1"))
    line.at(60)
    (state,) = line.states().values()
    return state


def test_an_empty_record_deletes_a_silence(line: Timeline) -> None:
    """As on any compacted topic; at once."""
    line.publisher.publish_raw(SILENCES, "si-1", None)
    assert "delivered" == told(line)


def test_a_deleted_silence_is_not_there_after_a_start(line: Timeline) -> None:
    """While both of its records are."""
    line.publisher.publish_raw(SILENCES, "si-1", None)
    line.crash()
    assert "delivered" == told(line)


def test_a_deleted_silence_may_be_set_again(line: Timeline) -> None:
    """The last record counts."""
    (first,) = line.log.read(SILENCES.name, 0)
    line.publisher.publish_raw(SILENCES, "si-1", None)
    line.publisher.publish_raw(SILENCES, "si-1", first.value, headers=first.headers)
    line.crash()
    assert "silenced" == told(line)


def test_what_is_broken_is_passed_by_and_not_parked(line: Timeline) -> None:
    """These topics are read from their beginning at every start: each would park it again, and each redrive would write
    it again."""
    refused = metrics.silences_refused._value.get()
    line.publisher.publish_raw(SILENCES, "si-2", b'{"kind":"silence","id":"si-2"}')
    line.publisher.publish_raw(DELIVERIES, "de-1", b"{")
    line.run()
    line.crash()
    line.run()
    assert 0 == line.log.end(DEAD_LETTERS.name)
    assert refused + 2 == metrics.silences_refused._value.get()
