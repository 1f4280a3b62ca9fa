"""The phase of a negotiation: what is told in passing, or may be a guess, does not set it."""

import pytest

from shared.contracts import MilestoneWithdrawn, NegotiationState, Occurrence, Tick
from shared.testing.builders import at
from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send

SIGNED = {"type": "agreement_signed", "status": "happened"}


def test_background_sets_no_phase(bench):
    """An agreement of ten years ago is mentioned; that is no deal, but the mention is kept with its history."""
    old = a_report_by(
        words="the agreement signed in 2015", date="2015", background=True, confidence=0.3, **SIGNED
    )
    send(bench, old)
    assert [state.phase for state in bench.published(NegotiationState)] == []
    (known,) = [e.message for e in bench.events if isinstance(e.message, Occurrence)]
    assert len(known.history) == 1


@pytest.mark.parametrize(("confidence", "found"), [(0.05, []), (0.59, []), (0.6, ["deal_near"])])
def test_a_guess_sets_no_phase(bench, confidence, found):
    """One report counts from the confidence from which it raises an alert."""
    send(bench, a_report_by(date="2025-02-12", confidence=confidence, **SIGNED))
    assert [state.phase for state in bench.published(NegotiationState)] == found


def test_unsure_reports_that_raised_an_alert_together_set_it(bench):
    """What a desk was told counts."""
    for hour, outlet in enumerate(("Example Wire", "Other Times")):
        words = f"{outlet}: they signed"
        send(bench, a_report_by(outlet, hour, words, date="2025-02-12", confidence=0.51, **SIGNED), hour)
    assert [state.phase for state in bench.published(NegotiationState)] == ["deal"]


def test_a_guess_does_not_move_a_phase_that_is_known(bench):
    """Talks go on, whatever one outlet may have told in passing; time that passes does not make more of it."""
    send(bench, a_report_by(type="talks_round_held", status="happened", date="2025-02-12"))
    send(bench, a_report_by("Other Times", 1, "they signed", date="2025-02-12", confidence=0.1, **SIGNED), 1)
    send(bench, a_report_by("Other Times", 2, "they will meet", confidence=0.2), 2)
    send(bench, Tick(time=at(24 * 9), source="extraction/0"), 24 * 9)
    assert [state.phase for state in bench.published(NegotiationState)] == ["talks"]


def test_what_an_edit_makes_sure_sets_the_phase(bench):
    """The report is sure in the second revision, and gone in the third."""
    send(bench, a_report_by(type="talks_round_held", status="happened", date="2025-02-12"))
    deed = {"words": "they signed", "article": "a-1", "date": "2025-02-12", **SIGNED}
    send(bench, a_report_by("Other Times", 1, confidence=0.1, **deed), 1)
    sure = a_report_by("Other Times", 1, revision=2, confidence=0.9, **deed)
    send(bench, sure, 2)
    gone = MilestoneWithdrawn(
        id=sure.report.id, negotiation="ukraine", article="a-1", revision=3, received_at=at(3)
    )
    send(bench, gone, 3)
    assert [state.phase for state in bench.published(NegotiationState)] == ["talks", "deal_near", "talks"]


def test_a_deal_that_is_denied_is_none(bench):
    """It was claimed by one side; until the other admits it they talk as before."""
    send(bench, a_report_by(type="talks_round_held", status="happened", date="2025-02-12"))
    truce = {"type": "ceasefire_agreed_or_declared", "date": "2025-02-12", "confidence": 0.9}
    claim = a_report_by(
        "Other Times", 1, "a truce, says Washington", status="claimed", teller="United States", **truce
    )
    send(bench, claim, 1)
    send(
        bench,
        a_report_by("Third Post", 2, "no truce, says Moscow", status="denied", teller="Russia", **truce),
        2,
    )
    send(
        bench,
        a_report_by(
            "Third Post", 30, "Moscow: there is a truce", status="happened", teller="Russia", **truce
        ),
        30,
    )
    assert [state.phase for state in bench.published(NegotiationState)] == [
        "talks", "deal_near", "talks", "deal",
    ]  # fmt: skip


def test_a_deal_is_one_when_a_second_publisher_tells_it(bench):
    """One alone may have misread a headline; until then it is near. Nor does one alone tell of an end."""
    for hour, outlet in enumerate(("Example Wire", "Example Wire", "Other Times")):
        signed = a_report_by(outlet, hour, f"they signed, {hour}", date="2025-02-12", **SIGNED)
        send(bench, signed, hour)
    over = a_report_by(
        hours=90,
        words="the deal has collapsed",
        type="talks_suspended_or_collapsed",
        status="happened",
        date="2025-02-16",
    )
    send(bench, over, 90)
    assert ["deal_near", "deal", "suspended"] == [s.phase for s in bench.published(NegotiationState)]


def test_who_exchanges_prisoners_is_in_touch(bench):
    """Though no meeting was told of."""
    send(bench, a_report_by(type="threat_or_ultimatum", status="threatened", date="2025-02-12"))
    send(
        bench,
        a_report_by(hours=50, type="prisoner_exchange_or_release", status="happened", date="2025-02-14"),
        50,
    )
    assert "contacts" == bench.published(NegotiationState)[-1].phase
