"""When something was published: real forms, impossible dates, and archives."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.processing.eventtime import (
    archive_span,
    came_late,
    event_time,
    is_late,
    parse,
    replay_time,
    told_at,
)
from shared.testing.builders import an_article_ref

RECEIVED = datetime(2025, 5, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-21T10:00:00Z", datetime(2025, 5, 21, 10, tzinfo=UTC)),
        ("2025-05-21T12:00:00+02:00", datetime(2025, 5, 21, 10, tzinfo=UTC)),
        ("2025-05-21", datetime(2025, 5, 21, tzinfo=UTC)),
        ("Wed, 21 May 2025 10:00:00 GMT", datetime(2025, 5, 21, 10, tzinfo=UTC)),
        ("10/24/16", datetime(2016, 10, 24, tzinfo=UTC)),
        ("10/24/2016 08:15", datetime(2016, 10, 24, 8, 15, tzinfo=UTC)),
        ("13/45/2016", None),
        ("2025-05-21 10:00:00 UTC", datetime(2025, 5, 21, 10, tzinfo=UTC)),
        ("2025-05-21 02:20 PM", datetime(2025, 5, 21, 14, 20, tzinfo=UTC)),
        ("2025/05/21", datetime(2025, 5, 21, tzinfo=UTC)),
        ("2025/5/1 10:00:30", datetime(2025, 5, 1, 10, 0, 30, tzinfo=UTC)),
        ("20250521142000", datetime(2025, 5, 21, 14, 20, tzinfo=UTC)),
        ("5/21/25 2:20 PM", datetime(2025, 5, 21, 14, 20, tzinfo=UTC)),
        ("5/21/2025 12:20:05 am EST", datetime(2025, 5, 21, 5, 20, 5, tzinfo=UTC)),
        ("May 21, 2025", datetime(2025, 5, 21, tzinfo=UTC)),
        ("February 12, 2025, 2:20 p.m. EST", datetime(2025, 2, 12, 19, 20, tzinfo=UTC)),
        ("Wednesday, Sept. 3rd, 2025 at 2:20 PM", datetime(2025, 9, 3, 14, 20, tzinfo=UTC)),
        ("Wed, 12 Feb 2025 2:20 PM", datetime(2025, 2, 12, 14, 20, tzinfo=UTC)),
        ("21 May 2025", datetime(2025, 5, 21, tzinfo=UTC)),
        ("Wed, 12 Feb 25 14:20:00 -0500", datetime(2025, 2, 12, 19, 20, tzinfo=UTC)),
        ("February 30, 2025", None),
        ("May 21, 2025 14:20 pm", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 1000, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("Wed, 12 Feb 2025 15:00:00 MSK", datetime(2025, 2, 12, 12, tzinfo=UTC)),
        ("Wed, 12 Feb 2025 15:00:00 KST", datetime(2025, 2, 12, 6, tzinfo=UTC)),
        ("Wed, 12 Feb 2025 15:00:00 GMT+3", datetime(2025, 2, 12, 12, tzinfo=UTC)),
        ("2025-02-12 15:00 UTC-03:30", datetime(2025, 2, 12, 18, 30, tzinfo=UTC)),
        ("Feb 12, 2025 3:00 PM ET", datetime(2025, 2, 12, 20, tzinfo=UTC)),
        ("Jul 12, 2025 3:00 PM ET", datetime(2025, 7, 12, 19, tzinfo=UTC)),
        ("Wed, 12 Feb 2025 15:00:00 +0300 (MSK)", datetime(2025, 2, 12, 12, tzinfo=UTC)),
        ("Wed, 12 Feb 2025 15:00:00 IST", None),
        ("Wed, 12 Feb 2025 15:00:00 QQQ", None),
        ("Wed, 12 Feb 2025 15:00:00 UTC+99", None),
        ("1739372400", datetime(2025, 2, 12, 15, tzinfo=UTC)),
        ("1739372400123", datetime(2025, 2, 12, 15, tzinfo=UTC)),
        ("12.02.2025 15:00", datetime(2025, 2, 12, 15, tzinfo=UTC)),
        ("Wednesday, February 12, 2025 - 15:00", datetime(2025, 2, 12, 15, tzinfo=UTC)),
        ("Feb 12, 2025 / 3:00 PM EST", datetime(2025, 2, 12, 20, tzinfo=UTC)),
    ],
)
def test_parse(text, expected):
    """ISO, RFC 2822 and US forms; whatever else is no date."""
    assert expected == parse(text)


@pytest.mark.parametrize("text", ["0001-11-30", "1970-01-01", "9999-01-01", "2025-05-22", "nonsense", None])
def test_an_impossible_date_gives_way_to_the_time_of_receipt(text):
    """Absurd, future and missing dates."""
    assert event_time(text, RECEIVED) == RECEIVED


def test_an_archive_is_replayed_on_its_own_time():
    """Within thirty days of the span the article's date counts; a stray one is put at the end."""
    span = archive_span([f"2025-05-{day:02}" for day in range(1, 22)])
    assert span is not None
    assert datetime(2025, 4, 20, tzinfo=UTC) == replay_time("2025-04-20", span)
    assert span[1] == replay_time("2020-08-05", span)
    assert span[1] == replay_time(None, span)


def test_an_archive_without_dates_has_no_span():
    """Nothing to go by."""
    assert archive_span(["x", None]) is None


def test_late_means_more_than_a_day():
    """A day old is not late."""
    assert not is_late(datetime(2025, 5, 20, 12, tzinfo=UTC), RECEIVED)
    assert is_late(datetime(2025, 5, 20, 11, tzinfo=UTC), RECEIVED)


@pytest.mark.parametrize(
    ("published", "revision", "hours", "late"),
    [
        ("2025-05-20T11:00:00+00:00", 1, 24, False),
        ("2025-05-20T11:00:00+00:00", 1, 25, True),
        ("2025-05-20", 1, 47, False),
        ("2025-05-20", 1, 49, True),
        ("2025-05-18T11:00:00+00:00", 4, 0, False),
        ("2025-05-18T11:00:00+00:00", 4, 25, True),
    ],
)
def test_an_article_is_late_by_what_its_date_can_mean(published, revision, hours, late):
    """A day alone lasts until its end; what an edit adds is as old as the edit, whatever date the article keeps."""
    moment = parse(published)
    assert moment is not None
    received = moment if revision == 1 else moment + timedelta(days=2)
    article = an_article_ref(revision=revision, published_at=moment, received_at=received)
    assert (received if revision > 1 else moment) == told_at(article)
    assert late is came_late(article, received + timedelta(hours=hours))
