"""The built-in routes on an invented busy day: tens of messages, never hundreds, and what matters is among them."""

from datetime import timedelta

from services.notifier.adapters.routes_file import load_config
from services.notifier.domain.backtest import plan
from shared.runtime import settings as runtime_settings
from shared.testing.builders import NOON, a_milestone_alert, a_statement_alert

CONFIG = load_config(None, runtime_settings.load(slack_webhook_url=None))


def day():
    """1,440 alerts: every minute one, in twelve negotiations and many pairs of countries, of all weights."""
    for minute in range(1440):
        labels = {
            "negotiation": f"watched-{minute % 12}" if minute % 3 else f"A{minute % 40}|B",
            "importance": minute * 7 % 100,
            "publishers": 1 + (minute * 5) % 4,
            "severity": ("info", "notice", "warning", "critical")[minute % 4],
        }
        build = a_milestone_alert if minute % 2 else a_statement_alert
        yield NOON + timedelta(minutes=minute), build(f"al-{minute}", subject=f"su-{minute}", labels=labels)


def test_a_day_of_everything_is_tens_of_messages():
    """Far more than any real day brings: at most sixty messages in 24 hours."""
    messages = plan(day(), CONFIG)
    assert 20 <= len(messages) <= 60


def test_what_one_outlet_alone_tells_waits_for_a_second():
    """A saying of one outlet is not sent; told by a second one it is, if it weighs enough."""
    first = a_statement_alert("al-1", labels={"importance": 85})
    second = a_statement_alert(
        "al-2", "parley.statement.corroborated", labels={"importance": 85, "publishers": 2}
    )
    assert [] == plan([(NOON, first)], CONFIG)
    assert [("al-2",)] == [
        tuple(a.id for a in m.alerts) for m in plan([(NOON, first), (NOON, second)], CONFIG)
    ]


def test_a_step_that_one_outlet_alone_tells_waits_for_a_second_however_much_it_weighs():
    """A signing told once may be misread; told twice it is sent at once."""
    first = a_milestone_alert("al-1", step="agreement_signed", labels={"importance": 95, "publishers": 1})
    second = a_milestone_alert(
        "al-2", "parley.milestone.confirmed", step="agreement_signed", labels={"importance": 95}
    )
    assert [] == plan([(NOON, first)], CONFIG)
    assert [("al-2",)] == [
        tuple(a.id for a in m.alerts) for m in plan([(NOON, first), (NOON, second)], CONFIG)
    ]


def test_that_the_sides_met_is_told_when_two_outlets_tell_it():
    """Calls, meetings and rounds that were held; not that one is planned."""
    held = a_milestone_alert(
        "al-1", step="call_held", status="happened", labels={"importance": 65, "status": "happened"}
    )
    planned = a_milestone_alert("al-2", subject="oc-2", labels={"importance": 65, "status": "scheduled"})
    assert [("al-1",)] == [
        tuple(a.id for a in m.alerts) for m in plan([(NOON, held), (NOON, planned)], CONFIG)
    ]


def test_a_retraction_reaches_whom_the_report_reached():
    """And nobody else."""
    report = a_milestone_alert("al-1", labels={"importance": 75})
    retraction = a_milestone_alert(
        "al-2", "parley.alert.retracted", supersedes="al-1", labels={"publishers": 0}
    )
    assert 2 == len(plan([(NOON, report), (NOON + timedelta(hours=9), retraction)], CONFIG))
    assert [] == plan([(NOON, retraction)], CONFIG)


def test_what_is_retracted_while_it_waits_is_told_to_nobody():
    """The second step of a negotiation waits for three hours after the first; its retraction comes meanwhile."""
    first = a_milestone_alert("al-1", subject="oc-1", labels={"importance": 75})
    second = a_milestone_alert("al-2", subject="oc-2", labels={"importance": 75})
    retraction = a_milestone_alert(
        "al-3", "parley.alert.retracted", subject="oc-2", supersedes="al-2", labels={"publishers": 0}
    )
    minutes = (0, 40, 50)
    messages = plan(
        [(NOON + timedelta(minutes=m), a) for m, a in zip(minutes, (first, second, retraction), strict=True)],
        CONFIG,
    )
    assert [("al-1",)] == [tuple(a.id for a in m.alerts) for m in messages]
