"""In whatever order outlets tell a step, it is told as the same step, by those who tell it."""

from itertools import permutations

from services.milestones.processor import build
from shared.catalog import Catalog
from shared.contracts import Occurrence
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

HELD = {"type": "meeting_held", "status": "happened", "dated": True}
DEMAND = {"type": "demand_or_condition_stated", "status": "happened", "date": "2025-02-17"}
DEMANDED = DEMAND | {"confidence": 0.4}
DOUBTFUL = {"type": "meeting_held", "status": "happened", "confidence": 0.51}


def dealt(*messages):
    """A bench and its alerts, for each order of the messages."""
    for order in permutations(messages):
        bench = Bench(build(Catalog(), settings.defaults()))
        yield (
            bench,
            [alert for hour, message in enumerate(order) for alert in send(bench, message, 150 + hour)],
        )


def shown(alert):
    return sorted(each.article.outlet for each in alert.data.evidence)


def test_an_alert_that_rests_on_two_outlets_shows_both():
    """None is sure enough alone; whoever comes second raises it, with words of its own first."""
    one = a_report_by("Example Wire", 144, "they met in Riyadh", **DOUBTFUL)
    other = a_report_by("Other Times", 144, "the two met in Riyadh", **DOUBTFUL)
    for bench, alerts in dealt(one, other):
        (alert,) = alerts
        assert ("parley.milestone.reported", 2) == (alert.type, alert.data.publishers)
        assert ["Example Wire", "Other Times"] == shown(alert)
        last = list(bench.rows.values())[-1].value.report
        assert last.evidence.words == alert.data.evidence[0].words


def test_the_day_of_a_deed_is_that_of_most_outlets():
    """One counts it to the day before; it holds while it is alone, and as long as as many tell either."""
    day = {"date": "2025-02-18"}
    night = a_report_by("Example Wire", 144, "they met on Monday night", date="2025-02-17", **HELD)
    one = a_report_by("Other Times", 144.5, "they met on Tuesday", **HELD, **day)
    other = a_report_by("Third Post", 145, "the two met on Tuesday", **HELD, **day)
    for bench, alerts in dealt(night, one, other):
        assert ["parley.milestone.reported", "parley.milestone.confirmed"] == types(alerts)
        assert ("2025-02-18", "2025-02-18") == (alerts[1].data.date, _known(bench).date)


def test_as_many_for_either_day_leave_the_first():
    """Nothing moves for a tie."""
    night = a_report_by("Example Wire", 144, "they met on Monday night", date="2025-02-17", **HELD)
    one = a_report_by("Other Times", 144.5, "they met on Tuesday", **HELD)
    assert {"2025-02-17"} == {_known(bench).date for bench, _ in dealt(night, one)}


def test_what_an_article_mentions_in_passing_takes_no_step_away():
    """Before or after the one whose news it is."""
    aside = a_report_by("Example Wire", 144, "the two, who had met on Tuesday", background=True, **HELD)
    news = a_report_by("Other Times", 144, "they met on Tuesday", **HELD)
    for _, alerts in dealt(aside, news):
        assert [("parley.milestone.reported", ["Other Times"])] == [(a.type, shown(a)) for a in alerts]


def test_the_day_of_a_deed_that_is_disputed_is_that_of_most_outlets():
    """Somebody denies that they met at all."""
    night = a_report_by("Example Wire", 144, "they met on Monday night", date="2025-02-17", **HELD)
    one = a_report_by("Other Times", 144.5, "they met on Tuesday", date="2025-02-18", **HELD)
    other = a_report_by("Third Post", 145, "the two met on Tuesday", date="2025-02-18", **HELD)
    denied = {"type": "meeting_held", "status": "denied", "teller": "Russia", "date": "2025-02-18"}
    denial = a_report_by("Fourth Post", 146, "nobody met", **denied)
    found = {(_known(bench).status, _known(bench).date) for bench, _ in dealt(night, one, other, denial)}
    assert {("disputed", "2025-02-18")} == found


def test_a_demand_told_in_two_ways_is_told_whoever_comes_last():
    """One outlet has both of what two others tell half of; together they are sure enough."""
    half = a_report_by("Example Wire", 144, "a withdrawal from four regions", **DEMANDED)
    other = a_report_by("Other Times", 144, "all sanctions on banks must end", **DEMANDED)
    both = a_report_by("Third Post", 144, "sanctions on banks and a withdrawal from the regions", **DEMANDED)
    for _, alerts in dealt(half, other, both):
        assert [("parley.milestone.reported", 3)] == [(a.type, a.data.publishers) for a in alerts]


def test_who_raises_nothing_makes_nothing_known():
    """A report that is hardly believed, like two others that are not alike."""
    hardly = a_report_by(
        "Example Wire", 144, "sanctions on banks or a withdrawal from the regions", **DEMAND, confidence=0.1
    )
    one = a_report_by("Other Times", 144, "all sanctions on banks must end", **DEMAND, confidence=0.7)
    other = a_report_by("Third Post", 144, "a withdrawal from four regions", **DEMAND, confidence=0.6)
    same = a_report_by("Fourth Post", 144, "an end of sanctions on its banks", **DEMAND, confidence=0.5)
    for _, alerts in dealt(hardly, one, other, same):
        assert "parley.milestone.reported" in types(alerts)


def _known(bench):
    return [e.message for e in bench.events if isinstance(e.message, Occurrence)][-1]
