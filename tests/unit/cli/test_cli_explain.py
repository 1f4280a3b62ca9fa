"""What `parley explain` shows, of which alert, and what it refuses."""

import json
from pathlib import Path

import pytest

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
