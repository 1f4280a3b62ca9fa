"""In whatever order outlets tell a step, it is told as the same step, by those who tell it."""

from itertools import permutations

from services.milestones.processor import build
from shared.catalog import Catalog
from shared.runtime import settings
from shared.testing.processors import Bench
from tests.unit.milestones.telling import send, told

DOUBTFUL = {"type": "meeting_held", "status": "happened", "confidence": 0.48}


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
    one = told("Example Wire", 144, "they met in Riyadh", **DOUBTFUL)
    other = told("Other Times", 144, "the two met in Riyadh", **DOUBTFUL)
    for bench, alerts in dealt(one, other):
        (alert,) = alerts
        assert ("parley.milestone.reported", 2) == (alert.type, alert.data.publishers)
        assert ["Example Wire", "Other Times"] == shown(alert)
        last = list(bench.rows.values())[-1].value.report
        assert last.evidence.words == alert.data.evidence[0].words
