"""Silences as asked for over the API."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from services.web.domain.silences import BadSilence, SilenceAsked, made
from shared.contracts import Matcher
from shared.testing.builders import NOON, at

SIDE = Matcher(label="side", op="=", value="Norland")
BEHIND = timezone(timedelta(hours=-5))
NEGOTIATIONS = {"arland-borduria": "Arland–Borduria talks"}
LAST = datetime(9999, 12, 31, 20, tzinfo=UTC)


def test_hours_count_from_now() -> None:
    """The id is a hash of what was asked, so that the same request twice is one silence."""
    asked = SilenceAsked(matchers=(SIDE,), hours=8, comment="known")
    silence = made(asked, NOON)
    assert (NOON, at(8)) == (silence.starts_at, silence.ends_at)
    assert silence.id == made(asked, NOON).id


def test_times_of_any_zone_are_kept_in_utc() -> None:
    """The page says that all its times are; and one moment written in two ways is one silence."""
    asked = SilenceAsked(matchers=(SIDE,), starts_at=NOON, ends_at=at(8))
    there = SilenceAsked(
        matchers=(SIDE,), starts_at=NOON.astimezone(BEHIND), ends_at=at(8).astimezone(BEHIND)
    )
    assert UTC == made(there, NOON).ends_at.tzinfo
    assert made(asked, NOON).id == made(there, NOON).id


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (SilenceAsked(matchers=(), hours=1), "everything"),
        (SilenceAsked(matchers=(Matcher(label="colour", op="=", value="red"),), hours=1), "no label"),
        (SilenceAsked(matchers=(Matcher(label="side", op="=~", value="("),), hours=1), "pattern"),
        (SilenceAsked(matchers=(Matcher(label="late", op=">=", value="1"),), hours=1), "not a number"),
        (SilenceAsked(matchers=(Matcher(label="severity", op=">=", value="dire"),), hours=1), "severity is"),
        (SilenceAsked(matchers=(Matcher(label="side", op="=", value=""),), hours=1), "characters"),
        (SilenceAsked(matchers=(SIDE,)), "when it ends"),
        (SilenceAsked(matchers=(SIDE,), hours=-1), "hours"),
        (SilenceAsked(matchers=(SIDE,), hours=float("inf")), "hours"),
        (SilenceAsked(matchers=(SIDE,), hours=float("nan")), "hours"),
        (SilenceAsked(matchers=(SIDE,), ends_at=NOON - timedelta(hours=1)), "end after"),
        (SilenceAsked(matchers=(SIDE,), ends_at=at(24 * 365)), "90 days"),
        (SilenceAsked(matchers=(SIDE,), ends_at=NOON.replace(tzinfo=None)), "zone"),
        (SilenceAsked(matchers=(SIDE,), starts_at=LAST, hours=9), "possible"),
        (SilenceAsked(matchers=(SIDE,), ends_at=LAST.replace(tzinfo=BEHIND)), "possible"),
        (SilenceAsked(matchers=(SIDE,), starts_at=at(-9), ends_at=at(-2)), "over already"),
        (SilenceAsked(matchers=(SIDE,), starts_at=at(24 * 365 * 2), hours=8), "start within"),
        (SilenceAsked(matchers=(SIDE,), hours=1, comment="x" * 501), "500"),
        (SilenceAsked(matchers=(Matcher(label="kind", op="=", value="milestones"),), hours=1), "kind is one"),
        (SilenceAsked(matchers=(Matcher(label="kind", op="!=", value="stances"),), hours=1), "kind is one"),
        (SilenceAsked(matchers=(Matcher(label="severity", op="=", value="high"),), hours=1), "severity is"),
        (SilenceAsked(matchers=(Matcher(label="issue", op="=~", value="peace"),), hours=1), "issue is one"),
        (SilenceAsked(matchers=(Matcher(label="late", op="=", value="yes"),), hours=1), "true, false"),
    ],
)
def test_what_silences_nothing_or_for_ever_is_refused(asked: SilenceAsked, reason: str) -> None:
    """With a sentence that says why."""
    with pytest.raises(BadSilence, match=reason):
        made(asked, NOON)


@pytest.mark.parametrize("pattern", ["(?!x).*", r"Norland\Z", "x++", ".{1001}", "(x)\\1"])
def test_a_pattern_is_refused_where_the_notifier_could_not_run_it(pattern: str) -> None:
    """The notifier matches with RE2, which knows less than Python; once on the topic it is too late to say so."""
    asked = SilenceAsked(matchers=(Matcher(label="negotiation", op="=~", value=pattern),), hours=1)
    with pytest.raises(BadSilence, match=r"pattern .* is refused"):
        made(asked, NOON)


@pytest.mark.parametrize(
    ("label", "op", "value"),
    [
        ("type", "=", "parley.milestone.overdue"),
        ("step", "=~", "meeting_.*"),
        ("watched", "=", "false"),
        ("severity", "<=", "notice"),
        ("negotiation", "=", "arland-borduria"),
        ("negotiation", "=", "Tavria|Zembla"),
        ("negotiation", "=~", "Arland.*"),
    ],
)
def test_whatever_routes_match_on_can_be_silenced(label: str, op: Any, value: str) -> None:
    """All overdue alerts, say; and a negotiation that is not watched before it is known."""
    asked = SilenceAsked(matchers=(Matcher(label=label, op=op, value=value),), hours=1)
    assert made(asked, NOON, NEGOTIATIONS).matchers == asked.matchers


@pytest.mark.parametrize(
    ("value", "reason"),
    [("arland–borduria TALKS", "id of this negotiation is 'arland-borduria'"), ("arland", "no negotiation")],
)
def test_a_negotiation_is_silenced_by_its_id(value: str, reason: str) -> None:
    """Pages show its name, which no alert has."""
    asked = SilenceAsked(matchers=(Matcher(label="negotiation", op="=", value=value),), hours=1)
    with pytest.raises(BadSilence, match=reason):
        made(asked, NOON, NEGOTIATIONS)
