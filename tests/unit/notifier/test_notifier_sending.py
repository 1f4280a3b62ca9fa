"""The queue of one receiver: schedule of tries, circuit breaker, order, what an answer means; no network."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from services.notifier.domain.answers import Answer, Outcome, Verdict, judge, retry_after
from services.notifier.domain.sending import Endpoint, Item, choose, enqueue, settle
from shared.contracts import Delivery
from shared.testing.builders import NOON, a_statement_alert

DAY = timedelta(days=1)
DOWN = Verdict(outcome=Outcome.AGAIN, reason="HTTP 503", status_code=503)
OK = Verdict(outcome=Outcome.DELIVERED, reason="HTTP 200", status_code=200)


def a_queue(*names, at=NOON):
    endpoint = Endpoint("desk", at)
    for n, name in enumerate(names):
        delivery = Delivery(
            id=name, receiver="desk", alerts=(name,), state="held", reason="", at=at, attempts=0,
            queued_at=at, events=(a_statement_alert(name),),
        )  # fmt: skip
        enqueue(endpoint, Item(delivery, (at, n), at))
    return endpoint


def next_moment(endpoint):
    """When `choose` may give something, or None if nothing waits."""
    if endpoint.disabled or not endpoint.items:
        return None
    ready = min((i.not_before if i.aside else endpoint.not_before) for i in endpoint.items)
    return max(ready, endpoint.not_before)


def drive(endpoint, answer, until):
    """Try whatever is due until then; returns (seconds after noon, id, state) of every try."""
    log, now = [], NOON
    while now <= until and (moment := next_moment(endpoint)) is not None:
        now = max(now, moment)
        if now > until:
            break
        item = choose(endpoint, now)
        assert item is not None
        recorded = settle(endpoint, item, answer(item.delivery.id, now), now, timedelta(0))
        log.append(((now - NOON).total_seconds(), recorded.id, recorded.state))
    return log


def test_ten_tries_over_three_days_then_a_dead_letter():
    """A receiver that stays away: waits grow from five seconds to twenty hours; the alerts stay in the record."""
    endpoint = a_queue("m1")
    log = drive(endpoint, lambda name, now: DOWN, NOON + 9 * DAY)
    assert 9 <= len(log) <= 10
    assert "failed" == log[-1][2]
    assert 57 * 3600 <= log[-1][0] <= 80 * 3600
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(log)]
    assert 4.5 <= gaps[0] <= 5.5
    assert sorted(gaps[:7]) == gaps[:7]


def test_the_jitter_is_the_same_in_every_run_and_differs_between_messages():
    """A restart changes nothing; a thousand messages do not come back at the same second."""
    first = drive(a_queue("m1"), lambda name, now: DOWN, NOON + DAY)
    assert first == drive(a_queue("m1"), lambda name, now: DOWN, NOON + DAY)
    other = drive(a_queue("m2"), lambda name, now: DOWN, NOON + DAY)
    assert [t for t, _, _ in first] != [t for t, _, _ in other]


def test_a_dead_receiver_is_asked_seldom_and_drained_in_order_when_it_is_back():
    """Three thousand messages, five hours of silence: some thirty tries, then all of them in order."""
    names = [f"m{n:04}" for n in range(3000)]
    endpoint = a_queue(*names)
    back = NOON + timedelta(hours=5)
    log = drive(endpoint, lambda name, now: OK if now >= back else DOWN, NOON + DAY)
    failed = [one for one in log if one[2] == "held"]
    assert len(failed) < 40
    assert names == [name for _, name, state in log if state == "delivered"]
    first_back = next(at for at, _, state in log if state == "delivered")
    assert first_back <= (back - NOON).total_seconds() + 20 * 60


def test_the_breaker_opens_and_half_opens():
    """Three failures open it, nothing is sent meanwhile, one try asks, success closes it."""
    endpoint = a_queue("m1", "m2")
    for _ in range(3):
        now = next_moment(endpoint)
        settle(endpoint, choose(endpoint, now), DOWN, now, timedelta(0))
    assert "open" == endpoint.breaker
    assert choose(endpoint, now + timedelta(seconds=1)) is None
    now = next_moment(endpoint)
    assert "m1" == choose(endpoint, now).delivery.id
    settle(endpoint, choose(endpoint, now), OK, now, timedelta(0))
    assert "closed" == endpoint.breaker
    assert "m2" == choose(endpoint, now).delivery.id


def test_a_message_that_the_receiver_cannot_take_steps_aside():
    """A 500 for one message alone: after four tries the next is tried in its place, and the others flow."""
    endpoint = a_queue("poison", "m2", "m3")
    log = drive(endpoint, lambda name, now: DOWN if name == "poison" else OK, NOON + timedelta(hours=1))
    assert {"m2", "m3"} == {name for _, name, state in log if state == "delivered"}
    assert ["poison"] == [item.delivery.id for item in endpoint.items]
    assert len(log) <= 9


def test_a_message_disliked_by_its_receiver_holds_nobody_up():
    """A 400 from a webhook concerns that message; the next goes at once."""
    endpoint = a_queue("bad", "m2")
    bad = Verdict(outcome=Outcome.AGAIN_ALONE, reason="HTTP 400", status_code=400)
    log = drive(endpoint, lambda name, now: bad if name == "bad" else OK, NOON + timedelta(seconds=1))
    assert [(0.0, "bad", "held"), (0.0, "m2", "delivered")] == log


@pytest.mark.parametrize("wait", [7, 120, 3600])
def test_retry_after_is_obeyed_never_early(wait):
    """Whatever our own schedule says."""
    endpoint = a_queue("m1", "m2")
    busy = Verdict(outcome=Outcome.AGAIN, reason="HTTP 429", retry_after=timedelta(seconds=wait))
    settle(endpoint, choose(endpoint, NOON), busy, NOON, timedelta(0))
    assert NOON + timedelta(seconds=wait) == next_moment(endpoint)
    assert choose(endpoint, NOON + timedelta(seconds=wait - 1)) is None


def test_slack_gets_one_message_a_second():
    """The pause of the receiver lies between two messages."""
    endpoint = a_queue("m1", "m2")
    settle(endpoint, choose(endpoint, NOON), OK, NOON, timedelta(seconds=1))
    assert choose(endpoint, NOON + timedelta(seconds=0.9)) is None
    assert choose(endpoint, NOON + timedelta(seconds=1)) is not None


NOW = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)
WEBHOOK_ANSWERS = {
    200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered", 226: "delivered",
    301: "again", 302: "again", 303: "again", 304: "again", 307: "again", 308: "again",
    400: "again_alone", 401: "again", 402: "again_alone", 403: "again", 404: "gone", 405: "again_alone",
    408: "again", 410: "gone", 413: "again_alone", 415: "again_alone", 422: "again_alone", 425: "again", 429: "again",
    500: "again", 502: "again", 503: "again", 504: "again",
}  # fmt: skip


@pytest.mark.parametrize(("status", "outcome"), WEBHOOK_ANSWERS.items())
def test_what_a_webhook_answer_means(status, outcome):
    """2xx is success whatever the body; 404 and 410 end it; a redirect is not followed; the rest is tried again."""
    assert outcome == judge("webhook", Answer(status=status, body="anything"), NOW).outcome


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "ok", "delivered"),
        (200, "ok\n", "delivered"),
        (200, "", "again"),
        (200, "<html>Sign in to the hotel's network</html>", "again"),
        (200, "invalid_token", "again"),
        (204, "", "again"),
        (400, "invalid_blocks", "rejected"),
        (403, "invalid_token", "again"),
        (404, "no_service", "gone"),
        (410, "channel_is_archived", "gone"),
        (413, "", "rejected"),
        (429, "rate_limited", "again"),
        (500, "rollup_error", "again"),
        (302, "", "again"),
    ],
)
def test_what_a_slack_answer_means(status, body, outcome):
    """Success is the text `ok`, nothing else."""
    assert outcome == judge("slack", Answer(status=status, body=body), NOW).outcome


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        (" 30 ", 30),
        ("0", 0),
        ("Wed, 12 Feb 2025 12:01:30 GMT", 90),
        ("Wed, 12 Feb 2025 11:00:00 GMT", 0),
        ("99999999999999999999", 86400),
        ("1000000", 86400),
        ("Wed, 12 Feb 2099 12:00:00 GMT", 86400),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("", None),
        ("٣٠", None),
        (None, None),
    ],
)
def test_retry_after_in_all_its_forms(header, seconds):
    """Seconds, a date, absurd, unreadable, missing."""
    found = retry_after(header, NOW)
    assert (None if seconds is None else timedelta(seconds=seconds)) == found
