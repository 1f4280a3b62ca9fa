"""Who met, where outlets name different people."""

import pytest

from shared.testing.newsroom import a_report_by
from tests.unit.milestones.reports import send

HELD = {"type": "meeting_held", "status": "happened", "date": "2025-02-12"}


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], ("Ada Quill", "Karl Berg")),
        ([("Ada Quill", "Karl Berg", "Jan Novotny")], ("Ada Quill", "Karl Berg")),
        ([("Ada Quill", "Jan Novotny")] * 2, ("Ada Quill", "Jan Novotny")),
        ([("Ada Quill",), ()], ("Ada Quill", "Karl Berg")),
    ],
)
def test_those_met_whom_most_publishers_name_else_the_surest(bench, others, expected):
    """Whom a doubtful report adds is not told to have been there."""
    send(bench, a_report_by(words="they met", confidence=0.9, people=("Ada Quill", "Karl Berg"), **HELD))
    for hour, people in enumerate(others, 1):
        words = f"the two met in hour {hour}"
        send(bench, a_report_by(f"Outlet {hour}", hour, words, confidence=0.6, people=people, **HELD), hour)
    last = [e.message for e in bench.events if hasattr(e.message, "first_at")][-1]
    assert expected == last.people


PLAN = {"type": "meeting_scheduled", "status": "scheduled"}


def test_who_was_to_meet_some_day_is_not_told_to_meet_when_delegations_do(bench):
    """The presidents plan to meet; before that, their delegations do."""
    plan = {"people": ("Ada Quill", "Karl Berg"), "place": None, **PLAN}
    send(bench, a_report_by(words="Quill and Berg are to meet", date=None, **plan))
    fixed = a_report_by("Other Times", 48, "delegations meet in Riyadh on Tuesday", place="Riyadh", **PLAN)
    send(bench, fixed, 48)
    known = [e.message for e in bench.events if hasattr(e.message, "first_at")][-1]
    assert ("Riyadh", ()) == (known.place, known.people)
    held = {"type": "talks_round_held", "status": "happened", "place": "Riyadh"}
    (alert,) = send(bench, a_report_by("Third Post", 150, "they talked in Riyadh", **held), 150)
    assert alert.data.headline.startswith("Russia and United States hold talks in Riyadh")
