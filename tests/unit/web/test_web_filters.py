"""Filters of the feed, and the queries that are refused."""

from datetime import UTC, datetime

import pytest

from services.web.domain import filters
from services.web.domain.filing import entry
from services.web.domain.filters import BadQuery, Filter
from shared.testing.builders import a_milestone_alert, a_stance_alert, a_statement_alert


def test_an_empty_filter_lets_everything_pass() -> None:
    """Late ones among it: they are marked, not hidden."""
    assert Filter().matches(a_statement_alert(labels={"late": True}))


def test_asides_are_on_no_list() -> None:
    """People were told as much; they stand with their saying."""
    aside = a_statement_alert(labels={"aside": True})
    assert not Filter().matches(aside)
    filed = entry(aside)
    assert filed is not None
    assert (f"subject:{aside.subject}",) == filed.facets
    assert () == filed.tokens


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (Filter(kind="stance"), (False, False, True)),
        (Filter(negotiation="ukraine"), (True, True, True)),
        (Filter(negotiation="brexit"), (False, False, False)),
        (Filter(side="United States"), (False, True, False)),
        (Filter(severity="warning"), (False, True, False)),
        (Filter(late="no"), (True, True, False)),
        (Filter(late="only"), (False, False, True)),
        (Filter(importance="95"), (False, True, False)),
        (Filter(publishers="2", issue="territory"), (True, False, False)),
        (Filter(status="scheduled"), (False, True, False)),
        (Filter(kind="milestone", side="Russia", severity="notice"), (False, True, False)),
    ],
)
def test_filters_narrow(wanted: Filter, passes: tuple[bool, ...]) -> None:
    """Each field narrows; severity is the least one wanted; a milestone is found by each of its parties."""
    alerts = (
        a_statement_alert(labels={"publishers": 2, "issue": "territory"}),
        a_milestone_alert(labels={"severity": "critical", "importance": 95, "status": "scheduled"}),
        a_stance_alert(labels={"late": True}),
    )
    assert passes == tuple(wanted.matches(alert) for alert in alerts)


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "gossip"},
        {"severity": "loud"},
        {"late": "maybe"},
        {"side": "x" * 2001},
        {"issue": "gossip"},
        {"importance": "high"},
        {"publishers": "-1"},
        {"negotation": "ukraine"},
        {"after": "al-1"},
    ],
)
def test_odd_filters_are_refused(query: dict[str, str]) -> None:
    """The sentence names the field."""
    with pytest.raises(BadQuery, match=next(iter(query))):
        filters.parse(query)


def test_labels_are_parameters_as_they_are_written() -> None:
    """`late` by the label's value, too; others than those named are taken only where they are expected."""
    wanted = filters.parse({"late": "true", "status": "denied", "importance": "80", "after": "al-1"}, "after")
    assert Filter(late="only", status="denied", importance="80") == wanted
    assert "no" == filters.parse({"late": "false"}).late


@pytest.mark.parametrize(
    ("wanted", "lists"),
    [
        (Filter(), ()),
        (Filter(severity="info", late="no", importance="50"), ()),
        (Filter(side="Russia", kind="stance"), (("side:Russia",), ("kind:stance",))),
        (
            Filter(severity="warning", late="only"),
            (("late:only",), ("severity:warning", "severity:critical")),
        ),
    ],
)
def test_a_filter_names_the_lists_of_what_passes(wanted: Filter, lists: tuple[tuple[str, ...], ...]) -> None:
    """What passes stands on one list of each group."""
    assert lists == wanted.lists()


@pytest.mark.parametrize("given", ["0", "-1", "201", "1e9", "ten", "99999999999999999999", "٣"])
def test_odd_limits_are_refused(given: str) -> None:
    """From 1 to 200, in digits."""
    with pytest.raises(BadQuery, match="limit"):
        filters.limit({"limit": given})


def test_days_and_moments_are_understood() -> None:
    """A day begins at midnight UTC; a moment without a zone is taken as UTC."""
    assert datetime(2025, 2, 12, tzinfo=UTC) == filters.day({"since": "2025-02-12"}, "since")
    assert datetime(2025, 2, 12, 6, 30, tzinfo=UTC) == filters.day(
        {"since": "2025-02-12T08:30+02:00"}, "since"
    )
    until = filters.day({"as_of": "2025-02-12"}, "as_of", whole=True)
    assert datetime(2025, 2, 12, 23, 59, 59, tzinfo=UTC) == until
    assert filters.day({}, "since") is None


@pytest.mark.parametrize("given", ["yesterday", "2025-13-01", "0000-00-00", "9999-99-99", "2025-02-30"])
def test_impossible_days_are_refused(given: str) -> None:
    """With an example of what is understood."""
    with pytest.raises(BadQuery, match="2025-02-12"):
        filters.day({"since": given}, "since")
