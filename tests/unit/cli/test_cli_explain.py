"""What `parley explain` shows, of which alert, and what it refuses."""

import json
from pathlib import Path

import pytest

from shared.contracts import codec
from shared.contracts.topics import ALERTS_STATEMENTS
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.builders import a_statement_alert, at
from tests.unit.cli.conftest import Parley


def test_explain_shows_rule_state_and_evidence(parley: Parley, alerts: Path) -> None:
    """By the beginning of an id, from the file of a replay; --json gives the whole alert."""
    said = parley("explain", "al-s", "--alerts", str(alerts))
    assert 0 == said.code
    for what in ("stance.reversal", "it would not come", "“it would attend”", "Example Wire"):
        assert what in said.out
    assert "al-s1" == json.loads(parley("explain", "al-s1", "--alerts", str(alerts), "--json").out)["id"]
    assert 2 == parley("explain", "al-9", "--alerts", str(alerts)).code


def test_explain_takes_no_beginning_of_several(parley: Parley, alerts: Path) -> None:
    """Their ids are told, on one line, and none of them is explained."""
    said = parley("explain", "al-", "--alerts", str(alerts))
    assert (2, "") == (said.code, said.out)
    assert "3 alerts have an id that begins with al-: al-1, al-m1, al-s1; say more of it" in said.err
    assert 1 == len(said.err.splitlines())


@pytest.mark.parametrize("order", [("al-10", "al-1"), ("al-1", "al-10")])
def test_explain_takes_a_whole_id_before_a_beginning(
    parley: Parley, tmp_path: Path, order: tuple[str, str]
) -> None:
    """Wherever it stands."""
    file = tmp_path / "alerts.jsonl"
    file.write_bytes(b"".join(codec.cloudevent(a_statement_alert(id)) + b"\n" for id in order))
    assert "al-1" == json.loads(parley("explain", "al-1", "--alerts", str(file), "--json").out)["id"]


def test_explain_names_the_first_of_very_many(parley: Parley, log: Log) -> None:
    """Of the log as well: enough of them to see how ids go on, and how many there are."""
    for number in range(30):
        LogPublisher(log, at).publish(ALERTS_STATEMENTS, a_statement_alert(f"al-{number:02}"))
    said = parley("explain", "al-")
    assert (2, "") == (said.code, said.out)
    assert "30 alerts" in said.err
    assert "al-19 and 10 more; say more of it" in said.err


def test_an_alert_that_was_told_twice_is_one(parley: Parley, log: Log) -> None:
    """A record that came again is no second alert."""
    for _ in range(2):
        LogPublisher(log, at).publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    assert "statement.first_said" in parley("explain", "al-").out


@pytest.mark.parametrize("empty", ["", " "])
def test_explain_wants_an_alert(parley: Parley, alerts: Path, empty: str) -> None:
    """Every id begins with nothing."""
    said = parley("explain", empty, "--alerts", str(alerts))
    assert (2, "") == (said.code, said.out)
    assert "say which alert" in said.err


@pytest.mark.parametrize("line", ["{broken", "[]", "{}"])
def test_explain_says_where_a_file_is_no_list_of_alerts(parley: Parley, tmp_path: Path, line: str) -> None:
    """File and line, as for every mistake that a person can mend."""
    file = tmp_path / "other.jsonl"
    file.write_text(line)
    said = parley("explain", "al-1", "--alerts", str(file))
    assert (2, True) == (said.code, "other.jsonl, line 1" in said.err)


def test_explain_and_tail_read_the_log_of_a_run(parley: Parley, log: Log) -> None:
    """Without --alerts; tail filters by negotiation and prints CloudEvents for scripts."""
    LogPublisher(log, at).publish(ALERTS_STATEMENTS, a_statement_alert("al-1"))
    other = a_statement_alert("al-2", labels={"negotiation": "gaza"})
    LogPublisher(log, at).publish(ALERTS_STATEMENTS, other)
    assert "statement.first_said" in parley("explain", "al-1").out
    follow = ("tail", "alerts.statements", "--from-beginning", "--no-follow", "--json")
    said = parley(*follow, "--negotiation", "gaza")
    assert ["al-2"] == [json.loads(line)["id"] for line in said.out.splitlines()]
    assert 2 == parley("tail", "alerts.nothing").code
