"""What comes after a step of the same kind: a signing after an agreement, a meeting after a refusal."""

from itertools import permutations

import pytest

from services.milestones.processor import build
from shared.catalog import Catalog
from shared.contracts import NegotiationState, Occurrence
from shared.runtime import settings
from shared.testing.bench import Bench
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send, types

AGREED = {"type": "agreement_in_principle", "status": "happened", "date": "2025-02-12", "confidence": 0.9}
SIGNED = {"type": "agreement_signed", "status": "happened", "confidence": 0.9}
REFUSED = {"type": "meeting_refused_or_cancelled", "status": "happened", "confidence": 0.9}
HELD = {"type": "meeting_held", "status": "happened", "confidence": 0.9}


@pytest.mark.parametrize(("date", "hours"), [("2025-02-12", 5), ("2025-02-13", 30)])
def test_a_signing_after_an_agreement_in_principle_is_told(bench, date, hours):
    """It is the same deal, and more than was told of it; a second outlet confirms it."""
    (first,) = send(bench, a_report_by(words="they agreed in principle", **AGREED))
    (alert,) = send(bench, a_report_by("Other Times", hours, "they signed it", date=date, **SIGNED), hours)
    assert (first.subject, "parley.milestone.reported") == (alert.subject, alert.type)
    assert ("agreement_signed", "critical", date) == (
        alert.data.type,
        alert.data.labels.severity,
        alert.data.date,
    )
    assert "deal" == bench.published(NegotiationState)[-1].phase
    third = a_report_by("Third Post", hours + 1, "the two signed it", date=date, **SIGNED)
    assert ["parley.milestone.confirmed"] == types(send(bench, third, hours + 1))


def test_who_tells_the_agreement_after_the_signing_takes_nothing_back():
    """In whatever order they come in, and whenever they were published."""
    agreed = [
        a_report_by("Example Wire", hours, f"agreed in principle {hours}", **AGREED) for hours in (0, 9)
    ]
    signed = a_report_by(
        "Other Times", 5, "they signed it", date="2025-02-12", **SIGNED | {"status": "claimed"}
    )
    for order in permutations((*agreed, signed)):
        bench = Bench(build(Catalog(), settings.defaults()))
        for hour, message in enumerate(order):
            send(bench, message, 10 + hour)
        assert [("agreement_signed", "claimed")] == [
            (o.type, o.status) for o in bench.current(Occurrence).values()
        ]
        assert "deal" == bench.published(NegotiationState)[-1].phase


def test_an_agreement_before_a_signing_that_is_planned_is_not_that_signing(bench):
    """They agree on Wednesday and are to sign on Thursday, and do."""
    send(bench, a_report_by(words="they agreed in principle", **AGREED))
    plan = a_report_by(
        hours=1, words="they are to sign on Thursday", date="2025-02-13", **SIGNED | {"status": "scheduled"}
    )
    assert ["parley.milestone.reported"] == types(send(bench, plan, 1))
    (alert,) = send(bench, a_report_by(hours=26, words="they signed it", date="2025-02-13", **SIGNED), 26)
    assert ("agreement_signed", "happened") == (alert.data.type, alert.data.status)
    assert alert.data.before.startswith("scheduled, ")


def test_a_meeting_after_a_refusal_is_told(bench):
    """Who refused on Wednesday met on Thursday."""
    send(bench, a_report_by(words="Moscow refused to meet", date="2025-02-12", **REFUSED))
    assert ["parley.milestone.reported"] == types(
        send(bench, a_report_by("Other Times", 26, "they met", date="2025-02-13", **HELD), 26)
    )
    assert "talks" == bench.published(NegotiationState)[-1].phase


def test_a_meeting_that_is_fixed_after_a_refusal_is_told(bench):
    """It was refused before anybody had told of a plan."""
    send(bench, a_report_by(words="Moscow refused to meet", date="2025-02-12", **REFUSED))
    plan = a_report_by("Other Times", 20, "they will meet on Friday after all", date="2025-02-14")
    assert ["parley.milestone.reported"] == types(send(bench, plan, 20))


def test_a_refusal_after_a_meeting_is_of_another(bench):
    """They met, and will not meet again."""
    send(bench, a_report_by(words="they met", date="2025-02-12", **HELD))
    no = a_report_by("Other Times", 26, "Moscow refused a second meeting", date="2025-02-13", **REFUSED)
    assert ["parley.milestone.reported"] == types(send(bench, no, 26))
    assert ["happened", "happened"] == [each.status for each in bench.current(Occurrence).values()]


def test_a_plan_that_comes_in_after_its_refusal_is_what_was_refused(bench):
    """It was published before."""
    send(bench, a_report_by("Other Times", 3, "Moscow refused to meet", date="2025-02-12", **REFUSED), 3)
    plan = a_report_by(words="they will meet on Thursday", date="2025-02-13")
    assert ["parley.milestone.cancelled"] == types(send(bench, plan, 4))
    assert ["cancelled"] == [each.status for each in bench.current(Occurrence).values()]


def test_who_says_that_there_is_no_agreement_on_something_denies_no_signing(bench):
    """On the day of the signing, of which others tell."""
    plan = SIGNED | {"status": "scheduled", "date": "2025-02-13"}
    (first,) = send(bench, a_report_by(words="they will sign on Thursday", **plan))
    denial = AGREED | {"status": "denied", "date": "2025-02-13", "teller": "Russia"}
    send(bench, a_report_by("Other Times", 24, "there is no agreement on lower tolls", **denial), 24)
    signed = a_report_by("Third Post", 30, "they signed it", date="2025-02-13", **SIGNED)
    (alert,) = send(bench, signed, 30)
    assert (first.subject, "parley.milestone.reported") == (alert.subject, alert.type)
