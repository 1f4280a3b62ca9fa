"""Who is told and why: conditions, routes, explanations; hostile patterns cost no time."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.notifier.adapters.routes_file import read_config
from services.notifier.domain.backtest import plan
from services.notifier.domain.conditions import BadCondition, holds, parse
from services.notifier.domain.config import QuietHours
from services.notifier.domain.labels import labels_of
from services.notifier.domain.quiet_hours import awake, quiet_until
from services.notifier.domain.routing import Reason, explain_routing, route
from shared.contracts import Matcher, Silence
from shared.contracts.matchers import LABELS
from shared.runtime import settings as runtime_settings
from shared.testing.builders import NOON, a_milestone_alert, a_stance_alert, a_statement_alert

ROUTES = """
receivers: {desk: {outbox: {}}, archive: {outbox: {}}}
quiet_hours: {night: {from: "22:00", until: "07:00", zone: UTC}}
routes:
  - {name: everything, receivers: archive, continue: true, late: true}
  - name: steps
    when: ["kind = milestone, corroborated = true", "importance >= 80"]
    unless: ["status = proposed"]
    receivers: desk
    quiet: night
  - {name: rest, receivers: desk, when: ["side = Ukraine"]}
"""
CONFIG = read_config(ROUTES, "routes.yaml", runtime_settings.defaults())


def reasons(alert):
    return [decision.reason for decision in route(alert, CONFIG)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("side = Russia", True),
        ("side = russia", False),
        ("side != Ukraine", True),
        ("side =~ Rus.*", True),
        ("side =~ Rus", False),
        ("side !~ .*raine", True),
        ("importance >= 60", True),
        ("importance >= 61", False),
        ("publishers <= 2", True),
        ("severity >= notice", True),
        ("severity >= warning", False),
        ("corroborated = true, step = meeting_scheduled", True),
        ("corroborated = true, step = call_held", False),
        ("direction = softened", False),
        ("confidence >= 0.5", False),
        ('negotiation = "ukraine"', True),
        ("late = false", True),
        ("type = parley.milestone.reported", True),
        ('step != ""', True),
        ('direction = ""', True),
        ("position =~ ^$", True),
    ],
)
def test_conditions_compare_labels(condition, expected):
    """All parts must hold; patterns match the whole value; an absent number is neither more nor less."""
    assert expected == holds(parse(condition), labels_of(a_milestone_alert(), 2))


def test_a_value_with_a_comma_stands_in_quotes():
    """Joint parties are written with a comma."""
    assert (Matcher(label="side", op="=", value="A, B"),) == parse('side = "A, B"')


@pytest.mark.parametrize(
    "condition",
    ["kind = milestones", "severity != high", "type =~ stance.*", "late = yes", 'kind = ""', "issue !~ Nato"],
)
def test_a_value_that_no_alert_can_have_is_refused(condition):
    """A route that can never match, or always does, is a slip of the pen; what an alert has not is empty."""
    with pytest.raises(BadCondition, match=" is one of "):
        parse(condition)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("negotiation = ukraine-war and kind = milestone", "a comma stands between"),
        ("side = Russia or side = Ukraine", "a comma stands between"),
        ("kind == milestone", "the operator is a single ="),
        ("kind = milestone, kind = stance", "cannot be both"),
        ("kind = milestone, confidence >= 0.5", "only a stance has confidence"),
        ("kind = stance, step = call_held", "only a milestone has step"),
        ("status = happenned", "status is one of"),
        ("confidence >= 80", "from 0 to 1"),
        ("importance >= 700", "from 0 to 100"),
        ("importance <= -1", "from 0 to 100"),
        ("importance = high", "from 0 to 100"),
        ("publishers >= -2", "not below 0"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(condition, told):
    with pytest.raises(BadCondition, match=told):
        parse(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "side = Bosnia and Herzegovina",
        'side = "black and white = grey"',
        "side =~ Russia|Ukraine, side != Russia",
        "kind = milestone, status = happened, status = happened",
        'kind = milestone, confidence = ""',
        "kind != stance, confidence <= 1",
        "kind = statement, status = corroborated, importance >= 100",
        "status =~ happened|denied, publishers >= 12",
        "direction = silent, status = silent",
        "status = corrected",
        'status = ""',
    ],
)
def test_a_condition_that_can_hold_is_taken(condition):
    assert parse(condition)


def test_every_label_that_can_be_named_is_one_that_alerts_have():
    """By their kinds; what stands in no alert would never match."""
    alerts = (a_milestone_alert(), a_stance_alert(), a_statement_alert())
    assert {label for alert in alerts for label in labels_of(alert, 2)} == LABELS


HOSTILE = [
    "(a+)+$",
    "(a|a)*$",
    "(a|aa)+$",
    "(.*a){25}",
    "([a-zA-Z]+)*$",
    "(x+x+)+y",
    "^(a?){30}a{30}$",
    "(.*)(.*)(.*)(.*)#",
    "(a*)*b",
    "(?:a+)+b",
    "((a+)+)+$",
    "(\\w+\\s?)*$",
    "(\\d+)*x",
    "(a{1,100}){1,100}",
    "((((a{1,50}){1,50}){1,50}){1,50})",
    "(a)\\1",
    "(?=a)a",
    "(?<=a)b",
    "(?P<x>a)(?P=x)",
    "a" * 501,
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_pattern_is_refused_or_fast(pattern):
    """20 patterns known to explode, against 10,000 characters: refused, or done in 50 ms."""
    try:
        condition = parse(f'side =~ "{pattern}"')
    except BadCondition:
        return
    labels = dict(labels_of(a_statement_alert(), 2)) | {"side": "a" * 10_000 + "!"}
    started = time.thread_time()  # what it takes, not what a busy machine takes from it
    holds(condition, labels)
    assert time.thread_time() - started < 0.05


def test_every_route_says_what_it_does_with_an_alert():
    """The first match takes the alert, unless its route lets it go on."""
    assert [Reason.MATCHED, Reason.MATCHED, Reason.TAKEN] == reasons(a_milestone_alert())
    assert [Reason.MATCHED, Reason.NOT_MATCHED, Reason.NOT_MATCHED] == reasons(a_statement_alert())
    assert [Reason.MATCHED, Reason.EXCLUDED, Reason.NOT_MATCHED] == reasons(
        a_milestone_alert(labels={"status": "proposed"})
    )
    assert [Reason.MATCHED, Reason.LATE, Reason.NOT_MATCHED] == reasons(
        a_milestone_alert(labels={"late": True})
    )


def test_explanations_name_what_holds_an_alert_back():
    """At night the desk's message waits until seven; a silence keeps it back altogether."""
    night = NOON.replace(hour=23)
    told = explain_routing(a_milestone_alert(), CONFIG, now=night)
    assert ("steps", Reason.QUIET, "held until 2025-02-13 07:00 UTC") in [
        (d.route, d.reason, d.detail) for d in told
    ]
    silence = Silence(
        id="si-1",
        matchers=(Matcher(label="side", op="=", value="Russia"),),
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=20),
        comment="known",
    )
    told = explain_routing(a_milestone_alert(), CONFIG, now=night, silences=[silence])
    assert {"silence si-1: known"} == {d.detail for d in told if d.reason is Reason.SILENCED}


def test_a_silence_without_matchers_silences_nothing():
    """An empty silence is a mistake, not the end of all alerts."""
    silence = Silence(id="si", matchers=(), starts_at=NOON, ends_at=NOON + timedelta(days=1))
    told = explain_routing(a_milestone_alert(), CONFIG, now=NOON, silences=[silence])
    assert Reason.SILENCED not in {d.reason for d in told}


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2025-03-29T21:30+00:00", "2025-03-30T05:00+00:00"),  # the night the clocks go forward in Berlin
        ("2025-10-25T21:30+00:00", "2025-10-26T06:00+00:00"),  # and back
        ("2025-06-01T05:30+00:00", None),
    ],
)
def test_quiet_hours_are_local(moment, until):
    """22:00 to 07:00 in Berlin, over both changes of clocks."""
    from datetime import time as clock_time

    night = QuietHours(name="n", start=clock_time(22), end=clock_time(7), zone=ZoneInfo("Europe/Berlin"))
    found = quiet_until(datetime.fromisoformat(moment), night)
    assert (datetime.fromisoformat(until) if until else None) == found


def test_quiet_weekends_that_follow_quiet_nights_are_one_wait():
    """Friday night, Saturday and Sunday, each quiet all day: held until Monday."""
    from datetime import time as clock_time

    night = QuietHours(name="n", start=clock_time(18), end=clock_time(8), zone=ZoneInfo("UTC"))
    day = QuietHours(name="d", start=clock_time(8), end=clock_time(18), zone=ZoneInfo("UTC"), days=(5, 6))
    friday = datetime(2025, 2, 14, 20, 0, tzinfo=UTC)
    assert datetime(2025, 2, 17, 8, 0, tzinfo=UTC) == awake(friday, (night, day))


def test_a_backtest_gives_the_messages_a_run_would_have_sent():
    """Two alerts within the wait are one message, the repeat with more outlets none, a later one its own."""
    alerts = [
        (NOON, a_statement_alert("al-1", labels={"side": "Ukraine"})),
        (NOON + timedelta(seconds=5), a_stance_alert("al-2", labels={"importance": 90})),
        (
            NOON + timedelta(hours=1),
            a_statement_alert("al-3", "parley.statement.corroborated", labels={"side": "Ukraine"}),
        ),
        (NOON + timedelta(hours=2), a_milestone_alert("al-4")),
    ]
    found = [(p.receiver, p.route, [a.id for a in p.alerts]) for p in plan(alerts, CONFIG)]
    assert [
        ("archive", "everything", ["al-1", "al-2"]),
        ("desk", "rest", ["al-1"]),
        ("desk", "steps", ["al-2"]),
        ("archive", "everything", ["al-4"]),
        ("desk", "steps", ["al-4"]),
    ] == found
